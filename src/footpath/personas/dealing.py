"""Customers of one kind, made of real visits: everybody's visits are drawn from those of all.

What belongs together in a visit stays together. How many visits customers have differs as it does among the real ones, but around
one middle. What remains in groups of such customers is what chance and the shape of records give.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.journeys.columns import Shard
from footpath.journeys.index import Index
from footpath.journeys.sessions import GAP, begins_session
from footpath.personas.features import FeatureTable
from footpath.personas.features_counted import Columns

_GAP_US = round(GAP.total_seconds() * 1e6)
_MIX = np.uint64(0x9E3779B97F4A7C15)
Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Dealer:
    """Some customers, whose visits can be dealt out.

    Attributes:
        shard: their events, with all columns that features are counted from.
        starts: the row with which each visit begins, and the end.
        visits: of each customer.
    """

    columns: Columns
    shard: Shard
    starts: Rows
    visits: Rows

    def deal(self, rng: np.random.Generator) -> FeatureTable:
        """The features of as many customers, all of one kind."""
        customers = self.shard.customers
        visits = alike_counts(self.visits, rng)
        owner = np.repeat(np.arange(customers), visits)
        drawn = rng.integers(len(self.starts) - 1, size=len(owner))
        drawn = drawn[np.lexsort((self.shard.time[self.starts[drawn]], owner))]
        lengths = np.diff(self.starts)[drawn]
        ends = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.repeat(self.starts[:-1][drawn] - ends[:-1], lengths) + np.arange(ends[-1])
        offsets = ends[np.concatenate([[0], np.cumsum(visits)])]
        keys, values = self.columns.of_shard(self._dealt(rows, offsets, rng.permutation(customers)))
        return FeatureTable(keys, self.columns.features, values)

    def _dealt(self, rows: Rows, offsets: Rows, people: Rows) -> Shard:
        said = np.full(self.shard.events, -1, np.int64)
        said[self.shard.feedback.row] = np.arange(len(self.shard.feedback.row))
        heard = said[rows]
        return replace(
            self.shard,
            offsets=offsets,
            time=self.shard.time[rows],
            touchpoint=self.shard.touchpoint[rows],
            value=self.shard.value[rows],
            dimensions={name: codes[rows] for name, codes in self.shard.dimensions.items()},
            traits={name: codes[people] for name, codes in self.shard.traits.items()},
            feedback=replace(
                self.shard.feedback,
                row=np.flatnonzero(heard >= 0),
                experience=self.shard.feedback.experience[heard[heard >= 0]],
            ),
        )


def alike_counts(counts: Rows, rng: np.random.Generator) -> Rows:
    """Counts with one peak, and of about the same size and spread: normal in their logarithms."""
    logs = np.log(counts)
    drawn = np.exp(rng.normal(logs.mean(), logs.std(), len(counts)))
    return np.clip(np.round(drawn), 1, counts.max()).astype(np.int64)


@dataclass(frozen=True)
class _Drawing:
    """Takes of a shard the customers whose scrambled keys are lowest, so that it does not matter how they are spread."""

    most: int
    seed: int

    def of_shard(self, shard: Shard) -> Shard:
        with_events = np.flatnonzero(shard.lengths > 0)
        chosen = np.sort(with_events[lowest(shard.key[with_events], self.most, self.seed)])
        lengths = shard.lengths[chosen]
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.repeat(shard.offsets[chosen] - offsets[:-1], lengths) + np.arange(offsets[-1])
        said = np.flatnonzero(np.isin(shard.feedback.row, rows))
        place = np.searchsorted(rows, shard.feedback.row[said])
        return Shard(
            offsets=offsets,
            key=shard.key[chosen],
            time=shard.time[rows],
            touchpoint=shard.touchpoint[rows],
            event_id=np.empty(0, np.int64),
            record=np.empty(0, np.int64),
            value=shard.value[rows],
            late_s=np.empty(0, np.float32),
            promise=np.empty(0, np.uint8),
            dimensions={name: codes[rows] for name, codes in shard.dimensions.items()},
            traits={name: codes[chosen] for name, codes in shard.traits.items()},
            feedback=replace(shard.feedback, row=place, experience=shard.feedback.experience[said]),
        )


def lowest(keys: Rows, most: int, seed: int) -> Rows:
    """Positions of the keys that come first when all are scrambled."""
    with np.errstate(over="ignore"):
        mixed = (keys.astype(np.uint64) ^ np.uint64(seed)) * _MIX
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX
    return np.argsort(mixed ^ (mixed >> np.uint64(32)), kind="stable")[:most]


def draw_dealer(index: Index, columns: Columns, most: int, seed: int) -> Dealer:
    """So many customers of an index by chance, whatever its shards."""
    shard = _joined(each(_Drawing(most, seed).of_shard, index.shards), most, seed)
    starts = np.flatnonzero(_begins(shard.offsets, shard.time, _GAP_US))
    visits = np.diff(np.searchsorted(starts, shard.offsets))
    return Dealer(columns, shard, np.append(starts, shard.events), visits)


def _joined(parts: Sequence[Shard], most: int, seed: int) -> Shard:
    """One shard of the customers whose scrambled keys are lowest of all."""
    ends = np.cumsum([0, *(part.events for part in parts)])
    first = parts[0]
    whole = replace(
        first,
        offsets=np.concatenate([[0], *(part.offsets[1:] + end for part, end in zip(parts, ends, strict=False))]),
        key=np.concatenate([part.key for part in parts]),
        time=np.concatenate([part.time for part in parts]),
        touchpoint=np.concatenate([part.touchpoint for part in parts]),
        value=np.concatenate([part.value for part in parts]),
        dimensions={name: np.concatenate([part.dimensions[name] for part in parts]) for name in first.dimensions},
        traits={name: np.concatenate([part.traits[name] for part in parts]) for name in first.traits},
        feedback=replace(
            first.feedback,
            row=np.concatenate([part.feedback.row + end for part, end in zip(parts, ends, strict=False)]),
            experience=np.concatenate([part.feedback.experience for part in parts]),
        ),
    )
    return whole if len(parts) == 1 else _Drawing(most, seed).of_shard(_by_key(whole))


def _by_key(shard: Shard) -> Shard:
    """The same customers by key, so that the order does not tell how they were spread."""
    order = np.argsort(shard.key, kind="stable")
    lengths = shard.lengths[order]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    rows = np.repeat(shard.offsets[order] - offsets[:-1], lengths) + np.arange(offsets[-1])
    place = np.empty(len(rows), np.int64)
    place[rows] = np.arange(len(rows))
    moved = place[shard.feedback.row]
    said = np.argsort(moved, kind="stable")
    return replace(
        shard,
        offsets=offsets,
        key=shard.key[order],
        time=shard.time[rows],
        touchpoint=shard.touchpoint[rows],
        value=shard.value[rows],
        dimensions={name: codes[rows] for name, codes in shard.dimensions.items()},
        traits={name: codes[order] for name, codes in shard.traits.items()},
        feedback=replace(shard.feedback, row=moved[said], experience=shard.feedback.experience[said]),
    )


@numba.njit(nogil=True, cache=True)
def _begins(offsets: NDArray[np.int64], time: NDArray[np.int64], gap_us: int) -> NDArray[np.bool_]:
    found = np.zeros(time.size, np.bool_)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            before = time[i - 1] if i > offsets[c] else time[i]
            found[i] = begins_session(i, offsets[c], before, time[i], gap_us)
    return found
