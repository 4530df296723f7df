"""From one event of a customer to the next: counts, distinct customers, and the exact quantiles of the time between.

A gap belongs to a cell (from, to, group): from and to are what tables make of the two touchpoints, the group is that of the
event it starts from. Quantiles are exact and cheap, after Floyd and Rivest: the gaps of a sample of the customers bound
each cell's quantile, then one reading counts everything and fetches the few gaps between the bounds. Where the bounds turn
out wrong, which is rare, the cell is read again without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.journeys.sorting import group_rows

_SAMPLED = 1_000_000  # gaps, more or less; of fewer, none are sampled and all fetched
_ENOUGH = 40  # sampled gaps, below which a cell is fetched whole
_ERRORS = 4.0  # standard errors of the sample's quantile on either side
_NEVER, _EVER = -1, np.iinfo(np.int64).max


@dataclass(frozen=True)
class Cells:
    """Which cell a gap belongs to.

    Attributes:
        from_of, to_of: by touchpoint code; -1 leaves gaps from (to) there out.
        froms, tos, groups: how many there are.
    """

    from_of: NDArray[np.int64]
    to_of: NDArray[np.int64]
    froms: int
    tos: int
    groups: int

    @property
    def count(self) -> int:
        return check_cells(self.froms * self.tos * self.groups)

    @property
    def shape(self) -> tuple[int, int, int]:
        return self.froms, self.tos, self.groups

    def columns(self, view: View) -> tuple[Any, ...]:
        """What every loop over gaps reads: the cell is the sum of two tables and the group."""
        start = np.where(self.from_of < 0, -1, self.from_of * self.tos * self.groups)
        end = np.where(self.to_of < 0, -1, self.to_of * self.groups)
        shard = view.shard
        return shard.offsets, shard.touchpoint, view.keep, view.group, start, end


@dataclass(frozen=True)
class Counted:
    """Gaps and distinct customers by cell, and a quantile of the gaps in seconds (NaN where there are none)."""

    gaps: NDArray[np.int64]
    customers: NDArray[np.int64]
    quantile_s: NDArray[np.float64]


@dataclass(frozen=True)
class Fetched:
    """What a reading gives.

    Attributes:
        table: by cell: gaps, distinct customers, (the customer counted last), gaps below the bounds.
        starts: where each cell's begin in ``gaps``; one more entry than cells.
        gaps: those between the bounds of their cell, in microseconds.
    """

    table: NDArray[Any]
    starts: NDArray[np.int64]
    gaps: NDArray[np.int64]


@dataclass(frozen=True)
class GapReading:
    """Counts all gaps and fetches, by cell, those from ``low`` to ``high``, both included.

    Attributes:
        stride: every how manieth customer is read.
    """

    cells: Cells
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    stride: int = 1

    def partial(self, view: View) -> Fetched:
        columns = self.cells.columns(view)
        table, cell, gaps = _read_gaps(*columns, view.shard.time, self.low, self.high, self.stride)
        order, starts = group_rows(cell, self.cells.count)
        return Fetched(table, starts, gaps[order])

    def combine(self, partials: Sequence[Fetched]) -> Fetched:
        starts = add_up([part.starts for part in partials])
        gaps = np.empty(starts[-1], dtype=np.int64)
        free = starts[:-1].copy()
        for part in partials:
            _append(part.starts, part.gaps, free, gaps)
        return Fetched(add_up([part.table for part in partials]), starts, gaps)


def count_gaps(seen: Selection, cells: Cells, share: float = 0.5) -> Counted:
    """Gaps, their distinct customers and an exact quantile by cell.

    Args:
        share: 0.5 for the median; between neighbours in proportion.
    """
    low, high = _bounds(seen, cells, share)
    read = run(GapReading(cells, low, high), seen.views)
    quantiles, missed = _quantiles(read, read.table[:, 0], share)
    if missed.any():
        again = run(GapReading(cells, np.zeros_like(low), np.where(missed, _EVER, _NEVER)), seen.views)
        found, _ = _quantiles(again, np.where(missed, again.table[:, 0], 0), share)
        quantiles[missed] = found[missed]
    return Counted(read.table[:, 0].copy(), read.table[:, 1].copy(), quantiles)


def gap_customers(seen: Selection, cells: Cells, cell: int) -> list[NDArray[np.uint8]]:
    """By shard and customer: 1 for those with a gap in a cell."""
    return each(lambda view: _having_gap(*cells.columns(view), cell), seen.views)


def all_gaps(seen: Selection, cells: Cells) -> list[NDArray[np.int64]]:
    """All gaps of each cell, in microseconds, ascending."""
    read = run(GapReading(cells, *_unbounded(cells)), seen.views)
    found = [read.gaps[read.starts[cell] : read.starts[cell + 1]] for cell in range(cells.count)]
    for gaps in found:
        gaps.sort()
    return found


def _unbounded(cells: Cells) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.zeros(cells.count, dtype=np.int64), np.full(cells.count, _EVER)


def _bounds(seen: Selection, cells: Cells, share: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Between which gaps does each cell's quantile most likely lie? Cells with a small sample are not bounded."""
    low, high = _unbounded(cells)
    stride = sum(view.shard.events for view in seen.views) // _SAMPLED
    if stride > 1:
        sample = run(GapReading(cells, low, high, stride), seen.views)
        low, high = low.copy(), high.copy()
        for cell in np.flatnonzero(sample.table[:, 0] >= _ENOUGH).tolist():
            gaps = sample.gaps[sample.starts[cell] : sample.starts[cell + 1]]
            place, reach = (len(gaps) - 1) * share, _ERRORS * np.sqrt(len(gaps) * share * (1 - share)) + 2
            first, last = int(place - reach), int(place + reach) + 1
            inside = [rank for rank in (first, last) if 0 <= rank < len(gaps)]
            gaps.partition(inside or [0])
            low[cell] = gaps[first] if first in inside else 0
            high[cell] = gaps[last] if last in inside else _EVER
    return low, high


def _quantiles(read: Fetched, counts: NDArray[np.int64], share: float) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The quantile of each cell, and which cells have some but not among what was fetched."""
    quantiles, missed = np.full(len(counts), np.nan), np.zeros(len(counts), dtype=bool)
    for cell in np.flatnonzero(counts).tolist():
        gaps = read.gaps[read.starts[cell] : read.starts[cell + 1]]
        place = float((counts[cell] - 1) * share - read.table[cell, 3])
        rank = int(place)
        if 0 <= place <= len(gaps) - 1:
            following = min(rank + 1, len(gaps) - 1)
            gaps.partition((rank, following))
            quantiles[cell] = (gaps[rank] + (place - rank) * (gaps[following] - gaps[rank])) / 1e6
        else:
            missed[cell] = True
    return quantiles, missed


@numba.njit(nogil=True, cache=True)
def _having_gap(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    start_of: NDArray[np.int64],
    end_of: NDArray[np.int64],
    wanted: int,
) -> NDArray[np.uint8]:
    who = np.zeros(offsets.size - 1, np.uint8)
    for c in range(offsets.size - 1):
        start = -1
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            end = end_of[touchpoint[i]]
            if start >= 0 and end >= 0 and start + end == wanted:
                who[c] = 1
            start = start_of[touchpoint[i]]
            if group.size and start >= 0:
                start = start + group[i] if group[i] != NOWHERE else -1
    return who


@numba.njit(nogil=True, cache=True)
def _read_gaps(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    start_of: NDArray[np.int64],
    end_of: NDArray[np.int64],
    time: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    stride: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """See `Fetched`. Each gap is written and only kept when it lies between, which needs no branch."""
    table = np.zeros((low.size, 4), np.int32)
    cells, gaps = np.empty(touchpoint.size + 1, np.int32), np.empty(touchpoint.size + 1, np.int64)
    found = 0
    for c in range(0, offsets.size - 1, stride):
        start, since = -1, 0
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            end = end_of[touchpoint[i]]
            if start >= 0 and end >= 0:
                cell, gap = start + end, time[i] - since
                row = table[cell]
                row[0] += 1
                row[1] += row[2] != c + 1
                row[2] = c + 1
                row[3] += gap < low[cell]
                cells[found], gaps[found] = cell, gap
                found += (gap >= low[cell]) & (gap <= high[cell])
            since = time[i]
            start = start_of[touchpoint[i]]
            if group.size and start >= 0:
                start = start + group[i] if group[i] != NOWHERE else -1
    return table, cells[:found], gaps[:found]


@numba.njit(nogil=True, cache=True)
def _append(
    starts: NDArray[np.int64], gaps: NDArray[np.int64], free: NDArray[np.int64], joined: NDArray[np.int64]
) -> None:
    """Put each cell's gaps where the cell's are free in ``joined``."""
    for cell in range(free.size):
        for at in range(starts[cell], starts[cell + 1]):
            joined[free[cell]] = gaps[at]
            free[cell] += 1
