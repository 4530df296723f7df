"""Loops and stage transitions, naively: every pair of events is looked at."""

from collections import defaultdict
from itertools import combinations, pairwise

from reference.events import Event, journeys, sessions

Loop = tuple[str | None, str, str, str | None]


def loops(
    events: list[Event], gap: int | None, reach: int, device: str | None = None, by: bool = False
) -> dict[Loop, list[tuple[int, int]]]:
    """(group, kind, from, via) → customer and minutes of each loop; only events of a device count, if one is given."""
    found = defaultdict(list)
    for journey in journeys(events):
        numbered = list(zip(journey, sessions(journey, gap), strict=True))
        counted = [(event, session) for event, session in numbered if device in (None, event.device)]
        for i, j in combinations(range(len(counted)), 2):
            (one, first), (two, last) = counted[i], counted[j]
            between = [event.touchpoint for event, _ in counted[i + 1 : j]]
            if one.touchpoint != two.touchpoint or first != last or one.touchpoint in between or len(between) > reach:
                continue
            kind = ("repeat", "ping-pong", "return")[min(len(between), 2)]
            key = (one.device if by else None, kind, one.touchpoint, between[0] if kind == "ping-pong" else None)
            found[key].append((one.customer, two.at - one.at))
    return found


def worths(events: list[Event], device: str | None = None) -> dict[int, float | None]:
    """What each customer's events are worth, None where none has a value."""
    found: dict[int, float | None] = {}
    for journey in journeys(events):
        values = [e.value for e in journey if e.value is not None and device in (None, e.device)]
        found[journey[0].customer] = sum(values) if values else None
    return found


def stage_transitions(
    events: list[Event], stages: dict[str, str | None], by: bool = False
) -> dict[tuple[str | None, str, str], list[tuple[int, int]]]:
    """(group, from, to) → customer and minutes of each."""
    found = defaultdict(list)
    for journey in journeys(events):
        for one, two in pairwise(event for event in journey if stages[event.touchpoint]):
            key = (one.device if by else None, stages[one.touchpoint], stages[two.touchpoint])
            found[key].append((one.customer, two.at - one.at))
    return found  # type: ignore[return-value]
