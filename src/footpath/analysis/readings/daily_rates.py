"""What a day would be expected to have: a share of what it could have come from, by a level that may move, and the weekday."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
_FIRST_WEEKDAY, _OTHERS = 4, 10  # columns


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
    columns, least = _calendar(weekday.tobytes()), max(_NO_DAY * float(exposure.mean()), 1e-9)
    if part:
        return Grounds(columns, np.maximum(exposure, least), steady)
    month = np.maximum(_around(exposure, _MONTH, _MONTH - 1), least)
    columns = columns.copy()
    columns[:, 3] = np.log((_around(exposure, _WEEK, _WEEK // 2) + 0.05 * month) / (1.05 * month))
    return Grounds(columns, month, steady)


@lru_cache(maxsize=256)
def _calendar(weekdays: bytes) -> Floats:
    """The columns of which all days have the same, whatever the exposure; that of waves is 0."""
    weekday = np.frombuffer(weekdays, dtype=np.int64)
    days = len(weekday)
    time = np.linspace(-1, 1, days)
    week = [(weekday == day).astype(np.float64) for day in range(1, _WEEK)]
    columns = np.column_stack([np.ones(days), time, time**2 - 1 / 3, np.zeros(days), *week])
    columns.flags.writeable = False
    return columns


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
    columns = np.ascontiguousarray(held.columns)
    usual, penalty = _drawn_to(counts, held, columns.shape[1])
    found = usual.copy()
    if near is not None:
        found[: len(near.coefficients)] = near.coefficients
    weekday = _weekdays(columns)
    found = _likeliest(columns, weekday, held.exposure, counts, penalty, usual, found)
    expected, inverse = _told(columns, weekday, held.exposure, penalty, found)
    return Fit(expected, found, inverse)


def fit_each(counts: Floats, held: Sequence[Grounds]) -> tuple[Floats, int]:
    """What is expected by series and day, of many series; and how many coefficients each took.

    Args:
        counts: by series and day.
    """
    found = np.empty(counts.shape)
    weekday = _weekdays(held[0].columns)
    for place, (own, one) in enumerate(zip(counts, held, strict=True)):
        usual, penalty = _drawn_to(own, one, one.columns.shape[1])
        best = _likeliest(one.columns, weekday, one.exposure, own, penalty, usual, usual)
        _expect(one.columns, weekday, one.exposure, best, found[place])
    return found, held[0].columns.shape[1]


def likelihoods_beside(
    counts: Floats, held: Grounds, near: Fit, firsts: NDArray[np.int64], ends: NDArray[np.int64]
) -> Floats:
    """By stretch of days, the log-likelihood of a fit beside a column of its own for that stretch.

    Args:
        near: a fit without it.
    """
    days, size = held.columns.shape
    columns = np.zeros((days, size + 1))
    columns[:, :size] = held.columns
    usual, penalty = _drawn_to(counts, held, size + 1)
    found = np.append(near.coefficients, 0.0)
    return _likelihoods(columns, _weekdays(columns), held.exposure, counts, penalty, usual, found, firsts, ends)


def likelihood(counts: Floats, fit: Fit) -> float:
    """The logarithm, less what depends on nothing but the counts."""
    return float((counts * np.log(np.maximum(fit.expected, 1e-300)) - fit.expected).sum())


def _drawn_to(counts: Floats, held: Grounds, size: int) -> tuple[Floats, Floats]:
    """The coefficients that each is drawn to, and how strongly."""
    usual, penalty = np.zeros(size), np.full(size, _RIDGE)
    usual[0] = np.log(max(counts.sum(), 1e-6) / held.exposure.sum())
    penalty[0], penalty[_TREND], penalty[_WAVES] = 1e-6, held.steady, 0.1
    return usual, penalty


@numba.njit(nogil=True, cache=True)
def _weekdays(columns: Floats) -> NDArray[np.int64]:
    """By day, its column among those of the days of the week, 0 where it has none."""
    found = np.zeros(columns.shape[0], np.int64)
    for day in range(found.size):
        for j in range(_FIRST_WEEKDAY, _OTHERS):
            if columns[day, j] != 0.0:
                found[day] = j
    return found


@numba.njit(nogil=True, cache=True)
def _expect(columns: Floats, weekday: NDArray[np.int64], exposure: Floats, found: Floats, expected: Floats) -> None:
    """Puts in place what is expected by day."""
    flat, time, bent, waves = found[0], found[1], found[2], found[3]
    for day in range(exposure.size):
        level = flat + columns[day, 1] * time + columns[day, 2] * bent + columns[day, 3] * waves
        if weekday[day]:
            level += found[weekday[day]]
        for j in range(_OTHERS, found.size):
            level += columns[day, j] * found[j]
        expected[day] = exposure[day] * np.exp(min(max(level, -30.0), 30.0))


@numba.njit(nogil=True, cache=True)
def _gather(
    columns: Floats, weekday: NDArray[np.int64], expected: Floats, off: Floats, slope: Floats, bend: Floats
) -> None:
    """Adds the slope and the lower half of the information. A day has one day of the week, and few others have it."""
    s0 = s1 = s2 = s3 = b00 = b10 = b11 = b20 = b21 = b22 = b30 = b31 = b32 = b33 = 0.0
    for day in range(expected.size):
        rate, rest, at = expected[day], off[day], weekday[day]
        c1, c2, c3 = columns[day, 1], columns[day, 2], columns[day, 3]
        r1, r2, r3 = c1 * rate, c2 * rate, c3 * rate
        s0, s1, s2, s3 = s0 + rest, s1 + c1 * rest, s2 + c2 * rest, s3 + c3 * rest
        b00, b10, b11 = b00 + rate, b10 + r1, b11 + r1 * c1
        b20, b21, b22 = b20 + r2, b21 + r2 * c1, b22 + r2 * c2
        b30, b31, b32, b33 = b30 + r3, b31 + r3 * c1, b32 + r3 * c2, b33 + r3 * c3
        if at:
            slope[at] += rest
            bend[at, 0] += rate
            bend[at, 1] += r1
            bend[at, 2] += r2
            bend[at, 3] += r3
            bend[at, at] += rate
        for j in range(_OTHERS, slope.size):
            own = columns[day, j]
            if own != 0.0:
                slope[j] += own * rest
                bend[j, 0] += own * rate
                bend[j, 1] += own * r1
                bend[j, 2] += own * r2
                bend[j, 3] += own * r3
                if at:
                    bend[j, at] += own * rate
                for k in range(_OTHERS, j + 1):
                    bend[j, k] += own * rate * columns[day, k]
    slope[:4] += np.array((s0, s1, s2, s3))
    bend[0, 0] += b00
    bend[1, :2] += np.array((b10, b11))
    bend[2, :3] += np.array((b20, b21, b22))
    bend[3, :4] += np.array((b30, b31, b32, b33))


@numba.njit(nogil=True, cache=True)
def _likeliest(
    columns: Floats,
    weekday: NDArray[np.int64],
    exposure: Floats,
    counts: Floats,
    penalty: Floats,
    usual: Floats,
    found: Floats,
) -> Floats:
    """Newton's steps, none too large."""
    expected, off = np.empty(counts.size), np.empty(counts.size)
    for _ in range(60):
        slope, bend = penalty * (usual - found), np.diag(penalty)
        _expect(columns, weekday, exposure, found, expected)
        for day in range(counts.size):
            off[day] = counts[day] - expected[day]
        _gather(columns, weekday, expected, off, slope, bend)
        _factor(bend)
        _solve(bend, slope)
        largest = np.abs(slope).max()
        found = found + slope * min(1.0, 2.0 / max(largest, 1e-12))
        if largest < 1e-6:
            break
    return found


@numba.njit(nogil=True, cache=True)
def _told(
    columns: Floats, weekday: NDArray[np.int64], exposure: Floats, penalty: Floats, found: Floats
) -> tuple[Floats, Floats]:
    """What is expected by day, and the inverse of the information."""
    expected, bend, inverse = np.empty(exposure.size), np.diag(penalty), np.eye(found.size)
    _expect(columns, weekday, exposure, found, expected)
    _gather(columns, weekday, expected, expected, np.zeros(found.size), bend)
    _factor(bend)
    for j in range(found.size):
        _solve(bend, inverse[j])
    return expected, inverse


@numba.njit(nogil=True, cache=True)
def _likelihoods(
    columns: Floats,
    weekday: NDArray[np.int64],
    exposure: Floats,
    counts: Floats,
    penalty: Floats,
    usual: Floats,
    near: Floats,
    firsts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> Floats:
    """The last column is each stretch's own."""
    found, expected = np.empty(firsts.size), np.empty(counts.size)
    for at in range(firsts.size):
        columns[:, -1] = 0.0
        columns[firsts[at] : ends[at], -1] = 1.0
        best = _likeliest(columns, weekday, exposure, counts, penalty, usual, near)
        _expect(columns, weekday, exposure, best, expected)
        found[at] = (counts * np.log(np.maximum(expected, 1e-300)) - expected).sum()
    return found


@numba.njit(nogil=True, cache=True)
def _factor(bend: Floats) -> None:
    """Puts Cholesky's factor in the place of the lower half of a symmetric matrix.

    Source: G. H. Golub and C. F. Van Loan, Matrix Computations (2013), 4.2.
    """
    for j in range(bend.shape[0]):
        for k in range(j + 1):
            rest = bend[j, k]
            for i in range(k):
                rest -= bend[j, i] * bend[k, i]
            bend[j, k] = np.sqrt(rest) if j == k else rest / bend[k, k]


@numba.njit(nogil=True, cache=True)
def _solve(factor: Floats, slope: Floats) -> None:
    """Puts the solution in the place of the right side."""
    size = slope.size
    for j in range(size):
        for k in range(j):
            slope[j] -= factor[j, k] * slope[k]
        slope[j] /= factor[j, j]
    for j in range(size - 1, -1, -1):
        for k in range(j + 1, size):
            slope[j] -= factor[k, j] * slope[k]
        slope[j] /= factor[j, j]
