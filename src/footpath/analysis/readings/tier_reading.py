"""When each customer last came, how often, and for how much; and the sums of it by tier."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.exact_sums import PLACES, Whole, add_exactly, add_wholes, bounded, whole
from footpath.analysis.readings.money import values_of
from footpath.analysis.readings.scoring import Steps
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import View

RECENCY, FREQUENCY, MONEY = range(3)


class Figures(NamedTuple):
    """One entry per customer with an event that counts: number in the shard, group and time of the last one, how many, and the sum
    of their values."""

    customer: NDArray[np.int64]
    group: NDArray[np.int64]
    last_us: NDArray[np.float64]
    events: NDArray[np.float64]
    money: NDArray[np.float64]


@dataclass(frozen=True)
class Customers:
    """Reads the figures of customers; called, it measures them for their ranks.

    Attributes:
        places: by touchpoint code, 1 for those whose events count.
        only_valued: events without a value do not count.
    """

    places: NDArray[np.uint8]
    only_valued: bool

    def read(self, view: View) -> Figures:
        shard = view.shard
        columns = (shard.offsets, shard.touchpoint, view.keep, view.group, values_of(shard), self.places)
        last, events, money = _figures(*columns, self.only_valued)
        customer = np.flatnonzero(last >= 0)
        rows = last[customer]
        return Figures(
            customer,
            view.group_of(rows),
            shard.time[rows].astype(np.float64),
            events[customer].astype(np.float64),
            money[customer],
        )

    def __call__(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        found = self.read(view)
        cell = np.repeat((RECENCY, FREQUENCY, MONEY), len(found.customer))
        return cell, np.concatenate([found.last_us, found.events, found.money])


class Tiered(NamedTuple):
    """By cell (tier × groups + group): customers; sum and sum of squares of their money."""

    customers: NDArray[np.int64]
    sums: Whole


@dataclass(frozen=True)
class Tiering:
    """A reading by tier; called, it measures recency (even cells) and frequency (odd cells) of each tier and group.

    Attributes:
        steps: of recency, frequency and money; no money, no steps.
        table: tier by recency score − 1 and worth score − 1.
        as_of_us: up to when recency is measured.
    """

    customers: Customers
    steps: tuple[Steps, ...]
    table: NDArray[np.int64]
    tiers: int
    groups: int
    as_of_us: int

    def cells(self, figures: Figures) -> NDArray[np.int64]:
        recency = self.steps[RECENCY].score(figures.last_us)
        worth = frequency = self.steps[FREQUENCY].score(figures.events)
        if len(self.steps) > MONEY:
            worth = (frequency + self.steps[MONEY].score(figures.money) + 1) // 2
        return self.table[recency - 1, worth - 1] * self.groups + figures.group

    def partial(self, view: View) -> Tiered:
        figures = self.customers.read(view)
        counts, sums = _add_money(self.cells(figures), figures.money, self.tiers * self.groups)
        return Tiered(counts, whole(sums))

    def combine(self, partials: Sequence[Tiered]) -> Tiered:
        return Tiered(add_up([part.customers for part in partials]), add_wholes([part.sums for part in partials]))

    def __call__(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        figures = self.customers.read(view)
        cell = self.cells(figures)
        since = np.maximum(self.as_of_us - figures.last_us, 0.0) / 1e6
        return np.concatenate([2 * cell, 2 * cell + 1]), np.concatenate([since, figures.events])

    def members(self, view: View, cell: int) -> NDArray[np.uint8]:
        figures = self.customers.read(view)
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[figures.customer[self.cells(figures) == cell]] = 1
        return who


@numba.njit(nogil=True, cache=True)
def _figures(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    value: NDArray[np.float64],
    places: NDArray[np.uint8],
    only_valued: bool,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """By customer: row of the last event that counts (-1 for none), how many, and the sum of their values."""
    last, events = np.full(offsets.size - 1, -1, np.int64), np.zeros(offsets.size - 1, np.int64)
    money = np.zeros(offsets.size - 1)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            if not places[touchpoint[i]] or (keep.size and keep[i] == 0):
                continue
            if group.size and int(group[i]) == NOWHERE:
                continue
            valued = value.size > 0 and value[i] == value[i]
            if valued:
                money[c] += bounded(value[i])
            if valued or not only_valued:
                last[c] = i
                events[c] += 1
    return last, events, money


@numba.njit(nogil=True, cache=True)
def _add_money(
    cell: NDArray[np.int64], money: NDArray[np.float64], cells: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    counts, sums = np.zeros(cells, np.int64), np.zeros((cells, 2, PLACES), np.int64)
    for n in range(cell.size):
        own = bounded(money[n])
        counts[cell[n]] += 1
        add_exactly(sums[cell[n], 0], own)
        add_exactly(sums[cell[n], 1], own * own)
    return counts, sums
