"""The demo: a made company, loaded through the same calls as anybody's exports, and its map."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from footpath.app.configuration import FILE_NAME
from footpath.app.loading import load_files
from footpath.app.oneshot import describe_load, map_files
from footpath.app.people import Found as FoundPersonas
from footpath.app.people import find
from footpath.app.stores import Progress
from footpath.app.workspace import Workspace

if TYPE_CHECKING:
    from footpath.simulate import Summary

TITLE = "How people buy from Nordlys Home"


@dataclass(frozen=True)
class Found:
    """What the demo has to say, in five lines or so, and where its map is."""

    lines: tuple[str, ...]
    map_file: Path


def simulate_company(directory: Path, customers: int, seed: int, *, progress: Progress | None = None) -> Summary:
    """Write the exports of a made company and what is planted in them."""
    from footpath.simulate import simulate

    return simulate(directory, customers=customers, seed=seed, progress=progress)


def run_demo(directory: Path, *, customers: int = 20_000, seed: int = 7, progress: Progress | None = None) -> Found:
    """Simulate, load, look for personas, draw. Running it again starts afresh with the same company."""
    workspace, map_file = directory / "workspace", directory / "map.html"
    made = simulate_company(directory / "exports", customers, seed, progress=progress)
    if (workspace / FILE_NAME).exists():
        shutil.rmtree(workspace)
    files = [export.path for export in made.files]
    opened = Workspace(workspace, create=True)
    lines = describe_load(load_files(opened, files, progress=progress))
    opened.progress = progress or opened.progress
    lines.append(_who(find(opened)))
    lines += map_files([], map_file, workspace=workspace, title=TITLE, progress=progress)
    return Found(tuple(lines), map_file)


def _who(found: FoundPersonas) -> str:
    """The personas in a line, or why there are none."""
    if found.personas is None:
        return f"No personas: {found.reason}"
    return "Personas: " + ", ".join(f"{one.name} ({one.share:.0%})" for one in found.personas.personas) + "."
