"""Frustration and support, naively."""

from collections import defaultdict
from itertools import pairwise

from reference.events import Event, journeys, sessions

Key = tuple[str | None, str]


def rage(events: list[Event], count: int, within: int, by: bool) -> dict[Key, list[int]]:
    """(group, touchpoint) → a customer for each outburst; in a row means with the same device, too."""
    found = defaultdict(list)
    for journey in journeys(events):
        raging = False
        for i, event in enumerate(journey):
            window = journey[max(i - count + 1, 0) : i + 1]
            alike = {(e.touchpoint, e.device) for e in window}
            rages = len(window) == count and len(alike) == 1 and event.at - window[0].at <= within
            same_run = i > 0 and journey[i - 1].touchpoint == event.touchpoint and journey[i - 1].device == event.device
            if rages and not (raging and same_run):
                found[window[0].device if by else None, event.touchpoint].append(event.customer)
            raging = rages
    return found


def error_loops(events: list[Event], errors: set[str], gap: int, by: bool) -> dict[Key, list[int]]:
    found = defaultdict(list)
    for journey in journeys(events):
        numbered = [p for p in zip(journey, sessions(journey, gap), strict=True) if p[0].touchpoint in errors]
        for place in errors:
            for (one, first), (_, last) in pairwise(p for p in numbered if p[0].touchpoint == place):
                if first == last:
                    found[one.device if by else None, place].append(one.customer)
    return found


def retries(events: list[Event], errors: set[str], gap: int, by: bool) -> dict[Key, list[int]]:
    found = defaultdict(list)
    for journey in journeys(events):
        numbers = sessions(journey, gap)
        for i in range(len(journey) - 2):
            one, error, two = journey[i : i + 3]
            if (
                one.touchpoint == two.touchpoint not in errors
                and error.touchpoint in errors
                and numbers[i] == numbers[i + 2]
            ):
                found[one.device if by else None, one.touchpoint].append(one.customer)
    return found


def repeat_contacts(
    events: list[Event], contacts: set[str], within: int, gap: int, by: bool
) -> dict[Key, dict[int, list[str]]]:
    """(group, touchpoint) → by customer the fate of each contact."""
    end = max(event.at for event in events)
    found: dict[Key, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for journey in journeys(events):
        matters = defaultdict(list)
        for event in journey:
            if event.touchpoint in contacts:
                matter = ("record", event.record) if event.record is not None else ("place", event.touchpoint)
                talks = matters[matter]
                if talks and event.at - talks[-1][-1].at <= gap:
                    talks[-1].append(event)
                else:
                    talks.append([event])
        for talks in matters.values():
            for n, talk in enumerate(talks):
                again = n + 1 < len(talks) and talks[n + 1][0].at - talk[-1].at <= within
                fate = "again" if again else "settled" if end - talk[-1].at >= within else "open"
                found[talk[0].device if by else None, talk[0].touchpoint][talk[0].customer].append(fate)
    return found
