"""A map of the future, and a planned journey: what should be, against what is."""

from datetime import date
from typing import Literal

from footpath.model.parts import Part


class PlannedChange(Part):
    """What a future map changes.

    Attributes:
        what: a touchpoint is removed, added or moved to another stage; or a number gets a target.
        to_stage: where it is moved or added.
        claim: of the current map, that the target is about; ``target`` is in its unit.
        why: in the words of who planned it.
    """

    what: Literal["remove", "add", "move", "target"]
    touchpoint: str = ""
    stage: str = ""
    to_stage: str = ""
    channel: str = ""
    claim: str | None = None
    target: float | None = None
    by_on: date | None = None
    why: str = ""
    owner: str = ""


class Reached(Part):
    """How far later data have come towards one planned change.

    Attributes:
        was, now, target: in the claim's unit; for a removed (added, moved) touchpoint the share of customers who come there.
        closed: the part of the gap that is closed, with its interval; None when it cannot be told, and ``why`` says so.
    """

    at: int  # which of the map's planned changes
    was: float | None = None
    now: float | None = None
    target: float | None = None
    closed: float | None = None
    closed_low: float | None = None
    closed_high: float | None = None
    claim: str | None = None
    why: str = ""


class Deviation(Part):
    """Where real journeys leave a planned one.

    Attributes:
        after: the last touchpoint as planned; empty for journeys that never begin as planned.
        instead: what came, "left" when nothing did.
        customers: the claim of how many; ``outcome`` of how many of them reach the outcome; ``cost`` of their time or money.
    """

    after: str = ""
    instead: str
    text: str
    customers: str
    outcome: str | None = None
    cost: str | None = None


class PlannedJourney(Part):
    """A planned journey against the real ones.

    Attributes:
        steps: touchpoints in the planned order, as the map calls them; ``unmatched`` are steps that no record knows.
        pattern: the plan in the pattern language.
        conforms: the claim of the share of journeys that go as planned.
        outcome: in words, when one was named; ``outcome_conforms`` the claim of its rate among those that conform.
    """

    name: str
    source: str = ""
    steps: tuple[str, ...]
    unmatched: tuple[str, ...] = ()
    pattern: str
    conforms: str | None = None
    outcome: str = ""
    outcome_conforms: str | None = None
    deviations: tuple[Deviation, ...] = ()
