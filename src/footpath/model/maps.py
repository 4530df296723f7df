"""The map: a plain document. These types are its schema; `render` draws nothing that is not in here.

Every number stands in a claim, and everything that shows a number holds the claim's id. Claims are kept once, in
``JourneyMap.claims``. A cell with no evidence is absent, never filled.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from footpath.model.records import Tier

Unit = Literal["share", "count", "score", "seconds", "money", "experience", "nps", "points"]
SCHEMA_VERSION = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sample(_Part):
    """A record behind a claim: a pseudonymous customer, when, where, and what was said (scrubbed of personal data)."""

    customer: str
    at: datetime | None = None
    touchpoint: str = ""
    text: str = ""


class Claim(_Part):
    """A statement that rests on a question (design §1).

    ``pick`` are the key fields of the answer's row: asking ``question`` again, picking the row and taking
    ``field × factor + offset`` gives ``value``.
    ``low_field``/``high_field`` name the interval's fields in the same row; empty when the number has none (a full count).
    """

    id: str
    text: str
    question: dict[str, Any]
    pick: dict[str, Any] = {}
    field: str
    low_field: str = ""
    high_field: str = ""
    factor: float = 1.0
    offset: float = 0.0
    value: float
    low: float | None = None
    high: float | None = None
    n: int
    unit: Unit
    from_at: datetime | None = None
    to_at: datetime | None = None
    tier: Tier = Tier.MEASURED
    samples: tuple[Sample, ...] = ()
    caution: str = ""  # e.g. "small n", "compared 140 pairs, corrected for it"


class Figure(_Part):
    """One of the four figures in the head."""

    label: str
    claim: str


class PersonaLine(_Part):
    """A statistic of a persona against everybody else, in words.

    Attributes:
        n: customers of the persona behind it.
        effect: Cohen's h or d of the difference; ``q`` is its p corrected for all lines that were tried.
    """

    text: str
    n: int
    effect: float | None = None
    q: float | None = None


class PersonaSection(_Part):
    """A part of a persona's card; without lines it says why nothing is known."""

    title: str
    lines: tuple[PersonaLine, ...] = ()
    unknown: str = ""


class PersonaCard(_Part):
    """A persona: its share is the claim's value; ``id`` stays when it is renamed, and tells its drawn face."""

    name: str
    claim: str
    id: str = ""
    note: str = ""
    sections: tuple[PersonaSection, ...] = ()
    quote: str | None = None


class Difference(_Part):
    """What sets a persona apart from the others by more than chance, and by how much; the claim holds the persona's figure."""

    persona: str
    text: str
    claim: str
    effect: float
    q: float


class StageColumn(_Part):
    """A stage with its reach. ``goes_on`` is the share of its customers who later reach a later stage; the last stage has none."""

    name: str
    icon: str = "circle"
    reach: str | None = None
    goes_on: str | None = None


class Action(_Part):
    """What customers do in a stage: the verb of a touchpoint, as a sentence a person would say."""

    stage: str
    text: str
    claim: str | None = None


class TouchpointCard(_Part):
    """``reach`` is the share of the stage's customers who came here; ``effectiveness`` runs from −1 friction to 1 seamless."""

    stage: str
    name: str
    channel: str
    ownership: str = "owned"
    reach: str | None = None
    experience: str | None = None
    effectiveness: str | None = None
    tier: Tier = Tier.MEASURED


class CurvePoint(_Part):
    """A measured point of the emotion curve; the claim's value is −1..1, its interval the band."""

    stage: str
    touchpoint: str
    claim: str


class PersonaCurve(_Part):
    """One persona's experience at the touchpoints of the curve; only those with enough voices of its own."""

    persona: str
    points: tuple[CurvePoint, ...]


class Curve(_Part):
    points: tuple[CurvePoint, ...] = ()
    personas: tuple[PersonaCurve, ...] = ()
    missing: str = ""  # when there is no curve: what is missing and how to get it


class Quote(_Part):
    """A customer's own words, scrubbed, never paraphrased. ``source`` is e.g. "review, 2 stars"."""

    id: str
    stage: str
    touchpoint: str
    text: str
    source: str
    experience: float | None = None
    language: str = ""
    link: str = "stated"
    said_at: datetime | None = None


class Pain(_Part):
    """A finding: ``title`` names it, ``proof`` is the figure that proves it, ``who`` says how many are touched."""

    id: str
    stage: str
    touchpoint: str
    title: str
    proof: str
    who: str = ""
    sentence: str
    kinds: tuple[str, ...]  # signals that agree: "leaving", "delay", "score", "promise", "repeat", "words"
    segment: dict[str, str] = {}
    severity: float = Field(ge=0, le=1)
    claims: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    tier: Tier = Tier.MEASURED


class Opportunity(_Part):
    """What could be done about a pain, or to amplify a high; ``worth`` is said only when a claim holds it."""

    id: str
    stage: str
    touchpoint: str
    title: str
    worth: str = ""
    claim: str | None = None
    pain: str | None = None
    why: str = ""


class Saying(_Part):
    """A figure of what employees say, apart from what customers say."""

    text: str
    claim: str


class Measure(_Part):
    """One figure of a stage; ``trend`` holds up to 26 weekly values, oldest first, None where a week has too few."""

    stage: str
    label: str
    claim: str
    trend: tuple[float | None, ...] = ()
    trend_question: dict[str, Any] | None = None


class MapLink(_Part):
    """A map of a part of this one: of a stage, or of one of its touchpoints; ``map`` is its name among the documents."""

    stage: str
    touchpoint: str = ""
    map: str


class JourneyMap(_Part):
    """The document. Same map, same bytes: lists are in the order in which they are drawn."""

    schema_version: int = SCHEMA_VERSION
    title: str
    state: Literal["current", "future"] = "current"
    scope: str = ""  # e.g. "All customers"
    from_at: datetime | None = None
    to_at: datetime | None = None
    as_of: datetime | None = None
    language: str = "en"
    currency: str = ""  # of every claim whose unit is money; empty when the sources name none
    figures: tuple[Figure, ...] = ()
    personas: tuple[PersonaCard, ...] = ()
    stages: tuple[StageColumn, ...] = ()
    actions: tuple[Action, ...] = ()
    touchpoints: tuple[TouchpointCard, ...] = ()
    curve: Curve = Curve()
    quotes: tuple[Quote, ...] = ()
    pains: tuple[Pain, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    measures: tuple[Measure, ...] = ()
    differences: tuple[Difference, ...] = ()
    employees: tuple[Saying, ...] = ()
    parts: tuple[MapLink, ...] = ()
    notes: tuple[str, ...] = ()  # coverage, data quality, what was folded or left out
    claims: dict[str, Claim] = {}
    lake_version: str = ""


class ClaimVerdict(_Part):
    """What asking a claim again gave."""

    claim: str
    verdict: Literal["held", "moved", "broken"]
    was: float
    now: float | None = None
    why: str = ""
