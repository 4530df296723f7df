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

from footpath.analysis.readings.concentrated import Segment, asked_properties, segments
from footpath.analysis.readings.daily_rates import SHARED_TREND
from footpath.analysis.readings.daily_series import Daily, DailyReading, Days, Series, Streams
from footpath.analysis.readings.one_of_many import Told, one_of_each, told_of
from footpath.analysis.readings.rises import FAMILIES, LEAST_TOLD, Counted, Rise, rises_of, sure_rises, within_of
from footpath.analysis.readings.scanning import LEAST
from footpath.analysis.readings.visits import MOST_CELLS
from footpath.engine import run
from footpath.journeys.selection import Grouping, Selection, View

MOST_VALUES = 50  # of a property: of more, none has texts enough
_LEAST_TEXTS = 100  # of a value
_MOST_SHARE = 0.9  # of all texts: more is everybody
_LEAST_COUNT = 2 * LEAST
_COMMONER = 1.0  # deviations
_AROUND = 28  # days before and after, over which the level elsewhere is taken
_DRAWN = 10.0  # texts, by which that level is drawn to what it always is
_MOST_OF_ALL = 0.1  # of all texts, that a saying or union has which is looked at within values
_APART = 7  # days between onsets of two rises
_LEAST_TOLD = 8.0  # of log-likelihood against a level that never changes, by a theme: less is never sure

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Part:
    """The events by a dimension or trait."""

    name: str
    seen: Selection


@dataclass(frozen=True)
class SegmentRise:
    """A rise within one value.

    Attributes:
        told: its group is that of the value in ``seen``.
        seen: the selection, by the value's dimension or trait.
        series: what its number is one of.
        segment: how much commoner the value is among all whom the same days of the series count than among others then.
    """

    told: Told
    seen: Selection
    series: Series
    segment: Segment


def by_property(seen: Selection, name: str) -> Selection:
    """The same events, grouped by a dimension or trait."""
    grouping = Grouping(seen.index, name)
    views = tuple(View(view.shard, replace(view.recipe, grouping=grouping)) for view in seen.views)
    return Selection(seen.index, views, grouping.labels, grouping.order)


def segment_rises(
    seen: Selection, series: Series, days: Days, labels: Sequence[str], until: int, known: Sequence[Told], daily: Daily
) -> list[SegmentRise]:
    """What rises within a value of any dimension or trait, and not for all at the same time.

    Args:
        until: the day after the last that counts.
        known: what rises for all.
        daily: what was counted of all.
    """
    words = replace(series, touchpoints=(), sayings=series.sayings.among(_narrow(daily, series)))
    if not words.subjects or seen.groups > 1:
        return []
    looked: list[tuple[_Part, Rise]] = []
    besides = 0
    for name in asked_properties(seen.index, None):
        part = _Part(name, by_property(seen, name))
        if part.seen.groups > MOST_VALUES + 1:
            continue
        found, others = rises_of(list(_counted(part.seen, words, days)), labels, until)
        looked += [(part, rise) for rise in found]
        besides += others
    sure = sure_rises([replace(rise, group=place) for place, (_, rise) in enumerate(looked)], besides, FAMILIES)
    kept = [(looked[at.group][0], replace(looked[at.group][1], q=at.q)) for at in sure]
    return list(_with_segments(seen, words, days, _once(kept, words, days, known)))


def _once(
    found: Sequence[tuple[_Part, Rise]], series: Series, days: Days, known: Sequence[Told]
) -> list[tuple[_Part, Told]]:
    """Those that do not rise for all at that time, each once, whichever of the values that go together it was seen in."""
    told: list[tuple[_Part, Told]] = []
    for part in dict.fromkeys(part for part, _ in found):
        own = [rise for other, rise in found if other is part]
        told += [(part, one) for one in told_of(part.seen.views, series, days, own, len(part.seen.index.names))]
    news = [
        (part, replace(one, value=(part.name, part.seen.labels[one.rise.group])))
        for part, one in told
        if not _same_as_any(one.rise, known)
    ]
    alone = [replace(one, rise=replace(one.rise, group=place)) for place, (_, one) in enumerate(news)]
    kept = one_of_each(alone, known, apart=False)
    return [
        (news[one.rise.group][0], replace(one, rise=replace(one.rise, group=news[one.rise.group][1].rise.group)))
        for one in kept
    ]


def _narrow(daily: Daily, series: Series) -> NDArray[np.bool_]:
    """Which sayings and unions are worth a look: large enough, and no matter of everybody."""
    counts = daily.counts[series.themes : series.subjects].sum(axis=(1, 2))
    return np.asarray((counts >= _LEAST_COUNT) & (counts <= _MOST_OF_ALL * daily.texts.sum()))


def _counted(part: Selection, series: Series, days: Days) -> Iterator[Counted]:
    """What is worth a look in a selection by one dimension or trait."""
    most = max(MOST_CELLS // max(part.groups * days.count, 1) - series.themes, 0)
    numbers = series.sayings.numbers
    for at in range(0, max(len(numbers), 1), max(most, 1)):
        if at and not most:
            return
        some = numbers[at : at + most]
        own = replace(series, sayings=series.sayings.only(some), subject_of=series.subject_of[: 0 if at else None])
        if not own.subjects:
            continue
        daily = _read(part, own, days)
        for number, group in _worth_a_look(daily, own):
            counts, whole = daily.counts[number, group], _as_elsewhere(daily, number, group)
            if not own.is_saying(number):
                yield Counted(number, group, counts, whole, steady=SHARED_TREND, least=_LEAST_TOLD)
                continue
            saying = int(some[number - own.themes])
            kin = frozenset((series.themes + series.sayings.kin(saying)).tolist())
            yield Counted(series.themes + saying, group, counts, whole, steady=SHARED_TREND, least=LEAST_TOLD, kin=kin)


def _read(part: Selection, series: Series, days: Days) -> Daily:
    streams = Streams(len(part.index.dimensions.get("source", ("",))))
    nothing = np.zeros(len(part.index.touchpoints), dtype=bool)
    return run(DailyReading(series, days, part.groups, streams, nothing), part.views)


def _worth_a_look(daily: Daily, series: Series) -> Iterator[tuple[int, int]]:
    """Series and groups with enough texts, where the series is commoner in the group than elsewhere; group 0 has no value."""
    known = daily.texts[1:].sum(axis=2)
    texts = known.sum(axis=1)
    own, counted = daily.of_stream[:, 1:], daily.counts[: series.subjects, 1:].sum(axis=2)
    due = (own.sum(axis=1) / np.maximum(known.sum(axis=0), 1)) @ known.T
    spread = np.sqrt(np.maximum(due * (1 - texts / max(texts.sum(), 1)), 1e-9))
    some = (texts >= _LEAST_TEXTS) & (texts <= _MOST_SHARE * daily.texts.sum())
    looked = some & (counted >= _LEAST_COUNT) & (counted - due >= _COMMONER * spread)
    yield from ((number, group + 1) for number, group in np.argwhere(looked).tolist())


def _as_elsewhere(daily: Daily, number: int, group: int) -> Floats:
    """By day, how many texts of a group would speak of a subject if it became commoner and rarer there as it does elsewhere."""
    own = daily.of_stream[number].sum(axis=0)
    shares = own / np.maximum(daily.texts_of_all.sum(axis=1), 1)
    # of those without a value, which are group 0, some have it unknown
    due = shares @ (daily.texts_of_all - daily.texts[0] - daily.texts[group])
    seen = daily.counts[number, 1:].sum(axis=0) - daily.counts[number, group]
    around = np.ones(2 * _AROUND + 1)
    level = (np.convolve(seen, around, "same") + _DRAWN) / (np.convolve(due, around, "same") + _DRAWN)
    return np.asarray(daily.exposure(number, group) * level, dtype=np.float64)


def _same_as_any(rise: Rise, known: Sequence[Told]) -> bool:
    """Whether it begins when the same series rises for all."""
    return any(
        rise.number == other.rise.number
        and rise.stretch.earliest - _APART <= other.rise.stretch.latest
        and other.rise.stretch.earliest - _APART <= rise.stretch.latest
        for other in known
    )


def _with_segments(
    seen: Selection, series: Series, days: Days, found: Sequence[tuple[_Part, Told]]
) -> Iterator[SegmentRise]:
    """Those of which it is sure that the value is commoner among whom the series counts in these days than among others."""
    stretches = [within_of(series, days, replace(one.rise, group=0)) for _, one in found]
    for (part, told), hit in zip(found, segments(seen, series, days, stretches, None), strict=True):
        for segment in hit:
            if (segment.dimension, segment.value) == (part.name, part.seen.labels[told.rise.group]):
                yield SegmentRise(told, part.seen, series, segment)
