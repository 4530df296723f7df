"""How much a shard holds, and until when the records can be taken to be complete."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.gathering import ends

DAY_US = 86_400_000_000
THIN = 100  # a day with so many times fewer events than the usual one tells nothing of where the records end
STRAY = 1000  # one event of so many may have a wrong clock
_FIRST_DAY, _LAST_DAY = -25_567, 120_530  # 1900 to 2300; what lies beyond is counted on these days


@dataclass(frozen=True)
class Days:
    """The days (UTC) that have events: which (since 1970, ascending), how many events, and the time of the last one."""

    day: NDArray[np.int64]
    events: NDArray[np.int64]
    last_us: NDArray[np.int64]

    @staticmethod
    def joined(parts: "Iterable[Days]") -> "Days":
        """The days of several shards as one."""
        known = list(parts)
        if not known:
            return Days(*(np.empty(0, np.int64) for _ in range(3)))
        day, of = np.unique(np.concatenate([part.day for part in known]), return_inverse=True)
        events, last_us = np.zeros(len(day), np.int64), np.full(len(day), np.iinfo(np.int64).min)
        np.add.at(events, of, np.concatenate([part.events for part in known]))
        np.maximum.at(last_us, of, np.concatenate([part.last_us for part in known]))
        return Days(day, events, last_us)


class Size(NamedTuple):
    """How much a shard holds.

    Attributes:
        customers: those with an event.
        first_us, last_us: the earliest and the latest time, None without events.
    """

    events: int
    customers: int
    first_us: int | None
    last_us: int | None


@dataclass(frozen=True)
class Extent:
    """How much a shard holds, and on which days."""

    size: Size
    days: Days


def extent_of(time: NDArray[np.int64], offsets: NDArray[np.int64]) -> Extent:
    """What one shard holds, in two passes over its times."""
    customers = int(np.count_nonzero(np.diff(offsets)))
    if not len(time):
        return Extent(Size(0, 0, None, None), Days.joined([]))
    first, last = ends(time)
    return Extent(Size(len(time), customers, int(first), int(last)), days_of(time, int(first), int(last)))


def days_of(time: NDArray[np.int64], first_us: int, last_us: int) -> Days:
    """The days of times that lie between two instants."""
    begin, end = (min(max(us // DAY_US, _FIRST_DAY), _LAST_DAY) for us in (first_us, last_us))
    events = np.zeros(end - begin + 1, np.int64)
    latest = np.full(end - begin + 1, np.iinfo(np.int64).min)
    _count_days(time, begin, events, latest)
    there = np.flatnonzero(events)
    return Days(there + begin, events[there], latest[there])


def as_of_us(days: Days, loaded_us: int | None = None) -> int | None:
    """The time of the last event that shows where the records end, in microseconds; None without events.

    It is the last event, but a few wrong clocks do not move it:

    1. Events later than the day after the last load cannot have happened, unless most of the events lie there (then it is
       the loader's clock that is wrong, or the records are made up).
    2. Days at the end that are `THIN` times thinner than the usual day are passed over, as long as they hold no more than
       one of `STRAY` events; else they are how the company now is. The usual day is the median of the days, without the
       thinnest ones that together hold no more than one of `STRAY` events.

    Args:
        loaded_us: when the records were last loaded, None where that is not known.
    """
    total = int(days.events.sum())
    if not total:
        return None
    day, events, last_us = days.day, days.events, days.last_us
    if loaded_us is not None:
        happened = day <= loaded_us // DAY_US + 1
        if 2 * int(events[happened].sum()) >= total:
            day, events, last_us = day[happened], events[happened], last_us[happened]
    ordered = np.sort(events)
    usual = np.median(ordered[np.cumsum(ordered) * STRAY > total])
    last = int(np.flatnonzero(events * THIN >= usual)[-1])
    few = int(events[last + 1 :].sum()) * STRAY <= total
    return int(last_us[last] if few else last_us[-1])


@numba.njit(nogil=True, cache=True)
def _count_days(time: NDArray[np.int64], first_day: int, events: NDArray[np.int64], latest: NDArray[np.int64]) -> None:
    for row in range(time.size):
        day = min(max(time[row] // DAY_US - first_day, 0), events.size - 1)
        events[day] += 1
        latest[day] = max(latest[day], time[row])
