"""Units counted once: customers, events, sessions or records that have an event of some kind, and the value of events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.exact_sums import PLACES, Whole, add_exactly, add_wholes, bounded, whole
from footpath.analysis.readings.money import values_of
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.conditions import Condition
from footpath.journeys.selection import View
from footpath.journeys.sessions import begins_session

Unit = Literal["customers", "events", "sessions", "records", "value"]
CUSTOMERS, EVENTS, SESSIONS, RECORDS, VALUE = range(5)
UNITS: tuple[Unit, ...] = ("customers", "events", "sessions", "records", "value")


@dataclass(frozen=True)
class Part:
    """What the numerator or the denominator counts.

    Attributes:
        unit: position in `UNITS`.
        places: by touchpoint code, 1 for those where its events happen.
        conditions: which its events meet.
    """

    unit: int
    places: NDArray[np.uint8]
    conditions: tuple[Condition, ...]

    def holds(self, view: View) -> NDArray[np.uint8]:
        found = self.places[view.shard.touchpoint]
        for condition in self.conditions:
            found &= condition.holds(view.shard)
        return found


class Measured(NamedTuple):
    """By group.

    Attributes:
        counts: customers with a counted event, those with one in the numerator, and units of the numerator that are not in the
            denominator though both count the same.
        sums: of each customer's numerator, denominator, their squares and their product.
    """

    counts: NDArray[np.int64]
    sums: Whole


@dataclass(frozen=True)
class Measuring:
    """A reading."""

    numerator: Part
    denominator: Part
    groups: int
    gap_us: int

    def partial(self, view: View) -> Measured:
        shard, check = view.shard, check_cells(self.groups * 5)
        role = self.numerator.holds(view) | (self.denominator.holds(view) << 1)
        if len(view.keep):
            role &= -view.keep  # 0 or all bits
        longest = int(shard.lengths.max(initial=0))
        counts, sums = _measure(
            shard.offsets,
            shard.time,
            view.group,
            values_of(shard),
            np.ascontiguousarray(shard.record),
            role,
            self.numerator.unit,
            self.denominator.unit,
            min(self.groups, check),
            self.gap_us,
            2 * longest,
        )
        return Measured(counts, whole(sums))

    def combine(self, partials: Sequence[Measured]) -> Measured:
        return Measured(add_up([part.counts for part in partials]), add_wholes([part.sums for part in partials]))

    def counted(self, view: View, group: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with an event of the numerator in a group."""
        rows = np.flatnonzero(self.numerator.holds(view))
        rows = rows[view.kept(rows)]
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[view.shard.customer_at(rows[view.group_of(rows) == group])] = 1
        return who


@numba.njit(nogil=True, cache=True)
def _mark(
    keys: NDArray[np.int64], marks: NDArray[np.uint8], used: NDArray[np.int64], unit: int, of: int, mark: int
) -> int:
    """Mark a unit of a group in the hash table; 1 when it was not marked so before. ``used[0]`` counts the slots in use."""
    mask = np.uint64(marks.size - 1)
    spread = (np.uint64(unit) ^ (np.uint64(of) * np.uint64(0xBF58476D1CE4E5B9))) * np.uint64(0x9E3779B97F4A7C15)
    slot = (spread >> np.uint64(17)) & mask
    while marks[slot] and (keys[slot, 0] != unit or keys[slot, 1] != of):
        slot = (slot + np.uint64(1)) & mask
    if marks[slot] == 0:
        keys[slot, 0], keys[slot, 1] = unit, of
        used[0] += 1
        used[used[0]] = slot
    new = 0 if marks[slot] & mark else 1
    marks[slot] |= mark
    return new


@numba.njit(nogil=True, cache=True)
def _measure(
    offsets: NDArray[np.int64],
    time: NDArray[np.int64],
    group: NDArray[np.uint16],
    value: NDArray[np.float64],
    record: NDArray[np.int64],
    role: NDArray[np.uint8],
    above: int,
    below: int,
    groups: int,
    gap_us: int,
    most: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    size = 16
    while size < 2 * most:
        size *= 2
    keys, marks, used = np.zeros((size, 2), np.int64), np.zeros(size, np.uint8), np.zeros(most + 1, np.int64)
    counts, sums = np.zeros((groups, 3), np.int64), np.zeros((groups, 5, PLACES), np.int64)
    own, met, is_met = np.zeros((groups, 3)), np.empty(groups, np.int64), np.zeros(groups, np.uint8)
    outside, same = np.zeros(groups, np.int64), above == below
    sessions = above == SESSIONS or below == SESSIONS
    for c in range(offsets.size - 1):
        found, session, used[0] = 0, 0, 0
        for i in range(offsets[c], offsets[c + 1]):
            if sessions and begins_session(i, offsets[c], time[i - 1], time[i], gap_us):
                session += 1
            of = int(group[i]) if group.size else 0
            if role[i] == 0 or of == NOWHERE:
                continue
            if is_met[of] == 0:
                is_met[of], met[found] = 1, of
                found += 1
                own[of] = 0.0
            for part in range(2):
                if not role[i] >> part & 1:
                    continue
                if part == 0:
                    own[of, 2] = 1.0
                unit = below if part else above
                if unit == VALUE:
                    own[of, part] += bounded(value[i]) if value.size else 0.0
                elif unit == CUSTOMERS:
                    own[of, part] = 1.0
                elif unit == EVENTS:
                    own[of, part] += 1.0
                else:
                    kind = part if above != below else 0  # units of two kinds never share a mark,
                    kind += 2 if unit == RECORDS and record[i] == -1 else 0  # nor do records and events without one
                    told = session if unit == SESSIONS else (record[i] if record[i] != -1 else i)
                    own[of, part] += _mark(keys, marks, used, told, of + groups * kind, 1 << part)
            if same and above == EVENTS and role[i] == 1:
                outside[of] += 1
        for n in range(1, used[0] + 1):
            slot = used[n]
            if same and marks[slot] == 1:
                outside[keys[slot, 1] % groups] += 1
            marks[slot] = 0
        for n in range(found):
            of = met[n]
            is_met[of] = 0
            counts[of, 0] += 1
            y, x = own[of, 0], own[of, 1]
            if own[of, 2] > 0:
                counts[of, 1] += 1
            if same and above == CUSTOMERS and y > 0 and x == 0:
                outside[of] += 1
            counts[of, 2] += outside[of]
            outside[of] = 0
            add_exactly(sums[of, 0], bounded(y))
            add_exactly(sums[of, 1], bounded(x))
            add_exactly(sums[of, 2], bounded(y) * bounded(y))
            add_exactly(sums[of, 3], bounded(x) * bounded(x))
            add_exactly(sums[of, 4], bounded(y) * bounded(x))
    return counts, sums
