"""What reading a workbook back gives."""

from dataclasses import dataclass

from footpath.model.maps import JourneyMap


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        what: the kind of thing, e.g. "pain point".
        where: which one, by the name it had before.
        field: which part of it; empty where the whole was added or removed.
        was: what it said; empty for what was added.
        now: what it says in the workbook; empty for what was removed.
        taken: whether the map has it now; where not, ``why`` is the reason in a sentence.
    """

    what: str
    where: str
    field: str
    was: str
    now: str
    taken: bool = True
    why: str = ""


@dataclass(frozen=True)
class Edited:
    """The map with what could be taken over, and all differences."""

    map: JourneyMap
    changes: tuple[Change, ...]
