"""Merge new events into the index at rest: what is there is copied, not sorted again.

The result is the index that a build of all events would give, column by column. Where that cannot be had, `CannotMergeError`
says why, nothing is changed, and the index must be built.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from footpath.engine import each, using
from footpath.journeys import storage
from footpath.journeys.arriving import Arrivals, CustomerOf
from footpath.journeys.build import Layout, Progress, describe, here, layout_of, measured, sorted_shard, spread
from footpath.journeys.columns import Codes, column_of, frozen, nothing, touchpoint_type
from footpath.journeys.extent import Extent, extent_of
from footpath.journeys.index import Index, Meta, open_index, open_version
from footpath.journeys.lineage import (
    CannotMergeError,
    Lineage,
    Origin,
    lineage_of,
    load_lineage,
    new_batches,
    save_lineage,
)
from footpath.journeys.merging_columns import link, plan_runs, save_merged
from footpath.journeys.merging_customers import OldShard, Staying, check_together, settle_customers
from footpath.journeys.places import Places, shards_for
from footpath.journeys.recorded import Resolver, with_remainder
from footpath.journeys.sharding import Chunks
from footpath.journeys.traits import latest_traits
from footpath.model.catalogue import Catalogue


def merge_index(
    directory: Path | str,
    batches: Iterable[pa.RecordBatch],
    customer_of: CustomerOf,
    keys: NDArray[np.int64],
    catalogue: Catalogue,
    origin: Origin,
    traits: pa.Table | None = None,
    lake_version: str = "",
    dimensions: Sequence[str] = (),
    progress: Progress | None = None,
    zone: str = "UTC",
    loaded_us: int | None = None,
) -> Index:
    """The index at rest with new events as a new version; see `build_index` for the arguments that are not told here.

    Args:
        batches: the events of the loads that the index has not seen (`unseen_batches`), in the order of loading.
        customer_of, keys: as they are now.
        origin: of all events, old and new.
        traits: of all customers; they are found anew.

    Raises:
        CannotMergeError: there is no index at rest that remembers what it was made from; a load was taken back; a rule
            changed what a name of old events means; identities are apart that were one customer; an event that belonged
            to nobody has found its customer; there are enough events for more shards.
    """
    with storage.new_version(Path(directory)) as folder, using(here()):
        before = _Before.open(Path(directory))
        before.check(origin, customer_of, dimensions)
        touchpoints = before.touchpoints_now(catalogue)
        places = Places(keys, before.shards)
        names = before.lineage.names
        known, start = before.meta.dimensions, before.lineage.arrivals
        resolver = Resolver(with_remainder(catalogue), names)
        arrivals = Arrivals(resolver, customer_of, places, dimensions, known, start, before.meta.unresolved)
        chunks = Chunks(places.count, folder)
        try:
            old = before.old_shards(touchpoints)
            staying = settle_customers(old, customer_of, places)
            for one in staying:
                chunks.add(one.leaving)
            spread(arrivals, batches, chunks, progress)
            before.check_read(arrivals)
            layout = layout_of(arrivals, chunks, latest_traits(traits, customer_of, len(keys)))
            work = partial(_write, folder, before.version, chunks, layout)
            extents = each(work, list(zip(range(places.count), old, staying, strict=True)))
        finally:
            chunks.remove()
        save_lineage(folder, lineage_of(arrivals, layout.present, origin, before.lineage))
        meta = describe(arrivals, catalogue, layout.traits, lake_version, zone)
        storage.save_meta(folder, {**measured(meta, extents, loaded_us).json(), "shards": places.count})
    index = open_index(directory)
    assert index is not None
    return index


def unseen_batches(directory: Path | str, batches: Mapping[str, str]) -> list[str]:
    """The loads that the index at rest has not seen.

    Args:
        batches: all loads in their order, as in `Origin`.

    Raises:
        CannotMergeError: there is no index to merge into, or a load that it has seen was taken back or changed.
    """
    return new_batches(_lineage(directory).origin, batches)


def brings_new_names(directory: Path | str, batches: Iterable[pa.RecordBatch]) -> bool:
    """Is a name among some events that the index at rest has not seen?

    Args:
        batches: with the columns source and touchpoint.

    Raises:
        CannotMergeError: there is no index to merge into.
    """
    known = _lineage(directory).names
    for batch in batches:
        pairs = pa.Table.from_batches([batch]).group_by(["source", "touchpoint"]).aggregate([])
        told = zip(pairs["source"].to_pylist(), pairs["touchpoint"].to_pylist(), strict=True)
        if any((source or "", name or "") not in known for source, name in told):
            return True
    return False


def _lineage(directory: Path | str) -> Lineage:
    version = storage.current_version(Path(directory))
    lineage = load_lineage(version) if version is not None else None
    if lineage is None:
        raise CannotMergeError("there is no index that remembers what it was made from")
    return lineage


@dataclass(frozen=True)
class _Before:
    """The version that is merged into."""

    version: Path
    index: Index
    lineage: Lineage

    @staticmethod
    def open(directory: Path) -> "_Before":
        lineage, version = _lineage(directory), storage.current_version(directory)
        assert version is not None
        return _Before(version, open_version(version), lineage)

    @property
    def meta(self) -> Meta:
        return self.index.meta

    @property
    def shards(self) -> int:
        return len(self.index.shards)

    def check(self, origin: Origin, customer_of: CustomerOf, dimensions: Sequence[str]) -> None:
        """What can be told before the new events are read."""
        new_batches(self.lineage.origin, origin.batches)
        if gone := [name for name in self.meta.dimensions if name not in ("source", *dimensions)]:
            raise CannotMergeError(f'the dimension "{gone[0]}" is gone')
        if len(self.lineage.strangers) and (np.asarray(customer_of(self.lineage.strangers)) >= 0).any():
            raise CannotMergeError("events that belonged to nobody have found their customer")
        check_together(self.lineage.origin, origin)

    def check_read(self, arrivals: Arrivals) -> None:
        """What the new events tell."""
        if again := set(arrivals.loads) & set(self.lineage.loads):
            raise CannotMergeError(f'the load "{min(again)[0]}" was added to')
        if shards_for(arrivals.resolver.events) > max(self.shards, shards_for(self.index.events)):
            raise CannotMergeError("there are enough events for more shards")

    def touchpoints_now(self, catalogue: Catalogue) -> Codes | None:
        """What each old code of a touchpoint is now; None when nothing has changed."""
        if catalogue.touchpoints == self.meta.catalogue.touchpoints:
            return None
        was, now = with_remainder(self.meta.catalogue), with_remainder(catalogue)
        old, new = Resolver(was), Resolver(now)
        table = np.full(len(was), -1, np.int64)
        for name in self.lineage.names:
            code = old.remainder if (told := old.code(name)) is None else told
            place = new.remainder if (told := new.code(name)) is None else told
            if table[code] not in (-1, place):
                raise CannotMergeError(f'the names of "{was[code].name}" mean different touchpoints now')
            table[code] = place
        return np.maximum(table, 0).astype(touchpoint_type(len(now)))

    def old_shards(self, touchpoints: Codes | None) -> list[OldShard]:
        return [
            OldShard(
                shard,
                storage.load_column(self.version / storage.shard_name(number) / storage.ARRIVAL),
                self.lineage.present,
                touchpoints,
            )
            for number, shard in enumerate(self.index.shards)
        ]


def _write(folder: Path, version: Path, chunks: Chunks, layout: Layout, told: tuple[int, OldShard, Staying]) -> Extent:
    """One shard of the new version."""
    number, old, staying = told
    new, arrival = sorted_shard(chunks, number, layout)
    runs = plan_runs(old.shard.offsets, old.shard.time, staying.number, new.offsets, new.time)
    home, was = folder / storage.shard_name(number), version / storage.shard_name(number)
    home.mkdir()
    files = storage.event_files(new.dimensions)
    old_files = storage.event_files(old.shard.dimensions)
    for name, kind in layout.types.items():
        path = home / files[name]
        if name not in layout.present:
            storage.save_column(path, np.broadcast_to(nothing(name, kind), runs.events))
            continue
        table = old.touchpoints if name == "touchpoint" else None
        values = _old_column(old, name, kind)
        if runs.unchanged(old.shard.events) and name in old.present and values.dtype == kind and table is None:
            link(was / old_files[name], path)
        else:
            save_merged(path, runs, values, column_of(new, name), table)
    save_merged(home / storage.ARRIVAL, runs, old.arrival, frozen(arrival))
    storage.save_column(home / "offsets.npy", runs.offsets)
    storage.save_customers(home, new)
    return extent_of(storage.load_column(home / files["time"]), runs.offsets)


def _old_column(old: OldShard, name: str, kind: type[np.generic]) -> NDArray[Any]:
    """A column as it was; nothing in every row where there was no value."""
    if name in old.present:
        return column_of(old.shard, name)
    return frozen(np.repeat(nothing(name, kind), old.shard.events))
