"""On which day did it begin? A rise is there at once, or grows for up to four weeks until all of it is there."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SURE = 1.92  # of the log-likelihood: half of chi-squared's 95%
_SLOW = (7, 14, 28)  # days until all of it is there
_DOUBT = 1.0  # of the log-likelihood, by which a slow beginning must be likelier than a sudden one to be possible
_SHOWN = 2.0  # and to be told
_AROUND = 14
_FAR = 4
_STEPS = 40
_SHARES = (1e-6, 0.95)  # of what is there, that is counted without a rise
_MOST_ODDS = 12.0  # by which the logarithm of the odds grows
_LONG = 4  # times as long as its beginning a rise must be


@dataclass(frozen=True, eq=False)
class Likely:
    """How likely each of some days is to be the first.

    Attributes:
        firsts: the days, each the one after the last.
        told, possible: the logarithms of how likely each is, in units in which 1.92 below the best is the end of a 95% interval: to be told, and to be in the
            interval.
    """

    firsts: NDArray[np.int64]
    told: Floats
    possible: Floats

    def onset(self) -> "Onset":
        near_best = self.firsts[self.possible >= self.possible.max() - SURE]
        return Onset(int(self.firsts[_nearest(self.told)]), int(near_best[0]), int(near_best[-1]), self)

    def before(self, days: int) -> "Likely":
        """How likely each day is where this is to begin on it, or up to so many days after."""
        firsts = np.arange(self.firsts[0] - days, self.firsts[-1] + 1)
        told, possible = (
            np.lib.stride_tricks.sliding_window_view(
                np.concatenate([np.full(days, -np.inf), curve, np.full(days, -np.inf)]), days + 1
            ).max(axis=1)
            for curve in (self.told, self.possible)
        )
        return Likely(firsts, told[: len(firsts)], possible[: len(firsts)])

    def beside(self, other: "Likely", later: int, weights: tuple[float, float]) -> "Likely":
        """Both together where they may begin on the same day, else this alone.

        Args:
            later: days by which those of the other are numbered later.
            weights: the part of what each was read from that counts.
        """
        firsts, mine, others = np.intersect1d(self.firsts, other.firsts + later, return_indices=True)
        if not len(firsts):
            return self
        apart = self.told.max() + other.told.max()
        if apart - (self.told[mine] + other.told[others]).max() > SURE:
            return self
        told, possible = (
            weights[0] * getattr(self, name)[mine] + weights[1] * getattr(other, name)[others]
            for name in ("told", "possible")
        )
        return Likely(firsts, told, possible)


@dataclass(frozen=True)
class Onset:
    """The first day, before and after which it is as likely, and the days between which it lies with 95%."""

    first: int
    earliest: int
    latest: int
    likely: Likely = field(repr=False, compare=False)


def date_onset(
    y: Floats, usual: Floats, near: int, end: int, wide: float, least: int, there: Floats | None = None
) -> Onset:
    """The onset of a rise, by the profile likelihood of its first day: of each the likeliest size and slowness.

    Args:
        y, usual: by day, what was counted, and what it would have been without the rise.
        near: about when it begins.
        end: the day after its last.
        wide: how many times more than by chance alone the counts vary.
        least: no day before this one can be the first.
        there: by day, how many there were that could have been counted; none where what is counted is a small part, or of nothing.
    """
    low, high = max(near - _AROUND - _SLOW[-1], least, 1), min(near + _AROUND, end - 1)
    firsts = np.arange(low, max(high, low) + 1)
    counts, base = y[low:end], np.maximum(usual[low:end], 1e-9)
    days = np.arange(low, end)
    whole = None if there is None else there[low:end]

    def likely(grown: Floats) -> Floats:
        return _likelihoods(counts, base, grown) if whole is None else odds_likelihoods(counts, base, whole, grown)

    sudden = likely(_grown(days, firsts, 0))
    slowly = np.full(len(firsts), -np.inf)
    for slow in _SLOW:
        room = end - firsts > _LONG * slow  # most of a rise is not its beginning
        slowly = np.maximum(slowly, np.where(room, likely(_grown(days, firsts, slow)), -np.inf))
    possible, told = (np.maximum(sudden / wide, slowly / wide - doubt) for doubt in (_DOUBT, _SHOWN))
    return Likely(firsts, told, possible).onset()


def _nearest(likelihoods: Floats) -> int:
    """The place that is nearest to all that are likely, where what is further off than `_FAR` days is missed, however far: a slow beginning
    that is barely possible makes weeks a little likely, and is not to pull the day towards them."""
    places = np.arange(len(likelihoods))
    off = np.minimum(np.abs(places[:, None] - places[None, :]), _FAR)
    return int((off @ np.exp(likelihoods - likelihoods.max())).argmin())


def _grown(days: NDArray[np.int64], firsts: NDArray[np.int64], slow: int) -> Floats:
    """By first day and day, how much of the rise is there."""
    return np.asarray(((days[None, :] - firsts[:, None] + 1) / (slow + 1)).clip(0, 1), dtype=np.float64)


def _likelihoods(counts: Floats, base: Floats, grown: Floats) -> Floats:
    """By row, the log-likelihood of ``base * (1 + size * grown)`` with the likeliest size, over that without a rise.

    The derivative falls as the size grows; Newton's steps in the logarithm of the size, none too large.
    """
    weight = grown @ base
    over = np.maximum(counts[None, :] * (grown > 0), 0)
    size = np.maximum(over.sum(axis=1) / np.maximum((grown > 0) @ base, 1e-12) - 1, 1e-3)
    for _ in range(_STEPS):
        part = grown / (1 + size[:, None] * grown)
        slope = (counts * part).sum(axis=1) - weight
        bend = (counts * part**2).sum(axis=1)
        step = np.clip(slope / np.maximum(bend, 1e-12) / size, -0.7, 0.7)
        size = np.clip(size * np.exp(step), 1e-9, 1e12)
        if np.abs(step).max() < 1e-4:
            break
    rates = np.log1p(size[:, None] * grown)
    return np.asarray((counts * rates).sum(axis=1) - size * weight, dtype=np.float64)


def odds_likelihoods(counts: Floats, base: Floats, there: Floats, grown: Floats) -> Floats:
    """The same where each of all that is there is counted or not: the share grows to where the logarithm of its odds is ``size`` more.

    Fisher's scoring, no step too large.
    """
    usual = np.clip(base / np.maximum(there, 1e-9), *_SHARES)
    odds, size = np.log(usual / (1 - usual)), np.ones((len(grown), 1))
    for _ in range(_STEPS):
        full = 1 / (1 + np.exp(-(odds + size)))
        share = usual + grown * (full - usual)
        rate, spread = grown * full * (1 - full), share * (1 - share)
        slope = ((counts - there * share) / spread * rate).sum(axis=1, keepdims=True)
        step = np.clip(slope / np.maximum((there * rate**2 / spread).sum(axis=1, keepdims=True), 1e-12), -1, 1)
        size = np.clip(size + step, 0, _MOST_ODDS)
        if np.abs(step).max() < 1e-4:
            break
    share = usual + grown * (1 / (1 + np.exp(-(odds + size))) - usual)
    more, fewer = np.log(share / usual), np.log((1 - share) / (1 - usual))
    return np.asarray((counts * more + (there - counts) * fewer).sum(axis=1), dtype=np.float64)
