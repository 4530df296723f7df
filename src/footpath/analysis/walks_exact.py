"""The exact kernel of every other funnel: units of any kind, walked event by event."""

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.walks import NO_LIMIT, NOBODY, NOT_REACHED, Rules
from footpath.analysis.walks_ordered import take_steps
from footpath.analysis.walks_state import (
    Course,
    Hits,
    Standing,
    Units,
    room_for_course,
    room_for_units,
    room_to_stand,
    sort_order,
)
from footpath.analysis.walks_unordered import take_any
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
    room = np.empty((6, longest), np.int64)
    hits = Hits(room[0], room[1], room[2], room[3], room[4], room[5])
    units = room_for_units(1024, steps)
    course = room_for_course(steps)
    standing = room_to_stand(steps, 4)
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
                    while until < n and record[hits.row[hits.order[until]]] == record[hits.row[hits.order[start]]]:
                        until += 1
                    places = until - start
                    for x in range(start, until):
                        hits.place[hits.order[x]] = x - start
                ended = gap >= 0 and (time[stop - 1] < rules.end if stop < end else rules.end - time[stop - 1] > gap)
                standing = _walk_unit(hits, start, until, places, ended, time, entry, rules, standing, course)
                units, found = _write_unit(units, found, c, hits, course)
                start = until
            first = stop
    return Units(units.customer[:found], units.first[:found], units.alive[:found], units.since[:found])


@numba.njit(nogil=True, cache=True)
def _gather(
    first: int,
    stop: int,
    touchpoint: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    truth: NDArray[np.uint64],
    record: NDArray[np.int64],
    same: NDArray[np.uint16],
    rules: Rules,
    hits: Hits,
) -> tuple[int, int]:
    """Find the hits among some rows: how many they are, and the events that count. Records stand together, if asked for."""
    masks, bars, by_record = rules.masks, rules.bars, rules.by_record
    matters = masks | bars | (by_record or rules.strict)  # places count only where steps must follow at once
    needs, bar_needs = rules.needs, rules.bar_needs
    row, masked, barred, places, value, order = hits.row, hits.mask, hits.bar, hits.place, hits.value, hits.order
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
            row[n], masked[n], barred[n], places[n], order[n] = i, mask, bar, place, n
            value[n] = same[i] if same.size else 1
            n += 1
        place += 1
    if by_record:
        key = np.empty(n, np.int64)
        for j in range(n):
            key[j] = record[row[j]]
        sort_order(order, 0, n, key)
    return n, place


@numba.njit(nogil=True, cache=True)
def _held(bits: int, truth: int, needs: NDArray[np.uint64]) -> Any:
    """Those of the bits whose conditions hold."""
    left = np.int64(0)
    for k in range(needs.size):
        if (bits >> k) & 1 and (truth & needs[k]) == needs[k]:
            left |= np.int64(1) << k
    return left


@numba.njit(nogil=True, cache=True)
def _walk_unit(
    hits: Hits,
    start: int,
    end: int,
    places: int,
    ended: bool,
    time: NDArray[np.int64],
    entry: NDArray[np.uint16],
    rules: Rules,
    standing: Standing,
    course: Course,
) -> Standing:
    """Walk one unit: the hits ``order[start:end]`` of ``places`` events; what must stay the same splits it further."""
    only = -1
    for x in range(start, end):
        j = hits.order[x]
        if hits.mask[j] & rules.openers and hits.value[j] > 0:
            only = j
            break
    if only < 0:
        course.best[2] = -1
        return standing
    for k in range(course.since.size):
        course.since[k], course.done[k] = NOT_REACHED, NO_LIMIT
    course.best[0], course.best[1], course.best[2], course.best[3] = -1, -1, -1, NOBODY
    sort_order(hits.order, start, end, hits.value)
    first = start
    for x in range(start + 1, end + 1):
        if x < end and hits.value[hits.order[x]] == hits.value[hits.order[first]]:
            continue
        if hits.value[hits.order[first]] > 0:
            if rules.unordered:
                take_any(hits, first, x, ended, only, time, entry, rules, course)
            else:
                standing = take_steps(hits, first, x, places, ended, only, time, entry, rules, standing, course)
        first = x
    return standing


@numba.njit(nogil=True, cache=True)
def _write_unit(units: Units, found: int, customer: int, hits: Hits, course: Course) -> tuple[Units, int]:
    """Keep a unit that entered."""
    if course.best[2] < 0:
        return units, found
    if found == units.customer.size:
        grown = room_for_units(2 * found, units.since.shape[1])
        grown.customer[:found], grown.first[:found] = units.customer, units.first
        grown.alive[:found], grown.since[:found] = units.alive, units.since
        units = grown
    units.customer[found] = customer
    units.first[found] = hits.row[course.best[2]]
    units.alive[found] = course.best[3]
    for k in range(course.since.size):
        units.since[found, k] = course.since[k]
    return units, found + 1
