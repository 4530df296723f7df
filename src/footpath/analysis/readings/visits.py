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
from footpath.journeys.counting import longest_journey, rows_that_count
from footpath.journeys.selection import Selection, View

MOST_CELLS = 4_000_000
_EVENTS, _CUSTOMERS, _LATEST = 0, 1, 2  # what a cell's four numbers are; the third is the customer counted last
U, N = np.uint64, np.int32


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
        return _count_visits(*self._columns(view), check_cells((self.places + 1) * self.groups))

    def combine(self, partials: Sequence[NDArray[np.int32]]) -> Visited:
        total = add_up(partials).reshape(self.places + 1, self.groups, 4)[:-1]
        return Visited(total[:, :, _EVENTS].copy(), total[:, :, _CUSTOMERS].copy())

    def visitors(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those counted in a cell (place × groups + group)."""
        return _having_visit(*self._columns(view), cell)

    def _columns(self, view: View) -> tuple[Any, ...]:
        """What the loops read. Events at no place, or in no group, are counted in the cells of one more place."""
        start = (np.where(self.place_of < 0, self.places, self.place_of) * self.groups).astype(np.uint32)
        shard = view.shard
        return shard.offsets, shard.touchpoint, view.keep, view.group, start, self.places * self.groups


@dataclass(frozen=True)
class Visitors:
    """Who was counted in a cell?"""

    reading: Visits
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.reading.visitors(view, self.cell)


def count_visits(seen: Selection, place_of: NDArray[np.int64], places: int) -> Visited:
    return run(Visits(place_of, places, seen.groups), seen.views)


def visitors(seen: Selection, place_of: NDArray[np.int64], places: int, cell: int) -> list[NDArray[np.uint8]]:
    return each(Visitors(Visits(place_of, places, seen.groups), cell), seen.views)


def count_customers(seen: Selection) -> int:
    """Customers with at least one event that counts."""
    if not any(view.recipe.conditions or view.recipe.counted for view in seen.views):
        return seen.index.customers  # a breakdown alone leaves nobody out
    return sum(each(_count_anyone, seen.views))


def _count_anyone(view: View) -> int:
    return int(np.count_nonzero(anyone(view)))


def anyone(view: View) -> NDArray[np.uint8]:
    """By customer: 1 for those with an event that counts."""
    return _having_any(view.shard.offsets, view.keep, view.group)


@numba.njit(nogil=True, cache=True)
def _having_any(
    offsets: NDArray[np.int64], keep: NDArray[np.uint8], group: NDArray[np.unsignedinteger]
) -> NDArray[np.uint8]:
    """Looks at a customer's events only until one counts."""
    who = np.zeros(offsets.size - 1, np.uint8)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            if (keep.size == 0 or keep[i]) and (group.size == 0 or group[i] != NOWHERE):
                who[c] = 1
                break
    return who


@numba.njit(nogil=True, cache=True)
def _count_visits(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    start_of: NDArray[np.uint32],
    nothing: int,
    cells: int,
) -> NDArray[np.int32]:
    """By cell: events, distinct customers, and the number of the customer counted last, in one line of memory."""
    table = np.zeros(4 * cells, np.int32)
    rows = np.empty(longest_journey(offsets) + 1 if keep.size else 0, np.uint32)
    for c in range(U(offsets.size - 1)):
        first, last = U(offsets[c]), U(offsets[c + U(1)])
        count = rows_that_count(keep, first, last, rows) if keep.size else last - first
        me = N(c + U(1))
        for place in range(count):
            i = first + U(rows[place]) if keep.size else first + place
            cell = U(start_of[touchpoint[i]])
            if group.size:
                cell = cell + U(group[i]) if group[i] != NOWHERE else U(nothing)
            at = cell << U(2)
            table[at] += N(1)
            table[at + U(_CUSTOMERS)] += N(table[at + U(_LATEST)] != me)
            table[at + U(_LATEST)] = me
    return table


@numba.njit(nogil=True, cache=True)
def _having_visit(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    start_of: NDArray[np.uint32],
    nothing: int,
    wanted: int,
) -> NDArray[np.uint8]:
    who = np.zeros(offsets.size - 1, np.uint8)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            cell = np.int64(start_of[touchpoint[i]])
            if group.size:
                cell = cell + np.int64(group[i]) if group[i] != NOWHERE else np.int64(nothing)
            if cell == wanted:
                who[c] = 1
                break
    return who
