"""Where records come from, and what each such stream would have on its own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.scales import KINDS
from footpath.journeys.columns import Shard
from footpath.journeys.index import Index

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
DRAWN = 20  # texts of all streams that each stream is taken to have had besides its own


@dataclass(frozen=True)
class Streams:
    """Where records come from: a table, and of feedback a kind of it in that table.

    Each speaks of things of its own, and begins and ends when it does: neither is news of what customers do.

    Attributes:
        sources: how many tables there are, with none.
    """

    sources: int

    def __len__(self) -> int:
        return len(KINDS) * self.sources

    def of_feedback(self, shard: Shard) -> Ints:
        return shard.feedback.kind.astype(np.int64) * self.sources + self.of_rows(shard, shard.feedback.row)

    def of_rows(self, shard: Shard, rows: Ints) -> Ints:
        column = shard.dimensions.get("source")
        return np.zeros(len(rows), np.int64) if column is None else column[rows].astype(np.int64)


def streams_of(index: Index) -> Streams:
    return Streams(len(index.dimensions.get("source", ("",))))


def due_by_day(own: Ints, all_there: Ints) -> Floats:
    """By day, how many there would be if each stream always had as many as it does on the whole.

    What a stream does is drawn towards what all do, so that a stream of a few records does not explain itself.

    Args:
        own: by stream, how many are counted.
        all_there: by stream and day, how many could have been.
    """
    every = own.sum() / max(int(all_there.sum()), 1)
    shares = (own + DRAWN * every) / (all_there.sum(axis=1) + DRAWN)
    return np.asarray(shares @ all_there, dtype=np.float64)
