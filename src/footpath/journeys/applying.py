"""Tables of codes applied to the columns of a shard, each in one reading. A customer's rows are filled as one run."""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.columns import NOWHERE

_QUARTER_US = int(QUARTER_US)


def apply_mask(table: NDArray[np.uint8], column: NDArray[np.unsignedinteger]) -> NDArray[np.uint8]:
    """``table[code]``, 0 or 1, for every code of a column. One code alone, or all but one, need no table."""
    for wanted, compare in ((1, np.equal), (0, np.not_equal)):
        codes = np.flatnonzero(table == wanted)
        if len(codes) == 1:
            return compare(column, column.dtype.type(codes[0])).view(np.uint8)
    return apply_table(table, column)  # type: ignore[return-value]


def apply_table(table: NDArray[np.generic], column: NDArray[np.unsignedinteger]) -> NDArray[np.generic]:
    """``table[code]`` for every code of a column."""
    found = np.empty(len(column), dtype=table.dtype)
    _apply(table, column, found)
    return found


def spread(by_customer: NDArray[np.generic], offsets: NDArray[np.int64]) -> NDArray[np.generic]:
    """To every event what its customer has."""
    found = np.empty(offsets[-1], dtype=by_customer.dtype)
    _spread(by_customer, offsets, found)
    return found


def apply_quarters(table: NDArray[np.generic], time: NDArray[np.int64], first: int) -> NDArray[np.generic]:
    """``table[quarter of an hour - first]`` for every instant."""
    found = np.empty(len(time), dtype=table.dtype)
    _apply_quarters(table, time, first, found)
    return found


@numba.njit(nogil=True, cache=True)
def _apply(table: NDArray[np.generic], column: NDArray[np.unsignedinteger], found: NDArray[np.generic]) -> None:
    for i in range(column.size):
        found[i] = table[column[i]]


@numba.njit(nogil=True, cache=True)
def _spread(by_customer: NDArray[np.generic], offsets: NDArray[np.int64], found: NDArray[np.generic]) -> None:
    for c in range(offsets.size - 1):
        found[offsets[c] : offsets[c + 1]] = by_customer[c]


@numba.njit(nogil=True, cache=True)
def _apply_quarters(
    table: NDArray[np.generic], time: NDArray[np.int64], first: int, found: NDArray[np.generic]
) -> None:
    for i in range(time.size):
        found[i] = table[time[i] // _QUARTER_US - first]


@numba.njit(nogil=True, cache=True)
def within_period(offsets: NDArray[np.int64], time: NDArray[np.int64], start: int, end: int) -> NDArray[np.uint8]:
    """1 for the events from ``start`` until before ``end``. A customer's events are in order: only its borders are sought."""
    found = np.zeros(time.size, np.uint8)
    for c in range(offsets.size - 1):
        first, last = offsets[c], offsets[c + 1]
        if first == last or time[first] >= end or time[last - 1] < start:
            continue
        if time[first] < start:
            first = _first_from(time, first, last, start)
        if time[last - 1] >= end:
            last = _first_from(time, first, last, end)
        found[first:last] = 1
    return found


@numba.njit(nogil=True, cache=True)
def _first_from(time: NDArray[np.int64], first: int, last: int, instant: int) -> int:
    """The first row of first..last whose time is not before an instant; ``last`` when all are."""
    while first < last:
        middle = (first + last) // 2
        if time[middle] < instant:
            first = middle + 1
        else:
            last = middle
    return first


@numba.njit(nogil=True, cache=True)
def only_inside(inside: NDArray[np.uint8], group: NDArray[np.unsignedinteger]) -> NDArray[np.uint16]:
    """The groups (0 when there are none) of the events inside, `NOWHERE` for the others."""
    found = np.full(inside.size, NOWHERE, np.uint16)
    for i in range(inside.size):
        if inside[i]:
            found[i] = group[i] if group.size else 0
    return found
