"""From one event of a customer to the next: counts, distinct customers, and the exact quantiles of the time between.

A gap belongs to a cell (from, to, group): from and to are what tables make of the two touchpoints, the group is that of the
event it starts from. Quantiles are exact and take two readings: a histogram finds the narrow range in which each cell's
quantile lies, then only the gaps in that range are fetched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.visits import NOBODY, check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.journeys.sorting import group_rows

_BUCKETS = 512  # 8 to each doubling of the gap
_FIRST_BUCKET = 127 * 8
_MOST_COUNTERS = 4_000_000


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

    def columns(self, view: View) -> tuple[object, ...]:
        """What every loop over gaps reads."""
        shard = view.journeys
        return shard.offsets, shard.touchpoint, view.keep, view.group, self.from_of, self.to_of, self.tos, self.groups


@dataclass(frozen=True)
class Counted:
    """Gaps and distinct customers by cell."""

    gaps: NDArray[np.int64]
    customers: NDArray[np.int64]


@dataclass(frozen=True)
class GapCounts:
    """The first reading."""

    cells: Cells

    def partial(self, view: View) -> Counted:
        gaps, customers, _ = _count_gaps(*self.cells.columns(view), self.cells.count, NOBODY)
        return Counted(gaps, customers)

    def combine(self, partials: Sequence[Counted]) -> Counted:
        return Counted(add_up([part.gaps for part in partials]), add_up([part.customers for part in partials]))


@dataclass(frozen=True)
class GapHistogram:
    """The second: how many gaps of each cell fall in each bucket. ``slot`` numbers the cells that occur."""

    cells: Cells
    slot: NDArray[np.int64]
    slots: int
    shift: int

    def partial(self, view: View) -> NDArray[np.int32]:
        columns = self.cells.columns(view)
        return _bucket_gaps(*columns, view.journeys.time, self.slot, self.slots, self.shift)

    def combine(self, partials: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
        return add_up(partials)


@dataclass(frozen=True)
class GapsBetween:
    """The third: the gaps whose bucket lies between two of their cell, ascending within each cell."""

    cells: Cells
    slot: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    shift: int
    most: int

    def partial(self, view: View) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        room = min(self.most, view.journeys.events)
        bounds = (view.journeys.time, self.slot, self.low, self.high, self.shift, room)
        return _fetch_gaps(*self.cells.columns(view), *bounds)

    def combine(self, partials: Sequence[tuple[NDArray[np.int32], NDArray[np.int64]]]) -> list[NDArray[np.int64]]:
        slots = np.concatenate([part[0] for part in partials])
        order, starts = group_rows(slots, len(self.low))
        gaps = np.concatenate([part[1] for part in partials])[order]
        cells = [gaps[starts[s] : starts[s + 1]] for s in range(len(self.low))]
        for cell in cells:
            cell.sort()
        return cells


def count_gaps(seen: Selection, cells: Cells) -> Counted:
    return run(GapCounts(cells), seen.views)


def gap_customers(seen: Selection, cells: Cells, cell: int) -> list[NDArray[np.uint8]]:
    """By shard and customer: 1 for those with a gap in a cell."""
    return each(lambda view: _count_gaps(*cells.columns(view), cells.count, cell)[2], seen.views)


def all_gaps(seen: Selection, cells: Cells, counts: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """All gaps of each cell that has any, in microseconds, ascending."""
    occurring = np.flatnonzero(counts)
    slot = _numbered(occurring, cells.count)
    nothing = np.zeros(len(occurring), dtype=np.int64)
    found = run(GapsBetween(cells, slot, nothing, nothing + _BUCKETS, 9, int(counts.sum())), seen.views)
    return dict(zip(occurring.tolist(), found, strict=True))


def gap_quantiles(seen: Selection, cells: Cells, counts: NDArray[np.int64], share: float) -> NDArray[np.float64]:
    """The exact quantile of the gaps of each cell, in seconds, between neighbours in proportion; NaN for empty cells.

    Args:
        counts: gaps by cell, as `count_gaps` found them.
        share: 0.5 for the median.
    """
    occurring = np.flatnonzero(counts)
    quantiles = np.full(cells.count, np.nan)
    if len(occurring):
        slot = _numbered(occurring, cells.count)
        shift = next(s for s in (0, 3, 9) if s == 9 or len(occurring) * (_BUCKETS >> s) <= _MOST_COUNTERS)
        histogram = run(GapHistogram(cells, slot, len(occurring), shift), seen.views)
        place = (counts[occurring] - 1) * share
        below = np.cumsum(histogram, axis=1)
        low = (below <= np.floor(place)[:, None]).sum(axis=1)
        high = (below <= np.ceil(place)[:, None]).sum(axis=1)
        below = np.pad(below, ((0, 0), (1, 0)))
        each_cell = np.arange(len(occurring))
        skipped = below[each_cell, low]
        between = int((below[each_cell, high + 1] - skipped).sum())
        found = run(GapsBetween(cells, slot, low, high, shift, between), seen.views)
        for number, gaps in enumerate(found):
            at = place[number] - skipped[number]
            quantiles[occurring[number]] = np.interp(at, np.arange(len(gaps)), gaps) / 1e6
    return quantiles


def _numbered(occurring: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
    slot = np.full(cells, -1, dtype=np.int64)
    slot[occurring] = np.arange(len(occurring))
    return slot


@numba.njit(nogil=True, cache=True)
def _cell(group: NDArray[np.uint16], at: int, start: int, end: int, tos: int, groups: int) -> int:
    if start < 0 or end < 0:
        return -1
    cell = (start * tos + end) * groups
    if group.size:
        return -1 if group[at] == NOWHERE else cell + group[at]
    return cell


@numba.njit(nogil=True, cache=True)
def _bucket(gap: int, shift: int) -> int:
    """Never falls as the gap grows: the exponent and three bits of its single-precision float."""
    return int(((np.float32(gap + 1).view(np.int32) >> 20) - _FIRST_BUCKET) >> shift)


@numba.njit(nogil=True, cache=True)
def _count_gaps(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    from_of: NDArray[np.int64],
    to_of: NDArray[np.int64],
    tos: int,
    groups: int,
    cells: int,
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    gaps, customers = np.zeros(cells, np.int64), np.zeros(cells, np.int64)
    last = np.full(cells, -1, np.int64)  # the customer last counted in each cell
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    for c in range(offsets.size - 1):
        before = -1
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            if before >= 0:
                cell = _cell(group, before, from_of[touchpoint[before]], to_of[touchpoint[i]], tos, groups)
                if cell >= 0:
                    gaps[cell] += 1
                    if last[cell] != c:
                        last[cell] = c
                        customers[cell] += 1
                        if cell == wanted:
                            who[c] = 1
            before = i
    return gaps, customers, who


@numba.njit(nogil=True, cache=True)
def _bucket_gaps(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    from_of: NDArray[np.int64],
    to_of: NDArray[np.int64],
    tos: int,
    groups: int,
    time: NDArray[np.int64],
    slot: NDArray[np.int64],
    slots: int,
    shift: int,
) -> NDArray[np.int32]:
    counts = np.zeros((slots, _BUCKETS >> shift), np.int32)
    for c in range(offsets.size - 1):
        before = -1
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            if before >= 0:
                cell = _cell(group, before, from_of[touchpoint[before]], to_of[touchpoint[i]], tos, groups)
                if cell >= 0:
                    counts[slot[cell], _bucket(time[i] - time[before], shift)] += 1
            before = i
    return counts


@numba.njit(nogil=True, cache=True)
def _fetch_gaps(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    from_of: NDArray[np.int64],
    to_of: NDArray[np.int64],
    tos: int,
    groups: int,
    time: NDArray[np.int64],
    slot: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    shift: int,
    most: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Slot and length of each gap whose bucket lies from ``low`` to ``high`` of its slot; there are no more than ``most``."""
    slots, gaps = np.empty(most, np.int32), np.empty(most, np.int64)
    found = 0
    for c in range(offsets.size - 1):
        before = -1
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            if before >= 0:
                cell = _cell(group, before, from_of[touchpoint[before]], to_of[touchpoint[i]], tos, groups)
                if cell >= 0:
                    s = slot[cell]
                    if low[s] <= _bucket(time[i] - time[before], shift) <= high[s]:
                        slots[found], gaps[found] = s, time[i] - time[before]
                        found += 1
            before = i
    return slots[:found], gaps[:found]
