"""Maps that a workspace keeps: redrawn without losing people's edits, brought back, edited in a workbook."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.drawing import spoken
from footpath.errors import MapError

if TYPE_CHECKING:
    from footpath.app.stores import Stores
    from footpath.documents import Revision
    from footpath.model.changes import Conflict
    from footpath.model.maps import JourneyMap


@dataclass(frozen=True)
class Redrawn:
    """A map as it is kept now.

    Attributes:
        map: the new drawing with what people had written.
        conflicts: where both said something else, in sentences.
    """

    map: JourneyMap
    revision: Revision
    conflicts: tuple[str, ...]


def keep_drawn(stores: Stores, drawn: JourneyMap, name: str = "") -> Redrawn:
    """Keep what was drawn from data as the newest revision, with what people had written into the one before."""
    from footpath.maps.merging import merge_maps

    documents, name = stores.documents, name or drawn.title
    merged = drawn
    conflicts: tuple[str, ...] = ()
    if name in documents.names():
        newest = documents.history(name)[0]
        if newest.content != newest.drawn:  # people edited it
            result = merge_maps(documents.drawn(name), drawn, documents.revision(name))
            merged, conflicts = result.map, tuple(map(_in_words, result.conflicts))
    kept = documents.save(merged, "Drawn from the records", name=name, who=who(), drawn=drawn)
    return Redrawn(merged, kept, conflicts)


def _in_words(conflict: Conflict) -> str:
    """What stays as people wrote it though the data say otherwise."""
    where = ", ".join(
        part
        for part in (conflict.place.stage, conflict.place.name or conflict.place.touchpoint, conflict.field)
        if part
    )
    now = f"the records would say {conflict.theirs!r}" if conflict.theirs else "the records do not show it any more"
    return f"{where}: {conflict.mine!r} stays; {now}."


def history(stores: Stores, name: str = "") -> list[dict[str, Any]]:
    """All revisions of a map, or of all maps, the newest first."""
    documents = stores.documents
    names = (name,) if name else documents.names()
    return [
        {
            "map": one.name,
            "revision": one.number,
            "at": one.at.isoformat(timespec="seconds"),
            "who": one.who,
            "why": one.why,
            "edited": one.content != one.drawn,
        }
        for known in names
        for one in documents.history(known)
    ]


def restore(stores: Stores, name: str, number: int) -> str:
    """Bring a revision back as a new one."""
    kept = stores.documents.restore(name, number, who=who())
    return f"{kept.name} is at revision {kept.number} now, which says what revision {number} said."


def import_workbook(stores: Stores, file: Path, words: Path | None = None) -> list[dict[str, Any]]:
    """Take the edits of a map's workbook over as a new revision; returns every difference, taken over or not, and why.

    Args:
        words: the catalogue (.po) that the workbook was drawn with, if it was one's own.

    Raises:
        MapError: it is no workbook of a map that this workspace keeps.
    """
    from footpath.maps.importing import origin_of, read_xlsx
    from footpath.render.exports.xlsx import fingerprint, render_xlsx

    documents = stores.documents
    try:
        workbook = file.read_bytes()
    except OSError as error:
        raise MapError(f"{file} cannot be read: {error.strerror}.") from error
    made_from = origin_of(workbook).map
    for name in documents.names():
        for one in documents.history(name):
            base = documents.revision(name, one.number)
            if fingerprint(base) != made_from:
                continue
            with spoken(words=words):
                edited = read_xlsx(workbook, base, render_xlsx)
            if edited.map != base:
                documents.save(edited.map, f"Edited in {file.name}", name=name, who=who(), base=one.number)
            return [vars(change) for change in edited.changes]
    raise MapError(
        f"{file.name} was made from no map that this workspace keeps.",
        "Draw the map with footpath map -w WORKSPACE -o map.xlsx, and edit that.",
    )


def who() -> str:
    """Who is at the keyboard; nothing where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
