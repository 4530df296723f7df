"""How often customers score each touchpoint among the worst within each value of many dimensions and traits, by day.

Each touchpoint is looked at as a single subject is among texts: its scores are what could have been bad.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_series import Days, Series
from footpath.analysis.readings.within_values import Valued, codes_of
from footpath.engine import add_up, run
from footpath.journeys.properties import Property
from footpath.journeys.selection import View

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class ScoredReading:
    """By property: all scores and the bad ones, by value, pair of a touchpoint and a stream, and day."""

    series: Series
    days: Days
    properties: tuple[Property, ...]

    def partial(self, view: View) -> tuple[Ints, ...]:
        said, pairs, days = view.shard.feedback, self.series.experiences.pairs, self.days.count
        position, pair, bad = self.series.experiences.scored(view)
        day = self.days.of_rows(view.shard, said.row[position])
        found = []
        for prop in self.properties:
            values = len(prop.values)
            cell = (codes_of(view, prop, said)[position] * pairs + pair) * days + day
            cells = values * pairs * days
            both = [np.bincount(some, minlength=cells) for some in (cell, cell[bad])]
            found.append(np.array(both, dtype=np.int64).reshape(2, values, pairs, days))
        return tuple(found)

    def combine(self, partials: Sequence[tuple[Ints, ...]]) -> tuple[Ints, ...]:
        return tuple(add_up(parts) for parts in zip(*partials, strict=True))


@dataclass(frozen=True)
class ScoredValues:
    """The scores of one touchpoint by the values of a dimension or trait.

    Attributes:
        valued: of a single subject.
        bad: by value and day.
    """

    valued: Valued
    bad: Ints


def scored_values(
    views: Sequence[View], series: Series, days: Days, properties: Sequence[Property]
) -> list[list[ScoredValues]]:
    """By property, each of the touchpoints that are scored, in their order."""
    found = run(ScoredReading(series, days, tuple(properties)), views)
    return [list(_by_place(series, scored, bad)) for scored, bad in found]


def _by_place(series: Series, scored: Ints, bad: Ints) -> Iterator[ScoredValues]:
    for place in range(len(series.experiences.places)):
        own = series.experiences.place_of == place
        valued = Valued(scored[:, own], bad[:, own].sum(axis=2)[None])
        yield ScoredValues(valued, bad[:, own].sum(axis=1))
