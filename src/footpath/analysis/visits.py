"""Events and distinct customers by place and group: the count that most questions start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.engine import add_up, each, run
from footpath.errors import SpecError
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View

MOST_CELLS = 4_000_000


def check_cells(cells: int) -> int:
    """Refuse tables that no one would read and no memory would hold.

    Raises:
        SpecError: there are too many cells.
    """
    if cells > MOST_CELLS:
        raise SpecError(f"The answer would have room for {cells:,} rows.", "Split by something coarser.")
    return cells


@dataclass(frozen=True)
class Visited:
    """Events and distinct customers, both by place and group."""

    events: NDArray[np.int64]
    customers: NDArray[np.int64]


@dataclass(frozen=True)
class Visits:
    """Counts events by place and group.

    Attributes:
        place_of: place by touchpoint code, -1 for none.
        places, groups: how many there are.
    """

    place_of: NDArray[np.int64]
    places: int
    groups: int

    def partial(self, view: View) -> NDArray[np.int32]:
        return _count_visits(*self._columns(view), check_cells(self.places * self.groups))

    def combine(self, partials: Sequence[NDArray[np.int32]]) -> Visited:
        total = add_up(partials).reshape(self.places, self.groups, -1)
        return Visited(total[:, :, 0].copy(), total[:, :, 1].copy())

    def visitors(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those counted in a cell (place × groups + group)."""
        return _having_visit(*self._columns(view), cell)

    def _columns(self, view: View) -> tuple[Any, ...]:
        start = np.where(self.place_of < 0, -1, self.place_of * self.groups)
        return view.shard.offsets, view.shard.touchpoint, view.keep, view.group, start


def count_visits(seen: Selection, place_of: NDArray[np.int64], places: int) -> Visited:
    return run(Visits(place_of, places, seen.groups), seen.views)


def visitors(seen: Selection, place_of: NDArray[np.int64], places: int, cell: int) -> list[NDArray[np.uint8]]:
    reading = Visits(place_of, places, seen.groups)
    return each(lambda view: reading.visitors(view, cell), seen.views)


def count_customers(seen: Selection) -> int:
    """Customers with at least one event that counts."""
    if not any(len(view.keep) or len(view.group) for view in seen.views):
        return seen.index.customers
    return sum(each(lambda view: int(anyone(view).sum()), seen.views))


def anyone(view: View) -> NDArray[np.uint8]:
    """By customer: 1 for those with an event that counts."""
    counts = np.ones(view.shard.events, dtype=np.int64)
    if len(view.keep):
        counts *= view.keep
    if len(view.group):
        counts *= view.group != NOWHERE
    return (np.diff(np.append(0, np.cumsum(counts))[view.shard.offsets]) > 0).astype(np.uint8)


@numba.njit(nogil=True, cache=True)
def _count_visits(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    start_of: NDArray[np.int64],
    cells: int,
) -> NDArray[np.int32]:
    """By cell: events, distinct customers, and the number of the customer counted last, in one line of memory."""
    table = np.zeros((cells, 4), np.int32)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            cell = start_of[touchpoint[i]]
            if cell < 0 or (keep.size and keep[i] == 0):
                continue
            if group.size:
                if group[i] == NOWHERE:
                    continue
                cell += group[i]
            row = table[cell]
            row[0] += 1
            row[1] += row[2] != c + 1
            row[2] = c + 1
    return table


@numba.njit(nogil=True, cache=True)
def _having_visit(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    start_of: NDArray[np.int64],
    wanted: int,
) -> NDArray[np.uint8]:
    who = np.zeros(offsets.size - 1, np.uint8)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            cell = start_of[touchpoint[i]]
            if cell < 0 or (keep.size and keep[i] == 0) or (group.size and group[i] == NOWHERE):
                continue
            if cell + (group[i] if group.size else 0) == wanted:
                who[c] = 1
    return who
