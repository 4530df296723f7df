"""From records to the index: name, spread, sort, write."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from footpath.engine import each
from footpath.journeys import storage
from footpath.journeys.arriving import DIMENSION, Arrivals, Columns
from footpath.journeys.columns import EVENT_TYPES, Shard, frozen
from footpath.journeys.index import Index, Meta, open_index
from footpath.journeys.recorded import Resolver, with_remainder
from footpath.journeys.sharding import Shards, missing
from footpath.journeys.sorting import sort_rows
from footpath.journeys.traits import Traits, latest_traits
from footpath.model.catalogue import Catalogue

CustomerOf = Callable[[NDArray[np.int64]], NDArray[np.int32]]


def build_index(
    directory: Path | str,
    batches: Iterable[pa.RecordBatch],
    customer_of: CustomerOf,
    customers: int,
    keys: NDArray[np.int64],
    catalogue: Catalogue,
    traits: pa.Table | None = None,
    lake_version: str = "",
    dimensions: Sequence[str] = (),
    shards: int = 0,
    progress: Callable[[int], None] | None = None,
    zone: str = "UTC",
) -> Index:
    """Sort all events into journeys and make that the current version in ``directory``.

    Args:
        batches: events with columns of `model.records.events_schema`; texts may be dictionary-encoded.
        customer_of: identity ids → customer numbers 0 to ``customers - 1``, or -1: such events are left out and counted.
        keys: by customer number, the id that stands for the customer outside.
        catalogue: which recorded names are which touchpoint.
        traits: rows of `model.records.profiles_schema`; the latest value wins.
        dimensions: names of the columns to keep for ``where`` and ``by``.
        shards: how many; 0 decides by the number of events.
        progress: told the events read so far.
        zone: in which days, weeks and months are counted.
    """
    with storage.new_version(Path(directory)) as folder:
        arrivals = Arrivals(Resolver(with_remainder(catalogue)), customer_of, dimensions)
        known = latest_traits(traits, customer_of, customers)
        spread = Shards(shards, folder)

        def write(number: int) -> None:
            journeys = sorted_shard(spread, number, keys, arrivals.types, known)
            storage.save_shard(folder / storage.shard_name(number), journeys)

        try:
            for columns in arrivals.read(batches):
                spread.add(columns)
                if progress:
                    progress(arrivals.resolver.events)
            spread.finish()
            each(write, range(spread.count))
        finally:
            spread.remove()
        meta = describe(arrivals, catalogue, known, lake_version, zone)
        storage.save_meta(folder, {**meta.json(), "shards": spread.count})
    index = open_index(directory)
    assert index is not None
    return index


def sorted_shard(
    spread: Shards, number: int, keys: NDArray[np.int64], types: Mapping[str, type[np.generic]], traits: Traits
) -> Shard:
    """The events that were spread to a shard, as journeys. ``types`` are those of its columns."""
    columns = spread.take(number)
    key = keys[number :: spread.count]
    order, columns["time"], offsets = _sorted(columns, len(key))

    def column(name: str, kind: type[np.generic]) -> Any:
        if name == "time":
            return frozen(columns.pop(name))
        if name not in columns:
            return frozen(np.broadcast_to(missing(name, kind, 1), len(order)))
        return frozen(columns.pop(name)[order].astype(kind, copy=False))

    return Shard(
        offsets=_frozen(offsets),
        key=_frozen(key),
        **{name: column(name, types[name]) for name in EVENT_TYPES},
        dimensions={
            name.removeprefix(DIMENSION): column(name, kind) for name, kind in types.items() if name not in EVENT_TYPES
        },
        traits={name: _frozen(codes[number :: spread.count]) for name, codes in traits.codes.items()},
    )


def _sorted(columns: Columns, customers: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    if not columns:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.zeros(customers + 1, np.int64)
    customer = columns.pop("customer")
    if len(customer) and customer.max() >= customers:
        raise ValueError("customer_of gave a number beyond the customers that were announced")
    return sort_rows(customer, columns.pop("time"), columns.pop("arrival"), customers)


def _frozen(values: NDArray[Any]) -> Any:
    return frozen(values)


def describe(
    arrivals: Arrivals, catalogue: Catalogue, traits: Traits, lake_version: str = "", zone: str = "UTC"
) -> Meta:
    """The words of an index that was just read."""
    resolver = arrivals.resolver
    commonest = sorted(resolver.unexplained.items(), key=lambda item: (-item[1], str(item[0])))[:100]
    values: Mapping[str, tuple[str, ...]] = {name: tuple(d.values) for name, d in arrivals.dictionaries.items()}
    return Meta(
        catalogue=catalogue,
        dimensions=values,
        traits=traits.values,
        lake_version=lake_version,
        zone=zone,
        coverage=resolver.coverage,
        unexplained=tuple((name or "", events) for (_, name), events in commonest),
        unresolved=arrivals.unresolved,
    )
