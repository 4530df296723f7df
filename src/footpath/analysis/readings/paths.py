"""Whole paths by their hash: how many customers took each, and what the most frequent ones are.

A path is its touchpoints in order. It is told from others by 128 bits of hash, so that what a shard gives of each different path
is a few numbers, and the touchpoints themselves are read only of the few that are shown, where they lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.engine import each, run
from footpath.engine.lookup import find_rows, positions_table
from footpath.journeys.columns import NOWHERE
from footpath.journeys.counting import longest_journey, rows_that_count
from footpath.journeys.selection import Selection, View
from footpath.journeys.sorting import group_rows

_PRIME, _BASIS, _MIX = 0x100000001B3, 0xCBF29CE484222325, 0x9E3779B97F4A7C15
_BUCKETS_BITS = 8  # paths are compared within buckets, small enough for the processor's own memory
_SELDOM = 1_000  # counts below are counted themselves
U = np.uint64


class Paths(NamedTuple):
    """Different paths: hash, group, how many customers took it, and the key of one of them."""

    one: NDArray[Any]
    two: NDArray[Any]
    group: NDArray[Any]
    counts: NDArray[Any]
    key: NDArray[Any]

    def at(self, rows: NDArray[np.int64]) -> "Paths":
        return Paths(*(column[rows] for column in self))


@dataclass(frozen=True)
class CountPaths:
    """One reading: the different paths, each in the group of its customer's first event that counts."""

    def partial(self, view: View) -> Paths:
        one, two, first = hash_paths(view)
        customer = np.flatnonzero(first >= 0)
        group = view.group_of(first[customer])
        customer, group = customer[group != NOWHERE], group[group != NOWHERE].astype(np.uint32)
        count = np.ones(len(customer), np.int64)
        return _distinct(Paths(one[customer], two[customer], group, count, view.shard.key[customer]))

    def combine(self, partials: Sequence[Paths]) -> Paths:
        return _distinct(Paths(*(np.concatenate(columns) for columns in zip(*partials, strict=True))))


def count_paths(seen: Selection) -> list[Paths]:
    """The different paths of each group."""
    paths = run(CountPaths(), seen.views)
    if seen.groups == 1:
        return [paths]
    order, starts = group_rows(paths.group.astype(np.int32), seen.groups)
    return [paths.at(order[starts[group] : starts[group + 1]]) for group in range(seen.groups)]


def most_frequent(paths: Paths, top: int) -> Paths:
    """Some of the most frequent; among equally frequent ones those with the least hash."""
    if len(paths.counts) <= top:
        return paths
    least = _count_of_rank(paths.counts, top)
    more, same = np.flatnonzero(paths.counts > least), np.flatnonzero(paths.counts == least)
    fit = top - len(more)
    return paths.at(np.concatenate([more, same[np.argpartition(paths.one[same], fit - 1)[:fit]]]))


def _count_of_rank(counts: NDArray[np.int64], rank: int) -> int:
    """The count at a rank from the top, counted from 1. Most are 1, of which partitioning alone would make heavy weather."""
    often = np.bincount(np.minimum(counts, _SELDOM))
    at_least = np.cumsum(often[::-1])[::-1]
    found = int(np.flatnonzero(at_least >= rank)[-1])
    return found if found < _SELDOM else int(np.partition(counts[counts >= _SELDOM], -rank)[-rank])


def touchpoints_of(seen: Selection, keys: NDArray[np.int64]) -> list[tuple[int, ...]]:
    """The path of each of some customers, as codes of touchpoints."""
    paths: list[tuple[int, ...]] = [()] * len(keys)
    for found in each(ReadPaths(keys), seen.views):
        for place, codes in found:
            paths[place] = codes
    return paths


@dataclass(frozen=True)
class ReadPaths:
    """The paths of some customers, in the shards in which they are: the place of their key, and codes."""

    keys: NDArray[np.int64]

    def __call__(self, view: View) -> list[tuple[int, tuple[int, ...]]]:
        customers = find_rows(positions_table(self.keys), self.keys, view.shard.key)
        return [(place, _codes(view, int(customers[place]))) for place in np.flatnonzero(customers >= 0).tolist()]


def _codes(view: View, customer: int) -> tuple[int, ...]:
    rows = np.arange(view.shard.offsets[customer], view.shard.offsets[customer + 1])
    if len(view.keep):
        rows = rows[view.keep[rows] != 0]
    return tuple(view.shard.touchpoint[rows].tolist())


@dataclass(frozen=True)
class WhoTook:
    """By customer: 1 for those whose whole path is this one, in a group."""

    path: tuple[int, ...]
    group: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        codes = np.array(self.path, dtype=view.shard.touchpoint.dtype)
        (wanted_one,), (wanted_two,), _ = _hash_paths(np.array([0, len(codes)]), codes, np.empty(0, np.uint8))
        one, two, first = hash_paths(view)
        found = (one == wanted_one) & (two == wanted_two) & (first >= 0)
        found[found] = view.group_of(first[found]) == self.group
        return found.astype(np.uint8)


def hash_paths(view: View) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.int64]]:
    """By customer: the two halves of the hash of their path, and the row of its first event (-1 for none)."""
    return _hash_paths(view.shard.offsets, view.shard.touchpoint, view.keep)


@numba.njit(nogil=True, cache=True)
def _hash_paths(
    offsets: NDArray[np.int64], touchpoint: NDArray[np.unsignedinteger], keep: NDArray[np.uint8]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.int64]]:
    """The first half is FNV-1a over touchpoints, the second adds a rotation and a mix that the first has not."""
    ones, twos = np.zeros(offsets.size - 1, np.uint64), np.zeros(offsets.size - 1, np.uint64)
    firsts = np.full(offsets.size - 1, -1, np.int64)
    rows = np.empty(longest_journey(offsets) + 1 if keep.size else 0, np.uint32)
    for c in range(U(offsets.size - 1)):
        first, last = U(offsets[c]), U(offsets[c + U(1)])
        count = rows_that_count(keep, first, last, rows) if keep.size else last - first
        one, two = U(_BASIS), U(_MIX)
        for place in range(count):
            i = first + U(rows[place]) if keep.size else first + place
            code = U(touchpoint[i]) + U(1)
            one = (one ^ code) * U(_PRIME)
            two = ((two << U(23)) | (two >> U(41))) + code * U(_MIX)
            two = two ^ (two >> U(29))
        ones[c], twos[c] = one, two
        if count:
            firsts[c] = first + U(rows[0]) if keep.size else first
    return ones, twos, firsts


def _distinct(paths: Paths) -> Paths:
    """Equal paths of one group become one, with their counts added."""
    bucket = (paths.one >> U(64 - _BUCKETS_BITS)).astype(np.int32)
    rows, counts = _first_of_equal(*group_rows(bucket, 1 << _BUCKETS_BITS), *paths[:4])
    return paths.at(rows)._replace(counts=counts)


@numba.njit(nogil=True, cache=True)
def _first_of_equal(
    order: NDArray[np.int64],
    starts: NDArray[np.int64],
    one: NDArray[np.uint64],
    two: NDArray[np.uint64],
    group: NDArray[np.uint32],
    counts: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One row of each different path, bucket by bucket, and the sum of their counts."""
    largest = 1
    for bucket in range(starts.size - 1):
        while largest < 2 * (starts[bucket + 1] - starts[bucket]):
            largest *= 2
    slots, rows, sums = np.empty(largest, np.int64), np.empty(order.size, np.int64), np.empty(order.size, np.int64)
    end = 0
    for bucket in range(starts.size - 1):
        size = 1
        while size < 2 * (starts[bucket + 1] - starts[bucket]):
            size *= 2
        slots[:size], mask = -1, U(size - 1)
        for place in range(starts[bucket], starts[bucket + 1]):
            row = order[place]
            at = (one[row] ^ U(group[row]) * U(_MIX)) & mask
            while slots[at] >= 0:
                other = rows[slots[at]]
                if one[other] == one[row] and two[other] == two[row] and group[other] == group[row]:
                    break
                at = (at + U(1)) & mask
            if slots[at] < 0:
                slots[at], rows[end], sums[end] = end, row, 0
                end += 1
            sums[slots[at]] += counts[row]
    return rows[:end], sums[:end]
