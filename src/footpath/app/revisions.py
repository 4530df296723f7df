"""Maps that a workspace keeps: redrawn without losing people's edits, compared, brought back, edited in a workbook."""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from footpath.app.drawing import spoken
from footpath.app.mapping import draft, read_map
from footpath.app.scopes import Scope, scope_of
from footpath.errors import MapError

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.documents import Documents, Revision
    from footpath.model.changes import Conflict, MapDiff
    from footpath.model.maps import JourneyMap

_FILE = "footpath.db"
_PERIOD = re.compile(r"\d{4}(-[\d\-T:+.]*)?(\.\.[\d\-T:+.]+)?")


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


def documents_of(workspace: Workspace) -> Documents:
    from footpath.documents import Documents

    return Documents(workspace.directory / _FILE)


def keep_drawn(workspace: Workspace, drawn: JourneyMap, name: str = "") -> Redrawn:
    """Keep what was drawn from data as the newest revision, with what people had written into the one before."""
    from footpath.maps.merging import merge_maps

    documents, name = documents_of(workspace), name or drawn.title
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


def history(workspace: Workspace, name: str = "") -> list[dict[str, Any]]:
    """All revisions of a map, or of all maps, the newest first."""
    documents = documents_of(workspace)
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


def restore(workspace: Workspace, name: str, number: int) -> str:
    """Bring a revision back as a new one."""
    kept = documents_of(workspace).restore(name, number, who=who())
    return f"{kept.name} is at revision {kept.number} now, which says what revision {number} said."


Compared: TypeAlias = "tuple[JourneyMap, JourneyMap, MapDiff]"


def compare(workspace: Workspace, first: str, second: str) -> Compared:
    """Two maps and their differences.

    A map is a file, a name with ``@`` and the number of a revision, or whose and of when it is to be drawn now: a period
    as "2025-01..2025-04", "persona=Night owls", "region=north", several of these with commas between.
    """
    from footpath.maps.comparing import compare_maps

    one, other = (map_named(workspace, name) for name in (first, second))
    return one, other, compare_maps(one, other)


def write_diff(found: Compared, path: Path, language: str = "", words: Path | None = None) -> None:
    """Write differences as a drawing (.svg), text (.txt) or JSON, in the second map's language where nothing is said.

    Raises:
        MapError: another ending, or the file cannot be written.
    """
    from footpath.render.changes import diff_json, diff_text, render_diff
    from footpath.render.language import with_language

    first, second, difference = found
    writers: dict[str, Callable[[str], str]] = {
        ".svg": lambda tag: render_diff(first, with_language(second, tag), difference),
        ".txt": lambda tag: diff_text(difference, tag),
        ".json": lambda _: diff_json(difference),
    }
    if path.suffix.lower() not in writers:
        raise MapError(f'Differences cannot be written as "{path.name}".', f"Name it {', '.join(writers)}.")
    with spoken(language, words) as tag:
        drawn = writers[path.suffix.lower()](tag or second.language)
    try:
        path.write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise MapError(f"{path} cannot be written: {error.strerror}.") from error


def told(found: Compared, *, as_json: bool = False, language: str = "", words: Path | None = None) -> str:
    """Differences as text, read like a code review, or as JSON."""
    from footpath.render.changes import diff_json, diff_text

    with spoken(language, words) as tag:
        text = diff_json(found[2]) if as_json else diff_text(found[2], tag or found[1].language)
    return text.rstrip("\n")


def import_workbook(workspace: Workspace, file: Path, words: Path | None = None) -> list[dict[str, Any]]:
    """Take the edits of a map's workbook over as a new revision; returns every difference, taken over or not, and why.

    Args:
        words: the catalogue (.po) that the workbook was drawn with, if it was one's own.

    Raises:
        MapError: it is no workbook of a map that this workspace keeps.
    """
    from footpath.maps.importing import origin_of, read_xlsx
    from footpath.render.exports.xlsx import fingerprint, render_xlsx

    documents = documents_of(workspace)
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


def map_named(workspace: Workspace, name: str) -> JourneyMap:
    """A map by its file, its name, its name and revision, or whose and of when it is to be drawn now.

    Raises:
        MapError: there is no such map.
    """
    path = Path(name)
    if path.suffix.lower() in (".html", ".htm", ".json"):
        return read_map(path)
    documents = documents_of(workspace)
    title, _, number = name.rpartition("@")
    names = documents.names()
    if name not in names and not number.isdigit() and (scope := _scope_in(name)):
        return draft(workspace, scope=scope)
    if not number.isdigit():
        return documents.revision(name)
    return documents.revision(title or (names[0] if len(names) == 1 else title), int(number))


def _scope_in(text: str) -> Scope | None:
    """The scope that a text names, None where it names none."""
    parts = [part.strip() for part in text.split(",")]
    periods = [part for part in parts if _PERIOD.fullmatch(part)]
    personas = [part.partition("=")[2].strip() for part in parts if part.startswith("persona=")]
    conditions = [part for part in parts if part not in periods and not part.startswith("persona=")]
    if len(periods) > 1 or len(personas) > 1 or not all("=" in part for part in conditions):
        return None
    return scope_of("".join(personas), conditions, "".join(periods) or None)


def who() -> str:
    """Who is at the keyboard; nothing where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
