"""Since which day is it worse? Change points in daily counts of one place, held against a rest on the same days.

Each day of a signal is a mean: the share of those who left, the mean experience of what was said. What a day would have been
without any change follows the rest, which knows seasons and everything else that changes for all; what remains has one
level before, another one since, and the first again once it has ended. The likelihoods of several signals of one place add up,
so that they date the change together.

Sources: D. V. Hinkley, "Inference about the change-point in a sequence of random variables", Biometrika 57 (1970); the interval
is that of B. E. Hansen, "Sample splitting and threshold estimation", Econometrica 68 (2000).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST = 30  # of what is counted, on either side of a change
LEAST_DAYS = 7  # that a change which ended must have lasted, and be over
START_UP = 28  # days: what seems to begin before them cannot be told from the beginning of the records
NEAR_BEST = 3.68  # of the log-likelihood: Hansen's 95%, half of 7.35
SURE = 0.001  # chance of such a change anywhere in the records, where there is none
_AROUND = 14  # days on either side over which the rest is smoothed
_MOST_DAYS = 1_500  # of longer records, only changes that have not ended are looked for


@dataclass(frozen=True)
class Counted:
    """What was counted by day: how many, their sum and the sum of their squares; of a rate, the sums are the hits."""

    n: Floats
    total: Floats
    squares: Floats
    is_rate: bool

    @property
    def days(self) -> int:
        return len(self.n)


@dataclass(frozen=True)
class Weighed:
    """A day's evidence: ``score`` is what it is above the expected, in units of its variance; ``weight`` is n in these."""

    n: Floats
    score: Floats
    weight: Floats
    spread: float  # how many times more than its variance it varies


@dataclass(frozen=True)
class Change:
    """Days counted from 0: it began on ``first``, which lies between ``earliest`` and ``latest``, and was over on ``end``.

    ``end`` is the number of days where it goes on. ``p`` is the chance of such a change anywhere.
    """

    first: int
    earliest: int
    latest: int
    end: int
    p: float


def weigh(own: Counted, rest: Counted, worse: int) -> Weighed:
    """The evidence of each day of a signal; ``worse`` is 1 where more is worse, -1 where less is."""
    if own.is_rate:
        expected = _expected_rate(own, rest)
        variance = np.maximum(expected * (1 - expected), 1e-6)
    else:
        expected = _smooth(rest) if rest.n.sum() else np.zeros(own.days)
        n = max(own.n.sum(), 1.0)
        within = own.squares.sum() - (own.total**2 / np.maximum(own.n, 1)).sum()
        variance = np.full(own.days, max(within / max(n - np.count_nonzero(own.n), 1.0), 1e-6))
    score = worse * (own.total - own.n * expected) / variance
    return Weighed(own.n, score, own.n / variance, 1.0)


def find_change(signals: Sequence[Weighed]) -> Change | None:
    """The day since which all of them together are worse than before; None where it is no more than chance."""
    if not signals or len(signals[0].n) < START_UP + LEAST_DAYS:
        return None
    days = len(signals[0].n)
    lasting = sum((_likelihood(one, days) for one in signals), np.zeros(days))
    first, end, best, profile = int(lasting.argmax()), days, float(lasting.max()), lasting
    chance = _chance(best, days, len(signals))
    if days <= _MOST_DAYS:
        ended = np.stack([sum((_likelihood(one, e) for one in signals), np.zeros(days)) for e in range(days)], axis=1)
        ended[:, days - LEAST_DAYS :] = 0.0
        ended[np.arange(days)[:, None] + LEAST_DAYS > np.arange(days)[None, :]] = 0.0
        which = int(ended.argmax())
        gain = float(ended.max()) - best
        if _chance(gain, days, len(signals)) < SURE:
            first, end = divmod(which, days)
            chance = _chance(float(ended.max()), days * days // 2, len(signals))
            profile = ended.max(axis=1)
    wide = max(1.0, *(_dispersion(one, first, end) for one in signals))
    if wide > 1.0:
        chance = _chance(float(profile.max()) / wide, days if end == days else days * days // 2, len(signals))
    if chance >= SURE:
        return None
    if first < START_UP:
        return None
    near = np.flatnonzero(profile >= profile.max() - NEAR_BEST * wide)
    first = _last_equal(profile, first)
    return Change(first, min(int(near[0]), first), max(int(near[-1]), first), end, chance)


def _likelihood(one: Weighed, end: int) -> Floats:
    """By first day, how much likelier the days from it until before ``end`` are another level, and a worse one."""
    score, weight, n = (np.concatenate([[0.0], np.cumsum(x)]) for x in (one.score, one.weight, one.n))
    inside, weight_in, n_in = score[end] - score[:-1], weight[end] - weight[:-1], n[end] - n[:-1]
    outside, weight_out, n_out = score[-1] - inside, weight[-1] - weight_in, n[-1] - n_in
    enough = (n_in >= LEAST) & (n_out >= LEAST) & (np.arange(len(inside)) < end)
    level_in = inside / np.where(enough, weight_in, 1)
    level_out = outside / np.where(enough, weight_out, 1)
    gain = (level_in * inside + level_out * outside - score[-1] ** 2 / max(weight[-1], 1e-12)) / 2
    return np.asarray(np.where(enough & (level_in > level_out), np.maximum(gain, 0.0), 0.0), dtype=np.float64)


def _dispersion(one: Weighed, first: int, end: int) -> float:
    """How many times more than its variance allows a signal varies from day to day, beside the change."""
    known = one.weight > 0
    inside = np.zeros(len(known), dtype=bool)
    inside[first:end] = True
    level = np.zeros(len(known))
    for part in (inside, ~inside):
        weight = one.weight[part].sum()
        level[part] = one.score[part].sum() / weight if weight > 0 else 0.0
    left = (one.score - one.weight * level)[known] ** 2 / one.weight[known]
    return float(left.sum() / max(np.count_nonzero(known) - 2, 1))


def _chance(gain: float, tried: int, signals: int) -> float:
    """The chance of such a likelihood, by as many degrees of freedom as there are signals, in any of the days tried."""
    from scipy.special import chdtrc

    return min(float(chdtrc(signals, 2 * max(gain, 0.0))) * tried, 1.0)


def _last_equal(profile: Floats, first: int) -> int:
    """The day on which something counted, of several that are as likely because nothing did."""
    best = profile[first]
    while first + 1 < len(profile) and profile[first + 1] >= best - 1e-9:
        first += 1
    return first


def _expected_rate(own: Counted, rest: Counted) -> Floats:
    """By day, the rate as it would be if its odds were always as many times the rest's as they are on the whole."""
    own_n, hits = own.n.sum(), own.total.sum()
    overall = (hits + 0.5) / (own_n + 1)
    if not rest.n.sum():
        return np.full(own.days, overall)
    smooth = np.clip(_smooth(rest), 1e-4, 1 - 1e-4)
    odds = np.log(smooth / (1 - smooth))
    low, high = -20.0, 20.0
    for _ in range(50):
        middle = (low + high) / 2
        expected = 1 / (1 + np.exp(-(odds + middle)))
        low, high = (middle, high) if (own.n * expected).sum() < overall * own_n else (low, middle)
    return np.asarray(expected, dtype=np.float64)


def _smooth(rest: Counted) -> Floats:
    """The rest's mean of the days around each, drawn towards that of all days where these are few."""
    window = np.ones(2 * _AROUND + 1)
    n, total = (np.convolve(x, window, "full")[_AROUND : _AROUND + rest.days] for x in (rest.n, rest.total))
    overall = rest.total.sum() / max(rest.n.sum(), 1e-12)
    drawn = LEAST / max(min(overall, 1 - overall), 0.001) if rest.is_rate else LEAST  # a rate is known by its hits
    return np.asarray((total + drawn * overall) / (n + drawn), dtype=np.float64)
