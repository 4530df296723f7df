"""Events with money and records as plain tuples, for the references that need them."""

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple


class Event(NamedTuple):
    customer: int
    at: int  # minutes
    touchpoint: str
    device: str | None = None
    value: float | None = None
    record: int | None = None


def journeys(events: list[Event]) -> list[list[Event]]:
    """Each customer's events by time; of two at one time, the one that came first."""
    found = defaultdict(list)
    for event in events:
        found[event.customer].append(event)
    return [sorted(found[customer], key=lambda event: event.at) for customer in sorted(found)]


def sessions(journey: list[Event], gap: int | None) -> list[int]:
    """The number of the session of each event of a journey."""
    numbers = [0]
    for one, two in pairwise(journey):
        numbers.append(numbers[-1] + (gap is not None and two.at - one.at > gap))
    return numbers[: len(journey)]
