"""What the exact kernels keep while they walk. Each is one array, for what many arrays cost is to be handed on.

- ``hits`` are the events of one customer that matter, in order: by `ROW` in the shard, `MASK` and `BAR` (bits of the steps and
  exclusions that the event means), `PLACE` (its number among the events of the unit that count), `VALUE` (of what must stay
  the same); and `ORDER`, the numbers of the hits as a unit reads them.
- ``pairs`` are the walks that stand at each step, from `HEAD` until before `TAIL` of its ``ends``: the hits at which they
  `BEGAN`, and at which they took the step, their `LAST`.
- ``course`` is what became of one unit. By step: `SINCE`, as in `Walked`, and `DONE`, the hit at which it was first reached.
  Of the `BEST` walk: the `FURTHEST` step, the hit it was `REACHED_AT`, the hit it `BEGAN_AT`; and ``alive``. `TAKER`, `SOURCE`
  and `QUEUE` are room for steps in any order.
"""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
ROW, MASK, BAR, PLACE, VALUE, ORDER = range(6)
BEGAN, LAST = range(2)
HEAD, TAIL = range(2)
SINCE, DONE, BEST, TAKER, SOURCE, QUEUE = range(6)
FURTHEST, REACHED_AT, BEGAN_AT, ALIVE = range(4)


class Units(NamedTuple):
    """Units so far, with room for more."""

    customer: NDArray[np.int64]
    first: NDArray[np.int64]
    alive: NDArray[np.uint8]
    since: NDArray[np.int64]


@numba.njit(nogil=True, cache=True)
def room_for_units(room: int, steps: int) -> Units:
    return Units(
        np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.uint8), np.empty((room, steps), np.int64)
    )


@numba.njit(nogil=True, cache=True, inline="always")
def note(course: Numbers, k: int, j: int, began: int, since: int, leads: bool) -> None:
    """Step ``k`` was reached with hit ``j``, ``since`` after the walk began at hit ``began``; what was first stays.

    Args:
        leads: the walk that first came furthest says where the unit entered.
    """
    if j < course[DONE, k]:
        course[DONE, k] = j
        course[SINCE, k] = since
    if leads and (k > course[BEST, FURTHEST] or (k == course[BEST, FURTHEST] and j < course[BEST, REACHED_AT])):
        course[BEST, FURTHEST], course[BEST, REACHED_AT], course[BEST, BEGAN_AT] = k, j, began


@numba.njit(nogil=True, cache=True, inline="always")
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
