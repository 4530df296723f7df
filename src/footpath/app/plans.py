"""A planned journey against the real ones of a workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.kept_personas import PERSONA, persona_named
from footpath.app.scopes import Scope
from footpath.errors import MapError

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.maps.claims import Ask
    from footpath.maps.planned import Match
    from footpath.model.maps import JourneyMap

_MOST_BYTES = 2_000_000


def compare_plan(workspace: Workspace, file: Path, *, outcome: str = "", scope: Scope | None = None) -> JourneyMap:
    """Where do journeys leave the plan in a file (CJML, a Mermaid journey, or a list of steps)?

    Args:
        outcome: a touchpoint; each way is then told with how many come to it.
        scope: whose journeys, and of when; everybody's where nothing is said.

    Returns:
        A map that holds the planned journey and its claims; `footpath.maps.planned.with_plan` puts it on a drawn one.

    Raises:
        MapError: the file cannot be read as a plan, or the records know too few of its steps.
        SpecError: there is no such outcome, persona or period.
    """
    from footpath.journeys.voices import ASKED_AS_EMPLOYEE, YES
    from footpath.maps.planned import compare_with_plan, read_plan

    plan, scope = read_plan(_content(file), file.stem), scope or Scope()
    if scope.persona:
        scope = replace(scope, persona=persona_named(workspace, scope.persona))
    staff = {ASKED_AS_EMPLOYEE: {"not": YES}} if ASKED_AS_EMPLOYEE in workspace.index.traits else {}
    where = {**staff, **({PERSONA: scope.persona} if scope.persona else {}), **scope.where}
    whose = scope.words or "All customers"
    ask = _during(workspace, scope.during)
    drawn = compare_with_plan(plan, ask, match_in(workspace), outcome=outcome, where=where, scope=whose)
    return drawn.model_copy(update={"currency": workspace.currency})


def _during(workspace: Workspace, period: str | None) -> Ask:
    """Asks of a period; of all times where none is given."""
    if period is None:
        return workspace.ask
    return lambda question: workspace.ask({"during": period, **question})


def match_in(workspace: Workspace) -> Match:
    """Finds touchpoints by name as a funnel's steps are understood."""
    from footpath.journeys.steps import match_step

    index = workspace.index

    def match(name: str) -> tuple[str, ...]:
        return tuple(index.names[code] for code in match_step(index, name)[1])

    return match


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise MapError(f"{file} is larger than a plan can be.", "Give CJML, a Mermaid journey, or a list of steps.")
        return file.read_bytes()
    except OSError as error:
        raise MapError(f"{file} cannot be read: {error.strerror}.") from error


def write_plan(planned: JourneyMap, path: Path) -> None:
    """Write a compared plan as a picture (.svg, .png) or as a map with its claims (.json), which can be checked.

    Raises:
        MapError: another ending, or the file cannot be written.
    """
    from footpath.render import render_json
    from footpath.render.plans import render_plan
    from footpath.render.plans.png import plan_png

    writers: dict[str, Callable[[JourneyMap], str | bytes]] = {
        ".svg": render_plan,
        ".png": plan_png,
        ".json": render_json,
    }
    if path.suffix.lower() not in writers:
        raise MapError(f'A plan cannot be written as "{path.name}".', f"Name it {', '.join(writers)}.")
    drawn = writers[path.suffix.lower()](planned)
    try:
        path.write_bytes(drawn.encode() if isinstance(drawn, str) else drawn)
    except OSError as error:
        raise MapError(f"{path} cannot be written: {error.strerror}.") from error


def plan_rows(planned: JourneyMap) -> list[dict[str, Any]]:
    """The ways as rows, who goes as planned first: how many, what comes of it, how long it takes, each with interval and n."""
    plan = planned.plan
    if plan is None:
        return []
    rows = [_row(planned, "As planned", plan.conforms, plan.outcome_conforms, plan.cost_conforms)]
    return rows + [_row(planned, way.text, way.customers, way.outcome, way.cost) for way in plan.deviations]


def _row(planned: JourneyMap, text: str, *names: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {"way": text}
    for key, name in zip(("share", "outcome_rate", "median_s"), names, strict=True):
        claim = planned.claims.get(name or "")
        row[key] = claim.value if claim else None
        row[f"{key}_low"], row[f"{key}_high"] = (claim.low, claim.high) if claim else (None, None)
        row[f"{key}_n"] = claim.n if claim else None
    return row
