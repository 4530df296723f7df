"""Which ids were there already? A compact hash set of int64 that tells the ids of this load from older ones.

Open addressing with linear probing over one array. The ids are hashes already (`model.ids`), so their low bits are the
address. The sign bit of a slot marks an id that came since the last `settle`.
"""

import numba
import numpy as np
from numpy.typing import NDArray

_EMPTY = -1
_MARK = np.int64(-0x8000000000000000)
_MASK = np.int64(0x7FFFFFFFFFFFFFFF)
_FULL = 0.75
NEW, KNOWN, REPEATED = 0, 1, 2


class SeenIds:
    """A set of non-negative ids, with the time of their coming in two steps: before the last `settle`, or since.

    Examples:
        >>> seen = SeenIds()
        >>> seen.admit(np.array([7, 8, 7])).tolist()  # new, new, repeated
        [0, 0, 2]
        >>> seen.settle()
        >>> seen.admit(np.array([7, 9])).tolist()  # known from before, new
        [1, 0]
        >>> seen.came_now(np.array([7, 8, 9, 10])).tolist()
        [False, False, True, False]
    """

    def __init__(self, expected: int = 0) -> None:
        size = 1 << max(10, int(np.ceil(np.log2(max(expected, 1) / _FULL))))
        self._slots = np.full(size, _EMPTY, dtype=np.int64)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def admit(self, ids: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Add ids; for each NEW (0), KNOWN since before the last settle (1), or REPEATED since (2)."""
        if ids.size and ids.min() < 0:
            raise ValueError("ids are hashes shifted right by one: they are never negative")
        while (self._count + ids.size) > _FULL * self._slots.size:
            self._slots = _grown(self._slots)
        found = np.empty(ids.size, dtype=np.uint8)
        self._count += _admit(ids, self._slots, found)
        return found

    def settle(self) -> None:
        """From now on, what is in the set counts as known from before."""
        _settle(self._slots)

    def came_now(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Was the id added since the last settle?"""
        return _came_now(ids, self._slots)


@numba.njit(nogil=True, cache=True)
def _admit(ids: NDArray[np.int64], slots: NDArray[np.int64], found: NDArray[np.uint8]) -> int:
    mask, added = slots.size - 1, 0
    for row in range(ids.size):
        key = ids[row]
        at = key & mask
        while slots[at] != _EMPTY and (slots[at] & _MASK) != key:
            at = (at + 1) & mask
        if slots[at] == _EMPTY:
            slots[at] = key | _MARK
            found[row] = NEW
            added += 1
        else:
            found[row] = REPEATED if slots[at] < 0 else KNOWN
    return added


@numba.njit(nogil=True, cache=True)
def _grown(slots: NDArray[np.int64]) -> NDArray[np.int64]:
    wider = np.full(slots.size * 2, _EMPTY, dtype=np.int64)
    mask = wider.size - 1
    for slot in slots:
        if slot != _EMPTY:
            at = (slot & _MASK) & mask
            while wider[at] != _EMPTY:
                at = (at + 1) & mask
            wider[at] = slot
    return wider


@numba.njit(nogil=True, cache=True)
def _settle(slots: NDArray[np.int64]) -> None:
    for at in range(slots.size):
        if slots[at] != _EMPTY:
            slots[at] &= _MASK


@numba.njit(nogil=True, cache=True)
def _came_now(ids: NDArray[np.int64], slots: NDArray[np.int64]) -> NDArray[np.bool_]:
    mask = slots.size - 1
    now = np.zeros(ids.size, dtype=np.bool_)
    for row in range(ids.size):
        at = ids[row] & mask
        while slots[at] != _EMPTY and (slots[at] & _MASK) != ids[row]:
            at = (at + 1) & mask
        now[row] = slots[at] != _EMPTY and slots[at] < 0
    return now
