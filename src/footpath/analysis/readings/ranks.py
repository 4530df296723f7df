"""Exact quantiles of what many shards measure, by cell, of which only a few numbers travel.

The first reading counts the measured values in narrow classes; the second fetches those classes in which a wanted rank
lies, equal values as one with their count. With few events one reading fetches everything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.journeys.selection import View
from footpath.model.intervals import quantile_ranks

_FEW = 2_000_000  # events, of which all that is measured may travel
_DENSE = 8_000_000  # classes of all cells, up to which they are counted in a table
_SHIFT, _CLASSES = 45, 1 << 19  # sign, exponent and seven more bits of a number make its class
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Measuring(Protocol):
    """What is measured: for each thing in a shard its cell and its value."""

    def __call__(self, view: View, /) -> tuple[Ints, Floats]: ...


class Rank(NamedTuple):
    """A value, how many of its cell are smaller, and how many are equal to it."""

    value: float
    below: int
    equal: int


class Spread(NamedTuple):
    """Median with its interval and 90th percentile; NaN where nothing was measured."""

    n: int
    median: float
    low: float
    high: float
    p90: float


@dataclass(frozen=True)
class Tally:
    """Distinct values by cell, ascending in both, with their counts; some may have been left out.

    Attributes:
        below: how many of the cell are smaller, those left out included.
    """

    cell: Ints
    value: Floats
    count: Ints
    below: Ints


@dataclass(frozen=True)
class Ranked:
    """What stands at the wanted ranks of each cell.

    Attributes:
        n: by cell, how many were measured.
    """

    n: Ints
    tally: Tally

    @cached_property
    def _starts(self) -> Ints:
        return np.searchsorted(self.tally.cell, np.arange(len(self.n) + 1))

    def at(self, cell: int, rank: int) -> Rank:
        """The value of a rank, counted from 0."""
        first, last = self._starts[cell], self._starts[cell + 1]
        place = first + int(np.searchsorted(self.tally.below[first:last], rank, side="right")) - 1
        return Rank(float(self.tally.value[place]), int(self.tally.below[place]), int(self.tally.count[place]))

    def quantile(self, cell: int, share: float) -> float:
        """Between neighbours in proportion; NaN of nothing."""
        n = int(self.n[cell])
        if not n:
            return float("nan")
        place = (n - 1) * share
        lower = self.at(cell, int(place)).value
        upper = self.at(cell, min(int(place) + 1, n - 1)).value
        return lower + (place - int(place)) * (upper - lower)

    def spread(self, cell: int, unit: float = 1.0) -> Spread:
        """The `Spread` of a cell in units of so much."""
        n = int(self.n[cell])
        if not n:
            return Spread(0, *[float("nan")] * 4)
        low, high = quantile_ranks(n)
        return Spread(
            n,
            self.quantile(cell, 0.5) / unit,
            self.at(cell, low).value / unit if low >= 0 else float("-inf"),
            self.at(cell, high).value / unit if high < n else float("inf"),
            self.quantile(cell, 0.9) / unit,
        )


def spread_ranks(n: int) -> list[int]:
    """The ranks that `Ranked.spread` looks at."""
    places = [int((n - 1) * share) + more for share in (0.5, 0.9) for more in (0, 1)]
    return [rank for rank in (*places, *quantile_ranks(n)) if 0 <= rank < n]


def rank(
    measuring: Measuring,
    views: Sequence[View],
    cells: int,
    wanted: Callable[[int], Sequence[int]] = spread_ranks,
) -> Ranked:
    """The values at the ``wanted`` ranks of each cell, which depend on how many it has."""
    if sum(view.shard.events for view in views) <= _FEW:
        tally = _join(each(Fetching(measuring), views))
        return Ranked(np.bincount(tally.cell, tally.count, cells).astype(np.int64), tally)
    classes = _join(each(Classing(measuring, cells), views))
    n = np.bincount(classes.cell, classes.count, cells).astype(np.int64)
    chosen = _chosen(classes, n, wanted)
    keys = classes.cell[chosen] * _CLASSES + classes.value[chosen].astype(np.int64)
    tally = _join(each(Fetching(measuring, keys), views))
    base = classes.below[chosen][np.searchsorted(keys, _keys(tally.cell, tally.value))]
    return Ranked(n, Tally(tally.cell, tally.value, tally.count, base + _before(_keys(tally.cell, tally.value), tally)))


def _chosen(classes: Tally, n: Ints, wanted: Callable[[int], Sequence[int]]) -> Ints:
    """Positions of the classes in which wanted ranks lie, ascending."""
    starts = np.searchsorted(classes.cell, np.arange(len(n) + 1))
    found: set[int] = set()
    for cell in np.flatnonzero(n).tolist():
        below = classes.below[starts[cell] : starts[cell + 1]]
        found.update((starts[cell] + np.searchsorted(below, wanted(int(n[cell])), side="right") - 1).tolist())
    return np.array(sorted(found), dtype=np.int64)


@dataclass(frozen=True)
class Classing:
    """Counts by cell and class."""

    measuring: Measuring
    cells: int

    def __call__(self, view: View) -> Tally:
        cell, value = self.measuring(view)
        first, last = _extent(value)
        if self.cells * (last - first + 1) > _DENSE:
            keys, counts = np.unique(_keys(cell, value), return_counts=True)
        else:
            counts = _count_classes(cell, value, first, last - first + 1, self.cells)
            keys = np.flatnonzero(counts)
            counts, (own, place) = counts[keys], np.divmod(keys, last - first + 1)
            keys = own * _CLASSES + place + first
        return Tally(keys // _CLASSES, (keys % _CLASSES).astype(np.float64), counts, counts)


@dataclass(frozen=True)
class Fetching:
    """Distinct values and their counts, of the classes whose keys are given (ascending), or of all."""

    measuring: Measuring
    keys: Ints | None = None

    def __call__(self, view: View) -> Tally:
        cell, value = self.measuring(view)
        if self.keys is not None:
            inside = _are_among(cell, value, self.keys)
            cell, value = cell[inside], value[inside]
        return _distinct(cell, value + 0.0, np.ones(len(cell), dtype=np.int64))


def _join(parts: Sequence[Tally]) -> Tally:
    return _distinct(
        np.concatenate([part.cell for part in parts]),
        np.concatenate([part.value for part in parts]),
        np.concatenate([part.count for part in parts]),
    )


def _distinct(cell: Ints, value: Floats, count: Ints) -> Tally:
    order = np.lexsort((value, cell))
    cell, value, count = cell[order], value[order], count[order]
    new = np.ones(len(cell), dtype=bool)
    new[1:] = (cell[1:] != cell[:-1]) | (value[1:] != value[:-1])
    first = np.flatnonzero(new)
    total = np.add.reduceat(count, first) if len(first) else count
    tally = Tally(cell[first], value[first], total, total)
    return Tally(tally.cell, tally.value, total, _before(tally.cell, tally))


def _before(key: Ints, tally: Tally) -> Ints:
    """For each entry the sum of the counts before it that have its key; equal keys stand together."""
    before = np.cumsum(tally.count) - tally.count
    new = np.ones(len(key), dtype=bool)
    new[1:] = key[1:] != key[:-1]
    return before - before[np.maximum.accumulate(np.where(new, np.arange(len(key)), 0))] if len(key) else before


def _keys(cell: Ints, value: Floats) -> Ints:
    """Cell and class as one number, in the order of both."""
    keys = np.empty(len(cell), dtype=np.int64)
    bits = (value + 0.0).view(np.int64)
    _write_keys(cell, bits, keys)
    return keys


@numba.njit(nogil=True, cache=True)
def _class_of(bits: int) -> int:
    """The class of a number by its bits, ascending with the number."""
    ordered = bits if bits >= 0 else bits ^ np.int64(0x7FFFFFFFFFFFFFFF)
    return int(ordered >> _SHIFT) + _CLASSES // 2


@numba.njit(nogil=True, cache=True)
def _write_keys(cell: Ints, bits: Ints, keys: Ints) -> None:
    for n in range(cell.size):
        keys[n] = cell[n] * _CLASSES + _class_of(bits[n])


def _extent(value: Floats) -> tuple[int, int]:
    """The classes of the smallest and the largest value."""
    ends = np.array([value.min(initial=np.inf), value.max(initial=-np.inf)]) + 0.0
    first, last = (int(_class_of(bits)) for bits in ends.view(np.int64))
    return (first, last) if first <= last else (0, 0)


@numba.njit(nogil=True, cache=True)
def _count_classes(cell: Ints, value: Floats, first: int, span: int, cells: int) -> Ints:
    counts, bits = np.zeros(cells * span, np.int64), (value + 0.0).view(np.int64)
    for n in range(cell.size):
        counts[cell[n] * span + _class_of(bits[n]) - first] += 1
    return counts


@numba.njit(nogil=True, cache=True)
def _are_among(cell: Ints, value: Floats, keys: Ints) -> NDArray[np.bool_]:
    """Whether the key of each value is one of ``keys``, ascending, of which each cell has few."""
    found, bits = np.zeros(cell.size, np.bool_), (value + 0.0).view(np.int64)
    starts = np.zeros(keys[-1] // _CLASSES + 2 if keys.size else 1, np.int64)
    for key in keys:
        starts[key // _CLASSES + 1] += 1
    starts = np.cumsum(starts)
    for n in range(cell.size):
        if cell[n] + 1 < starts.size:
            own = cell[n] * _CLASSES + _class_of(bits[n])
            for place in range(starts[cell[n]], starts[cell[n] + 1]):
                found[n] |= keys[place] == own
    return found
