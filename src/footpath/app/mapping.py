"""Draw a map, write it in the form that its file name asks for, read it back, and ask its claims again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.errors import MapError
from footpath.model.claims import ClaimVerdict
from footpath.model.maps import JourneyMap

if TYPE_CHECKING:
    from footpath.app.workspace import Progress, Workspace
    from footpath.journeys import Index


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
    """Write the map as one file, in the form that its name ends in.

    Raises:
        MapError: another ending, or the file cannot be written.
    """
    form = check_form(path)
    drawn = _WRITERS[form](journey_map)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".new")
        temporary.write_bytes(drawn.encode() if isinstance(drawn, str) else drawn)
        temporary.replace(path)
    except OSError as error:
        raise MapError(f"{path} cannot be written: {error.strerror}.") from error


def check_form(path: Path) -> str:
    """The form that a file name asks for.

    Raises:
        MapError: it asks for none that there is.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        raise MapError(f'A map cannot be written as "{path.name}".', f"End the name in one of {', '.join(FORMS)}.")
    return form


def _writer(module: str, name: str) -> Callable[[JourneyMap], str | bytes]:
    """A way of writing maps, imported when it is used."""

    def write(journey_map: JourneyMap) -> str | bytes:
        from importlib import import_module

        drawn: str | bytes = getattr(import_module(module), name)(journey_map)
        return drawn

    return write


_WRITERS = {
    ".html": _writer("footpath.render", "render_html"),
    ".svg": _writer("footpath.render", "render_svg"),
    ".png": _writer("footpath.render.exports.png", "render_png"),
    ".pdf": _writer("footpath.render.exports.pdf", "render_pdf"),
    ".pptx": _writer("footpath.render.exports.pptx", "render_pptx"),
    ".xlsx": _writer("footpath.render.exports.xlsx", "render_xlsx"),
    ".csv": _writer("footpath.render.exports.csv", "render_csv"),
    ".md": _writer("footpath.render.exports.markdown", "render_markdown"),
    ".mmd": _writer("footpath.render.exports.mermaid", "render_mermaid"),
    ".cjml": _writer("footpath.render.exports.cjml", "render_cjml"),
    ".json": _writer("footpath.render", "render_json"),
}
FORMS = tuple(_WRITERS)


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
