"""Loops in journeys: where a customer comes back to the touchpoint they were at a few events before.

Every event closes at most one loop, with the same customer's last event at its touchpoint: a repeat when none lies between,
a ping-pong when one does, a return when two or more do. Cells of the tables are repeats by touchpoint, then returns by
touchpoint, then ping-pongs by touchpoint and the one between; each times the groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.exact_sums import PLACES, Whole, add_exactly, add_wholes, bounded, whole
from footpath.analysis.readings.money import worth_of_customers
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import View
from footpath.journeys.sessions import begins_session

KINDS = ("repeat", "return", "ping-pong")


@dataclass(frozen=True)
class Loops:
    """What a loop is.

    Attributes:
        touchpoints, groups: how many there are.
        gap_us: the pause that ends a session, and with it every loop; negative for none.
        reach: most events that may lie between the two ends.
    """

    touchpoints: int
    groups: int
    gap_us: int
    reach: int

    @property
    def cells(self) -> int:
        return check_cells(self.touchpoints * (2 + self.touchpoints) * self.groups)

    def name(self, cell: int) -> tuple[str, int, int, int]:
        """Kind, touchpoint, the one between (-1 where there is none or more than one) and group of a cell."""
        place, group = divmod(cell, self.groups)
        if place < 2 * self.touchpoints:
            kind, touchpoint = divmod(place, self.touchpoints)
            return KINDS[kind], touchpoint, -1, group
        touchpoint, via = divmod(place - 2 * self.touchpoints, self.touchpoints)
        return KINDS[2], touchpoint, via, group

    def columns(self, view: View) -> tuple[Any, ...]:
        shard = view.shard
        return (
            shard.offsets,
            shard.touchpoint,
            shard.time,
            view.keep,
            view.group,
            self.groups,
            self.touchpoints,
            self.gap_us,
            self.reach,
        )

    def partial(self, view: View) -> NDArray[np.int32]:
        return _count_loops(*self.columns(view), self.cells)

    def combine(self, partials: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
        """By cell: loops and distinct customers."""
        return add_up([part[:, :2] for part in partials])


@dataclass(frozen=True)
class Chosen:
    """A few cells of `Loops`; their slots are numbered from 0.

    Attributes:
        slot_of: by cell, -1 for those that are not among them.
    """

    loops: Loops
    slot_of: NDArray[np.int32]
    slots: int

    def __call__(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Slot of each loop, and the microseconds of its round."""
        slot, _, took = self.found(view)
        return slot.astype(np.int64), took.astype(np.float64)

    def found(self, view: View) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
        """Slot, customer and microseconds of each loop."""
        return _find_loops(*self.loops.columns(view), self.slot_of)


class Priced(NamedTuple):
    """Sum and sum of squares of customers' worth, and how many have any, by slot; and the same of all customers by
    touchpoint and group, with how many they are."""

    known: NDArray[np.int64]
    sums: Whole
    arrivals: NDArray[np.int64]
    arrivals_known: NDArray[np.int64]
    arrivals_sums: Whole


@dataclass(frozen=True)
class Pricing:
    """One reading: what the customers of each slot are worth, and all customers of each touchpoint."""

    chosen: Chosen

    def partial(self, view: View) -> Priced:
        worth, loops = worth_of_customers(view), self.chosen.loops
        slot, customer, _ = self.chosen.found(view)
        known, sums = _price(slot, customer, self.chosen.slots, worth)
        shard, cells = view.shard, check_cells(loops.touchpoints * loops.groups)
        everyone = _price_visitors(shard.offsets, shard.touchpoint, view.keep, view.group, loops.groups, cells, worth)
        return Priced(known, whole(sums), everyone[0][:, 0], everyone[0][:, 1], whole(everyone[1]))

    def combine(self, partials: Sequence[Priced]) -> Priced:
        return Priced(
            add_up([part.known for part in partials]),
            add_wholes([part.sums for part in partials]),
            add_up([part.arrivals for part in partials]),
            add_up([part.arrivals_known for part in partials]),
            add_wholes([part.arrivals_sums for part in partials]),
        )


@numba.njit(nogil=True, cache=True)
def _cell(here: int, previous: int, apart: int, reach: int, touchpoints: int) -> int:
    """The place of a loop whose ends stand so many events apart, -1 when that is too far."""
    if apart == 1:
        return here
    if apart == 2:
        return 2 * touchpoints + here * touchpoints + previous if reach >= 1 else -1
    return touchpoints + here if apart <= reach + 1 else -1


@numba.njit(nogil=True, cache=True)
def _count_loops(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    groups: int,
    touchpoints: int,
    gap_us: int,
    reach: int,
    cells: int,
) -> NDArray[np.int32]:
    """By cell: loops, distinct customers, and the customer counted last."""
    table = np.zeros((cells, 3), np.int32)
    row_of, number_of = np.full(touchpoints, -1, np.int64), np.zeros(touchpoints, np.int64)
    for c in range(offsets.size - 1):
        first = offsets[c]
        start, number, previous = first, 0, 0
        for i in range(first, offsets[c + 1]):
            if gap_us >= 0 and begins_session(i, first, time[i - 1], time[i], gap_us):
                start = i
            if keep.size and keep[i] == 0:
                continue
            here = int(touchpoint[i])
            before = row_of[here]
            if before >= start:
                cell = _cell(here, previous, number - number_of[here], reach, touchpoints)
                of = int(group[before]) if group.size else 0
                if cell >= 0 and of != NOWHERE:
                    row = table[cell * groups + of]
                    row[0] += 1
                    row[1] += row[2] != c + 1
                    row[2] = c + 1
            row_of[here], number_of[here], previous = i, number, here
            number += 1
    return table


@numba.njit(nogil=True, cache=True)
def _find_loops(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    groups: int,
    touchpoints: int,
    gap_us: int,
    reach: int,
    slot_of: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Slot, customer and microseconds of the loops in cells that have a slot, customers ascending."""
    slots, who = np.empty(touchpoint.size, np.int32), np.empty(touchpoint.size, np.int32)
    took = np.empty(touchpoint.size, np.int64)
    found = 0
    row_of, number_of = np.full(touchpoints, -1, np.int64), np.zeros(touchpoints, np.int64)
    for c in range(offsets.size - 1):
        first = offsets[c]
        start, number, previous = first, 0, 0
        for i in range(first, offsets[c + 1]):
            if gap_us >= 0 and begins_session(i, first, time[i - 1], time[i], gap_us):
                start = i
            if keep.size and keep[i] == 0:
                continue
            here = int(touchpoint[i])
            before = row_of[here]
            if before >= start:
                cell = _cell(here, previous, number - number_of[here], reach, touchpoints)
                of = int(group[before]) if group.size else 0
                if cell >= 0 and of != NOWHERE and slot_of[cell * groups + of] >= 0:
                    slots[found], who[found] = slot_of[cell * groups + of], c
                    took[found] = time[i] - time[before]
                    found += 1
            row_of[here], number_of[here], previous = i, number, here
            number += 1
    return slots[:found].copy(), who[:found].copy(), took[:found].copy()


@numba.njit(nogil=True, cache=True)
def _price(
    slot: NDArray[np.int32], customer: NDArray[np.int32], slots: int, worth: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """By slot: distinct customers with a worth, and sum and squares of it; customers ascend."""
    known, sums = np.zeros(slots, np.int64), np.zeros((slots, 2, PLACES), np.int64)
    last = np.full(slots, -1, np.int32)
    for n in range(slot.size):
        here, own = slot[n], worth[customer[n]]
        if last[here] != customer[n] and own == own:
            known[here] += 1
            own = bounded(own)
            add_exactly(sums[here, 0], own)
            add_exactly(sums[here, 1], own * own)
        last[here] = customer[n]
    return known, sums


@numba.njit(nogil=True, cache=True)
def _price_visitors(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    groups: int,
    cells: int,
    worth: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """By touchpoint and group: customers, those with a worth, (the customer counted last); and sum and squares of it."""
    counts, sums = np.zeros((cells, 3), np.int64), np.zeros((cells, 2, PLACES), np.int64)
    digits = np.zeros((2, PLACES), np.int64)
    for c in range(offsets.size - 1):
        own = bounded(worth[c])
        digits[:] = 0
        add_exactly(digits[0], own)
        add_exactly(digits[1], own * own)
        for i in range(offsets[c], offsets[c + 1]):
            of = int(group[i]) if group.size else 0
            if (keep.size and keep[i] == 0) or of == NOWHERE:
                continue
            cell = touchpoint[i] * groups + of
            if counts[cell, 2] == c + 1:
                continue
            counts[cell, 2] = c + 1
            counts[cell, 0] += 1
            if worth[c] == worth[c]:
                counts[cell, 1] += 1
                sums[cell] += digits
    return counts, sums
