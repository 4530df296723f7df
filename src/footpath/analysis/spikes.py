"""What has suddenly become commoner?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.answering_mix import not_of_the_mix
from footpath.analysis.readings.concentrated import Segment
from footpath.analysis.readings.daily_series import (
    Daily,
    DailyReading,
    Days,
    Series,
    days_of,
)
from footpath.analysis.readings.emptiness import days_in, said_there
from footpath.analysis.readings.found_spikes import Found, found_of
from footpath.analysis.readings.heard import Level, kind_code, subjects
from footpath.analysis.readings.judged_series import Judged, Judging, judged_of
from footpath.analysis.readings.one_of_many import Told, told_of
from footpath.analysis.readings.periods import Periods, periods_of
from footpath.analysis.readings.preceding import Happening, came_before, happenings
from footpath.analysis.readings.preceding_ties import Thing, Tie, asking_names, ties_of
from footpath.analysis.readings.rises import FAMILIES, all_counted, rises_of, sure_rises
from footpath.analysis.readings.said_series import NOTHING_SAID, Numbered
from footpath.analysis.readings.scanning import LEAST_DAYS
from footpath.analysis.readings.segment_rises import segment_rises
from footpath.analysis.readings.spoken import means_contact, named_or, says
from footpath.analysis.readings.streams import streams_of
from footpath.analysis.readings.stretches import LEAST
from footpath.engine import each, run
from footpath.errors import SpecError
from footpath.journeys.calendar import UNITS
from footpath.journeys.conditions import period_us
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection
from footpath.journeys.sharing import shared_now
from footpath.journeys.steps import Step

_NAN = float("nan")
_NOBODY = Segment("", "", 0, _NAN, _NAN, _NAN, _NAN, _NAN, _NAN)


@dataclass(frozen=True)
class SpikeRow:
    """Days on which there was more than expected.

    Attributes:
        kind: theme, experience (bad scores), promise (broken ones), contact or error; ``theme`` and ``id``, or ``touchpoint``, say of
            what. What is no theme is called by its own words, and has no id. What rises at a touchpoint has a theme, too, where texts
            that rise with it, or come with the bad scores, tell one.
        onset_on: the first day, of the talk and not of its cause; it was between ``onset_low_on`` and ``onset_high_on`` with 95%.
        until_on: the last day, none while it is ``open``.
        peak_on: the day with most over what was expected.
        days: how long, until the end or the last whole day of the records.
        seen, expected: texts, bad scores, broken promises, contacts or errors in it; ``ratio`` of the two with ``low`` and ``high``.
        customers: who are behind what was seen.
        p, q: chance of such days anywhere in the records, and the false discovery rate among all that was looked at.
        dimension, value: what those customers have surely more often than others then, none where nothing is sure.
        segment_customers, segment_share, rest_share: of whom it is true, and of which part of the others.
        segment_difference, segment_low, segment_high, segment_q: of the shares.
        came_before: up to three changes in the two weeks before, in words. They need not be why.
        scope: of whom days, counts and customers are: all, or the segment alone, where only it has more.
        about: the touchpoint that the largest part of all texts of these days speaks of it, none where that is not clear.
        words: of a saying or a union of sayings, the words that tell it; none where a whole theme rises.
    """

    kind: str
    theme: str | None
    id: str | None
    touchpoint: str | None
    onset_on: str
    onset_low_on: str
    onset_high_on: str
    until_on: str | None
    open: bool
    peak_on: str
    days: int
    seen: int
    expected: float
    ratio: float
    low: float
    high: float
    customers: int
    p: float
    q: float
    dimension: str | None
    value: str | None
    segment_customers: int
    segment_share: float
    rest_share: float
    segment_difference: float
    segment_low: float
    segment_high: float
    segment_q: float
    came_before: tuple[str, ...]
    scope: Literal["all", "segment"] = "all"
    group: str | None = None
    about: str | None = None
    words: str | None = None


class Spikes(JourneyQuestion):
    """Of what do customers suddenly speak more, where do they suddenly score worse, wait longer than promised, turn to the company or
    meet errors more, since when, and who?

    A theme is held against all texts that speak of anything on that day: of each stream of texts (a kind of feedback in a
    table) the part that speaks of it on the whole. So the growth of a company, waves of answers to a survey, and tables that
    begin or end are no spikes. Scores among the worst of their kind (1 and 2 of 5, 1 to 3 of 7, detractors) are held against all scores
    of the same touchpoint, broken promises against all that were due there, by stream, too; and where those answer of whom
    more is always bad, that is no spike either: another mix of values must explain less than half. Contacts and errors are held against the customers who were there: the mean of the last four
    weeks, and the week around as far as it ever matters, in the days that the table they stand in covers. Both may grow or
    fall smoothly and have their weekdays.

    Every stretch of days, of any length and also until the end, is held against that, as is the best stretch that chance
    finds in counts that vary as much (days that hang together included); q holds the false discovery rate over all that was
    looked at at 1%. A stretch must begin at once: its first days are surely above the four weeks before. Nothing begins in
    the first four weeks of a series: there is nothing yet to hold them against. A theme may have several; each is looked for
    beside those found. The onset is the day that is nearest to all that are likely to be the first, by the likelihood of each; more
    than three days off is as bad as a month.

    The last day, not over yet, is left out, and so are days before the first thousandth and after the last of all there is.
    Fewer than 35 days or 8 texts tell nothing. Days are those of the workspace's zone.

    What begins to be said may be a small part of a theme, a bit of several, or a detail that is no theme. So sayings (up to 200 fine
    groups of parts of texts) and all unions of those that are alike are looked at as themes are. One trouble rises in many of them: the
    surest is told, and none of which half of the excess are records of a surer one, that begins with a surer one at the same
    touchpoint, or that begins in the same week and hits the same customers. Words go by the name of the theme that they are at least half
    of, and that is half of them, or else by their own, without an id. Where words and scores of one trouble may well begin on one
    day, its onset is the likeliest of both.

    Texts, scores and promises are also looked for within each value of a dimension or trait that has 100 of them and in which what is
    counted is commoner than elsewhere, held against what is usual there and how it moves elsewhere. Of what rises for all and within
    values the surest is told. Each of the three searches (themes and touchpoints; sayings; values) has a third of the 1%. How
    much counts vary beyond chance is drawn to what is usual among all that is looked at.

    The segment is the value of a dimension or trait that most surely sets those customers apart from others who wrote (or
    were seen at all) in the same days. What came before are values first seen, values, touchpoints and times that changed
    in the 14 days up to the onset: in time, which is no cause.

    Args:
        what: themes, experiences, promises, contacts, errors, or all.
        level: theme, or parent for the broader ones.
        kind: of feedback, as "ticket"; promises, contacts and errors are of none.
        contacts: steps at which customers turn to the company; by default what they do on phone, chat and support channels,
            or at touchpoints whose names say so.
        errors: steps that mean an error; by default the touchpoints whose names say so in one of a dozen languages.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> usual = {f"u{d}": f"say@{d}d|theme=price:-1" for d in range(100)}
        >>> sudden = {f"s{d}.{n}": f"say@{d}d{n}h|theme=late:-1" for d in range(60, 70) for n in range(1, 6)}
        >>> (row,) = ask(journeys({**usual, **sudden}), Spikes()).rows
        >>> row.theme, row.onset_on, row.until_on, row.seen, row.customers
        ('late', '2024-03-01', '2024-03-10', 50, 50)
    """

    ask: ClassVar[str] = "spikes"
    of_words: ClassVar[bool] = True
    what: Literal["themes", "experiences", "promises", "contacts", "errors", "all"] = "all"
    level: Level = "theme"
    kind: str | None = None
    contacts: tuple[Step, ...] | None = None
    errors: tuple[Step, ...] | None = None

    @model_validator(mode="after")
    def _not_by_days(self) -> "Spikes":
        if self.by in UNITS:
            raise SpecError(
                f"A spike is a stretch of days, and cannot be split by {self.by}.", "Split by a dimension or trait."
            )
        return self

    def answer(self, seen: Selection) -> Sequence[SpikeRow]:
        return [row for row, _ in self._rows(seen)]

    def members(self, seen: Selection, row: SpikeRow) -> Sequence[NDArray[np.uint8]]:
        """Those behind what was seen."""
        found = next(one for own, one in self._rows(seen) if _is_same(own, row))
        return each(found.within, found.seen.views)

    def _rows(self, seen: Selection) -> list[tuple[SpikeRow, Found]]:
        """The rows in their order, each with what it was made of; worked out once where questions share."""
        series, days = self._series(seen), days_of(periods_of(seen.index, "day"))
        shared = shared_now()
        if shared is None:
            return self._found(seen, series, days)
        asked = "found: " + json.dumps(self.spec(), sort_keys=True, default=str)
        rows: list[tuple[SpikeRow, Found]] = shared.found(
            seen.index.shards, asked, lambda: self._found(seen, series, days)
        )
        return rows

    def _found(self, seen: Selection, series: Series, days: Days) -> list[tuple[SpikeRow, Found]]:
        index, periods = seen.index, periods_of(seen.index, "day")
        if not len(series) or not index.events:
            return []
        until, labels = self._until(index, periods), periods.labels
        daily = self._daily(seen, series, days)
        sure = self._sure(daily, seen, series, days, labels, until)
        parts = segment_rises(seen, series, days, labels, until, daily)
        found = found_of(seen, series, days, sure, parts, self.by)
        tables = happenings(seen, days) if found else []
        rows = [(self._row(one, seen, one.series or series, labels, tables), one) for one in found]
        order = {seen.labels[group]: place for place, group in enumerate(seen.order)}
        return sorted(
            rows,
            key=lambda pair: (
                order[pair[0].group],
                pair[0].p,
                pair[0].onset_on,
                pair[0].theme or pair[0].touchpoint or "",
            ),
        )

    def why_empty(self, seen: Selection) -> str:
        days, said = days_in(seen.index, self.during), said_there(seen, kind_code(self.kind)).feedback
        if days < LEAST_DAYS:
            return (
                f"A spike takes {LEAST_DAYS} whole days of records, four weeks of them to tell what is usual, and there are {days}."
                " Ask of a longer period."
            )
        series = self._series(seen)
        if not series.touchpoints and said < LEAST:
            return f"A spike takes {LEAST} texts, scores or the like, and there are {said}. Load more, or ask of a longer period."
        few = (
            f" The feedback there is too little to tell: {said} pieces, of {LEAST} that it takes."
            if said < LEAST
            else ""
        )
        return f"In these {days:,} days nothing rose more than its level, season and chance explain.{few}"

    def _series(self, seen: Selection) -> Series:
        index = seen.index
        themes, touchpoints = self.what in ("themes", "all"), self._contacts(index)
        if self.what in ("errors", "all"):
            errors = named_or(index, self.errors, lambda touchpoint: says("error", touchpoint.name))
            touchpoints += tuple(code for code in errors if code not in touchpoints)
        subject_of = subjects(index, self.level).subject_of if themes else np.empty(0, np.int64)
        narrow = Numbered.all_of(index.sayings) if themes and self.level == "theme" else NOTHING_SAID
        return Series(subject_of, touchpoints, kind_code(self.kind), narrow, self._judged(seen))

    def _judged(self, seen: Selection) -> Judged:
        scores, promises = (self.what in (what, "all") for what in ("experiences", "promises"))
        judging = Judging(streams_of(seen.index), scores, promises, kind_code(self.kind))
        return judged_of(seen.views, len(seen.index.names), judging)

    def _contacts(self, index: Index) -> tuple[int, ...]:
        return named_or(index, self.contacts, means_contact) if self.what in ("contacts", "all") else ()

    def _named(self, seen: Selection, series: Series, told: Told) -> "_Named":
        number, spoken = told.rise.number, told.words or told
        words = (
            series.sayings.name(spoken.rise.number - series.themes) if series.is_saying(spoken.rise.number) else None
        )
        known = None if spoken.theme is None else subjects(seen.index, self.level).themes[spoken.theme]
        theme, key = (words, None) if known is None else (known.name, known.id)
        touchpoint = series.touchpoint(number)
        place = None if touchpoint is None else seen.index.names[touchpoint]
        about = None if told.about is None else seen.index.names[told.about]
        return _Named(self._kind(seen.index, series, number), theme, key, place, words, about)

    def _kind(self, index: Index, series: Series, number: int) -> str:
        if number < series.subjects:
            return "theme"
        if number < series.shares:
            return "experience" if series.is_of_scores(number) else "promise"
        return "contact" if series.touchpoint(number) in self._contacts(index) else "error"

    def _until(self, index: Index, periods: Periods) -> int:
        """The day after the last whole one that is asked for."""
        if self.during is None:
            return periods.open
        return min(periods.open, periods.touched(*period_us(self.during, index.zone)).stop)

    def _daily(self, seen: Selection, series: Series, days: Days) -> Daily:
        return run(
            DailyReading(series, days, seen.groups, streams_of(seen.index), _done(seen.index, series)), seen.views
        )

    def _sure(
        self, daily: Daily, seen: Selection, series: Series, days: Days, labels: Sequence[str], until: int
    ) -> list[Told]:
        """What surely rises for all."""
        counted = all_counted(daily, series, seen.groups)
        looked, besides = rises_of(counted, labels, until)
        named = [rise for rise in looked if not series.is_saying(rise.number)]
        others = [rise for rise in looked if series.is_saying(rise.number)]
        not_sayings = {(one.number, one.group) for one in counted if not series.is_saying(one.number)}
        quiet = len(not_sayings - {(rise.number, rise.group) for rise in named})
        sure = [*sure_rises(named, quiet, FAMILIES), *sure_rises(others, besides - quiet, FAMILIES)]
        worse = not_of_the_mix(seen, series, days, sure)
        return told_of(seen.views, series, days, worse, len(seen.index.names))

    def _row(
        self, found: Found, seen: Selection, series: Series, labels: Sequence[str], tables: Sequence[Happening]
    ) -> SpikeRow:
        at, named = found.told.rise.stretch, self._named(seen, series, found.told)
        customers = int(sum(int(who.sum()) for who in each(found.within, found.seen.views)))
        whom = found.segment or _NOBODY
        group = None if found.scope == "segment" else seen.labels[found.told.rise.group]
        return SpikeRow(
            named.kind,
            named.theme,
            named.id,
            named.touchpoint,
            labels[at.first],
            labels[at.earliest],
            labels[at.latest],
            None if at.open else labels[at.end - 1],
            at.open,
            labels[at.peak],
            at.end - at.first,
            at.seen,
            at.expected,
            at.ratio,
            at.low,
            at.high,
            customers,
            at.p,
            found.told.rise.q,
            whom.dimension or None,
            whom.value or None,
            whom.customers,
            whom.share,
            whom.rest_share,
            whom.difference,
            whom.low,
            whom.high,
            whom.q,
            self._before(found, seen, labels, tables, named),
            found.scope,
            group,
            named.about,
            named.words,
        )

    def _before(
        self, found: Found, seen: Selection, labels: Sequence[str], tables: Sequence[Happening], named: "_Named"
    ) -> tuple[str, ...]:
        at, index = found.told.rise.stretch, seen.index
        place = named.touchpoint or named.about
        but = asking_names(seen.views, index) | {named.touchpoint or ""}

        def ties(things: Sequence[Thing]) -> Sequence[Tie]:
            return ties_of(found.seen.views, index, found.within.days, found.within, things, at.first, at.latest)

        return came_before(tables, labels, at.first, at.latest, found.values, place, ties, but)


@dataclass(frozen=True)
class _Named:
    """What a row goes by."""

    kind: str
    theme: str | None
    id: str | None
    touchpoint: str | None
    words: str | None
    about: str | None


def _is_same(one: SpikeRow, other: SpikeRow) -> bool:
    """Of which no two rows have the same."""
    names = ("kind", "theme", "id", "touchpoint", "onset_on", "days", "seen", "scope", "dimension", "value", "group")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _done(index: Index, series: Series) -> NDArray[np.bool_]:
    """By code of the touchpoint, whether customers do it, and it is not counted itself."""
    done = np.array([not touchpoint.passive for touchpoint in index.touchpoints], dtype=bool)
    done[list(series.touchpoints)] = False
    return done
