"""Keep the index in step with the records and the catalogue: names → touchpoints → journeys → what was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from footpath.app.annotations import attach_feedback
from footpath.app.catalogues import refresh_catalogue
from footpath.app.kept_personas import PERSONA, attach_personas
from footpath.errors import WorkspaceError

if TYPE_CHECKING:
    from footpath.app.stores import Stores
    from footpath.journeys import Index
    from footpath.model.catalogue import Catalogue


def refresh_index(stores: Stores) -> Index:
    """The index at rest when it is as new as records and catalogue, else a new one.

    Raises:
        WorkspaceError: nothing has been loaded yet.
    """
    if not stores.lake.batches():
        raise WorkspaceError(f"Nothing has been loaded into {stores.directory} yet.", "footpath load FILES… does it.")
    known = stores.settings.catalogue
    at_rest = _at_rest(stores)
    if at_rest is not None and at_rest.lake_version == index_version(stores, known):
        index = at_rest
    else:
        if at_rest is None or at_rest.meta.catalogue != known or _new_names(stores):
            known = refresh_catalogue(stores)
        index = _renew(stores, known)
    if not index.has_feedback:
        index = _tell_employees(attach_feedback(stores, index))
    if PERSONA not in index.traits:
        index = attach_personas(stores, index)
    return index


def _at_rest(stores: Stores) -> Index | None:
    """The index as it was last built; None when there is none, or a power cut broke it: all of it can be had again."""
    from footpath.journeys import open_index
    from footpath.journeys.index import BrokenIndexError
    from footpath.journeys.storage import forget_current

    try:
        return open_index(stores.index_directory)
    except BrokenIndexError:
        forget_current(stores.index_directory)
        return None


def _new_names(stores: Stores) -> bool:
    """Do loads that the index has not seen bring names that it has not seen?"""
    from footpath.journeys import CannotMergeError, brings_new_names, unseen_batches

    try:
        unseen = unseen_batches(stores.index_directory, _loads(stores))
    except CannotMergeError:
        return True
    batches = stores.lake.events(["source", "touchpoint"], batches=unseen)
    return brings_new_names(stores.index_directory, batches)


def _loads(stores: Stores) -> dict[str, str]:
    """Each load with the files that it wrote, which no other load and no second one writes."""
    return {batch.id: " ".join(batch.parts.get("events", ())) for batch in stores.lake.batches()}


def index_version(stores: Stores, catalogue: Catalogue) -> str:
    """Changes when the records or the rules change."""
    from footpath.model.ids import stable_id

    rules = stable_id(catalogue.model_dump_json(), stores.settings.zone)
    return f"{stores.lake.version}-{rules:x}"


def _renew(stores: Stores, catalogue: Catalogue) -> Index:
    """New events merged into the index at rest; where that cannot be, all of them sorted."""
    from footpath.engine import Threads, in_use
    from footpath.journeys import CannotMergeError, Origin, build_index, event_columns, merge_index, unseen_batches
    from footpath.journeys.places import shards_for

    stores.progress("Finding out who is who", 0.1)
    lake, components = stores.lake, stores.components
    origin = Origin(components.identity_ids, components.customers, _loads(stores))
    told: dict[str, Any] = {
        "customer_of": components.customer_of,
        "keys": components.keys,
        "catalogue": catalogue,
        "traits": lake.profiles(),
        "dimensions": lake.dimensions,
        "origin": origin,
        "lake_version": index_version(stores, catalogue),
        "zone": stores.settings.zone,
        "loaded_us": _loaded_us(stores),
    }
    columns = event_columns(lake.dimensions)
    try:
        unseen = unseen_batches(stores.index_directory, origin.batches)
        stores.progress("Merging new events", 0.2)
        return merge_index(stores.index_directory, lake.events(columns, batches=unseen), **told)
    except CannotMergeError as reason:
        stores.progress(f"Sorting journeys: {reason}", 0.2)
    total = sum(batch.total.loaded for batch in lake.batches())
    shards = shards_for(total)

    def progress(events: int) -> None:
        stores.progress("Sorting journeys", min(0.2 + 0.5 * events / max(total, 1), 0.7))

    if not isinstance(in_use(), Threads):
        return _sort_on_cluster(stores, told, progress, shards)
    return build_index(
        stores.index_directory,
        lake.events(columns),
        customers=components.count,
        shards=shards,
        progress=progress,
        **told,
    )


def _sort_on_cluster(stores: Stores, told: dict[str, Any], progress: Callable[[int], None], shards: int) -> Index:
    """The same where another engine is in use: its workers read the lake's files and write the shards."""
    from footpath.engine import in_use
    from footpath.journeys.spark_build import build_index_on_spark

    components = stores.components
    known = {name: value for name, value in told.items() if name != "customer_of"}
    return build_index_on_spark(
        in_use(),  # type: ignore[arg-type]
        stores.index_directory,
        stores.lake.event_files(),
        components.identity_ids,
        components.customers,
        shards=shards,
        progress=progress,
        **known,
    )


def _loaded_us(stores: Stores) -> int:
    """When something was last loaded, in microseconds."""
    latest = max(datetime.fromisoformat(batch.loaded_at) for batch in stores.lake.batches())
    return int(latest.timestamp() * 1e6)


def _tell_employees(index: Index) -> Index:
    """Employees who answered are in the index, too; a trait tells them from customers, so that a map can leave them out."""
    from footpath.journeys.voices import ASKED_AS_EMPLOYEE, YES, employees

    keys = employees(index)
    return index.attach_trait(ASKED_AS_EMPLOYEE, ("", YES), keys, [1] * len(keys)) if len(keys) else index
