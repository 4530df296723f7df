"""Where does each of some integers stand? An open-addressing hash table for compiled loops."""

import numba
import numpy as np
from numpy.typing import NDArray

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: neighbours go to far slots


def positions_table(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Slots that hold the position of each id in ``ids`` (its first, when it repeats), -1 where empty."""
    size = 1 << max(4, int(2 * max(len(ids), 1)).bit_length())
    slots = np.full(size, -1, dtype=np.int64)
    _fill(slots, ids)
    return slots


@numba.njit(nogil=True, cache=True)
def position_of(slots: NDArray[np.int64], ids: NDArray[np.int64], wanted: int) -> int:
    """Position of ``wanted`` in ``ids``, or -1; ``slots`` is their `positions_table`."""
    mask = np.uint64(slots.size - 1)
    at = (np.uint64(wanted) * _SPREAD >> np.uint64(17)) & mask
    while slots[at] >= 0:
        if ids[slots[at]] == wanted:
            return slots[at]
        at = (at + np.uint64(1)) & mask
    return -1


@numba.njit(nogil=True, cache=True)
def _fill(slots: NDArray[np.int64], ids: NDArray[np.int64]) -> None:
    mask = np.uint64(slots.size - 1)
    for position in range(ids.size):
        at = (np.uint64(ids[position]) * _SPREAD >> np.uint64(17)) & mask
        while slots[at] >= 0 and ids[slots[at]] != ids[position]:
            at = (at + np.uint64(1)) & mask
        if slots[at] < 0:
            slots[at] = position


@numba.njit(nogil=True, cache=True)
def find_rows(slots: NDArray[np.int64], wanted: NDArray[np.int64], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of the ``wanted`` (whose table is ``slots``), the row of ``ids`` that holds it, or -1."""
    rows = np.full(wanted.size, -1, dtype=np.int64)
    for row in range(ids.size):
        position = position_of(slots, wanted, ids[row])
        if position >= 0:
            rows[position] = row
    return rows


@numba.njit(nogil=True, cache=True)
def positions_in(slots: NDArray[np.int64], ids: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each value its position in ``ids`` (whose table is ``slots``), or -1."""
    positions = np.empty(values.size, dtype=np.int64)
    for row in range(values.size):
        positions[row] = position_of(slots, ids, values[row])
    return positions
