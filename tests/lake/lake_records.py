"""Small records to load, as a source would hand them over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from footpath.model.ids import stable_id
from footpath.model.records import events_schema, feedback_schema, identifiers_schema, profiles_schema

START = datetime(2024, 3, 1, tzinfo=UTC)
REJECTS = pa.schema([("row", pa.int64()), ("reason", pa.string()), ("raw", pa.string())])


@dataclass
class Records:
    """What `Standardised` asks for."""

    source: str
    events: Iterator[pa.RecordBatch]
    rows_read: int
    feedback: pa.Table = field(default_factory=feedback_schema().empty_table)
    profiles: pa.Table = field(default_factory=profiles_schema().empty_table)
    identifiers: pa.Table = field(default_factory=identifiers_schema().empty_table)
    rejects: pa.Table = field(default_factory=REJECTS.empty_table)


def event_batch(
    names: Sequence[str], first_row: int = 0, source: str = "shop", **dimensions: Sequence[str | None]
) -> pa.RecordBatch:
    """One event a minute per own id in ``names``, each of another customer."""
    schema = events_schema(tuple(dimensions))
    rows = [
        {
            "event_id": stable_id("event", name),
            "identity_id": stable_id("customer", name),
            "occurred_at": START + timedelta(minutes=first_row + row),
            "touchpoint": "cart",
            "channel": "web",
            "source": source,
            "sequence": first_row + row,
            "batch": "whatever the source says",
            **{key: values[row] for key, values in dimensions.items()},
        }
        for row, name in enumerate(names)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=schema)


def events(*names: str, source: str = "shop", **dimensions: Sequence[str | None]) -> Records:
    """A table with one row per event."""
    return Records(source, iter([event_batch(names, source=source, **dimensions)]), len(names))


def feedback_rows(*names: str) -> pa.Table:
    """One comment on each event of `event_batch`."""
    rows = [
        {
            "feedback_id": stable_id("feedback", name),
            "event_id": stable_id("event", name),
            "identity_id": stable_id("customer", name),
            "occurred_at": START,
            "kind": "comment",
            "text": f"said by {name}",
            "source": "shop",
        }
        for name in names
    ]
    return pa.Table.from_pylist(rows, schema=feedback_schema())


def traits(*told: tuple[str, str, str], source: str = "crm") -> Records:
    """A table with one row per (customer, trait, value)."""
    rows = [
        {"identity_id": stable_id("customer", who), "trait": trait, "value": value, "source": source}
        for who, trait, value in told
    ]
    return Records(source, iter([]), len(rows), profiles=pa.Table.from_pylist(rows, schema=profiles_schema()))
