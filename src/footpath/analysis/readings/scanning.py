"""Since when has there been more than expected? Stretches of days in which counts are above what the calendar explains.

A scan statistic: every stretch of days is tested, and what is found is held against the best that chance finds anywhere in as
many days. Sources: M. Kulldorff, "A spatial scan statistic", Communications in Statistics 26 (1997); A. M. Abrams,
K. Kleinman and M. Kulldorff, "Gumbel based p-value approximations for spatial scan statistics", International Journal of
Health Geographics 9 (2010).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import exp, pi, sqrt

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_rates import TREND, Fit, Grounds, fit_rates, grounds
from footpath.analysis.readings.onsets import SURE, date_onset
from footpath.analysis.readings.unrest import ALONE, Unrest, dispersion
from footpath.model.intervals import Z95

Floats = NDArray[np.float64]
BEFORE = 28  # days with which the first of a rise are compared: before them, everything begins
LEAST_DAYS = 35
LEAST = 8  # seen in a stretch
LEAST_RATIO = 1.15  # a smaller rise is none, however sure
MOST_SPIKES = 4  # of one series
_LENGTHS = (1, 2, 3, 4, 5, 6, 7, 9, 11, 14, 18, 23, 28, 35, 42, 56, 70, 84, 112, 140, 168, 224, 280, 364)
_DRAWS = 199
_MOST_TRIED = 8  # lengths of which the likelihood is worked out
_WORTH = 4.0  # root of twice the log-likelihood ratio: less is chance in any record, which need not be drawn
_FIRST_DAYS = 14  # of a rise
_LEFT = 0.03  # of a stretch's variance, or of that of all other days
_GRACE = 7  # days at the end: a rise that may as well go on is open
_JUMP = 1.6448536269514722  # of a step's first days over the days before it: 5%, one-sided
_CERTAIN = 0.01  # of the chance of a rise beside which others are looked for
_FALL = 8.0  # of log-likelihood, times the dispersion: a fall is taken out of what is usual
_STEPS = 50  # towards the likeliest
_WIDTH_ERROR = 0.78  # of a width, in its own unit, of one draw


@dataclass(frozen=True)
class Stretch:
    """Days ``first`` until before ``end`` with more than expected.

    Attributes:
        earliest, latest: between which it began, with 95%.
        open: it lasts until the end of the days.
        peak: the day with most over what was expected.
        seen, expected: in all of its days.
        ratio, low, high: of the two, with its 95% interval.
        p: the chance that the best stretch of so many days is as far off without any reason.
    """

    first: int
    end: int
    earliest: int
    latest: int
    open: bool
    peak: int
    seen: int
    expected: float
    ratio: float
    low: float
    high: float
    p: float


def scan(
    counts: NDArray[np.int64],
    exposure: Floats,
    weekday: NDArray[np.int64],
    *,
    part: bool = True,
    steady: float = TREND,
    usual: Unrest = ALONE,
    most: int = MOST_SPIKES,
) -> Iterator[Stretch]:
    """Stretches, the surest first, each beside those before it. Whoever asks decides from ``p`` where to stop.

    Args:
        counts: by day.
        exposure: by day, what there was that could have been it: twice as much is expected of twice as much.
        weekday: 0 is Monday.
        part: what is counted is itself part of the exposure, as texts of a theme are of all texts.
        steady: how strongly the share of the exposure is drawn to what it always is.
        usual: how much other counts of the kind vary.
        most: how many are looked for.
    """
    if len(counts) < LEAST_DAYS or counts.sum() < LEAST:
        return
    y = counts.astype(np.float64)
    rises, wide, sure = _rises(y, grounds(weekday, exposure, part=part, steady=steady), usual, most)
    for rise in rises[: sure + 1]:
        yield _told(y, rise, [other.column for other in rises[:sure] if other is not rise], wide)


def stands_out(counts: NDArray[np.int64], exposure: Floats) -> float:
    """By how much log-likelihood any stretch stands out from a level that never changes, 0 where that is too little for a scan to
    find anything."""
    if len(counts) < LEAST_DAYS or counts.sum() < LEAST:
        return 0.0
    starts, ends = _windows(len(counts))
    share = _over_days(exposure / exposure.sum())
    due = (share[ends] - share[starts]).clip(1e-9, 1 - 1e-9)
    seen = _over_days(counts.astype(np.float64))
    inside = seen[ends] - seen[starts]
    outside = counts.sum() - inside
    tells = inside * np.log(np.maximum(inside / (due * counts.sum()), 1.0))
    tells += outside * np.log(np.maximum(outside / ((1 - due) * counts.sum()), 1e-300))
    rises = (inside > due * counts.sum()) & (inside >= LEAST)
    most = float(np.where(rises, tells, 0.0).max(initial=0.0))
    return most if most >= _WORTH**2 / 2 else 0.0


@dataclass(frozen=True)
class _Rise:
    """A stretch beside those before it: what it adds to the log-likelihood, and what chance adds at best.

    Attributes:
        held: what days are held against, with falls and rises found before.
        place, width: of Gumbel's distribution of the log-likelihood ratio that chance comes to at best.
    """

    first: int
    end: int
    held: Grounds
    column: Floats
    gain: float
    place: float
    width: float

    def chance(self, wide: float) -> float:
        """How likely so much is anywhere, where counts vary so much more than Poisson's."""
        off = (self.gain / wide - self.place) / self.width
        return float(-np.expm1(-exp(-off))) if off > -30 else 1.0


def _rises(y: Floats, held: Grounds, unrest: Unrest, most: int) -> tuple[list[_Rise], float, int]:
    """Rises in the order found, how much counts vary beside the sure ones, and how many those are.

    One rise makes the next look like mere unrest, so one more is looked for beside each that is not sure.
    """
    found: list[_Rise] = []
    wide, sure = 0.0, 0
    for number in range(most):
        held = _without_falls(y, held, unrest)
        rise = _best(y, held, number, unrest)
        if rise is None:
            break
        found.append(rise)
        held = held.beside(rise.column)
        now = dispersion(y, fit_rates(y, held), unrest)
        if rise.chance(now) <= _CERTAIN:
            wide, sure = now, number + 1
        elif number > sure:
            break
        wide = wide or now
    return found, wide, sure


def _without_falls(y: Floats, held: Grounds, unrest: Unrest) -> Grounds:
    """The columns, and those of sudden falls that tell more than any rise: what comes before a fall is no rise."""
    for _ in range(MOST_SPIKES):
        usual = fit_rates(y, held)
        starts, ends, spread, excess = _excess(y, usual, held)
        down, up = _roots(-excess, spread, falls=True), _roots(excess, spread)
        down = np.where(_jumps(y, usual, starts, ends, falls=True), down, 0.0)
        if down.max(initial=0) < _WORTH / 2:
            return held
        tried = [_likeliest(y, held, usual, starts, ends, score) for score in (down, up) if score.max(initial=0) > 0]
        fall = tried[0]
        if fall[0] < max(gain for gain, _, _ in tried):
            return held
        more = held.beside(_column(len(y), fall[1], fall[2]))
        fit = fit_rates(y, more, usual)
        if fit.coefficients[-1] > 0 or _likelihood(y, fit) - _likelihood(y, usual) < _FALL * dispersion(y, fit, unrest):
            return held
        held = more
    return held


def _excess(y: Floats, usual: Fit, held: Grounds) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats]:
    """Of each stretch its days, the variance of what it has over what is expected, and that."""
    starts, ends = _windows(len(y))
    over = _over_days(y - usual.expected)
    return starts, ends, _spread(usual, held.columns, starts, ends), over[ends] - over[starts]


def _best(y: Floats, held: Grounds, number: int, unrest: Unrest) -> _Rise | None:
    usual = fit_rates(y, held)
    starts, ends, spread, excess = _excess(y, usual, held)
    sums = _over_days(y)[ends] - _over_days(y)[starts]
    fits = (sums >= LEAST) & (spread > 0) & _jumps(y, usual, starts, ends)
    score = np.where(fits, _roots(excess, spread), 0.0)
    if score.max(initial=0) <= 0:
        return None
    _, first, end = _likeliest(y, held, usual, starts, ends, score)
    first, end = _refined(y, held, usual, first, end)
    column = _column(len(y), first, end)
    fit = fit_rates(y, held.beside(column), usual)
    if fit.coefficients[-1] <= 0:
        return None
    gain = max(_likelihood(y, fit) - _likelihood(y, usual), 0.0)
    place, width = float("inf"), 1.0
    if sqrt(2 * gain) >= _WORTH:
        place, width = _by_chance(usual, held.columns, (starts, ends, spread), dispersion(y, fit, unrest), number)
    return _Rise(first, end, held, column, gain, place, width)


def _roots(excess: Floats, spread: Floats, *, falls: bool = False) -> Floats:
    """By stretch the root of twice the log-likelihood ratio, as if all were Poisson's; 0 where nothing is over."""
    safe = np.where(spread > 0, spread, 1.0)
    over = np.where(spread > 0, np.maximum(excess, 0), 0.0) / safe
    over = -np.minimum(over, 1 - 1e-9) if falls else over
    return np.asarray(np.sqrt(2 * safe * ((1 + over) * np.log1p(over) - over).clip(0)))


@numba.njit(nogil=True, cache=True)
def _best_gains(
    sums: Floats, starts: NDArray[np.int64], ends: NDArray[np.int64], spread: Floats
) -> NDArray[np.float64]:
    """By row of sums over days, the largest log-likelihood ratio of any stretch with more than expected.

    It is no more than half of the excess squared over its variance: a logarithm is taken only where that is more than the best.
    """
    found = np.zeros(sums.shape[0])
    for row in range(sums.shape[0]):
        best = 0.0
        for at in range(starts.size):
            excess = sums[row, ends[at]] - sums[row, starts[at]]
            if excess <= 0 or excess * excess <= 2 * best * spread[at]:
                continue
            over = excess / spread[at]
            best = max(best, spread[at] * ((1 + over) * np.log1p(over) - over))
        found[row] = best
    return found


def _likelihood(y: Floats, fit: Fit) -> float:
    return float((y * np.log(np.maximum(fit.expected, 1e-300)) - fit.expected).sum())


def _likeliest(
    y: Floats, held: Grounds, usual: Fit, starts: NDArray[np.int64], ends: NDArray[np.int64], score: Floats
) -> tuple[float, int, int]:
    """Of the best stretch of each length, the one beside which all counts are likeliest: the log-likelihood, and its days.

    A long stretch is part of what was taken for usual: only beside itself is it seen how far it stands out.
    """
    lengths = np.where(ends == len(y), 0, ends - starts)
    order = np.lexsort((-score, lengths))
    best = order[np.append(True, np.diff(lengths[order]) != 0)]
    tried = []
    for at in best[np.argsort(-score[best], kind="stable")][:_MOST_TRIED]:
        if score[at] > 0:
            fit = fit_rates(y, held.beside(_column(len(y), int(starts[at]), int(ends[at]))), usual)
            tried.append((_likelihood(y, fit), int(starts[at]), int(ends[at])))
    return max(tried)


def _column(days: int, first: int, end: int) -> Floats:
    column = np.zeros(days)
    column[first:end] = 1
    return column


@lru_cache(maxsize=64)
def _windows(days: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first day and the day after the last of every stretch that is tried."""
    begins = np.arange(BEFORE, days)
    parts = [(begins[begins + length < days], length) for length in _LENGTHS]
    starts = np.concatenate([begins, *(some for some, _ in parts)])
    ends = np.concatenate([np.full(len(begins), days), *(some + length for some, length in parts)])
    return starts, ends


def _over_days(values: Floats) -> Floats:
    """Sums until before each day."""
    return np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)


def _spread(fit: Fit, columns: Floats, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Floats:
    """The variance of what each stretch has over what is expected, given what had to be estimated; 0 where little is left."""
    weighted = np.ascontiguousarray(_over_days((columns * fit.expected[:, None]).T).T)
    own, known = _own_and_known(weighted, fit.inverse, starts, ends)
    left = own - known
    return np.asarray(np.where(left > _LEFT * np.minimum(own, fit.expected.sum() - own), left, 0.0))


@numba.njit(nogil=True, cache=True)
def _own_and_known(
    weighted: Floats, inverse: Floats, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """By stretch, what is expected of it, and the part of that variance which the estimates take up."""
    size = inverse.shape[0]
    own, known, taken = np.empty(starts.size), np.empty(starts.size), np.empty(size)
    for at in range(starts.size):
        total = 0.0
        for i in range(size):
            taken[i] = weighted[ends[at], i] - weighted[starts[at], i]
            half = 0.0
            for j in range(i):
                half += inverse[i, j] * taken[j]
            total += taken[i] * (2 * half + inverse[i, i] * taken[i])
        own[at], known[at] = taken[0], total
    return own, known


def _jumps(
    y: Floats, fit: Fit, starts: NDArray[np.int64], ends: NDArray[np.int64], *, falls: bool = False
) -> NDArray[np.bool_]:
    """Whether it begins at once: its first days are above the four weeks before, as a slow growth's are not."""
    before = np.maximum(starts - BEFORE, 0)
    until = np.minimum(starts + _FIRST_DAYS, ends)
    counts, expected = _over_days(y), _over_days(fit.expected)
    now, then = counts[until] - counts[starts], counts[starts] - counts[before]
    due, was_due = expected[until] - expected[starts], expected[starts] - expected[before]
    share = due / np.maximum(due + was_due, 1e-12)
    total = now + then
    over = total * share - now if falls else now - total * share
    surely = over > _JUMP * np.sqrt(np.maximum(total * share * (1 - share), 1e-12))
    return np.asarray(surely & (falls | (now * was_due > LEAST_RATIO * then * due)))


def _refined(y: Floats, held: Grounds, usual: Fit, first: int, end: int) -> tuple[int, int]:
    """The likeliest stretch near one: its first day and its end."""
    days = len(y)
    for _ in range(3):
        fit = fit_rates(y, held.beside(_column(days, first, end)), usual)
        base = fit.expected / np.exp(_column(days, first, end) * fit.coefficients[-1])
        room = max(7, min(21, (end - first) // 2))
        starts = np.arange(max(BEFORE, first - room), min(first + room, end - 1) + 1)
        ends = np.unique(np.append(np.arange(max(first + 1, end - room), min(end + room, days) + 1), days))
        counts, due = _over_days(y), np.maximum(_over_days(base), 0)
        seen = counts[ends][None, :] - counts[starts][:, None]
        without = np.maximum(due[ends][None, :] - due[starts][:, None], 1e-9)
        ratio = np.maximum(seen / without, 1.0)
        some = (ends[None, :] > starts[:, None]) & (seen >= LEAST)
        likely = np.where(some, seen * np.log(ratio) - (ratio - 1) * without, -np.inf)
        if not some.any():
            break
        a, b = np.unravel_index(int(likely.argmax()), likely.shape)
        if days - ends[b] <= _GRACE and likely[:, -1].max() >= likely.max() - SURE:
            a, b = likely[:, -1].argmax(), np.intp(len(ends) - 1)  # not surely over
        moved = (int(starts[a]), int(ends[b]))
        if moved == (first, end):
            break
        first, end = moved
    return first, end


def _by_chance(
    usual: Fit,
    columns: Floats,
    windows: tuple[NDArray[np.int64], NDArray[np.int64], Floats],
    wide: float,
    number: int,
) -> tuple[float, float]:
    """Place and width of the best log-likelihood ratio anywhere, by drawing counts that vary as much around what is expected."""
    starts, ends, spread = windows
    draw = np.random.default_rng([20_240_101, number])
    mean = np.broadcast_to(usual.expected, (_DRAWS, len(usual.expected)))
    if wide > 1.01:
        mean = draw.gamma(np.maximum(mean / (wide - 1), 1e-12), wide - 1)
    off = draw.poisson(mean) - usual.expected
    off = off - ((off @ columns) @ usual.inverse @ columns.T) * usual.expected
    sums = _over_days(off)
    usable = spread > 0
    best = _best_gains(sums, starts[usable], ends[usable], spread[usable]) / wide
    return _gumbel(best)


def _gumbel(best: Floats) -> tuple[float, float]:
    """The likeliest place and width of Gumbel's distribution, the width with its standard error on top: the tail rests on it, and
    moments would tell it a third less exactly.

    Source: N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions 2 (1995), 22.9.
    """
    least, mean = float(best.min()), float(best.mean())
    width = max(float(best.std()) * sqrt(6) / pi, 1e-6)
    for _ in range(_STEPS):
        weights = np.exp(-(best - least) / width)
        middle = float((best * weights).sum() / weights.sum())
        spread = float((best**2 * weights).sum() / weights.sum()) - middle**2
        off = width - mean + middle  # 0 at the likeliest; its derivative is 1 + spread / width²
        width = max(width - off / (1 + spread / width**2), width / 2, 1e-6)
        if abs(off) < 1e-6:
            break
    place = least - width * float(np.log(weights.mean()))
    return place, width * (1 + _WIDTH_ERROR / sqrt(len(best)))


def _told(y: Floats, rise: _Rise, others: list[Floats], wide: float) -> Stretch:
    known = {tuple(column) for column in rise.held.columns.T}
    held = rise.held.beside(*(column for column in others if tuple(column) not in known))
    fit = fit_rates(y, held.beside(rise.column))
    usual = fit.expected / np.exp(rise.column * fit.coefficients[-1])
    onset, end = date_onset(y, usual, rise.first, rise.end, wide, BEFORE), rise.end
    first, column = onset.first, _column(len(y), onset.first, end)
    fit = fit_rates(y, held.beside(column))
    effect, error = float(fit.coefficients[-1]), sqrt(float(fit.inverse[-1, -1]) * wide)
    usual = fit.expected / np.exp(column * effect)
    peak = first + int((y[first:end] - usual[first:end]).argmax())
    low, high = (exp(min(effect + side * Z95 * error, 700.0)) for side in (-1, 1))
    seen, expected = int(y[first:end].sum()), float(usual[first:end].sum())
    is_open = end == len(y)
    days = first, end, onset.earliest, onset.latest, is_open, peak
    return Stretch(*days, seen, expected, exp(effect), low, high, rise.chance(wide))
