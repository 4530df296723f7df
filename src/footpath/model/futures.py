"""A map of the future, and a planned journey: what should be, against what is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from footpath.model.parts import Part


class PlannedChange(Part):
    """What a future map changes.

    Attributes:
        what: a touchpoint is removed, added or moved to another stage; or a number gets a target.
        to_stage: where it is moved or added.
        of: which number gets the target: "experience", "reach", "effectiveness", "goes on", a measure's or a figure's label,
            or the id of a pain.
        claim: of the current map, that the target is about; ``target`` is in its unit. Of a touchpoint that is removed, its reach.
        why: in the words of who planned it.
    """

    what: Literal["remove", "add", "move", "target"]
    touchpoint: str = ""
    stage: str = ""
    to_stage: str = ""
    channel: str = ""
    of: str = ""
    claim: str | None = None
    target: float | None = None
    by_on: date | None = None
    why: str = ""
    owner: str = ""


def targets_of(changes: Iterable[PlannedChange]) -> dict[str, PlannedChange]:
    """The claims that have a target, each with what is planned for it; of several plans for one the last holds."""
    return {c.claim: c for c in changes if c.what == "target" and c.claim is not None and c.target is not None}


def subject_of(change: PlannedChange, pain_titles: Mapping[str, str]) -> str:
    """What a planned change is about, in words: "Delivery experience", "Purchase goes on", a pain's title, or a touchpoint.

    Examples:
        >>> subject_of(PlannedChange(what="target", stage="Purchase", of="goes on"), {})
        'Purchase goes on'
    """
    if change.of in pain_titles:
        return pain_titles[change.of]
    return " ".join(part for part in (change.touchpoint or change.stage, change.of) if part)


class Reached(Part):
    """How far later data have come towards one planned change.

    Attributes:
        was, now, target: in the claim's unit; ``was`` is that of ``before``; for a removed (added, moved) touchpoint the share of customers who come there.
        before: the claim of the same number over as long a time before the map was made; ``now`` is compared with that.
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
    before: str | None = None
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
        optional: places in ``steps`` of those that may be left out.
        pattern: the plan in the pattern language.
        conforms: the claim of the share of journeys that go as planned.
        outcome: in words, when one was named; ``outcome_conforms`` the claim of its rate among those that conform.
        cost_conforms: the claim of the same cost among those that conform.
        notes: how steps were understood, and what is not told.
    """

    name: str
    source: str = ""
    steps: tuple[str, ...]
    unmatched: tuple[str, ...] = ()
    optional: tuple[int, ...] = ()
    pattern: str
    conforms: str | None = None
    outcome: str = ""
    outcome_conforms: str | None = None
    cost_conforms: str | None = None
    deviations: tuple[Deviation, ...] = ()
    notes: tuple[str, ...] = ()
