"""Transitions, naively."""

from collections import defaultdict
from itertools import pairwise
from statistics import median

from reference.rows import HOUR, Row, journeys


def transitions(rows: list[Row], by: bool = False) -> dict[tuple[str | None, str, str], tuple[int, int, float]]:
    """(group, from, to) → count, customers, median seconds."""
    gaps, who = defaultdict(list), defaultdict(set)
    for journey in journeys(rows):
        for one, two in pairwise(journey):
            key = (one.device if by else None, one.touchpoint, two.touchpoint)
            gaps[key].append((two.at - one.at) * HOUR)
            who[key].add(one.customer)
    return {key: (len(times), len(who[key]), median(times)) for key, times in gaps.items()}
