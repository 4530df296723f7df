"""From one event of a customer to the next: counts, distinct customers, and the exact quantiles of the time between.

A gap belongs to a cell (from, to, group): from and to are what tables make of the two touchpoints, the group is that of the
event it starts from. Quantiles are exact and cheap, after Floyd and Rivest: the gaps of a sample of the customers bound
each cell's quantile, then one reading counts everything and fetches the few gaps between the bounds. Where the bounds turn
out wrong, which is rare, the cell is read again without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.gap_loops import (
    CUSTOMERS,
    GAPS,
    append,
    bounds_from,
    by_cell,
    count_gaps_only,
    having_gap,
    quantiles_from,
    read_gaps,
)
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.selection import Selection, View

_SAMPLED = 500_000  # gaps, more or less, of the first sample; of fewer, none are sampled and all fetched
_SAMPLED_SHARE = 1 / 8  # of the second sample, which is read within the bounds of the first
_ENOUGH = 40  # sampled gaps, below which a cell is fetched whole
_ERRORS = 4.0  # standard errors of the sample's quantile on either side
_EVER = int(np.iinfo(np.int64).max)


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

    # Loops count in a table with one more from and one more to, where all ends up that does not count.

    @property
    def room(self) -> int:
        """Cells of the table of the loops."""
        return check_cells((self.froms + 1) * (self.tos + 1) * self.groups)

    @cached_property
    def shown(self) -> NDArray[np.int64]:
        """By cell, its number in the table of the loops."""
        numbers = np.arange(self.room).reshape(self.froms + 1, self.tos + 1, self.groups)
        return numbers[:-1, :-1].ravel()

    def columns(self, view: View) -> tuple[Any, ...]:
        """What every loop over gaps reads."""
        width = (self.tos + 1) * self.groups
        start = np.where(self.from_of < 0, self.froms, self.from_of) * width
        end = np.where(self.to_of < 0, self.tos, self.to_of) * self.groups
        starts_ends = np.stack([start, end], axis=1).astype(np.uint32).ravel()
        shard = view.shard
        return shard.offsets, shard.touchpoint, view.keep, view.group, starts_ends, self.froms * width


@dataclass(frozen=True)
class Counted:
    """Gaps and distinct customers by cell, and a quantile of the gaps in seconds (NaN where there are none or none was asked)."""

    gaps: NDArray[np.int64]
    customers: NDArray[np.int64]
    quantile_s: NDArray[np.float64]


@dataclass(frozen=True)
class GapCounts:
    """One reading that counts gaps and their customers, and reads no times."""

    cells: Cells

    def partial(self, view: View) -> NDArray[np.int32]:
        return count_gaps_only(*self.cells.columns(view), self.cells.room)

    def combine(self, partials: Sequence[NDArray[np.int32]]) -> Counted:
        table = add_up(partials).reshape(-1, 4)[self.cells.shown]
        return Counted(table[:, GAPS], table[:, CUSTOMERS], np.full(len(table), np.nan))


@dataclass(frozen=True)
class Fetched:
    """What a reading gives, by cell of the loops.

    Attributes:
        table: gaps, distinct customers, (the customer counted last), gaps below the bounds.
        starts: where each cell's begin in ``gaps``; one more entry than cells.
        gaps: those between the bounds of their cell, in microseconds.
    """

    table: NDArray[Any]
    starts: NDArray[np.int64]
    gaps: NDArray[np.int64]


@dataclass(frozen=True)
class GapReading:
    """One reading that counts all gaps and fetches, by cell, those between bounds, both included.

    Attributes:
        bounds: by cell of the loops the lower bound, and how far above it the upper one is.
        stride: every how manieth customer is read.
    """

    cells: Cells
    bounds: NDArray[np.int64]
    stride: int = 1

    def partial(self, view: View) -> Fetched:
        room = self.cells.room
        table, pairs = read_gaps(*self.cells.columns(view), room, view.shard.time, self.bounds, self.stride)
        return Fetched(table.reshape(-1, 4), *by_cell(pairs, room))

    def combine(self, partials: Sequence[Fetched]) -> Fetched:
        starts = add_up([part.starts for part in partials])
        gaps = np.empty(starts[-1], dtype=np.int64)
        free = starts[:-1].copy()
        for part in partials:
            append(part.starts, part.gaps, free, gaps)
        return Fetched(add_up([part.table for part in partials]), starts, gaps)


def count_gaps(seen: Selection, cells: Cells, share: float | None = 0.5) -> Counted:
    """Gaps, their distinct customers and an exact quantile by cell.

    Args:
        share: 0.5 for the median; between neighbours in proportion. None for no quantile, which takes half the time.
    """
    if share is None:
        return run(GapCounts(cells), seen.views)
    read = run(_bounded(seen, cells, share), seen.views)
    quantiles, missed = quantiles_from(read.table, read.starts, read.gaps, share)
    missed[np.setdiff1d(np.arange(cells.room), cells.shown)] = 0
    if missed.any():
        again = run(GapReading(cells, _bounds_of(np.where(missed, 0, _EVER))), seen.views)
        found, _ = quantiles_from(again.table, again.starts, again.gaps, share)
        quantiles = np.where(missed, found, quantiles)
    table = read.table[cells.shown]
    return Counted(table[:, GAPS], table[:, CUSTOMERS], quantiles[cells.shown] / 1e6)


def gap_customers(seen: Selection, cells: Cells, cell: int) -> list[NDArray[np.uint8]]:
    """By shard and customer: 1 for those with a gap in a cell."""
    return each(HavingGap(cells, int(cells.shown[cell])), seen.views)


@dataclass(frozen=True)
class HavingGap:
    """Who has a gap in a cell of the loops?"""

    cells: Cells
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return having_gap(*self.cells.columns(view), self.cell)


def all_gaps(seen: Selection, cells: Cells) -> list[NDArray[np.int64]]:
    """All gaps of each cell, in microseconds, ascending."""
    read = run(_unbounded(cells), seen.views)
    found = [read.gaps[read.starts[cell] : read.starts[cell + 1]] for cell in cells.shown.tolist()]
    for gaps in found:
        gaps.sort()
    return found


def _bounds_of(low: NDArray[np.int64]) -> NDArray[np.int64]:
    """Bounds from ``low`` on; from `_EVER` on there is nothing."""
    return np.stack([low, _EVER - low], axis=1).ravel()


def _unbounded(cells: Cells) -> GapReading:
    low = np.full(cells.room, _EVER)
    low[cells.shown] = 0
    return GapReading(cells, _bounds_of(low))


def _bounded(seen: Selection, cells: Cells, share: float) -> GapReading:
    """The reading of all customers, within bounds from one sample or from two of which the second is larger."""
    reading = _unbounded(cells)
    stride = sum(view.shard.events for view in seen.views) // _SAMPLED
    for every in sorted({stride, min(stride, round(1 / _SAMPLED_SHARE))} - {0, 1}, reverse=True):
        sample = run(replace(reading, stride=every), seen.views)
        bounds = bounds_from(sample.table, sample.starts, sample.gaps, share, _ENOUGH, _ERRORS, _EVER)
        hidden = reading.bounds[0::2] == _EVER
        bounds.reshape(-1, 2)[hidden] = (_EVER, 0)
        reading = GapReading(cells, bounds)
    return reading
