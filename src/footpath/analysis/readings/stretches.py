"""Every stretch of days that a scan tries: how far what it has is off what is expected, and the best that chance finds in as many."""

from dataclasses import dataclass
from functools import lru_cache

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_rates import Fit

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
BEFORE = 28  # days with which the first of a rise are compared: before them, everything begins
LEAST = 8  # seen in a stretch
LEAST_RATIO = 1.15  # a smaller rise is none, however sure
_LENGTHS = (1, 2, 3, 4, 5, 6, 7, 9, 11, 14, 18, 23, 28, 35, 42, 56, 70, 84, 112, 140, 168, 224, 280, 364)
_FIRST_DAYS = 14  # of a rise
_LEFT = 0.03  # of a stretch's variance, or of that of all other days
_JUMP = 1.6448536269514722  # of a step's first days over the days before it: 5%, one-sided


@dataclass(frozen=True)
class Stretches:
    """All that are tried: those until the end, then those of each length, each part by the first day, which runs on from `BEFORE`.

    Attributes:
        starts, ends: the first day, and the day after the last.
        parts: where each part begins, and where the last one ends.
    """

    starts: Ints
    ends: Ints
    parts: Ints


@lru_cache(maxsize=64)
def stretches(days: int) -> Stretches:
    begins = np.arange(BEFORE, days)
    parts = [(begins[begins + length < days], length) for length in _LENGTHS]
    parts = [(some, length) for some, length in parts if len(some)]
    starts = np.concatenate([begins, *(some for some, _ in parts)])
    ends = np.concatenate([np.full(len(begins), days), *(some + length for some, length in parts)])
    return Stretches(starts, ends, np.cumsum([0, len(begins), *(len(some) for some, _ in parts)]))


def over_days(values: Floats) -> Floats:
    """Sums until before each day."""
    return np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)


@dataclass(frozen=True)
class Excess:
    """By stretch, what there is over what is expected.

    Attributes:
        counts, expected: until before each day.
        excess: how much.
        spread: its variance, given what had to be estimated; 0 where little is left.
    """

    tried: Stretches
    counts: Floats
    expected: Floats
    excess: Floats
    spread: Floats

    def rises(self) -> Floats:
        """`roots` where a rise begins at once, with texts enough."""
        return _gated(self.counts, self.expected, self.tried.starts, self.tried.ends, self.spread, self.excess, False)

    def falls(self) -> Floats:
        """The same of sudden falls, of any number."""
        return _gated(self.counts, self.expected, self.tried.starts, self.tried.ends, self.spread, self.excess, True)

    def any_rises(self) -> Floats:
        """`roots`, of whatever has more than expected."""
        return roots(self.excess, self.spread)


def excess_of(y: Floats, usual: Fit, columns: Floats) -> Excess:
    tried = stretches(len(y))
    over = over_days(y - usual.expected)
    spread = spread_of(usual, columns, tried)
    return Excess(tried, over_days(y), over_days(usual.expected), over[tried.ends] - over[tried.starts], spread)


def spread_of(fit: Fit, columns: Floats, tried: Stretches) -> Floats:
    """The variance of what each stretch has over what is expected, given what had to be estimated; 0 where little is left."""
    weighted = np.ascontiguousarray(over_days((columns * fit.expected[:, None]).T).T)
    return _spread(weighted, weighted @ fit.inverse, float(fit.expected.sum()), tried.starts, tried.ends)


@numba.njit(nogil=True, cache=True)
def _spread(weighted: Floats, known: Floats, whole: float, starts: Ints, ends: Ints) -> Floats:
    """Of the variance of a stretch, the estimates take up the product of ``weighted`` and ``known`` over its days."""
    found = np.zeros(starts.size)
    for at in range(starts.size):
        start, end = starts[at], ends[at]
        due, taken = weighted[end, 0] - weighted[start, 0], 0.0
        for j in range(weighted.shape[1]):
            taken += (weighted[end, j] - weighted[start, j]) * (known[end, j] - known[start, j])
        left = due - taken
        if left > _LEFT * min(due, whole - due):
            found[at] = left
    return found


def roots(excess: Floats, spread: Floats) -> Floats:
    """By stretch the root of twice the log-likelihood ratio, as if all were Poisson's; 0 where nothing is over."""
    return _roots(excess, spread)


@numba.njit(nogil=True, cache=True)
def _roots(excess: Floats, spread: Floats) -> Floats:
    found = np.zeros(excess.size)
    for at in range(excess.size):
        if spread[at] > 0 and excess[at] > 0:
            found[at] = _root(excess[at] / spread[at], spread[at])
    return found


@numba.njit(nogil=True, cache=True)
def _root(over: float, spread: float) -> float:
    return np.sqrt(2 * spread * max((1 + over) * np.log1p(over) - over, 0.0))


@numba.njit(nogil=True, cache=True)
def _gated(
    counts: Floats, expected: Floats, starts: Ints, ends: Ints, spread: Floats, excess: Floats, falls: bool
) -> Floats:
    """Those that begin at once: their first days are above the four weeks before (below, for falls), as a slow growth's are not."""
    found = np.zeros(starts.size)
    for at in range(starts.size):
        start, end = starts[at], ends[at]
        off = -excess[at] if falls else excess[at]
        if spread[at] <= 0 or off <= 0 or (not falls and counts[end] - counts[start] < LEAST):
            continue
        before, until = max(start - BEFORE, 0), min(start + _FIRST_DAYS, end)
        now, then = counts[until] - counts[start], counts[start] - counts[before]
        due, was_due = expected[until] - expected[start], expected[start] - expected[before]
        share, total = due / max(due + was_due, 1e-12), now + then
        over = total * share - now if falls else now - total * share
        if over <= _JUMP * np.sqrt(max(total * share * (1 - share), 1e-12)):
            continue
        if falls:
            found[at] = _root(-min(off / spread[at], 1 - 1e-9), spread[at])
        elif now * was_due > LEAST_RATIO * then * due:
            found[at] = _root(off / spread[at], spread[at])
    return found


def best_of_each_part(score: Floats, tried: Stretches, most: int) -> Ints:
    """The best stretch of each length, the best first; none without a score."""
    parts = [int(start + score[start:end].argmax()) for start, end in zip(tried.parts, tried.parts[1:], strict=False)]
    best = np.array(parts, dtype=np.int64)
    best = best[np.argsort(-score[best], kind="stable")][:most]
    return best[score[best] > 0]


def best_by_chance(drawn: Ints, usual: Fit, columns: Floats, spread: Floats, tried: Stretches) -> Floats:
    """By row of counts drawn, the largest log-likelihood ratio of any stretch with more than expected, given the estimates."""
    weighted = columns * usual.expected[:, None]
    return _best_by_chance(
        drawn,
        usual.expected,
        np.ascontiguousarray(columns),
        np.ascontiguousarray(weighted @ usual.inverse),
        spread,
        tried.starts,
        tried.ends,
        tried.parts,
    )


@numba.njit(nogil=True, cache=True)
def _best_by_chance(
    drawn: Ints,
    expected: Floats,
    columns: Floats,
    weighted: Floats,
    spread: Floats,
    starts: Ints,
    ends: Ints,
    parts: Ints,
) -> Floats:
    days, size = columns.shape
    found, sums, taken = np.empty(drawn.shape[0]), np.zeros(days + 1), np.empty(size)
    for row in range(drawn.shape[0]):
        taken[:] = 0.0
        for day in range(days):
            off = drawn[row, day] - expected[day]
            for j in range(size):
                taken[j] += off * columns[day, j]
        for day in range(days):
            known = 0.0
            for j in range(size):
                known += weighted[day, j] * taken[j]
            sums[day + 1] = sums[day] + (drawn[row, day] - expected[day] - known)
        found[row] = _best_gain(sums, spread, starts, ends, parts)
    return found


@numba.njit(nogil=True, cache=True)
def _best_gain(sums: Floats, spread: Floats, starts: Ints, ends: Ints, parts: Ints) -> float:
    """The largest log-likelihood ratio of any stretch with more than expected; one without a spread is none.

    It is no more than half of the excess squared over its variance: a logarithm is taken only where that is more than the best.
    """
    best = 0.0
    for part in range(parts.size - 1):
        first, end = parts[part], parts[part + 1]
        own, begins = spread[first:end], sums[starts[first] :]
        to_end, lasts = part == 0, sums[ends[first] :]
        more = 0
        for at in range(own.size):
            excess = (lasts[0] if to_end else lasts[at]) - begins[at]
            more += (excess > 0) & (own[at] > 0) & (excess * excess > 2 * best * own[at])
        if not more:
            continue
        for at in range(own.size):
            excess = (lasts[0] if to_end else lasts[at]) - begins[at]
            if excess <= 0 or own[at] <= 0 or excess * excess <= 2 * best * own[at]:
                continue
            over = excess / own[at]
            best = max(best, own[at] * ((1 + over) * np.log1p(over) - over))
    return best


def tellings(counts: Ints, exposure: Floats, least: float) -> Floats:
    """By series, by how much log-likelihood any stretch stands out from a level that never changes, 0 where that is less than
    ``least``.

    Args:
        counts, exposure: by series and day.
    """
    tried = stretches(counts.shape[1])
    share = over_days(exposure / exposure.sum(axis=1, keepdims=True))
    return _tellings(over_days(counts.astype(np.float64)), share, tried.starts, tried.ends, least)


@numba.njit(nogil=True, cache=True)
def _tellings(seen: Floats, share: Floats, starts: Ints, ends: Ints, least: float) -> Floats:
    """A divergence is no more than chi-squared: logarithms are taken only where that is more than the best."""
    found = np.zeros(seen.shape[0])
    for row in range(seen.shape[0]):
        whole, best = seen[row, -1], least
        for at in range(starts.size):
            inside = seen[row, ends[at]] - seen[row, starts[at]]
            due = min(max(share[row, ends[at]] - share[row, starts[at]], 1e-9), 1 - 1e-9)
            off = inside - due * whole
            if inside < LEAST or off <= 0 or off * off < 0.999 * best * whole * due * (1 - due):
                continue
            outside = whole - inside
            tells = inside * np.log(max(inside / (due * whole), 1.0))
            tells += outside * np.log(max(outside / ((1 - due) * whole), 1e-300))
            if tells >= best:
                best = found[row] = tells
    return found
