"""How bad is it? Severity runs from 0 to 1: size of the effect × how many it reaches × how sure it is.

- *size*: each signal's difference to the rest over the difference that would be dreadful (`DREADFUL`), at most 1; signals
  that agree add up as 1 − Π(1 − size).
- *reach*: the share of all customers who come to the touchpoint in the segment, to the power of a quarter: a tenth of the
  customers weighs 0.56, a hundredth 0.32.
- *certainty*: z ∕ (z + 2) of the surest signal, 0.5 at the edge of significance, 0.83 at z = 10.
"""

import math
from collections.abc import Sequence

from footpath.maps.pains.cells import DELAY, FRUSTRATION, LEAVING, PROMISE, REPEAT, SCORE, WORDS
from footpath.maps.pains.compare import Comparison
from footpath.maps.pains.finding import BrokenPromise

DREADFUL = {  # shares, experience, doublings of time
    LEAVING: 0.3,
    SCORE: 1.0,
    PROMISE: 0.3,
    REPEAT: 0.3,
    DELAY: 3.0,
    FRUSTRATION: 0.3,
    WORDS: 0.5,
}


def size_of(found: Comparison) -> float:
    """The effect of one signal, 0..1."""
    cell = found.cell
    if found.kind == SCORE:
        worse = cell.rest_value - cell.value
    elif found.kind == DELAY:
        worse = math.log2(cell.value / cell.rest_value) if cell.value > 0 and cell.rest_value > 0 else 1.0
    else:
        worse = cell.value - cell.rest_value
    return min(max(worse / DREADFUL[found.kind], 0.0), 1.0)


def weight_of(found: Comparison) -> float:
    """What one signal weighs beside others of the same pain: size × reach × certainty; the heaviest names the pain."""
    certainty = found.z / (found.z + 2) if found.z > 0 else 0.0
    return size_of(found) * found.cell.n**0.25 * certainty


def severity_of(signals: Sequence[Comparison], reach: float, promise: BrokenPromise | None = None) -> float:
    """Severity of signals that agree, at one touchpoint in one segment.

    Args:
        reach: share of all customers touched.
        promise: what broken promises do to scores there.
    """
    left = 1.0 - (promise.size if promise else 0.0)
    for signal in signals:
        left *= 1.0 - size_of(signal)
    z = max([signal.z for signal in signals] + ([promise.z] if promise else []), default=0.0)
    certainty = z / (z + 2) if z > 0 else 0.0
    return min(max((1.0 - left) * max(reach, 0.0) ** 0.25 * certainty, 0.0), 1.0)
