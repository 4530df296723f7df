"""What the clock says of a record: when it began, when what was asked was answered, and how long it had lasted by an event."""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.support_cases import OPENED, REPLIED, RESOLVED
from footpath.engine.lookup import positions_in, positions_table
from footpath.journeys.columns import NO_RECORD, Shard

NEVER = np.iinfo(np.int64).min
Ints = NDArray[np.int64]


class RecordTimes(NamedTuple):
    """By target, instants in microseconds, `NEVER` where there is none.

    Attributes:
        start: the record's first event of this customer.
        last: its last event up to the target that is no feedback.
        opened, replied, resolved: of a ticket: the first time of each, the latter two after it was opened.
    """

    start: Ints
    last: Ints
    opened: Ints
    replied: Ints
    resolved: Ints


def record_times(shard: Shard, rows: Ints, record: Ints, states: NDArray[np.uint8]) -> RecordTimes:
    """The times of records as customers met them.

    Args:
        rows: the targets, ascending.
        record: the record meant at each, -1 for none.
        states: by touchpoint code, what becomes of a ticket there.
    """
    records = np.unique(record)
    records = records[records != NO_RECORD]
    if not len(records):
        return RecordTimes(*np.full((5, len(rows)), NEVER, dtype=np.int64))
    slots = positions_table(records)
    spoken = np.zeros(shard.events, dtype=np.uint8)
    spoken[shard.feedback.row] = 1
    columns = positions_in(slots, records, np.ascontiguousarray(shard.record)), shard.touchpoint, shard.time, spoken
    wanted = positions_in(slots, records, record)
    return RecordTimes(*_read(shard.offsets, *columns, rows, shard.customer_at(rows), wanted, states, len(records)))


@numba.njit(nogil=True, cache=True)
def _read(
    offsets: NDArray[np.int64],
    slot: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    spoken: NDArray[np.uint8],
    rows: NDArray[np.int64],
    customer: NDArray[np.int64],
    wanted: NDArray[np.int64],
    states: NDArray[np.uint8],
    slots: int,
) -> NDArray[np.int64]:
    found = np.full((5, rows.size), NEVER, np.int64)
    seen, owner = np.full((slots, 5), NEVER, np.int64), np.full(slots, -1, np.int64)
    first = 0
    while first < rows.size:
        c, target = customer[first], first
        for i in range(offsets[c], offsets[c + 1]):
            s = slot[i]
            if s >= 0:
                if owner[s] != c:
                    owner[s] = c
                    seen[s] = NEVER
                    seen[s, 0] = time[i]
                if not spoken[i]:
                    seen[s, 1] = time[i]
                state = states[touchpoint[i]]
                if state == OPENED and seen[s, 2] == NEVER:
                    seen[s, 2] = time[i]
                elif state == REPLIED and seen[s, 2] != NEVER and seen[s, 3] == NEVER:
                    seen[s, 3] = time[i]
                elif state == RESOLVED and seen[s, 2] != NEVER and seen[s, 4] == NEVER:
                    seen[s, 4] = time[i]
            while target < rows.size and rows[target] == i:
                own = wanted[target]
                if own >= 0 and owner[own] == c:
                    found[1, target] = seen[own, 1]
                target += 1
        for t in range(first, target):
            own = wanted[t]
            if own >= 0 and owner[own] == c:
                found[0, t] = seen[own, 0]
                found[2:, t] = seen[own, 2:]
        first = target
    return found
