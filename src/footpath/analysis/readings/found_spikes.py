"""What is told of all rises that are sure: each trouble once, with those whom it hits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from footpath.analysis.readings.concentrated import Segment, segments
from footpath.analysis.readings.daily_series import Days, Series, Within
from footpath.analysis.readings.one_of_many import Told, one_of_each, with_others
from footpath.analysis.readings.rises import within_of
from footpath.analysis.readings.segment_rises import SegmentRise, segments_of
from footpath.journeys.selection import Selection


@dataclass(frozen=True)
class Found:
    """A rise in the selection that it was found in.

    Attributes:
        values: dimension and value of all who are hit more often.
        series: whose rise it is, where that is not the question's own.
    """

    told: Told
    seen: Selection
    within: Within
    segment: Segment | None
    values: Sequence[tuple[str, str]]
    scope: Literal["all", "segment"] = "all"
    series: Series | None = None


def found_of(
    seen: Selection, series: Series, days: Days, sure: Sequence[Told], parts: Sequence[SegmentRise], but: str | None
) -> list[Found]:
    """Each trouble once.

    Args:
        sure: what rises for all.
        parts: what rises within a value.
        but: the property that groups are made of.
    """
    every = [*sure, *(part.told for part in parts)]
    told, segment_of = _once(seen, days, sure, parts)
    for_all = [one for one in told if id(one) not in segment_of]
    for_all = [
        with_others(one, [other for other in every if _is_of_group(other, one, seen)], series) for one in for_all
    ]
    within = [within_of(series, days, one.rise) for one in for_all]
    found = [
        Found(one, seen, stretch, hit[0] if hit else None, [(part.dimension, part.value) for part in hit])
        for one, stretch, hit in zip(for_all, within, segments(seen, series, days, within, but), strict=True)
    ]
    parts = [part for part in parts if id(part.told) in segment_of]
    found += [_within_value(part, segment_of[id(part.told)], every, days) for part in parts]
    return found


def _once(
    seen: Selection, days: Days, sure: Sequence[Told], parts: Sequence[SegmentRise]
) -> tuple[list[Told], dict[int, Segment]]:
    """What is told, each trouble once, and the segments of what is told of a value: of that it is sure that the value is commoner."""
    part_of, segment_of, refused = {id(part.told): part for part in parts}, dict[int, Segment](), set[int]()
    while True:
        found = [*sure, *(part.told for part in parts if id(part.told) not in refused)]
        told = one_of_each(found, apart=seen.groups > 1)
        asked = [part_of[id(one)] for one in told if id(one) in part_of and id(one) not in segment_of]
        if not asked:
            return told, segment_of
        for part, segment in zip(asked, segments_of(seen, days, asked), strict=True):
            if segment is None:
                refused.add(id(part.told))
            else:
                segment_of[id(part.told)] = segment


def _is_of_group(one: Told, other: Told, seen: Selection) -> bool:
    return seen.groups == 1 or one.rise.group == other.rise.group


def _within_value(part: SegmentRise, segment: Segment, every: Sequence[Told], days: Days) -> Found:
    told, value = with_others(part.told, every, part.series), (segment.dimension, segment.value)
    stretch = within_of(part.series, days, told.rise)
    return Found(told, part.seen, stretch, segment, [value], scope="segment", series=part.series)
