"""Write records as Parquet files that no table names yet; a second thread encodes while the first goes on reading."""

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP_ROWS = 1 << 20
_QUEUED = 2  # row groups that may wait for the encoder: bounds the memory


@dataclass(frozen=True)
class Staged:
    """A finished file: the table and name it is waiting to be committed to."""

    table: str
    name: str
    schema: "pa.Schema"
    rows: int


class StagedFile:
    """One Parquet file in the making; it appears on disk with the first rows."""

    def __init__(self, directory: Path, table: str, prefix: str, encoder: ThreadPoolExecutor) -> None:
        self.table = table
        self.path = directory / table / f"{prefix}-{uuid4().hex[:12]}.parquet"
        self.rows = 0
        self._encoder = encoder
        self._waiting: list[pa.RecordBatch] = []
        self._waiting_rows = 0
        self._written: deque[Future[None]] = deque()
        self._writer: object = None
        self._schema: pa.Schema | None = None

    def add(self, batch: "pa.RecordBatch") -> None:
        """Take rows; strings may be dictionaries. All batches have the same columns."""
        if not batch.num_rows:
            return
        self._schema = self._schema or batch.schema
        self._waiting.append(batch)
        self._waiting_rows += batch.num_rows
        self.rows += batch.num_rows
        if self._waiting_rows >= ROW_GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        batches, self._waiting, self._waiting_rows = self._waiting, [], 0
        while len(self._written) >= _QUEUED:
            self._written.popleft().result()
        self._written.append(self._encoder.submit(self._write, batches))

    def _write(self, batches: "list[pa.RecordBatch]") -> None:
        import pyarrow as pa

        table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
        if self._writer is None:
            self._writer = self._open(table.schema)
        self._writer.write_table(table, row_group_size=ROW_GROUP_ROWS)  # type: ignore[attr-defined]
        self._sync()

    def _sync(self) -> None:
        """What a commit names must outlive a power cut; done row group by row group, it costs no time at the end."""
        with self.path.open("rb") as file:
            os.fsync(file.fileno())

    def _open(self, schema: "pa.Schema") -> object:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.path.parent.mkdir(parents=True, exist_ok=True)
        texts = [f.name for f in schema if pa.types.is_dictionary(f.type) or pa.types.is_string(f.type)]
        return pq.ParquetWriter(self.path, schema, compression="zstd", use_dictionary=texts, store_schema=False)

    def close(self) -> Staged | None:
        """Finish the file, or None when it got no rows."""
        if self._waiting:
            self._flush()
        while self._written:
            self._written.popleft().result()
        if self._writer is None or self._schema is None:
            return None
        self._writer.close()  # type: ignore[attr-defined]
        self._writer = None
        self._sync()
        return Staged(self.table, self.path.name, self._schema, self.rows)

    def discard(self) -> None:
        """Give up: let the encoder end, then delete what was written."""
        while self._written:
            self._written.popleft().exception()
        if self._writer is not None:
            self._abandon()
        self.path.unlink(missing_ok=True)

    def _abandon(self) -> None:
        with suppress(OSError):  # the disk was full before, and is full now: the file goes anyway
            self._writer.close()  # type: ignore[attr-defined]
        self._writer = None
