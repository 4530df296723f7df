"""Steps taken in order.

For each step a unit keeps the walks that stand there as pairs (where it began, where it took this step). Of two, the one
that is later in both can do whatever the other can, so only the others are kept: a stack in which later last events
began earlier. Mostly that is one pair; optional steps with limits of their own need more.
"""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.walks import ENTERED, NO_LIMIT, NOBODY, NOT_REACHED, Rules
from footpath.analysis.walks_state import Course, Hits, Standing, note, room_to_stand
from footpath.journeys.columns import NOWHERE


@numba.njit(nogil=True, cache=True)
def take_steps(
    hits: Hits,
    start: int,
    end: int,
    places: int,
    ended: bool,
    only: int,
    time: NDArray[np.int64],
    entry: NDArray[np.uint16],
    rules: Rules,
    standing: Standing,
    course: Course,
) -> Standing:
    steps = rules.limits.size
    for k in range(steps):
        standing.head[k], standing.tail[k] = 0, 0
    for x in range(start, end):
        j = hits.order[x]
        now = time[hits.row[j]]
        may_open = (not rules.first_only or j == only) and not (entry.size and entry[hits.row[j]] == NOWHERE)
        for k in range(steps - 1, -1, -1):
            if not (hits.mask[j] >> k) & 1:
                continue
            began = -1
            for p in range(rules.before[k], k):
                began = max(began, _latest(standing, p, k, j, now, hits, time, rules))
            fresh = may_open and (rules.openers >> k) & 1 == 1
            if rules.open and k:
                if began >= 0:
                    note(course, k, j, began, now - time[hits.row[began]], False)
                elif fresh and course.since[k] == NOT_REACHED:
                    course.since[k] = ENTERED
            elif fresh:
                note(course, k, j, j, 0, not rules.open)
            elif began >= 0:
                note(course, k, j, began, now - time[hits.row[began]], True)
            if fresh and rules.open and (course.best[2] < 0 or j < course.best[2]):
                course.best[2] = j
            if fresh or began >= 0:
                standing = _stand(standing, k, j if fresh else began, j)
        if hits.bar[j]:
            for e in range(rules.bar_from.size):
                if (hits.bar[j] >> e) & 1:
                    for p in range(rules.bar_from[e], rules.bar_until[e]):
                        _send_home(standing, p, j)
    alive = _least_alive(standing, places, ended, hits, time, rules)
    course.best[3] = min(course.best[3], alive)
    return standing


@numba.njit(nogil=True, cache=True, inline="always")
def _latest(
    standing: Standing, p: int, k: int, j: int, now: int, hits: Hits, time: NDArray[np.int64], rules: Rules
) -> int:
    """Where the latest walk began that stands at step ``p`` and may take step ``k`` with hit ``j``; -1 for none."""
    low, high = standing.head[p], standing.tail[p]
    if low == high:
        return -1
    if rules.strict:
        low = high - 1
        if hits.place[standing.last[p, low]] + 1 != hits.place[j]:
            return -1
    while low < high:  # the first whose last event is not too long ago began latest
        middle = (low + high) // 2
        if now - time[hits.row[standing.last[p, middle]]] <= rules.limits[k]:
            high = middle
        else:
            low = middle + 1
    if low == standing.tail[p]:
        return -1
    began = standing.began[p, low]
    return began if now - time[hits.row[began]] <= rules.within else -1


@numba.njit(nogil=True, cache=True, inline="always")
def _stand(standing: Standing, k: int, began: int, j: int) -> Standing:
    """A walk stands at step ``k`` from hit ``j`` on. Those that began no later can do nothing that it cannot."""
    head, tail = standing.head[k], standing.tail[k]
    while tail > head and standing.began[k, tail - 1] <= began:
        tail -= 1
    if tail == standing.began.shape[1]:
        grown = room_to_stand(standing.head.size, 2 * tail)
        grown.began[:, :tail], grown.last[:, :tail] = standing.began, standing.last
        grown.head[:], grown.tail[:] = standing.head, standing.tail
        standing = grown
    standing.began[k, tail], standing.last[k, tail] = began, j
    standing.tail[k] = tail + 1
    return standing


@numba.njit(nogil=True, cache=True, inline="always")
def _send_home(standing: Standing, p: int, j: int) -> None:
    """End the walks that stand at step ``p`` since before hit ``j``."""
    tail = standing.tail[p]
    stays = tail > standing.head[p] and standing.last[p, tail - 1] == j
    standing.head[p] = tail - 1 if stays else tail


@numba.njit(nogil=True, cache=True, inline="always")
def _least_alive(
    standing: Standing, places: int, ended: bool, hits: Hits, time: NDArray[np.int64], rules: Rules
) -> int:
    """The first step at which a walk stands that has a limit and still has time; none does when its unit has ended."""
    steps = rules.limits.size
    for p in range(0 if ended else steps):
        for at in range(standing.head[p], standing.tail[p]):
            last = standing.last[p, at]
            if rules.strict and hits.place[last] != places - 1:
                continue
            if rules.end - time[hits.row[standing.began[p, at]]] >= rules.within:
                continue
            for q in range(p + 1, steps):
                if rules.before[q] > p:
                    break
                limited = rules.gap >= 0 or rules.within != NO_LIMIT or rules.limits[q] != NO_LIMIT
                if limited and rules.end - time[hits.row[last]] < rules.limits[q]:
                    return p
    return NOBODY
