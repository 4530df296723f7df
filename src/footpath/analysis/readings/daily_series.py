"""How often, day by day, texts speak of each theme, and customers have a bad experience, turn to the company or meet an error at each
touchpoint."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.heard import mentions, of_kind
from footpath.analysis.readings.judged_series import NOTHING_JUDGED, Judged
from footpath.analysis.readings.periods import Periods
from footpath.analysis.readings.said_series import NOTHING_SAID, Numbered
from footpath.analysis.readings.streams import Streams, due_by_day
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.applying import apply_quarters
from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.columns import NOWHERE, Feedback, Shard
from footpath.journeys.selection import View

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
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
    thursdays = np.array(labels, dtype="datetime64[D]").astype(np.int64)  # of the days since one of them
    return np.asarray((thursdays + 3) % 7, dtype=np.int64)


@dataclass(frozen=True)
class Entries:
    """What series count in one shard: their number, the row of the event, its group."""

    series: Ints
    row: Ints
    group: Ints


@dataclass(frozen=True)
class Series:
    """What is counted: subjects of texts (themes, then sayings and their unions), then bad scores and broken promises, then touchpoints.

    Attributes:
        subject_of: subject by theme code; of length 0 when no themes are asked for.
        touchpoints: codes of those at which customers turn to the company, or meet an error.
        kind: of the feedback; None for what customers say.
        sayings: those that are subjects, too.
        judged: touchpoints at which bad scores, or broken promises, are counted.
    """

    subject_of: Ints
    touchpoints: tuple[int, ...]
    kind: int | None
    sayings: Numbered = NOTHING_SAID
    judged: Judged = NOTHING_JUDGED

    @cached_property
    def themes(self) -> int:
        return int(self.subject_of.max(initial=-1)) + 1

    @property
    def subjects(self) -> int:
        return self.themes + self.sayings.count

    @property
    def shares(self) -> int:
        """How many are held against all that could have been them: texts, scores, promises."""
        return self.subjects + len(self.judged.places)

    def __len__(self) -> int:
        return self.shares + len(self.touchpoints)

    def is_saying(self, number: int) -> bool:
        return self.themes <= number < self.subjects

    def touchpoint(self, number: int) -> int | None:
        """The touchpoint at which something is counted; none of what texts speak of."""
        if number < self.subjects:
            return None
        return (*self.judged.places, *self.touchpoints)[number - self.subjects]

    def is_of_scores(self, number: int) -> bool:
        return self.subjects <= number < self.subjects + self.judged.scored

    def entries(self, view: View, number: int) -> Entries:
        """All that is counted as one series is."""
        if number < self.subjects:
            return self.texts(view)
        return self.bad(view) if number < self.shares else self.events(view)

    def beside(self, view: View, number: int) -> Ints:
        """Rows of all that could have been what a series counts: texts, scores of the same touchpoint, promises there, or
        events; ascending."""
        if number < self.subjects:
            return np.unique(self.texts(view).row)
        if number >= self.shares:
            return np.arange(view.shard.events)
        found = self.judged.of(view)
        return found.row[self.judged.place_of[found.cell] == number - self.subjects]

    def texts(self, view: View) -> Entries:
        """Each text and subject of it that counts."""
        said = view.shard.feedback
        if not self.subjects:
            none = np.empty(0, np.int64)
            return Entries(none, none, none)
        counted = view.kept(said.row) & of_kind(said, self.kind)
        position, subject = self.of_texts(said, counted)
        row = said.row[position]
        return Entries(subject, row, view.group_of(row))

    def bad(self, view: View) -> Entries:
        """Each bad score and broken promise that counts."""
        found = self.judged.of(view)
        found = found[found.bad]
        return Entries(self.subjects + self.judged.place_of[found.cell], found.row, view.group_of(found.row))

    def of_texts(self, said: Feedback, counted: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Positions of feedback, and each subject of it: themes first, then sayings."""
        position, subject = self.sayings.entries(said, counted)
        subject = subject + self.themes
        if not self.themes:
            return position, subject
        found = mentions(said, counted, self.subject_of)
        return np.append(found.position, position), np.append(found.subject, subject)

    def speaking(self, view: View) -> Ints:
        """The events of all texts that count and speak of anything."""
        said = view.shard.feedback
        return said.row[view.kept(said.row) & of_kind(said, self.kind) & self.speak(said)]

    def speak(self, said: Feedback) -> NDArray[np.bool_]:
        """Which feedback speaks of anything."""
        return ((np.diff(said.theme_starts) > 0) | (np.diff(said.saying_starts) > 0)) & bool(self.subjects)

    def events(self, view: View) -> Entries:
        """Each event that counts at one of the touchpoints."""
        number = np.full(NOWHERE + 1, -1, dtype=np.int64)
        number[list(self.touchpoints)] = self.shares + np.arange(len(self.touchpoints))
        row = np.flatnonzero((number >= 0)[view.shard.touchpoint]) if self.touchpoints else np.empty(0, np.int64)
        row = row[view.kept(row)]
        return Entries(number[view.shard.touchpoint[row]], row, view.group_of(row))


@dataclass(frozen=True)
class Daily:
    """What was counted by day.

    Attributes:
        counts: by series, group and day.
        texts: by group, stream and day: those that speak of anything; streams without any are left out.
        of_stream: by subject, group and stream: texts that speak of it.
        of_source: by touchpoint, group and table: how many.
        recorded: by table and day: all events.
        active: by group and day: customers who did anything that is not counted.
        judged: by group, pair of a touchpoint and a stream, and day: all scores, or promises.
        of_pair: by group and pair: what of it is bad.
        place_of: by pair, which of the touchpoints.
    """

    counts: Ints
    texts: Ints
    of_stream: Ints
    of_source: Ints
    recorded: Ints
    active: Ints
    judged: Ints
    of_pair: Ints
    place_of: Ints

    @cached_property
    def texts_of_all(self) -> Ints:
        """By stream and day, of all groups together."""
        return np.asarray(self.texts.sum(axis=0))

    def exposure(self, number: int, group: int) -> Floats:
        """By day, what there was that could have been what a series counts."""
        subjects, touchpoints = len(self.of_stream), len(self.of_source)
        if number < subjects:
            return due_by_day(self.of_stream[number, group], self.texts[group])
        first = len(self.counts) - touchpoints
        return self._of_judged(number - subjects, group) if number < first else self._of_people(number - first, group)

    def there(self, number: int, group: int) -> Ints | None:
        """By day, all scores or promises of which a series counts the bad ones; none where it counts something else."""
        own = self.place_of == number - len(self.of_stream)
        return np.asarray(self.judged[group, own].sum(axis=0)) if own.any() else None

    def _of_judged(self, place: int, group: int) -> Floats:
        own = self.place_of == place
        return due_by_day(self.of_pair[group, own], self.judged[group, own])

    def _of_people(self, touchpoint: int, group: int) -> Floats:
        """Customers who are there, as far as what they meet would have been recorded: from each table's first day to its last."""
        own, days = self.of_source[touchpoint, group], self.recorded.shape[1]
        active = self.active[group]
        if active.sum() < own.sum():  # little else was recorded: then each day is as good as another
            active = np.ones(days, np.int64)
        found = np.zeros(days)
        for source in np.flatnonzero(own):
            first, end = span(self.recorded[source], days)
            found[first:end] += own[source] / own.sum()
        return np.asarray(found * active, dtype=np.float64)


@dataclass(frozen=True)
class DailyReading:
    """A reading of all shards.

    Attributes:
        done: by code of the touchpoint, whether a customer does it and it is not counted.
    """

    series: Series
    days: Days
    groups: int
    streams: Streams
    done: NDArray[np.bool_]

    def partial(self, view: View) -> Daily:
        days, groups, shard = self.days.count, self.groups, view.shard
        cells = check_cells(len(self.series) * groups * days)
        texts, events = self.series.texts(view), self.series.events(view)
        counts = np.zeros(cells, np.int64)
        for found in (texts, self.series.bad(view), events):
            cell = (found.series * groups + found.group) * days + self.days.of_rows(shard, found.row)
            counts += np.bincount(cell, minlength=cells)
        streams = len(self.streams)
        streams_of = self.streams.of_feedback(shard)
        stream = streams_of[np.searchsorted(shard.feedback.row, texts.row)]
        own = np.bincount(
            (texts.series * groups + texts.group) * streams + stream,
            minlength=self.series.subjects * groups * streams,
        )
        row = self.series.speaking(view)
        stream = streams_of[np.searchsorted(shard.feedback.row, row)]
        cell = (view.group_of(row) * streams + stream) * days + self.days.of_rows(shard, row)
        spoken = np.bincount(cell, minlength=check_cells(groups * streams * days))
        of_stream, spoken = own.astype(np.int64), spoken.astype(np.int64)
        return Daily(counts, spoken, of_stream, *self._sources(view, events), self._active(view), *self._judged(view))

    def _judged(self, view: View) -> tuple[Ints, Ints, Ints]:
        """All that is bad or not by group, pair and day, what is bad by group and pair, and the places of pairs."""
        judged, days = self.series.judged, self.days.count
        found = judged.of(view)
        cell, cells = view.group_of(found.row) * judged.pairs + found.cell, check_cells(self.groups * judged.pairs)
        day = self.days.of_rows(view.shard, found.row)
        by_day = np.bincount(cell * days + day, minlength=check_cells(cells * days))
        own = np.bincount(cell[found.bad], minlength=cells)
        return by_day.astype(np.int64), own.astype(np.int64), judged.place_of

    def _sources(self, view: View, found: Entries) -> tuple[Ints, Ints]:
        """What is counted at touchpoints by table, and all events by table and day."""
        shard, sources, groups = view.shard, self.streams.sources, self.groups
        series = found.series - self.series.shares
        cell = (series * groups + found.group) * sources + self.streams.of_rows(shard, found.row)
        own = np.bincount(cell, minlength=len(self.series.touchpoints) * groups * sources)
        if not self.series.touchpoints:
            return own.astype(np.int64), np.zeros(sources * self.days.count, np.int64)
        every = np.arange(shard.events)
        day = self.days.of_events(shard).astype(np.int64)
        cell = self.streams.of_rows(shard, every) * self.days.count + day
        return own.astype(np.int64), np.bincount(cell, minlength=sources * self.days.count).astype(np.int64)

    def _active(self, view: View) -> Ints:
        """Each customer once a day and group; a customer's events stand in the order of time."""
        shard, days = view.shard, self.days.count
        if not self.series.touchpoints:
            return np.zeros(self.groups * days, np.int64)
        rows = np.flatnonzero(self.done[shard.touchpoint])
        rows = rows[view.kept(rows)]
        cell = view.group_of(rows) * days + self.days.of_rows(shard, rows)
        pair = shard.customer_at(rows) * (self.groups * days) + cell
        if self.groups > 1:
            pair = np.unique(pair)
        else:
            pair = pair[np.append(True, pair[1:] != pair[:-1])[: len(pair)]]
        return np.bincount(pair % (self.groups * days), minlength=self.groups * days).astype(np.int64)

    def combine(self, partials: Sequence[Daily]) -> Daily:
        groups, days = self.groups, self.days.count
        texts = add_up([part.texts for part in partials]).reshape(groups, len(self.streams), days)
        own = add_up([part.of_stream for part in partials]).reshape(self.series.subjects, groups, len(self.streams))
        some = texts.any(axis=(0, 2))
        return Daily(
            add_up([part.counts for part in partials]).reshape(len(self.series), groups, days),
            texts[:, some],
            own[:, :, some],
            add_up([part.of_source for part in partials]).reshape(
                len(self.series.touchpoints), groups, self.streams.sources
            ),
            add_up([part.recorded for part in partials]).reshape(self.streams.sources, days),
            add_up([part.active for part in partials]).reshape(groups, days),
            add_up([part.judged for part in partials]).reshape(groups, self.series.judged.pairs, days),
            add_up([part.of_pair for part in partials]).reshape(groups, self.series.judged.pairs),
            self.series.judged.place_of,
        )


def span(by_day: Ints | Floats, until: int) -> tuple[int, int]:
    """The first day with more than a trace of what there is, and the day after the last, no later than ``until``."""
    known = np.cumsum(by_day[:until])
    if not len(known) or not known[-1]:
        return 0, 0
    first = int(np.searchsorted(known, known[-1] * _EDGE, side="right"))
    return first, int(np.searchsorted(known, known[-1] * (1 - _EDGE), side="left")) + 1


def spans(by_day: Ints | Floats, until: int) -> tuple[Ints, Ints]:
    """`span` of each row."""
    known = np.cumsum(by_day[:, :until], axis=1)
    last = known[:, -1:] if known.shape[1] else np.zeros((len(by_day), 1))
    first = np.count_nonzero(known <= last * _EDGE, axis=1)
    end = np.count_nonzero(known < last * (1 - _EDGE), axis=1) + 1
    some = last[:, 0] > 0
    return np.where(some, first, 0), np.where(some, end, 0)


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
        found = series.entries(view, self.number)
        day = self.days.of_rows(view.shard, found.row)
        mine = (found.series == self.number) & (found.group == self.group) & (day >= self.first) & (day < self.end)
        return np.sort(found.row[mine])
