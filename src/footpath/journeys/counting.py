"""What every fast loop over a customer's events begins with."""

import numba
import numpy as np
from numpy.typing import NDArray


@numba.njit(nogil=True, cache=True)
def longest_journey(offsets: NDArray[np.int64]) -> int:
    """The most events of one customer."""
    longest = 0
    for c in range(offsets.size - 1):
        longest = max(longest, offsets[c + 1] - offsets[c])
    return longest


@numba.njit(nogil=True, cache=True)
def rows_that_count(keep: NDArray[np.uint8], first: np.uint64, last: np.uint64, rows: NDArray[np.uint32]) -> np.uint64:
    """Write down which of the rows first..last count, as distances from ``first``, and say how many.

    Whether an event counts is as good as random, so a branch on it would be guessed wrong half the time and cost more than
    all else: every row is written, and the place moves on only past one that counts.
    """
    count = np.uint64(0)
    for i in range(first, last):
        rows[count] = i - first
        count += np.uint64(keep[i])
    return count
