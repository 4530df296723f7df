"""The plain funnel's kernel: ordered steps of touchpoints with at most a limit from first to last, for each customer."""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import NOWHERE
from footpath.journeys.counting import longest_journey

_NEVER = -(1 << 61)  # microseconds: longer ago than any limit
_LONGEST = 1 << 60
_BLOCK = 1 << 14  # rows that are looked through at once


@numba.njit(nogil=True, cache=True)
def walk_plain(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint8],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    entry: NDArray[np.uint16],
    masks: NDArray[np.int64],
    steps: int,
    within: int,
    end: int,
    first_only: bool,
    stride: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8], NDArray[np.int64]]:
    """See `Walked`. Rows of steps are found first, many customers at once and without a branch; most events cost one byte.

    It is enough to know, of each step, the latest walk that has reached it: one that began later has more time. So a row that
    is met at step k moves what stands at k on to k + 1 where its time allows: two moves that need no branch, for which step a
    row is would be guessed wrong as often as right.
    """
    customers, one = offsets.size - 1, np.uint64(1)
    most = (customers + stride - 1) // stride
    customer, first = np.empty(most, np.int64), np.empty(most, np.int64)
    alive, since = np.empty(most, np.uint8), np.empty((most, steps), np.int64)
    met, meets = _steps_met(masks, steps)
    is_step = (masks != 0).astype(np.uint8)
    limit, limited = min(within, _LONGEST), within < np.iinfo(np.int64).max
    restricted = first_only or entry.size > 0
    rows = np.empty(longest_journey(offsets) + _BLOCK + 2, np.uint32)
    begun, row = np.empty(steps + 1, np.int64), np.empty(steps + 1, np.uint64)
    n, c = 0, 0
    while c < customers:
        last = c + 1
        while stride == 1 and last < customers and offsets[last] - offsets[c] < _BLOCK:
            last += 1
        start, hits, hit = np.uint64(offsets[c]), np.uint64(0), np.uint64(0)
        if keep.size:
            for r in range(start, np.uint64(offsets[last])):
                rows[hits] = np.uint32(r - start)
                hits += np.uint64(is_step[touchpoint[r]] & keep[r])
        else:
            for r in range(start, np.uint64(offsets[last])):
                rows[hits] = np.uint32(r - start)
                hits += np.uint64(is_step[touchpoint[r]])
        rows[hits] = np.uint32(offsets[last] - offsets[c])  # belongs to nobody here
        who = c
        while hit < hits:
            i = start + np.uint64(rows[hit])
            while i >= np.uint64(offsets[who + 1]):
                who += 1
            stop, reached, shut = np.uint64(offsets[who + 1]), np.uint64(0), False
            begun[:] = _NEVER
            while i < stop:
                t, at = time[i], np.uint64(touchpoint[i])
                begun[0], row[0] = t, i
                if restricted and masks[at] & 1:
                    if entry.size and entry[i] == NOWHERE:
                        begun[0] = _NEVER
                        shut |= first_only and reached == 0
                    if shut or (first_only and reached > 0):
                        begun[0] = _NEVER
                for j in range(meets[at]):
                    k = met[at, j]
                    moves = t - begun[k] <= limit
                    begun[k + one] = begun[k] if moves else begun[k + one]
                    row[k + one] = row[k] if moves else row[k + one]
                    if moves and k == reached:
                        since[n, k] = t - begun[k]
                        first[n] = np.int64(row[k])
                        reached += one
                hit += one
                i = start + np.uint64(rows[hit])
            if reached > 0:
                customer[n] = who
                for k in range(reached, np.uint64(steps)):
                    since[n, k] = -1
                waits = limited and reached < steps and end - begun[1] < within
                alive[n] = 0 if waits else 255
                n += 1
        c = last if stride == 1 else c + stride
    return customer[:n], first[:n], alive[:n], since[:n]


@numba.njit(nogil=True, cache=True)
def _steps_met(masks: NDArray[np.int64], steps: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """By touchpoint, the steps that it is, the last first, and how many they are."""
    met, meets = np.zeros((masks.size, steps), np.uint64), np.zeros(masks.size, np.uint64)
    for at in range(masks.size):
        for k in range(steps - 1, -1, -1):
            if (masks[at] >> k) & 1:
                met[at, meets[at]] = k
                meets[at] += np.uint64(1)
    return met, meets
