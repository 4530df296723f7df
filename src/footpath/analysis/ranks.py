"""Exact quantiles of what many shards measure, by cell, of which only a few numbers travel.

The first reading counts the measured values in narrow classes; the second fetches those classes in which a wanted rank
lies, equal values as one with their count. With few events one reading fetches everything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.journeys.selection import View
from footpath.model.intervals import quantile_ranks

_FEW = 2_000_000  # events, of which all that is measured may travel
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
    classes = _join(each(Classing(measuring), views))
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

    def __call__(self, view: View) -> Tally:
        cell, value = self.measuring(view)
        keys, counts = np.unique(_keys(cell, value), return_counts=True)
        return Tally(keys // _CLASSES, (keys % _CLASSES).astype(np.float64), counts, counts)


@dataclass(frozen=True)
class Fetching:
    """Distinct values and their counts, of the classes whose keys are given (ascending), or of all."""

    measuring: Measuring
    keys: Ints | None = None

    def __call__(self, view: View) -> Tally:
        cell, value = self.measuring(view)
        if self.keys is not None:
            own = _keys(cell, value)
            place = np.minimum(np.searchsorted(self.keys, own), max(len(self.keys) - 1, 0))
            inside = self.keys[place] == own if len(self.keys) else np.zeros(len(own), dtype=bool)
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
    bits = (value + 0.0).view(np.int64)
    ordered = np.where(bits >= 0, bits, bits ^ np.int64(np.iinfo(np.int64).max))
    return cell * _CLASSES + (ordered >> _SHIFT) + _CLASSES // 2
