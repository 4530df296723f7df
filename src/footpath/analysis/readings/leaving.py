"""When has a customer left? One rule, for every question that tells those who left from those who may still come back.

Customers come in sessions. How long they usually stay away before the next one is what silence must be compared with: the
short pauses within a session say nothing of it. A customer whose journey ends at a touchpoint has left when more time has
passed since than 95% of the pauses between sessions that began at that touchpoint lasted, and at least a day.
"""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from weakref import WeakKeyDictionary

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.engine import add_up, run
from footpath.journeys.conditions import Period
from footpath.journeys.index import Index
from footpath.journeys.selection import Grouping, Recipe, Selection, View
from footpath.journeys.sessions import GAP

LEAST_WAIT = timedelta(days=1)
ENDED = (95, 100)  # of 100 pauses, 95 have ended after the wait
ENOUGH = 30  # pauses: of fewer, a 95th percentile says little, and those of all touchpoints are taken together
MINUTE_US = 60_000_000
_GAP_US = round(GAP.total_seconds() * 1e6)
_MOST_CELLS, _MOST_BITS = 4_000_000, 12

_MOST_KNOWN = (
    64  # sets of conditions whose waits are kept for an index: a map asks hundreds of questions about few of them
)

_known: WeakKeyDictionary[Index, dict[bytes, NDArray[np.int64]]] = WeakKeyDictionary()


def left_before(seen: Selection) -> NDArray[np.int64]:
    """By touchpoint code, the last instant (µs) at which a customer's final event there means that they left.

    The wait of a touchpoint is the shortest number of whole minutes within which 95% of its pauses ended: from an event there
    to the customer's next one, where that was more than 30 minutes later. Touchpoints with fewer than 30 such pauses take
    the wait of the pauses of all together. It is never less than a day, and it is counted back from the index's last
    instant. The question's ``where`` decides which events there are; its ``during`` and ``by`` change nothing.

    Examples:
        >>> from footpath.journeys import journeys
        >>> from footpath.journeys.selection import select
        >>> from footpath.model.questions import Question
        >>> index = journeys(ann="cart@0 pay@10", bob="cart@3d pay@9d", eve="cart@9.5d")
        >>> days = (index.as_of_us - left_before(select(index, Question()))) / 86_400e6
        >>> days.tolist()[:2]  # one pause was seen, of six days; those of 10 minutes are none
        [6.0, 6.0]
    """
    conditions = tuple(c for view in seen.views[:1] for c in view.recipe.conditions if not isinstance(c, Period))
    known, key = _known.setdefault(seen.index, {}), pickle.dumps(conditions)
    if key in known:
        return known[key]
    whole = Recipe(conditions, Grouping(seen.index, None))
    waits = _waits(seen.index, [View(shard, whole) for shard in seen.index.shards])
    found = (seen.index.as_of_us or 0) - waits * MINUTE_US
    found.flags.writeable = False
    if len(known) < _MOST_KNOWN:
        known[key] = found
    return found


def _waits(index: Index, views: Sequence[View]) -> NDArray[np.int64]:
    """By touchpoint code, in minutes: an exact quantile, found digit by digit."""
    rows = len(index.names) + 1  # the last one is that of all touchpoints together
    bits = min(_MOST_BITS, max((_MOST_CELLS // rows).bit_length() - 1, 1))
    longest = ((index.last_us or 0) - (index.first_us or 0)) // MINUTE_US + 1
    low, shift = np.zeros(rows, dtype=np.int64), max(longest.bit_length() - bits, 0)
    pauses, rank = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    while views:
        table = run(Pauses(low, shift, 1 << bits), views)
        if not pauses.any():
            pauses = table.sum(axis=1)
            rank = -(-pauses * ENDED[0] // ENDED[1])
        reached = np.cumsum(table, axis=1)
        cell = np.minimum((reached < rank[:, None]).sum(axis=1), table.shape[1] - 1)
        rank = rank - np.where(cell > 0, reached[np.arange(rows), cell - 1], 0)
        low = low + (cell << shift)
        if shift == 0:
            break
        shift = max(shift - bits, 0)
    waits = np.where(pauses >= ENOUGH, low, low[-1])[:-1]
    return np.maximum(waits, LEAST_WAIT // timedelta(minutes=1))


@dataclass(frozen=True)
class Pauses:
    """Counts pauses by the touchpoint they began at, and of all together, in cells of 2**``shift`` minutes from ``low`` on."""

    low: NDArray[np.int64]
    shift: int
    cells: int

    def partial(self, view: View) -> NDArray[np.int64]:
        shard = view.shard
        columns = shard.offsets, shard.touchpoint, shard.time, view.keep
        return _count_pauses(*columns, self.low, self.shift, self.cells, _GAP_US)

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)


@numba.njit(nogil=True, cache=True)
def _count_pauses(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    low: NDArray[np.int64],
    shift: int,
    cells: int,
    gap_us: int,
) -> NDArray[np.int64]:
    table = np.zeros((low.size, cells), np.int64)
    everywhere = low.size - 1
    for c in range(offsets.size - 1):
        before = -1
        since = 0
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            now = time[i]
            if before >= 0 and now - since > gap_us:
                minutes = (now - since + 59_999_999) // 60_000_000
                at = (minutes - low[before]) >> shift
                if 0 <= at < cells:
                    table[before, at] += 1
                at = (minutes - low[everywhere]) >> shift
                if 0 <= at < cells:
                    table[everywhere, at] += 1
            since = now
            before = int(touchpoint[i])
    return table
