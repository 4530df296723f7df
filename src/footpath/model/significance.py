"""By how much do two groups differ, and by more than chance? Tests, intervals and effect sizes, each with its source.

All of them take strata: two groups are compared within each stratum and the comparisons are put together with the weights
of Mantel and Haenszel, n1·n0/(n1 + n0). With one stratum they are the plain two-sample methods. Arrays may have any leading
axes, of which the last one is the stratum; a stratum with an empty side has no weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from footpath.model.intervals import Z95, wilson

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Compared:
    """Two groups compared, an entry per comparison.

    Attributes:
        first, second: rate or mean of each group, weighted over the strata that both have; NaN when there is none.
        difference: first less second, with its 95% interval.
        effect: Cohen's h of rates, Cohen's d of means.
        p: two-sided.
    """

    first: Floats
    second: Floats
    difference: Floats
    low: Floats
    high: Floats
    effect: Floats
    p: Floats


def compare_rates(k1: ArrayLike, n1: ArrayLike, k0: ArrayLike, n0: ArrayLike) -> Compared:
    """Two groups' rates, stratum by stratum.

    The difference is the Mantel–Haenszel risk difference. Its interval is Klingenberg's, which holds when strata are many and
    small, and where only one has any weight Newcombe's. p is that of the Mantel–Haenszel test without continuity correction.

    Sources: N. Mantel and W. Haenszel, JNCI 22 (1959); R. G. Newcombe, "Interval estimation for the difference between
    independent proportions", method 10, Statistics in Medicine 17 (1998); B. Klingenberg, "A new and improved confidence
    interval for the Mantel–Haenszel risk difference", Statistics in Medicine 33 (2014).

    Examples:
        >>> found = compare_rates([56], [70], [48], [80])  # Newcombe's table II, (a)
        >>> round(float(found.difference), 4), round(float(found.low), 4), round(float(found.high), 4)
        (0.2, 0.0524, 0.3339)
        >>> found = compare_rates([8, 2], [10, 20], [4, 1], [5, 10])  # 80% either way, then 10% either way
        >>> abs(round(float(found.difference), 9)), round(float(found.p), 9)
        (0.0, 1.0)
    """
    a, m1, c, m0 = (np.asarray(values, dtype=np.float64) for values in (k1, n1, k0, n0))
    a, m1, c, m0 = np.broadcast_arrays(a, m1, c, m0)
    share, any_weight = _shares(m1, m0)
    p1, p0 = _over(a, m1), _over(c, m0)
    first, second = (share * p1).sum(-1), (share * p0).sum(-1)
    difference = first - second
    alone = (share > 0).sum(-1) == 1
    plain, many = _newcombe(a, m1, c, m0, share), _klingenberg(a, m1, c, m0, difference)
    low, high = (np.clip(np.where(alone, *bounds), -1, 1) for bounds in zip(plain, many, strict=True))
    p = _mantel_haenszel(a, m1, c, m0)
    return Compared(
        *(_known(x, any_weight) for x in (first, second, difference, low, high, cohens_h(first, second), p))
    )


def compare_means(
    n1: ArrayLike, mean1: ArrayLike, variance1: ArrayLike, n0: ArrayLike, mean0: ArrayLike, variance0: ArrayLike
) -> Compared:
    """Two groups' means, stratum by stratum; variances are of single values, and may differ.

    Strata in which a side has fewer than two values have no weight. p and the interval are Welch's, by Student's t with the
    degrees of freedom of Welch and Satterthwaite.

    Sources: B. L. Welch, "The generalization of Student's problem", Biometrika 34 (1947); F. E. Satterthwaite, "An
    approximate distribution of estimates of variance components", Biometrics 2 (1946).

    Examples:
        >>> found = compare_means([20], [20.6], [2.97**2], [10], [22.1], [4.02**2])
        >>> round(float(found.difference), 3), round(float(found.p), 3), round(float(found.effect), 2)
        (-1.5, 0.313, -0.45)
    """
    from scipy.special import stdtr, stdtrit  # importing all of scipy's statistics takes longer than most questions

    arrays = np.broadcast_arrays(
        *(np.asarray(values, np.float64) for values in (n1, mean1, variance1, n0, mean0, variance0))
    )
    enough = (arrays[0] > 1) & (arrays[3] > 1)
    m1, x1, v1, m0, x0, v0 = (np.where(enough, values, 0.0) for values in arrays)
    share, any_weight = _shares(m1, m0)
    first, second = (share * x1).sum(-1), (share * x0).sum(-1)
    difference = first - second
    parts = np.stack([share**2 * _over(v1, m1), share**2 * _over(v0, m0)])
    variance = parts.sum(axis=(0, -1))
    ways = (_over(parts[0] ** 2, np.maximum(m1 - 1, 1)) + _over(parts[1] ** 2, np.maximum(m0 - 1, 1))).sum(-1)
    freedom = np.where(ways > 0, variance**2 / np.where(ways > 0, ways, 1), 1.0)
    error = np.sqrt(variance)
    surely = np.where(difference == 0, 1.0, 0.0)  # both sides are constant: they differ, or they do not
    p = np.where(error > 0, 2 * stdtr(freedom, -np.abs(difference) / np.where(error > 0, error, 1)), surely)
    half = stdtrit(freedom, 0.975) * error
    within = _over((share * ((m1 - 1) * v1 + (m0 - 1) * v0) * _over(1, m1 + m0 - 2)).sum(-1), np.ones_like(difference))
    effect = cohens_d(difference, within)
    values = (first, second, difference, difference - half, difference + half, effect, p)
    return Compared(*(_known(value, any_weight) for value in values))


def cohens_h(first: ArrayLike, second: ArrayLike) -> Floats:
    """The effect size of two rates: the difference of their arcsines. 0.2 is called small, 0.5 medium, 0.8 large.

    Source: J. Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), 6.2.

    Examples:
        >>> round(float(cohens_h(0.5, 0.25)), 3)
        0.524
    """
    one, two = (np.sqrt(np.clip(np.asarray(rate, dtype=np.float64), 0, 1)) for rate in (first, second))
    return np.asarray(2 * np.arcsin(one) - 2 * np.arcsin(two), dtype=np.float64)


def cohens_d(difference: ArrayLike, variance: ArrayLike) -> Floats:
    """The effect size of two means: their difference over the standard deviation within the groups.

    It is 0 where nothing differs, and infinite where groups differ of which nobody differs from their own.

    Source: as `cohens_h`, 2.2.

    Examples:
        >>> float(cohens_d(3.0, 36.0))
        0.5
    """
    by, spread = np.asarray(difference, dtype=np.float64), np.sqrt(np.asarray(variance, dtype=np.float64))
    without = np.where(by == 0, 0.0, np.copysign(np.inf, by))
    return np.asarray(np.where(spread > 0, by / np.where(spread > 0, spread, 1), without), dtype=np.float64)


def false_discovery_q(chances: ArrayLike) -> Floats:
    """Of all comparisons at least as unlikely as this one, which share is expected to be chance? NaN stays NaN, uncounted.

    Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).

    Examples:
        >>> false_discovery_q([0.01, 0.04, 0.03, 0.9]).round(4).tolist()
        [0.04, 0.0533, 0.0533, 0.9]
    """
    p = np.asarray(chances, dtype=np.float64)
    q, known = np.full(p.shape, np.nan), np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def below_false_discovery_rate(chances: Sequence[float], rate: float = 0.05) -> list[bool]:
    """Which of all comparisons tried may be called findings, so that no more than ``rate`` of them are expected to be false?

    Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).

    Examples:
        >>> below_false_discovery_rate([0.001, 0.03, 0.04, 0.9])
        [True, False, False, False]
    """
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    last = max((rank for rank, at in enumerate(order, 1) if chances[at] <= rate * rank / len(chances)), default=0)
    kept = set(order[:last])
    return [at in kept for at in range(len(chances))]


def two_sided(z: ArrayLike) -> Floats:
    """The chance that a standard normal is at least so far from 0.

    Examples:
        >>> round(float(two_sided(1.959963985)), 9)
        0.05
    """
    from scipy.special import erfc

    return np.asarray(erfc(np.abs(np.asarray(z, dtype=np.float64)) / np.sqrt(2)), dtype=np.float64)


def _newcombe(a: Floats, m1: Floats, c: Floats, m0: Floats, share: Floats) -> tuple[Floats, Floats]:
    """The interval of the one stratum that has a share of 1."""
    one, two = (share * _over(a, m1)).sum(-1), (share * _over(c, m0)).sum(-1)
    bounds = [(share * bound).sum(-1) for side in (wilson(a, m1), wilson(c, m0)) for bound in side]
    low1, high1, low0, high0 = bounds
    below, above = np.hypot(one - low1, high0 - two), np.hypot(high1 - one, two - low0)
    return one - two - below, one - two + above


def _klingenberg(a: Floats, m1: Floats, c: Floats, m0: Floats, difference: Floats) -> tuple[Floats, Floats]:
    """Of which differences is this one not too far, by Sato's variance at them?"""
    n = m1 + m0
    weight = (m1 * _over(m0, n)).sum(-1) ** 2
    slope = ((m1**2 * c - m0**2 * a + m1 * m0 * (m0 - m1) / 2) * _over(1, n**2)).sum(-1)
    spread = ((a * (m0 - c) + c * (m1 - a)) * _over(1, 2 * n)).sum(-1)
    middle = difference + Z95**2 * _over(slope, weight) / 2
    half = np.sqrt(np.maximum(middle**2 - difference**2 + Z95**2 * _over(spread, weight), (middle - difference) ** 2))
    return middle - half, middle + half


def _mantel_haenszel(a: Floats, m1: Floats, c: Floats, m0: Floats) -> Floats:
    n = m1 + m0
    cases = a + c
    beyond = (a - m1 * _over(cases, n)).sum(-1)
    variance = (m1 * m0 * cases * (n - cases) * _over(1, n**2 * (n - 1))).sum(-1)
    return np.where(variance > 0, two_sided(beyond / np.sqrt(np.where(variance > 0, variance, 1))), 1.0)


def _shares(m1: Floats, m0: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Each stratum's part of the weight, and where there is any."""
    weight = m1 * _over(m0, m1 + m0)
    total = weight.sum(-1)
    return _over(weight, np.broadcast_to(total[..., None], weight.shape)), total > 0


def _over(top: ArrayLike, bottom: Floats) -> Floats:
    """A ratio, 0 where there is nothing to divide by."""
    return np.asarray(np.where(bottom > 0, top, 0.0) / np.where(bottom > 0, bottom, 1.0), dtype=np.float64)


def _known(value: Floats, known: NDArray[np.bool_]) -> Floats:
    return np.where(known, value, np.nan)
