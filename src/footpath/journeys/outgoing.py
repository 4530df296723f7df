"""Journeys on their way out: whole journeys as Arrow batches, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import NO_RECORD
from footpath.journeys.index import Index
from footpath.journeys.selection import View, select
from footpath.model.questions import Question

if TYPE_CHECKING:
    import pyarrow as pa

EVENTS_AT_A_TIME = 200_000


def journey_batches(index: Index, question: Question) -> "Iterator[pa.RecordBatch]":
    """The events that meet a question's ``where`` and ``during``, journey after journey, none cut between two batches.

    Columns: ``customer`` (key), ``event_id``, ``at``, ``touchpoint``, ``channel``, ``stage``, ``record`` (id), ``value``, and each
    dimension under its own name; null where there is nothing.
    """
    for view in select(index, question).views:
        for first, last in _runs(view):
            rows = np.arange(view.shard.offsets[first], view.shard.offsets[last])
            rows = rows[view.kept(rows)]
            if len(rows):
                yield _batch(index, view, rows)


def _runs(view: View) -> Iterator[tuple[int, int]]:
    """Customers from..until that together have about `EVENTS_AT_A_TIME` events."""
    first, offsets = 0, view.shard.offsets
    while first < view.shard.customers:
        last = int(np.searchsorted(offsets, offsets[first] + EVENTS_AT_A_TIME, side="right")) - 1
        last = min(max(last, first + 1), view.shard.customers)
        yield first, last
        first = last


def _batch(index: Index, view: View, rows: NDArray[np.int64]) -> "pa.RecordBatch":
    import pyarrow as pa

    shard = view.shard
    touchpoint = shard.touchpoint[rows]
    value, record = shard.value[rows], shard.record[rows]
    columns: dict[str, Any] = {
        "customer": pa.array(shard.key[shard.customer_at(rows)]),
        "event_id": pa.array(shard.event_id[rows]),
        "at": pa.array(shard.time[rows], pa.timestamp("us", tz="UTC")),
        "touchpoint": _coded(touchpoint, index.names),
        "channel": _coded(touchpoint, index.channels),
        "stage": _coded(touchpoint, [found.stage for found in index.touchpoints]),
        "record": pa.array(record, mask=record == NO_RECORD),
        "value": pa.array(value, mask=np.isnan(value)),
    }
    for name, codes in shard.dimensions.items():
        columns[name if name not in columns else f"{name} (dimension)"] = _coded(
            codes[rows], [None, *index.dimensions[name][1:]]
        )
    return pa.RecordBatch.from_pydict(columns)


def _coded(codes: NDArray[Any], texts: Any) -> "pa.DictionaryArray":
    import pyarrow as pa

    return pa.array(list(texts), pa.string()).dictionary_encode().take(pa.array(codes.astype(np.int32)))
