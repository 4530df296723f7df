"""Steps taken in order.

For each step a unit keeps the walks that stand there as pairs (where it began, where it took this step). Of two, the one
that is later in both can do whatever the other can, so only the others are kept: a stack in which later last events
began earlier. Mostly that is one pair; optional steps with limits of their own need more.
"""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.walks import ENTERED, NO_LIMIT, NOBODY, NOT_REACHED, Rules
from footpath.analysis.readings.walks_state import (
    ALIVE,
    BAR,
    BEGAN,
    BEGAN_AT,
    BEST,
    HEAD,
    LAST,
    MASK,
    ORDER,
    PLACE,
    ROW,
    SINCE,
    TAIL,
    Numbers,
    note,
)
from footpath.journeys.columns import NOWHERE


@numba.njit(nogil=True, cache=True, inline="always")
def take_steps(
    hits: Numbers,
    start: int,
    end: int,
    places: int,
    ended: bool,
    only: int,
    time: NDArray[np.int64],
    entry: NDArray[np.uint16],
    rules: Rules,
    pairs: Numbers,
    ends: Numbers,
    course: Numbers,
) -> Numbers:
    steps = rules.limits.size
    for k in range(steps):
        ends[HEAD, k], ends[TAIL, k] = 0, 0
    for x in range(start, end):
        j = hits[ORDER, x]
        now = time[hits[ROW, j]]
        may_open = (not rules.first_only or j == only) and not (entry.size and entry[hits[ROW, j]] == NOWHERE)
        for k in range(steps - 1, -1, -1):
            if not (hits[MASK, j] >> k) & 1:
                continue
            began = -1
            for p in range(rules.before[k], k):
                began = max(began, _latest(pairs, ends, p, k, j, now, hits, time, rules))
            fresh = may_open and (rules.openers >> k) & 1 == 1
            if rules.open and k:
                if began >= 0:
                    note(course, k, j, began, now - time[hits[ROW, began]], False)
                elif fresh and course[SINCE, k] == NOT_REACHED:
                    course[SINCE, k] = ENTERED
            elif fresh:
                note(course, k, j, j, 0, not rules.open)
            elif began >= 0:
                note(course, k, j, began, now - time[hits[ROW, began]], True)
            if fresh and rules.open and (course[BEST, BEGAN_AT] < 0 or j < course[BEST, BEGAN_AT]):
                course[BEST, BEGAN_AT] = j
            if fresh or began >= 0:
                pairs = _stand(pairs, ends, k, j if fresh else began, j)
        if hits[BAR, j]:
            for e in range(rules.bar_from.size):
                if (hits[BAR, j] >> e) & 1:
                    for p in range(rules.bar_from[e], rules.bar_until[e]):
                        _send_home(pairs, ends, p, j)
    alive = _least_alive(pairs, ends, places, ended, hits, time, rules)
    course[BEST, ALIVE] = min(course[BEST, ALIVE], alive)
    return pairs


@numba.njit(nogil=True, cache=True, inline="always")
def _latest(
    pairs: Numbers,
    ends: Numbers,
    p: int,
    k: int,
    j: int,
    now: int,
    hits: Numbers,
    time: NDArray[np.int64],
    rules: Rules,
) -> int:
    """Where the latest walk began that stands at step ``p`` and may take step ``k`` with hit ``j``; -1 for none."""
    low, high = ends[HEAD, p], ends[TAIL, p]
    if low == high:
        return -1
    if rules.strict:
        low = high - 1
        if hits[PLACE, pairs[LAST, p, low]] + 1 != hits[PLACE, j]:
            return -1
    while low < high:  # the first whose last event is not too long ago began latest
        middle = (low + high) // 2
        if now - time[hits[ROW, pairs[LAST, p, middle]]] <= rules.limits[k]:
            high = middle
        else:
            low = middle + 1
    if low == ends[TAIL, p]:
        return -1
    began = pairs[BEGAN, p, low]
    return began if now - time[hits[ROW, began]] <= rules.within else -1


@numba.njit(nogil=True, cache=True, inline="always")
def _stand(pairs: Numbers, ends: Numbers, k: int, began: int, j: int) -> Numbers:
    """A walk stands at step ``k`` from hit ``j`` on. Those that began no later can do nothing that it cannot."""
    head, tail = ends[HEAD, k], ends[TAIL, k]
    while tail > head and pairs[BEGAN, k, tail - 1] <= began:
        tail -= 1
    if tail == pairs.shape[2]:
        grown = np.empty((2, pairs.shape[1], 2 * tail), np.int64)
        grown[:, :, :tail] = pairs
        pairs = grown
    pairs[BEGAN, k, tail], pairs[LAST, k, tail] = began, j
    ends[TAIL, k] = tail + 1
    return pairs


@numba.njit(nogil=True, cache=True, inline="always")
def _send_home(pairs: Numbers, ends: Numbers, p: int, j: int) -> None:
    """End the walks that stand at step ``p`` since before hit ``j``."""
    tail = ends[TAIL, p]
    stays = tail > ends[HEAD, p] and pairs[LAST, p, tail - 1] == j
    ends[HEAD, p] = tail - 1 if stays else tail


@numba.njit(nogil=True, cache=True, inline="always")
def _least_alive(
    pairs: Numbers, ends: Numbers, places: int, ended: bool, hits: Numbers, time: NDArray[np.int64], rules: Rules
) -> int:
    """The first step at which a walk stands that has a limit and still has time; none does when its unit has ended."""
    steps = rules.limits.size
    for p in range(0 if ended else steps):
        for at in range(ends[HEAD, p], ends[TAIL, p]):
            last = pairs[LAST, p, at]
            if rules.strict and hits[PLACE, last] != places - 1:
                continue
            if rules.end - time[hits[ROW, pairs[BEGAN, p, at]]] >= rules.within:
                continue
            for q in range(p + 1, steps):
                if rules.before[q] > p:
                    break
                limited = rules.gap >= 0 or rules.within != NO_LIMIT or rules.limits[q] != NO_LIMIT
                if limited and rules.end - time[hits[ROW, last]] < rules.limits[q]:
                    return p
    return NOBODY
