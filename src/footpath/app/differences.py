"""What differs between two maps: a drawing, text like a code review, or JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from footpath.app.drawing import spoken
from footpath.app.named_maps import map_named
from footpath.errors import MapError

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.model.changes import MapDiff
    from footpath.model.maps import JourneyMap

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
