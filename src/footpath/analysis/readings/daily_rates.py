"""What a day would be expected to have: a share of what it could have come from, by a level that may move, and the weekday."""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_RIDGE = 0.05  # keeps a weekday on which nothing ever happened from being impossible
TREND = 20.0  # a share that grows by half in the course of all days is as usual as not: what grows faster is sudden
SHARED_TREND = 50.0  # where the exposure has the trend already: what is left of it is small
_NO_DAY = 0.01  # of the mean exposure: no day is without any
_WEEK, _MONTH = 7, 28
_TREND, _WAVES = slice(1, 3), slice(3, 4)


@dataclass(frozen=True)
class Grounds:
    """What days are held against.

    Attributes:
        columns: each with a coefficient of its own: one, time and its square, waves, the days of the week, then any others.
        exposure: by day, in any unit: twice as much is expected of a day with twice as much.
        steady: how strongly time is drawn to no effect.
    """

    columns: Floats
    exposure: Floats
    steady: float = TREND

    def beside(self, *columns: Floats) -> "Grounds":
        return Grounds(np.column_stack([self.columns, *columns]), self.exposure, self.steady)


@dataclass(frozen=True)
class Fit:
    """A Poisson model of daily counts.

    Attributes:
        expected: by day.
        coefficients: of the columns.
        inverse: of the information, which is the coefficients' covariance while counts vary as Poisson's do.
    """

    expected: Floats
    coefficients: Floats
    inverse: Floats


def grounds(weekday: NDArray[np.int64], exposure: Floats, *, part: bool, steady: float = TREND) -> Grounds:
    """What the days of a series are held against.

    Args:
        exposure: by day, what there was that could have been it.
        part: what is counted is itself part of the exposure, as texts of a theme are of all texts: a day has its share of it
            exactly. Otherwise (contacts, of customers who are there) counts follow the four weeks before, and the week
            around as far as they ever do.
    """
    days = len(weekday)
    time = np.linspace(-1, 1, days)
    least = max(_NO_DAY * float(exposure.mean()), 1e-9)
    month = np.maximum(_around(exposure, _MONTH, _MONTH - 1), least)
    waves = np.zeros(days) if part else np.log((_around(exposure, _WEEK, _WEEK // 2) + 0.05 * month) / (1.05 * month))
    week = [(weekday == day).astype(np.float64) for day in range(1, _WEEK)]
    columns = np.column_stack([np.ones(days), time, time**2 - 1 / 3, waves, *week])
    return Grounds(columns, np.maximum(exposure, least) if part else month, steady)


def _around(exposure: Floats, length: int, before: int) -> Floats:
    """The mean of so many days, of which so many are before each."""
    total, days = (
        np.convolve(np.concatenate([np.zeros(before), values, np.zeros(length)]), np.ones(length), "valid")
        for values in (exposure, np.ones(len(exposure)))
    )
    return np.asarray(total / np.maximum(days, 1), dtype=np.float64)[: len(exposure)]


def fit_rates(counts: Floats, held: Grounds, near: Fit | None = None) -> Fit:
    """Poisson regression with a logarithmic link and an exposure, a little drawn to no effect.

    Args:
        near: a fit to the first of the same columns: the search begins there, and ends where it would without.

    Source: P. McCullagh and J. A. Nelder, Generalized Linear Models (1989), 2.5 and 6.2.
    """
    columns = held.columns
    penalty = np.full(columns.shape[1], _RIDGE)
    penalty[0], penalty[_TREND], penalty[_WAVES] = 1e-6, held.steady, 0.1
    usual = np.zeros(columns.shape[1])
    usual[0] = np.log(max(counts.sum(), 1e-6) / held.exposure.sum())
    found = usual.copy()
    if near is not None:
        found[: len(near.coefficients)] = near.coefficients
    found = _likeliest(np.ascontiguousarray(columns), held.exposure, counts, penalty, usual, found)
    expected = _rates(held, found)
    inverse = np.linalg.inv((columns.T * expected) @ columns + np.diag(penalty))
    return Fit(expected, found, np.asarray(inverse, dtype=np.float64))


@numba.njit(nogil=True, cache=True)
def _likeliest(
    columns: Floats, exposure: Floats, counts: Floats, penalty: Floats, usual: Floats, found: Floats
) -> Floats:
    """Newton's steps, none too large; most columns are 0 on most days."""
    size = found.size
    for _ in range(60):
        slope, bend = penalty * (usual - found), np.diag(penalty)
        for day in range(counts.size):
            level = 0.0
            for j in range(size):
                level += columns[day, j] * found[j]
            expected = exposure[day] * np.exp(min(max(level, -30.0), 30.0))
            off = counts[day] - expected
            for j in range(size):
                own = columns[day, j]
                if own != 0.0:
                    slope[j] += own * off
                    for k in range(j + 1):
                        bend[j, k] += own * expected * columns[day, k]
        _solve(bend, slope)
        largest = np.abs(slope).max()
        found = found + slope * min(1.0, 2.0 / max(largest, 1e-12))
        if largest < 1e-6:
            break
    return found


@numba.njit(nogil=True, cache=True)
def _solve(bend: Floats, slope: Floats) -> None:
    """Puts the solution in the place of the right side. Of the symmetric matrix, the lower half is read, and overwritten.

    Source: A.-L. Cholesky's factors, as in G. H. Golub and C. F. Van Loan, Matrix Computations (2013), 4.2.
    """
    size = slope.size
    for j in range(size):
        for k in range(j + 1):
            rest = bend[j, k]
            for i in range(k):
                rest -= bend[j, i] * bend[k, i]
            bend[j, k] = np.sqrt(rest) if j == k else rest / bend[k, k]
        for k in range(j):
            slope[j] -= bend[j, k] * slope[k]
        slope[j] /= bend[j, j]
    for j in range(size - 1, -1, -1):
        for k in range(j + 1, size):
            slope[j] -= bend[k, j] * slope[k]
        slope[j] /= bend[j, j]


def _rates(held: Grounds, coefficients: Floats) -> Floats:
    return np.asarray(held.exposure * np.exp(np.clip(held.columns @ coefficients, -30, 30)), dtype=np.float64)
