"""The plain retention's kernel: any event starts, any event is a return, periods are the calendar's."""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.columns import NOWHERE

_QUARTER_US = np.int64(QUARTER_US)


@numba.njit(nogil=True, cache=True)
def count_returns(
    offsets: NDArray[np.int64],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    of_quarter: NDArray[np.uint16],
    first_quarter: int,
    periods: int,
    groups: int,
    width: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sizes by cell (period × groups + group), and customers by cell and period after their first event.

    Times ascend, so a customer is new in a period where it is not the period of the event before: the count goes up by that,
    without a branch, which would be guessed wrong every other time. What is later than all periods is counted beside them.
    """
    sizes = np.zeros(periods * groups, np.int64)
    counts = np.zeros((periods * groups, width + 1), np.int64)
    every = np.ones(1, np.uint8)
    kept, step = (keep, np.uint64(1)) if keep.size else (every, np.uint64(0))
    for c in range(offsets.size - 1):
        i, last = np.uint64(offsets[c]), np.uint64(offsets[c + 1])
        while i < last and kept[i * step] == 0:
            i += np.uint64(1)
        g = np.int64(group[i]) if group.size and i < last else np.int64(0)
        if i == last or g == NOWHERE:
            continue
        cohort = np.int64(of_quarter[np.uint64(time[i] // _QUARTER_US - first_quarter)])
        cell = cohort * groups + g
        sizes[cell] += 1
        own, before = counts[cell], np.int64(-1)
        for row in range(i, last):
            now = np.int64(of_quarter[np.uint64(time[row] // _QUARTER_US - first_quarter)]) - cohort
            now = now if kept[row * step] else before
            own[np.uint64(now if now < width else width)] += now != before
            before = now
    return sizes, counts[:, :width].copy().reshape(-1)
