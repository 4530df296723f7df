"""Which of many ids came before, and how often: one growing hash table."""

import numba
import numpy as np
from numpy.typing import NDArray

_SPREAD = 0x9E3779B97F4A7C15


class SeenCounts:
    """Counts ids over batches.

    Examples:
        >>> seen = SeenCounts()
        >>> seen.count(np.array([7, 8, 7])).tolist(), seen.count(np.array([8, 9])).tolist()
        ([0, 0, 1], [1, 0])
    """

    def __init__(self) -> None:
        self._keys = np.full(1 << 12, -1, dtype=np.int64)
        self._counts = np.zeros(1 << 12, dtype=np.uint32)
        self._used = 0

    def count(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """How often each id came before, in earlier batches and earlier in this one; ids are not negative."""
        while self._used + ids.size > 0.6 * self._keys.size:
            used = self._used
            keys, counts = (
                np.full(self._keys.size * 2, -1, dtype=np.int64),
                np.zeros(self._keys.size * 2, dtype=np.uint32),
            )
            _move(self._keys, self._counts, keys, counts)
            self._keys, self._counts, self._used = keys, counts, used
        earlier = np.empty(ids.size, dtype=np.int64)
        self._used += _count(ids, self._keys, self._counts, earlier)
        return earlier

    def first(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """True where an id comes for the first time."""
        return self.count(ids) == 0


@numba.njit(nogil=True, cache=True)
def _slot(key: np.int64, mask: np.uint64) -> np.uint64:
    mixed = np.uint64(key) * np.uint64(_SPREAD)
    return (mixed ^ (mixed >> np.uint64(32))) & mask


@numba.njit(nogil=True, cache=True)
def _count(
    ids: NDArray[np.int64], keys: NDArray[np.int64], counts: NDArray[np.uint32], earlier: NDArray[np.int64]
) -> int:
    mask = np.uint64(keys.size - 1)
    new = 0
    for row in range(ids.size):
        at = _slot(ids[row], mask)
        while keys[at] != -1 and keys[at] != ids[row]:
            at = (at + np.uint64(1)) & mask
        if keys[at] == -1:
            keys[at] = ids[row]
            new += 1
        earlier[row] = counts[at]
        counts[at] += np.uint32(1)
    return new


@numba.njit(nogil=True, cache=True)
def _move(
    old: NDArray[np.int64], old_counts: NDArray[np.uint32], keys: NDArray[np.int64], counts: NDArray[np.uint32]
) -> None:
    mask = np.uint64(keys.size - 1)
    for place in range(old.size):
        if old[place] != -1:
            at = _slot(old[place], mask)
            while keys[at] != -1:
                at = (at + np.uint64(1)) & mask
            keys[at] = old[place]
            counts[at] = old_counts[place]
