"""From an id to its customer, for millions of ids: open addressing with linear probing over two arrays."""

import numba
import numpy as np
from numpy.typing import NDArray

_EMPTY = np.int64(-1)


class Lookup:
    """A frozen map from sorted non-negative ids to numbers.

    Examples:
        >>> lookup = Lookup(np.array([3, 8]), np.array([0, 1], dtype=np.int32))
        >>> lookup.find(np.array([8, 5, 3])).tolist()
        [1, -1, 0]
    """

    def __init__(self, ids: NDArray[np.int64], numbers: NDArray[np.int32]) -> None:
        size = 1 << max(4, int(2 * max(len(ids), 1) - 1).bit_length())
        self._keys = np.full(size, _EMPTY, dtype=np.int64)
        self._numbers = np.full(size, -1, dtype=np.int32)
        _fill(ids, numbers, self._keys, self._numbers)

    def find(self, ids: NDArray[np.int64]) -> NDArray[np.int32]:
        """The number of each id, -1 where it is not known."""
        found = np.empty(len(ids), dtype=np.int32)
        _find(np.ascontiguousarray(ids, dtype=np.int64), self._keys, self._numbers, found)
        return found


@numba.njit(nogil=True, cache=True)
def _fill(
    ids: NDArray[np.int64], numbers: NDArray[np.int32], keys: NDArray[np.int64], places: NDArray[np.int32]
) -> None:
    mask = keys.size - 1
    for row in range(ids.size):
        at = ids[row] & mask
        while keys[at] != _EMPTY:
            at = (at + 1) & mask
        keys[at] = ids[row]
        places[at] = numbers[row]


@numba.njit(nogil=True, cache=True)
def _find(ids: NDArray[np.int64], keys: NDArray[np.int64], places: NDArray[np.int32], found: NDArray[np.int32]) -> None:
    mask = keys.size - 1
    for row in range(ids.size):
        if row and ids[row] == ids[row - 1]:
            found[row] = found[row - 1]
            continue
        at = ids[row] & mask
        while keys[at] != ids[row] and keys[at] != _EMPTY:
            at = (at + 1) & mask
        found[row] = places[at] if keys[at] == ids[row] and ids[row] != _EMPTY else -1
