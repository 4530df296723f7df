"""An index of events that are already in memory, for notebooks and tests. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from footpath.journeys.arriving import Arrivals
from footpath.journeys.build import describe, sorted_shard
from footpath.journeys.index import Index
from footpath.journeys.recorded import Resolver, with_remainder
from footpath.journeys.sharding import Shards
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
    arrivals = Arrivals(Resolver(with_remainder(catalogue)), lambda ids: ids.astype(np.int32), list(dimensions))
    spread = Shards(shards)
    for batch in arrivals.read([pa.RecordBatch.from_pydict(columns)]):
        spread.add(batch)
    spread.finish()
    known = latest_traits(_profiles(traits or {}, numbers), lambda ids: ids.astype(np.int32), len(numbers))
    parts = [sorted_shard(spread, n, keys, arrivals.types, known) for n in range(spread.count)]
    return Index(parts, describe(arrivals, catalogue, known, zone=zone))


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
