"""One revision of a map: who made it, when and why."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Revision:
    """A line of a map's history; the document itself is fetched by its number.

    Attributes:
        id: of this revision in the whole file; it never changes.
        name: of the map.
        number: 1, 2, 3 … within the map, without gaps.
        at: when it was saved.
        who: who saved it; empty when nobody said.
        why: what the change is about.
        base: the number of the revision that it was made from; None for the first.
        content: the hash of the document: equal documents have equal hashes.
        drawn: the hash of what was last drawn from data, on which people's edits stand.
        restored: the number of the revision that it brings back; None where it is no restored one.
    """

    id: int
    name: str
    number: int
    at: datetime
    who: str
    why: str
    base: int | None
    content: str
    drawn: str
    restored: int | None = None
