"""Events of which some are feedback, as plain tuples, and what each feedback speaks of: shared by the references below."""

from collections import defaultdict
from typing import NamedTuple

DAY = 24


class Spoken(NamedTuple):
    customer: int
    at: int  # hours
    name: str
    device: str | None = None
    record: str | None = None
    promised: int | None = None
    about: str | None = None
    link: str | None = None
    kind: str | None = None
    points: int | None = None  # of ten
    emotion: str | None = None
    aim: str | None = None
    experience: float | None = None
    stated: int | None = None
    waited: int | None = None

    @property
    def is_feedback(self) -> bool:
        return self.kind is not None

    @property
    def asked(self) -> bool:
        return self.name.endswith("survey sent")


def lives(events: list[Spoken]) -> list[list[Spoken]]:
    """Each customer's events by time; of two at one time, the one that came first."""
    found = defaultdict(list)
    for event in events:
        found[event.customer].append(event)
    return [sorted(found[customer], key=lambda event: event.at) for customer in sorted(found)]


def about_event(life: list[Spoken], number: int) -> Spoken | None:
    """The latest earlier event of the touchpoint that a feedback is about."""
    return next((event for event in reversed(life[:number]) if event.name == life[number].about), None)


def group_of(life: list[Spoken], number: int) -> str | None:
    """The device of an event; of feedback without one, that of the event it is about."""
    event = life[number]
    about = about_event(life, number) if event.is_feedback else None
    return event.device or (about.device if about else None)
