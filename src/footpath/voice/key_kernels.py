"""The loops behind what is kept by key: open addressing with linear probing, and rows copied to where they are asked for."""

import numba
import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Places = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_AT_A_TIME = 32
_MAGNITUDE, _SIGN = np.uint32(0x7FFF), np.uint32(0x8000)
_BEYOND, _INFINITE = np.uint32(0x47800000), np.uint32(0x7F800000)
_RAISE = np.float32(2.0**112)  # the exponents of whole and half floats count from 127 and from 15


@numba.njit(nogil=True, cache=True)
def _slot(one: np.uint64, other: np.uint64, mask: np.uint64) -> np.uint64:
    return ((one ^ (other * _MIX)) * _MIX >> np.uint64(32)) & mask


@numba.njit(nogil=True, cache=True)
def put_keys(words: Words, first: int, slots: NDArray[np.int32], fresh: NDArray[np.bool_]) -> int:
    """Keys from ``first`` on get slots, unless they have one: then it leads to the later place.

    Args:
        slots: twice as many as keys or more, a power of two; -1 is free.
        fresh: whether the key had none.

    Returns:
        How many had none.
    """
    mask = np.uint64(slots.size - 1)
    new = 0
    for row in range(fresh.size):
        place = first + row
        one, other = words[place, 0], words[place, 1]
        at = _slot(one, other, mask)
        while slots[at] >= 0 and (words[slots[at], 0] != one or words[slots[at], 1] != other):
            at = (at + np.uint64(1)) & mask
        fresh[row] = slots[at] < 0
        new += fresh[row]
        slots[at] = place
    return new


@numba.njit(nogil=True, cache=True)
def find_keys(wanted: Words, words: Words, slots: NDArray[np.int32], places: Places) -> None:
    """Where each wanted key stands, -1 where it does not; some at a time, so that the memory answers for several at once."""
    mask = np.uint64(slots.size - 1)
    ats, heads = np.empty(_AT_A_TIME, np.uint64), np.empty(_AT_A_TIME, np.int32)
    for first in range(0, places.size, _AT_A_TIME):
        last = min(first + _AT_A_TIME, places.size)
        for row in range(first, last):
            ats[row - first] = _slot(wanted[row, 0], wanted[row, 1], mask)
            heads[row - first] = slots[ats[row - first]]
        for row in range(first, last):
            at, place = ats[row - first], heads[row - first]
            while place >= 0 and (words[place, 0] != wanted[row, 0] or words[place, 1] != wanted[row, 1]):
                at = (at + np.uint64(1)) & mask
                place = slots[at]
            places[row] = place


@numba.njit(nogil=True, cache=True)
def widen_rows(halves: NDArray[np.uint16], skip: int, rows: Places, at: Places, out: NDArray[np.float32]) -> None:
    """Rows of half floats, told by their bits, to rows of whole floats: every number exactly, what is not finite too.

    Args:
        skip: columns before the first number.
        rows: which to read.
        at: where each goes.
    """
    bits = out.view(np.uint32)
    for n in range(rows.size):
        read, told, numbers = halves[rows[n], skip:], bits[at[n]], out[at[n]]
        for column in range(told.size):
            told[column] = np.uint32(read[column] & _MAGNITUDE) << np.uint32(13)
        for column in range(told.size):
            numbers[column] *= _RAISE
        for column in range(told.size):
            sign = np.uint32(read[column] & _SIGN) << np.uint32(16)
            told[column] |= sign | (_INFINITE if told[column] >= _BEYOND else np.uint32(0))


@numba.njit(nogil=True, cache=True)
def copy_runs(stored: Bytes, skip: int, starts: Places, counts: Places, at: Places, out: Bytes) -> None:
    """Runs of records, told by their bytes, to where they are asked for.

    Args:
        skip: bytes of each record that stay behind, at its beginning.
        starts: first record of each run.
        at: where its first record goes.
    """
    for n in range(starts.size):
        for row in range(counts[n]):
            out[at[n] + row] = stored[starts[n] + row, skip:]
