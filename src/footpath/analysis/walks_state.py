"""What the exact kernels keep while they walk: the events of one customer that matter, and what became of a unit."""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray


class Hits(NamedTuple):
    """The events of one customer that matter, in order.

    Attributes:
        row: in the shard.
        mask, bar: bits of the steps and the exclusions that the event means.
        place: its number among all events of the unit that count.
        value: of what must stay the same.
        order: numbers of the hits, as a unit reads them.
    """

    row: NDArray[np.int64]
    mask: NDArray[np.int64]
    bar: NDArray[np.int64]
    place: NDArray[np.int64]
    value: NDArray[np.int64]
    order: NDArray[np.int64]


class Standing(NamedTuple):
    """By step, the walks that stand there: from ``head`` until before ``tail``."""

    began: NDArray[np.int64]
    last: NDArray[np.int64]
    head: NDArray[np.int64]
    tail: NDArray[np.int64]


class Course(NamedTuple):
    """What became of one unit.

    Attributes:
        since: as in `Walked`.
        done: by step, the hit at which it was first reached.
        best: the furthest step, the hit at which it was reached, the hit at which that walk began, and ``alive``.
        taker, source, queue: room for steps in any order.
    """

    since: NDArray[np.int64]
    done: NDArray[np.int64]
    best: NDArray[np.int64]
    taker: NDArray[np.int64]
    source: NDArray[np.int64]
    queue: NDArray[np.int64]


class Units(NamedTuple):
    """Units so far, with room for more."""

    customer: NDArray[np.int64]
    first: NDArray[np.int64]
    alive: NDArray[np.uint8]
    since: NDArray[np.int64]


@numba.njit(nogil=True, cache=True)
def room_to_stand(steps: int, room: int) -> Standing:
    pairs = np.empty((2, steps, room), np.int64)
    bounds = np.zeros((2, steps), np.int64)
    return Standing(pairs[0], pairs[1], bounds[0], bounds[1])


@numba.njit(nogil=True, cache=True)
def room_for_course(steps: int) -> Course:
    room = np.empty((5, steps), np.int64)
    return Course(room[0], room[1], np.empty(4, np.int64), room[2], room[3], room[4])


@numba.njit(nogil=True, cache=True)
def room_for_units(room: int, steps: int) -> Units:
    return Units(
        np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.uint8), np.empty((room, steps), np.int64)
    )


@numba.njit(nogil=True, cache=True, inline="always")
def note(course: Course, k: int, j: int, began: int, since: int, leads: bool) -> None:
    """Step ``k`` was reached with hit ``j``, ``since`` after the walk began at hit ``began``; what was first stays.

    Args:
        leads: the walk that first came furthest says where the unit entered.
    """
    if j < course.done[k]:
        course.done[k] = j
        course.since[k] = since
    if leads and (k > course.best[0] or (k == course.best[0] and j < course.best[1])):
        course.best[0], course.best[1], course.best[2] = k, j, began


@numba.njit(nogil=True, cache=True)
def sort_order(order: NDArray[np.int64], start: int, end: int, key: NDArray[np.int64]) -> None:
    """Bring hits of one key together, otherwise in the order they have."""
    keys = np.empty(end - start, np.int64)
    sorted_already = True
    for x in range(start, end):
        keys[x - start] = key[order[x]]
        sorted_already &= x == start or keys[x - start] >= keys[x - start - 1]
    if sorted_already:
        return
    order[start:end] = order[start:end][np.argsort(keys, kind="mergesort")]
