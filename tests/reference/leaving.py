"""The wait after which silence means leaving, naively."""

from collections import defaultdict
from itertools import pairwise
from math import ceil

from reference.rows import Row, journeys


def waits(rows: list[Row], enough: int = 30) -> dict[str, float]:
    """Touchpoint → hours: within them 95% of the pauses of more than half an hour that began there had ended."""
    pauses = defaultdict(list)
    for journey in journeys(rows):
        for one, two in pairwise(journey):
            if two.at - one.at > 0.5:
                pauses[one.touchpoint].append(two.at - one.at)
    everywhere = [pause for own in pauses.values() for pause in own]
    found = {}
    for place in {row.touchpoint for row in rows}:
        own = sorted(pauses[place] if len(pauses[place]) >= enough else everywhere)
        found[place] = max(24, own[ceil(len(own) * 0.95) - 1]) if own else 24
    return found
