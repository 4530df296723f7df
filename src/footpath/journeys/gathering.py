"""Columns in another order of rows, in one pass each and without a copy in between."""

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import Codes

Rows = NDArray[np.int32]
Indices = NDArray[np.int32]


def gather(values: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
    """``values[rows]``. NumPy asks for memory in large pages where much is needed; compiled code would get it page by page."""
    found = np.empty(rows.size, values.dtype)
    _gather(values, rows, found)
    return found


@numba.njit(nogil=True, cache=True)
def _gather(values: NDArray[Any], rows: NDArray[Any], found: NDArray[Any]) -> None:
    for at in range(rows.size):
        found[at] = values[rows[at]]


@numba.njit(nogil=True, cache=True)
def gather_above(values: NDArray[np.int64], rows: Rows, least: int) -> NDArray[np.uint32]:
    """``values[rows] - least``, which fit in 32 bits."""
    found = np.empty(rows.size, np.uint32)
    for at in range(rows.size):
        found[at] = values[rows[at]] - least
    return found


@numba.njit(nogil=True, cache=True)
def look_up(codes: Indices, table: Codes, rows: Rows) -> Codes:
    """``table[codes[rows]]``."""
    found = np.empty(rows.size, table.dtype)
    for at in range(rows.size):
        found[at] = table[codes[rows[at]]]
    return found


@numba.njit(nogil=True, cache=True)
def look_up_pairs(first: Indices, second: Indices, width: int, table: Codes, rows: Rows) -> Codes:
    """``table`` of pairs of codes, whose second is below ``width``."""
    found = np.empty(rows.size, table.dtype)
    for at in range(rows.size):
        row = rows[at]
        found[at] = table[first[row] * width + second[row]]
    return found


@numba.njit(nogil=True, cache=True)
def count_pairs(first: Indices, second: Indices, width: int, counts: NDArray[np.int64]) -> None:
    """How often does each pair of codes stand side by side?"""
    for row in range(first.size):
        counts[first[row] * width + second[row]] += 1


@numba.njit(nogil=True, cache=True)
def first_rows(first: Indices, second: Indices, width: int, found: NDArray[np.int64]) -> None:
    """The row in which each pair of codes comes first; ``found`` holds -1 before."""
    for row in range(first.size):
        pair = first[row] * width + second[row]
        if found[pair] < 0:
            found[pair] = row


@numba.njit(nogil=True, cache=True)
def highest_of(groups: NDArray[np.int64], values: NDArray[np.int64], found: NDArray[np.int64]) -> None:
    """The highest value of each group, where it is above what ``found`` holds before."""
    for row in range(groups.size):
        found[groups[row]] = max(found[groups[row]], values[row])


@numba.njit(nogil=True, cache=True)
def ends(values: NDArray[np.int64]) -> Any:
    """The lowest and the highest of some values, of which there is at least one."""
    first, last = values[0], values[0]
    for row in range(values.size):
        first, last = min(first, values[row]), max(last, values[row])
    return first, last
