"""The funnel, naively: every way to pick events for the steps is tried."""

from itertools import combinations

from reference.rows import HOUR, Row, journeys


def walks(journey: list[Row], steps: list[set[str]], within: int | None) -> list[tuple[int, int]]:
    """For each step that is reached: the first event that completes it, and the latest that can have opened the walk."""
    found = []
    for k in range(1, len(steps) + 1):
        fits = [
            (picked[-1], -picked[0])
            for picked in combinations(range(len(journey)), k)
            if all(journey[i].touchpoint in step for i, step in zip(picked, steps, strict=False))
            and (within is None or journey[picked[-1]].at - journey[picked[0]].at <= within)
        ]
        if fits:
            last, first = min(fits)
            found.append((last, -first))
    return found


def funnel(rows: list[Row], steps: list[set[str]], within: int | None) -> dict[str | None, list[list[int]]]:
    """By group: for each step the sorted seconds since the first, one for each customer who reached it."""
    found: dict[str | None, list[list[int]]] = {}
    for journey in journeys(rows):
        reached = walks(journey, steps, within)
        if reached:
            times = found.setdefault(journey[reached[-1][1]].device, [[] for _ in steps])
            for k, (last, first) in enumerate(reached):
                times[k].append((journey[last].at - journey[first].at) * HOUR)
    return {group: [sorted(step) for step in times] for group, times in found.items()}
