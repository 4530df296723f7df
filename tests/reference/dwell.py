"""Dwell, naively."""

from collections import defaultdict
from itertools import pairwise

import numpy as np

from reference.rows import HOUR, Row, journeys

Dwelled = tuple[int, float, float, int, float | None, float | None]


def dwell(rows: list[Row]) -> dict[tuple[str | None, str], Dwelled]:
    """(group, touchpoint) → n, median, p90, n and median of the other groups, share above their p75."""
    gaps = defaultdict(list)
    for journey in journeys(rows):
        for one, two in pairwise(journey):
            gaps[one.device, one.touchpoint].append((two.at - one.at) * HOUR)
    found = {}
    for (group, place), own in gaps.items():
        rest = [gap for (g, p), others in gaps.items() if p == place and g != group for gap in others]
        slow = np.mean(np.array(own) > np.quantile(rest, 0.75)) if rest else None
        middle = float(np.median(rest)) if rest else None
        found[group, place] = (len(own), float(np.median(own)), float(np.quantile(own, 0.9)), len(rest), middle, slow)
    return found
