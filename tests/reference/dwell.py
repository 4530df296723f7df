"""Dwell, naively."""

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise

import numpy as np

from reference.leaving import waits as leaving_waits
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


def waits(rows: list[Row], by: bool) -> dict[tuple[str | None, str], list[tuple[int, bool, int]]]:
    """(group, touchpoint) → seconds, whether something followed, and when the visit was, of every visit."""
    found = defaultdict(list)
    now = max(row.at for row in rows)
    for journey in journeys(rows):
        for number, visit in enumerate(journey):
            ended = number + 1 < len(journey)
            until = journey[number + 1].at if ended else now
            found[visit.device if by else None, visit.touchpoint].append(((until - visit.at) * HOUR, ended, visit.at))
    return found


def followed(rows: list[Row], by: bool) -> dict[tuple[str | None, str], tuple[float, float]]:
    """(group, touchpoint) → Kaplan and Meier's median and 90th percentile: the first time at which so few still wait."""
    found = {}
    for key, own in waits(rows, by).items():
        left, quantiles = Fraction(1), [float("inf")] * 2
        for time in sorted({wait for wait, ended, _ in own if ended}):
            left *= 1 - Fraction(sum(w == time and e for w, e, _ in own), sum(w >= time for w, _, _ in own))
            for place, share in enumerate((Fraction(1, 2), Fraction(1, 10))):
                if left <= share:
                    quantiles[place] = min(quantiles[place], time)
        found[key] = (quantiles[0], quantiles[1])
    return found


def fates(rows: list[Row], by: bool) -> dict[tuple[str | None, str], tuple[int, int, int, float]]:
    """(group, touchpoint) → visits that something followed, open ones, those of who left, and the sum of the first in seconds."""
    wait = leaving_waits(rows)
    found = {}
    for key, own in waits(rows, by).items():
        last = [seconds for seconds, ended, _ in own if not ended]
        left = sum(seconds >= wait[key[1]] * HOUR for seconds in last)
        found[key] = (len(own) - len(last), len(last) - left, left, float(sum(w for w, ended, _ in own if ended)))
    return found
