"""Keep the index in step with the records and the catalogue: names → touchpoints → journeys → what was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.app.people import PERSONA, attach_personas
from footpath.errors import WorkspaceError
from footpath.model.ids import stable_id

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.app.workspace import Workspace
    from footpath.journeys import Index
    from footpath.model.catalogue import Catalogue
    from footpath.voice import Annotations, Calibration

_SAID_FILE, _LEARNED_FILE = "said.parquet", "calibration.json"


def refresh_index(workspace: Workspace) -> Index:
    """The index at rest when it is as new as records and catalogue, else a new one.

    Raises:
        WorkspaceError: nothing has been loaded yet.
    """
    if not workspace.lake.batches():
        raise WorkspaceError(
            f"Nothing has been loaded into {workspace.directory} yet.", "footpath load FILES… does it."
        )
    known = workspace.settings.catalogue
    at_rest = _at_rest(workspace)
    if at_rest is not None and at_rest.lake_version == index_version(workspace, known):
        index = at_rest
    else:
        if at_rest is None or at_rest.meta.catalogue != known or _new_names(workspace):
            known = refresh_catalogue(workspace)
        index = _renew(workspace, known)
    if not index.has_feedback:
        index = _tell_employees(_attach_feedback(workspace, index))
    if PERSONA not in index.traits:
        index = attach_personas(workspace, index)
    return index


def _at_rest(workspace: Workspace) -> Index | None:
    """The index as it was last built; None when there is none, or a power cut broke it: all of it can be had again."""
    from footpath.journeys import open_index
    from footpath.journeys.index import BrokenIndexError
    from footpath.journeys.storage import forget_current

    try:
        return open_index(workspace.index_directory)
    except BrokenIndexError:
        forget_current(workspace.index_directory)
        return None


def _new_names(workspace: Workspace) -> bool:
    """Do loads that the index has not seen bring names that it has not seen?"""
    from footpath.journeys import CannotMergeError, brings_new_names, unseen_batches

    try:
        unseen = unseen_batches(workspace.index_directory, _loads(workspace))
    except CannotMergeError:
        return True
    batches = workspace.lake.events(["source", "touchpoint"], batches=unseen)
    return brings_new_names(workspace.index_directory, batches)


def _loads(workspace: Workspace) -> dict[str, str]:
    """Each load with the files that it wrote, which no other load and no second one writes."""
    return {batch.id: " ".join(batch.parts.get("events", ())) for batch in workspace.lake.batches()}


def index_version(workspace: Workspace, catalogue: Catalogue) -> str:
    """Changes when the records or the rules change."""
    rules = stable_id(catalogue.model_dump_json(), workspace.settings.zone)
    return f"{workspace.lake.version}-{rules:x}"


def refresh_catalogue(workspace: Workspace) -> Catalogue:
    """The catalogue with every recorded name that no rule explains yet proposed a place, written to footpath.toml."""
    from footpath.maps import propose_catalogue

    known = workspace.settings.catalogue
    existing = known if known.touchpoints or known.stages else None
    proposed = propose_catalogue(recorded_names(workspace), template=known.template or None, existing=existing)
    if proposed != known:
        workspace.save_settings(workspace.settings.model_copy(update={"catalogue": proposed}))
    return workspace.settings.catalogue


def recorded_names(workspace: Workspace) -> pa.Table:
    """Each recorded name with its source, channel, events and typical position in journeys (0 first, 1 last)."""
    from footpath.journeys.positions import with_positions

    columns = ["identity_id", "occurred_at", "source", "touchpoint"]
    return with_positions(workspace.lake.names(), workspace.lake.events(columns), workspace.components.customer_of)


def _renew(workspace: Workspace, catalogue: Catalogue) -> Index:
    """New events merged into the index at rest; where that cannot be, all of them sorted."""
    from footpath.engine import Threads, in_use
    from footpath.journeys import CannotMergeError, Origin, build_index, event_columns, merge_index, unseen_batches
    from footpath.journeys.places import shards_for

    workspace.progress("Finding out who is who", 0.1)
    lake, components = workspace.lake, workspace.components
    origin = Origin(components.identity_ids, components.customers, _loads(workspace))
    told: dict[str, Any] = {
        "customer_of": components.customer_of,
        "keys": components.keys,
        "catalogue": catalogue,
        "traits": lake.profiles(),
        "dimensions": lake.dimensions,
        "origin": origin,
        "lake_version": index_version(workspace, catalogue),
        "zone": workspace.settings.zone,
        "loaded_us": _loaded_us(workspace),
    }
    columns = event_columns(lake.dimensions)
    try:
        unseen = unseen_batches(workspace.index_directory, origin.batches)
        workspace.progress("Merging new events", 0.2)
        return merge_index(workspace.index_directory, lake.events(columns, batches=unseen), **told)
    except CannotMergeError as reason:
        workspace.progress(f"Sorting journeys: {reason}", 0.2)
    total = sum(batch.total.loaded for batch in lake.batches())
    shards = shards_for(total)

    def progress(events: int) -> None:
        workspace.progress("Sorting journeys", min(0.2 + 0.5 * events / max(total, 1), 0.7))

    if not isinstance(in_use(), Threads):
        return _sort_on_cluster(workspace, told, progress, shards)
    return build_index(
        workspace.index_directory,
        lake.events(columns),
        customers=components.count,
        shards=shards,
        progress=progress,
        **told,
    )


def _sort_on_cluster(workspace: Workspace, told: dict[str, Any], progress: Callable[[int], None], shards: int) -> Index:
    """The same where another engine is in use: its workers read the lake's files and write the shards."""
    from footpath.engine import in_use
    from footpath.journeys.spark_build import build_index_on_spark

    components = workspace.components
    known = {name: value for name, value in told.items() if name != "customer_of"}
    return build_index_on_spark(
        in_use(),  # type: ignore[arg-type]
        workspace.index_directory,
        workspace.lake.event_files(),
        components.identity_ids,
        components.customers,
        shards=shards,
        progress=progress,
        **known,
    )


def _loaded_us(workspace: Workspace) -> int:
    """When something was last loaded, in microseconds."""
    latest = max(datetime.fromisoformat(batch.loaded_at) for batch in workspace.lake.batches())
    return int(latest.timestamp() * 1e6)


def _tell_employees(index: Index) -> Index:
    """Employees who answered are in the index, too; a trait tells them from customers, so that a map can leave them out."""
    from footpath.journeys.voices import ASKED_AS_EMPLOYEE, YES, employees

    keys = employees(index)
    return index.attach_trait(ASKED_AS_EMPLOYEE, ("", YES), keys, [1] * len(keys)) if len(keys) else index


def _attach_feedback(workspace: Workspace, index: Index) -> Index:
    said = annotations_of(workspace, index, workspace.lake.feedback())
    return index.attach_feedback(said.event_id, said.about, said.kind, said.score01, said.experience, said.link)


def annotations_of(workspace: Workspace, index: Index, feedback: pa.Table) -> Annotations:
    """What each feedback speaks of and how good it was; kept beside the version of the index that it was worked out for."""
    from footpath.documents.decisions import write_whole
    from footpath.voice import Annotations, annotate

    kept = index.version / _SAID_FILE if index.version else None
    if kept is not None and kept.exists():
        return Annotations.read(kept)
    learned = workspace.directory / _LEARNED_FILE
    known = _learned_before(learned)
    said = annotate(
        feedback,
        index,
        touchpoints=index.touchpoints,
        cache_dir=workspace.cache_directory,
        known=known,
        progress=workspace.progress,
    )
    if said.calibration is not None and said.calibration is not known:
        write_whole(learned, said.calibration.to_json())
    if kept is not None:
        said.write(kept)
    return said


def _learned_before(path: Path) -> Calibration | None:
    """What ratings taught before; None where nothing is known, or it cannot be read: then they teach it again."""
    from footpath.voice import Calibration

    try:
        return Calibration.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
