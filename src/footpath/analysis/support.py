"""How long do customers wait for help, and how much of it is still open?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.ranks import Spread, rank
from footpath.analysis.readings.spoken import STATES, Subject, named_or, state_of
from footpath.analysis.readings.support_cases import OPENED, REOPENED, REPLIED, RESOLVED, Tickets
from footpath.analysis.readings.support_times import (
    ARRIVED,
    ARRIVING_PEOPLE,
    BACKLOG,
    BROUGHT_BACK,
    DONE,
    FIRST_REPLY,
    LEFT,
    MEASURES,
    PEOPLE,
    RESOLUTION,
    WAITING,
    Counts,
    Periods,
    Waiting,
)
from footpath.engine import each, run
from footpath.errors import SpecError
from footpath.journeys.business_hours import business_hours, parse_hours
from footpath.journeys.calendar import QUARTER_US, quarter_groups
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection, View
from footpath.journeys.steps import Step
from footpath.model.durations import Duration
from footpath.model.intervals import wilson_rate

_STATE = {"opened": OPENED, "replied": REPLIED, "resolved": RESOLVED, "reopened": REOPENED}
_NOTHING = float("nan")
_UNKNOWN = Spread(0, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


@dataclass(frozen=True)
class SupportRow:
    """A measure of tickets.

    ``n`` tickets took the times whose median and 90th percentile stand beside it, ``open`` are still waiting. ``kept`` of
    ``promised`` tickets, those that are decided, were within the promise. Of "reopened", ``n`` are those that were opened
    again and ``kept`` those of all resolved that were not. Of "backlog", ``n`` tickets came in or again (in the period, where there
    is one), ``resolved`` were resolved, and ``open`` were open at its end. ``customers`` are those of the ``n``; of the whole backlog
    those of the open ones.
    """

    measure: str
    period: str | None
    n: int
    open: int
    resolved: int
    customers: int
    median_s: float
    median_low: float
    median_high: float
    p90_s: float
    promised: int
    kept: int
    kept_rate: float
    low: float
    high: float
    group: str | None = None


class Support(JourneyQuestion):
    """How long until the first reply and until tickets are resolved, how many come back, and how many are open?

    Each is measured where a step of it is known: replies where a *replied* touchpoint is, all else where a *resolved* one is.

    A ticket is a customer's events of one record; events without a record are one ticket at a time per customer. It begins
    with its first event at an *opened* touchpoint; what was recorded of it before that is not counted. The *first reply* is its first
    event at a *replied* touchpoint while it is open and was never resolved; a ticket that is resolved without one has none, and is not waiting for it either.
    *Resolution* is the first event at a *resolved* touchpoint. It is *reopened* by an event at a *reopened*
    touchpoint, or again at an *opened* one, after it was resolved; without a record the latter begins a new ticket. It is
    open until it is resolved, and again while it is reopened.

    Times are those of tickets that are done: those still open are told apart, and a median of the done alone is too short where many are
    open; the question "survival" takes them into account. A promise is broken by an open ticket as soon as its time is over. ``during``
    and ``by`` speak of the event that opened the ticket.

    Args:
        opened, replied, resolved, reopened: steps; when absent, the touchpoints whose names say so.
        reply_within, resolve_within: what was promised, inclusive.
        hours: business hours in the workspace's zone, as "Mon-Fri 09:00-17:00": all times are measured in them.
        holidays: days on which none of them begin.
        every: day, week or month: the backlog at the end of each, too.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> opened, reply, closed = '"ticket opened"', '"ticket answered"', '"ticket closed"'
        >>> index = journeys(ann=f"{opened}@0|record=A {reply}@60|record=A {closed}@90|record=A {opened}@95|record=B")
        >>> for row in ask(index, Support(reply_within="1h")).rows:
        ...     print(row.measure, row.n, row.open, row.median_s, row.kept, row.promised)
        first_reply 1 1 3600.0 1 1
        resolution 1 1 5400.0 0 0
        reopened 0 0 nan 1 1
        backlog 2 1 nan 0 0
    """

    ask: ClassVar[str] = "support"
    anchored: ClassVar[bool] = True
    opened: tuple[Step, ...] | None = None
    replied: tuple[Step, ...] | None = None
    resolved: tuple[Step, ...] | None = None
    reopened: tuple[Step, ...] | None = None
    reply_within: Duration | None = None
    resolve_within: Duration | None = None
    hours: str | None = None
    holidays: tuple[date, ...] = ()
    every: Literal["day", "week", "month"] | None = None

    def answer(self, seen: Selection) -> Sequence[SupportRow]:
        reading, labels = self._reading(seen)
        found = run(reading, seen.views)
        took = rank(reading, seen.views, 3 * seen.groups)
        rows = []
        for group in seen.order:
            if self.by is not None and not found.measures[BACKLOG, DONE, group]:
                continue
            known = set(reading.tickets.states.tolist())
            for measure, needed in ((FIRST_REPLY, REPLIED), (RESOLUTION, RESOLVED), (BROUGHT_BACK, RESOLVED)):
                if needed in known:
                    spread = took.spread(measure * seen.groups + group, 1e6)
                    rows.append(_row(found, measure, group, spread, seen.labels[group]))
            if RESOLVED in known:
                rows += _backlog(found, group, labels, seen.labels[group])
        return rows

    def members(self, seen: Selection, row: SupportRow) -> Sequence[NDArray[np.uint8]]:
        reading, labels = self._reading(seen)
        period = None if row.period is None else labels.index(row.period)
        return each(Behind(reading, MEASURES.index(row.measure), seen.labels.index(row.group), period), seen.views)

    def _reading(self, seen: Selection) -> tuple[Waiting, tuple[str, ...]]:
        """How to read the tickets, and the labels of the backlog's periods."""
        index = seen.index
        span = (index.first_us or 0, index.last_us or 0)
        hours = None
        if self.hours is not None:
            parse_hours(self.hours)
            hours = business_hours(self.hours, index.zone, *span, self.holidays)
        promises = [
            -1 if d is None else d // timedelta(microseconds=1) for d in (self.reply_within, self.resolve_within)
        ]
        quarters = np.zeros(span[1] // QUARTER_US - span[0] // QUARTER_US + 1, dtype=np.int64)
        labels: tuple[str, ...] = ()
        if self.every is not None:
            of_quarter, labels = quarter_groups(self.every, index.zone, *span)
            quarters = of_quarter.astype(np.int64)
        periods = Periods(quarters, span[0] // QUARTER_US, max(len(labels), 1))
        tickets = Tickets(self._states(index))
        return Waiting(tickets, seen.groups, hours, (promises[0], promises[1]), index.as_of_us or 0, periods), labels

    def _states(self, index: Index) -> NDArray[np.uint8]:
        """By touchpoint code, what becomes of a ticket there."""
        states = np.zeros(len(index.names), dtype=np.uint8)
        for state in STATES:
            named: tuple[Step, ...] | None = getattr(self, state)
            for code in named_or(index, named, lambda touchpoint, state=state: state_of(touchpoint) == state):  # type: ignore[misc]
                if named is not None and states[code] and getattr(self, _name(states[code])) is not None:
                    raise SpecError(
                        f'"{index.names[code]}" is named for "{_name(states[code])}" and for "{state}".',
                        "Name each touchpoint once.",
                    )
                if named is not None or not states[code]:
                    states[code] = _STATE[state]
        for needed, words in ((("opened",), "opened"), (("replied", "resolved"), "answered or resolved")):
            if index.events and not any(_STATE[state] in states for state in needed):
                raise SpecError(
                    f"No touchpoint's name says that a ticket was {words}.",
                    f'Name it in the field "{needed[-1]}" of support.',
                )
        return states


def _name(state: int) -> Subject:
    return next(name for name in STATES if _STATE[name] == state)


@dataclass(frozen=True)
class Behind:
    """Marks the customers whom a row counts."""

    reading: Waiting
    measure: int
    group: int
    period: int | None

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.reading.members(view, self.measure, self.group, self.period)


def _row(found: Counts, measure: int, group: int, took: Spread, label: str | None) -> SupportRow:
    done, waiting, kept, broken, people = (int(count) for count in found.measures[measure, :, group])
    if measure == BROUGHT_BACK:
        kept, broken = int(found.measures[RESOLUTION, DONE, group]) - done, done
    return _support_row(measure, None, (done, waiting, 0, people), took, kept, kept + broken, label)


def _backlog(found: Counts, group: int, labels: tuple[str, ...], label: str | None) -> list[SupportRow]:
    """The whole backlog, then that at the end of each period since the first ticket."""
    arrived, resolved, people = (
        found.periods[ARRIVED, group],
        found.periods[LEFT, group],
        found.periods[ARRIVING_PEOPLE, group],
    )
    owners = int(found.measures[BACKLOG, PEOPLE, group])
    whole = (int(arrived.sum()), int(found.measures[BACKLOG, WAITING, group]), int(resolved.sum()), owners)
    rows = [_support_row(BACKLOG, None, whole, _UNKNOWN, 0, 0, label)]
    still = np.cumsum(arrived - resolved)
    for period in range(int(np.flatnonzero(arrived)[0]) if arrived.any() else len(labels), len(labels)):
        counts = tuple(int(column[period]) for column in (arrived, still, resolved, people))
        rows.append(_support_row(BACKLOG, labels[period], counts, _UNKNOWN, 0, 0, label))
    return rows


def _support_row(
    measure: int, period: str | None, counts: tuple[int, ...], took: Spread, kept: int, promised: int, group: str | None
) -> SupportRow:
    n, waiting, resolved, customers = counts
    rate = kept / promised if promised else float("nan")
    times = (took.median, took.low, took.high, took.p90)
    bounds = wilson_rate(kept, promised)
    return SupportRow(
        MEASURES[measure], period, n, waiting, resolved, customers, *times, promised, kept, rate, *bounds, group
    )
