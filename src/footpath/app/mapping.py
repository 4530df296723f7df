"""Draw a map, write it in the form that its file name asks for, read it back, and ask its claims again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.errors import MapError
from footpath.model.maps import ClaimVerdict, JourneyMap

if TYPE_CHECKING:
    from footpath.app.workspace import Progress, Workspace
    from footpath.journeys import Index

FORMS = (".html", ".svg", ".json")


def draft(workspace: Workspace, *, title: str = "", persona: str = "", progress: Progress | None = None) -> JourneyMap:
    """A map from the records as they are now, every number of it a claim; of one persona, where it is named.

    Raises:
        SpecError: there is no such persona.
    """
    from footpath.app.evidence import RecordedEvidence
    from footpath.app.people import persona_named
    from footpath.maps import draft_map

    workspace.progress = progress or workspace.progress
    index = workspace.index  # may add names to the catalogue
    whose = persona_named(workspace, persona) if persona else ""
    return draft_map(
        workspace.ask,
        index.meta.catalogue,
        title=title or workspace.settings.name or "Customer journey",
        evidence=RecordedEvidence(workspace),
        currency=workspace.settings.currency,
        scope=whose or "All customers",
        where=_whose(index, whose),
        progress=progress,
    )


def _whose(index: Index, persona: str) -> dict[str, Any]:
    """The conditions of a map: customers only, and of one persona where it is named."""
    from footpath.app.people import PERSONA
    from footpath.journeys.voices import ASKED_AS_EMPLOYEE, YES

    staff = {ASKED_AS_EMPLOYEE: {"not": YES}} if ASKED_AS_EMPLOYEE in index.traits else {}
    return {**staff, **({PERSONA: persona} if persona else {})}


def write_map(journey_map: JourneyMap, path: Path) -> None:
    """Write the map as one file: .html, .svg or .json.

    Raises:
        MapError: another ending, or the file cannot be written.
    """
    from footpath import render

    writers = {".html": render.render_html, ".svg": render.render_svg, ".json": render.render_json}
    form = path.suffix.lower()
    if form not in writers:
        raise MapError(f'A map cannot be written as "{path.name}".', f"End the name in one of {', '.join(FORMS)}.")
    text = writers[form](journey_map)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".new")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise MapError(f"{path} cannot be written: {error.strerror}.") from error


def read_map(path: Path) -> JourneyMap:
    """Read a map that `write_map` wrote as .json or .html."""
    from pydantic import ValidationError

    from footpath.render import read_html

    if not path.exists():
        raise MapError(f"There is no map at {path}.")
    if path.suffix.lower() == ".svg":
        raise MapError(f"{path.name} is a picture and holds no claims.", "Check the .html or .json of the map.")
    try:
        text = path.read_text(encoding="utf-8")
        return read_html(text) if path.suffix.lower() in (".html", ".htm") else JourneyMap.model_validate_json(text)
    except (UnicodeDecodeError, ValidationError) as error:
        raise MapError(f"{path} is not a map that Footpath wrote.") from error


def check(workspace: Workspace, journey_map: JourneyMap) -> tuple[ClaimVerdict, ...]:
    """Ask every claim of a map again."""
    from footpath.maps import check_map

    return check_map(journey_map, workspace.ask)
