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
from footpath.analysis.readings.daily_series import Daily, DailyReading, Days, Series, Streams, Within, span
from footpath.analysis.readings.rises import Rise, rises_of, sure_rises
from footpath.analysis.readings.scanning import LEAST, stands_out
from footpath.engine import run
from footpath.journeys.selection import Grouping, Selection, View

MOST_VALUES = 50  # of a property: of more, none has texts enough
_LEAST_TEXTS = 100  # of a value
_MOST_SHARE = 0.9  # of all texts: more is everybody
_LEAST_COUNT = 2 * LEAST
_COMMONER = 1.0  # deviations
_AROUND = 28  # days before and after, over which the level elsewhere is taken
_DRAWN = 10.0  # texts, by which that level is drawn to what it always is
_APART = 7  # days between onsets of two rises

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Part:
    """The events by a dimension or trait."""

    name: str
    seen: Selection


@dataclass(frozen=True)
class SegmentRise:
    """A rise within one value.

    Attributes:
        rise: its group is that of the value in ``seen``.
        seen: the selection, by the value's dimension or trait.
        segment: how much commoner the value is among all whom the same days of the series count than among others then.
    """

    rise: Rise
    seen: Selection
    segment: Segment


def by_property(seen: Selection, name: str) -> Selection:
    """The same events, grouped by a dimension or trait."""
    grouping = Grouping(seen.index, name)
    views = tuple(View(view.shard, replace(view.recipe, grouping=grouping)) for view in seen.views)
    return Selection(seen.index, views, grouping.labels, grouping.order)


def segment_rises(
    seen: Selection, series: Series, days: Days, labels: Sequence[str], until: int, known: Sequence[Rise]
) -> list[SegmentRise]:
    """What rises within a value of any dimension or trait, and not for all at the same time.

    Args:
        until: the day after the last that counts.
        known: what rises for all.
    """
    words = replace(series, touchpoints=())
    if not words.subjects or seen.groups > 1:
        return []
    looked: list[tuple[_Part, Rise]] = []
    besides = 0
    for name in asked_properties(seen.index, None):
        part = _Part(name, by_property(seen, name))
        if part.seen.groups > MOST_VALUES + 1:
            continue
        daily = _read(part.seen, words, days)
        for number, group in _worth_a_look(daily, words):
            found = _look_at(daily, labels, until, number, group)
            looked += [(part, rise) for rise in found]
            besides += not found
    sure = sure_rises([replace(rise, group=place) for place, (_, rise) in enumerate(looked)], besides, families=2)
    kept = [(looked[at.group][0], replace(looked[at.group][1], q=at.q)) for at in sure]
    news = _surest([(part, rise) for part, rise in kept if not _same_as_any(rise, known)])
    return list(_with_segments(seen, words, days, news))


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


def _look_at(daily: Daily, labels: Sequence[str], until: int, number: int, group: int) -> list[Rise]:
    counts, whole = daily.counts[number, group], _as_elsewhere(daily, number, group)
    first, end = span(whole, until)
    if not stands_out(counts[first:end], whole[first:end]):
        return []
    return rises_of(counts, whole, labels, until, (number, group), part=True, steady=SHARED_TREND)


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


def _same_as_any(rise: Rise, known: Sequence[Rise]) -> bool:
    """Whether it begins when the same series rises for all."""
    return any(
        rise.number == other.number
        and rise.stretch.earliest - _APART <= other.stretch.latest
        and other.stretch.earliest - _APART <= rise.stretch.latest
        for other in known
    )


def _surest(found: Sequence[tuple[_Part, Rise]]) -> list[tuple[_Part, Rise]]:
    """Of rises of one series that share days, the surest: values that go together are hit together."""
    kept: list[tuple[_Part, Rise]] = []
    for part, rise in sorted(found, key=lambda one: (one[1].stretch.p, -one[1].stretch.low)):
        at = rise.stretch
        if not any(
            rise.number == other.number and at.first < other.stretch.end and other.stretch.first < at.end
            for _, other in kept
        ):
            kept.append((part, rise))
    return kept


def _with_segments(
    seen: Selection, series: Series, days: Days, found: Sequence[tuple[_Part, Rise]]
) -> Iterator[SegmentRise]:
    """Those of which it is sure that the value is commoner among whom the series counts in these days than among others."""
    stretches = [Within(series, days, rise.number, 0, rise.stretch.first, rise.stretch.end) for _, rise in found]
    for (part, rise), hit in zip(found, segments(seen, series, days, stretches, None), strict=True):
        for segment in hit:
            if (segment.dimension, segment.value) == (part.name, part.seen.labels[rise.group]):
                yield SegmentRise(rise, part.seen, segment)
