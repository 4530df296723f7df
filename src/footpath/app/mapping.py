"""Draw a map, write it in the form that its file name asks for, read it back, and ask its claims again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.configuration import read_guidance
from footpath.app.exporting import read_conditions
from footpath.app.kept_personas import PERSONA, persona_named
from footpath.errors import MapError, SpecError
from footpath.model.maps import JourneyMap

if TYPE_CHECKING:
    from footpath.app.stores import Progress
    from footpath.app.workspace import Workspace
    from footpath.journeys import Index


@dataclass(frozen=True)
class Scope:
    """Whose map is drawn, and of when; of everybody and all times where nothing is said.

    Attributes:
        persona: by name or id.
        where: as in questions.
        during: as in questions.
    """

    persona: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    during: str | None = None

    @property
    def words(self) -> str:
        """The scope as the map's head says it; "" for everybody."""
        conditions = [f"{name} {_condition_words(value)}" for name, value in self.where.items()]
        return ", ".join(
            [*([self.persona] if self.persona else []), *conditions, *([self.during] if self.during else [])]
        )


def _condition_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{verb.replace('_', ' ')} {one}" for verb, one in value.items())
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)


def scope_of(persona: str, conditions: Sequence[str], during: str | None) -> Scope:
    """The scope as people type it: each condition is ``name=value`` or JSON.

    Raises:
        SpecError: a condition is neither.
    """
    where: dict[str, Any] = {}
    for condition in conditions:
        if condition.lstrip().startswith("{"):
            where |= read_conditions(condition)
            continue
        name, equals, value = (part.strip() for part in condition.partition("="))
        if not equals or not name or not value:
            raise SpecError(f'"{condition}" is no condition.', 'Write for example "region=north".')
        where[name] = value
    return Scope(persona, where, during)


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
