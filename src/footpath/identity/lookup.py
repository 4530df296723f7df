"""From an id to its customer, for millions of ids: open addressing with linear probing.

An id and its number stand side by side, so that one look at the memory finds both; ids are looked up some at a time, so that
the memory answers for several at once.
"""

import numba
import numpy as np
from numpy.typing import NDArray

_EMPTY = np.int64(-1)
_AT_A_TIME = 32


class Lookup:
    """A frozen map from sorted non-negative ids to numbers.

    Examples:
        >>> lookup = Lookup(np.array([3, 8]), np.array([0, 1], dtype=np.int32))
        >>> lookup.find(np.array([8, 5, 3])).tolist()
        [1, -1, 0]
    """

    def __init__(self, ids: NDArray[np.int64], numbers: NDArray[np.int32]) -> None:
        size = 1 << max(4, int(2 * max(len(ids), 1) - 1).bit_length())
        self._slots = np.full((size, 2), _EMPTY, dtype=np.int64)
        _fill(ids, numbers, self._slots)

    def find(self, ids: NDArray[np.int64]) -> NDArray[np.int32]:
        """The number of each id, -1 where it is not known."""
        found = np.empty(len(ids), dtype=np.int32)
        _find(np.ascontiguousarray(ids, dtype=np.int64), self._slots, found)
        return found


@numba.njit(nogil=True, cache=True)
def _fill(ids: NDArray[np.int64], numbers: NDArray[np.int32], slots: NDArray[np.int64]) -> None:
    mask = slots.shape[0] - 1
    for row in range(ids.size):
        at = ids[row] & mask
        while slots[at, 0] != _EMPTY:
            at = (at + 1) & mask
        slots[at, 0], slots[at, 1] = ids[row], numbers[row]


@numba.njit(nogil=True, cache=True)
def _find(ids: NDArray[np.int64], slots: NDArray[np.int64], found: NDArray[np.int32]) -> None:
    mask = slots.shape[0] - 1
    keys, numbers = np.empty(_AT_A_TIME, np.int64), np.empty(_AT_A_TIME, np.int64)
    for first in range(0, ids.size, _AT_A_TIME):
        last = min(first + _AT_A_TIME, ids.size)
        for row in range(first, last):
            at = ids[row] & mask
            keys[row - first], numbers[row - first] = slots[at, 0], slots[at, 1]
        for row in range(first, last):
            wanted = ids[row]
            found[row] = numbers[row - first]
            if keys[row - first] != wanted:
                at = wanted & mask
                while slots[at, 0] != wanted and slots[at, 0] != _EMPTY:
                    at = (at + 1) & mask
                found[row] = slots[at, 1]
