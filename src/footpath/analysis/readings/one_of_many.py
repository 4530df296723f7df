"""One spike of many rises: the same texts rise in a theme, in a saying, in unions of it, and in what is said beside it.

The surest rise is told. Another is the same where half of what it has over what was expected are texts of a surer one, or where it
begins with a surer one at the same touchpoint, or within the same value of a dimension or trait.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
_LEAST_ABOUT = 5  # texts about a touchpoint
_ABOUT_SHARE = 0.1  # of a rise's texts
_OF_THEME = 0.5  # of a rise's texts that speak of a theme, and of the theme's then that are in the rise


@dataclass(frozen=True)
class Behind:
    """What some rises are made of.

    Attributes:
        rows: by shard and rise, the events whose texts are in it.
        about: by rise and touchpoint, how many of these are about it.
        all_about: the same of all texts of these days.
        themes: by rise and theme, how many of its texts speak of it.
        all_themes: the same of all texts of these days.
    """

    rows: tuple[tuple[Ints, ...], ...]
    about: Ints
    all_about: Ints
    themes: Ints
    all_themes: Ints


@dataclass(frozen=True)
class BehindReading:
    """A reading of all shards for stretches of texts.

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
        rows, places, all_places, themes, all_themes = [], [], [], [], []
        for at in self.stretches:
            then = (found.group == at.group) & (day >= at.first) & (day < at.end)
            own = (
                at.rows(view)
                if self.series.place(at.number) is not None
                else np.unique(found.row[then & (found.series == at.number)])
            )
            every, first = np.unique(found.row[then], return_index=True)
            whose = about[then][first]
            mine = np.isin(every, own)
            spoken = then & (found.series < self.series.themes)
            rows.append(own)
            places.append(self._by_place(whose[mine]))
            all_places.append(self._by_place(whose))
            themes.append(np.bincount(found.series[spoken & np.isin(found.row, own)], minlength=self.series.themes))
            all_themes.append(np.bincount(found.series[spoken], minlength=self.series.themes))
        return Behind((tuple(rows),), *map(_table, (places, all_places, themes, all_themes)))

    def _by_place(self, about: Ints) -> Ints:
        return np.bincount(about[about != NOWHERE], minlength=self.touchpoints)

    def combine(self, partials: Sequence[Behind]) -> Behind:
        names = ("about", "all_about", "themes", "all_themes")
        sums = (add_up([getattr(part, name) for part in partials]) for name in names)
        return Behind(tuple(rows for part in partials for rows in part.rows), *sums)


def _table(rows: list[Ints]) -> Ints:
    return np.array(rows, dtype=np.int64)


@dataclass(frozen=True)
class Told:
    """A rise that may be told.

    Attributes:
        rows: by shard, its events; none where it is of no texts.
        about: code of the touchpoint that it is about, none where that is not clear.
        theme: number of the theme that it is, none where it is none's.
        value: the dimension and value within which it rises, none where it does for all.
    """

    rise: Rise
    rows: tuple[Ints, ...] = ()
    about: int | None = None
    theme: int | None = None
    value: tuple[str, str | None] | None = None

    def is_same_as(self, surer: "Told") -> bool:
        at, other = self.rise.stretch, surer.rise.stretch
        if not self.rows or not surer.rows:
            return False
        shared = sum(
            len(np.intersect1d(one, two, assume_unique=True)) for one, two in zip(self.rows, surer.rows, strict=True)
        )
        if shared >= _SAME * (at.seen - at.expected):
            return True
        together = at.earliest - _NEAR <= other.latest and other.earliest - _NEAR <= at.latest
        same_place = self.about is not None and self.about == surer.about
        return together and (same_place or (self.value is not None and self.value == surer.value))


def told_of(views: Sequence[View], series: Series, days: Days, rises: Sequence[Rise], touchpoints: int) -> list[Told]:
    """What rises are made of, in their order."""
    of_text = [rise for rise in rises if rise.number < series.shares]
    if not of_text:
        return [Told(rise) for rise in rises]
    stretches = tuple(within_of(series, days, rise) for rise in of_text)
    behind = run(BehindReading(series, days, stretches, touchpoints), views)
    place = {id(rise): number for number, rise in enumerate(of_text)}
    return [_told(rise, behind, place.get(id(rise)), series) for rise in rises]


def _told(rise: Rise, behind: Behind, at: int | None, series: Series) -> Told:
    if at is None:
        return Told(rise)
    rows = tuple(shard[at] for shard in behind.rows)
    if (judged := series.place(rise.number)) is not None:
        return Told(rise, rows, judged)
    about, texts = behind.about[at], sum(map(len, rows))
    share = np.where(about >= max(_LEAST_ABOUT, _ABOUT_SHARE * texts), about / np.maximum(behind.all_about[at], 1), 0.0)
    place = int(share.argmax()) if share.max(initial=0) > 0 else None
    theme: int | None = rise.number
    if rise.number >= series.themes:
        own, every = behind.themes[at], behind.all_themes[at]
        fits = np.minimum(own / max(texts, 1), own / np.maximum(every, 1))
        theme = int(fits.argmax()) if fits.max(initial=0) >= _OF_THEME else None
    return Told(rise, rows, place, theme)


def one_of_each(found: Sequence[Told], known: Sequence[Told] = (), *, apart: bool = True) -> list[Told]:
    """Those that are not the same as a surer one, or as any that is known; in their order.

    Args:
        apart: whether groups are told apart.
    """
    kept: list[int] = []
    for at in sorted(range(len(found)), key=lambda at: (found[at].rise.stretch.p, -found[at].rise.stretch.low)):
        others = [found[other] for other in kept if not apart or found[other].rise.group == found[at].rise.group]
        if not any(found[at].is_same_as(other) for other in (*others, *known)):
            kept.append(at)
    return [found[at] for at in sorted(kept)]
