"""Days, weeks, months, weekdays and hours of a zone, as groups of events.

Every zone's offset is a whole number of quarters of an hour, so a table of quarters says the group of any event.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError

QUARTER_US = 15 * 60 * 1_000_000
_QUARTERS_A_DAY = 96
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = ("day", "week", "month", "weekday", "weekend", "hour")
Quarters = NDArray[np.int64]


def open_zone(name: str) -> ZoneInfo:
    """A time zone by its name.

    Raises:
        SpecError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SpecError(f'"{name}" is not a time zone.', 'Write for example "Europe/Berlin" or "UTC".') from None


@lru_cache(maxsize=32)
def quarter_groups(unit: str, zone: str, first_us: int, last_us: int) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    """Group by quarter of an hour since the quarter of ``first_us``, and the groups' labels in order.

    Examples:
        >>> groups, labels = quarter_groups("weekday", "UTC", 0, 86_400_000_000)
        >>> labels[groups[0]], labels[groups[96]]
        ('Thursday', 'Friday')
    """
    first, last = first_us // QUARTER_US, last_us // QUARTER_US
    quarters = np.arange(first, last + 1, dtype=np.int64)
    local = quarters + _offsets(quarters, open_zone(zone))
    return _GROUPING[unit](local)


def _offsets(quarters: Quarters, zone: ZoneInfo) -> Quarters:
    """How many quarters local time is ahead of UTC: looked up once a day, and by quarter on days when it changes."""
    days = np.unique(quarters // _QUARTERS_A_DAY)
    starts = np.append(days, days[-1] + 1) * _QUARTERS_A_DAY
    by_day = np.array([_offset(int(start), zone) for start in starts])
    offsets = by_day[quarters // _QUARTERS_A_DAY - days[0]]
    for day in days[by_day[1:] != by_day[:-1]]:
        inside = np.flatnonzero(quarters // _QUARTERS_A_DAY == day)
        offsets[inside] = [_offset(int(quarter), zone) for quarter in quarters[inside]]
    return offsets


def _offset(quarter: int, zone: ZoneInfo) -> int:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=quarter * QUARTER_US)
    ahead = moment.astimezone(zone).utcoffset() or timedelta(0)
    return int(ahead.total_seconds() // 900)


def _days(local: Quarters) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    return _by_label((local // _QUARTERS_A_DAY).astype("datetime64[D]"))


def _weeks(local: Quarters) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    days = local // _QUARTERS_A_DAY
    mondays = days - (days + 3) % 7
    groups, starts = _by_label(mondays.astype("datetime64[D]"))
    return groups, tuple("{}-W{:02d}".format(*datetime.fromisoformat(day).isocalendar()) for day in starts)


def _months(local: Quarters) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    return _by_label((local // _QUARTERS_A_DAY).astype("datetime64[D]").astype("datetime64[M]"))


def _by_label(moments: NDArray[np.datetime64]) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    distinct, groups = np.unique(moments, return_inverse=True)
    if len(distinct) > 65_000:
        raise SpecError(f"There are {len(distinct):,} groups.", "Choose a coarser unit, or a shorter period.")
    return groups.astype(np.uint16), tuple(str(moment) for moment in distinct)


def _weekdays(local: Quarters) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    return ((local // _QUARTERS_A_DAY + 3) % 7).astype(np.uint16), WEEKDAYS


def _weekend(local: Quarters) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    return ((local // _QUARTERS_A_DAY + 3) % 7 >= 5).astype(np.uint16), ("weekday", "weekend")


def _hours(local: Quarters) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    return (local % _QUARTERS_A_DAY // 4).astype(np.uint16), tuple(f"{hour:02d}" for hour in range(24))


_GROUPING: dict[str, Callable[[Quarters], tuple[NDArray[np.uint16], tuple[str, ...]]]] = {
    "day": _days,
    "week": _weeks,
    "month": _months,
    "weekday": _weekdays,
    "weekend": _weekend,
    "hour": _hours,
}
