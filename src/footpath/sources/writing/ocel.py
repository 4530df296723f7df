"""Object-centric event logs as one flat CSV: a row an event, a column of object ids for each type of object."""

import csv
import io
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from footpath.model.spreadsheets import neutral
from footpath.sources.writing.texts import joined, texts_of

if TYPE_CHECKING:
    import pyarrow as pa

_HEADS = {
    "event_id": "ocel:eid",
    "touchpoint": "ocel:activity",
    "at": "ocel:timestamp",
    "customer": "ocel:type:customer",
    "record": "ocel:type:record",
}


def write_ocel(stream: BinaryIO, batches: "Iterable[pa.RecordBatch]") -> None:
    """Customers and records become objects, everything else an attribute of the event."""
    head: list[str] | None = None
    for batch in batches:
        names = [*_HEADS, *(name for name in batch.schema.names if name not in _HEADS)]
        names = [name for name in names if name in batch.schema.names]
        if head is None:
            head = names
            stream.write(_line([_HEADS.get(name, name) for name in head]).encode())
        columns = [_cells(name, batch.column(name)) for name in head]
        stream.write("".join(map(_line, zip(*columns, strict=True))).encode())


def _cells(name: str, column: "pa.Array") -> list[str]:
    import pyarrow.compute as pc

    if _HEADS.get(name, "").startswith("ocel:type:"):
        listed = (
            joined("[", texts_of(column, _quoted), "]")
            if name == "customer"
            else joined("['", texts_of(column, str), "']")
        )
        return pc.fill_null(listed, "[]").to_pylist()
    return pc.fill_null(texts_of(column, neutral), "").to_pylist()


def _quoted(text: str) -> str:
    """An id in single quotes, as readers of this format look for them."""
    return "'" + json.dumps(text, ensure_ascii=False)[1:-1].replace("'", "\\'") + "'"


def _line(values: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()
