"""Events and distinct customers by place and group: the count that most questions start from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.engine import add_up, each, run
from footpath.errors import SpecError
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View

MOST_CELLS = 32_000_000
NOBODY = -1


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

    def partial(self, view: View) -> Visited:
        events, customers, _ = self._read(view, NOBODY)
        return Visited(events, customers)

    def combine(self, partials: Sequence[Visited]) -> Visited:
        shape = (self.places, self.groups)
        events, customers = ([getattr(part, name) for part in partials] for name in ("events", "customers"))
        return Visited(add_up(events).reshape(shape), add_up(customers).reshape(shape))

    def visitors(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those counted in a cell (place × groups + group)."""
        return self._read(view, cell)[2]

    def _read(self, view: View, cell: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
        cells = check_cells(self.places * self.groups)
        shard = view.journeys
        return _count_visits(
            shard.offsets, shard.touchpoint, self.place_of, view.keep, view.group, self.groups, cells, cell
        )


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
    counts = np.ones(view.journeys.events, dtype=np.int64)
    if len(view.keep):
        counts *= view.keep
    if len(view.group):
        counts *= view.group != NOWHERE
    return (np.diff(np.append(0, np.cumsum(counts))[view.journeys.offsets]) > 0).astype(np.uint8)


@numba.njit(nogil=True, cache=True)
def _count_visits(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    place_of: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    groups: int,
    cells: int,
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    events, customers = np.zeros(cells, np.int64), np.zeros(cells, np.int64)
    last = np.full(cells, -1, np.int64)  # the customer last counted in each cell
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            place = place_of[touchpoint[i]]
            if place < 0 or (keep.size and keep[i] == 0):
                continue
            cell = place * groups
            if group.size:
                if group[i] == NOWHERE:
                    continue
                cell += group[i]
            events[cell] += 1
            if last[cell] != c:
                last[cell] = c
                customers[cell] += 1
                if cell == wanted:
                    who[c] = 1
    return events, customers, who
