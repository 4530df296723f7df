"""The first half of building on a cluster: each task reads some row groups of a file and parts their events by shard.

A task numbers texts and loads by itself, in the order of its rows; what its numbers mean it tells in a `Told`, so that the
second half (`journeys.spark_gathering`) can turn them into the numbers of the whole.
"""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.arriving import Arrivals, Load, event_columns
from footpath.journeys.recorded import Name, Resolver
from footpath.journeys.sharding import Chunk
from footpath.journeys.spark_people import People
from footpath.model.catalogue import Touchpoint

if TYPE_CHECKING:
    import pyarrow as pa

PART_ROWS = 4_000_000  # that a task reads, about
BATCH_ROWS = 1 << 20
FEW_SHARDS = 256  # beyond them a part is one batch, so that its pieces do not become too small


@dataclass(frozen=True)
class Part:
    """Some row groups of a file: what one task reads. Parts are numbered in the order of loading."""

    number: int
    path: str
    groups: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """What the numbers of a part's events mean, and how many there are.

    Attributes:
        loads: by rank.
        highest: the highest row by rank.
        counts: events of each recorded name.
        names: the columns in which some event has a value.
    """

    part: int
    values: Mapping[str, tuple[str, ...]]
    loads: tuple[Load, ...]
    highest: Mapping[int, int]
    counts: Mapping[Name, int]
    names: frozenset[str]
    strangers: NDArray[np.int64]


@dataclass(frozen=True)
class Piece:
    """The events of one batch that go to one shard."""

    part: int
    number: int
    chunk: Chunk


def row_groups(path: str) -> list[int]:
    """The rows of each row group of a file."""
    import pyarrow.parquet as pq

    with opened(path) as file, pq.ParquetFile(file) as parquet:
        return [parquet.metadata.row_group(number).num_rows for number in range(parquet.num_row_groups)]


def parts_of(paths: Sequence[str], rows: Sequence[Sequence[int]], most: int = PART_ROWS) -> list[Part]:
    """Files as parts of about ``most`` rows; a row group is never split.

    Examples:
        >>> [(part.path, part.groups) for part in parts_of(["a", "b"], [[3, 3, 3], [1]], most=5)]
        [('a', (0, 1)), ('a', (2,)), ('b', (0,))]
    """
    found: list[Part] = []
    for path, counts in zip(paths, rows, strict=True):
        before = np.cumsum([0, *counts[:-1]]) // most if counts else np.empty(0, np.int64)
        for step in np.unique(before):
            found.append(Part(len(found), path, tuple(np.flatnonzero(before == step).tolist())))
    return found


@dataclass(frozen=True)
class Spreading:
    """Reads a part and sends its events to their shards, and what they mean to the place after the last shard."""

    people: People
    touchpoints: tuple[Touchpoint, ...]
    dimensions: tuple[str, ...]

    def __call__(self, part: Part) -> Iterator[tuple[int, bytes]]:
        people = self.people
        arrivals = Arrivals(Resolver(self.touchpoints), people.positions_of, people.places, self.dimensions)
        rows = BATCH_ROWS if people.shards <= FEW_SHARDS else 2 * PART_ROWS
        names: set[str] = set()
        highest: dict[int, int] = {}
        for number, work in enumerate(arrivals.read(_batches(part, self.dimensions, rows))):
            chunk = arrivals.note(work())
            names |= set(chunk.columns)
            highest |= {rank: max(row, highest.get(rank, 0)) for rank, row in chunk.highest.items()}
            for shard in range(people.shards):
                if chunk.rows(shard):
                    yield shard, pickle.dumps(Piece(part.number, number, only(chunk, shard)), protocol=5)
        told = Told(
            part.number,
            {name: tuple(known.values) for name, known in arrivals.dictionaries.items()},
            tuple(arrivals.loads),
            highest,
            arrivals.resolver.counts,
            frozenset(names),
            np.concatenate([np.empty(0, np.int64), *arrivals.strangers]),
        )
        yield people.shards, pickle.dumps(told)


def only(chunk: Chunk, shard: int) -> Chunk:
    """The events of one shard. What all events share stays one number long."""
    first, last = int(chunk.bounds[shard]), int(chunk.bounds[shard + 1])

    def own(values: Any) -> NDArray[Any]:
        return values[:1].copy() if values.strides == (0,) else values[first:last]

    return Chunk(
        {name: own(values) for name, values in chunk.columns.items()}, np.array([0, last - first]), chunk.arrival
    )


def opened(path: str) -> Any:
    """A file of the lake, on a disk or in an object store."""
    from pyarrow.fs import FileSystem, LocalFileSystem

    system, inside = FileSystem.from_uri(path) if "://" in path else (LocalFileSystem(), path)
    return system.open_input_file(inside)


def _batches(part: Part, dimensions: Sequence[str], rows: int) -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = event_columns(dimensions)
    with opened(part.path) as file:
        fields = {field.name: field for field in pq.read_schema(file)}
        columns = [name for name in wanted if name in fields]
        coded = [name for name in columns if pa.types.is_string(fields[name].type)]
        with pq.ParquetFile(file, read_dictionary=coded) as parquet:
            yield from parquet.iter_batches(rows, row_groups=list(part.groups), columns=columns)
