"""How many still wait after a time, when for some it is only known that they waited at least so long? Kaplan and Meier's curve.

Times stand in ascending order. At one time, those who reached the end did so before those whose time was cut short there.

Sources: E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958); the variance is
M. Greenwood's; the interval is that of log(-log), J. D. Kalbfleisch, R. L. Prentice (1980); that of a quantile is R. Brookmeyer,
J. Crowley, Biometrics 38 (1982).
"""

from math import ceil, exp, log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.model.intervals import Z95

Counts = NDArray[np.int64]
NEVER = -1
_ROUNDING = 1e-9


class Curve(NamedTuple):
    """By time: those still waiting just before it, the share that waits on after it, and its variance in Greenwood's sum."""

    at_risk: Counts
    waiting: NDArray[np.float64]
    variance: NDArray[np.float64]


def curve_of(reached: Counts, censored: Counts) -> Curve:
    """The curve, from how many reached the end at each time and how many were last seen waiting.

    Examples:
        >>> curve = curve_of(np.array([1, 0, 1, 1]), np.array([0, 1, 0, 0]))
        >>> curve.at_risk.tolist(), curve.waiting.round(3).tolist()
        ([4, 3, 2, 1], [0.75, 0.75, 0.375, 0.0])
    """
    gone = np.cumsum(reached + censored)
    at_risk = gone[-1] - gone + reached + censored if len(gone) else gone
    safe = np.maximum(at_risk, 1)
    with np.errstate(divide="ignore"):
        variance = np.cumsum(np.where(reached > 0, reached / (safe * (safe - reached).astype(np.float64)), 0.0))
    return Curve(at_risk, np.cumprod(1 - reached / safe), variance)


def interval_of(curve: Curve) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """95% interval of the share that waits on. Where nobody does, it reaches up to where it last reached.

    Examples:
        >>> low, high = interval_of(curve_of(np.array([1, 0, 1, 1]), np.array([0, 1, 0, 0])))
        >>> low.round(3).tolist(), high.round(3).tolist()
        ([0.128, 0.128, 0.011, 0.0], [0.961, 0.961, 0.808, 0.808])
    """
    some = (curve.waiting > 0) & (curve.waiting < 1)
    share, variance = np.where(some, curve.waiting, 0.5), np.where(some, curve.variance, 0.0)
    spread = Z95 * np.sqrt(variance) / -np.log(share)
    low = np.where(some, share ** np.exp(spread), curve.waiting)
    high = np.where(some, share ** np.exp(-spread), curve.waiting)
    last = np.flatnonzero(curve.waiting > 0)
    nobody = curve.waiting <= 0
    high[nobody] = high[last[-1]] if len(last) else 1.0
    return low, high


class QuantileRanks(NamedTuple):
    """Which of the reached (counted from 0 in the order of time) is a quantile, and which are the ends of its interval;
    -1 where it is never reached."""

    at: int
    low: int
    high: int


def quantile_ranks(reached: Counts, censored: Counts, share: float) -> QuantileRanks:
    """The first reached after whom no more than 1 - ``share`` still wait, where times are only known in bins.

    Within a bin, those who were cut short are taken to have waited to its end.

    Examples:
        >>> quantile_ranks(np.array([4]), np.array([0]), 0.5)
        QuantileRanks(at=1, low=0, high=-1)
        >>> quantile_ranks(np.array([2, 3]), np.array([2, 0]), 0.5).at
        2
    """
    return ranks_on(curve_of(reached, censored), reached, share)


def ranks_on(curve: Curve, reached: Counts, share: float) -> QuantileRanks:
    """The same on a curve that is known."""
    wanted, some = 1 - share, reached > 0
    before = np.cumsum(reached) - reached
    ranks = []
    for number, ends in enumerate((curve.waiting, *interval_of(curve))):
        found = np.flatnonzero(((ends <= wanted + _ROUNDING) | (curve.waiting <= 0)) & some)
        at = int(found[0]) if len(found) else NEVER
        within = _first_within(curve, at, int(reached[at]), wanted, number) if len(found) else 0
        ranks.append(int(before[at]) + within - 1 if within else NEVER)
    return QuantileRanks(*ranks)


def _first_within(curve: Curve, at: int, reached: int, wanted: float, number: int) -> int:
    """How many of a bin's reached it takes until the share (0), its lower (1) or upper end (2) is no more than wanted."""
    share = float(curve.waiting[at - 1]) if at else 1.0
    variance = float(curve.variance[at - 1]) if at else 0.0
    risk = int(curve.at_risk[at])
    if number == 0:
        return min(max(ceil(risk * (1 - wanted / share) - _ROUNDING), 1), reached)

    def holds(count: int) -> bool:
        waiting = share * (risk - count) / risk
        if waiting <= 0:
            return True
        spread = Z95 * sqrt(variance + count / (risk * (risk - count))) / -log(waiting)
        return waiting ** exp(spread if number == 1 else -spread) <= wanted + _ROUNDING

    first, last = 1, min(reached, risk - 1) if number == 2 else reached
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if holds(middle) else (middle + 1, last)
    return first if 0 < first <= last and holds(first) else 0
