"""The company's time: ten months of 2025, its local zone, and when its customers are awake.

Instants are seconds since 1970 in UTC; local times are Europe/Berlin.
"""

from datetime import UTC, date, datetime
from random import Random
from typing import Final

from footpath.simulate.personas import Rhythm

MINUTE: Final = 60.0
HOUR: Final = 3_600.0
DAY: Final = 86_400.0


def midnight(day: str) -> float:
    """The first instant (UTC) of a day written as ISO.

    Examples:
        >>> midnight("1970-01-02")
        86400.0
    """
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).timestamp()


START: Final = midnight("2025-01-01")
END: Final = midnight("2025-11-01")
ZONE: Final = "Europe/Berlin"
_SUMMER_FROM: Final = midnight("2025-03-30") + HOUR
_SUMMER_TO: Final = midnight("2025-10-26") + HOUR

_HOURS = (2, 1, 1, 1, 1, 2, 6, 12, 16, 18, 20, 22, 26, 24, 20, 19, 21, 25, 31, 38, 44, 40, 24, 9)
_WEEKDAYS = (1.0, 0.95, 0.95, 1.0, 1.05, 1.15, 1.3)  # Monday first
_MONTHS = (1.15, 0.9, 0.95, 1.05, 1.0, 0.85, 0.8, 0.9, 1.1, 1.25)  # January first
_HOUR_NUMBERS = range(24)
_SOON = 0.85  # how much likelier a day is than the next one
_PEAK = max(_WEEKDAYS) * max(_MONTHS)


def local_offset(at: float) -> float:
    """Seconds that local time is ahead of UTC.

    Examples:
        >>> local_offset(midnight("2025-02-01")), local_offset(midnight("2025-07-01"))
        (3600.0, 7200.0)
    """
    return 2 * HOUR if _SUMMER_FROM <= at < _SUMMER_TO else HOUR


def falls_on_weekend(at: float) -> bool:
    """Whether it is Saturday or Sunday, locally.

    Examples:
        >>> falls_on_weekend(midnight("2025-03-01")), falls_on_weekend(midnight("2025-03-03"))
        (True, False)
    """
    return weekday(at) >= 5


def weekday(at: float) -> int:
    """Monday is 0; local time."""
    return (int((at + local_offset(at)) // DAY) + 3) % 7


def season(at: float) -> float:
    """How busy the shop is on that day, 1 at its busiest."""
    return _WEEKDAYS[weekday(at)] * _MONTHS[_month(at)] / _PEAK


def _month(at: float) -> int:
    return max(min(int((at - START) / DAY / 30.4), len(_MONTHS) - 1), 0)


def waking_moment(rng: Random, earliest: float, rhythm: Rhythm | None = None) -> float:
    """A moment at which somebody shops: on a day near ``earliest`` that suits the season, at an hour that people keep.

    Never before ``earliest``; up to three days are tried before the last of them is taken. With a rhythm it is a day of the week
    that begins there, and the weekday and the hour are those that suit one person.
    """
    if rhythm:
        return _own_moment(rng, earliest, rhythm)
    day = earliest
    for _ in range(3):
        if rng.random() < season(day):
            break
        day += DAY
    local_day = (day + local_offset(day)) // DAY * DAY
    hour = rng.choices(range(24), _HOURS)[0]
    at = local_day + hour * HOUR + rng.random() * HOUR - local_offset(day)
    return at if at >= earliest else earliest + rng.random() * 3 * HOUR


def _own_moment(rng: Random, earliest: float, rhythm: Rhythm) -> float:
    days = [earliest + day * DAY for day in range(7)]
    odds = [rhythm.weekdays[weekday(day)] * _MONTHS[_month(day)] * _SOON**place for place, day in enumerate(days)]
    day = rng.choices(days, odds)[0]
    local_day = (day + local_offset(day)) // DAY * DAY
    at = local_day + (rng.choices(_HOUR_NUMBERS, rhythm.hours)[0] + rng.random()) * HOUR - local_offset(day)
    return at if at >= earliest else at + 7 * DAY
