"""Load files into a workspace: infer, explain, standardise, append; and undo it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from footpath.app.stores import Progress, Stores
from footpath.errors import SourceError
from footpath.model.plans import TablePlan

if TYPE_CHECKING:
    from footpath.sources import Overrides


@dataclass(frozen=True)
class TableCounts:
    """What became of a table's rows: loaded + duplicate + rejected = read."""

    source: str
    kind: str
    read: int
    loaded: int
    duplicate: int
    rejected: int
    rejects_file: str = ""


@dataclass(frozen=True)
class LoadReport:
    """What a load understood and did. ``batch`` is empty for a dry run."""

    batch: str
    plans: tuple[TablePlan, ...]
    counts: tuple[TableCounts, ...]
    explained: tuple[dict[str, str], ...]


def load_files(
    stores: Stores,
    files: Sequence[Path],
    overrides: Overrides | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Understand the files and append their records as one batch, whole or not at all.

    Raises:
        SourceError: a file cannot be read or understood; nothing was loaded.
    """
    from footpath.sources import explain_plans, propose_plans, read_tables, standardise

    if not files:
        raise SourceError("No files were given.", "Name the exports to load.")
    stores.progress = told = progress or stores.progress
    told("Reading the files", 0.0)
    tables = read_tables([Path(file) for file in files])
    plans = tuple(propose_plans(tables, overrides, stores.settings.sources, zone=stores.settings.zone))
    explained = tuple(explain_plans(plans))
    if dry_run:
        return LoadReport("", plans, (), explained)
    batch = _batch_id(files)
    stores.make_folder()
    counts = []
    with stores.lake.load(batch, files) as load:
        for number, standardised in enumerate(standardise(tables, plans, batch)):
            told(f"Loading {standardised.source}", number / max(len(plans), 1))
            appended = load.append(standardised)
            kind = next((plan.kind.value for plan in plans if plan.source == standardised.source), "")
            counts.append(
                TableCounts(
                    standardised.source,
                    kind,
                    appended.read,
                    appended.loaded,
                    appended.duplicate,
                    appended.rejected,
                    appended.rejects_file,
                )
            )
    others = tuple(plan for plan in stores.settings.sources if plan.source not in {new.source for new in plans})
    stores.save_settings(stores.settings.model_copy(update={"sources": (*others, *plans)}))
    stores.forget_derived()
    return LoadReport(batch, plans, tuple(counts), explained)


def _batch_id(files: Sequence[Path]) -> str:
    """A batch's name: when, and a few letters of what."""
    now = datetime.now(UTC)
    what = hashlib.sha1(
        "|".join(str(file) for file in files).encode() + str(now.timestamp()).encode(), usedforsecurity=False
    )
    return f"{now:%Y%m%d-%H%M%S}-{what.hexdigest()[:6]}"


def unload_batch(stores: Stores, batch: str) -> int:
    """Undo one load. Returns the events that went."""
    gone = stores.lake.unload(batch)
    stores.forget_derived()
    return int(gone)


def column_overrides(**columns: str | None) -> Overrides | None:
    """What the flags say, or None when none was given."""
    from footpath.sources import Overrides

    given = {name: value for name, value in columns.items() if value is not None}
    return Overrides(**given) if given else None


def load_into(
    directory: Path,
    files: Sequence[Path],
    overrides: Overrides | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """`load_files` into the workspace at ``directory``, made when it is not there; a dry run leaves nothing behind."""
    return load_files(Stores(directory, create=True), files, overrides, dry_run=dry_run, progress=progress)
