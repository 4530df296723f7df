"""footpath.toml: read it, and add to it what was inferred without touching what a person wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from pydantic import BaseModel, ValidationError
from tomlkit.items import AoT, Table

from footpath.errors import SpecError, WorkspaceError
from footpath.model.goals import GoalPlan
from footpath.model.plans import TablePlan
from footpath.settings import FORMAT, Settings

if TYPE_CHECKING:
    from footpath.maps.guidance import Guidance

FILE_NAME = "footpath.toml"
REMEDIES_NAME = "remedies.toml"
CHECKLISTS_NAME = "checklists.toml"

_HEAD = """\
# What Footpath knows about this workspace. Everything below was inferred from the records and may be corrected:
# what stands here wins over what would be inferred. Stages and touchpoints take effect with the next map or question; a
# corrected source with the next load of it (unload what is loaded already first). Keep this file in version control.
"""
_SECTION_NOTES = {
    "stages": "The columns of the map, in order.",
    "touchpoints": "Which recorded names mean which touchpoint (* stands for anything), its channel and its stage, and why.",
    "sources": "What each table is and what its columns mean.",
}


def read_settings(directory: Path) -> Settings:
    """The settings of a workspace; the defaults where it has no footpath.toml.

    Raises:
        WorkspaceError: not TOML, an unknown key or value, or written by a newer version.
    """
    path = directory / FILE_NAME
    if not path.exists():
        return Settings()
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")).unwrap()
    except (tomlkit.exceptions.ParseError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path} is not valid TOML: {error}.", "Correct that line.") from error
    head = document.get("workspace", {})
    if isinstance(head.get("format"), int) and head["format"] > FORMAT:
        raise WorkspaceError(
            f"{path} was written by a newer version of Footpath.", "Install that version or a newer one."
        )
    catalogue = {
        "template": document.get("map", {}).get("template", ""),
        "stages": document.get("stages", []),
        "touchpoints": document.get("touchpoints", []),
    }
    try:
        return Settings(
            **head, catalogue=catalogue, sources=document.get("sources", []), goals=_goals_in(document, path)
        )
    except (ValidationError, TypeError) as error:
        raise WorkspaceError(
            f"{path}: {_first_problem(error)}.", "Correct it, or remove the entry to have it inferred again."
        ) from error


def _goals_in(document: Mapping[str, Any], path: Path) -> tuple[GoalPlan, ...]:
    """The entries ``[[goal]]``, which only people write.

    Raises:
        WorkspaceError: one is not well formed.
    """
    listed = document.get("goal", [])
    if not isinstance(listed, list):
        raise WorkspaceError(f"{path} holds one [goal].", "Write [[goal]], with two brackets, for each.")
    found = []
    for at, raw in enumerate(listed, 1):
        try:
            found.append(GoalPlan.model_validate(raw))
        except (ValidationError, SpecError) as error:
            title = raw.get("title") if isinstance(raw, dict) else None
            which = f'"{title}"' if title else f"number {at}"
            raise WorkspaceError(f"{path}, goal {which}: {_first_problem(error)}.", "Correct this goal.") from error
    return tuple(found)


def read_guidance(directory: Path, settings: Settings) -> Guidance:
    """What people decided about a workspace's maps: its goals, and its own remedies and checklists beside footpath.toml.

    Raises:
        SpecError: a file of them cannot be read, or an entry of it is not well formed.
    """
    from footpath.maps.checklists import read_checklists
    from footpath.maps.guidance import Guidance
    from footpath.maps.opportunities import read_remedies

    return Guidance(
        goals=settings.goals,
        remedies=read_remedies(directory / REMEDIES_NAME),
        checklists=read_checklists(directory / CHECKLISTS_NAME),
    )


def _first_problem(error: ValidationError | TypeError | SpecError) -> str:
    if not isinstance(error, ValidationError):
        return getattr(error, "message", str(error)).rstrip(".")
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def write_settings(directory: Path, settings: Settings) -> None:
    """Write what is new; entries and comments that are already there stay as they are.

    Only the plan of a source that is not the one in the file any more is written anew: flags corrected it, or its export has
    columns that were not there before.
    """
    path = directory / FILE_NAME
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.parse(_HEAD)
    if "workspace" not in document:
        head = tomlkit.table()
        head.update(
            {"format": settings.format, "name": settings.name, "zone": settings.zone, "currency": settings.currency}
        )
        document["workspace"] = head
    if "map" not in document and settings.catalogue.template:
        document["map"] = {"template": settings.catalogue.template}
    _add_missing(document, "stages", settings.catalogue.stages, "name")
    _add_missing(document, "touchpoints", settings.catalogue.touchpoints, "name")
    _drop_outdated(document, read_settings(directory).sources, settings.sources)
    _add_missing(document, "sources", settings.sources, "source")
    text = tomlkit.dumps(document)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        temporary = path.with_suffix(".toml.new")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)


def _drop_outdated(document: tomlkit.TOMLDocument, known: Sequence[TablePlan], plans: Sequence[TablePlan]) -> None:
    now = {plan.source: plan for plan in plans}
    outdated = {plan.source for plan in known if now.get(plan.source, plan) != plan}
    array: Any = document.get("sources", [])
    for at in reversed(range(len(array))):
        if array[at].get("source") in outdated:
            del array[at]


def _add_missing(document: tomlkit.TOMLDocument, section: str, entries: tuple[BaseModel, ...], key: str) -> None:
    present = {entry.get(key) for entry in document.get(section, [])}
    missing = [entry for entry in entries if getattr(entry, key) not in present]
    if not missing:
        return
    there = document.get(section)
    array = there if isinstance(there, AoT) else tomlkit.aot()
    for entry in missing:
        array.append(_as_table(entry))
    if array is not there:
        document.add(tomlkit.nl())
        document.add(tomlkit.comment(_SECTION_NOTES[section]))
        document[section] = array


def _as_table(entry: BaseModel) -> Table:
    table = tomlkit.table()
    for name, value in entry.model_dump(mode="json", exclude_defaults=True).items():
        table[name] = _inline_rows(value) if name == "columns" else value
    return table


def _inline_rows(rows: list[dict[str, Any]]) -> Any:
    array = tomlkit.array()
    for row in rows:
        inline = tomlkit.inline_table()
        inline.update(row)
        array.append(inline)
    return array.multiline(True)
