"""An automaton reads one journey: all ways through it at once, each with its clocks.

At each place stand the ways that have got there, as the numbers of the events at which their clocks were set. A way of which
another one at the same place has all clocks set later can be forgotten, for limits above prefer late clocks. At the gap of a
limited arrow, ways wait until the lower limit is over, in the order in which they came; then they are ripe, and of the ripe
ones, too, those are forgotten that another is better than. So a journey of any length is read in one go and nothing is
missed. Events are numbered as they are read, which may be backwards.
"""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.patterns.automaton import (
    ASKS,
    AT_ONCE,
    BEGINS_AFTER,
    BROKEN,
    DEPTH,
    EDGES_FROM,
    EDGES_UNTIL,
    ENDS_AFTER,
    FOLLOWS,
    HIGH,
    KEPT,
    LOW,
    TO,
    WAIT_HIGH,
    WAIT_LOW,
    WAITED,
    WAITS,
    Automaton,
)
from footpath.journeys.patterns.tree import NEVER

NOT_FOUND, NO_ROOM = -1, -2
HELD, RIPE, RAW, CAME = range(4)  # of a place: until where ways stand, are ripe, are not yet asked, have come
STANDING, ARRIVED = range(2)


class Room(NamedTuple):
    """Where the ways stand. Their last column is the event before the gap that they wait at.

    Attributes:
        held: by place, its ways: first those that are ripe, then, from `RAW` on, those that are not.
        coming: by place, the ways that get there with the event now read.
        reach: by place, the columns from `HELD` to `CAME`: how far all that is.
        places: sets of places: those where ways stand, and of them those where they have just got to.
    """

    held: NDArray[np.int64]
    coming: NDArray[np.int64]
    reach: NDArray[np.int64]
    places: NDArray[np.int64]


class Reading(NamedTuple):
    """The events of one journey that count, and how they are read.

    Attributes:
        classes, times: by event, its class and its instant in microseconds.
        broken: by event, whether a session ended between the event before and this one.
        first: the event read first.
        turn: 1 onwards, -1 backwards.
        events: how many to read.
        anywhere: a match may begin with any event; else with the first one read.
        silence_before, silence_after: around these events, in microseconds; -1 where they are not the journey's ends.
    """

    classes: NDArray[np.uint8]
    times: NDArray[np.int64]
    broken: NDArray[np.uint8]
    first: int
    turn: int
    events: int
    anywhere: bool
    silence_before: int
    silence_after: int


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def make_room(places: int, slots: int, size: int) -> Room:
    """Room for ``size`` ways at each place."""
    return Room(
        np.empty((places, size, slots + 1), np.int64),
        np.empty((places, size, slots + 1), np.int64),
        np.zeros((places, 4), np.int64),
        np.zeros(2, np.int64),
    )


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def first_whole(automaton: Automaton, room: Room, reading: Reading) -> int:
    """How many events are read before that with which a match is first whole; `NOT_FOUND` or `NO_ROOM`."""
    room.places[:] = 0
    reached, may_skip = 0, False
    later = automaton.begins if reading.anywhere else 0
    for number in range(reading.events):
        begin = later if number else beginnings(automaton, reading, number)
        match = automaton.match[reading.classes[reading.first + reading.turn * number]]
        if may_skip and ((reached | begin) & match) == 0:
            continue
        if not advance(automaton, room, reading, number, begin):
            return NO_ROOM
        if room.places[ARRIVED] & automaton.ends:
            return number
        active = room.places[STANDING]
        if active == 0 and later == 0:
            return NOT_FOUND
        reached = follows(automaton, active)
        may_skip = (active & ~automaton.sticky) == 0
    if whole_at_end(automaton, room, reading):
        return reading.events - 1
    return NOT_FOUND


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def beginnings(automaton: Automaton, reading: Reading, number: int) -> int:
    """The places at which a match may begin with an event."""
    begin = automaton.begins if number == 0 or reading.anywhere else 0
    if number == 0:
        for place in range(automaton.places.shape[0]):
            if automaton.places[place, BEGINS_AFTER] <= reading.silence_before:
                begin |= 1 << place
    return begin


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def follows(automaton: Automaton, active: int) -> int:
    """The places to which edges lead."""
    reached, place = 0, 0
    while active:
        if active & 1:
            reached |= automaton.places[place, FOLLOWS]
        active >>= 1
        place += 1
    return reached


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def advance(automaton: Automaton, room: Room, reading: Reading, number: int, begin: int) -> bool:
    """Read an event; False when room is short."""
    match = automaton.match[reading.classes[reading.first + reading.turn * number]]
    active = room.places[STANDING]
    arrived = 0
    for place in range(automaton.places.shape[0]):
        if (active >> place) & 1:
            for edge in range(automaton.places[place, EDGES_FROM], automaton.places[place, EDGES_UNTIL]):
                to = automaton.edges[edge, TO]
                if (match >> to) & 1:
                    got = _follow_edge(automaton, room, reading, number, place, edge)
                    if got < 0:
                        return False
                    arrived |= got << to
        if ((begin & match) >> place) & 1:
            if not _arrive(automaton, room, place, place, 0, 0, number, -1):
                return False
            arrived |= 1 << place
    for place in range(automaton.places.shape[0]):
        if (arrived >> place) & 1 and not _settle(automaton, room, place):
            return False
    room.places[STANDING] = (active & automaton.sticky) | arrived
    room.places[ARRIVED] = arrived
    return True


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def whole_at_end(automaton: Automaton, room: Room, reading: Reading) -> bool:
    """Whether a match is whole with the last event, after all were read."""
    for place in range(automaton.places.shape[0]):
        standing = (room.places[STANDING] >> place) & 1
        if standing and automaton.places[place, ENDS_AFTER] <= reading.silence_after:
            now = reading.times[reading.first + reading.turn * (reading.events - 1)]
            for way in range(room.reach[place, HELD]):
                if in_time(automaton, room, reading, place, way, now):
                    return True
    return False


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def in_time(automaton: Automaton, room: Room, reading: Reading, place: int, way: int, now: int) -> bool:
    """Whether a way is within the limits of the parts that it is in, at an instant."""
    for slot in range(automaton.places[place, DEPTH]):
        since = reading.times[reading.first + reading.turn * room.held[place, way, slot]]
        if reading.turn * (now - since) > automaton.limits[place, slot]:
            return False
    if automaton.places[place, WAIT_HIGH] < NEVER:
        since = reading.times[reading.first + reading.turn * room.held[place, way, room.held.shape[2] - 1]]
        return reading.turn * (now - since) <= automaton.places[place, WAIT_HIGH]
    return True


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _follow_edge(automaton: Automaton, room: Room, reading: Reading, number: int, place: int, edge: int) -> int:
    """Send the ways of a place along an edge that meets the event: 1 if any got through, -1 when room is short."""
    to, asks = automaton.edges[edge, TO], automaton.edges[edge, ASKS]
    at = reading.first + reading.turn * number
    if asks == BROKEN and reading.broken[at if reading.turn > 0 else at + 1] == 0:
        return 0
    if asks == AT_ONCE:
        passed = reading.turn * (reading.times[at] - reading.times[at - reading.turn])
        if passed < automaton.edges[edge, LOW] or passed > automaton.edges[edge, HIGH]:
            return 0
    ways = _ripen(automaton, room, reading, number, place) if asks == WAITED else room.reach[place, HELD]
    got, last = 0, room.held.shape[2] - 1
    for way in range(ways):
        in_limits = True
        if asks == WAITED:
            since = reading.times[reading.first + reading.turn * room.held[place, way, last]]
            in_limits = reading.turn * (reading.times[at] - since) <= automaton.edges[edge, HIGH]
        for slot in range(automaton.edges[edge, KEPT]):
            since = reading.times[reading.first + reading.turn * room.held[place, way, slot]]
            in_limits &= reading.turn * (reading.times[at] - since) <= automaton.limits[to, slot]
        if in_limits:
            since_gap = number - 1 if asks == WAITS else -1
            if not _arrive(automaton, room, to, place, way, automaton.edges[edge, KEPT], number, since_gap):
                return -1
            got = 1
    return got


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _arrive(
    automaton: Automaton, room: Room, to: int, place: int, way: int, kept: int, number: int, since_gap: int
) -> bool:
    """Put a way among those that come to a place, with its outer clocks as they were; False when room is short."""
    if room.reach[to, CAME] == room.coming.shape[1]:
        return False
    new = room.coming[to, room.reach[to, CAME]]
    for slot in range(automaton.places[to, DEPTH]):
        new[slot] = room.held[place, way, slot] if slot < kept else number
    new[new.size - 1] = since_gap
    room.reach[to, CAME] = _keep_best(room.coming[to], room.reach[to, CAME], new, automaton.places[to, DEPTH], False)
    return True


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _keep_best(ways: NDArray[np.int64], count: int, new: NDArray[np.int64], depth: int, by_gap: bool) -> int:
    """Add a way to ``count`` others unless one of them is as good, and forget those that it is as good as; how many stay.

    ``new`` may lie behind the ways in the same memory.
    """
    last = new.size - 1
    stay = 0
    for way in range(count):
        old_as_good = not by_gap or ways[way, last] >= new[last]
        new_as_good = not by_gap or new[last] >= ways[way, last]
        for slot in range(depth):
            old_as_good &= ways[way, slot] >= new[slot]
            new_as_good &= new[slot] >= ways[way, slot]
        if old_as_good:
            return count  # then nothing was forgotten before: what the new one beats, the old one beats too
        if not new_as_good:
            if stay < way:
                _copy(ways, way, stay)
            stay += 1
    for slot in range(last + 1):
        ways[stay, slot] = new[slot]
    return stay + 1


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _settle(automaton: Automaton, room: Room, place: int) -> bool:
    """Let those that came to a place stand there; False when room is short."""
    came = room.reach[place, CAME]
    room.reach[place, CAME] = 0
    if ((room.places[STANDING] & automaton.sticky) >> place) & 1 == 0:
        room.reach[place, HELD] = room.reach[place, RIPE] = room.reach[place, RAW] = 0
    limited = automaton.places[place, WAIT_LOW] > 0
    by_gap = automaton.places[place, WAIT_HIGH] < NEVER
    for way in range(came):
        new = room.coming[place, way]
        if limited:
            if not _queue(automaton, room, place, new, by_gap):
                return False
            continue
        if room.reach[place, HELD] == room.held.shape[1]:
            return False
        room.reach[place, HELD] = _keep_best(
            room.held[place], room.reach[place, HELD], new, automaton.places[place, DEPTH], by_gap
        )
        room.reach[place, RIPE] = room.reach[place, RAW] = room.reach[place, HELD]
    return True


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _queue(automaton: Automaton, room: Room, place: int, new: NDArray[np.int64], by_gap: bool) -> bool:
    """Let a way wait until it is ripe, unless one that came before is as good whatever follows."""
    count, raw = room.reach[place, HELD], room.reach[place, RAW]
    if not by_gap:
        before = count - 1 if count > raw else room.reach[place, RIPE] - 1
        if before >= 0:
            as_good = True
            for slot in range(automaton.places[place, DEPTH]):
                as_good &= room.held[place, before, slot] >= new[slot]
            if as_good:
                return True
    if count == room.held.shape[1]:
        ripe = room.reach[place, RIPE]
        for way in range(count - raw):
            _copy(room.held[place], raw + way, ripe + way)
        room.reach[place, RAW] = ripe
        count += ripe - raw
        if count == room.held.shape[1]:
            return False
    for slot in range(new.size):
        room.held[place, count, slot] = new[slot]
    room.reach[place, HELD] = count + 1
    return True


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _ripen(automaton: Automaton, room: Room, reading: Reading, number: int, place: int) -> int:
    """Move the ways whose lower limit is over among the ripe ones; how many are ripe."""
    last = room.held.shape[2] - 1
    now = reading.times[reading.first + reading.turn * number]
    by_gap = automaton.places[place, WAIT_HIGH] < NEVER
    if by_gap:
        stay = 0
        for way in range(room.reach[place, RIPE]):
            since = reading.times[reading.first + reading.turn * room.held[place, way, last]]
            if reading.turn * (now - since) <= automaton.places[place, WAIT_HIGH]:
                _copy(room.held[place], way, stay)
                stay += 1
        room.reach[place, RIPE] = stay
    while room.reach[place, RAW] < room.reach[place, HELD]:
        new = room.held[place, room.reach[place, RAW]]
        passed = reading.turn * (now - reading.times[reading.first + reading.turn * new[last]])
        if passed < automaton.places[place, WAIT_LOW]:
            break
        room.reach[place, RAW] += 1
        if passed <= automaton.places[place, WAIT_HIGH]:
            room.reach[place, RIPE] = _keep_best(
                room.held[place], room.reach[place, RIPE], new, automaton.places[place, DEPTH], by_gap
            )
    if room.reach[place, RAW] == room.reach[place, HELD]:
        room.reach[place, RAW] = room.reach[place, HELD] = room.reach[place, RIPE]
    return room.reach[place, RIPE]


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _copy(ways: NDArray[np.int64], origin: int, to: int) -> None:
    for slot in range(ways.shape[1]):
        ways[to, slot] = ways[origin, slot]
