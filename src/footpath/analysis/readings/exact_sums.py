"""Sums of amounts that come out the same, to the last digit, in whatever order and shards they are added.

A sum is held as whole numbers of 2**-64 in eight places of 32 bits (after Kulisch). What an amount has below 2**-64 is cut
off before it is added, and an amount beyond 2**95 either way counts as that, so that squares have room too.
"""

from collections.abc import Sequence
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

PLACES = 8
_UNIT, _PLACE, _MOST = 2.0**64, 2.0**32, 2.0**95
_TOP = _PLACE ** (PLACES - 1)
Whole = NDArray[Any]  # Python's integers, each so many times 2**-64


@numba.njit(nogil=True, cache=True)
def bounded(amount: float) -> float:
    """The amount as it is counted: 0 for none (NaN), and nothing beyond what a sum has room for."""
    if amount != amount:
        return 0.0
    return min(max(amount, -_MOST), _MOST)


@numba.njit(nogil=True, cache=True)
def add_exactly(places: NDArray[np.int64], amount: float) -> None:
    """Add a `bounded` amount, or the product of two, to one sum; up to 2**31 times."""
    sign = 1 if amount >= 0 else -1
    rest, worth = abs(amount) * _UNIT, _TOP
    for k in range(PLACES - 1, -1, -1):
        if rest >= worth:
            digit = np.floor(rest / worth)
            places[k] += sign * np.int64(digit)
            rest -= digit * worth
        worth /= _PLACE


def whole(places: NDArray[np.int64]) -> Whole:
    """The sums as whole numbers; the last axis, that of the places, is gone."""
    total: Whole = np.zeros(places.shape[:-1], dtype=object)
    for k in range(PLACES):
        total = total + places[..., k].astype(object) * (1 << (32 * k))
    return total


def add_wholes(partials: Sequence[Whole]) -> Whole:
    """The sum of what several shards gave."""
    return sum(partials[1:], start=partials[0])


def amounts(sums: Whole) -> NDArray[np.float64]:
    """The amount nearest to each sum.

    Examples:
        >>> places = np.zeros((1, PLACES), dtype=np.int64)
        >>> for amount in (1e15, 0.25, -1e15, 0.5):
        ...     add_exactly(places[0], amount)
        >>> amounts(whole(places)).tolist()
        [0.75]
    """
    return np.array([int(total) / (1 << 64) for total in sums.ravel()], dtype=np.float64).reshape(sums.shape)
