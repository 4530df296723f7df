"""Sorting once: a stable counting sort by customer, then a merge sort of each customer's few events by time.

Two events of one customer at the same instant stand in the order in which they arrived: by load, then by their row.
"""

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.gathering import gather

_RUN = 16  # as short as this, insertion is faster than merging


class SortedRows(NamedTuple):
    """Row numbers in the order of journeys, their times and arrivals, and where each customer's begin and the last's end."""

    order: NDArray[Any]
    time: NDArray[np.int64]
    arrival: NDArray[np.int64]
    offsets: NDArray[np.int64]


def sort_rows(
    customer: NDArray[np.int32], time: NDArray[np.int64], arrival: NDArray[np.int64], customers: int
) -> SortedRows:
    """Rows in the order of journeys: by customer, time and arrival, else in the order given."""
    offsets = np.zeros(customers + 1, dtype=np.int64)
    order = np.empty(len(customer), dtype=np.int32 if len(customer) < 1 << 31 else np.int64)
    _group_by_owner(customer, offsets, order)
    times, arrivals = gather(time, order), gather(arrival, order)
    _sort_each(offsets, order, times, arrivals)
    return SortedRows(order, times, arrivals, offsets)


def group_rows(owner: NDArray[np.int32], owners: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row numbers by owner, otherwise in the order given, and where each owner's begin (one more entry than owners)."""
    offsets = np.zeros(owners + 1, dtype=np.int64)
    order = np.empty(len(owner), dtype=np.int64)
    _group_by_owner(owner, offsets, order)
    return order, offsets


@numba.njit(nogil=True, cache=True)
def _group_by_owner(owner: NDArray[np.int32], offsets: NDArray[np.int64], order: NDArray[Any]) -> None:
    """Counting sort; while it fills, ``offsets[o + 1]`` is the next free place of owner ``o``."""
    owners = offsets.size - 1
    for row in range(owner.size):
        if owner[row] + 2 <= owners:
            offsets[owner[row] + 2] += 1
    for o in range(2, owners + 1):
        offsets[o] += offsets[o - 1]
    for row in range(owner.size):
        place = offsets[owner[row] + 1]
        order[place] = row
        offsets[owner[row] + 1] = place + 1


@numba.njit(nogil=True, cache=True)
def _sort_each(
    offsets: NDArray[np.int64], order: NDArray[Any], time: NDArray[np.int64], arrival: NDArray[np.int64]
) -> None:
    """Sort each customer's slice of the three columns by (time, arrival), stably; moves only what is out of order."""
    longest = 0
    for c in range(offsets.size - 1):
        longest = max(longest, offsets[c + 1] - offsets[c])
    spare = np.empty((3, longest), np.int64)
    for c in range(offsets.size - 1):
        first, last = offsets[c], offsets[c + 1]
        if _in_order(time, arrival, first, last):
            continue
        for start in range(first, last, _RUN):
            _insert(order, time, arrival, start, min(start + _RUN, last))
        width = _RUN
        while width < last - first:
            for start in range(first, last - width, 2 * width):
                _merge(order, time, arrival, start, start + width, min(start + 2 * width, last), spare)
            width *= 2


@numba.njit(nogil=True, cache=True)
def _in_order(time: NDArray[np.int64], arrival: NDArray[np.int64], first: int, last: int) -> bool:
    for i in range(first + 1, last):
        if time[i - 1] > time[i] or (time[i - 1] == time[i] and arrival[i - 1] > arrival[i]):
            return False
    return True


@numba.njit(nogil=True, cache=True)
def _insert(order: NDArray[Any], time: NDArray[np.int64], arrival: NDArray[np.int64], start: int, end: int) -> None:
    for i in range(start + 1, end):
        j, row, t, a = i, order[i], time[i], arrival[i]
        while j > start and (time[j - 1] > t or (time[j - 1] == t and arrival[j - 1] > a)):
            order[j], time[j], arrival[j] = order[j - 1], time[j - 1], arrival[j - 1]
            j -= 1
        order[j], time[j], arrival[j] = row, t, a


@numba.njit(nogil=True, cache=True)
def _merge(
    order: NDArray[Any],
    time: NDArray[np.int64],
    arrival: NDArray[np.int64],
    start: int,
    middle: int,
    end: int,
    spare: NDArray[np.int64],
) -> None:
    """Merge two sorted neighbours; ``spare`` takes the left one."""
    before, after = middle - 1, middle
    if time[before] < time[after] or (time[before] == time[after] and arrival[before] <= arrival[after]):
        return
    left = middle - start
    spare[0, :left], spare[1, :left], spare[2, :left] = order[start:middle], time[start:middle], arrival[start:middle]
    i, j = 0, middle
    for place in range(start, end):
        if i >= left or (j < end and (time[j] < spare[1, i] or (time[j] == spare[1, i] and arrival[j] < spare[2, i]))):
            order[place], time[place], arrival[place] = order[j], time[j], arrival[j]
            j += 1
        else:
            order[place], time[place], arrival[place] = spare[0, i], spare[1, i], spare[2, i]
            i += 1
