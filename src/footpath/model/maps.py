"""The map: a plain document. These types are its schema; `render` draws nothing that is not in here.

Every number stands in a claim, and everything that shows a number holds the claim's id. Claims are kept once, in
``JourneyMap.claims``. A cell with no evidence is absent, never filled.
"""

from datetime import datetime
from typing import Any, Literal

from footpath.model.claims import Claim
from footpath.model.findings import ChecklistItem, ContentGap, Goal, MomentOfTruth, Opportunity, Pain, Praise
from footpath.model.futures import PlannedChange, PlannedJourney, Reached
from footpath.model.parts import Part
from footpath.model.records import Tier
from footpath.model.walks import Walk

SCHEMA_VERSION = 1


class Figure(Part):
    """One of the four figures in the head."""

    label: str
    claim: str


class PersonaLine(Part):
    """A statistic of a persona against everybody else, in words.

    Attributes:
        claim: of the persona's figure; its question has the others' beside it.
        n: customers of the persona behind it.
        effect: Cohen's h or d of the difference; ``q`` is its p corrected for all lines that were tried.
    """

    text: str
    claim: str | None = None
    n: int
    effect: float | None = None
    q: float | None = None


class PersonaSection(Part):
    """A part of a persona's card; without lines it says why nothing is known."""

    title: str
    lines: tuple[PersonaLine, ...] = ()
    unknown: str = ""


class PersonaCard(Part):
    """A persona: its share is the claim's value; ``id`` stays when it is renamed, and tells its drawn face."""

    name: str
    claim: str
    id: str = ""
    note: str = ""
    sections: tuple[PersonaSection, ...] = ()
    quote: str | None = None


class Difference(Part):
    """What sets a persona apart from the others by more than chance, and by how much; the claim holds the persona's figure."""

    persona: str
    text: str
    claim: str
    effect: float
    q: float


class StageColumn(Part):
    """A stage with its reach. ``goes_on`` is the share of its customers who later reach a later stage; the last stage has none."""

    name: str
    icon: str = "circle"
    reach: str | None = None
    goes_on: str | None = None


class Action(Part):
    """What customers do in a stage: the verb of a touchpoint, as a sentence a person would say."""

    stage: str
    text: str
    claim: str | None = None


class Aim(Part):
    """What customers say they want, need, do something for, or cannot do, at a touchpoint of a stage.

    Attributes:
        text: what it is about, in words.
        claim: how many of the texts that state an aim state this kind; ``quotes`` are ids of some of them, in customers' own words.
    """

    stage: str
    kind: Literal["goal", "need", "motivation", "obstacle"]
    touchpoint: str = ""
    text: str
    claim: str | None = None
    quotes: tuple[str, ...] = ()


class TouchpointCard(Part):
    """``reach`` is the share of the stage's customers who came here; ``effectiveness`` runs from −1 friction to 1 seamless."""

    stage: str
    name: str
    channel: str
    ownership: str = "owned"
    reach: str | None = None
    experience: str | None = None
    effectiveness: str | None = None
    tier: Tier = Tier.MEASURED


class CurvePoint(Part):
    """A measured point of the emotion curve; the claim's value is −1..1, its interval the band."""

    stage: str
    touchpoint: str
    claim: str


class PersonaCurve(Part):
    """One persona's experience at the touchpoints of the curve; only those with enough voices of its own."""

    persona: str
    points: tuple[CurvePoint, ...]


class Curve(Part):
    points: tuple[CurvePoint, ...] = ()
    personas: tuple[PersonaCurve, ...] = ()
    missing: str = ""  # when there is no curve: what is missing and how to get it


class Quote(Part):
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


class Flow(Part):
    """Customers who go from one touchpoint straight to another; the claim's value is how many.

    Attributes:
        direction: "forward" (down the map, in its own order) or "back".
    """

    from_touchpoint: str
    to_touchpoint: str
    direction: Literal["forward", "back"]
    claim: str


class Saying(Part):
    """A figure of what employees say, apart from what customers say."""

    text: str
    claim: str


class Measure(Part):
    """One figure of a stage; ``trend`` holds up to 26 weekly values, oldest first, None where a week has too few."""

    stage: str
    label: str
    claim: str
    trend: tuple[float | None, ...] = ()
    trend_question: dict[str, Any] | None = None


class MapLink(Part):
    """A map of a part of this one: of a stage, or of one of its touchpoints; ``map`` is its name among the documents."""

    stage: str
    touchpoint: str = ""
    map: str


class JourneyMap(Part):
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
    aims: tuple[Aim, ...] = ()
    curve: Curve = Curve()
    quotes: tuple[Quote, ...] = ()
    pains: tuple[Pain, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    measures: tuple[Measure, ...] = ()
    differences: tuple[Difference, ...] = ()
    employees: tuple[Saying, ...] = ()
    parts: tuple[MapLink, ...] = ()
    flows: tuple[Flow, ...] = ()
    praises: tuple[Praise, ...] = ()
    moments: tuple[MomentOfTruth, ...] = ()
    goals: tuple[Goal, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    gaps: tuple[ContentGap, ...] = ()
    planned_changes: tuple[PlannedChange, ...] = ()  # of a future map
    reached: tuple[Reached, ...] = ()  # how far later data have come towards them
    current_curve: Curve | None = None  # of a future map: the curve of the map that it starts from
    plan: PlannedJourney | None = None
    walk: Walk | None = None
    notes: tuple[str, ...] = ()  # coverage, data quality, what was folded or left out
    claims: dict[str, Claim] = {}
    lake_version: str = ""
