"""Which customer is typical of many: the journeys of the right length whose order of touchpoints is nearest to all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from footpath.app.scoped_events import events_in
from footpath.maps.likeness import MOST_CENTRAL, by_centrality
from footpath.maps.walking import FEWEST_STEPS, MOST_STEPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from footpath.app.workspace import Workspace
    from footpath.lake import Lake

SAMPLE = 200
FEWEST_ALIKE = (
    5  # customers to choose among, and customers at each touchpoint: a journey of fewer would say whose it is
)


@dataclass(frozen=True)
class Chosen:
    """A customer whose journey is told.

    Attributes:
        how: the customer was chosen, in words.
        of: among how many; 0 for one who was named.
    """

    key: int
    how: str
    of: int


@dataclass(frozen=True)
class _Candidate:
    """A journey that may be played: where it lies, its touchpoints, and on how many of its events somebody wrote something."""

    key: int
    codes: tuple[int, ...]
    said: int


def typical_customer(workspace: Workspace, scope: Mapping[str, Any], touchpoint: str = "") -> Chosen | None:
    """A customer whose way is most like all others'; None where there are too few to choose among without saying who it is.

    Args:
        scope: ``where`` and ``during`` as in questions.
        touchpoint: only among those who came to it.
    """
    found = _candidates(workspace, scope, touchpoint)
    if len(found) < FEWEST_ALIKE:
        return None
    spread = sorted({round(at) for at in np.linspace(0, len(found) - 1, min(SAMPLE, len(found)))})
    sample = [found[at] for at in spread]
    order = by_centrality([one.codes for one in sample])[:MOST_CENTRAL]
    best = max(range(len(order)), key=lambda at: (sample[order[at]].said, -at))
    at = f" that came to {touchpoint}" if touchpoint else ""
    how = (
        f"of {len(sample):,} journeys{at}, drawn evenly from {len(found):,} with {FEWEST_STEPS} to {MOST_STEPS} events, the"
        f" {len(order)} whose order of touchpoints is nearest to all others; of these, the one whose customer wrote most often"
    )
    return Chosen(sample[order[best]].key, how, len(found))


def _candidates(workspace: Workspace, scope: Mapping[str, Any], touchpoint: str) -> list[_Candidate]:
    """Journeys of the right length, all of whose touchpoints are those of several customers, in the order of their keys."""
    index = workspace.index
    visited = {row["touchpoint"]: row["customers"] for row in workspace.ask({"ask": "touchpoints"}).dicts()}
    rare = np.array([visited.get(name, 0) < FEWEST_ALIKE for name in index.names])
    wanted = index.names.index(touchpoint) if touchpoint else -1
    worded = _with_words(workspace.lake)
    found: list[_Candidate] = []
    for kept in events_in(index, scope):
        shard, rows, customers = kept.shard, kept.rows, kept.customers
        codes = shard.touchpoint[rows]
        lengths = np.bincount(customers, minlength=len(shard.key))
        fits = (lengths >= FEWEST_STEPS) & (lengths <= MOST_STEPS)
        fits[customers[rare[codes]]] = False
        if wanted >= 0:
            fits &= np.bincount(customers[codes == wanted], minlength=len(lengths)) > 0
        wrote = customers[np.isin(shard.event_id[rows], worded)]
        said, starts = np.bincount(wrote, minlength=len(lengths)), np.concatenate([[0], np.cumsum(lengths)])
        for customer in np.flatnonzero(fits).tolist():
            way = tuple(codes[starts[customer] : starts[customer + 1]].tolist())
            found.append(_Candidate(int(shard.key[customer]), way, int(said[customer])))
    return sorted(found, key=lambda one: one.key)


def _with_words(lake: Lake) -> NDArray[np.int64]:
    """The feedback events on which somebody wrote something."""
    import pyarrow.compute as pc

    table = lake.feedback()
    written = table.filter(pc.greater(pc.utf8_length(pc.fill_null(table["text"], "")), 0))
    return np.asarray(written["event_id"].to_numpy(), dtype=np.int64)
