"""What a day would be expected to have: a level that may grow, the weekday, and how much else was going on that day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_RIDGE = 0.05  # keeps a weekday on which nothing ever happened from being impossible
_DOUBLING = 290.0  # days in which a level that doubles every 100 days is as usual as not: what grows faster is sudden
_BESIDES = (3, 4)  # the columns of how much else there was
_WEEK, _MONTH = 7, 28


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


def calendar_columns(weekday: NDArray[np.int64], exposure: Floats) -> Floats:
    """One, time and its square, how much else there was around each day (by the week and by four), and the days of the week."""
    days = len(weekday)
    time = np.linspace(-1, 1, days)
    besides = [_around(exposure, length) for length in (_WEEK, _MONTH)]
    week = [(weekday == day).astype(np.float64) for day in range(1, _WEEK)]
    return np.column_stack([np.ones(days), time, time**2 - 1 / 3, *besides, *week])


def _around(exposure: Floats, length: int) -> Floats:
    """The logarithm of the mean of so many days around each, on a scale of its own; nothing where it never changes."""
    ones = np.ones(length)
    mean = np.convolve(exposure, ones)[length // 2 :][: len(exposure)]
    days = np.convolve(np.ones(len(exposure)), ones)[length // 2 :][: len(exposure)]
    logarithm = np.log(mean / days + 0.5)
    spread = logarithm.std()
    return (logarithm - logarithm.mean()) / spread if spread > 1e-9 else np.zeros(len(exposure))


def fit_rates(counts: Floats, columns: Floats) -> Fit:
    """Poisson regression with a logarithmic link, a little drawn to no effect.

    Source: P. McCullagh and J. A. Nelder, Generalized Linear Models (1989), 2.5 and 6.2.
    """
    penalty = np.full(columns.shape[1], _RIDGE)
    penalty[0], penalty[1:3], penalty[3:5] = 1e-6, (_DOUBLING / len(counts)) ** 2, 1.0
    level = np.log(max(counts.mean(), 1e-6))
    found = np.zeros(columns.shape[1])
    found[0] = level
    for _ in range(60):
        expected = np.asarray(np.exp(np.clip(columns @ found, -30, 30)), dtype=np.float64)
        inverse = np.linalg.inv((columns * expected[:, None]).T @ columns + np.diag(penalty))
        step = inverse @ (columns.T @ (counts - expected) - penalty * (found - [level, *[0.0] * (len(found) - 1)]))
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        found = found + step
        if np.abs(step).max() < 1e-8:
            break
    expected = np.asarray(np.exp(np.clip(columns @ found, -30, 30)), dtype=np.float64)
    inverse = np.linalg.inv((columns * expected[:, None]).T @ columns + np.diag(penalty))
    return Fit(expected, found, np.asarray(inverse, dtype=np.float64))


def only_upwards(counts: Floats, columns: Floats) -> Floats:
    """The same columns, without how much else there was where more of it goes with less.

    Texts that speak of one thing do not speak of another: a theme that is suddenly in all of them must not explain itself.
    """
    kept = columns.copy()
    for _ in _BESIDES:
        found = fit_rates(counts, kept).coefficients
        against = [column for column in _BESIDES if found[column] < -1e-9]
        if not against:
            break
        kept[:, against] = 0.0
    return kept


def dispersion(counts: Floats, fit: Fit) -> float:
    """How many times more than Poisson's the counts vary, by days, by weeks and by four weeks: the largest, at least 1.

    Days that hang together (an outage, a holiday) show in longer stretches alone.
    """
    days, parameters = len(counts), len(fit.coefficients)
    off = counts - fit.expected
    freedom = max(days - parameters, 1)
    found = [1.0, float((off**2 / np.maximum(fit.expected, 1e-9)).sum() / freedom)]
    for length in (_WEEK, _MONTH):
        blocks = days // length
        if blocks < 8:
            continue
        sums, means = (part[-blocks * length :].reshape(blocks, length).sum(axis=1) for part in (off, fit.expected))
        # a few parameters take up what varies slowly
        found.append(float((sums**2).sum() / max(means.sum(), 1e-9)) * blocks / max(blocks - 3, 1))
    if fit.expected.mean() < 0.5:  # so rare that single days say nothing: squares over small means are all noise
        found[1] = float((off**2).sum() / max(fit.expected.sum(), 1e-9)) * days / freedom
    return max(found)
