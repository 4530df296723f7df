"""Places that rows stand for: touchpoints, stages, or all at once; and the comparable rest of each."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.index import Index
from footpath.journeys.properties import closest

Per = Literal["touchpoint", "stage", "all"]


@dataclass(frozen=True)
class Places:
    """What rows stand for.

    Attributes:
        place_of: place by touchpoint code, -1 for none.
        touchpoints, stages: names by place, None where a place is not one.
        peers: by place, a number that comparable places share; -1 is comparable with all.
    """

    place_of: NDArray[np.int64]
    touchpoints: tuple[str | None, ...]
    stages: tuple[str | None, ...]
    peers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.peers)

    def number(self, touchpoint: str | None, stage: str | None) -> int:
        """The place that a row names."""
        return next(
            place
            for place, names in enumerate(zip(self.touchpoints, self.stages, strict=True))
            if names == (touchpoint, stage)
        )


def places(index: Index, per: Per = "touchpoint") -> Places:
    """The places of an index.

    Touchpoints are comparable within their stage, and with all others where they have none; stages with all others.
    """
    if per == "touchpoint":
        count = len(index.names)
        stages = tuple(touchpoint.stage for touchpoint in index.touchpoints)
        return Places(np.arange(count), index.names, stages, index.stage_codes)
    if per == "stage":
        count = len(index.stages)
        return Places(index.stage_codes, (None,) * count, index.stages, np.full(count, -1))
    return Places(np.zeros(len(index.names), dtype=np.int64), (None,), (None,), np.full(1, -1))


def rest_of(counts: NDArray[np.generic], peers: NDArray[np.int64], *, split: bool) -> NDArray[np.generic]:
    """For each place and group, the sum over what it is compared with.

    Args:
        counts: by place and group.
        split: there is a ``by``: compare with the other groups of the same place, else with the place's peers.

    Examples:
        >>> rest_of(np.array([[1], [2], [4]]), np.array([0, 0, -1]), split=False).ravel().tolist()
        [2, 1, 3]
        >>> rest_of(np.array([[1, 2, 4]]), np.array([-1]), split=True).tolist()
        [[6, 5, 3]]
    """
    if split:
        return counts.sum(axis=1, keepdims=True) - counts
    total = np.zeros_like(counts)
    for place, peer in enumerate(peers):
        total[place] = counts.sum(axis=0) if peer < 0 else counts[peers == peer].sum(axis=0)
    return total - counts


def one_touchpoint(index: Index, name: str | None) -> int | None:
    """The code of a touchpoint by its name, without regard to case; None for None.

    Raises:
        SpecError: there is none of that name.
    """
    if name is None:
        return None
    if name in index.names:
        return index.names.index(name)
    for code, known in enumerate(index.names):
        if known.casefold() == name.casefold():
            return code
    raise SpecError(f'There is no touchpoint "{name}".', f"Closest: {', '.join(closest(name, list(index.names)))}.")
