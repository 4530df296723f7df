"""Which paths do customers take?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.engine import each, run
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson_rate

_PRIME, _MIX = 0x100000001B3, 0x9E3779B97F4A7C15


@dataclass(frozen=True)
class VariantRow:
    """A whole path, the journeys that are exactly it, their share of all, and how many different paths there are."""

    path: tuple[str, ...]
    journeys: int
    share: float
    low: float
    high: float
    variants: int
    group: str | None = None


class Variants(JourneyQuestion):
    """Which whole paths do customers take, and how often?

    A path is the sequence of touchpoints of all of a customer's events that meet ``where`` and ``during``, repeats included;
    customers without such an event have none. The most frequent first; equally frequent ones in the order of the map. Where
    ``top`` cuts through equally frequent ones it is arbitrary which are shown, but always the same ones. With ``by``, a
    journey belongs to the group of its first event.

    Paths are told apart by 128 bits of hash: among a billion of them the chance that two are mixed up is below 1 in 10¹⁸.

    Args:
        top: how many paths to show of each group.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@10", bob="cart@5 pay@6", eve="cart@0 cart@1")
        >>> [(row.path, row.journeys, round(row.share, 2)) for row in ask(index, Variants()).rows]
        [(('cart', 'pay'), 2, 0.67), (('cart', 'cart'), 1, 0.33)]
    """

    ask: ClassVar[str] = "variants"
    top: int = Field(1000, ge=1)

    def answer(self, seen: Selection) -> Sequence[VariantRow]:
        paths = run(Paths(), seen.views)
        rows: list[VariantRow] = []
        for group in seen.order:
            found = paths.of_group(group)
            journeys = int(found.counts.sum())
            most = np.argsort(-found.counts, kind="stable")[: self.top].tolist()
            shown = sorted((-int(found.counts[place]), found.codes(seen, place)) for place in most)
            for less, codes in shown:
                count = -less
                path = tuple(seen.index.names[code] for code in codes)
                shares = count / journeys, *wilson_rate(count, journeys)
                rows.append(VariantRow(path, count, *shares, len(found.counts), seen.labels[group]))
        return rows

    def members(self, seen: Selection, row: VariantRow) -> Sequence[NDArray[np.uint8]]:
        names = {name: code for code, name in enumerate(seen.index.names)}
        path = np.array([names[name] for name in row.path], dtype=np.uint16)
        group = seen.labels.index(row.group)

        def behind(view: View) -> NDArray[np.uint8]:
            hashes, first = _paths(view)
            found = (hashes == _hash_of(path)).all(axis=1) & (first >= 0)
            found[found] = view.group_of(first[found]) == group
            return found.astype(np.uint8)

        return each(behind, seen.views)


@dataclass(frozen=True)
class Found:
    """Different paths: how often each occurs, and one customer (shard, number) who took it."""

    counts: NDArray[np.int64]
    shard: NDArray[np.int64]
    customer: NDArray[np.int64]

    def codes(self, seen: Selection, place: int) -> tuple[int, ...]:
        view, customer = seen.views[self.shard[place]], self.customer[place]
        rows = np.arange(view.shard.offsets[customer], view.shard.offsets[customer + 1])
        return tuple(view.shard.touchpoint[rows[view.kept(rows)]].tolist())


@dataclass(frozen=True)
class Hashed:
    """Shard: hash of the path in two columns, group, and whose it is."""

    hashes: NDArray[np.uint64]
    group: NDArray[np.int64]
    shard: NDArray[np.int64]
    customer: NDArray[np.int64]

    def of_group(self, group: int) -> Found:
        rows = np.flatnonzero(self.group == group)
        rows = rows[np.lexsort(self.hashes[rows].T)]
        new = np.ones(len(rows), dtype=bool)
        new[1:] = (self.hashes[rows[1:]] != self.hashes[rows[:-1]]).any(axis=1)
        starts = np.flatnonzero(new)
        return Found(np.diff(np.append(starts, len(rows))), self.shard[rows[starts]], self.customer[rows[starts]])


@dataclass(frozen=True)
class Paths:
    """One reading: the hash of every journey's path."""

    def partial(self, view: View) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
        hashes, first = _paths(view)
        customer = np.flatnonzero(first >= 0)
        return hashes[customer], view.group_of(first[customer]), customer

    def combine(self, partials: Sequence[tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]]) -> Hashed:
        hashes, group, customer = (np.concatenate([part[place] for part in partials]) for place in range(3))
        shard = np.repeat(np.arange(len(partials)), [len(part[2]) for part in partials])
        return Hashed(hashes, group, shard, customer)


def _paths(view: View) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    return _hash_paths(view.shard.offsets, view.shard.touchpoint, view.keep)


def _hash_of(path: NDArray[np.uint16]) -> NDArray[np.uint64]:
    """The hash of one path."""
    return _hash_paths(np.array([0, len(path)]), path, np.empty(0, dtype=np.uint8))[0][0]


@numba.njit(nogil=True, cache=True)
def _hash_paths(
    offsets: NDArray[np.int64], touchpoint: NDArray[np.uint16], keep: NDArray[np.uint8]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """By customer: two hashes of the kept touchpoints in order, and the row of the first (-1 for none).

    The first is FNV-1a over touchpoints, the second adds a rotation and a mix that the first has not.
    """
    hashes = np.zeros((offsets.size - 1, 2), np.uint64)
    first = np.full(offsets.size - 1, -1, np.int64)
    for c in range(offsets.size - 1):
        one, two = np.uint64(0xCBF29CE484222325), np.uint64(_MIX)
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            if first[c] < 0:
                first[c] = i
            code = np.uint64(touchpoint[i]) + np.uint64(1)
            one = (one ^ code) * np.uint64(_PRIME)
            two = ((two << np.uint64(23)) | (two >> np.uint64(41))) + code * np.uint64(_MIX)
            two = two ^ (two >> np.uint64(29))
        hashes[c, 0], hashes[c, 1] = one, two
    return hashes, first
