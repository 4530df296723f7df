"""What tickets make of a customer's time: how long until a reply and until they are resolved, how many wait, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.support_cases import NEVER, Cases, Tickets, Times
from footpath.engine import add_up
from footpath.journeys.business_hours import BusinessHours
from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.selection import View

FIRST_REPLY, RESOLUTION, BROUGHT_BACK, BACKLOG = range(4)
MEASURES = ("first_reply", "resolution", "reopened", "backlog")
DONE, WAITING, KEPT, BROKEN, PEOPLE = range(5)
ARRIVED, LEFT, ARRIVING_PEOPLE = range(3)
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Periods:
    """Calendar periods: that of each quarter of an hour since the first, and how many there are."""

    of_quarter: NDArray[np.int64]
    first_quarter: int
    count: int

    def of(self, at: Times) -> Times:
        return self.of_quarter[at // QUARTER_US - self.first_quarter]


class Counts(NamedTuple):
    """By measure and group: done, waiting, promise kept, promise broken, customers; and by group and period: arrived,
    resolved, customers of those that arrived."""

    measures: NDArray[np.int64]
    periods: NDArray[np.int64]


@dataclass(frozen=True)
class Waiting:
    """A reading of tickets; called, it measures by cell (measure × groups + group) how long they took, in microseconds.

    Attributes:
        hours: in which time is measured; None for all hours.
        promises: microseconds for reply and resolution; negative for none.
        as_of_us: up to when what is open has waited.
        periods: of the backlog.
    """

    tickets: Tickets
    groups: int
    hours: BusinessHours | None
    promises: tuple[int, int]
    as_of_us: int
    periods: Periods

    def __call__(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        cases, _ = self.tickets.read(view)
        parts = [self._of(cases, measure) for measure in (FIRST_REPLY, RESOLUTION, BROUGHT_BACK)]
        cells = [measure * self.groups + cases.group[done] for measure, (done, _, _) in enumerate(parts)]
        return np.concatenate(cells), np.concatenate([took[done] for done, _, took in parts]).astype(np.float64)

    def partial(self, view: View) -> Counts:
        cases, changes = self.tickets.read(view)
        counts = np.zeros((4, 5, self.groups), dtype=np.int64)
        for measure in range(4):
            done, waiting, took = self._of(cases, measure)
            marks = (done, waiting, *self._promise(measure, done, waiting, took))
            for column, mark in enumerate(marks):
                counts[measure, column] = np.bincount(cases.group[mark], minlength=self.groups)
            own = waiting if measure == BACKLOG else done
            counts[measure, PEOPLE] = _people(cases.customer[own], cases.group[own], self.groups)
        cell = changes.group * self.periods.count + self.periods.of(changes.at)
        cells, came = self.groups * self.periods.count, changes.arrived
        periods = np.stack(
            [
                np.bincount(cell[came], minlength=cells),
                np.bincount(cell[~came], minlength=cells),
                _people(changes.customer[came], cell[came], cells),
            ]
        )
        return Counts(counts, periods.reshape(3, self.groups, self.periods.count))

    def combine(self, partials: Sequence[Counts]) -> Counts:
        return Counts(add_up([part.measures for part in partials]), add_up([part.periods for part in partials]))

    def members(self, view: View, measure: int, group: int, period: int | None) -> NDArray[np.uint8]:
        """By customer: 1 for those whom a row counts."""
        cases, changes = self.tickets.read(view)
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        if period is not None:
            mark = changes.arrived & (changes.group == group) & (self.periods.of(changes.at) == period)
            who[changes.customer[mark]] = 1
        else:
            done, waiting, _ = self._of(cases, measure)
            who[cases.customer[(waiting if measure == BACKLOG else done) & (cases.group == group)]] = 1
        return who

    def _of(self, cases: Cases, measure: int) -> tuple[Marks, Marks, Times]:
        """Which tickets are done, which are waiting, and how long they took or waited so far."""
        start, end = {
            FIRST_REPLY: (cases.opened, cases.replied),
            RESOLUTION: (cases.opened, cases.resolved),
            BROUGHT_BACK: (cases.resolved, cases.reopened),
            BACKLOG: (cases.opened, cases.opened),
        }[measure]
        done, waiting = end != NEVER, cases.waiting & (end == NEVER)
        if measure == FIRST_REPLY:
            waiting &= cases.resolved == NEVER
        if measure == BROUGHT_BACK:
            waiting = np.zeros_like(waiting)
        if measure == BACKLOG:
            waiting = cases.waiting
        until = np.where(done, end, np.maximum(self.as_of_us, start))
        return done, waiting, self._between(start, until)

    def _between(self, start: Times, end: Times) -> Times:
        return end - start if self.hours is None else self.hours.worked(end) - self.hours.worked(start)

    def _promise(self, measure: int, done: Marks, waiting: Marks, took: Times) -> tuple[Marks, Marks]:
        """Which tickets kept the promise and which broke it; one that waits is in neither until its time is over."""
        if measure not in (FIRST_REPLY, RESOLUTION) or self.promises[measure] < 0:
            return np.zeros_like(done), np.zeros_like(done)
        late = took > self.promises[measure]
        return done & ~late, (done | waiting) & late


def _people(customer: Times, cell: Times, cells: int) -> NDArray[np.int64]:
    """Distinct customers by cell."""
    most = int(customer.max(initial=0)) + 1
    return np.bincount(np.unique(cell * most + customer) // most, minlength=cells)
