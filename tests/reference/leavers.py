"""Those who left against those who stayed, naively; and the difference of two sides among journeys of about one length."""

from bisect import bisect_left
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise

from reference.leaving import waits
from reference.rows import Row, journeys

LENGTHS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32]
Feature = tuple[str, str]


def fates(rows: list[Row], here: set[str], onward: set[str] | None) -> list[tuple[str, list[Row], str]]:
    """Of each customer who was here: left, stayed or open; their events up to the moment; where they went next."""
    wait, end, found = waits(rows), max(row.at for row in rows), []
    for journey in journeys(rows):
        visits = [n for n, row in enumerate(journey) if row.touchpoint in here]
        if not visits:
            continue
        forward = [n for n, row in enumerate(journey) if row.touchpoint in (onward or set()) and n > visits[0]]
        moment = max(n for n in visits if not forward or n < forward[0])
        stayed = bool(forward) if onward is not None else moment + 1 < len(journey)
        final = journey[-1]
        fate = "stayed" if stayed else "left" if end - final.at >= wait[final.touchpoint] else "open"
        follows = journey[moment + 1].touchpoint if moment + 1 < len(journey) else "left"
        found.append((fate, journey[: moment + 1], follows))
    return found


def features(events: list[Row]) -> set[Feature]:
    places = {("touchpoint", row.touchpoint) for row in events}
    pairs = {("transition", f"{one.touchpoint} → {two.touchpoint}") for one, two in pairwise(events)}
    return places | pairs | {("dimension", f"device: {row.device}") for row in events if row.device}


def difference(first: list[list[Row]], second: list[list[Row]], feature: Feature) -> Fraction | None:
    """Mantel and Haenszel's difference of the shares that have it, None where no two sides can be compared."""
    table: dict[int, list[list[int]]] = defaultdict(lambda: [[0, 0], [0, 0]])
    for side, journeys_of_side in enumerate((first, second)):
        for events in journeys_of_side:
            cell = table[bisect_left(LENGTHS, len(events))][side]
            cell[0] += feature in features(events)
            cell[1] += 1
    both = [(a, n, b, m) for (a, n), (b, m) in table.values() if n and m]
    weight = sum(Fraction(n * m, n + m) for _, n, _, m in both)
    return (
        sum(Fraction(n * m, n + m) * (Fraction(a, n) - Fraction(b, m)) for a, n, b, m in both) / weight
        if both
        else None
    )
