"""Conformance, naively: a beginning is as planned when some way to read the plan runs out of events there."""

from collections import Counter
from collections.abc import Callable

from reference.patterns import Event, Pattern, ends, linked

Verdict = tuple[str, str | None, str | None]


def short(node: Pattern, events: list[Event], now: int, first: int) -> bool:
    """Whether some way to meet the node from ``first`` on is short of an event that could still come at ``now``."""
    kind, count = node[0], len(events)
    if kind == "one":
        return first == count
    if kind == "or":
        return any(short(option, events, now, first) for option in node[1])
    if kind == "within":
        return short(node[1], events, now, first) and (first == count or now - events[first].at <= node[2])
    if kind == "times":
        starts, times = {first}, 0
        while starts and times < (count + node[2] + 1 if node[3] is None else node[3]):
            if any(short(node[1], events, now, start) for start in starts):
                return True
            starts, times = {n for start in starts for n in ends(node[1], events, now, start)}, times + 1
        return False
    starts = {first}
    for item, link in zip(node[1], [*node[2], None], strict=True):
        if any(short(item, events, now, start) for start in starts):
            return True
        done = {n for start in starts for n in ends(item, events, now, start)}
        if link and any(waits(link, events, now, end) for end in done):
            return True
        starts = {start for end in done for start in linked(link, events, end)} if link else set()
    return False


def waits(link: tuple[bool, int, int | None, bool], events: list[Event], now: int, end: int) -> bool:
    """Whether the event on the right side of a limit could still come."""
    gap, least, most, broken = link
    asks = least > 0 or most is not None or broken
    return asks and (gap or end == len(events)) and (most is None or now - events[end - 1].at <= most)


def conformance(
    journeys: list[list[Event]], plan: Pattern, now: int, has_left: Callable[[Event], bool]
) -> Counter[Verdict]:
    """(verdict, after, instead) → customers."""
    return Counter(verdict(journey, plan, now, has_left) for journey in journeys if journey)


def verdict(journey: list[Event], plan: Pattern, now: int, has_left: Callable[[Event], bool]) -> Verdict:
    for count in range(1, len(journey) + 1):
        begun = journey[:count]
        if not (count in ends(plan, begun, now, 0) or short(plan, begun, begun[-1].at, 0)):
            after = journey[count - 2].touchpoint if count > 1 else None
            return "deviates", after, journey[count - 1].touchpoint
    if len(journey) in ends(plan, journey, now, 0):
        return "conforms", None, None
    going_on = short(plan, journey, now, 0) and not has_left(journey[-1])
    return ("open" if going_on else "deviates"), journey[-1].touchpoint, (None if going_on else "left")
