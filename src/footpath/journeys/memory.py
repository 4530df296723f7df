"""An index of events that are already in memory, for notebooks and tests. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from footpath.journeys.arriving import Arrivals
from footpath.journeys.build import describe, layout_of, sorted_shard, spread
from footpath.journeys.index import Index
from footpath.journeys.places import Places, shards_for
from footpath.journeys.recorded import Resolver, with_remainder
from footpath.journeys.sharding import Chunks
from footpath.journeys.traits import latest_traits
from footpath.model.catalogue import Catalogue, Touchpoint


def index_in_memory(
    customer: Iterable[Any],
    at: Iterable[Any],
    touchpoint: Iterable[str],
    *,
    catalogue: Catalogue | None = None,
    dimensions: Mapping[str, Sequence[str | None]] | None = None,
    traits: Mapping[Any, Mapping[str, str]] | None = None,
    value: Sequence[float | None] | None = None,
    record: Sequence[int | None] | None = None,
    promised_at: Sequence[Any] | None = None,
    source: Sequence[str | None] | None = None,
    event_id: Sequence[int] | None = None,
    shards: int = 1,
    zone: str = "UTC",
) -> Index:
    """Shard from columns of equal length. Events of one customer at one time stay in the order given.

    Args:
        customer: whose event it is. Integers are the customers' keys; other ids are numbered in order of first sight.
        at: datetimes (without a zone they are UTC), NumPy datetimes or microseconds since 1970.
        touchpoint: recorded names.
        catalogue: what recorded names mean; without one each name is a touchpoint.
        dimensions: further columns, by name.
        traits: by customer, then by trait.
        promised_at: times, like ``at``; None where nothing was promised.

    Examples:
        >>> index = index_in_memory(["ann", "ann", "bob"], [0, 60_000_000, 5], ["cart", "pay", "cart"])
        >>> index
        <Index of 2 customers, 3 events, 3 touchpoints>
        >>> [event.touchpoint for event in index.journey(0)]
        ['cart', 'pay']
    """
    names, people = list(touchpoint), list(customer)
    numbers = {person: number for number, person in enumerate(dict.fromkeys([*people, *(traits or {})]))}
    keys = np.array([person if isinstance(person, int | np.integer) else n for person, n in numbers.items()], np.int64)
    catalogue = catalogue or Catalogue(touchpoints=tuple(Touchpoint(name=name) for name in dict.fromkeys(names)))
    dimensions = dict(dimensions or {})
    columns = {
        "event_id": pa.array(range(len(names)) if event_id is None else event_id, pa.int64()),
        "identity_id": pa.array([numbers[person] for person in people], pa.int64()),
        "occurred_at": _times(at),
        "touchpoint": pa.array(names, pa.string()),
        "sequence": pa.array(range(len(names)), pa.int64()),
        **{name: pa.array(list(values), pa.string()) for name, values in dimensions.items()},
    }
    for name, values, kind in (("value", value, pa.float64()), ("record_id", record, pa.int64())):
        if values is not None:
            columns[name] = pa.array(values, kind)
    if promised_at is not None:
        columns["promised_at"] = _times(promised_at)
    if source is not None:
        columns["source"] = pa.array(source, pa.string())
    profiles = _profiles(traits or {}, numbers)
    return index_of_batches(
        [pa.RecordBatch.from_pydict(columns)], keys, catalogue, list(dimensions), profiles, shards=shards, zone=zone
    )


def index_of_batches(
    batches: Sequence[pa.RecordBatch],
    keys: NDArray[np.int64],
    catalogue: Catalogue,
    dimensions: Sequence[str] = (),
    profiles: pa.Table | None = None,
    *,
    shards: int = 0,
    zone: str = "UTC",
) -> Index:
    """The index of batches in which ``identity_id`` is the customer's number; ``keys`` are by that number.

    Args:
        shards: how many; 0 decides by the number of events.
    """
    count = shards or shards_for(sum(batch.num_rows for batch in batches))
    arrivals = Arrivals(Resolver(with_remainder(catalogue)), _itself, Places(keys, count), dimensions)
    chunks = Chunks(count)
    spread(arrivals, batches, chunks)
    known = latest_traits(profiles, _itself, len(keys))
    layout = layout_of(arrivals, chunks, known)
    parts = [sorted_shard(chunks, number, layout)[0] for number in range(count)]
    return Index(parts, describe(arrivals, catalogue, known, zone=zone))


def _itself(ids: NDArray[np.int64]) -> NDArray[np.int32]:
    return ids.astype(np.int32)


def _times(values: Iterable[Any]) -> Any:
    kind = pa.timestamp("us", tz="UTC")
    if isinstance(values, np.ndarray):
        return pa.array(values.astype("datetime64[us]"), pa.timestamp("us")).cast(kind)
    plain = [value if value is None or isinstance(value, datetime) else int(value) for value in values]
    return pa.array(plain, kind)


def _profiles(traits: Mapping[Any, Mapping[str, str]], numbers: Mapping[Any, int]) -> pa.Table:
    rows = [(numbers[who], name, value) for who, known in traits.items() for name, value in known.items()]
    return pa.table(
        {
            "identity_id": pa.array([row[0] for row in rows], pa.int64()),
            "trait": pa.array([row[1] for row in rows], pa.string()),
            "value": pa.array([row[2] for row in rows], pa.string()),
        }
    )
