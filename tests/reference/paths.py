"""Variants, touchpoints, stages and repeats, naively."""

import itertools
from collections import Counter, defaultdict
from statistics import median

from reference.rows import HOUR, Row, journeys


def variants(rows: list[Row]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row.touchpoint for row in journey) for journey in journeys(rows))


def touchpoints(rows: list[Row], by: bool = False) -> dict[tuple[str | None, str], tuple[int, int]]:
    """(group, touchpoint) → events, customers."""
    found: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for row in rows:
        found[row.device if by else None, row.touchpoint].append(row.customer)
    return {key: (len(customers), len(set(customers))) for key, customers in found.items()}


def stages(rows: list[Row], order: str) -> dict[str, tuple[int, int, float | None]]:
    """Stage → customers, those who went on, median seconds; each touchpoint is a stage, in this order."""
    found: dict[str, list[float | None]] = defaultdict(list)
    for journey in journeys(rows):
        for stage in {row.touchpoint for row in journey}:
            number, entry = min((n, row) for n, row in enumerate(journey) if row.touchpoint == stage)
            later = [row.at for row in journey[number:] if order.index(row.touchpoint) > order.index(stage)]
            found[stage].append((later[0] - entry.at) * HOUR if later else None)
    on = {stage: [time for time in times if time is not None] for stage, times in found.items()}
    return {s: (len(found[s]), len(on[s]), median(on[s]) if on[s] else None) for s in found}


def repeats(rows: list[Row], within: int) -> dict[str, tuple[int, int, int]]:
    """Touchpoint → customers, repeated, open."""
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    end = max(row.at for row in rows)
    for journey in journeys(rows):
        for place in {row.touchpoint for row in journey}:
            times = [row.at for row in journey if row.touchpoint == place]
            again = any(two - one <= within for one, two in itertools.pairwise(times))
            fates[place]["again" if again else "once" if end - times[-1] >= within else "open"] += 1
    return {place: (f["again"] + f["once"], f["again"], f["open"]) for place, f in fates.items()}
