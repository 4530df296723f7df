"""Exact quantiles of many cells in about one reading, for any kernel that can give its values cell by cell.

After Floyd and Rivest, as in `gaps`: the values of a sample of the customers bracket each cell's quantiles; one reading then
counts everything and fetches the few values inside of the brackets. Where a bracket turns out wrong, which is rare, the cell
is read again without one. What comes back from a shard is small, and the answer does not depend on the sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.model.intervals import quantile_ranks

SAMPLED = 1_000_000  # events, more or less; of fewer, none are sampled and all values fetched
ENOUGH = 40  # sampled values, below which a cell is fetched whole
ERRORS = 4.0  # standard errors of the sample's quantile on either side
_EVER = np.iinfo(np.int64).max


class Brackets(NamedTuple):
    """By cell and bracket, the values that are fetched, both ends included; brackets ascend and do not overlap.

    Of a bracket of one value its values are not fetched: they are known.
    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]


@dataclass(frozen=True)
class Values:
    """Values by cell.

    Attributes:
        zones: by cell: values below the first bracket, in it, between the brackets, in the second, above.
        cell, value: what was fetched.
    """

    zones: NDArray[np.int64]
    cell: NDArray[np.int32]
    value: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        return self.zones.sum(axis=1)


@dataclass(frozen=True)
class Quantiles:
    """By cell, in the unit of the values: NaN where there are none; the median's interval is infinite where it is unknown."""

    median: NDArray[np.float64]
    median_low: NDArray[np.float64]
    median_high: NDArray[np.float64]
    p90: NDArray[np.float64]


def everything(cells: int) -> Brackets:
    """Fetch all values."""
    low, high = np.zeros((cells, 2), np.int64), np.full((cells, 2), _EVER)
    high[:, 1] = -1
    return Brackets(low, high)


def nothing(cells: int) -> Brackets:
    """Count only."""
    return Brackets(np.zeros((cells, 2), np.int64), np.full((cells, 2), -1))


def reduce_values(cell: NDArray[np.int32], value: NDArray[np.int64], brackets: Brackets) -> Values:
    """Count values of 0 and more by cell and zone, and keep those inside of their cell's brackets."""
    zones, cells, values = _reduce(cell, value, brackets.low, brackets.high)
    return Values(zones, cells, values)


def join_values(parts: Sequence[Values]) -> Values:
    """The values of several shards."""
    return Values(
        np.sum([part.zones for part in parts], axis=0, dtype=np.int64),
        np.concatenate([part.cell for part in parts]),
        np.concatenate([part.value for part in parts]),
    )


def brackets_from(sample: Values) -> Brackets:
    """Where the median and the 90th percentile of each cell most likely lie, by a sample of which all values were fetched."""
    found = everything(len(sample.zones))
    ordered, starts = _by_cell(sample)
    for cell in np.flatnonzero(sample.counts >= ENOUGH).tolist():
        own = ordered[starts[cell] : starts[cell + 1]]
        ends = [_ranks_around(len(own), share) for share in (0.5, 0.9)]
        if ends[0][1] >= ends[1][0]:
            ends = [(ends[0][0], ends[1][1])]
        for bracket, (first, last) in enumerate(ends):
            found.low[cell, bracket] = own[first] if first >= 0 else 0
            found.high[cell, bracket] = own[last] if last < len(own) else _EVER
        if len(ends) == 2 and found.high[cell, 0] >= found.low[cell, 1]:
            found.high[cell, 0], found.low[cell, 1], found.high[cell, 1] = found.high[cell, 1], 0, -1
    return found


def quantiles_of(read: Values, brackets: Brackets) -> tuple[Quantiles, NDArray[np.bool_]]:
    """The quantiles of each cell, and which cells need values that were not fetched."""
    counts = read.counts
    ranks = {n: quantile_ranks(n) for n in np.unique(counts[counts > 0]).tolist()}
    low, high = np.array([ranks.get(n, (-1, 0)) for n in counts.tolist()], dtype=np.int64).reshape(-1, 2).T
    places = np.stack([(counts - 1) * 0.5, (counts - 1) * 0.9])
    lower = np.floor(places).astype(np.int64)
    wanted = np.stack([*lower, *np.minimum(lower + 1, counts - 1), low, high])
    known = (wanted >= 0) & (wanted < counts)
    values = _values_at(read, brackets, np.where(known, wanted, -1))
    missed = np.any(known & np.isnan(values), axis=0)
    part = places - lower
    middle, nineties = (values[n] + part[n] * (values[n + 2] - values[n]) for n in (0, 1))
    empty = counts == 0
    median_low = np.where(empty, np.nan, np.where(low < 0, -np.inf, values[4]))
    median_high = np.where(empty, np.nan, np.where(high >= counts, np.inf, values[5]))
    return Quantiles(middle, median_low, median_high, nineties), np.asarray(missed)


def _values_at(read: Values, brackets: Brackets, ranks: NDArray[np.int64]) -> NDArray[np.float64]:
    """What stands at some ranks (rows) of each cell; NaN where it was not fetched."""
    below, first, between, second = (read.zones[:, zone] for zone in range(4))
    ordered, starts = _by_cell(read)
    alike = brackets.low == brackets.high
    values = np.full(ranks.shape, np.nan)
    begins, fetched = (
        below,
        np.zeros_like(below),
    )  # of a bracket: its first rank, and what was fetched of the one before
    for bracket, inside in enumerate((first, second)):
        rows, cells = np.nonzero((ranks >= begins) & (ranks < begins + inside))
        at = starts[cells] + fetched[cells] + ranks[rows, cells] - begins[cells]
        same = alike[cells, bracket]
        values[rows[same], cells[same]] = brackets.low[cells[same], bracket]
        values[rows[~same], cells[~same]] = ordered[at[~same]]
        begins, fetched = begins + inside + between, np.where(alike[:, 0], 0, first)
    return values


def _ranks_around(n: int, share: float) -> tuple[int, int]:
    place, reach = (n - 1) * share, ERRORS * float(np.sqrt(n * share * (1 - share))) + 2
    return int(np.floor(place - reach)), int(np.ceil(place + reach))


def _by_cell(read: Values) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The fetched values, ascending within each cell, and where each cell's begin."""
    starts = np.append(0, np.cumsum(np.bincount(read.cell, minlength=len(read.zones))))
    order = np.argsort(read.cell, kind="stable")
    ordered = read.value[order]
    for cell in np.flatnonzero(np.diff(starts)).tolist():
        ordered[starts[cell] : starts[cell + 1]].sort()
    return ordered, starts


@numba.njit(nogil=True, cache=True)
def _reduce(
    cell: NDArray[np.int32], value: NDArray[np.int64], low: NDArray[np.int64], high: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    zones = np.zeros((low.shape[0], 5), np.int64)
    cells, values = np.empty(cell.size + 1, np.int32), np.empty(cell.size + 1, np.int64)
    found = 0
    for i in range(cell.size):
        at, v = cell[i], value[i]
        if v < 0:
            continue
        zone = 0 if v < low[at, 0] else 1 if v <= high[at, 0] else 2
        if zone == 2 and v >= low[at, 1] and high[at, 1] >= 0:
            zone = 3 if v <= high[at, 1] else 4
        zones[at, zone] += 1
        cells[found], values[found] = at, v
        if zone == 1 or zone == 3:
            found += low[at, zone // 2] != high[at, zone // 2]
    return zones, cells[:found].copy(), values[:found].copy()
