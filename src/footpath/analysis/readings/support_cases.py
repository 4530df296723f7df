"""Tickets: when each was opened, answered, resolved and opened again."""

from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import NO_RECORD
from footpath.journeys.selection import View

OPENED, REPLIED, RESOLVED, REOPENED = 1, 2, 3, 4
NEVER = -1
Times = NDArray[np.int64]


class Cases(NamedTuple):
    """One entry per ticket, times in microseconds, -1 where it did not happen.

    Attributes:
        customer, group: whose ticket it is, and the group of the event that opened it.
        opened, replied, resolved, reopened: the first time of each.
        waiting: 1 for those that are open at the end.
    """

    customer: Times
    group: Times
    opened: Times
    replied: Times
    resolved: Times
    reopened: Times
    waiting: NDArray[np.bool_]


class Changes(NamedTuple):
    """One entry per change of a ticket from closed to open (arrived) or back."""

    customer: Times
    group: Times
    at: Times
    arrived: NDArray[np.bool_]


@dataclass(frozen=True)
class Tickets:
    """Finds the tickets of a shard.

    Attributes:
        states: by touchpoint code, what becomes of a ticket there; 0 for nothing.
    """

    states: NDArray[np.uint8]

    def read(self, view: View) -> tuple[Cases, Changes]:
        shard = view.shard
        rows = np.flatnonzero(self.states[shard.touchpoint])
        if len(view.keep):
            rows = rows[view.keep[rows] != 0]
        customer, record = shard.customer_at(rows), shard.record[rows]
        order = np.lexsort((record, customer))  # stable: each ticket's events stay in their order
        rows, customer, record = rows[order], customer[order], record[order]
        opens = self.states[shard.touchpoint[rows]]
        table, changes, cases, changed = _follow(customer, record, shard.time[rows], opens)
        first, counted = rows[table[:cases, 0]], view.kept(rows[table[:cases, 0]])
        opened = table[:cases][counted]
        found = Cases(
            customer=customer[opened[:, 0]],
            group=view.group_of(first[counted]),
            opened=opened[:, 1],
            replied=opened[:, 2],
            resolved=opened[:, 3],
            reopened=opened[:, 4],
            waiting=opened[:, 5] > 0,
        )
        of = changes[:changed, 0]
        seen = counted[of]
        own = Changes(
            customer[table[of, 0]][seen],
            view.group_of(first[of[seen]]),
            changes[:changed, 1][seen],
            changes[:changed, 2][seen] > 0,
        )
        return found, own


@numba.njit(nogil=True, cache=True)
def _follow(
    customer: NDArray[np.int64], record: NDArray[np.int64], time: NDArray[np.int64], state: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], int, int]:
    """Rows by customer and record in; by ticket the row that opened it, four times and whether it is open, and all changes
    (ticket, time, whether it arrived)."""
    table, changes = np.full((time.size, 6), NEVER, np.int64), np.empty((time.size, 3), np.int64)
    cases, changed = 0, 0
    none, is_open = True, False
    for i in range(time.size):
        if i == 0 or customer[i] != customer[i - 1] or record[i] != record[i - 1]:
            none, is_open = True, False
        opens = state[i] == OPENED and (none or (not is_open and record[i] == NO_RECORD))
        if opens:
            table[cases, 0], table[cases, 1] = i, time[i]
            cases += 1
            none = False
        if none:
            continue  # its opening was not recorded
        row = table[cases - 1]
        arrives = opens or (not is_open and (state[i] == REOPENED or state[i] == OPENED))
        if arrives and not opens and row[4] == NEVER:
            row[4] = time[i]
        if state[i] == REPLIED and is_open and row[2] == NEVER and row[3] == NEVER:
            row[2] = time[i]
        leaves = state[i] == RESOLVED and is_open
        if leaves and row[3] == NEVER:
            row[3] = time[i]
        if arrives or leaves:
            is_open = arrives
            row[5] = 1 if arrives else 0
            changes[changed, 0], changes[changed, 1], changes[changed, 2] = cases - 1, time[i], 1 if arrives else 0
            changed += 1
    return table, changes, cases, changed
