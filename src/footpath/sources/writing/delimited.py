"""Flat logs: CSV, JSON lines and Parquet, a row an event, columns as they are named."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from footpath.model.spreadsheets import neutral
from footpath.sources.writing.texts import texts_of

if TYPE_CHECKING:
    import pyarrow as pa


def write_csv(stream: BinaryIO, batches: "Iterable[pa.RecordBatch]") -> None:
    """Texts that a spreadsheet would take for a formula get an apostrophe in front."""
    import pyarrow as pa
    from pyarrow import csv

    def texts(batch: "pa.RecordBatch") -> "pa.RecordBatch":
        return pa.RecordBatch.from_arrays([texts_of(column, neutral) for column in batch.columns], batch.schema.names)

    _write(lambda schema: csv.CSVWriter(stream, schema), map(texts, batches))


def write_jsonl(stream: BinaryIO, batches: "Iterable[pa.RecordBatch]") -> None:
    """What has no value is left out."""
    for batch in batches:
        for row in batch.to_pylist():
            known = {name: value for name, value in row.items() if value is not None}
            stream.write((json.dumps(known, ensure_ascii=False, default=lambda at: at.isoformat()) + "\n").encode())


def write_parquet(stream: BinaryIO, batches: "Iterable[pa.RecordBatch]") -> None:
    import pyarrow.parquet as pq

    _write(lambda schema: pq.ParquetWriter(stream, schema, compression="zstd"), batches)


def _write(open_writer: Any, batches: "Iterable[pa.RecordBatch]") -> None:
    """Hand batches to a writer, opened with the schema of the first."""
    remaining: Iterator[Any] = iter(batches)
    first = next(remaining, None)
    if first is None:
        return
    with open_writer(first.schema) as writer:
        writer.write_batch(first)
        for batch in remaining:
            writer.write_batch(batch)
