"""One spike of many rises: the same trouble shows in a theme, in a saying, in unions of it, in what is said beside it, in scores and in
promises.

The surest rise is told, for all or within a value. Another is the same where half of what it has over what was expected are
records of a surer one, told or not; where the same series rises elsewhere in the same week; where it begins with a surer one at the same touchpoint, or within the same value of a dimension or trait; or where it begins within a
week of a surer one, and half of those whom it hits more than usual are hit by that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_series import Days, Series, Within
from footpath.analysis.readings.rises import Rise, within_of
from footpath.engine import add_up, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import View

Ints = NDArray[np.int64]
_SAME = 0.5  # of what a rise has over what was expected
_NEAR = 3  # days between the intervals of two onsets
_WEEK = 7  # days in which what happened is spoken of
_LEAST_ABOUT = 5  # texts about a touchpoint
_ABOUT_SHARE = 0.1  # of a rise's texts
_TIMES = 2.0  # as common as usual
_OF_THEME = 0.5  # of a rise's texts that speak of a theme, and of the theme's then that are in the rise


@dataclass(frozen=True)
class Behind:
    """What some rises are made of.

    Attributes:
        rows: by shard and rise, the events that are in it.
        people: by shard and rise, whose they are.
        customers: how many there are at all.
        about: by rise and touchpoint, how many of these are about it.
        all_about: the same of all texts of these days.
        themes: by rise and theme, how many of its texts speak of it.
        all_themes: the same of all texts of these days.
    """

    rows: tuple[tuple[Ints, ...], ...]
    people: tuple[tuple[Ints, ...], ...]
    customers: int
    about: Ints
    all_about: Ints
    themes: Ints
    all_themes: Ints


@dataclass(frozen=True)
class BehindReading:
    """A reading of all shards for stretches of days.

    Attributes:
        touchpoints: how many there are.
    """

    series: Series
    days: Days
    stretches: tuple[Within, ...]
    touchpoints: int

    def partial(self, view: View) -> Behind:
        said, found = view.shard.feedback, self.series.texts(view)
        day = self.days.of_rows(view.shard, found.row)
        about = said.about[np.searchsorted(said.row, found.row)].astype(np.int64)
        rows, people, places, all_places, themes, all_themes = [], [], [], [], [], []
        for at in self.stretches:
            then = (found.group == at.group) & (day >= at.first) & (day < at.end)
            of_texts = at.number < self.series.subjects
            own = np.unique(found.row[then & (found.series == at.number)]) if of_texts else np.unique(at.rows(view))
            every, first = np.unique(found.row[then], return_index=True)
            whose = about[then][first]
            mine = np.isin(every, own)
            spoken = then & (found.series < self.series.themes)
            rows.append(own)
            people.append(np.unique(view.shard.customer_at(own)))
            places.append(self._by_place(whose[mine]))
            all_places.append(self._by_place(whose))
            themes.append(np.bincount(found.series[spoken & np.isin(found.row, own)], minlength=self.series.themes))
            all_themes.append(np.bincount(found.series[spoken], minlength=self.series.themes))
        return Behind(
            (tuple(rows),),
            (tuple(people),),
            view.shard.customers,
            *map(_table, (places, all_places, themes, all_themes)),
        )

    def _by_place(self, about: Ints) -> Ints:
        return np.bincount(about[about != NOWHERE], minlength=self.touchpoints)

    def combine(self, partials: Sequence[Behind]) -> Behind:
        names = ("about", "all_about", "themes", "all_themes")
        sums = (add_up([getattr(part, name) for part in partials]) for name in names)
        rows, people = (
            tuple(shard for part in partials for shard in getattr(part, name)) for name in ("rows", "people")
        )
        return Behind(rows, people, sum(part.customers for part in partials), *sums)


def _table(rows: list[Ints]) -> Ints:
    return np.array(rows, dtype=np.int64)


@dataclass(frozen=True)
class Told:
    """A rise that may be told.

    Attributes:
        rows: by shard, its events.
        people: by shard, whose they are.
        customers: how many there are at all.
        about: code of the touchpoint that it is about, none where that is not clear.
        theme: number of the theme that it is, none where it is none's.
        value: the dimension and value within which it rises, none where it does for all.
        words: of what is no rise of words, the surest one that is the same; none where there is none.
    """

    rise: Rise
    rows: tuple[Ints, ...]
    people: tuple[Ints, ...]
    customers: int
    about: int | None = None
    theme: int | None = None
    value: tuple[str, str | None] | None = None
    words: "Told | None" = None

    def is_same_as(self, surer: "Told") -> bool:
        if self.is_made_of(surer):
            return True
        if self.rise.number == surer.rise.number and self.value != surer.value and self._is_near(surer, _WEEK):
            return True
        same_place = self.about is not None and self.about == surer.about
        if self._is_near(surer, _NEAR) and (same_place or (self.value is not None and self.value == surer.value)):
            return True
        return self._is_near(surer, _WEEK) and self._hits_the_same(surer)

    def is_made_of(self, surer: "Told") -> bool:
        """Whether half of what it has over what was expected are records of the other."""
        at = self.rise.stretch
        return _shared(self.rows, surer.rows) >= _SAME * (at.seen - at.expected)

    @property
    def sureness(self) -> tuple[float, float, float]:
        """The surest comes first."""
        return self.rise.q, self.rise.stretch.p, -self.rise.stretch.low

    def _is_near(self, other: "Told", days: int) -> bool:
        """Whether no more days lie between the intervals of both onsets."""
        one, two = self.rise.stretch, other.rise.stretch
        return one.earliest - days <= two.latest and two.earliest - days <= one.latest

    def _hits_the_same(self, surer: "Told") -> bool:
        """Whether half of those whom it hits more than usual are hit by the other, more than by chance."""
        at, mine, others = self.rise.stretch, _size(self.people), _size(surer.people)
        by_chance = mine * others / max(self.customers, 1)
        return _shared(self.people, surer.people) - by_chance >= _SAME * mine * (1 - at.expected / at.seen)


def _size(shards: Sequence[Ints]) -> int:
    return sum(map(len, shards))


def _shared(one: Sequence[Ints], other: Sequence[Ints]) -> int:
    return sum(len(np.intersect1d(*both, assume_unique=True)) for both in zip(one, other, strict=True))


def told_of(views: Sequence[View], series: Series, days: Days, rises: Sequence[Rise], touchpoints: int) -> list[Told]:
    """What rises are made of, in their order."""
    if not rises:
        return []
    stretches = tuple(within_of(series, days, rise) for rise in rises)
    behind = run(BehindReading(series, days, stretches, touchpoints), views)
    return [_told(rise, behind, at, series) for at, rise in enumerate(rises)]


def _told(rise: Rise, behind: Behind, at: int, series: Series) -> Told:
    rows, people = (tuple(shard[at] for shard in shards) for shards in (behind.rows, behind.people))
    whole = Told(rise, rows, people, behind.customers)
    about, texts = behind.about[at], _size(rows)
    if rise.number >= series.subjects:
        return replace(whole, about=series.touchpoint(rise.number), theme=_spoken_of(behind, at))
    share = np.where(about >= max(_LEAST_ABOUT, _ABOUT_SHARE * texts), about / np.maximum(behind.all_about[at], 1), 0.0)
    place = int(share.argmax()) if share.max(initial=0) > 0 else None
    theme: int | None = rise.number
    if rise.number >= series.themes:
        own, every = behind.themes[at], behind.all_themes[at]
        fits = np.minimum(own / max(texts, 1), own / np.maximum(every, 1))
        theme = int(fits.argmax()) if fits.max(initial=0) >= _OF_THEME else None
    return replace(whole, about=place, theme=theme)


def _spoken_of(behind: Behind, at: int) -> int | None:
    """The theme of most of what is said with what happens, where it is twice as common there as among all texts."""
    own, every = behind.themes[at], behind.all_themes[at]
    if not own.sum():
        return None
    theme, said = int(own.argmax()), own / own.sum()
    usual = every[theme] / every.sum()
    is_most = own[theme] >= _LEAST_ABOUT and said[theme] >= max(_OF_THEME, _TIMES * usual)
    return theme if is_most else None


def one_of_each(found: Sequence[Told], *, apart: bool = True) -> list[Told]:
    """Those that are not the same as a surer one, in their order.

    Args:
        apart: whether groups are told apart.
    """
    kept: list[int] = []
    left_out: list[int] = []
    for at in sorted(range(len(found)), key=lambda at: found[at].sureness):
        mine = found[at]
        known, others = (
            [found[other] for other in some if not apart or found[other].rise.group == mine.rise.group]
            for some in (kept, left_out)
        )
        same = any(mine.is_same_as(other) for other in known) or any(mine.is_made_of(other) for other in others)
        (left_out if same else kept).append(at)
    return [found[at] for at in sorted(kept)]


def with_others(kept: Told, found: Sequence[Told], series: Series) -> Told:
    """What is no rise of words, with the surest one of all that is the same trouble; and what is said, in words or scores,
    dated by the surest rise of both.

    What is said begins on one day, where both may well do. Words that come with a score count once: as what stands out more, for that tells more of
    the day. A promise is broken before anybody speaks of
    it, up to a week.
    """
    same = sorted((one for one in found if one is not kept and one.is_same_as(kept)), key=lambda one: one.sureness)
    words = next((one for one in same if one.rise.number < series.subjects), None)
    scores = next((one for one in same if series.is_of_scores(one.rise.number)), None)
    if kept.rise.number < series.subjects:
        return kept if scores is None else _dated_beside(kept, scores)
    if words is None:
        return kept
    named = replace(kept, words=words)
    if series.is_of_scores(kept.rise.number):
        return _dated_beside(named, words)
    return _dated_beside(named, words, _WEEK) if kept.rise.number < series.shares else named


def _dated_beside(kept: Told, other: Told, later: int = 0) -> Told:
    shared, at, beside = _shared(other.rows, kept.rows), kept.rise.stretch, other.rise.stretch
    mine, others = 1 - shared / max(_size(kept.rows), 1), 1 - shared / max(_size(other.rows), 1)
    weights = (1.0, others) if at.ratio >= beside.ratio else (mine, 1.0)
    return replace(kept, rise=replace(kept.rise, stretch=at.dated_beside(beside, weights, later)))
