"""The order of arrival, which parts events of one customer at one instant: by load, then by row.

A load's *rank* is its place among all pairs of batch and source, in the order of their first sight. On their way events
carry ``rank << 46 | row``; in the index stands one running number, in which each load's rows follow those of the loads
before it, so that it is small and stays what it is when more loads come.
"""

import numba
import numpy as np
from numpy.typing import NDArray

_BITS = 46
_ROW = (1 << _BITS) - 1
WHOLE = -1  # instead of the first arrival of a chunk: its column holds whole arrivals
COUNTED = -2  # the same: its column holds running numbers already


def first_arrival(rank: int, row: int) -> int:
    return rank << _BITS | row


def whole_arrivals(rank: NDArray[np.int64], row: NDArray[np.int64]) -> NDArray[np.int64]:
    return rank << _BITS | row


def count_from(starts: NDArray[np.int64], first: int, values: NDArray[np.int64]) -> None:
    """Turn the arrivals of a chunk into running numbers, in place.

    Args:
        starts: by rank, where the load begins to count.
        first: what the values count from, `WHOLE`, or `COUNTED`.

    Examples:
        >>> values = np.array([0, 2])
        >>> count_from(np.array([0, 100]), first_arrival(1, 5), values)
        >>> values.tolist()
        [105, 107]
    """
    if first == WHOLE:
        _count_whole(starts, values)
    elif first != COUNTED:
        values += starts[first >> _BITS] + (first & _ROW)


@numba.njit(nogil=True, cache=True)
def _count_whole(starts: NDArray[np.int64], values: NDArray[np.int64]) -> None:
    for row in range(values.size):
        values[row] = starts[values[row] >> _BITS] + (values[row] & _ROW)
