"""Events on their way into shards: kept in memory while they are few, spilled to files when they are many."""

import shutil
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.arriving import Columns
from footpath.journeys.columns import NOTHING

BUFFER = 2_000_000  # events held in memory before they are spilled
MANY_SHARDS = 16
SMALL = 50_000  # up to as many events one shard is enough


class Shards:
    """Spreads events over shards: customer ``c`` goes to shard ``c % count`` and is number ``c // count`` there.

    Args:
        count: number of shards; 0 decides by the number of events.
        folder: where to spill.
        buffer: events to hold in memory; `BUFFER` unless said otherwise.
    """

    def __init__(self, count: int = 0, folder: Path | None = None, buffer: int | None = None) -> None:
        self.count = count
        self._folder = folder
        self._buffer = buffer or BUFFER
        self._waiting: list[Columns] = []
        self._rows = 0
        self._parts: list[Columns] = []
        self._spilled: Path | None = None
        self._types: dict[str, np.dtype[Any]] = {}
        self._counts: list[int] = []
        self._writer: ThreadPoolExecutor | None = None
        self._writing: Future[Any] | None = None

    def add(self, columns: Columns) -> None:
        self._waiting.append(columns)
        self._rows += len(columns["customer"])
        if self._folder is not None and (self._spilled is not None or self._rows >= self._buffer):
            self._spill()

    def finish(self) -> None:
        """No more events will come."""
        self._wait()
        if self._spilled is None:
            self.count = self.count or (1 if self._rows <= SMALL else 2)
            self._parts = self._partition(_joined(self._waiting)) if self._waiting else []
            self._waiting = []

    def take(self, number: int) -> Columns:
        """A shard's events in the order of arrival; columns without any value are left out. Each is given out once."""
        if self._spilled is not None:
            return {name: self._unspill(number, name) for name in self._types}
        if not self._parts:
            return {}
        part, self._parts[number] = self._parts[number], {}
        return part

    def remove(self) -> None:
        """Let go of the spilled files."""
        if self._writer is not None:
            self._writer.shutdown()
        if self._spilled is not None:
            shutil.rmtree(self._spilled, ignore_errors=True)

    def _spill(self) -> None:
        """Write what waits, behind the back of the reader."""
        self.count = self.count or MANY_SHARDS
        if self._writer is None:
            self._spilled = Path(tempfile.mkdtemp(prefix="spill-", dir=self._folder))
            self._counts = [0] * self.count
            self._writer = ThreadPoolExecutor(1, thread_name_prefix="footpath-spill")
        self._wait()
        waiting, self._waiting, self._rows = self._waiting, [], 0
        self._writing = self._writer.submit(self._write_all, waiting)

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.result()

    def _write_all(self, waiting: list[Columns]) -> None:
        for columns in waiting:
            self._write(columns)

    def _write(self, columns: Columns) -> None:
        for name, values in columns.items():
            if name not in self._types:
                self._types[name] = values.dtype
                for number, rows in enumerate(self._counts):
                    self._append(number, name, missing(name, values.dtype, rows))
        for number, part in enumerate(self._partition(columns)):
            rows = len(part["customer"])
            for name, kind in self._types.items():
                self._append(number, name, part[name] if name in part else missing(name, kind, rows))
            self._counts[number] += rows

    def _append(self, number: int, name: str, values: NDArray[Any]) -> None:
        with self._file(number, name).open("ab") as file:
            file.write(values.data)

    def _unspill(self, number: int, name: str) -> NDArray[Any]:
        file = self._file(number, name)
        values = np.fromfile(file, dtype=self._types[name])
        file.unlink()
        return values

    def _file(self, number: int, name: str) -> Path:
        assert self._spilled is not None
        return self._spilled / f"{number}-{list(self._types).index(name)}"  # a name may be unfit for a file

    def _partition(self, columns: Columns) -> list[Columns]:
        """Events by shard, in the order of arrival."""
        if self.count == 1:
            return [columns]
        shard = (columns["customer"] % self.count).astype(np.uint16)
        order = np.argsort(shard, kind="stable")
        bounds = np.append(0, np.cumsum(np.bincount(shard, minlength=self.count)))
        parts: list[Columns] = [{} for _ in range(self.count)]
        for name, values in columns.items():
            ordered = (values // self.count if name == "customer" else values)[order]
            for number in range(self.count):
                parts[number][name] = ordered[bounds[number] : bounds[number + 1]]
        return parts


def _joined(batches: list[Columns]) -> Columns:
    names = {name: values.dtype for columns in batches for name, values in columns.items()}

    def column(columns: Columns, name: str) -> NDArray[Any]:
        return columns[name] if name in columns else missing(name, names[name], len(columns["customer"]))

    return {name: np.concatenate([column(columns, name) for columns in batches]) for name in names}


def missing(name: str, kind: Any, rows: int) -> NDArray[Any]:
    """A column of events without a value."""
    return np.full(rows, NOTHING.get(name, 0), dtype=kind)
