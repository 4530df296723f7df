"""What a map finds: pains and praise, moments of truth, and what could be done; goals, checklists and gaps beside them."""

from datetime import date
from typing import Literal

from pydantic import Field

from footpath.model.parts import Part
from footpath.model.records import Tier


class Worth(Part):
    """What is at stake, or what a remedy would bring.

    Attributes:
        text: the sentence, from the claims alone.
        claims: the number first, then what it was reckoned with (an order's value, a rate elsewhere).
        low, high: its 95% interval, in the unit of the first claim's product with the others.
        unit: "money" or "count" (of customers, promises) or "seconds".
        per: "month" (of 30 days): such worths of one unit may be added up; empty for all the records.
        assumptions: each in a sentence; a worth without any is a plain count.
    """

    text: str
    value: float
    low: float | None = None
    high: float | None = None
    unit: Literal["money", "count", "seconds"] = "count"
    per: Literal["", "month"] = ""
    claims: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


class Pain(Part):
    """A finding: ``title`` names it, ``proof`` is the figure that proves it, ``who`` says how many are touched.

    Attributes:
        kinds: the signals that agree: "leaving", "delay", "score", "promise", "repeat", "frustration", "words".
        frequency: the claim of how often it happens among those who come there; ``reach`` that of how many it touches.
        onset_on: since when, with the days that it lies between at 95%; None when it was always so or cannot be dated.
        until_on: when it ended; None while it goes on.
        coincides: what happened there or was said at the same time, each in a sentence; no cause is claimed.
        claims: the evidence list, the proof first.
    """

    id: str
    stage: str
    touchpoint: str
    title: str
    proof: str
    who: str = ""
    sentence: str
    kinds: tuple[str, ...]
    segment: dict[str, str] = {}
    severity: float = Field(ge=0, le=1)
    claims: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    tier: Tier = Tier.MEASURED
    frequency: str | None = None
    reach: str | None = None
    onset_on: date | None = None
    onset_low_on: date | None = None
    onset_high_on: date | None = None
    until_on: date | None = None
    stake: Worth | None = None
    coincides: tuple[str, ...] = ()


class Praise(Part):
    """What goes better than comparable places by more than chance: something to amplify. Told as a pain is."""

    id: str
    stage: str
    touchpoint: str
    title: str
    proof: str
    who: str = ""
    sentence: str
    kinds: tuple[str, ...]  # "score", "words", "staying", "speed"
    segment: dict[str, str] = {}
    strength: float = Field(ge=0, le=1)
    claims: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    tier: Tier = Tier.MEASURED


class MomentOfTruth(Part):
    """A touchpoint whose occurrence, or experience, goes with another outcome, other things being alike; no cause is claimed.

    Attributes:
        what: "occurrence" (whether they come there) or "experience" (how it was for those who did).
        outcome: in words, e.g. "order placed within 30 days after".
        difference: the claim of the adjusted difference of the outcome's rate; its interval leaves zero out.
    """

    stage: str
    touchpoint: str
    what: Literal["occurrence", "experience"]
    outcome: str
    sentence: str
    difference: str
    claims: tuple[str, ...]
    effect: float
    q: float


class Opportunity(Part):
    """What could be done about a pain, or to amplify a high; ``worth`` is said only when a claim holds it.

    Attributes:
        remedy: its id in the catalogue of remedies.
        kind: "fix" a pain, "amplify" a high, "fill" a gap.
        fits: why it fits here, each in a sentence with the map's own figures; their claims in ``fit_claims``.
        bringing: what ``worth`` says in words: the number, its interval and what was assumed.
        goals: ids of the goals that it would move.
        effort: as the catalogue says it, for ordering; nothing when it says none.
    """

    id: str
    stage: str
    touchpoint: str
    title: str
    worth: str = ""
    claim: str | None = None
    pain: str | None = None
    why: str = ""
    remedy: str = ""
    kind: Literal["fix", "amplify", "fill"] = "fix"
    fits: tuple[str, ...] = ()
    fit_claims: tuple[str, ...] = ()
    bringing: Worth | None = None
    goals: tuple[str, ...] = ()
    effort: Literal["", "low", "medium", "high"] = ""


class Goal(Part):
    """A measurable objective: a field of a question's row, from where it started to a target by a date.

    Attributes:
        claim: what it is now.
        start, target: in the claim's own unit; ``better`` says which way is good.
        progress: the part of the way from start to target that is done: 0 not begun, 1 reached, below 0 further away;
            with its interval from the claim's.
        status: "behind" is less of the way than of the time; "away" is further from the target than at the start.
        why: its progress is unknown.
    """

    id: str
    title: str
    stage: str = ""
    touchpoint: str = ""
    better: Literal["higher", "lower"] = "higher"
    claim: str | None = None
    start: float | None = None
    target: float
    start_on: date | None = None
    by_on: date | None = None
    progress: float | None = None
    progress_low: float | None = None
    progress_high: float | None = None
    status: Literal["reached", "on the way", "behind", "away", "unknown"] = "unknown"
    owner: str = ""
    why: str = ""


class ChecklistItem(Part):
    """Something that a stage should offer, held against the records.

    Attributes:
        status: "covered" (the records show it, and it works), "gap" (it is not there or does not work; the claim says
            which), "unknown" (the records cannot tell; ``text`` says what would).
    """

    id: str
    stage: str
    title: str
    status: Literal["covered", "gap", "unknown"]
    text: str
    claims: tuple[str, ...] = ()


class ContentGap(Part):
    """A stage where customers of a persona, or of a channel, find no touchpoint; how many there are is the claim."""

    stage: str
    persona: str = ""
    channel: str
    text: str
    claims: tuple[str, ...] = ()
