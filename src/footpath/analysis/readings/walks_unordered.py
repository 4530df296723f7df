"""Steps taken in any order, each with an event of its own.

Which steps can the events since some instant take, when one event may fit several? That is a matching, and sets of events
that can all be matched form a matroid. So it is enough to keep one set: the latest events that can take steps together.
Those of them since any instant are as many as any choice of events since then could be.

Source: J. Edmonds, "Matroids and the greedy algorithm", Mathematical Programming 1 (1971).
"""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.walks import NO_LIMIT, Rules
from footpath.analysis.readings.walks_state import (
    ALIVE,
    BAR,
    BEST,
    MASK,
    ORDER,
    QUEUE,
    ROW,
    SOURCE,
    TAKER,
    Numbers,
    note,
)
from footpath.journeys.columns import NOWHERE


@numba.njit(nogil=True, cache=True)
def take_any(
    hits: Numbers,
    start: int,
    end: int,
    ended: bool,
    only: int,
    time: NDArray[np.int64],
    entry: NDArray[np.uint16],
    rules: Rules,
    course: Numbers,
) -> None:
    steps = rules.limits.size
    taker = course[TAKER]  # by step, the hit that takes it
    for k in range(steps):
        taker[k] = -1
    reached, opener, barrier = 0, start, -1  # walks begin after the barrier; the opener is the first with time
    for x in range(start, end):
        j = hits[ORDER, x]
        now = time[hits[ROW, j]]
        if hits[MASK, j]:
            _match(course, hits, j, steps)
            while opener <= x and not _may_open(hits, hits[ORDER, opener], only, barrier, now, time, entry, rules):
                opener += 1
            if opener <= x:
                depth, least = 0, j
                for k in range(steps):
                    if taker[k] >= hits[ORDER, opener]:
                        depth += 1
                        least = min(least, taker[k])
                if depth > reached:
                    at = x
                    while hits[ORDER, at] > least or not _may_open(
                        hits, hits[ORDER, at], only, barrier, now, time, entry, rules
                    ):
                        at -= 1
                    began = hits[ORDER, at]
                    note(course, reached, j, began, now - time[hits[ROW, began]], True)
                    reached = depth
        if hits[BAR, j]:
            barrier = j if hits[MASK, j] else j + 1
    if ended or (rules.within == NO_LIMIT and rules.gap < 0):
        return
    for x in range(start, end):
        if _may_open(hits, hits[ORDER, x], only, barrier, rules.end + 1, time, entry, rules):
            course[BEST, ALIVE] = 0
            return


@numba.njit(nogil=True, cache=True)
def _may_open(
    hits: Numbers,
    j: int,
    only: int,
    barrier: int,
    now: int,
    time: NDArray[np.int64],
    entry: NDArray[np.uint16],
    rules: Rules,
) -> bool:
    """Whether a walk that takes a step now may have begun with hit ``j``."""
    row = hits[ROW, j]
    if hits[MASK, j] == 0 or j < barrier or (rules.first_only and j != only):
        return False
    return not (entry.size and entry[row] == NOWHERE) and now - time[row] <= rules.within


@numba.njit(nogil=True, cache=True)
def _match(course: Numbers, hits: Numbers, new: int, steps: int) -> None:
    """Let a new hit take a step too, at the expense of the earliest one that must give way."""
    taker, source, queue = course[TAKER], course[SOURCE], course[QUEUE]
    for k in range(steps):
        source[k] = -2  # not seen; else the step whose taker could take it, -1 for the new hit
    waiting, done = 0, 0
    for k in range(steps):
        if (hits[MASK, new] >> k) & 1:
            source[k], queue[waiting] = -1, k
            waiting += 1
    free, least = -1, -1
    while done < waiting:
        k = queue[done]
        done += 1
        if taker[k] < 0:
            free = k
            break
        if least < 0 or taker[k] < taker[least]:
            least = k
        for other in range(steps):
            if source[other] == -2 and (hits[MASK, taker[k]] >> other) & 1:
                source[other], queue[waiting] = k, other
                waiting += 1
    k = free if free >= 0 else least
    while source[k] >= 0:
        taker[k] = taker[source[k]]
        k = source[k]
    taker[k] = new
