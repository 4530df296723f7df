"""Sessions, pauses and pages, naively."""

from collections import defaultdict
from itertools import pairwise
from statistics import median
from typing import Any

from reference.rows import HOUR, Row, journeys


def sessions(rows: list[Row], gap: int, opens: str = "", kept: str = "") -> list[tuple[list[Row], bool]]:
    """The events that count (of a device, where one is named) of each session, and whether it has ended. ``gap`` in hours."""
    found: list[tuple[list[Row], bool]] = []
    now = max(row.at for row in rows)
    for journey in journeys(rows):
        split: list[list[Row]] = []
        for row in journey:
            if not split or row.at - split[-1][-1].at > gap or row.touchpoint in opens:
                split.append([])
            split[-1].append(row)
        for number, session in enumerate(split):
            ended = number + 1 < len(split) or now - session[-1].at > gap
            found.append(([row for row in session if not kept or row.device == kept], ended))
    return [(session, ended) for session, ended in found if session]


def summary(rows: list[Row], gap: int, by: bool, **more: str) -> dict[str | None, tuple[Any, ...]]:
    """Group → sessions, open, customers, events, bounced, median events, median seconds."""
    groups = defaultdict(list)
    for session, ended in sessions(rows, gap, **more):
        groups[session[0].device if by else None].append((session, ended))
    found: dict[str | None, tuple[Any, ...]] = {}
    for group, those in groups.items():
        ended = [session for session, over in those if over]
        lasted = [(session[-1].at - session[0].at) * HOUR for session in ended if len(session) > 1]
        found[group] = (
            len(those),
            len(those) - len(ended),
            len({session[0].customer for session, _ in those}),
            sum(len(session) for session, _ in those),
            sum(len(session) == 1 for session in ended),
            median(map(len, ended)) if ended else None,
            median(lasted) if lasted else None,
        )
    return found


def pages(rows: list[Row], gap: int, by: bool, kept: str = "") -> dict[tuple[str | None, str], tuple[Any, ...]]:
    """(group, touchpoint) → views, sessions, open, customers, entries, open entries, exits, bounces, median seconds."""
    found: dict[tuple[str | None, str], tuple[Any, ...]] = {}
    all_sessions = [(s[0].device if by else None, s, ended) for s, ended in sessions(rows, gap, kept=kept)]
    for key in {(group, row.touchpoint) for group, session, _ in all_sessions for row in session}:
        with_it = [(s, [row.touchpoint for row in s], ended) for group, s, ended in all_sessions if group == key[0]]
        with_it = [(s, places, ended) for s, places, ended in with_it if key[1] in places]
        times = [
            (two.at - one.at) * HOUR for s, _, _ in with_it for one, two in pairwise(s) if one.touchpoint == key[1]
        ]
        found[key] = (
            sum(places.count(key[1]) for _, places, _ in with_it),
            len(with_it),
            sum(not ended for _, _, ended in with_it),
            len({s[0].customer for s, _, _ in with_it}),
            sum(places[0] == key[1] for _, places, _ in with_it),
            sum(places[0] == key[1] and not ended for _, places, ended in with_it),
            sum(places[-1] == key[1] and ended for _, places, ended in with_it),
            sum(places == [key[1]] and ended for _, places, ended in with_it),
            median(times) if times else None,
        )
    return found
