"""Read the tables at the version that the state names: events as a fast stream, the small tables whole."""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.errors import SpecError, WorkspaceError
from footpath.lake.tables import EVENTS, clear_errors, columns_of, files_of, schema_of
from footpath.model.records import EVENT_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.lake.state import State

PLAIN_TEXTS = frozenset({"properties", "text", "value", "other_value"})  # too many different ones for a dictionary


def read_events(
    directory: Path,
    state: "State",
    columns: Sequence[str] | None,
    batch_rows: int,
    batches: Collection[str] | None = None,
) -> "Iterator[pa.RecordBatch]":
    """See `Lake.events`."""
    known = columns_of(directory, state.tables, EVENTS)
    wanted = list(known if columns is None else columns)
    if missing := [name for name in wanted if name not in known]:
        raise SpecError(f'The events have no column "{missing[0]}".', f"They have {', '.join(known)}.")
    schema = _reading_schema(known, wanted)
    files = files_of(directory, state.tables, EVENTS)
    if batches is not None:
        brought = {name for batch in state.batches if batch.id in batches for name in batch.parts.get(EVENTS, ())}
        files = [file for file in files if file.name in brought]
    return _ahead(_read_files(files, schema, batch_rows))


def _reading_schema(known: Sequence[str], wanted: Sequence[str]) -> "pa.Schema":
    import pyarrow as pa

    full = schema_of(EVENTS, tuple(known[len(EVENT_COLUMNS) :]))
    coded = pa.dictionary(pa.int32(), pa.string())
    fields = [full.field(name) for name in wanted]
    return pa.schema(
        [f.with_type(coded) if pa.types.is_string(f.type) and f.name not in PLAIN_TEXTS else f for f in fields]
    )


def _read_files(paths: Sequence[Path], schema: "pa.Schema", batch_rows: int) -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in paths:
        try:
            had = pq.read_metadata(path)
            fields = [field for field in schema if field.name in set(had.schema.names)]
            coded = [field.name for field in fields if pa.types.is_dictionary(field.type)]
            columns = [field.name for field in fields] or ["event_id"]  # at least one, to know the number of rows
            # Without pre-buffering, which would keep all that was read of a file until its end.
            with pq.ParquetFile(path, metadata=had, read_dictionary=coded, pre_buffer=False) as file:
                for batch in file.iter_batches(batch_rows, columns=columns):
                    yield _completed(batch, schema)
        except FileNotFoundError as error:
            raise WorkspaceError("The lake changed while it was read.", "Run the command again.") from error


def _completed(batch: "pa.RecordBatch", schema: "pa.Schema") -> "pa.RecordBatch":
    """The batch with null columns for what its file does not have."""
    import pyarrow as pa

    had = set(batch.schema.names)
    columns = [
        batch.column(field.name) if field.name in had else pa.nulls(batch.num_rows, field.type) for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _ahead(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """The same batches, the next one being read while the consumer works on this one."""
    with ThreadPoolExecutor(1, thread_name_prefix="lake-reader") as reader:
        waiting = reader.submit(next, batches, None)
        while (batch := waiting.result()) is not None:
            waiting = reader.submit(next, batches, None)
            yield batch


def read_table(directory: Path, state: "State", table: str) -> "pa.Table":
    """A whole small table, in the order of loading."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schema_of(table)
    with clear_errors(directory):
        parts = [pq.read_table(path, schema=schema) for path in files_of(directory, state.tables, table)]
    return pa.concat_tables(parts) if parts else schema.empty_table()


def relation(directory: Path, state: "State", con: Any, table: str) -> Any:
    """See `Lake.relation`."""
    paths = files_of(directory, state.tables, table)
    if not paths:
        return con.from_arrow(schema_of(table).empty_table())
    return con.read_parquet([_literal(str(path)) for path in paths], union_by_name=True)


def _literal(path: str) -> str:
    """A path in which DuckDB finds no wildcard."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)
