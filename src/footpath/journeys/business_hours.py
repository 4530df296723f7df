"""Business hours: how much of the time between two instants was working time in the workspace's zone?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.calendar import open_zone
from footpath.journeys.index import EPOCH

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"([a-z]+)(?:\s*-\s*([a-z]+))?((?:\s+\d{1,2}:\d\d\s*-\s*\d{1,2}:\d\d)+)")
_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")
_MINUTES_A_DAY = 24 * 60
Times = NDArray[np.int64]


@dataclass(frozen=True)
class BusinessHours:
    """The working spans of a stretch of time, ascending and apart, in microseconds since 1970.

    Attributes:
        starts, ends: of the spans.
        before: working time before each span.
    """

    starts: Times
    ends: Times
    before: Times

    def worked(self, instants: Times) -> Times:
        """The working time (µs) from the first span until each instant, so that differences are durations.

        Examples:
            >>> hours = business_hours("Mon-Fri 09:00-17:00", "Europe/Berlin", 1711670400000000, 1712102400000000)
            >>> friday_4pm, tuesday_10am = 1711724400000000, 1712044800000000  # the clocks go forward between
            >>> start, end = hours.worked(np.array([friday_4pm, tuesday_10am]))
            >>> int(end - start) / 3_600_000_000  # an hour of Friday, all of Monday, an hour of Tuesday
            10.0
        """
        if not len(self.starts):
            return np.zeros(len(instants), dtype=np.int64)
        span = np.maximum(np.searchsorted(self.starts, instants, side="right") - 1, 0)
        inside = np.clip(instants - self.starts[span], 0, self.ends[span] - self.starts[span])
        return self.before[span] + inside


def business_hours(text: str, zone: str, first_us: int, last_us: int, holidays: Sequence[date] = ()) -> BusinessHours:
    """The working spans from the day of one instant to that of another.

    A span begins and ends when the clock of the zone shows so: in the night in which clocks change, a span across the change
    is as long as it really was. A clock time that is skipped counts as the one an hour later, of one that comes twice the first counts.
    A span that ends no later than it begins goes on into the next day. Spans that begin on a holiday are left out.

    Args:
        text: weekdays and spans, parts with commas between: "Mon-Fri 09:00-12:30 13:30-18:00, Sat 10:00-14:00".

    Raises:
        SpecError: the text is not understood.
    """
    week = parse_hours(text)
    place, off = open_zone(zone), frozenset(holidays)
    first, last = (_local_day(at, place) for at in (first_us, last_us))
    days = (first + timedelta(days=number) for number in range(-1, (last - first).days + 2))
    spans = [
        (_instant(day, start, place), _instant(day, end, place))
        for day in days
        if day not in off
        for start, end in week[day.weekday()]
    ]
    starts, ends = _apart(spans)
    lengths = ends - starts
    return BusinessHours(starts, ends, np.cumsum(lengths) - lengths)


def parse_hours(text: str) -> list[list[tuple[int, int]]]:
    """By weekday (Monday first) the spans in minutes since midnight; an end may lie in the next day.

    Examples:
        >>> parse_hours("Mon 09:00-17:00, Sat-Sun 22:00-02:00")[0::5]
        [[(540, 1020)], [(1320, 1560)]]
    """
    week: list[list[tuple[int, int]]] = [[] for _ in _DAYS]
    for part in text.casefold().split(","):
        match = _PART.fullmatch(part.strip())
        if not match:
            raise _not_understood(text)
        first = _day(match[1], text)
        last = _day(match[2], text) if match[2] else first
        for day in range(first, first + (last - first) % len(_DAYS) + 1):
            week[day % len(_DAYS)] += [_span(span, text) for span in _SPAN.findall(match[3])]
    return week


def _day(word: str, text: str) -> int:
    if len(word) < 3 or word[:3] not in _DAYS:
        raise _not_understood(text)
    return _DAYS.index(word[:3])


def _span(numbers: tuple[str, ...], text: str) -> tuple[int, int]:
    h1, m1, h2, m2 = (int(number) for number in numbers)
    start, end = 60 * h1 + m1, 60 * h2 + m2
    if max(m1, m2) > 59 or start >= _MINUTES_A_DAY or end > _MINUTES_A_DAY:
        raise _not_understood(text)
    return start, end if end > start else end + _MINUTES_A_DAY


def _not_understood(text: str) -> SpecError:
    return SpecError(
        f'"{text}" are no business hours.',
        'Write for example "Mon-Fri 09:00-17:00" or "Mon-Thu 08:00-12:00 13:00-17:00".',
    )


def _local_day(at_us: int, zone: ZoneInfo) -> date:
    return (EPOCH + timedelta(microseconds=at_us)).astimezone(zone).date()


def _instant(day: date, minutes: int, zone: ZoneInfo) -> int:
    day += timedelta(days=minutes // _MINUTES_A_DAY)
    local = datetime.combine(day, time(minutes % _MINUTES_A_DAY // 60, minutes % 60), zone)
    return int((local.astimezone(UTC) - EPOCH) // timedelta(microseconds=1))


def _apart(spans: Iterable[tuple[int, int]]) -> tuple[Times, Times]:
    """Starts and ends, ascending; spans that touch or overlap are one, and empty ones are gone."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        elif end > start:
            joined.append([start, end])
    bounds = np.array(joined, dtype=np.int64).reshape(-1, 2)
    return bounds[:, 0].copy(), bounds[:, 1].copy()
