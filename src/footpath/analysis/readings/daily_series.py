"""How often, day by day, texts speak of each theme and customers turn to the company at each touchpoint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.heard import mentions, of_kind
from footpath.analysis.readings.periods import Periods
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.applying import apply_quarters
from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.columns import NOWHERE, Shard
from footpath.journeys.selection import View

Ints = NDArray[np.int64]
_EDGE = 0.001  # of what there is lies outside, as a few wrong clocks do


@dataclass(frozen=True)
class Days:
    """The days of an index as numbers."""

    of_quarter: NDArray[np.uint16]
    first_quarter: int
    count: int

    def of_rows(self, shard: Shard, rows: Ints) -> Ints:
        return self.of_quarter[shard.time[rows] // QUARTER_US - self.first_quarter].astype(np.int64)

    def of_events(self, shard: Shard) -> NDArray[np.uint16]:
        return apply_quarters(self.of_quarter, shard.time, self.first_quarter)  # type: ignore[return-value]


def days_of(periods: Periods) -> Days:
    return Days(periods.of_quarter, periods.first_quarter, len(periods.labels))


def weekdays_of(labels: Sequence[str]) -> Ints:
    """0 is Monday."""
    return np.array([date.fromisoformat(label).weekday() for label in labels], dtype=np.int64)


@dataclass(frozen=True)
class Entries:
    """What series count in one shard: their number, the row of the event, its group."""

    series: Ints
    row: Ints
    group: Ints


@dataclass(frozen=True)
class Series:
    """What is counted: subjects of texts, then touchpoints of contact.

    Attributes:
        subject_of: subject by theme code; of length 0 when no themes are asked for.
        contacts: codes of the touchpoints at which customers turn to the company.
        kind: of the feedback; None for what customers say.
    """

    subject_of: Ints
    contacts: tuple[int, ...]
    kind: int | None

    @cached_property
    def subjects(self) -> int:
        return int(self.subject_of.max(initial=-1)) + 1

    def __len__(self) -> int:
        return self.subjects + len(self.contacts)

    def texts(self, view: View) -> Entries:
        """Each text and subject of it that counts."""
        said = view.shard.feedback
        if not self.subjects:
            none = np.empty(0, np.int64)
            return Entries(none, none, none)
        found = mentions(said, view.kept(said.row) & of_kind(said, self.kind), self.subject_of)
        row = said.row[found.position]
        return Entries(found.subject, row, view.group_of(row))

    def contacted(self, view: View) -> Entries:
        """Each contact that counts."""
        number = np.full(NOWHERE + 1, -1, dtype=np.int64)
        number[list(self.contacts)] = self.subjects + np.arange(len(self.contacts))
        row = np.flatnonzero((number >= 0)[view.shard.touchpoint]) if self.contacts else np.empty(0, np.int64)
        row = row[view.kept(row)]
        return Entries(number[view.shard.touchpoint[row]], row, view.group_of(row))


@dataclass(frozen=True)
class Daily:
    """By series, group and day: how often; and by group and day texts that speak of anything, and events."""

    counts: Ints
    texts: Ints
    events: Ints


@dataclass(frozen=True)
class DailyReading:
    """A reading of all shards."""

    series: Series
    days: Days
    groups: int

    def partial(self, view: View) -> Daily:
        days, groups, shard = self.days.count, self.groups, view.shard
        cells = check_cells(len(self.series) * groups * days)
        texts, contacts = self.series.texts(view), self.series.contacted(view)
        counts = np.zeros(cells, np.int64)
        for found in (texts, contacts):
            cell = (found.series * groups + found.group) * days + self.days.of_rows(shard, found.row)
            counts += np.bincount(cell, minlength=cells)
        row, first = np.unique(texts.row, return_index=True)
        whole = groups * days
        spoken = np.bincount(texts.group[first] * days + self.days.of_rows(shard, row), minlength=whole)
        return Daily(counts, spoken.astype(np.int64), self._events(view))

    def _events(self, view: View) -> Ints:
        every = np.arange(view.shard.events)
        rows = every[view.kept(every)] if len(view.keep) or len(view.group) else every
        cell = view.group_of(rows) * self.days.count + self.days.of_events(view.shard)[rows]
        return np.bincount(cell, minlength=self.groups * self.days.count).astype(np.int64)

    def combine(self, partials: Sequence[Daily]) -> Daily:
        shape = self.groups, self.days.count
        return Daily(
            add_up([part.counts for part in partials]).reshape(len(self.series), *shape),
            add_up([part.texts for part in partials]).reshape(shape),
            add_up([part.events for part in partials]).reshape(shape),
        )


def span(by_day: Ints, until: int) -> tuple[int, int]:
    """The first day with more than a trace of what there is, and the day after the last, no later than ``until``."""
    known = np.cumsum(by_day[:until])
    if not len(known) or not known[-1]:
        return 0, 0
    first = int(np.searchsorted(known, known[-1] * _EDGE, side="right"))
    return first, int(np.searchsorted(known, known[-1] * (1 - _EDGE), side="left")) + 1


@dataclass(frozen=True)
class Within:
    """By customer: 1 for those that a series counts in a group on some days."""

    series: Series
    days: Days
    number: int
    group: int
    first: int
    end: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[view.shard.customer_at(self.rows(view))] = 1
        return who

    def rows(self, view: View) -> Ints:
        """Of the events counted, ascending."""
        series = self.series
        found = series.texts(view) if self.number < series.subjects else series.contacted(view)
        day = self.days.of_rows(view.shard, found.row)
        mine = (found.series == self.number) & (found.group == self.group) & (day >= self.first) & (day < self.end)
        return np.sort(found.row[mine])
