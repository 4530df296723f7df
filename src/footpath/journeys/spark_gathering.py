"""The second half of building on a cluster: each task turns what was sent to one shard into journeys and writes them."""

import pickle
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.journeys import storage
from footpath.journeys.arrival import count_from
from footpath.journeys.arriving import Load
from footpath.journeys.build import Layout, sorted_shard
from footpath.journeys.columns import DIMENSION
from footpath.journeys.dictionaries import Dictionary
from footpath.journeys.extent import Extent, extent_of
from footpath.journeys.sharding import Chunk, Chunks
from footpath.journeys.spark_people import People
from footpath.journeys.spark_spreading import Piece, Told


@dataclass(frozen=True)
class Meanings:
    """What the numbers of all parts mean together: those that one reading of all files in their order would give.

    Attributes:
        values: texts by dimension and code.
        starts: by load, where it begins to count its arrivals, and where the next one would.
        tables: by part and dimension, the code of the whole for each code of the part.
        part_starts: by part, ``starts`` for its own ranks.
        names: the columns in which some event has a value.
    """

    values: Mapping[str, tuple[str, ...]]
    loads: tuple[Load, ...]
    starts: NDArray[np.int64]
    tables: Mapping[int, Mapping[str, NDArray[Any]]]
    part_starts: Mapping[int, NDArray[np.int64]]
    names: frozenset[str]


def joined(told: Sequence[Told], dimensions: Sequence[str]) -> Meanings:
    """The meanings of all parts as one."""
    parts = sorted(told, key=lambda part: part.part)
    dictionaries = {name: Dictionary() for name in ("source", *dimensions)}
    tables = {
        part.part: {
            DIMENSION + name: dictionary.table(list(part.values[name])) for name, dictionary in dictionaries.items()
        }
        for part in parts
    }
    ranks: dict[Load, int] = {}
    highest: dict[int, int] = {}
    for part in parts:
        for own, load in enumerate(part.loads):
            rank = ranks.setdefault(load, len(ranks))
            highest[rank] = max(highest.get(rank, -1), part.highest.get(own, -1))
    starts = np.cumsum([0, *(highest[rank] + 1 for rank in range(len(ranks)))], dtype=np.int64)
    return Meanings(
        {name: tuple(dictionary.values) for name, dictionary in dictionaries.items()},
        tuple(ranks),
        starts,
        tables,
        {part.part: starts[[ranks[load] for load in part.loads]] for part in parts},
        frozenset[str]().union(*(part.names for part in parts)),
    )


class Gathered(Chunks):
    """What was sent to one shard, in the order of loading."""

    def __init__(self, pieces: Sequence[Piece], meanings: Meanings) -> None:
        super().__init__(1)
        self._starts: list[NDArray[np.int64]] = []
        for piece in sorted(pieces, key=lambda piece: (piece.part, piece.number)):
            self.add(_translated(piece.chunk, meanings.tables[piece.part]))
            self._starts.append(meanings.part_starts[piece.part])

    def arrivals(self, shard: int, starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """As for any chunks, but each counts its loads as its part did."""
        values = self.take("arrival", shard, np.int64)
        begin = 0
        for chunk, own in zip(self.chunks, self._starts, strict=True):
            count_from(own, chunk.arrival, values[begin : begin + chunk.rows(shard)])
            begin += chunk.rows(shard)
        return values


def _translated(chunk: Chunk, tables: Mapping[str, NDArray[Any]]) -> Chunk:
    """The chunk with the codes of the whole; what all its events share is one number of no stride again."""
    columns = {}
    for name, values in chunk.columns.items():
        own: Any = values
        known = tables[name][own] if name in tables else own
        shared = len(known) == 1 and chunk.rows(0) != 1
        columns[name] = np.broadcast_to(known, chunk.rows(0)) if shared else known
    return replace(chunk, columns=columns)


@dataclass(frozen=True)
class Gathering:
    """Writes a shard into the folder of the version. Doing it twice, even at one time, does no harm."""

    folder: Path
    people: People
    types: Mapping[str, type[np.generic]]
    meanings: Meanings

    def __call__(self, shard: int, sent: list[bytes]) -> Extent:
        places, traits = self.people.of_shard(shard)
        chunks = Gathered([pickle.loads(sent.pop()) for _ in range(len(sent))], self.meanings)  # each is held once
        layout = Layout(places, self.types, self.meanings.names, self.meanings.starts, traits)
        journeys, arrival = sorted_shard(chunks, 0, layout)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=self.folder))
        try:
            storage.save_shard(draft / "shard", journeys, arrival)
            _settle(draft / "shard", self.folder / storage.shard_name(shard))
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return extent_of(journeys.time, journeys.offsets)


def _settle(draft: Path, home: Path) -> None:
    """Give a finished shard its name, unless another attempt was first: they are the same."""
    try:
        draft.rename(home)
    except OSError:
        if not home.is_dir():
            raise
