"""When are two records of a table the same? One int64 key for each, from the columns that decide it."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footpath.lake.tables import EVENTS, IDENTIFIERS, PROFILES
from footpath.model.ids import combine_ids, stable_ids

if TYPE_CHECKING:
    import pyarrow as pa

KEY_COLUMNS = {
    EVENTS: ("event_id",),
    PROFILES: ("identity_id", "trait", "value", "valid_from"),
    IDENTIFIERS: ("identity_id", "other_id", "source"),
}


def record_keys(table: str, records: "pa.Table | pa.RecordBatch") -> NDArray[np.int64]:
    """The key of each record.

    An event is its id. A trait is the same when it says the same of the same identity from the same time on; where
    the time is unknown, once said is said. An identifier or an edge is the same when the same source tells it.
    """
    columns = [_as_integers(records.column(name)) for name in KEY_COLUMNS[table]]
    return columns[0] if len(columns) == 1 else combine_ids(*columns)


def integers(column: "pa.Array | pa.ChunkedArray", missing: int = -1) -> NDArray[np.int64]:
    """An integer column as numpy, null as ``missing``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = pc.fill_null(column.cast(pa.int64()), missing) if column.null_count else column.cast(pa.int64())
    values: NDArray[np.int64] = column.to_numpy() if isinstance(column, pa.ChunkedArray) else np.asarray(column)
    return values


def _as_integers(column: "pa.Array | pa.ChunkedArray") -> NDArray[np.int64]:
    import pyarrow as pa

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return stable_ids(column)
    return integers(column)
