"""What became of a map: how two of them differ, and what happened when data and people both changed one."""

from datetime import datetime
from typing import Literal

from footpath.model.claims import Unit
from footpath.model.maps import JourneyMap
from footpath.model.parts import Part

CardKind = str  # a list of the map: "stages", "touchpoints", "pains" …
What = Literal["appeared", "gone", "edited", "moved"]
Moved = Literal["same", "within", "beyond", "counted"]


class Place(Part):
    """Where a card stands and what it is called; ``kind`` is the list of the map that holds it."""

    kind: CardKind
    stage: str = ""
    touchpoint: str = ""
    name: str = ""


class Conflict(Part):
    """A person and the data both changed a text, or the data no longer have what a person worked on. What people wrote stays.

    Attributes:
        field: of the card; empty when the whole card is meant.
        mine: what a person wrote, and stays.
        theirs: what data would say now; empty when they say nothing any more.
    """

    place: Place
    field: str = ""
    mine: str
    theirs: str = ""


class Merged(Part):
    """A map after people's edits and new data were brought together.

    Attributes:
        hidden: cards that data have and a person took off the map.
        unasked: ids of claims that only people's cards hold: the new drawing did not ask them, so their values are older.
    """

    map: JourneyMap
    conflicts: tuple[Conflict, ...] = ()
    hidden: tuple[Place, ...] = ()
    unasked: tuple[str, ...] = ()


class Side(Part):
    """One of the two maps that are compared, in its own words."""

    title: str
    scope: str = ""
    state: str = "current"
    from_at: datetime | None = None
    to_at: datetime | None = None
    currency: str = ""


class TextChange(Part):
    """A text of a card before and after."""

    field: str
    before: str
    after: str


class CardChange(Part):
    """A card that appeared, is gone, was moved to another stage, or of which texts were edited.

    ``place`` is that in the second map; of a card that is gone, in the first.
    """

    what: What
    place: Place
    texts: tuple[TextChange, ...] = ()
    was_stage: str = ""


class FigureChange(Part):
    """A figure that both maps hold.

    Attributes:
        place: the card that shows it; the kind is "claims" when no card does.
        role: the field of the card that holds the claim.
        text: the statement in the second map.
        was_claim, claim: its ids in the first and in the second map.
        low, high: 95% interval of ``now − was``; None when one of them has no interval.
        moved: *same* value; moved *within* what chance explains (the interval holds 0) or *beyond* it; *counted*: another
            value of a figure that has no interval.
        exact: whether both ask one question; else they differ in whom or when they ask about.
    """

    place: Place
    role: str
    text: str
    was_claim: str
    claim: str
    unit: Unit
    was: float
    now: float
    was_low: float | None = None
    was_high: float | None = None
    now_low: float | None = None
    now_high: float | None = None
    was_n: int
    n: int
    low: float | None = None
    high: float | None = None
    moved: Moved
    exact: bool


class MapDiff(Part):
    """How the second map differs from the first.

    Attributes:
        figures: all that both hold, in the order of the second map, each once; those that stayed are among them.
        only_first, only_second: ids of claims that the other map has no counterpart of.
        by_chance: how many figures with intervals would move beyond theirs if nothing had changed.
    """

    first: Side
    second: Side
    cards: tuple[CardChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    by_chance: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether the maps say the same."""
        return not self.cards and all(figure.moved == "same" for figure in self.figures)


class PartVerdict(Part):
    """Whether the map of a part adds up with the map that it is a part of.

    Attributes:
        verdict: *adds up*, *differs* in a total that both hold, or *apart*: they cannot be compared (``why`` says it).
        total: customers of the part as the whole map counts them; ``part`` as the part's own map does.
        shared: how many claims both maps hold.
    """

    stage: str
    touchpoint: str = ""
    map: str
    verdict: Literal["adds up", "differs", "apart"]
    why: str = ""
    total: float | None = None
    part: float | None = None
    shared: int = 0
