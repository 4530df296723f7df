"""Draw a map from the records as they are now, and read one that was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.configuration import read_guidance
from footpath.app.kept_personas import PERSONA, persona_named
from footpath.app.scopes import Scope
from footpath.errors import MapError
from footpath.model.maps import JourneyMap

if TYPE_CHECKING:
    from footpath.app.stores import Progress
    from footpath.app.workspace import Workspace
    from footpath.journeys import Index


def draft(
    workspace: Workspace, *, title: str = "", scope: Scope | None = None, progress: Progress | None = None
) -> JourneyMap:
    """A map from the records as they are now, every number of it a claim; of some customers, or a period, where that is said.

    Raises:
        SpecError: there is no such persona, dimension or period.
    """
    from footpath.app.evidence import RecordedEvidence
    from footpath.app.walkthrough import typical_walk
    from footpath.journeys.sharing import sharing
    from footpath.maps import draft_map
    from footpath.maps.guards import with_whose
    from footpath.model.questions import parse_period
    from footpath.voice.threads import one_blas_thread

    workspace.progress = progress or workspace.progress
    index = workspace.index  # may add names to the catalogue
    scope = scope or Scope()
    if scope.persona:
        scope = replace(scope, persona=persona_named(workspace, scope.persona))
    if scope.during is not None:
        parse_period(scope.during)  # says so at once when it is none
    whose = {PERSONA: scope.persona} if scope.persona else {}
    where = {**_customers_only(index), **whose, **scope.where}
    with sharing(), one_blas_thread():  # matrices are small: a second thread would only wait for the first
        drawn = draft_map(
            workspace.ask,
            index.meta.catalogue,
            title=title or workspace.settings.name or "Customer journey",
            evidence=RecordedEvidence(workspace),
            guidance=read_guidance(workspace.directory, workspace.settings),
            currency=workspace.currency,
            scope=scope.words or "All customers",
            where=where,
            during=scope.during,
            progress=progress,
        )
        played = typical_walk(workspace, where, scope.during)
    return with_whose(drawn).model_copy(update={"walk": played})


def _customers_only(index: Index) -> dict[str, Any]:
    """What leaves out those who are in the records as employees."""
    from footpath.journeys.voices import ASKED_AS_EMPLOYEE, YES

    return {ASKED_AS_EMPLOYEE: {"not": YES}} if ASKED_AS_EMPLOYEE in index.traits else {}


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
