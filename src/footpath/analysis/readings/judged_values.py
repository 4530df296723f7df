"""How often what happens at each touchpoint is bad within each value of many dimensions and traits, by day.

Each touchpoint is looked at as a single subject is among texts: its scores, or promises, are what could have been bad.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_series import Days, Series
from footpath.analysis.readings.within_values import Valued, codes_of, few_at_a_time
from footpath.engine import add_up, run
from footpath.journeys.properties import Property
from footpath.journeys.selection import View

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class JudgedReading:
    """By property: all scores and promises, and the bad ones, by value, pair of a touchpoint and a stream, and day."""

    series: Series
    days: Days
    properties: tuple[Property, ...]

    def partial(self, view: View) -> tuple[Ints, ...]:
        pairs, days, judged = self.series.judged.pairs, self.days.count, self.series.judged.of(view)
        day = self.days.of_rows(view.shard, judged.row)
        found = []
        for prop in self.properties:
            values = len(prop.values)
            cell = (codes_of(view, prop, judged.row) * pairs + judged.cell) * days + day
            cells = values * pairs * days
            both = [np.bincount(some, minlength=cells) for some in (cell, cell[judged.bad])]
            found.append(np.array(both, dtype=np.int64).reshape(2, values, pairs, days))
        return tuple(found)

    def combine(self, partials: Sequence[tuple[Ints, ...]]) -> tuple[Ints, ...]:
        return tuple(add_up(parts) for parts in zip(*partials, strict=True))


@dataclass(frozen=True)
class JudgedValues:
    """The scores of, or promises at, one touchpoint by the values of a dimension or trait.

    Attributes:
        valued: of a single subject.
        bad: by value and day.
    """

    valued: Valued
    bad: Ints


def judged_values(
    views: Sequence[View], series: Series, days: Days, properties: Sequence[Property]
) -> Iterator[list[JudgedValues]]:
    """By property, each of the touchpoints, in their order."""
    for some in few_at_a_time([2 * series.judged.pairs * len(prop.values) * days.count for prop in properties]):
        for every, bad in run(JudgedReading(series, days, tuple(properties[at] for at in some)), views):
            yield list(_by_place(series, every, bad))


def _by_place(series: Series, every: Ints, bad: Ints) -> Iterator[JudgedValues]:
    for place in range(len(series.judged.places)):
        own = series.judged.place_of == place
        valued = Valued(every[:, own], bad[:, own].sum(axis=2)[None])
        yield JudgedValues(valued, bad[:, own].sum(axis=1))
