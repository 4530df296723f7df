"""Rises within one value of a dimension or trait, which all others drown: late parcels of one region, say.

A series of texts is looked at within each value that has enough texts and in which it is commoner, over all days, than elsewhere:
what rises there alone is that too, and where nothing rises, how common it is says nothing of when. What is found is held
against as many looks. What is usual within a value follows what is usual elsewhere at the same time, and may drift from it only a
little. To keep that quick, days are scanned only where a plain scan against a level that never changes finds
anything at all.

Source of looking only there: R. Bourgon, R. Gentleman and W. Huber, "Independent filtering increases detection power for
high-throughput experiments", PNAS 107 (2010).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.concentrated import MOST_TOGETHER, Segment, asked_properties, segments
from footpath.analysis.readings.daily_rates import SHARED_TREND
from footpath.analysis.readings.daily_series import Daily, Days, Series
from footpath.analysis.readings.judged_values import JudgedValues, judged_values
from footpath.analysis.readings.one_of_many import Told, told_of
from footpath.analysis.readings.rises import (
    FAMILIES,
    LEAST_OF_FEW,
    LEAST_TOLD,
    Counted,
    Rise,
    rises_of,
    sure_rises,
    within_of,
)
from footpath.analysis.readings.streams import streams_of
from footpath.analysis.readings.stretches import LEAST
from footpath.analysis.readings.unrest import by_chance
from footpath.analysis.readings.within_values import Valued, Wanted, by_day, few_at_a_time, valued_of
from footpath.journeys.properties import Property, find_property
from footpath.journeys.selection import Grouping, Selection, View

_LEAST_TEXTS = 100  # of a value
_MOST_SHARE = 0.9  # of all texts: more is everybody
_LEAST_COUNT = 2 * LEAST
_COMMONER = 1.0  # deviations
_MOST_OF_ALL = 0.1  # of all texts, that a saying or union has which is looked at within values

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Part:
    """The events by a dimension or trait."""

    name: str
    seen: Selection


@dataclass(frozen=True, eq=False)
class SegmentRise:
    """A rise within one value.

    Attributes:
        told: its group is that of the value in ``seen``.
        seen: the selection, by the value's dimension or trait.
        series: what its number is one of.
    """

    told: Told
    seen: Selection
    series: Series


def by_property(seen: Selection, name: str) -> Selection:
    """The same events, grouped by a dimension or trait."""
    grouping = Grouping(seen.index, name)
    views = tuple(View(view.shard, replace(view.recipe, grouping=grouping)) for view in seen.views)
    return Selection(seen.index, views, grouping.labels, grouping.order)


def segment_rises(
    seen: Selection, series: Series, days: Days, labels: Sequence[str], until: int, daily: Daily
) -> list[SegmentRise]:
    """What surely rises within a value of any dimension or trait, the same trouble as often as it does.

    Args:
        until: the day after the last that counts.
        daily: what was counted of all.
    """
    bad = daily.counts[series.subjects : series.shares].sum(axis=(1, 2))
    judged = series.judged.among(bad >= _LEAST_COUNT)
    shares = replace(series, touchpoints=(), sayings=series.sayings.among(_narrow(daily, series)), judged=judged)
    if not len(shares) or seen.groups > 1:
        return []
    looked: list[tuple[_Part, Rise]] = []
    besides = 0
    for part, counted in _counted(seen, shares, days):
        found, others = rises_of(counted, labels, until)
        looked += [(part, rise) for rise in found]
        besides += others
    sure = sure_rises([replace(rise, group=place) for place, (_, rise) in enumerate(looked)], besides, FAMILIES)
    kept = [(looked[at.group][0], replace(looked[at.group][1], q=at.q)) for at in sure]
    return list(_told_within(kept, shares, days))


def _told_within(found: Sequence[tuple[_Part, Rise]], series: Series, days: Days) -> Iterator[SegmentRise]:
    """What each is made of, and the value within which it rises."""
    for part in dict.fromkeys(part for part, _ in found):
        seen, own = part.seen, [rise for other, rise in found if other is part]
        for one in told_of(seen.views, series, days, own, len(seen.index.names)):
            yield SegmentRise(replace(one, value=(part.name, seen.labels[one.rise.group])), seen, series)


def _narrow(daily: Daily, series: Series) -> NDArray[np.bool_]:
    """Which sayings and unions are worth a look: large enough, and no matter of everybody."""
    counts = daily.counts[series.themes : series.subjects].sum(axis=(1, 2))
    return np.asarray((counts >= _LEAST_COUNT) & (counts <= _MOST_OF_ALL * daily.texts.sum()))


def _counted(seen: Selection, series: Series, days: Days) -> Iterator[tuple[_Part, list[Counted]]]:
    """By dimension or trait, what is worth a look within its values."""
    properties = [find_property(seen.index, name) for name in asked_properties(seen.index, None)]
    properties = [prop for prop in properties if len(prop.values) <= MOST_TOGETHER + 1]
    if not properties:
        return
    judged = _of_judged(seen, series, days, properties)
    if not series.subjects:
        for prop, counted in zip(properties, judged, strict=True):
            yield _Part(prop.name, by_property(seen, prop.name)), counted
        return
    valued = valued_of(seen.views, series, days, streams_of(seen.index), properties)
    wanted = [_worth_a_look(one) for one in valued]
    kin: dict[int, frozenset[int]] = {}
    for some in few_at_a_time([len(one.numbers) * days.count for one in wanted]):
        counts = by_day(seen.views, series, days, [properties[at] for at in some], [wanted[at] for at in some])
        for at, (own, others) in zip(some, counts, strict=True):
            name = properties[at].name
            yield (
                _Part(name, by_property(seen, name)),
                [*_within(valued[at], wanted[at], own, others, series, kin), *judged[at]],
            )


def _of_judged(seen: Selection, series: Series, days: Days, properties: Sequence[Property]) -> list[list[Counted]]:
    """By property, what is bad at touchpoints, within its values."""
    if not series.judged.places:
        return [[] for _ in properties]
    found: list[list[Counted]] = []
    for of_property in judged_values(seen.views, series, days, properties):
        within = (_judged_within(own, series.subjects + place) for place, own in enumerate(of_property))
        found.append([counted for some in within for counted in some])
    return found


def _judged_within(judged: JudgedValues, number: int) -> Iterator[Counted]:
    """One touchpoint within the values that are worth a look, held against what is usual there and how it moves elsewhere."""
    known = judged.bad[1:].sum(axis=0)
    for value in _worth_a_look(judged.valued).values.tolist():
        own = judged.bad[value]
        (whole,) = judged.valued.as_elsewhere(np.array([0]), value, (known - own)[None])
        there = judged.valued.texts[value].sum(axis=0)
        usual = by_chance(own, there)
        yield Counted(
            number, value, own, whole, steady=SHARED_TREND, least=LEAST_OF_FEW * usual, regular=usual, there=there
        )


def _worth_a_look(valued: Valued) -> Wanted:
    """Series and values with enough texts, where the series is commoner in the value than elsewhere; value 0 is none."""
    known = valued.texts[1:].sum(axis=2)
    texts = known.sum(axis=1)
    own, counted = valued.of_stream[:, 1:], valued.of_stream[:, 1:].sum(axis=2)
    due = (own.sum(axis=1) / np.maximum(known.sum(axis=0), 1)) @ known.T
    spread = np.sqrt(np.maximum(due * (1 - texts / max(texts.sum(), 1)), 1e-9))
    some = (texts >= _LEAST_TEXTS) & (texts <= _MOST_SHARE * valued.texts.sum())
    numbers, values = np.nonzero(some & (counted >= _LEAST_COUNT) & (counted - due >= _COMMONER * spread))
    return Wanted(numbers, values + 1)


def _within(
    valued: Valued, wanted: Wanted, counts: Ints, others: Ints, series: Series, kin: dict[int, frozenset[int]]
) -> list[Counted]:
    """Each that is wanted, held against what is usual there and how it moves elsewhere.

    Args:
        counts, others: its texts by day, and those of the same subject in other values.
        kin: of sayings, as far as it is known; what is found is kept there.
    """
    wholes = np.empty(counts.shape)
    for value in np.unique(wanted.values).tolist():
        mine = np.flatnonzero(wanted.values == value)
        wholes[mine] = valued.as_elsewhere(wanted.numbers[mine], value, others[mine])
    found = []
    for at, (number, value) in enumerate(zip(wanted.numbers.tolist(), wanted.values.tolist(), strict=True)):
        own, least = frozenset[int](), LEAST_OF_FEW
        if series.is_saying(number):
            if number not in kin:
                kin[number] = frozenset((series.themes + series.sayings.kin(number - series.themes)).tolist())
            own, least = kin[number], LEAST_TOLD
        found.append(Counted(number, value, counts[at], wholes[at], steady=SHARED_TREND, least=least, kin=own))
    return found


def segments_of(seen: Selection, days: Days, found: Sequence[SegmentRise]) -> list[Segment | None]:
    """How much commoner the value of each is among all whom the same days of the series count than among others then; none where
    that is not sure."""
    stretches = [within_of(one.series, days, replace(one.told.rise, group=0)) for one in found]
    series = found[0].series if found else None
    if series is None:
        return []
    return [
        next((segment for segment in hit if (segment.dimension, segment.value) == one.told.value), None)
        for one, hit in zip(found, segments(seen, series, days, stretches, None), strict=True)
    ]
