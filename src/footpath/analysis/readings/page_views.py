"""Views of touchpoints within sessions: the loops of page metrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.spread import Bins, Numbers, Spread, blocks, count_in_bins
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import View
from footpath.journeys.sessions import begins_session


class Paged(NamedTuple):
    """Counts by touchpoint and group, see `footpath.analysis.pages.Pages`; then sessions and customers by group."""

    views: NDArray[np.int64]
    sessions: NDArray[np.int64]
    open: NDArray[np.int64]
    customers: NDArray[np.int64]
    entries: NDArray[np.int64]
    open_entries: NDArray[np.int64]
    exits: NDArray[np.int64]
    bounces: NDArray[np.int64]
    of_sessions: NDArray[np.int64]
    of_customers: NDArray[np.int64]

    @property
    def counts(self) -> tuple[NDArray[np.int64], ...]:
        return self[:8]


@dataclass(frozen=True)
class PageReading:
    """Counts views, sessions, entries and exits.

    Attributes:
        gap: microseconds.
        open_from: sessions whose last event is not before this instant are open.
        places: touchpoints there are.
    """

    gap: int
    open_from: int
    places: int
    groups: int
    bins: Bins

    def partial(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        table = np.zeros((check_cells(self.places * self.groups) + self.groups, 8), np.int64)
        times = np.zeros((self.bins.cells, self.bins.count), np.int64)
        for block in blocks(view):
            table += self._read(view, *block, -1)[0]
            count_in_bins(self.numbers(view, *block), self.bins, times)
        return table, times

    def combine(self, partials: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> tuple[Paged, Spread]:
        total = add_up([part[0] for part in partials]).T
        cells = self.places * self.groups
        per_place = [total[n, :cells].reshape(self.places, self.groups).copy() for n in range(8)]
        counts = Paged._make([*per_place, total[1, cells:].copy(), total[3, cells:].copy()])
        return counts, Spread(self, self.bins, add_up([part[1] for part in partials]))

    def viewers(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with a view in a cell (touchpoint × groups + group)."""
        return self._read(view, 0, view.shard.customers, cell)[1]

    def numbers(self, view: View, first: int, last: int) -> Numbers:
        """The times from a view to the next of its session, by cell."""
        return Numbers(*_page_times(*self._columns(view, first, last)))

    def _read(self, view: View, first: int, last: int, wanted: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        cells = self.places * self.groups
        return _count_pages(*self._columns(view, first, last), self.open_from, cells, wanted)

    def _columns(self, view: View, first: int, last: int) -> tuple[Any, ...]:
        shard, offsets = view.shard, view.shard.offsets[first : last + 1]
        return offsets, shard.touchpoint, shard.time, view.keep, view.group, self.gap, self.groups


@numba.njit(nogil=True, cache=True)
def _count_pages(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    gap: int,
    groups: int,
    open_from: int,
    cells: int,
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Counts in the order of `Paged`, by cell and then by group; and who has a view in the wanted cell.

    Columns 8 and 9 remember the session and the customer that a cell met last, column 10 the last open session.
    """
    table = np.zeros((cells + groups, 11), np.int64)
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    session = 0
    for c in range(offsets.size - 1):
        first, end = offsets[c], offsets[c + 1]
        views, g, begun = 0, np.int64(0), 0
        entry, leaving = np.int64(0), np.int64(0)
        for i in range(first, end):
            if begins_session(i, first, time[max(i - 1, first)], time[i], gap):
                if views:
                    table[leaving, 6] += 1
                    table[entry, 7] += views == 1
                session += 1
                views, g = 0, np.int64(-1)
            if (keep.size and keep[i] == 0) or g == NOWHERE:
                continue
            if g < 0:
                g = np.int64(group[i]) if group.size else np.int64(0)
                if g == NOWHERE:
                    continue
                entry, begun = touchpoint[i] * groups + g, i
                table[entry, 4] += 1
                total = table[cells + g]
                total[1] += 1
                total[3] += total[9] != c + 1
                total[9] = c + 1
            views += 1
            leaving = touchpoint[i] * groups + g
            row = table[leaving]
            row[0] += 1
            row[1] += row[8] != session
            row[8] = session
            row[3] += row[9] != c + 1
            row[9] = c + 1
            if leaving == wanted:
                who[c] = 1
        if not views:
            continue
        if time[end - 1] < open_from:
            table[leaving, 6] += 1
            table[entry, 7] += views == 1
            continue
        table[entry, 5] += 1
        for i in range(begun, end):
            if keep.size == 0 or keep[i]:
                row = table[touchpoint[i] * groups + g]
                row[2] += row[10] != session
                row[10] = session
    return table[:, :8].copy(), who


@numba.njit(nogil=True, cache=True)
def _page_times(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    gap: int,
    groups: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    room = offsets[-1] - offsets[0] + 1
    cells, values = np.empty(room, np.int32), np.empty(room, np.int64)
    found = 0
    for c in range(offsets.size - 1):
        first = offsets[c]
        g, before, since = np.int64(-1), np.int64(0), np.int64(0)
        for i in range(first, offsets[c + 1]):
            if begins_session(i, first, time[max(i - 1, first)], time[i], gap):
                g = np.int64(-1)
            if (keep.size and keep[i] == 0) or g == NOWHERE:
                continue
            if g < 0:
                g = np.int64(group[i]) if group.size else np.int64(0)
            else:
                cells[found], values[found] = before, time[i] - since
                found += 1
            before, since = touchpoint[i] * groups + g, time[i]
    return cells[:found], values[:found]
