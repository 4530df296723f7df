"""When customers enter stages, and when they first go on to a later one: what `Stages` reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.spread import Bins, Numbers, Spread, bins_for, blocks, count_in_bins
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.counting import longest_journey, rows_that_count
from footpath.journeys.selection import View

U = np.uint64


@dataclass(frozen=True)
class StageEntries:
    """Customers by the stage and group of their first event in it (stage × groups + group).

    Attributes:
        stage_codes: stage by touchpoint code, -1 for none.
    """

    stage_codes: NDArray[np.int64]
    stages: int
    groups: int

    @property
    def cells(self) -> int:
        return check_cells(self.stages * self.groups)

    @property
    def bins(self) -> Bins:
        return bins_for(self.cells)

    def partial(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        entered, later = np.zeros(self.cells, np.int64), np.zeros((self.cells, self.bins.count), np.int64)
        for block in blocks(view):
            counts, cells, times, _ = self._read(view, *block)
            entered += counts
            count_in_bins(Numbers(cells, times), self.bins, later)
        return entered, later

    def combine(
        self, partials: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]
    ) -> tuple[NDArray[np.int64], Spread]:
        """How many entered, by stage and group, and how the times of those spread who went on."""
        entered, later = (add_up(parts) for parts in zip(*partials, strict=True))
        return entered.reshape(self.stages, self.groups), Spread(self, self.bins, later)

    def numbers(self, view: View, first: int, last: int) -> Numbers:
        """How long (µs) those who went on took, by the cell of their entry."""
        _, cells, later, _ = self._read(view, first, last)
        return Numbers(cells, later)

    def entered(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those in a cell."""
        return self._read(view, 0, view.shard.customers, cell)[3]

    def _read(
        self, view: View, first: int, last: int, wanted: int = -1
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.uint8]]:
        """What the customers from ``first`` until before ``last`` did."""
        shard = view.shard
        stage_of = np.where(self.stage_codes < 0, self.stages, self.stage_codes).astype(np.uint32)
        columns = shard.offsets[first : last + 1], shard.touchpoint, shard.time, view.keep, view.group
        return _enter_stages(*columns, stage_of, self.stages, self.groups, self.cells, wanted)


@dataclass(frozen=True)
class Entered:
    """Who entered a stage in a group?"""

    entries: StageEntries
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.entries.entered(view, self.cell)


@numba.njit(nogil=True, cache=True)
def _enter_stages(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    stage_of: NDArray[np.uint32],
    stages: int,
    groups: int,
    cells: int,
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.uint8]]:
    """Customers by cell; cell and time of each going on; and who is in the wanted cell.

    A customer waits in each entered stage until a later one comes. The lowest such stage is kept in mind, so that most events
    are done with after two comparisons; times are read only where a stage is entered or left.
    """
    counts, who = np.zeros(cells, np.int64), np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    events = offsets[-1] - offsets[0]
    on_cells, on_times, found = np.empty(events + 1, np.int32), np.empty(events + 1, np.int64), 0
    rows = np.empty(longest_journey(offsets) + 1 if keep.size else 0, np.uint32)
    latest = np.zeros(stages + 1, np.int64)  # the customer who entered a stage last, counted from 1
    waiting, cell_of, since = np.zeros(stages + 1, np.uint8), np.zeros(stages, np.int64), np.zeros(stages, np.int64)
    for c in range(U(offsets.size - 1)):
        first, last = U(offsets[c]), U(offsets[c + U(1)])
        count = rows_that_count(keep, first, last, rows) if keep.size else last - first
        me, lowest = int(c) + 1, stages  # none waits
        latest[stages] = me  # touchpoints without a stage
        for place in range(count):
            i = first + U(rows[place]) if keep.size else first + place
            stage = int(stage_of[touchpoint[i]])
            if lowest < stage < stages:
                for before in range(lowest, stage):
                    if waiting[before]:
                        waiting[before] = 0
                        if cell_of[before] >= 0:
                            on_cells[found], on_times[found] = cell_of[before], time[i] - since[before]
                            found += 1
                lowest = stage
                while lowest < stages and waiting[lowest] == 0:
                    lowest += 1
            if latest[stage] != me:
                latest[stage], waiting[stage], since[stage] = me, 1, time[i]
                lowest = stage if stage < lowest else lowest
                cell = stage * groups
                if group.size:
                    cell = cell + int(group[i]) if group[i] != NOWHERE else -1
                cell_of[stage] = cell
                if cell >= 0:
                    counts[cell] += 1
                    if cell == wanted:
                        who[c] = 1
        for stage in range(lowest, stages):
            waiting[stage] = 0
    return counts, on_cells[:found], on_times[:found], who
