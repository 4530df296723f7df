"""Bring the records of a source into the columns of a lake table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from footpath.model.records import EVENT_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa


def dimension_names(incoming: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """The lake's name of each dimension that a source brings.

    Names that differ only in case are one column to most engines: the spelling that came first stays. A dimension
    that is called like a column every event has gets a number.

    Examples:
        >>> dimension_names(["Device", "Value"], known=["device"])
        {'Device': 'device', 'Value': 'Value_2'}
    """
    taken = {name.lower(): name for name in known}
    columns = set(EVENT_COLUMNS)
    names: dict[str, str] = {}
    for name in incoming:
        choice, number = taken.get(name.lower(), name), 2
        while choice.lower() in columns or choice in names.values():
            choice, number = f"{name}_{number}", number + 1
        names[name] = choice
        taken.setdefault(choice.lower(), choice)
    return names


def event_schema(batch: "pa.Schema", names: dict[str, str]) -> "pa.Schema":
    """The schema to write a source's events with: the lake's columns, with dictionaries where the source has them."""
    import pyarrow as pa

    from footpath.model.records import events_schema

    origin = {**{name: name for name in EVENT_COLUMNS}, **{lake: source for source, lake in names.items()}}
    told = {field.name: field.type for field in batch}
    coded = pa.dictionary(pa.int32(), pa.string())
    return pa.schema(
        [
            pa.field(f.name, coded, f.nullable)
            if f.name == "batch" or pa.types.is_dictionary(told.get(origin[f.name], f.type))
            else f
            for f in events_schema(tuple(names.values()))
        ]
    )


def shape_events(
    batch: "pa.RecordBatch", names: dict[str, str], schema: "pa.Schema", batch_id: str
) -> "pa.RecordBatch":
    """A source's events with the columns of ``schema``; what the source does not have is null."""
    import pyarrow as pa

    origin = {**{name: name for name in EVENT_COLUMNS}, **{lake: source for source, lake in names.items()}}
    had = set(batch.schema.names)
    columns = []
    for field in schema:
        if field.name == "batch":
            columns.append(repeated(batch_id, batch.num_rows))
        elif origin[field.name] in had:
            columns.append(_as_type(batch.column(origin[field.name]), field.type))
        else:
            columns.append(pa.nulls(batch.num_rows, field.type))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def shape_table(table: "pa.Table", schema: "pa.Schema", batch_id: str) -> "pa.Table":
    """Feedback, profiles or identifiers with exactly the lake's columns."""
    import pyarrow as pa

    columns = []
    for field in schema:
        if field.name == "batch":
            columns.append(repeated(batch_id, table.num_rows).cast(pa.string()))
        elif field.name in table.schema.names:
            columns.append(table.column(field.name).cast(field.type))
        else:
            columns.append(pa.nulls(table.num_rows, field.type))
    return pa.Table.from_arrays(columns, schema=schema)


def repeated(text: str, rows: int) -> "pa.DictionaryArray":
    """One text for all rows."""
    import numpy as np
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, dtype=np.int32)), pa.array([text]))


def _as_type(column: "pa.Array", to: "pa.DataType") -> "pa.Array":
    import pyarrow as pa

    if column.type == to:
        return column
    if pa.types.is_dictionary(to) and not pa.types.is_dictionary(column.type):
        return column.cast(pa.string()).dictionary_encode()
    return column.cast(to)
