"""Values of events, of orders and of customers: how many there are, and their exact sums and sums of squares."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.exact_sums import PLACES, Whole, add_exactly, add_wholes, bounded, whole
from footpath.analysis.readings.money import Mean, values_of
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NO_RECORD
from footpath.journeys.selection import View

EVENT, ORDER, CUSTOMER = range(3)


class Worths(NamedTuple):
    """By cell and unit (event, order, customer): how many, and sum and sum of squares of their values."""

    n: NDArray[np.int64]
    sums: Whole

    def mean(self, cell: int, unit: int) -> Mean:
        total, squares = (int(number) for number in self.sums[cell, unit])
        return Mean(int(self.n[cell, unit]), total, squares)


@dataclass(frozen=True)
class Worth:
    """A reading by cell (place × groups + group) of the events that count and have a value.

    Attributes:
        place_of: place by touchpoint code, -1 for none.
        places, groups: how many there are.
    """

    place_of: NDArray[np.int64]
    places: int
    groups: int

    def partial(self, view: View) -> Worths:
        rows, cell = self._rows(view)
        shard = view.shard
        customer, record = shard.customer_at(rows), shard.record[rows]
        alone = record == NO_RECORD  # an event without a record is an order of its own
        record = np.where(alone, rows, record)
        order = np.lexsort((record, alone, customer, cell))
        columns = (cell, customer, alone, record, shard.value[rows])
        n, sums = _add_units(*(column[order] for column in columns), check_cells(self.places * self.groups))
        return Worths(n, whole(sums))

    def combine(self, partials: Sequence[Worths]) -> Worths:
        return Worths(add_up([part.n for part in partials]), add_wholes([part.sums for part in partials]))

    def owners(self, view: View, wanted: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with a value in a cell."""
        rows, cell = self._rows(view)
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[view.shard.customer_at(rows[cell == wanted])] = 1
        return who

    def _rows(self, view: View) -> tuple[NDArray[np.int64], NDArray[Any]]:
        rows = np.flatnonzero(~np.isnan(values_of(view.shard)))
        rows = rows[view.kept(rows)]
        place = self.place_of[view.shard.touchpoint[rows]]
        rows, place = rows[place >= 0], place[place >= 0]
        return rows, place * self.groups + view.group_of(rows)


@numba.njit(nogil=True, cache=True)
def _add_units(
    cell: NDArray[np.int64],
    customer: NDArray[np.int64],
    alone: NDArray[np.bool_],
    record: NDArray[np.int64],
    value: NDArray[np.float64],
    cells: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sorted by cell, customer and record; a unit ends where the next row is of another one."""
    n, sums = np.zeros((cells, 3), np.int64), np.zeros((cells, 3, 2, PLACES), np.int64)
    own = np.zeros(3)
    for i in range(cell.size):
        here = cell[i]
        own += bounded(value[i])
        ends = i + 1 == cell.size or cell[i + 1] != here or customer[i + 1] != customer[i]
        order_ends = ends or alone[i + 1] != alone[i] or record[i + 1] != record[i]
        for unit in range(3):
            if unit == EVENT or (order_ends if unit == ORDER else ends):
                total = bounded(own[unit])
                n[here, unit] += 1
                add_exactly(sums[here, unit, 0], total)
                add_exactly(sums[here, unit, 1], total * total)
                own[unit] = 0.0
    return n, sums
