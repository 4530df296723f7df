"""The exact kernel of every other funnel: units of any kind, walked event by event."""

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.walks import NO_LIMIT, NOBODY, NOT_REACHED, Rules
from footpath.analysis.readings.walks_ordered import take_steps
from footpath.analysis.readings.walks_state import (
    ALIVE,
    BAR,
    BEGAN_AT,
    BEST,
    DONE,
    FURTHEST,
    MASK,
    ORDER,
    PLACE,
    REACHED_AT,
    ROW,
    SINCE,
    VALUE,
    Numbers,
    Units,
    room_for_units,
    sort_order,
)
from footpath.analysis.readings.walks_unordered import take_any
from footpath.journeys.sessions import begins_session


@numba.njit(nogil=True, cache=True)
def walk_exact(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint8],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    entry: NDArray[np.uint16],
    truth: NDArray[np.uint64],
    record: NDArray[np.int64],
    same: NDArray[np.uint16],
    rules: Rules,
    stride: int,
) -> Units:
    """See `Walked`."""
    steps, gap = rules.limits.size, rules.gap
    longest = 1
    for c in range(0, offsets.size - 1, stride):
        longest = max(longest, offsets[c + 1] - offsets[c])
    hits, course = np.empty((6, longest), np.int64), np.empty((6, max(steps, 4)), np.int64)
    pairs, ends = np.empty((2, steps, 4), np.int64), np.empty((2, steps), np.int64)
    units = room_for_units(1024, steps)
    found = 0
    for c in range(0, offsets.size - 1, stride):
        first, end = offsets[c], offsets[c + 1]
        while first < end:
            stop = end
            if gap >= 0:
                stop = first + 1
                while stop < end and not begins_session(stop, first, time[stop - 1], time[stop], gap):
                    stop += 1
            n, places = _gather(first, stop, touchpoint, keep, truth, record, same, rules, hits)
            start = 0
            while start < n:
                until = n
                if rules.by_record:
                    until = start + 1
                    while until < n and record[hits[ROW, hits[ORDER, until]]] == record[hits[ROW, hits[ORDER, start]]]:
                        until += 1
                    places = until - start
                    for x in range(start, until):
                        hits[PLACE, hits[ORDER, x]] = x - start
                ended = gap >= 0 and (time[stop - 1] < rules.end if stop < end else rules.end - time[stop - 1] > gap)
                pairs = _walk_unit(hits, start, until, places, ended, time, entry, rules, pairs, ends, course)
                units, found = _write_unit(units, found, c, hits, course)
                start = until
            first = stop
    return Units(units.customer[:found], units.first[:found], units.alive[:found], units.since[:found])


@numba.njit(nogil=True, cache=True, inline="always")
def _gather(
    first: int,
    stop: int,
    touchpoint: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    truth: NDArray[np.uint64],
    record: NDArray[np.int64],
    same: NDArray[np.uint16],
    rules: Rules,
    hits: Numbers,
) -> tuple[int, int]:
    """Find the hits among some rows: how many they are, and the events that count. Records stand together, if asked for."""
    masks, bars, by_record = rules.masks, rules.bars, rules.by_record
    matters = masks | bars | (by_record or rules.strict)  # places count only where steps must follow at once
    needs, bar_needs = rules.needs, rules.bar_needs
    n, place = 0, 0
    for i in range(first, stop):
        if matters[touchpoint[i]] == 0 or (keep.size and keep[i] == 0):
            continue
        if by_record and record[i] < 0:
            continue
        mask, bar = masks[touchpoint[i]], bars[touchpoint[i]]
        if truth.size and (mask or bar):
            mask, bar = _held(mask, truth[i], needs), _held(bar, truth[i], bar_needs)
        if mask or bar or by_record:
            hits[ROW, n], hits[MASK, n], hits[BAR, n], hits[PLACE, n], hits[ORDER, n] = i, mask, bar, place, n
            hits[VALUE, n] = same[i] if same.size else 1
            n += 1
        place += 1
    if by_record:
        key = np.empty(n, np.int64)
        for j in range(n):
            key[j] = record[hits[ROW, j]]
        sort_order(hits[ORDER], 0, n, key)
    return n, place


@numba.njit(nogil=True, cache=True)
def _held(bits: int, truth: int, needs: NDArray[np.uint64]) -> Any:
    """Those of the bits whose conditions hold."""
    left = np.int64(0)
    for k in range(needs.size):
        if (bits >> k) & 1 and (truth & needs[k]) == needs[k]:
            left |= np.int64(1) << k
    return left


@numba.njit(nogil=True, cache=True, inline="always")
def _walk_unit(
    hits: Numbers,
    start: int,
    end: int,
    places: int,
    ended: bool,
    time: NDArray[np.int64],
    entry: NDArray[np.uint16],
    rules: Rules,
    pairs: Numbers,
    ends: Numbers,
    course: Numbers,
) -> Numbers:
    """Walk one unit: the hits ``order[start:end]`` of ``places`` events; what must stay the same splits it further."""
    only = -1
    for x in range(start, end):
        j = hits[ORDER, x]
        if hits[MASK, j] & rules.openers and hits[VALUE, j] > 0:
            only = j
            break
    if only < 0:
        course[BEST, BEGAN_AT] = -1
        return pairs
    for k in range(rules.limits.size):
        course[SINCE, k], course[DONE, k] = NOT_REACHED, NO_LIMIT
    course[BEST, FURTHEST], course[BEST, REACHED_AT], course[BEST, BEGAN_AT], course[BEST, ALIVE] = -1, -1, -1, NOBODY
    sort_order(hits[ORDER], start, end, hits[VALUE])
    first = start
    for x in range(start + 1, end + 1):
        if x < end and hits[VALUE, hits[ORDER, x]] == hits[VALUE, hits[ORDER, first]]:
            continue
        if hits[VALUE, hits[ORDER, first]] > 0:
            if rules.unordered:
                take_any(hits, first, x, ended, only, time, entry, rules, course)
            else:
                pairs = take_steps(hits, first, x, places, ended, only, time, entry, rules, pairs, ends, course)
        first = x
    return pairs


@numba.njit(nogil=True, cache=True, inline="always")
def _write_unit(units: Units, found: int, customer: int, hits: Numbers, course: Numbers) -> tuple[Units, int]:
    """Keep a unit that entered."""
    if course[BEST, BEGAN_AT] < 0:
        return units, found
    if found == units.customer.size:
        grown = room_for_units(2 * found, units.since.shape[1])
        grown.customer[:found], grown.first[:found] = units.customer, units.first
        grown.alive[:found], grown.since[:found] = units.alive, units.since
        units = grown
    units.customer[found] = customer
    units.first[found] = hits[ROW, course[BEST, BEGAN_AT]]
    units.alive[found] = course[BEST, ALIVE]
    for k in range(units.since.shape[1]):
        units.since[found, k] = course[SINCE, k]
    return units, found + 1
