"""From files to a map in one go, with or without a workspace that stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from footpath.app.configuration import FILE_NAME
from footpath.app.drawing import Drawing, check_form, write_map
from footpath.app.loading import LoadReport, load_files
from footpath.app.mapping import draft
from footpath.app.revisions import keep_drawn
from footpath.app.scopes import Scope
from footpath.app.stores import Progress
from footpath.app.workspace import Workspace
from footpath.errors import WorkspaceError

if TYPE_CHECKING:
    from footpath.model.maps import JourneyMap
    from footpath.sources import Overrides


def map_files(
    files: Sequence[Path],
    output: Path,
    *,
    workspace: Path | None = None,
    overrides: Overrides | None = None,
    title: str = "",
    scope: Scope | None = None,
    drawing: Drawing | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Load ``files`` when there are any, draw the map, write it, and say in a few lines what it shows.

    Without a workspace the records are kept only until the map is drawn.
    """
    check_form(output)
    if workspace is None and not files:
        workspace = Path()
        if not (workspace / FILE_NAME).exists():
            raise WorkspaceError("There is nothing to map.", "Name some files, or a workspace with -w.")
    if workspace is not None:
        opened = Workspace(workspace, create=bool(files))
        return _draw(
            opened, files, output, overrides, title, scope or Scope(), drawing or Drawing(), progress, keep=True
        )
    with TemporaryDirectory(prefix="footpath-") as temporary:
        return _draw(
            Workspace(temporary, create=True),
            files,
            output,
            overrides,
            title,
            scope or Scope(),
            drawing or Drawing(),
            progress,
        )


def _draw(
    workspace: Workspace,
    files: Sequence[Path],
    output: Path,
    overrides: Overrides | None,
    title: str,
    scope: Scope,
    drawing: Drawing,
    progress: Progress | None,
    keep: bool = False,
) -> list[str]:
    lines = []
    if files:
        lines += describe_load(load_files(workspace, files, overrides, progress=progress))
    journey_map = draft(workspace, title=title, scope=scope, progress=progress)
    conflicts: tuple[str, ...] = ()
    if keep:
        redrawn = keep_drawn(workspace, journey_map, f"{journey_map.title}: {scope.words}" if scope.words else "")
        journey_map, conflicts = redrawn.map, redrawn.conflicts
    write_map(journey_map, output, drawing)
    return [*lines, *describe_map(journey_map), *conflicts, f"The map: {output}"]


def describe_load(report: LoadReport) -> list[str]:
    """One line on what was read, and one on rejects when there are any."""
    read, loaded, duplicate, rejected = (
        sum(getattr(c, field) for c in report.counts) for field in ("read", "loaded", "duplicate", "rejected")
    )
    return [f"{read:,} rows read: {loaded:,} loaded, {duplicate:,} duplicate, {rejected:,} rejected."]


def describe_map(journey_map: JourneyMap) -> list[str]:
    """Up to four lines: who and when, and the worst pain points."""
    figures = ", ".join(f"{_figure(journey_map.claims[f.claim].value)} {f.label}" for f in journey_map.figures)
    period = (
        f", {journey_map.from_at:%Y-%m-%d} to {journey_map.to_at:%Y-%m-%d}"
        if journey_map.from_at and journey_map.to_at
        else ""
    )
    lines = [f"{figures}{period}."]
    if journey_map.pains:
        lines += [f"{pain.title}: {pain.proof} ({pain.stage}, {pain.who})" for pain in journey_map.pains[:3]]
    else:
        lines.append("No pain point stands out from chance.")
    return lines


def _figure(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
