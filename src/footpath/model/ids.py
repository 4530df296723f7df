"""Identifiers as integers: the same text gives the same number on every machine and in every version.

FNV-1a over UTF-8 bytes with MurmurHash3's finaliser, shifted right by one so that it fits a signed 64-bit column.
Source: Fowler, Noll, Vo (1991); Appleby, MurmurHash3 ``fmix64``. No cryptographic promise is made or needed.
"""

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

SEPARATOR = "\x1f"
_OFFSET, _PRIME, _MASK = 0xCBF29CE484222325, 0x100000001B3, 0xFFFFFFFFFFFFFFFF
_MIX_1, _MIX_2 = 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53


def _fold(data: bytes, state: int = _OFFSET) -> int:
    for byte in data:
        state = ((state ^ byte) * _PRIME) & _MASK
    return state


def _finish(state: int) -> int:
    state ^= state >> 33
    state = (state * _MIX_1) & _MASK
    state ^= state >> 33
    state = (state * _MIX_2) & _MASK
    return (state ^ (state >> 33)) >> 1


def stable_id(*parts: str) -> int:
    """A non-negative int64 from one or more texts.

    Examples:
        >>> stable_id("email", "ann@example.org") == stable_id("email", "ann@example.org")
        True
        >>> stable_id("a", "b") == stable_id("ab")
        False
    """
    return _finish(_fold(SEPARATOR.join(parts).encode()))


def stable_ids(values: Any, *prefix: str) -> NDArray[np.int64]:
    """`stable_id(*prefix, value)` for each value of an Arrow string array (or chunked array); null gives -1."""
    import pyarrow as pa

    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
        if isinstance(values, pa.ChunkedArray):  # too large for one chunk
            return np.concatenate([stable_ids(chunk, *prefix) for chunk in values.chunks])
    array = values.cast(pa.large_string())
    _, offsets, data = array.buffers()
    state = _fold((SEPARATOR.join(prefix) + SEPARATOR).encode()) if prefix else _OFFSET
    ends = np.frombuffer(offsets, dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    text = np.frombuffer(data, dtype=np.uint8) if data is not None and data.size else np.zeros(1, dtype=np.uint8)
    ids = np.empty(len(array), dtype=np.int64)
    _hash_texts(ends, text, np.uint64(state), ids)
    if array.null_count:
        ids[np.asarray(array.is_null())] = -1
    return ids


def combine_ids(*columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """One id per row from several integer columns of the same length; order matters."""
    state = np.full(len(columns[0]), _OFFSET, dtype=np.uint64)
    for column in columns:
        _mix_column(state, column.astype(np.int64, copy=False).view(np.uint64))
    return (state >> np.uint64(1)).view(np.int64)


@numba.njit(nogil=True, cache=True)
def _finish_one(state: Any) -> Any:
    state ^= state >> np.uint64(33)
    state *= np.uint64(_MIX_1)
    state ^= state >> np.uint64(33)
    state *= np.uint64(_MIX_2)
    return state ^ (state >> np.uint64(33))


@numba.njit(nogil=True, cache=True)
def _hash_texts(ends: NDArray[np.int64], text: NDArray[np.uint8], start: np.uint64, ids: NDArray[np.int64]) -> None:
    for row in range(ids.size):
        state = start
        for at in range(ends[row], ends[row + 1]):
            state = (state ^ np.uint64(text[at])) * np.uint64(_PRIME)
        ids[row] = np.int64(_finish_one(state) >> np.uint64(1))


@numba.njit(nogil=True, cache=True)
def _mix_column(state: NDArray[np.uint64], values: NDArray[np.uint64]) -> None:
    for row in range(state.size):
        state[row] = _finish_one(state[row] * np.uint64(_PRIME) ^ values[row])
