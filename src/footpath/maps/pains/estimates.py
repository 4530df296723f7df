"""Numbers with their intervals, and what becomes of these where two are multiplied."""

import math
from typing import NamedTuple


class Estimate(NamedTuple):
    """A number with its 95% interval."""

    value: float
    low: float
    high: float


def product(one: Estimate, other: Estimate) -> Estimate:
    """The product of two independent estimates, by the propagation of their errors.

    Examples:
        >>> tuple(round(x, 1) for x in product(Estimate(100, 80, 120), Estimate(10, 9, 11)))
        (1000, 776.4, 1223.6)
    """
    value = one.value * other.value
    half = math.hypot(other.value * (one.high - one.low) / 2, one.value * (other.high - other.low) / 2)
    return Estimate(value, max(value - half, 0.0), value + half)
