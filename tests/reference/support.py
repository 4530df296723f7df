"""Tickets, naively: a reading of each ticket's events from the first to the last."""

from collections import defaultdict
from dataclasses import dataclass, field

from reference.events import Event, journeys


@dataclass
class Ticket:
    customer: int
    group: str | None
    opened: int
    replied: int | None = None
    resolved: int | None = None
    reopened: int | None = None
    waiting: bool = True
    changes: list[tuple[int, int]] = field(default_factory=list)


def tickets(events: list[Event], states: dict[str, str], by: bool) -> list[Ticket]:
    found = []
    for journey in journeys(events):
        own: dict[int | None, list[Event]] = defaultdict(list)
        for event in journey:
            own[event.record].append(event)
        for record, story in own.items():
            ticket: Ticket | None = None
            for event in story:
                state = states.get(event.touchpoint)
                begins = state == "opened" and (ticket is None or (record is None and not ticket.waiting))
                if begins:
                    ticket = Ticket(event.customer, event.device if by else None, event.at, changes=[(event.at, 1)])
                    found.append(ticket)
                if ticket is None or begins:
                    continue
                if state in ("opened", "reopened") and not ticket.waiting:
                    ticket.reopened = event.at if ticket.reopened is None else ticket.reopened
                    ticket.waiting = True
                    ticket.changes.append((event.at, 1))
                elif state == "replied" and ticket.waiting and ticket.replied is None and ticket.resolved is None:
                    ticket.replied = event.at
                elif state == "resolved" and ticket.waiting:
                    ticket.resolved = event.at if ticket.resolved is None else ticket.resolved
                    ticket.waiting = False
                    ticket.changes.append((event.at, -1))
    return found
