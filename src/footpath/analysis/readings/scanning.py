"""Since when has there been more than expected? Stretches of days in which counts are above what the calendar explains.

A scan statistic: every stretch of days is tested, and what is found is held against the best that chance finds anywhere in as
many days. Sources: M. Kulldorff, "A spatial scan statistic", Communications in Statistics 26 (1997); A. M. Abrams,
K. Kleinman and M. Kulldorff, "Gumbel based p-value approximations for spatial scan statistics", International Journal of
Health Geographics 9 (2010).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import exp, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_rates import (
    TREND,
    Fit,
    Grounds,
    fit_rates,
    grounds,
    likelihood,
    likelihoods_beside,
)
from footpath.analysis.readings.onsets import SURE, Onset, date_onset
from footpath.analysis.readings.stretches import (
    BEFORE,
    LEAST,
    Excess,
    best_by_chance,
    best_of_each_part,
    excess_of,
    over_days,
    tellings,
)
from footpath.analysis.readings.unrest import ALONE, Unrest, dispersion
from footpath.model.intervals import Z95

Floats = NDArray[np.float64]
LEAST_DAYS = 35
MOST_SPIKES = 4  # of one series
_DRAWS = 199
_MOST_TRIED = 8  # lengths of which the likelihood is worked out
_WORTH = 4.0  # root of twice the log-likelihood ratio: less is chance in any record, which need not be drawn
LEAST_TELLING = _WORTH**2 / 2
_GRACE = 7  # days at the end: a rise that may as well go on is open
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
        course: what it was told of; none where it is not sure.
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
    course: "Course | None" = field(default=None, repr=False, compare=False)

    def moved(self, by: int) -> "Stretch":
        """The same with days counted from an earlier one."""
        days = {name: getattr(self, name) + by for name in ("first", "end", "earliest", "latest", "peak")}
        course = None if self.course is None else replace(self.course, day=self.course.day + by)
        return replace(self, **days, course=course)

    def dated_beside(self, other: "Stretch", weights: tuple[float, float], later: int = 0) -> "Stretch":
        """The same, of which the first day is the likeliest of both where they may begin on the same day.

        Args:
            weights: the part of what this one has, and of what the other has, that counts.
            later: days by which the other may begin later.
        """
        if self.course is None or other.course is None:
            return self
        likely, others = self.course.onset.likely, other.course.onset.likely.before(later)
        course = replace(self.course, onset=likely.beside(others, other.course.day - self.course.day, weights).onset())
        return replace(course, day=0).told().moved(self.course.day)


@dataclass(frozen=True, eq=False)
class Course:
    """What a stretch is told of.

    Attributes:
        y: the counts by day.
        held: what they are held against beside it.
        onset: its first day.
        end: the day after its last.
        wide: how much counts vary.
        p: see `Stretch`.
        day: of the records, on which ``y`` begins.
    """

    y: Floats
    held: Grounds
    onset: Onset
    end: int
    wide: float
    p: float
    day: int = 0

    def told(self) -> Stretch:
        y, end, first = self.y, self.end, self.onset.first
        column = _column(len(y), first, end)
        fit = fit_rates(y, self.held.beside(column))
        effect, error = float(fit.coefficients[-1]), sqrt(float(fit.inverse[-1, -1]) * self.wide)
        usual = fit.expected / np.exp(column * effect)
        peak = first + int((y[first:end] - usual[first:end]).argmax())
        low, high = (exp(min(effect + side * Z95 * error, 700.0)) for side in (-1, 1))
        seen, expected = int(y[first:end].sum()), float(usual[first:end].sum())
        days = first, end, self.onset.earliest, self.onset.latest, end == len(y), peak
        return Stretch(*days, seen, expected, exp(effect), low, high, self.p, self)


def scan(
    counts: NDArray[np.int64],
    exposure: Floats,
    weekday: NDArray[np.int64],
    *,
    part: bool = True,
    steady: float = TREND,
    usual: Unrest = ALONE,
    most: int = MOST_SPIKES,
    sure: float = 1.0,
    there: Floats | None = None,
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
        there: by day, how many there were that could have been counted, where what is counted may be a large part.
        sure: a stretch of which ``p`` is more is told without a closer look: its days are rough, and its ratio is NaN.
    """
    if len(counts) < LEAST_DAYS or counts.sum() < LEAST:
        return
    y = counts.astype(np.float64)
    rises, wide, certain = _rises(y, grounds(weekday, exposure, part=part, steady=steady), usual, most)
    for rise in rises[: certain + 1]:
        if rise.chance(wide) > sure:
            yield _untold(y, rise, wide)
        else:
            others = [other.column for other in rises[:certain] if other is not rise]
            yield _told(y, rise, others, wide, there, usual.regular)


def stands_out(counts: NDArray[np.int64], exposure: Floats) -> float:
    """By how much log-likelihood any stretch stands out from a level that never changes, 0 where that is too little for a scan to
    find anything."""
    if len(counts) < LEAST_DAYS or counts.sum() < LEAST:
        return 0.0
    return float(tellings(counts[None, :], exposure[None, :], LEAST_TELLING)[0])


@dataclass(frozen=True)
class _Looked:
    """Counts held against what is usual.

    Attributes:
        held: what days are held against, with falls and rises found before.
        usual: the fit to that.
    """

    y: Floats
    held: Grounds
    usual: Fit
    excess: Excess

    @staticmethod
    def at(y: Floats, held: Grounds, usual: Fit | None = None) -> "_Looked":
        usual = usual or fit_rates(y, held)
        return _Looked(y, held, usual, excess_of(y, usual, held.columns))

    def likeliest(self, score: Floats) -> tuple[float, int, int]:
        """Of the best stretch of each length, the one beside which all counts are likeliest: the log-likelihood, and its days.

        A long stretch is part of what was taken for usual: only beside itself is it seen how far it stands out.
        """
        tried = self.excess.tried
        best = best_of_each_part(score, tried, _MOST_TRIED)
        firsts, ends = tried.starts[best], tried.ends[best]
        gains = likelihoods_beside(self.y, self.held, self.usual, firsts, ends)
        return max(zip(gains.tolist(), firsts.tolist(), ends.tolist(), strict=True))


@dataclass(frozen=True)
class _Rise:
    """A stretch beside those before it: what it adds to the log-likelihood, and what chance adds at best.

    Attributes:
        held: what days are held against, with falls and rises found before.
        fit: the fit beside it, of which counts vary ``wide`` times as much as Poisson's do.
        place, width: of Gumbel's distribution of the log-likelihood ratio that chance comes to at best.
    """

    first: int
    end: int
    held: Grounds
    column: Floats
    fit: Fit
    wide: float
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
    wide, sure, fit = 0.0, 0, None
    for number in range(most):
        looked = _without_falls(_Looked.at(y, held, fit), unrest)
        rise = _best(looked, number, unrest)
        if rise is None:
            break
        found.append(rise)
        held, fit = looked.held.beside(rise.column), rise.fit
        if rise.chance(rise.wide) <= _CERTAIN:
            wide, sure = rise.wide, number + 1
        elif number > sure:
            break
        wide = wide or rise.wide
    return found, wide, sure


def _without_falls(looked: _Looked, unrest: Unrest) -> _Looked:
    """The columns, and those of sudden falls that tell more than any rise: what comes before a fall is no rise."""
    y = looked.y
    for _ in range(MOST_SPIKES):
        down = looked.excess.falls()
        if down.max(initial=0) < _WORTH / 2:
            return looked
        likely, first, end = looked.likeliest(down)
        more, usual = looked.held.beside(_column(len(y), first, end)), looked.usual
        fit = fit_rates(y, more, usual)
        gain = likelihood(y, fit) - likelihood(y, usual)
        # nothing varies less than Poisson's: most falls need no closer look
        if fit.coefficients[-1] > 0 or gain < _FALL or gain < _FALL * dispersion(y, fit, unrest):
            return looked
        up = looked.excess.any_rises()
        if up.max(initial=0) > 0 and looked.likeliest(up)[0] > likely:
            return looked
        looked = _Looked.at(y, more, fit)
    return looked


def _best(looked: _Looked, number: int, unrest: Unrest) -> _Rise | None:
    y, held, usual = looked.y, looked.held, looked.usual
    score = looked.excess.rises()
    if score.max(initial=0) <= 0:
        return None
    _, first, end = looked.likeliest(score)
    first, end = _refined(y, held, usual, first, end)
    column = _column(len(y), first, end)
    fit = fit_rates(y, held.beside(column), usual)
    if fit.coefficients[-1] <= 0:
        return None
    gain, wide = max(likelihood(y, fit) - likelihood(y, usual), 0.0), dispersion(y, fit, unrest)
    place, width = float("inf"), 1.0
    if sqrt(2 * gain / min(wide, 1.0)) >= _WORTH:
        place, width = _by_chance(looked, wide, number)
    return _Rise(first, end, held, column, fit, wide, gain, place, width)


def _column(days: int, first: int, end: int) -> Floats:
    column = np.zeros(days)
    column[first:end] = 1
    return column


def _refined(y: Floats, held: Grounds, usual: Fit, first: int, end: int) -> tuple[int, int]:
    """The likeliest stretch near one: its first day and its end."""
    days = len(y)
    for _ in range(3):
        fit = fit_rates(y, held.beside(_column(days, first, end)), usual)
        base = fit.expected / np.exp(_column(days, first, end) * fit.coefficients[-1])
        room = max(7, min(21, (end - first) // 2))
        starts = np.arange(max(BEFORE, first - room), min(first + room, end - 1) + 1)
        ends = np.unique(np.append(np.arange(max(first + 1, end - room), min(end + room, days) + 1), days))
        counts, due = over_days(y), np.maximum(over_days(base), 0)
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


def _by_chance(looked: _Looked, wide: float, number: int) -> tuple[float, float]:
    """Place and width of the best log-likelihood ratio anywhere, by drawing counts that vary as much around what is expected."""
    usual = looked.usual
    draw = np.random.default_rng([20_240_101, number])
    mean = np.broadcast_to(usual.expected, (_DRAWS, len(usual.expected)))
    if wide < 0.99:  # so many, of which each is counted or not
        there = mean / (1 - wide)
        drawn = draw.binomial(np.floor(there + draw.random(mean.shape)).astype(np.int64), 1 - wide)
    else:
        rate = draw.gamma(np.maximum(mean / (wide - 1), 1e-12), wide - 1) if wide > 1.01 else mean
        drawn = draw.poisson(rate)
    return _gumbel(best_by_chance(drawn, usual, looked.held.columns, looked.excess.spread, looked.excess.tried) / wide)


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


def _told(y: Floats, rise: _Rise, others: list[Floats], wide: float, there: Floats | None, regular: float) -> Stretch:
    known = {column.tobytes() for column in rise.held.columns.T}
    held = rise.held.beside(*(column for column in others if column.tobytes() not in known))
    fit = fit_rates(y, held.beside(rise.column))
    usual = fit.expected / np.exp(rise.column * fit.coefficients[-1])
    onset = date_onset(y, usual, rise.first, rise.end, wide / regular, BEFORE, there)
    return Course(y, held, onset, rise.end, wide, rise.chance(wide)).told()


def _untold(y: Floats, rise: _Rise, wide: float) -> Stretch:
    """One that is not sure: nothing but its chance is of use."""
    first, end, unknown = rise.first, rise.end, float("nan")
    days = first, end, first, first, end == len(y), first
    return Stretch(*days, int(y[first:end].sum()), unknown, unknown, unknown, unknown, rise.chance(wide))
