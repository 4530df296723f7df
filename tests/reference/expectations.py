"""What was stated or promised against the clock, naively. Times are hours."""

from collections import defaultdict
from statistics import median
from typing import NamedTuple

from reference.said import Spoken, about_event, group_of, lives

Cell = tuple[str, str | None, str | None, str | None]  # basis, touchpoint, clock, group


class Entry(NamedTuple):
    stated: float | None
    actual: float | None
    waited: float | None
    late: float | None  # 0 where it was in time


def by_clock(life: list[Spoken], number: int) -> tuple[str | None, float | None]:
    """How long it took, by the first clock that knows."""
    said, about = life[number], about_event(life, number)
    record = said.record or (about.record if about else None)
    own = [event for event in life if record is not None and event.record == record]
    promised = [event for event in own if event.promised is not None] if said.record else []
    if promised and promised[-1].at > own[0].at:
        return "promise", promised[-1].at - own[0].at
    tickets = [event for event in own if event.name == "ticket opened"]
    if tickets:
        later = own[own.index(tickets[0]) :]
        for state in ("ticket solved", "ticket answered"):
            done = [event for event in later if event.name == state]
            if done:
                return ("case", done[0].at - tickets[0].at) if done[0].at > tickets[0].at else (None, None)
        return None, None
    seen = [event for event in life[:number] if event in own and not event.is_feedback and event.record == record]
    if seen and seen[-1].at > own[0].at:
        return "record", seen[-1].at - own[0].at
    return None, None


def expectations(events: list[Spoken], by: bool) -> dict[Cell, list[Entry]]:
    found = defaultdict(list)
    for life in lives(events):
        for number, said in enumerate(life):
            group = group_of(life, number) if by else None
            if said.promised is not None:
                own = [event for event in life if event.record == said.record] if said.record else []
                took = said.at - own[0].at if own and said.at > own[0].at else None
                meant = None if took is None or said.promised < own[0].at else said.promised - own[0].at
                found["promised", said.name, "promise", group].append(
                    Entry(meant, took, None, max(said.at - said.promised, 0))
                )
            if said.about is None or said.kind in (None, "employee") or (said.stated is None and said.waited is None):
                continue
            clock, took = by_clock(life, number)
            words = clock is None and None not in (said.stated, said.waited)
            clock, took = ("words", said.waited) if words else (clock, took)
            late = None if None in (took, said.stated) else max(took - said.stated, 0)  # type: ignore[operator]
            waited = None if words or took is None else said.waited
            found["stated", said.about, clock, group].append(Entry(said.stated, took, waited, late))
    return {
        cell: entries
        for cell, entries in found.items()
        if any(e.stated is not None or e.late is not None or e.waited for e in entries)
    }


def middle(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
