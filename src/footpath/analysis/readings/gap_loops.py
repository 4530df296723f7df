"""The compiled loops over the gaps between one event of a customer and the next.

A cell's number is the sum of what tables make of the two touchpoints and of the first one's group. What does not count adds
up to a cell beyond those that are shown, so that no loop asks whether it counts. All indexes are unsigned, for a signed one
is tested for being negative each time that it is used.
"""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import NOWHERE
from footpath.journeys.counting import longest_journey, rows_that_count

GAPS, CUSTOMERS, LATEST, BELOW = 0, 1, 2, 3  # what a cell's four numbers are; LATEST is the customer counted last
U, N = np.uint64, np.int32
Codes = NDArray[np.unsignedinteger]


@numba.njit(nogil=True, cache=True)
def count_gaps_only(
    offsets: NDArray[np.int64],
    touchpoint: Codes,
    keep: NDArray[np.uint8],
    group: Codes,
    starts_ends: NDArray[np.uint32],
    nothing: int,
    cells: int,
) -> NDArray[np.int32]:
    """Gaps and distinct customers by cell, four numbers each; times are not read.

    Args:
        starts_ends: by touchpoint, what a gap from there and one to there add to the number of the cell.
        nothing: what a gap from an event that does not count adds.
    """
    table = np.zeros(4 * cells, np.int32)
    rows = np.empty(longest_journey(offsets) + 1 if keep.size else 0, np.uint32)
    for c in range(U(offsets.size - 1)):
        first, last = U(offsets[c]), U(offsets[c + U(1)])
        count = rows_that_count(keep, first, last, rows) if keep.size else last - first
        start, me = U(nothing), N(c + U(1))
        for place in range(count):
            i = first + U(rows[place]) if keep.size else first + place
            code = U(touchpoint[i]) << U(1)
            at = (start + U(starts_ends[code + U(1)])) << U(2)
            table[at] += N(1)
            table[at + U(CUSTOMERS)] += N(table[at + U(LATEST)] != me)
            table[at + U(LATEST)] = me
            start = U(starts_ends[code])
            if group.size:
                start = start + U(group[i]) if group[i] != NOWHERE else U(nothing)
    return table


@numba.njit(nogil=True, cache=True)
def read_gaps(
    offsets: NDArray[np.int64],
    touchpoint: Codes,
    keep: NDArray[np.uint8],
    group: Codes,
    starts_ends: NDArray[np.uint32],
    nothing: int,
    cells: int,
    time: NDArray[np.int64],
    bounds: NDArray[np.int64],
    stride: int,
) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
    """The same with the gaps below the bounds of their cell, and the cell and length of each gap between them.

    Each gap is written, and the place moves on only past one that lies between, which needs no branch.

    Args:
        bounds: by cell the lower bound and how far above it the upper one is.
        stride: every how manieth customer is read.
    """
    table, found = np.zeros(4 * cells, np.int32), U(0)
    pairs = np.empty(2 * (touchpoint.size + 1), np.uint64)
    rows = np.empty(longest_journey(offsets) + 1 if keep.size else 0, np.uint32)
    for c in range(U(0), U(offsets.size - 1), U(stride)):
        first, last = U(offsets[c]), U(offsets[c + U(1)])
        count = rows_that_count(keep, first, last, rows) if keep.size else last - first
        start, me, since = U(nothing), N(c + U(1)), np.int64(0)
        for place in range(count):
            i = first + U(rows[place]) if keep.size else first + place
            code = U(touchpoint[i]) << U(1)
            cell = start + U(starts_ends[code + U(1)])
            at, gap = cell << U(2), time[i] - since
            since = time[i]
            table[at] += N(1)
            table[at + U(CUSTOMERS)] += N(table[at + U(LATEST)] != me)
            table[at + U(LATEST)] = me
            above = gap - bounds[cell << U(1)]
            table[at + U(BELOW)] += N(above < 0)
            pairs[found], pairs[found + U(1)] = cell, U(gap)
            found += U(U(above) <= U(bounds[(cell << U(1)) + U(1)])) << U(1)
            start = U(starts_ends[code])
            if group.size:
                start = start + U(group[i]) if group[i] != NOWHERE else U(nothing)
    return table, pairs[:found]


@numba.njit(nogil=True, cache=True)
def having_gap(
    offsets: NDArray[np.int64],
    touchpoint: Codes,
    keep: NDArray[np.uint8],
    group: Codes,
    starts_ends: NDArray[np.uint32],
    nothing: int,
    wanted: int,
) -> NDArray[np.uint8]:
    """By customer: 1 for those with a gap in the wanted cell."""
    who = np.zeros(offsets.size - 1, np.uint8)
    for c in range(offsets.size - 1):
        start = np.int64(nothing)
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            code = 2 * np.int64(touchpoint[i])
            if start + np.int64(starts_ends[code + 1]) == wanted:
                who[c] = 1
                break
            start = np.int64(starts_ends[code])
            if group.size:
                start = start + np.int64(group[i]) if group[i] != NOWHERE else np.int64(nothing)
    return who


@numba.njit(nogil=True, cache=True)
def by_cell(pairs: NDArray[np.uint64], cells: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each cell's gaps begin (one more entry than cells), and the gaps."""
    starts, gaps = np.zeros(cells + 2, np.int64), np.empty(pairs.size // 2, np.int64)
    for pair in range(0, pairs.size, 2):
        starts[pairs[pair] + U(2)] += 1
    for cell in range(2, cells + 2):
        starts[cell] += starts[cell - 1]
    for pair in range(0, pairs.size, 2):
        place = starts[pairs[pair] + U(1)]
        gaps[place] = np.int64(pairs[pair + 1])
        starts[pairs[pair] + U(1)] = place + 1
    return starts[:-1], gaps


@numba.njit(nogil=True, cache=True)
def append(
    starts: NDArray[np.int64], gaps: NDArray[np.int64], free: NDArray[np.int64], joined: NDArray[np.int64]
) -> None:
    """Put each cell's gaps where the cell's are free in ``joined``."""
    for cell in range(free.size):
        for at in range(starts[cell], starts[cell + 1]):
            joined[free[cell]] = gaps[at]
            free[cell] += 1


@numba.njit(nogil=True, cache=True)
def ranked(values: NDArray[np.int64], rank: int) -> int:
    """The value of a rank (from 0), after Hoare: then all before it are no greater and all after it no less."""
    first, last = 0, values.size - 1
    while first < last:
        pivot, low, high = values[(first + last) // 2], first, last
        while low <= high:
            while values[low] < pivot:
                low += 1
            while values[high] > pivot:
                high -= 1
            if low <= high:
                values[low], values[high] = values[high], values[low]
                low += 1
                high -= 1
        if rank <= high:
            last = high
        elif rank >= low:
            first = low
        else:
            break
    return values[rank]


@numba.njit(nogil=True, cache=True)
def bounds_from(
    table: NDArray[np.int64],
    starts: NDArray[np.int64],
    gaps: NDArray[np.int64],
    share: float,
    enough: int,
    errors: float,
    ever: int,
) -> NDArray[np.int64]:
    """Between which gaps does each cell's quantile most likely lie, by what a sample says? From 0 on where it is too small."""
    cells = starts.size - 1
    bounds = np.zeros(2 * cells, np.int64)
    for cell in range(cells):
        n, below, own = table[cell, GAPS], table[cell, BELOW], gaps[starts[cell] : starts[cell + 1]]
        low, high = 0, ever
        if n >= enough:
            place, reach = (n - 1) * share, errors * np.sqrt(n * share * (1 - share)) + 2
            first, last = int(np.floor(place - reach)) - below, int(place + reach) + 1 - below
            if 0 <= first < own.size:
                low = ranked(own, first)
            if 0 <= last < own.size:
                high = ranked(own, last)
        bounds[2 * cell] = low
        bounds[2 * cell + 1] = high - low if high > low else 0
    return bounds


@numba.njit(nogil=True, cache=True)
def quantiles_from(
    table: NDArray[np.int64], starts: NDArray[np.int64], gaps: NDArray[np.int64], share: float
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """The quantile of each cell (µs), and 1 for the cells that have some but not among what was fetched."""
    cells = starts.size - 1
    quantiles, missed = np.full(cells, np.nan), np.zeros(cells, np.uint8)
    for cell in range(cells):
        n, own = table[cell, GAPS], gaps[starts[cell] : starts[cell + 1]]
        if n == 0:
            continue
        place = (n - 1) * share - table[cell, BELOW]
        rank = int(np.floor(place))
        if rank < 0 or place > own.size - 1:
            missed[cell] = 1
            continue
        value = ranked(own, rank)
        quantiles[cell] = value
        if place > rank:
            quantiles[cell] += (place - rank) * (own[rank + 1 :].min() - value)
    return quantiles, missed
