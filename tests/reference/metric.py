"""Metrics, value and tiers, naively."""

from collections import defaultdict
from typing import Any

from reference.events import Event, journeys, sessions

Group = str | None


def metric(
    events: list[Event], unit: str, places: set[str], device: str | None, gap: int, by: bool
) -> dict[Group, set[Any]]:
    """Group → the units that have an event at one of the places, and of the device if one is given."""
    found: dict[Group, set[Any]] = defaultdict(set)
    for journey in journeys(events):
        for number, (event, session) in enumerate(zip(journey, sessions(journey, gap), strict=True)):
            if event.touchpoint in places and device in (None, event.device):
                who = event.customer
                of_record = (who, "event", number) if event.record is None else (who, "record", event.record)
                told = {"customers": who, "events": (who, number), "sessions": (who, session), "records": of_record}
                found[event.device if by else None].add(told[unit])
    return found


def values(events: list[Event], by: bool) -> dict[tuple[Group, str], dict[str, list[float]]]:
    """(group, touchpoint) → the value of each event, order and customer there."""
    found: dict[tuple[Group, str], dict[str, dict[Any, float]]] = {}
    for number, event in enumerate(events):
        if event.value is not None:
            own = found.setdefault(
                (event.device if by else None, event.touchpoint), {"event": {}, "order": {}, "customer": {}}
            )
            order = (event.customer, "alone", number) if event.record is None else (event.customer, event.record)
            for unit, key in (("event", number), ("order", order), ("customer", event.customer)):
                own[unit][key] = own[unit].get(key, 0.0) + event.value
    return {key: {unit: list(each.values()) for unit, each in own.items()} for key, own in found.items()}


TIERS = {  # worth 1 to 5, by recency
    5: ("new", "promising", "loyal", "champions", "champions"),
    4: ("new", "promising", "loyal", "champions", "champions"),
    3: ("needs attention", "needs attention", "loyal", "loyal", "loyal"),
    2: ("hibernating", "hibernating", "at risk", "at risk", "at risk"),
    1: ("lost", "lost", "at risk", "cannot lose", "cannot lose"),
}


def score(figure: float, figures: list[float]) -> int:
    below, equal = sum(other < figure for other in figures), figures.count(figure)
    return 1 + 5 * (2 * below + equal) // (2 * len(figures))


def tiers(events: list[Event], by: bool) -> dict[tuple[Group, str], dict[int, tuple[int, int, float]]]:
    """(group, tier) → by customer minutes since the last event, events and money."""
    valued = any(event.value is not None for event in events)
    end = max(event.at for event in events)
    own: dict[int, tuple[int, int, float, Group]] = {}
    for journey in journeys(events):
        counted = [event for event in journey if event.value is not None or not valued]
        if counted:
            money = sum(event.value or 0.0 for event in counted)
            own[counted[0].customer] = (counted[-1].at, len(counted), money, counted[-1].device if by else None)
    found: dict[tuple[Group, str], dict[int, tuple[int, int, float]]] = defaultdict(dict)
    for who, (last, times, money, group) in own.items():
        recency, frequency, worth = (score(own[who][n], [figures[n] for figures in own.values()]) for n in range(3))  # type: ignore[arg-type, misc, list-item]
        rank = (frequency + worth + 1) // 2 if valued else frequency
        found[group, TIERS[recency][rank - 1]][who] = (end - last, times, money)
    return found
