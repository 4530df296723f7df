"""Events on their way into shards: kept in memory while they are few, spilled to files when they are many."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.arriving import Columns

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

    def add(self, columns: Columns) -> None:
        self._waiting.append(columns)
        self._rows += len(columns["customer"])
        if self._folder is not None and self._rows >= self._buffer:
            self._spill()

    def finish(self) -> None:
        """No more events will come."""
        if not self._waiting:
            self.count = self.count or 1
        elif self._spilled is not None:
            self._spill()
        else:
            self.count = self.count or (1 if self._rows <= SMALL else 2)
            self._parts = self._partition()

    def take(self, number: int) -> Columns:
        """All events of a shard, in the order of arrival; empty when there are none at all. Each is given out once."""
        if self._spilled is not None:
            return {name: self._unspill(number, name) for name in self._types}
        if not self._parts:
            return {}
        part, self._parts[number] = self._parts[number], {}
        return part

    def remove(self) -> None:
        """Let go of the spilled files."""
        if self._spilled is not None:
            shutil.rmtree(self._spilled, ignore_errors=True)

    def _spill(self) -> None:
        self.count = self.count or MANY_SHARDS
        if self._spilled is None:
            self._spilled = Path(tempfile.mkdtemp(prefix="spill-", dir=self._folder))
            self._types = {name: values.dtype for name, values in self._waiting[0].items()}
        for number, part in enumerate(self._partition()):
            for name, values in part.items():
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

    def _partition(self) -> list[Columns]:
        """What waits, by shard, in the order of arrival; nothing waits any more."""
        waiting, self._waiting, self._rows = self._waiting, [], 0
        columns = {name: np.concatenate([part[name] for part in waiting]) for name in waiting[0]}
        if self.count == 1:
            return [columns]
        shard = (columns["customer"] % self.count).astype(np.uint16)
        order = np.argsort(shard, kind="stable")
        bounds = np.searchsorted(shard[order], np.arange(self.count + 1))
        columns["customer"] = columns["customer"] // self.count
        parts: list[Columns] = [{} for _ in range(self.count)]
        for name in list(columns):
            ordered = columns.pop(name)[order]
            for number in range(self.count):
                parts[number][name] = ordered[bounds[number] : bounds[number + 1]]
        return parts
