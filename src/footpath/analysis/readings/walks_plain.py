"""The plain funnel's kernel: ordered steps of touchpoints with at most a limit from first to last, for each customer."""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import NOWHERE
from footpath.journeys.counting import longest_journey


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
    """See `Walked`. Most events cost one byte: times are read where a step is met after the one before it. Rows of steps are
    found first, without a branch.

    It is enough to know, of each step, the latest row from which a walk has reached it: a walk that began later has more time.
    """
    most = (offsets.size - 1 + stride - 1) // stride
    customer, first = np.empty(most, np.int64), np.empty(most, np.int64)
    alive, since = np.empty(most, np.uint8), np.empty((most, steps), np.int64)
    opened = np.zeros(steps, np.uint64)
    is_step = (masks != 0).astype(np.uint8)
    rows = np.empty(longest_journey(offsets) + 1, np.uint64)
    limited = within < np.iinfo(np.int64).max
    n = 0
    for c in range(0, offsets.size - 1, stride):
        reached, live = 0, np.int64(1)  # bits of the steps that a walk may take next
        hits = np.uint64(0)
        for i in range(np.uint64(offsets[c]), np.uint64(offsets[c + 1])):
            rows[hits] = i
            hits += np.uint64(is_step[touchpoint[i]] & keep[i] if keep.size else is_step[touchpoint[i]])
        for hit in range(hits):
            i = rows[hit]
            mask = masks[touchpoint[i]] & live
            if mask == 0:
                continue
            for k in range(min(reached, steps - 1), 0, -1):
                later = k == reached or opened[k] != opened[k - 1]  # else nothing would change
                if (mask >> k) & 1 and later and time[i] - time[opened[k - 1]] <= within:
                    opened[k] = opened[k - 1]
                    if k == reached:
                        reached += 1
                        live |= np.int64(1) << reached
                        since[n, k] = time[i] - time[opened[k]]
                        first[n] = np.int64(opened[k])
            if reached == steps:
                break
            if mask & 1:
                if entry.size and entry[i] == NOWHERE:
                    if first_only:
                        break
                    continue
                opened[0] = i
                if reached == 0:
                    reached = 1
                    live = np.int64(2) if first_only else np.int64(3)
                    since[n, 0] = 0
                    first[n] = np.int64(i)
        if reached:
            customer[n] = c
            for k in range(reached, steps):
                since[n, k] = -1
            waits = limited and reached < steps and end - time[opened[0]] < within
            alive[n] = 0 if waits else 255
            n += 1
    return customer[:n], first[:n], alive[:n], since[:n]
