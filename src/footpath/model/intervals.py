"""The intervals of this project: one function per kind of number, used wherever that number is shown."""

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z95 = 1.959963984540054


class Interval(NamedTuple):
    low: float
    high: float


def wilson(successes: ArrayLike, n: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """95% Wilson score interval of a rate; (0, 1) where n is 0. Shapes broadcast.

    Source: E. B. Wilson, "Probable inference", JASA 22 (1927).

    Examples:
        >>> low, high = wilson(5, 10)
        >>> round(float(low), 4), round(float(high), 4)
        (0.2366, 0.7634)
    """
    k, total = np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64)
    safe = np.where(total > 0, total, 1.0)
    rate = k / safe
    centre = (rate + Z95**2 / (2 * safe)) / (1 + Z95**2 / safe)
    half = Z95 * np.sqrt(rate * (1 - rate) / safe + Z95**2 / (4 * safe**2)) / (1 + Z95**2 / safe)
    low = np.where((total > 0) & (k > 0), np.clip(centre - half, 0, 1), 0.0)
    high = np.where((total > 0) & (k < total), np.clip(centre + half, 0, 1), 1.0)
    return low, high


def wilson_rate(successes: int, n: int) -> Interval:
    """`wilson` for one rate, the same to the last digit, without arrays: tables have thousands of rates."""
    k, total = float(successes), float(n)
    if total <= 0:
        return Interval(0.0, 1.0)
    rate = k / total
    centre = (rate + Z95**2 / (2 * total)) / (1 + Z95**2 / total)
    spread = rate * (1 - rate) / total + Z95**2 / (4 * (total * total))
    half = Z95 * sqrt(spread) / (1 + Z95**2 / total)
    low = min(max(centre - half, 0.0), 1.0) if k > 0 else 0.0
    high = min(max(centre + half, 0.0), 1.0) if k < total else 1.0
    return Interval(low, high)


def mean_interval(n: int, total: float, total_of_squares: float) -> Interval:
    """95% interval of a mean from its sums (normal approximation); infinite below two values.

    Examples:
        >>> low, high = mean_interval(4, 10.0, 30.0)
        >>> round(low, 3), round(high, 3)
        (1.235, 3.765)
    """
    if n < 2:
        return Interval(float("-inf"), float("inf"))
    mean = total / n
    variance = max(total_of_squares - n * mean * mean, 0.0) / (n - 1)
    half = Z95 * float(np.sqrt(variance / n))
    return Interval(mean - half, mean + half)


def nps_interval(promoters: int, detractors: int, n: int) -> Interval:
    """95% interval of a net promoter score, -100..100, from its counts; all of the scale where there are none.

    The variance is that of a multinomial, of the counts with three answers more, spread as 3/4, 3/2 and 3/4 over promoters,
    passives and detractors: so it holds with few answers, and where all answer alike. The score itself is never outside.

    Source: B. Rocks, "Interval estimation for the 'net promoter score'", The American Statistician 70 (2016).

    Examples:
        >>> low, high = nps_interval(50, 20, 100)
        >>> round(low, 1), round(high, 1)
        (14.1, 44.2)
        >>> nps_interval(10, 0, 10).high
        100.0
    """
    if n == 0:
        return Interval(-100.0, 100.0)
    plus, minus = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    middle, score = plus - minus, (promoters - detractors) / n
    half = Z95 * float(np.sqrt((plus + minus - middle * middle) / (n + 3)))
    return Interval(100 * max(min(middle - half, score), -1.0), 100 * min(max(middle + half, score), 1.0))


def scale_interval(n: int, total: float, total_of_squares: float, ends: tuple[float, float]) -> Interval:
    """95% interval of a mean on a scale with two ends, by Student's t; all of the scale below two answers.

    Where all answer alike, the bounds are exact: of answers among which a share q differs, so many would all be the same only
    with a chance of (1 - q)**n.

    Examples:
        >>> low, high = scale_interval(4, 10.0, 30.0, (1.0, 5.0))
        >>> round(low, 3), round(high, 3)
        (1.0, 4.554)
        >>> low, high = scale_interval(20, 100.0, 500.0, (1.0, 5.0))
        >>> round(low, 3), round(high, 3)
        (4.326, 5.0)
    """
    from scipy.special import stdtrit

    if n < 2:
        return Interval(*ends)
    mean = total / n
    variance = max(total_of_squares - n * mean * mean, 0.0) / (n - 1)
    if variance <= 1e-12 * max(1.0, mean * mean):
        others = 1 - 0.025 ** (1 / n)
        return Interval(mean - others * (mean - ends[0]), mean + others * (ends[1] - mean))
    half = float(stdtrit(n - 1, 0.975)) * float(np.sqrt(variance / n))
    return Interval(max(mean - half, ends[0]), min(mean + half, ends[1]))


def quantile_ranks(n: int, share: float = 0.5) -> tuple[int, int]:
    """Ranks, counted from 0, of the order statistics that bound a quantile of ``n`` values with 95%; -1 and ``n`` mean none.

    How many of the values fall below the true quantile is binomial, whatever their distribution.

    Source: W. J. Conover, Practical Nonparametric Statistics (1999), 3.2.

    Examples:
        >>> quantile_ranks(100), quantile_ranks(3)
        ((39, 60), (-1, 3))
    """
    low, high = (int(binomial_quantile(tail, np.array([n]), share)[0]) for tail in (0.025, 0.975))
    return low - 1, high


def binomial_quantile(tail: float, n: NDArray[np.int64], share: float) -> NDArray[np.int64]:
    """By sample, the least count that a binomial one does not exceed with a chance of at least ``tail``.

    Of the special functions alone: importing all of scipy's statistics takes longer than most questions.

    Examples:
        >>> binomial_quantile(0.975, np.array([1, 10, 100]), 0.5).tolist()
        [1, 8, 60]
    """
    from scipy.special import bdtr, bdtrik

    above = np.ceil(bdtrik(tail, n, share))
    below = np.maximum(above - 1, 0)
    return np.where(bdtr(below, n, share) >= tail, below, above).astype(np.int64)


def quantile_interval(ascending: NDArray[np.generic], share: float = 0.5) -> Interval:
    """95% interval of a quantile, free of any assumption on the distribution; infinite where the sample is too small.

    Its ends are order statistics: see `quantile_ranks`.

    Examples:
        >>> quantile_interval(np.arange(1, 101))
        Interval(low=40.0, high=61.0)
    """
    n = len(ascending)
    low, high = quantile_ranks(n, share)
    return Interval(
        float(ascending[low]) if low >= 0 else float("-inf"),
        float(ascending[high]) if high < n else float("inf"),
    )
