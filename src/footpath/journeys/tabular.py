"""An index from a table that is already in memory, at the speed of its columns. Nothing is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from footpath.errors import SourceError
from footpath.journeys.dictionaries import integers
from footpath.journeys.index import Index
from footpath.journeys.memory import index_of_batches
from footpath.model.catalogue import Catalogue, Touchpoint

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_A_TIME = 1 << 20


class Columns(NamedTuple):
    """Which column of a table holds what; None where there is none."""

    customer: str
    at: str
    touchpoint: str
    value: str | None = None
    record: str | None = None
    dimensions: tuple[str, ...] = ()


def index_of_table(
    table: "pa.Table", columns: Columns, catalogue: Catalogue | None = None, *, shards: int = 0, zone: str = "UTC"
) -> tuple[Index, "pa.Array"]:
    """The index of a table's events, and the customers' names: customer number ``n`` is the n-th of them.

    Events of one customer at one time stay in the order of the rows. Rows without a customer or a time are left out.

    Raises:
        SourceError: a column is not there, or does not hold times.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    table = _plain(table.select(_checked(table, columns)))
    whole = table.filter(pc.and_(pc.is_valid(table[columns.customer]), pc.is_valid(table[columns.at])))
    customer = _combined(whole[columns.customer]).dictionary_encode()
    names = customer.dictionary
    touchpoint = _texts(whole[columns.touchpoint])
    catalogue = catalogue or Catalogue(
        touchpoints=tuple(Touchpoint(name=name) for name in touchpoint.dictionary.to_pylist() if name)
    )
    rows = whole.num_rows
    known: dict[str, Any] = {
        "event_id": pa.array(np.arange(rows, dtype=np.int64)),
        "identity_id": customer.indices.cast(pa.int64()),
        "occurred_at": _times(whole[columns.at], columns.at),
        "touchpoint": touchpoint,
        "sequence": pa.array(np.arange(rows, dtype=np.int64)),
        **{name: _texts(whole[name]) for name in columns.dimensions},
    }
    if columns.value is not None:
        known["value"] = whole[columns.value].cast(pa.float64())
    if columns.record is not None:
        known["record_id"] = _combined(whole[columns.record]).dictionary_encode().indices.cast(pa.int64())
    keys = np.arange(len(names), dtype=np.int64)
    batches = pa.table(known).to_batches(max_chunksize=ROWS_AT_A_TIME)
    return index_of_batches(batches, keys, catalogue, columns.dimensions, shards=shards, zone=zone), names


def _checked(table: "pa.Table", columns: Columns) -> list[str]:
    """The columns that are asked for, all of which are there."""
    known = (columns.customer, columns.at, columns.touchpoint, columns.value, columns.record, *columns.dimensions)
    wanted = list(dict.fromkeys(name for name in known if name is not None))
    for name in wanted:
        if name not in table.column_names:
            raise SourceError(f'The table has no column "{name}".', f"It has: {_listed(table.column_names)}.")
    return wanted


def _plain(table: "pa.Table") -> "pa.Table":
    """The same with texts as Arrow's own functions take them: they do not know the views that Polars gives."""
    import pyarrow as pa

    views = [field.with_type(pa.string()) if pa.types.is_string_view(field.type) else field for field in table.schema]
    return table.cast(pa.schema(views))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:20]) + (" …" if len(names) > 20 else "")


def _times(column: "pa.ChunkedArray", name: str) -> "pa.Array":
    """Times in UTC to the microsecond: instants, dates, ISO texts, or integers that count microseconds."""
    import pyarrow as pa

    try:
        if pa.types.is_date(column.type) or pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column = column.cast(pa.timestamp("us"))
        return pa.array(integers(_combined(column), 0), pa.timestamp("us", tz="UTC"))
    except pa.ArrowInvalid as error:
        raise SourceError(
            f'The column "{name}" does not hold times: {error}.', "Give instants, dates or ISO 8601 texts."
        ) from error


def _texts(column: "pa.ChunkedArray") -> "pa.DictionaryArray":
    import pyarrow as pa

    return _combined(column).cast(pa.string()).dictionary_encode()


def _combined(column: "pa.ChunkedArray") -> Any:
    """A column in one piece, its texts plain."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
