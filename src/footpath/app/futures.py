"""Maps of the future that a workspace keeps: planned, planned again on a newer map, and held against later records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.mapping import draft
from footpath.app.named_maps import map_named
from footpath.app.revisions import who
from footpath.errors import MapError

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.documents import Revision
    from footpath.maps.future import Wish
    from footpath.model.maps import JourneyMap

_SUFFIX = " (future)"


@dataclass(frozen=True)
class Rebased:
    """A future map planned again; ``lost`` says in sentences which of its changes no longer apply."""

    map: JourneyMap
    revision: Revision
    lost: tuple[str, ...]


def wishes_of(
    file: Path | None = None,
    *,
    remove: Iterable[str] = (),
    add: Iterable[str] = (),
    move: Iterable[str] = (),
    target: Iterable[str] = (),
) -> tuple[Wish, ...]:
    """The changes of a file and those behind options, the file's first.

    Raises:
        MapError: the file cannot be read, or what stands in it or behind an option is no change.
    """
    from footpath.maps.future import read_wishes, typed_wishes

    typed = typed_wishes(remove, add, move, target)
    if file is None:
        return typed
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise MapError(f"{file} cannot be read: {why}.") from error
    return (*read_wishes(text, file.name), *typed)


def plan(workspace: Workspace, wishes: Iterable[Wish], source: str = "") -> JourneyMap:
    """A future map: the changes on a map of the workspace, or of a file.

    Args:
        source: a file, or the name of a kept map (with ``@`` and the number of a revision); the workspace's only map of what
            is where none is named, drawn now where it keeps none. A future map is planned further.

    Raises:
        MapError: there is no such map, or a change is about what it has not.
    """
    from footpath.maps.future import plan_future

    return plan_future(_current(workspace, source), wishes)


def keep_future(workspace: Workspace, future: JourneyMap, why: str = "Planned") -> Revision:
    """Keep a future map beside the map that it starts from, whose redraws leave it alone."""
    return workspace.documents.save(future, why, name=future_name(future.title), who=who())


def future_name(title: str) -> str:
    """What the future map of a map is kept as.

    Examples:
        >>> future_name("How people buy"), future_name("How people buy (future)")
        ('How people buy (future)', 'How people buy (future)')
    """
    return title if title.endswith(_SUFFIX) else title + _SUFFIX


def future_of(workspace: Workspace, source: str = "") -> JourneyMap:
    """A future map by its file or name; the workspace's only one where none is named.

    Raises:
        MapError: there is no such map, or several and none is named.
    """
    return map_named(workspace, source or _only_future(workspace))


def progress(workspace: Workspace, source: str = "", during: str | None = None) -> JourneyMap:
    """A future map with how far later records have come towards each of its changes.

    Args:
        source: a file or a kept map; the workspace's only future map where none is named.
        during: the period of the later records; all after those of the map where none is named.

    Raises:
        MapError: there is no such map, it plans nothing, or no later record is there.
    """
    from footpath.maps.future import measure_progress

    return measure_progress(future_of(workspace, source), workspace.ask, during)


def rebase(workspace: Workspace, source: str = "", onto: str = "") -> Rebased:
    """Plan a kept future map again on a newer map of what is, with what people wrote into it, and keep it.

    Args:
        source: the name of the future map; the workspace's only one where none is named.
        onto: the newer map; the one that the future map is named after where none is named.

    Raises:
        MapError: there is no such map.
    """
    from footpath.maps.future import rebase_future
    from footpath.maps.merging import merge_maps

    documents, name = workspace.documents, source or _only_future(workspace)
    mine = documents.revision(name)
    drawn, lost = rebase_future(mine, _current(workspace, onto or name.removesuffix(_SUFFIX)))
    newest = documents.history(name)[0]
    merged = merge_maps(documents.drawn(name), drawn, mine).map if newest.content != newest.drawn else drawn
    kept = documents.save(merged, "Planned again on a newer map", name=name, who=who(), drawn=drawn)
    return Rebased(merged, kept, lost)


def gap_rows(future: JourneyMap) -> list[dict[str, Any]]:
    """Each planned change as a row: what, where, from which value to which target, and how much of the way is done."""
    reached = {one.at: one for one in future.reached}
    rows = []
    for at, change in enumerate(future.planned_changes):
        claim, far = future.claims.get(change.claim or ""), reached.get(at)
        rows.append(
            {
                "change": change.what,
                "touchpoint": change.touchpoint,
                "stage": change.stage,
                "to_stage": change.to_stage,
                "of": change.of,
                "unit": claim.unit if claim else "",
                "was": far.was if far else claim.value if claim else None,
                "now": far.now if far else None,
                "target": change.target if far is None else far.target,
                "closed": far.closed if far else None,
                "closed_low": far.closed_low if far else None,
                "closed_high": far.closed_high if far else None,
                "by_on": change.by_on.isoformat() if change.by_on else None,
                "why": far.why if far else "",
            }
        )
    return rows


def _current(workspace: Workspace, source: str) -> JourneyMap:
    if source:
        return map_named(workspace, source)
    documents = workspace.documents
    names = [name for name in documents.names() if not name.endswith(_SUFFIX)]
    if len(names) > 1:
        raise MapError("The workspace keeps several maps.", f"Name one: {', '.join(names[:10])}.")
    return documents.revision(names[0]) if names else draft(workspace)


def _only_future(workspace: Workspace) -> str:
    names = [name for name in workspace.documents.names() if name.endswith(_SUFFIX)]
    if not names:
        raise MapError("The workspace keeps no map of the future.", "Plan one first: footpath map future.")
    if len(names) > 1:
        raise MapError("The workspace keeps several maps of the future.", f"Name one: {', '.join(names[:10])}.")
    return names[0]
