"""How long until something happens next?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.gaps import Cells, all_gaps, gap_customers
from footpath.analysis.places import one_touchpoint, places
from footpath.journeys.selection import Selection
from footpath.model.intervals import wilson_rate

Gaps = NDArray[np.int64]


@dataclass(frozen=True)
class DwellRow:
    """Visits that something followed, the median and 90th percentile of the time until then, and the same of the rest.

    ``slow`` is the share of the visits that took longer than three quarters of the rest did; its interval is low to high.
    Without an effect it is a quarter.
    """

    touchpoint: str
    stage: str | None
    n: int
    median_s: float
    p90_s: float
    rest_n: int
    rest_median_s: float
    slow: float
    low: float
    high: float
    group: str | None = None


class Dwell(JourneyQuestion):
    """How long is it from a touchpoint to the customer's next event?

    A visit counts when another event of the customer follows, whatever it is; the last event of a journey has no dwell. The
    rest is the same touchpoint's other groups, or without ``by`` the other touchpoints of the stage (all others where there
    is no stage). ``during`` and ``by`` speak of the visit; the event that follows may lie beyond the period. Quantiles are
    exact, in proportion between neighbours.

    Args:
        touchpoint: show this one only; the rest it is compared with stays the same.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="mail@0|device=phone reply@10", bob="mail@0|device=desk reply@2 mail@5|device=desk reply@9")
        >>> for row in ask(index, Dwell(touchpoint="mail", by="device")).rows:
        ...     print(row.group, row.n, row.median_s / 60, row.rest_n, row.rest_median_s / 60, row.slow)
        desk 2 3.0 1 10.0 0.0
        phone 1 10.0 2 3.0 1.0
    """

    ask: ClassVar[str] = "dwell"
    anchored: ClassVar[bool] = True
    touchpoint: str | None = None

    def answer(self, seen: Selection) -> Sequence[DwellRow]:
        only, peers = one_touchpoint(seen.index, self.touchpoint), places(seen.index).peers
        gaps = all_gaps(seen, _cells(seen))
        pools = _pools(gaps, peers, seen.groups, split=self.by is not None)
        rows = []
        for group in seen.order:
            for code in range(len(seen.index.names)) if only is None else [only]:
                cell = code * seen.groups + group
                if len(gaps[cell]):
                    pool = pools[code if self.by is not None else int(peers[code])]
                    rows.append(_row(seen, code, group, gaps[cell], pool))
        return rows

    def members(self, seen: Selection, row: DwellRow) -> Sequence[NDArray[np.uint8]]:
        cell = seen.index.names.index(row.touchpoint) * seen.groups + seen.labels.index(row.group)
        return gap_customers(seen, _cells(seen), cell)


def _cells(seen: Selection) -> Cells:
    count = len(seen.index.names)
    return Cells(np.arange(count), np.zeros(count, dtype=np.int64), count, 1, seen.groups)


def _pools(gaps: list[Gaps], peers: NDArray[np.int64], groups: int, *, split: bool) -> Mapping[int, Gaps]:
    """What each cell is compared with, itself still inside, ascending: by touchpoint when split, else by peers."""
    numbers = np.repeat(np.arange(len(peers)) if split else peers, groups)
    pools = {}
    for number in np.unique(numbers).tolist():
        members = range(len(gaps)) if number < 0 else np.flatnonzero(numbers == number)
        pools[number] = np.sort(np.concatenate([gaps[cell] for cell in members]))
    return pools


def _row(seen: Selection, code: int, group: int, own: Gaps, pool: Gaps) -> DwellRow:
    slower = len(own) - int(np.searchsorted(own, quantile_without(pool, own, 0.75), side="right"))
    rest = len(pool) - len(own)
    slow = (slower / len(own), *wilson_rate(slower, len(own))) if rest else (float("nan"), 0.0, 1.0)
    return DwellRow(
        seen.index.names[code],
        seen.index.stage_of(code),
        len(own),
        quantile_without(own, own[:0], 0.5) / 1e6,
        quantile_without(own, own[:0], 0.9) / 1e6,
        rest,
        quantile_without(pool, own, 0.5) / 1e6,
        *slow,
        seen.labels[group],
    )


def quantile_without(pool: Gaps, own: Gaps, share: float) -> float:
    """The quantile of what is in ``pool`` but not in ``own``, both ascending; NaN when that is nothing.

    Examples:
        >>> quantile_without(np.array([1, 2, 3, 9]), np.array([2]), 0.5)
        3.0
    """
    count = len(pool) - len(own)
    if not count:
        return float("nan")
    place = (count - 1) * share
    low = _ranked_without(pool, own, int(place))
    high = _ranked_without(pool, own, min(int(place) + 1, count - 1))
    return float(low + (place - int(place)) * (high - low))


def _ranked_without(pool: Gaps, own: Gaps, rank: int) -> int:
    """The value of a rank (from 0): the least one with more than ``rank`` values of the rest up to it."""
    least, most = rank, rank + len(own)  # positions in the pool between which it lies
    while least < most:
        middle = (least + most) // 2
        value = pool[middle]
        rest = np.searchsorted(pool, value, side="right") - np.searchsorted(own, value, side="right")
        least, most = (least, middle) if rest > rank else (middle + 1, most)
    return int(pool[least])
