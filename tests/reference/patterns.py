"""Patterns, naively: every way to read a pattern is tried on every part of a journey.

A pattern is a nested tuple: ("one", names or None, (device, least value), negated), ("start",), ("end", silent minutes),
("then", nodes, links), ("or", nodes), ("times", node, least, most or None), ("within", node, minutes). A link is
(gap, least minutes, most minutes, whether a session ends).
"""

from typing import Any, NamedTuple

Pattern = tuple[Any, ...]


class Event(NamedTuple):
    at: int  # minutes
    touchpoint: str
    device: str | None = None
    value: float | None = None
    session: int = 0


def meets(node: Pattern, event: Event) -> bool:
    _, names, (device, least), negated = node
    held = names is None or event.touchpoint in names
    held = held and device in (None, event.device)
    held = held and (least is None or (event.value is not None and event.value >= least))
    return held != negated


def ends(node: Pattern, events: list[Event], now: int, first: int) -> set[int]:
    """All numbers ``n`` such that the node is met by the events first..n, the last excluded."""
    kind, count = node[0], len(events)
    if kind == "one":
        return {first + 1} if first < count and meets(node, events[first]) else set()
    if kind == "start":
        return {first} if first == 0 else set()
    if kind == "end":
        return {first} if first == count and (not events or now - events[-1].at >= node[1]) else set()
    if kind == "or":
        return {n for option in node[1] for n in ends(option, events, now, first)}
    if kind == "within":
        found = ends(node[1], events, now, first)
        return {n for n in found if n == first or events[n - 1].at - events[first].at <= node[2]}
    if kind == "times":
        return repeated(node, events, now, {first})
    done = ends(node[1][0], events, now, first)
    for link, item in zip(node[2], node[1][1:], strict=True):
        done = {n for end in done for start in linked(link, events, end) for n in ends(item, events, now, start)}
    return done


def linked(link: tuple[bool, int, int | None, bool], events: list[Event], end: int) -> list[int]:
    gap, least, most, broken = link
    starts = range(end, len(events) + 1) if gap else [end]
    if not (least or most is not None or broken):
        return list(starts)
    passed = [(n, events[n].at - events[end - 1].at) for n in starts if n < len(events)]
    within = [n for n, time in passed if least <= time and (most is None or time <= most)]
    return [n for n in within if not broken or events[n].session != events[end - 1].session]


def repeated(node: Pattern, events: list[Event], now: int, starts: set[int]) -> set[int]:
    _, inner, least, most = node
    found, times = (set(starts) if least == 0 else set()), 0
    while starts and times < (most if most is not None else least + len(events) + 1):
        starts = {n for start in starts for n in ends(inner, events, now, start)}
        times += 1
        found |= starts if times >= least else set()
    return found


def span(pattern: Pattern, events: list[Event], now: int) -> tuple[int, int] | None:
    """First and last number of the match that ends first, and of those the one that begins last."""
    found = [(n, -first) for first in range(len(events)) for n in ends(pattern, events, now, first) if n > first]
    return (-min(found)[1], min(found)[0] - 1) if found else None
