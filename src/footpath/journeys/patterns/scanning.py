"""All journeys of a shard through a pattern: who has a match, and where does the first one lie?

The deterministic automaton of the pattern without its limits of time reads every journey. Where it finds nothing, nothing is.
Where it does, and limits or the beginning of the match matter, the automaton with its clocks reads that one journey: backwards
from there, which gives the latest beginning, and if the limits are not met so, onwards through all of it.
"""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.patterns.automaton import Automaton
from footpath.journeys.patterns.deterministic import Deterministic
from footpath.journeys.patterns.simulation import NO_ROOM, NOT_FOUND, Reading, Room, first_whole, make_room
from footpath.journeys.patterns.tree import NEVER


@numba.njit(nogil=True, cache=True)
def scan(
    offsets: NDArray[np.int64],
    code: NDArray[np.unsignedinteger],
    class_of: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    deterministic: Deterministic,
    time: NDArray[np.int64],
    now: int,
    until: NDArray[np.int64],
) -> NDArray[np.uint8]:
    """By customer: 1 when there may be a match. ``until`` gets its last row, or nothing when it is of length 0."""
    found = np.zeros(offsets.size - 1, np.uint8)
    table, shift, final = deterministic.table, deterministic.shift, deterministic.final
    counts = keep.size == 0
    for c in range(offsets.size - 1):
        state, i = 0, offsets[c]
        end = offsets[c + 1]
        if counts:
            while i < end:
                state = table[state + class_of[code[i]]]
                if state >= final:
                    break
                i += 1
        else:
            while i < end:
                state = table[state + class_of[code[i]] * keep[i]]
                if state >= final:
                    break
                i += 1
        if state >= final:
            found[c] = deterministic.whole[state >> shift]
        elif state and deterministic.ends_after[state >> shift] < NEVER:
            i = last_counted(keep, offsets[c], end)
            found[c] = max(now - time[i], 0) >= deterministic.ends_after[state >> shift]
        if until.size and found[c]:
            until[c] = i
    return found


@numba.njit(nogil=True, cache=True)
def scan_back(
    offsets: NDArray[np.int64],
    code: NDArray[np.unsignedinteger],
    class_of: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    deterministic: Deterministic,
    time: NDArray[np.int64],
    within: int,
    found: NDArray[np.uint8],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> int:
    """Where does the latest match begin that ends at each end? How many of them take longer than ``within``.

    Those are left with a 2 in ``found``: a match that ends later may be shorter.
    """
    table, final = deterministic.table, deterministic.final
    undecided = 0
    for c in range(offsets.size - 1):
        if not found[c]:
            continue
        state, begin = 0, ends[c]
        for i in range(ends[c], offsets[c] - 1, -1):
            kind = class_of[code[i]]
            if keep.size:
                kind *= keep[i]
                begin = i if keep[i] else begin
            else:
                begin = i
            state = table[state + kind]
            if state >= final:
                break
        if time[ends[c]] - time[begin] > within:
            found[c] = 2
            undecided += 1
        elif begins.size:
            begins[c] = begin
    return undecided


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def last_counted(keep: NDArray[np.uint8], first: int, end: int) -> int:
    """The last row before ``end`` that counts; ``first - 1`` when none does."""
    row = end - 1
    while keep.size and row >= first and keep[row] == 0:
        row -= 1
    return row


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def longest(offsets: NDArray[np.int64]) -> int:
    """Events of the longest journey."""
    most = 0
    for c in range(offsets.size - 1):
        most = max(most, int(offsets[c + 1] - offsets[c]))
    return most


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def gather(
    first: int,
    end: int,
    code: NDArray[np.unsignedinteger],
    class_of: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    time: NDArray[np.int64],
    gap_us: int,
    rows: NDArray[np.int64],
    classes: NDArray[np.uint8],
    times: NDArray[np.int64],
    broken_before: NDArray[np.uint8],
) -> int:
    """Copy a journey's events that count; how many they are."""
    count = 0
    broken = False
    for i in range(first, end):
        broken |= i > first and time[i] - time[i - 1] > gap_us
        if keep.size and keep[i] == 0:
            continue
        rows[count] = i
        classes[count] = class_of[code[i]]
        times[count] = time[i]
        broken_before[count] = broken
        broken = False
        count += 1
    return count


@numba.njit(nogil=True, cache=True)
def confirm(
    offsets: NDArray[np.int64],
    code: NDArray[np.unsignedinteger],
    class_of: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    time: NDArray[np.int64],
    gap_us: int,
    now: int,
    onwards: Automaton,
    backwards: Automaton,
    timed: bool,
    size: int,
    found: NDArray[np.uint8],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> bool:
    """Read the journeys of those who are ``found`` with clocks.

    Args:
        timed: whether some found ones may not be; then ``found`` is corrected.
        size: of the `Room`.
        begins: by customer, gets the first row of the match; of length 0 when nobody asks.
        ends: by customer, the last row of a match without limits, -1 when unknown; gets that of the match.

    Returns:
        False when the room was too small for all the ways there are through some journey.
    """
    room = make_room(onwards.limits.shape[0], onwards.limits.shape[1], size)
    room_back = make_room(backwards.limits.shape[0], backwards.limits.shape[1], size)
    most = longest(offsets)
    classes, broken = np.empty(most, np.uint8), np.empty(most, np.uint8)
    times, rows = np.empty(most, np.int64), np.empty(most, np.int64)
    for c in range(offsets.size - 1):
        if not found[c]:
            continue
        count = gather(offsets[c], offsets[c + 1], code, class_of, keep, time, gap_us, rows, classes, times, broken)
        last, begin = NOT_FOUND, NOT_FOUND
        if ends[c] >= 0:
            last = 0
            while rows[last] < ends[c]:
                last += 1
            begin = _begin(backwards, room_back, classes, times, broken, last, count, now)
        if begin == NOT_FOUND and (timed or ends[c] < 0) and count:
            reading = Reading(classes, times, broken, 0, 1, count, True, 0, max(now - times[count - 1], 0))
            last = first_whole(onwards, room, reading)
            if last >= 0 and begins.size:
                begin = _begin(backwards, room_back, classes, times, broken, last, count, now)
        if last == NO_ROOM or begin == NO_ROOM:
            return False
        found[c] = last >= 0
        if found[c]:
            ends[c] = rows[last]
            if begins.size:
                begins[c] = rows[begin]
    return True


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _begin(
    backwards: Automaton,
    room: Room,
    classes: NDArray[np.uint8],
    times: NDArray[np.int64],
    broken: NDArray[np.uint8],
    last: int,
    count: int,
    now: int,
) -> int:
    """Number of the event at which the latest match begins that ends with event number ``last``."""
    silence = max(now - times[last], 0) if last == count - 1 else -1
    read = first_whole(backwards, room, Reading(classes, times, broken, last, -1, last + 1, False, silence, 0))
    return last - read if read >= 0 else read
