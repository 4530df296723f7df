"""Exact order statistics of numbers that are spread over shards, from partials that stay small.

A first reading counts the numbers of each cell in bins on a logarithmic scale. From the counts follows in which bin a wanted
rank lies; a second reading fetches the numbers of those bins alone, equal ones together. Ranks are counted from 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, run
from footpath.journeys.selection import View
from footpath.journeys.sorting import group_rows
from footpath.model.intervals import binomial_quantile

MOST_BITS = 7
_HIGHEST = 52  # numbers are below 2 ** 52: microseconds of 142 years
_MOST_BINS = 4_000_000
_BLOCK = 1 << 18  # events
MILLISECONDS = 13  # times below 2 ** 13 µs are not told apart before they are fetched


class Numbers(NamedTuple):
    """Numbers of one shard, none negative, and the cell of each."""

    cells: NDArray[np.int32]
    values: NDArray[np.int64]


class Sample(Protocol):
    """Says which numbers a shard has. It is pickled where another engine reads the shards."""

    def numbers(self, view: View, first: int, last: int, /) -> Numbers:
        """Those of the customers from ``first`` until before ``last``."""


def blocks(view: View) -> Iterator[tuple[int, int]]:
    """The customers of a shard in blocks, so that the numbers of one stay in fast memory."""
    customers = view.shard.customers
    step = max(customers * _BLOCK // max(view.shard.events, 1), 1)
    for first in range(0, customers, step):
        yield first, min(first + step, customers)


@dataclass(frozen=True)
class Bins:
    """A logarithmic scale: 2 ** ``bits`` bins an octave, from 2 ** ``floor`` on; bin 0 holds all that is less."""

    cells: int
    bits: int
    floor: int

    @property
    def count(self) -> int:
        return ((_HIGHEST - self.floor) << self.bits) + 1

    def edges(self) -> NDArray[np.int64]:
        """The least number of each bin, and at the end what is more than all."""
        octaves = np.repeat(np.arange(self.floor, _HIGHEST), 1 << self.bits)
        steps = np.tile(np.arange(1 << self.bits), _HIGHEST - self.floor)
        lows = np.ceil(np.ldexp(1.0 + steps / (1 << self.bits), octaves)).astype(np.int64)
        return np.concatenate([[0], lows, [1 << _HIGHEST]])


def bins_for(cells: int, floor: int = MILLISECONDS) -> Bins:
    """As fine a scale as there is room for.

    Raises:
        SpecError: there are too many cells for any.
    """
    octaves = _HIGHEST - floor
    bits = min(MOST_BITS, max((_MOST_BINS // (max(cells, 1) * octaves)).bit_length() - 1, 0))
    check_cells(cells * octaves << bits)
    return Bins(cells, bits, floor)


def count_in_bins(numbers: Numbers, bins: Bins, table: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """How many there are by cell and bin, added to a table when there is one."""
    counts = np.zeros((bins.cells, bins.count), np.int64) if table is None else table
    _count(numbers.cells, numbers.values, bins.bits, bins.floor, counts)
    return counts


@dataclass(frozen=True)
class Counting:
    """The first reading."""

    sample: Sample
    bins: Bins

    def partial(self, view: View) -> NDArray[np.int64]:
        table = np.zeros((self.bins.cells, self.bins.count), np.int64)
        for block in blocks(view):
            count_in_bins(self.sample.numbers(view, *block), self.bins, table)
        return table

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)


class Fetched(NamedTuple):
    """Distinct numbers by cell, ascending, and how often each occurs; those of cell ``c`` begin at ``starts[c]``."""

    starts: NDArray[np.int64]
    values: NDArray[np.int64]
    counts: NDArray[np.int64]

    def of(self, cell: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        inside = slice(self.starts[cell], self.starts[cell + 1])
        return self.values[inside], self.counts[inside]


@dataclass(frozen=True)
class Fetching:
    """The second reading.

    Attributes:
        wanted: by cell and bin.
    """

    sample: Sample
    bins: Bins
    wanted: NDArray[np.uint8]

    def partial(self, view: View) -> Fetched:
        fetched = [
            _fetch(*self.sample.numbers(view, *block), self.wanted, self.bins.bits, self.bins.floor)
            for block in blocks(view)
        ]
        cells = np.concatenate([np.empty(0, np.int32), *(cells for cells, _ in fetched)])
        values = np.concatenate([np.empty(0, np.int64), *(values for _, values in fetched)])
        return _joined(cells, values, np.ones(len(values), np.int64), self.bins.cells)

    def combine(self, partials: Sequence[Fetched]) -> Fetched:
        cells = [np.repeat(np.arange(self.bins.cells, dtype=np.int32), np.diff(part.starts)) for part in partials]
        return _joined(
            np.concatenate(cells),
            np.concatenate([part.values for part in partials]),
            np.concatenate([part.counts for part in partials]),
            self.bins.cells,
        )


def _joined(cells: NDArray[np.int32], values: NDArray[np.int64], counts: NDArray[np.int64], most: int) -> Fetched:
    """Equal numbers of a cell become one."""
    rows, starts = group_rows(cells, most)
    return Fetched(*_add_equal(starts, values[rows], counts[rows]))


@dataclass(frozen=True)
class Spread:
    """How the numbers of each cell spread.

    Attributes:
        table: how many by cell and bin.
    """

    sample: Sample
    bins: Bins
    table: NDArray[np.int64]

    def at(self, views: Sequence[View], ranks: NDArray[np.int64]) -> NDArray[np.float64]:
        """The numbers of some ranks, by cell and as many ranks as are asked for; NaN where a rank is not in the cell."""
        wanted = self.bins_of(ranks)
        fetched = self.fetch(views, wanted)
        return self.pick(ranks, fetched)

    def bins_of(self, ranks: NDArray[np.int64]) -> NDArray[np.uint8]:
        """1 for the bins in which ranks lie, unless their bin holds a single number."""
        return mark_bins(self.table, ranks, self.bins.edges())

    def fetch(self, views: Sequence[View], wanted: NDArray[np.uint8]) -> Fetched:
        if not wanted.any():
            nothing = np.zeros(0, np.int64)
            return Fetched(np.zeros(self.bins.cells + 1, np.int64), nothing, nothing)
        return run(Fetching(self.sample, self.bins, wanted), views)

    def pick(self, ranks: NDArray[np.int64], fetched: Fetched) -> NDArray[np.float64]:
        return pick_ranks(self.table, ranks, *fetched, self.bins.edges())


def spread_of(sample: Sample, views: Sequence[View], bins: Bins) -> Spread:
    """Read once; `Spread.at` then reads once more."""
    return Spread(sample, bins, run(Counting(sample, bins), views))


class Quantiles(NamedTuple):
    """By cell: how many numbers, their quantiles (one column each, in proportion between neighbours), and the ends of the 95%
    interval of the first of them. NaN where there are none; infinite ends where there are too few."""

    n: NDArray[np.int64]
    values: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def quantiles_of(spread: Spread, views: Sequence[View], shares: Sequence[float] = (0.5,)) -> Quantiles:
    """Quantiles by cell, with one more reading. The interval's ends are order statistics, as in `quantile_interval`."""
    n = spread.table.sum(axis=1)
    places = (np.maximum(n - 1, 0)[:, None] * np.array(shares)[None, :]).astype(np.float64)
    below = places.astype(np.int64)
    above = np.minimum(below + 1, np.maximum(n - 1, 0)[:, None])
    ends = interval_ranks(n, shares[0])
    ranks = np.concatenate([below, above, ends], axis=1)
    found = spread.at(views, np.where(n[:, None] > 0, ranks, -1))
    count = len(shares)
    values = found[:, :count] + (places - below) * (found[:, count : 2 * count] - found[:, :count])
    low = np.where((n > 0) & (ends[:, 0] < 0), -np.inf, found[:, -2])
    high = np.where((n > 0) & (ends[:, 1] < 0), np.inf, found[:, -1])
    return Quantiles(n, values, low, high)


def interval_ranks(n: NDArray[np.int64], share: float) -> NDArray[np.int64]:
    """By cell, the ranks at which the 95% interval of a quantile ends; -1 where the sample is too small for an end."""
    some = np.maximum(n, 1)
    low, high = (binomial_quantile(tail, some, share) for tail in (0.025, 0.975))
    return np.stack([np.where(low >= 1, low - 1, -1), np.where(high < n, high, -1)], axis=1)


@numba.njit(nogil=True, cache=True, inline="always")
def bin_of(value: int, bits: int, floor: int) -> int:
    """The bin of a number: the leading digits that its floating form begins with."""
    if value < 1 << floor:
        return 0
    return int((np.float64(value).view(np.int64) >> (52 - bits)) - ((1023 + floor) << bits) + 1)


@numba.njit(nogil=True, cache=True)
def _count(
    cells: NDArray[np.int32], values: NDArray[np.int64], bits: int, floor: int, table: NDArray[np.int64]
) -> None:
    for i in range(cells.size):
        table[cells[i], bin_of(values[i], bits, floor)] += 1


@numba.njit(nogil=True, cache=True)
def _fetch(
    cells: NDArray[np.int32], values: NDArray[np.int64], wanted: NDArray[np.uint8], bits: int, floor: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    found_cells, found_values = np.empty(cells.size + 1, np.int32), np.empty(cells.size + 1, np.int64)
    found = 0
    for i in range(cells.size):
        found_cells[found], found_values[found] = cells[i], values[i]
        found += wanted[cells[i], bin_of(values[i], bits, floor)]
    return found_cells[:found].copy(), found_values[:found].copy()


@numba.njit(nogil=True, cache=True)
def _add_equal(
    starts: NDArray[np.int64], values: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Sort each cell's numbers, and add the counts of equal ones."""
    joined_starts = np.zeros(starts.size, np.int64)
    joined, often = np.empty(values.size, np.int64), np.empty(values.size, np.int64)
    end = 0
    for cell in range(starts.size - 1):
        own, times = values[starts[cell] : starts[cell + 1]], counts[starts[cell] : starts[cell + 1]]
        begin = end
        for i in np.argsort(own):
            if end > begin and joined[end - 1] == own[i]:
                often[end - 1] += times[i]
            else:
                joined[end], often[end] = own[i], times[i]
                end += 1
        joined_starts[cell + 1] = end
    return joined_starts, joined[:end].copy(), often[:end].copy()


@numba.njit(nogil=True, cache=True)
def mark_bins(table: NDArray[np.int64], ranks: NDArray[np.int64], edges: NDArray[np.int64]) -> NDArray[np.uint8]:
    """1 for the bins of a table in which ranks lie, unless such a bin holds a single number."""
    wanted = np.zeros(table.shape, np.uint8)
    for cell in range(table.shape[0]):
        for r in range(ranks.shape[1]):
            if ranks[cell, r] < 0:
                continue
            before = 0
            for b in range(table.shape[1]):
                before += table[cell, b]
                if before > ranks[cell, r]:
                    wanted[cell, b] = edges[b + 1] - edges[b] > 1
                    break
    return wanted


@numba.njit(nogil=True, cache=True)
def pick_ranks(
    table: NDArray[np.int64],
    ranks: NDArray[np.int64],
    starts: NDArray[np.int64],
    values: NDArray[np.int64],
    counts: NDArray[np.int64],
    edges: NDArray[np.int64],
) -> NDArray[np.float64]:
    found = np.full(ranks.shape, np.nan)
    for cell in range(table.shape[0]):
        for r in range(ranks.shape[1]):
            if ranks[cell, r] < 0:
                continue
            before = 0
            for b in range(table.shape[1]):
                if before + table[cell, b] <= ranks[cell, r]:
                    before += table[cell, b]
                    continue
                found[cell, r] = edges[b]
                if edges[b + 1] - edges[b] > 1:
                    for i in range(starts[cell], starts[cell + 1]):
                        if edges[b] <= values[i] < edges[b + 1]:
                            before += counts[i]
                            if before > ranks[cell, r]:
                                found[cell, r] = values[i]
                                break
                break
    return found
