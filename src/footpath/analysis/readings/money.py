"""What customers are worth: their recorded values, and means of them that add up exactly over shards."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.exact_sums import Whole
from footpath.journeys.columns import Shard
from footpath.journeys.selection import View
from footpath.model.intervals import Z95, Interval
from footpath.model.significance import compare_means

_NONE: Any = np.empty(0, dtype=np.float64)
_NONE.flags.writeable = False
UNBOUNDED = Interval(float("-inf"), float("inf"))


def values_of(shard: Shard) -> NDArray[np.float64]:
    """The value of each event, of length 0 when none has any."""
    if shard.value.strides == (0,):
        return _NONE if not shard.events or np.isnan(shard.value[0]) else np.ascontiguousarray(shard.value)
    return shard.value


def worth_of_customers(view: View) -> NDArray[np.float64]:
    """By customer: the sum of the values of their events that meet the conditions, NaN when none of those has a value."""
    return _worth(view.shard.offsets, values_of(view.shard), view.keep)


@numba.njit(nogil=True, cache=True)
def _worth(offsets: NDArray[np.int64], value: NDArray[np.float64], keep: NDArray[np.uint8]) -> NDArray[np.float64]:
    worth = np.full(offsets.size - 1, np.nan)
    if value.size == 0:
        return worth
    for c in range(offsets.size - 1):
        total, known = 0.0, False
        for i in range(offsets[c], offsets[c + 1]):
            if value[i] == value[i] and (keep.size == 0 or keep[i]):
                total += value[i]
                known = True
        if known:
            worth[c] = total
    return worth


@dataclass(frozen=True)
class Mean:
    """How many, and the sum and the sum of squares of their amounts as whole numbers (see `exact_sums`)."""

    n: int
    total: int
    squares: int

    def __sub__(self, part: "Mean") -> "Mean":
        """Those who are not in ``part``."""
        return Mean(self.n - part.n, self.total - part.total, self.squares - part.squares)

    @property
    def sum(self) -> float:
        return self.total / (1 << 64)

    @property
    def value(self) -> float:
        """The mean, NaN of nothing."""
        return self.total / (self.n << 64) if self.n else float("nan")

    @property
    def variance(self) -> float:
        """Of single amounts; NaN below two."""
        if self.n < 2:
            return float("nan")
        over = (
            (self.n * self.squares) << 64
        ) - self.total * self.total  # n times the squares less the sum's, times 2**128
        return max(over / ((self.n * (self.n - 1)) << 128), 0.0)

    @property
    def interval(self) -> Interval:
        """95% interval of the mean (normal approximation), infinite below two."""
        if self.n < 2:
            return UNBOUNDED
        half = Z95 * sqrt(self.variance / self.n)
        return Interval(self.value - half, self.value + half)


def difference(one: Mean, other: Mean) -> tuple[float, Interval]:
    """How much larger one mean is than another, with Welch's 95% interval, infinite where a side is below two."""
    if one.n < 2 or other.n < 2:
        return one.value - other.value, UNBOUNDED
    found = compare_means([one.n], [one.value], [one.variance], [other.n], [other.value], [other.variance])
    return float(found.difference), Interval(float(found.low), float(found.high))


def means(n: NDArray[np.int64], sums: Whole) -> list[Mean]:
    """One `Mean` per cell.

    Args:
        n: by cell.
        sums: by cell, total and squares.
    """
    return [Mean(int(count), int(pair[0]), int(pair[1])) for count, pair in zip(n, sums, strict=True)]
