"""Events on their way into shards: parted as they arrive, kept in memory while they are few, spilled when they are many."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from footpath.engine import memory
from footpath.journeys.arrival import count_from
from footpath.journeys.columns import NOTHING
from footpath.journeys.spilling import Spilled, SpillFile


def to_hold() -> int:
    """Bytes of events to hold in memory; what comes after them is spilled."""
    return max(640 << 20, memory() // 8)


@dataclass(frozen=True)
class Chunk:
    """Some events by shard, in each in the order of arrival.

    Attributes:
        columns: those in which some row has a value, by name; of stride 0 where all rows share it. "customer" is the
            number in the shard; "arrival" counts from ``arrival``.
        bounds: where each shard's events begin, and the end.
        arrival: the first arrival, or `WHOLE`; see `journeys.arrival`.
        highest: the highest row of each load that it brings events of, by the load's rank.
        strangers: the identities of events that belong to no customer; those are left out.
    """

    columns: Mapping[str, NDArray[Any] | Spilled]
    bounds: NDArray[np.int64]
    arrival: int = 0
    highest: Mapping[int, int] = field(default_factory=dict)
    strangers: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    @property
    def bytes(self) -> int:
        return sum(values.nbytes for values in self.columns.values() if _own(values))

    def rows(self, shard: int) -> int:
        return int(self.bounds[shard + 1] - self.bounds[shard])

    def fill(self, name: str, shard: int, into: NDArray[Any]) -> None:
        """Copy a shard's rows of a column."""
        values, first = self.columns.get(name), int(self.bounds[shard])
        if values is None:
            into.fill(NOTHING.get(name, 0))
        elif isinstance(values, Spilled):
            values.read(first, into)
        else:
            into[:] = values[first : first + len(into)]

    def spilled(self, file: SpillFile) -> "Chunk":
        """The same in a file."""
        return replace(
            self,
            columns={name: file.write(values) if _own(values) else values for name, values in self.columns.items()},
        )


def _own(values: "NDArray[Any] | Spilled") -> TypeGuard[NDArray[Any]]:
    """Has each row a number of its own, in memory?"""
    return not isinstance(values, Spilled) and values.strides != (0,)


class Chunks:
    """All events of an index in the making.

    Args:
        count: number of shards.
        folder: where to spill; None keeps everything in memory.
        held: bytes to hold in memory; `to_hold` unless said otherwise.
    """

    def __init__(self, count: int, folder: Path | None = None, held: int | None = None) -> None:
        self.count = count
        self.chunks: list[Chunk] = []
        self._folder = folder
        self._left = to_hold() if held is None else held
        self._file: SpillFile | None = None
        self._deciding = Lock()

    def settled(self, chunk: Chunk) -> Chunk:
        """The same chunk where it will stay: in memory, or on disk when that is full. Threads may do it."""
        if self._folder is None:
            return chunk
        with self._deciding:
            self._left -= chunk.bytes
            if self._left >= 0:
                return chunk
            self._file = self._file or SpillFile(self._folder)
        return chunk.spilled(self._file)

    def add(self, chunk: Chunk) -> None:
        """Take the next events; `settled` before, in any order."""
        self.chunks.append(chunk)

    @property
    def names(self) -> set[str]:
        """The columns in which some row has a value."""
        return {name for chunk in self.chunks for name in chunk.columns}

    def rows(self, shard: int) -> int:
        return sum(chunk.rows(shard) for chunk in self.chunks)

    def take(self, name: str, shard: int, kind: Any) -> NDArray[Any]:
        """One column of a shard, in the order of arrival."""
        values = np.empty(self.rows(shard), kind)
        begin = 0
        for chunk in self.chunks:
            rows = chunk.rows(shard)
            if rows:
                chunk.fill(name, shard, values[begin : begin + rows])
                begin += rows
        return values

    def arrivals(self, shard: int, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """The order of arrival of a shard's events, as `journeys.arrival` defines it."""
        values = self.take("arrival", shard, np.int64)
        begin = 0
        for chunk in self.chunks:
            count_from(starts, chunk.arrival, values[begin : begin + chunk.rows(shard)])
            begin += chunk.rows(shard)
        return values

    def remove(self) -> None:
        """Let go of what was spilled."""
        if self._file is not None:
            self._file.close()
