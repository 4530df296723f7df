"""How much of a gap is closed, with its interval."""

from math import isfinite, sqrt
from typing import NamedTuple


class Estimate(NamedTuple):
    """A number with the ends of its 95% interval; None where it has none."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> tuple[float, float] | None:
        if self.low is None or self.high is None or not (isfinite(self.low) and isfinite(self.high)):
            return None
        return min(self.low, self.high), max(self.low, self.high)


def closed_part(was: Estimate, now: Estimate, target: float) -> Estimate | None:
    """The part of the way from what was to the target that is done: 0 nothing, 1 all, below 0 further away.

    It is 1 less the ratio of what is left to what there was to go, of which both are uncertain and neither depends on the
    other: the interval is MOVER-R's. None where the target lies within the interval of what was: nobody knows then that there
    was a gap. Without an interval of both there is none of the part.

    Source: A. Donner, G. Y. Zou, "Closed-form confidence intervals for functions of the normal mean and standard deviation",
    Statistical Methods in Medical Research 21 (2012); R. G. Newcombe, "MOVER-R", ibid. 25 (2016).

    Examples:
        >>> part = closed_part(Estimate(0.2, 0.18, 0.22), Estimate(0.3, 0.27, 0.33), 0.4)
        >>> [round(number, 2) for number in part]
        [0.5, 0.34, 0.65]
        >>> closed_part(Estimate(0.2, 0.1, 0.5), Estimate(0.3, 0.27, 0.33), 0.4) is None
        True
    """
    whole = target - was.value
    if was.ends is not None and was.ends[0] <= target <= was.ends[1]:
        return None
    if whole == 0:
        return None
    part = 1 - (target - now.value) / whole
    if was.ends is None or now.ends is None:
        return Estimate(part)
    sign = 1.0 if whole > 0 else -1.0
    left = _from_target(target, now, sign)
    went = _from_target(target, was, sign)
    low, high = _ratio(left, went)
    return Estimate(part, 1 - high, 1 - low)


def moved_part(before: Estimate, now: Estimate, was: Estimate, target: float) -> Estimate | None:
    """The part of the way from ``was`` to the target by which a number moved between two times that can be compared.

    The movement's interval is Newcombe's (as of differences of maps), that of its ratio to the gap MOVER-R's. None as in `closed_part`.

    Examples:
        >>> part = moved_part(Estimate(0.3, 0.28, 0.32), Estimate(0.35, 0.33, 0.37), Estimate(0.4, 0.39, 0.41), 0.6)
        >>> [round(number, 2) for number in part]
        [0.25, 0.11, 0.39]
    """
    gap = target - was.value
    if gap == 0 or (was.ends is not None and was.ends[0] <= target <= was.ends[1]):
        return None
    moved = now.value - before.value
    if was.ends is None or now.ends is None or before.ends is None:
        return Estimate(moved / gap)
    low = moved - sqrt((now.value - now.ends[0]) ** 2 + (before.ends[1] - before.value) ** 2)
    high = moved + sqrt((now.ends[1] - now.value) ** 2 + (before.value - before.ends[0]) ** 2)
    towards = 1.0 if moved * gap >= 0 else -1.0
    sign = 1.0 if moved >= 0 else -1.0
    ends = sorted((sign * low, sign * high))
    first, last = _ratio((abs(moved), ends[0], ends[1]), _from_target(target, was, 1.0 if gap > 0 else -1.0))
    first, last = sorted((towards * first, towards * last))
    return Estimate(moved / gap, first, last)


def _from_target(target: float, number: Estimate, sign: float) -> tuple[float, float, float]:
    """How far a number is from the target, in the direction in which it should go, with its ends."""
    assert number.ends is not None
    ends = sorted(sign * (target - end) for end in number.ends)
    return sign * (target - number.value), ends[0], ends[1]


def _ratio(above: tuple[float, float, float], below: tuple[float, float, float]) -> tuple[float, float]:
    """The interval of a ratio whose denominator is above 0, from those of its two parts."""
    a, a_low, a_high = above
    b, b_low, b_high = below
    low = (a * b - sqrt(max(0.0, (a * b) ** 2 - a_low * b_high * (2 * a - a_low) * (2 * b - b_high)))) / (
        b_high * (2 * b - b_high)
    )
    high = (a * b + sqrt(max(0.0, (a * b) ** 2 - a_high * b_low * (2 * a - a_high) * (2 * b - b_low)))) / (
        b_low * (2 * b - b_low)
    )
    return low, high
