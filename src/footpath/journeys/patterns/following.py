"""How far does each journey follow a plan, which is a pattern that a whole journey shall match?"""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.columns import Shard
from footpath.journeys.index import Index
from footpath.journeys.patterns.automaton import (
    ASKS,
    AT_ONCE,
    BEGINS_AFTER,
    EDGES_FROM,
    EDGES_UNTIL,
    ENDS_AFTER,
    FOLLOWS,
    HIGH,
    KEPT,
    TO,
    WAIT_HIGH,
    WAITED,
    WAITS,
    Automaton,
    is_timed,
)
from footpath.journeys.patterns.compiling import GAP_US, ROOMS, compile_pattern
from footpath.journeys.patterns.deterministic import bits_of, ends_after, explore, places_of, shift_of, table_of
from footpath.journeys.patterns.scanning import gather, last_counted, longest
from footpath.journeys.patterns.simulation import (
    HELD,
    RAW,
    RIPE,
    STANDING,
    Reading,
    Room,
    advance,
    beginnings,
    in_time,
    make_room,
    whole_at_end,
)
from footpath.journeys.patterns.symbols import Classes
from footpath.journeys.patterns.tree import NEVER

NOBODY, CONFORMS, DEVIATES, UNFINISHED, TOO_LATE = range(5)


@dataclass(frozen=True)
class Followed:
    """How far journeys follow a plan.

    Attributes:
        fate: by customer: no event counts; the whole journey is as planned; an event is not; all events are as planned but
            some are missing; the same, and the plan's limits of time leave no more time for them.
        last: by customer, the row of the last event that is as planned, -1 when none is.
        off: by customer, the row of the first event that is not, -1 when there is none.
    """

    fate: NDArray[np.uint8]
    last: NDArray[np.int64]
    off: NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """A planned journey for an index. It holds small tables only.

    Attributes:
        table: by state + class, the next state; empty where time is asked about, or when there would be too many states.
        shift: bits of a class.
        whole_after: by number of the state, the silence after which the plan is met there, -1 at once, `NEVER` not at all.
        off: the state (times ``1 << shift``) of journeys that no longer follow the plan; -1 when that cannot be.
        now: the instant up to which the index knows, in microseconds.
    """

    classes: Classes
    automaton: Automaton
    table: NDArray[np.int32]
    shift: int
    whole_after: NDArray[np.int64]
    off: int
    now: int

    def followed(self, shard: Shard, keep: NDArray[np.uint8]) -> Followed:
        """How far the journeys of a shard follow it, of which the events to keep are seen (all, when of length 0)."""
        columns = (shard.offsets, *self.classes.columns(shard), keep, shard.time)
        count = shard.customers
        found = np.zeros(count, np.uint8), np.full(count, -1, np.int64), np.full(count, -1, np.int64)
        if len(self.table):
            follow(*columns, self.table, self.shift, self.whole_after, self.off, self.now, *found)
            return Followed(*found)
        for size in ROOMS:
            if follow_in_time(*columns, GAP_US, self.now, self.automaton, size, *found):
                return Followed(*found)
        raise SpecError("The limits of the plan leave too many ways open in one journey.", "Give it fewer limits.")


def compile_plan(index: Index, text: str) -> Plan:
    """A plan for an index.

    Raises:
        SpecError: it is no pattern, or names what is not there.
    """
    pattern = compile_pattern(index, text)
    automaton = _useful(pattern.onwards)
    found = None if is_timed(automaton) else explore(automaton, anywhere=False)
    shift = shift_of(automaton)
    if found is None:
        return Plan(pattern.classes, automaton, np.zeros(0, np.int32), shift, np.zeros(0, np.int64), -1, pattern.now)
    whole = [-1 if places & automaton.ends else ends_after(automaton, places) for places, _ in found.states]
    off = found.states.index((0, False)) << shift if (0, False) in found.states else -1
    table = table_of(found, list(range(len(found.states))), shift)
    return Plan(pattern.classes, automaton, table, shift, np.array(whole, np.int64), off, pattern.now)


def _useful(automaton: Automaton) -> Automaton:
    """Without the places from which the plan can never be met."""
    met = int(np.bitwise_or.reduce(automaton.match))
    useful = (automaton.ends | bits_of(automaton.places[:, ENDS_AFTER] < NEVER)) & met
    before = 0
    while useful != before:
        before = useful
        for place in places_of(met):
            first, end = automaton.places[place, [EDGES_FROM, EDGES_UNTIL]]
            if any(useful >> to & 1 for to in automaton.edges[first:end, TO].tolist()):
                useful |= 1 << place
    begins = automaton.begins | bits_of(automaton.places[:, BEGINS_AFTER] < NEVER)
    places, edges = automaton.places.copy(), automaton.edges.copy()
    places[:, BEGINS_AFTER] = NEVER
    places[:, FOLLOWS] &= useful
    leads = (useful >> edges[:, TO]) & 1 == 1
    before_edge = np.concatenate([[0], np.cumsum(leads)])
    places[:, EDGES_FROM], places[:, EDGES_UNTIL] = (before_edge[places[:, at]] for at in (EDGES_FROM, EDGES_UNTIL))
    return automaton._replace(match=automaton.match & useful, begins=begins, places=places, edges=edges[leads])


@numba.njit(nogil=True, cache=True)
def follow(
    offsets: NDArray[np.int64],
    code: NDArray[np.unsignedinteger],
    class_of: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    time: NDArray[np.int64],
    table: NDArray[np.int32],
    shift: int,
    whole_after: NDArray[np.int64],
    off: int,
    now: int,
    fate: NDArray[np.uint8],
    last: NDArray[np.int64],
    first_off: NDArray[np.int64],
) -> None:
    """Fill in what `Followed` says."""
    for c in range(offsets.size - 1):
        state = 0
        end = offsets[c + 1]
        for i in range(offsets[c], end):
            kind = class_of[code[i]]
            if keep.size:
                kind *= keep[i]
            state = table[state + kind]
            if state == off:
                first_off[c] = end = i
                break
        last[c] = max(last_counted(keep, offsets[c], end), offsets[c] - 1)
        if last[c] < offsets[c]:
            last[c] = -1
        if first_off[c] >= 0:
            fate[c] = DEVIATES
        elif last[c] >= 0:
            fate[c] = CONFORMS if whole_after[state >> shift] <= max(now - time[last[c]], 0) else UNFINISHED


@numba.njit(nogil=True, cache=True)
def follow_in_time(
    offsets: NDArray[np.int64],
    code: NDArray[np.unsignedinteger],
    class_of: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    time: NDArray[np.int64],
    gap_us: int,
    now: int,
    automaton: Automaton,
    size: int,
    fate: NDArray[np.uint8],
    last: NDArray[np.int64],
    first_off: NDArray[np.int64],
) -> bool:
    """The same with limits of time; False when there was too little room."""
    room = make_room(automaton.limits.shape[0], automaton.limits.shape[1], size)
    most = longest(offsets)
    classes, broken = np.empty(most, np.uint8), np.empty(most, np.uint8)
    times, rows = np.empty(most, np.int64), np.empty(most, np.int64)
    for c in range(offsets.size - 1):
        count = gather(offsets[c], offsets[c + 1], code, class_of, keep, time, gap_us, rows, classes, times, broken)
        if count == 0:
            continue
        reading = Reading(classes, times, broken, 0, 1, count, False, -1, max(now - times[count - 1], 0))
        followed = _follow_one(automaton, room, reading)
        if followed < 0:
            return False
        last[c] = rows[followed - 1] if followed else -1
        if followed < count:
            fate[c], first_off[c] = DEVIATES, rows[followed]
        elif _whole(automaton, room, reading):
            fate[c] = CONFORMS
        else:
            fate[c] = UNFINISHED if _may_go_on(automaton, room, reading, now) else TOO_LATE
    return True


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _follow_one(automaton: Automaton, room: Room, reading: Reading) -> int:
    """How many events are as planned, from the first on; -1 when there was too little room."""
    room.places[:] = 0
    for number in range(reading.events):
        if not advance(automaton, room, reading, number, beginnings(automaton, reading, number)):
            return -1
        if not _forget_late(automaton, room, reading, reading.times[number]):
            return number
    return reading.events


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _whole(automaton: Automaton, room: Room, reading: Reading) -> bool:
    """Whether the plan is met by all the events; the ways that are late were forgotten."""
    return bool(room.places[STANDING] & automaton.ends) or whole_at_end(automaton, room, reading)


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _may_go_on(automaton: Automaton, room: Room, reading: Reading, now: int) -> bool:
    """Whether, after all events, one that came right now could be as planned."""
    silence = now - reading.times[reading.events - 1]
    for place in range(automaton.places.shape[0]):
        for way in range(room.reach[place, HELD] if (room.places[STANDING] >> place) & 1 else 0):
            if (automaton.sticky >> place) & 1 and in_time(automaton, room, reading, place, way, now):
                return True
            for edge in range(automaton.places[place, EDGES_FROM], automaton.places[place, EDGES_UNTIL]):
                to, asks = automaton.edges[edge, TO], automaton.edges[edge, ASKS]
                late = asks == AT_ONCE and silence > automaton.edges[edge, HIGH]
                late |= asks == WAITS and silence > automaton.places[to, WAIT_HIGH]
                late |= asks == WAITED and not in_time(automaton, room, reading, place, way, now)
                for slot in range(automaton.edges[edge, KEPT]):
                    since = reading.times[room.held[place, way, slot]]
                    late |= now - since > automaton.limits[to, slot]
                if not late:
                    return True
    return False


@numba.njit(nogil=True, cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
def _forget_late(automaton: Automaton, room: Room, reading: Reading, now: int) -> bool:
    """Forget the ways that are past a limit at an instant; whether any is left."""
    last = room.held.shape[2] - 1
    for place in range(automaton.places.shape[0]):
        if (room.places[STANDING] >> place) & 1 == 0:
            continue
        stay = 0
        ripe = 0
        for way in range(room.reach[place, HELD]):
            if room.reach[place, RIPE] <= way < room.reach[place, RAW]:
                continue
            if in_time(automaton, room, reading, place, way, now):
                for slot in range(last + 1):
                    room.held[place, stay, slot] = room.held[place, way, slot]
                stay += 1
                ripe += way < room.reach[place, RIPE]
        room.reach[place, HELD] = stay
        room.reach[place, RIPE] = room.reach[place, RAW] = ripe
        if stay == 0:
            room.places[STANDING] &= ~(1 << place)
    return room.places[STANDING] != 0
