"""Where in journeys do recorded names usually stand? Needed before the catalogue exists, hence before the index."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

SAMPLE = 400_000  # events looked at


def with_positions(
    names: pa.Table, batches: Iterable[pa.RecordBatch], customer_of: Callable[[NDArray[np.int64]], NDArray[np.int32]]
) -> pa.Table:
    """Add ``position``: the mean place of a name among the events of its customers, 0 first, 1 last, null when unknown.

    Looks at the customers of a sample of whole journeys: those whose number falls into the share that fits `SAMPLE`.

    Args:
        names: has ``source`` and ``touchpoint``, one row each.
        batches: columns identity_id, occurred_at, source, touchpoint.
        customer_of: identity ids → customer numbers.
    """
    total = int(pc.sum(names["events"]).as_py() or 0) if names.num_rows else 0
    stride = max(1, -(-total // SAMPLE))
    parts: list[tuple[NDArray[np.int32], NDArray[np.int64], pa.Table]] = []
    for batch in batches:
        customers = customer_of(batch.column("identity_id").to_numpy(zero_copy_only=False))
        keep = customers % stride == 0
        times = batch.column("occurred_at").cast(pa.int64()).to_numpy(zero_copy_only=False)
        table = pa.table({key: _plain(batch.column(key)) for key in ("source", "touchpoint")})
        parts.append((customers[keep], times[keep], table.filter(pa.array(keep))))
    means = _means(parts) if parts else {}
    found = [
        means.get((source, name))
        for source, name in zip(names["source"].to_pylist(), names["touchpoint"].to_pylist(), strict=True)
    ]
    return names.append_column("position", pa.array(found, pa.float64()))


def _plain(column: pa.Array) -> pa.Array:
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _means(parts: list[tuple[NDArray[np.int32], NDArray[np.int64], pa.Table]]) -> dict[tuple[Any, Any], float]:
    customers = np.concatenate([part[0] for part in parts])
    times = np.concatenate([part[1] for part in parts])
    table = pa.concat_tables([part[2] for part in parts])
    if not len(customers):
        return {}
    order = np.lexsort((times, customers))
    sorted_customers = customers[order]
    starts = np.flatnonzero(np.r_[True, sorted_customers[1:] != sorted_customers[:-1]])
    lengths = np.diff(np.r_[starts, len(order)])
    place = np.arange(len(order)) - np.repeat(starts, lengths)
    share = np.empty(len(order))
    share[order] = place / np.maximum(np.repeat(lengths, lengths) - 1, 1)
    table = table.append_column("share", pa.array(share)).filter(pa.array(_several(order, lengths)))
    grouped = table.group_by(["source", "touchpoint"]).aggregate([("share", "mean")])
    keys = zip(grouped["source"].to_pylist(), grouped["touchpoint"].to_pylist(), strict=True)
    return dict(zip(keys, grouped["share_mean"].to_pylist(), strict=True))


def _several(order: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each event, in the order it came, belongs to a journey of at least two events: one event has no place."""
    several = np.empty(len(order), dtype=bool)
    several[order] = np.repeat(lengths > 1, lengths)
    return several
