"""By more than chance? The tests behind pain points, all one-sided: only "worse" is looked for.

Two kinds of chance are kept apart. *Sampling*: would so few records differ by so much on their own? *Heterogeneity*: do
touchpoints of this kind differ by so much anyway? The first is a two-sample test. The second asks whether a difference
stands out among the differences that comparable touchpoints show: centre and spread of those are estimated robustly (median
and median absolute deviation), so that a few true pains among them do not hide each other. A finding needs both.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

SPREAD_OF_MAD = 1.4826  # a normal distribution's standard deviation over its median absolute deviation
LEAST_PEERS = 4  # fewer peers say nothing about how much touchpoints differ


class Effect(NamedTuple):
    """A difference to the rest on a scale where differences compare (log odds, or points), worse is positive."""

    size: float
    error: float


class Usual(NamedTuple):
    """What such differences usually are: their centre and their true spread, sampling error taken off."""

    centre: float
    spread: float


NOTHING_USUAL = Usual(0.0, 0.0)


def rate_effect(hits: float, n: float, rest_hits: float, rest_n: float) -> Effect:
    """The log odds ratio of two rates with its standard error (half an observation added to each cell, Haldane 1956).

    Examples:
        >>> effect = rate_effect(30, 100, 10, 100)
        >>> round(effect.size, 2), round(effect.error, 2)
        (1.32, 0.39)
    """
    a, b, c, d = hits + 0.5, n - hits + 0.5, rest_hits + 0.5, rest_n - rest_hits + 0.5
    return Effect(math.log(a * d / (b * c)), math.sqrt(1 / a + 1 / b + 1 / c + 1 / d))


def log_odds(hits: float, n: float) -> Effect:
    """The log odds of one rate with its standard error."""
    a, b = hits + 0.5, n - hits + 0.5
    return Effect(math.log(a / b), math.sqrt(1 / a + 1 / b))


def mean_effect(
    rest_mean: float, mean: float, rest_variance: float, variance: float, rest_n: float, n: float
) -> Effect:
    """How much lower a mean is than the rest's, with Welch's standard error. Variances are of single values.

    Examples:
        >>> effect = mean_effect(0.5, 0.1, 0.16, 0.25, 400, 100)
        >>> round(effect.size, 2), round(effect.error, 3)
        (0.4, 0.054)
    """
    return Effect(rest_mean - mean, math.sqrt(variance / max(n, 1) + rest_variance / max(rest_n, 1)))


def usual_effect(peers: Sequence[Effect]) -> Usual:
    """Centre and spread of the peers' effects; nothing is assumed where there are fewer than four.

    Examples:
        >>> usual_effect([Effect(0.1, 0.1), Effect(-0.1, 0.1), Effect(0.0, 0.1), Effect(0.05, 0.1), Effect(3.0, 0.1)]).centre
        0.05
        >>> usual_effect([Effect(5.0, 0.1)])
        Usual(centre=0.0, spread=0.0)
    """
    if len(peers) < LEAST_PEERS:
        return NOTHING_USUAL
    weights = [1 / (peer.error**2 + 0.01) for peer in peers]
    centre = _weighted_median([peer.size for peer in peers], weights)
    mad = SPREAD_OF_MAD * _weighted_median([abs(peer.size - centre) for peer in peers], weights)
    typical_error = _weighted_median([peer.error for peer in peers], weights)
    return Usual(centre, math.sqrt(max(mad**2 - typical_error**2, 0.0)))


def chance_of(effect: Effect, usual: Usual = NOTHING_USUAL) -> float:
    """The chance of so large an effect: the larger of that of sampling alone and that among its peers.

    A group that does better than others everywhere is not held to that: only a centre on the bad side is taken off.

    Examples:
        >>> round(chance_of(Effect(0.4, 0.1)), 6), round(chance_of(Effect(0.4, 0.1), Usual(0.1, 0.2)), 3)
        (3.2e-05, 0.09)
    """
    sampling = upper_tail(effect.size / effect.error) if effect.error > 0 else 0.5
    spread = math.hypot(effect.error, usual.spread)
    among_peers = upper_tail((effect.size - max(usual.centre, 0.0)) / spread) if spread > 0 else 0.5
    return max(sampling, among_peers)


def upper_tail(z: float) -> float:
    """The chance that a standard normal exceeds z."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def _weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    pairs = sorted(zip(values, weights, strict=True))
    half, seen = sum(weights) / 2, 0.0
    for value, weight in pairs:
        seen += weight
        if seen >= half:
            return value
    return pairs[-1][0]
