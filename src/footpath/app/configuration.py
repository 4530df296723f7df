"""footpath.toml: read it, and add to it what was inferred without touching what a person wrote."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel, ValidationError
from tomlkit.items import AoT, Table

from footpath.errors import WorkspaceError
from footpath.model.plans import TablePlan
from footpath.settings import FORMAT, Settings

FILE_NAME = "footpath.toml"

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
        return Settings(**head, catalogue=catalogue, sources=document.get("sources", []))
    except (ValidationError, TypeError) as error:
        raise WorkspaceError(
            f"{path}: {_first_problem(error)}.", "Correct it, or remove the entry to have it inferred again."
        ) from error


def _first_problem(error: ValidationError | TypeError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
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
