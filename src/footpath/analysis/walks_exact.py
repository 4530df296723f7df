"""The exact kernel of every other funnel: units of any kind, walked event by event."""

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.walks import NO_LIMIT, NOBODY, Rules
from footpath.analysis.walks_ordered import take_steps
from footpath.analysis.walks_state import Course, Hits, Standing, Units, room_for_units, room_to_stand, sort_order
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
    steps = rules.limits.size
    longest = 1
    for c in range(0, offsets.size - 1, stride):
        longest = max(longest, offsets[c + 1] - offsets[c])
    room = np.empty((6, longest), np.int64)
    hits = Hits(room[0], room[1], room[2], room[3], room[4], room[5])
    units = room_for_units(1024, steps)
    course = Course(np.empty(steps, np.int64), np.empty(steps, np.int64), np.empty(4, np.int64))
    standing = room_to_stand(steps, 4)
    found = 0
    for c in range(0, offsets.size - 1, stride):
        n, place = 0, 0
        for i in range(offsets[c], offsets[c + 1]):
            if rules.gap >= 0 and i > offsets[c] and begins_session(i, offsets[c], time[i - 1], time[i], rules.gap):
                if n:
                    standing = _walk_unit(
                        hits, 0, n, place, time[i - 1] < rules.end, time, entry, rules, standing, course
                    )
                    units, found = _write_unit(units, found, c, hits, course)
                n, place = 0, 0
            if keep.size and keep[i] == 0:
                continue
            if rules.by_record and record[i] < 0:
                continue
            here = touchpoint[i]
            mask, bar = rules.masks[here], rules.bars[here]
            if truth.size and (mask or bar):
                mask, bar = _held(mask, truth[i], rules.needs), _held(bar, truth[i], rules.bar_needs)
            if mask or bar or rules.by_record:
                hits.row[n], hits.mask[n], hits.bar[n], hits.place[n], hits.order[n] = i, mask, bar, place, n
                hits.value[n] = same[i] if same.size else 1
                n += 1
            place += 1
        if n == 0:
            continue
        if not rules.by_record:
            ended = rules.gap >= 0 and rules.end - time[offsets[c + 1] - 1] > rules.gap
            standing = _walk_unit(hits, 0, n, place, ended, time, entry, rules, standing, course)
            units, found = _write_unit(units, found, c, hits, course)
            continue
        key = np.empty(n, np.int64)
        for j in range(n):
            key[j] = record[hits.row[j]]
        sort_order(hits.order, 0, n, key)
        start = 0
        for x in range(1, n + 1):
            if x == n or key[hits.order[x]] != key[hits.order[start]]:
                for y in range(start, x):
                    hits.place[hits.order[y]] = y - start
                standing = _walk_unit(hits, start, x, x - start, False, time, entry, rules, standing, course)
                units, found = _write_unit(units, found, c, hits, course)
                start = x
    return Units(units.customer[:found], units.first[:found], units.alive[:found], units.since[:found])


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
    course.since[:], course.done[:], course.best[:] = -1, NO_LIMIT, -1
    course.best[3] = NOBODY
    openers = np.int64(0)
    for k in range(rules.opens.size):
        openers |= np.int64(rules.opens[k]) << k
    only = -1
    for x in range(start, end):
        j = hits.order[x]
        if hits.mask[j] & openers and hits.value[j] > 0:
            only = j
            break
    if only < 0:
        return standing
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
    units.since[found] = course.since
    return units, found + 1
