"""How many times more than Poisson's do counts vary: by days, by weeks and by four weeks?

A year has a dozen spans of four weeks, so what one series shows of those is mostly chance, and the largest of three such
figures is mostly too large. Where many series of one kind are looked at, each is drawn to what is usual among them, by as much as they
differ less from each other than chance would have it.

Source: G. K. Smyth, "Linear models and empirical Bayes methods for assessing differential expression in microarray
experiments", Statistical Applications in Genetics and Molecular Biology 3 (2004).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_rates import Fit

Floats = NDArray[np.float64]
_SPANS = (1, 7, 28)  # days
_LEAST_BLOCKS = 8
_LOST = 3  # weeks or months: a few parameters take up what varies slowly
_RARE = 0.5  # a day: single days say nothing, and squares over small means are all noise
_LEAST_SERIES = 12
_MOST_DRAWN = 500.0  # as many further spans as what is usual is ever worth
_MAD = 1.4826
_LEAST_REGULAR = 0.05  # where nearly all is counted, always


@dataclass(frozen=True)
class Unrest:
    """What is usual among many series.

    Attributes:
        levels: by span (days, weeks, four weeks), how many times more than by chance alone counts usually vary.
        weights: how many further spans that is worth to one series.
        regular: how many times as much as Poisson's a series varies by chance alone: less than 1 where what is counted is a large part
            of what there is, as half of all scores is.
    """

    levels: tuple[float, ...] = (1.0, 1.0, 1.0)
    weights: tuple[float, ...] = (0.0, 0.0, 0.0)
    regular: float = 1.0


ALONE = Unrest()


def by_chance(counts: NDArray[np.int64], there: NDArray[np.int64]) -> float:
    """How many times as much as Poisson's counts vary by chance alone, where each of all that is there is counted or not."""
    return max(1 - float(counts.sum() / max(int(there.sum()), 1)), _LEAST_REGULAR)


def dispersion(counts: Floats, fit: Fit, usual: Unrest = ALONE) -> float:
    """The largest over the spans, at least what chance alone makes: days that hang together (an outage, a holiday) show in longer spans alone."""
    found, regular = 1.0, usual.regular
    for (own, freedom), level, weight in zip(unrest(counts, fit), usual.levels, usual.weights, strict=True):
        if freedom > 0:
            found = max(found, (freedom * own / regular + weight * level) / (freedom + weight))
    return found * regular


def unrest(counts: Floats, fit: Fit) -> list[tuple[float, int]]:
    """By span, how much more than Poisson's one series varies, and its degrees of freedom; none where there are too few."""
    (found,) = unrest_of_each(counts[None, :], fit.expected[None, :], len(fit.coefficients))
    return found


def unrest_of_each(counts: Floats, expected: Floats, parameters: int) -> list[list[tuple[float, int]]]:
    """The same of many series on the same days.

    Args:
        counts, expected: by series and day.
        parameters: how many were estimated for each.
    """
    by_span = [_over(counts, expected, parameters, span) for span in _SPANS]
    return [
        [(value, freedom) for value, (_, freedom) in zip(one, by_span, strict=True)]
        for one in zip(*(values.tolist() for values, _ in by_span), strict=True)
    ]


def usual_unrest(found: Sequence[Sequence[tuple[float, int]]]) -> Unrest:
    """What is usual among series: their median, and how much more than by chance they differ from it.

    Args:
        found: by series and span, how many times more than by chance alone it varies, and the degrees of freedom.
    """
    levels, weights = list[float](), list[float]()
    for span in range(len(_SPANS)):
        own = np.array([one[span][0] for one in found if one[span][1] > 0], dtype=np.float64)
        freedom = float(np.median([one[span][1] for one in found])) if found else 0.0
        if len(own) < _LEAST_SERIES or freedom <= 0:
            levels, weights = [*levels, 1.0], [*weights, 0.0]
            continue
        logs = np.log(np.maximum(own, 1e-3))
        middle = float(np.median(logs))
        differ = (_MAD * float(np.median(np.abs(logs - middle)))) ** 2 - _trigamma(freedom / 2)
        levels.append(exp(middle - 3 * log(1 - 2 / (9 * freedom))))  # the median of chi-squared lies below its mean
        weights.append(min(2 / differ, _MOST_DRAWN) if differ > 0 else _MOST_DRAWN)
    return Unrest(tuple(levels), tuple(weights))


def _over(counts: Floats, expected: Floats, parameters: int, span: int) -> tuple[Floats, int]:
    days = counts.shape[1]
    off = counts - expected
    if span == 1:
        freedom = max(days - parameters, 1)
        rare = (off**2).sum(axis=1) / np.maximum(expected.sum(axis=1), 1e-9) * days / freedom
        often = (off**2 / np.maximum(expected, 0.05)).sum(axis=1) / freedom
        return np.where(expected.mean(axis=1) < _RARE, rare, often), freedom
    blocks = days // span
    if blocks < _LEAST_BLOCKS:
        return np.ones(len(counts)), 0
    shape = len(counts), blocks, span
    sums, means = (part[:, -blocks * span :].reshape(shape).sum(axis=2) for part in (off, expected))
    freedom = max(blocks - _LOST, 1)
    return (sums**2).sum(axis=1) / np.maximum(means.sum(axis=1), 1e-9) * blocks / freedom, freedom


def _trigamma(at: float) -> float:
    from scipy.special import polygamma

    return float(polygamma(1, at))
