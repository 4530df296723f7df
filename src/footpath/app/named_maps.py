"""A map by what people call it: a file, a kept map, one revision of it, or whose and of when it is to be drawn now."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from footpath.app.mapping import draft, read_map
from footpath.app.scopes import Scope, scope_of

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.model.maps import JourneyMap

_PERIOD = re.compile(r"\d{4}(-[\d\-T:+.]*)?(\.\.[\d\-T:+.]+)?")


def map_named(workspace: Workspace, name: str) -> JourneyMap:
    """A map by its file, its name, its name and revision, or whose and of when it is to be drawn now.

    Raises:
        MapError: there is no such map.
    """
    path = Path(name)
    if path.suffix.lower() in (".html", ".htm", ".json"):
        return read_map(path)
    documents = workspace.documents
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
