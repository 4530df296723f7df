"""Waits until a customer's next event: the loops and tables of dwell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.spread import Bins, Fetched, Numbers, Spread, blocks, count_in_bins, pick_ranks
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import View


class Waited(NamedTuple):
    """By cell.

    Attributes:
        ended: how the waits that ended spread.
        unended: how long the others have lasted until the last instant known, in the same bins.
        open, left: of the others, those whose customer may still come, and those who has left.
        total_s: sum of the waits that ended.
    """

    ended: Spread
    unended: NDArray[np.int64]
    open: NDArray[np.int64]
    left: NDArray[np.int64]
    total_s: NDArray[np.float64]


@dataclass(frozen=True)
class WaitReading:
    """Counts waits by cell (number of the touchpoint × groups + group of the visit).

    Attributes:
        number_of: by touchpoint code, its number among those that have cells.
        left_before: by touchpoint code, the last instant at which a final event means that its customer left.
    """

    groups: int
    bins: Bins
    as_of: int
    number_of: NDArray[np.int64]
    left_before: NDArray[np.int64]

    def partial(self, view: View) -> tuple[NDArray[np.int64], ...]:
        ended, unended = (np.zeros((self.bins.cells, self.bins.count), np.int64) for _ in range(2))
        fates, sums = (np.zeros((self.bins.cells, 2), np.int64) for _ in range(2))
        for block in blocks(view):
            waits = self.numbers(view, *block)
            count_in_bins(waits, self.bins, ended)
            _add_sums(*waits, sums)
            last = _last_waits(*self._columns(view, *block), self.as_of, self.left_before, fates)
            count_in_bins(Numbers(*last), self.bins, unended)
        return ended, unended, fates, sums

    def combine(self, partials: Sequence[tuple[NDArray[np.int64], ...]]) -> Waited:
        ended, unended, fates, sums = (add_up([part[n] for part in partials]) for n in range(4))
        return Waited(Spread(self, self.bins, ended), unended, fates[:, 0], fates[:, 1], sums[:, 0] + sums[:, 1] / 1e6)

    def numbers(self, view: View, first: int, last: int) -> Numbers:
        return Numbers(*_ended_waits(*self._columns(view, first, last)))

    def _columns(self, view: View, first: int, last: int) -> tuple[Any, ...]:
        shard = view.shard
        columns = shard.touchpoint, shard.time, view.keep, view.group
        return shard.offsets[first : last + 1], *columns, self.number_of, self.groups


@dataclass(frozen=True)
class Met:
    """A reading: by touchpoint code, whether any event that counts is there."""

    touchpoints: int

    def partial(self, view: View) -> NDArray[np.uint8]:
        met = np.zeros(self.touchpoints, np.uint8)
        _mark_met(view.shard.touchpoint, view.keep, met)
        return met

    def combine(self, partials: Sequence[NDArray[np.uint8]]) -> NDArray[np.int64]:
        """The codes of those that are met, ascending."""
        return np.flatnonzero(np.any(partials, axis=0))


@dataclass(frozen=True)
class Pools:
    """What each cell is compared with, itself still inside.

    Attributes:
        numbers: by cell, the pool that it is compared with.
        members: by pool, its cells.
    """

    numbers: NDArray[np.int64]
    members: tuple[NDArray[np.int64], ...]


def pools_of(peers: NDArray[np.int64], groups: int, *, split: bool) -> Pools:
    """The other groups of a touchpoint when split; else its peers, which for the number -1 are all."""
    places = np.arange(len(peers)) if split else peers
    kinds, numbers = np.unique(np.repeat(places, groups), return_inverse=True)
    cells = np.arange(len(numbers))
    return Pools(numbers, tuple(cells if kind < 0 else cells[numbers == at] for at, kind in enumerate(kinds)))


def rest_of_pools(table: NDArray[np.int64], pools: Pools) -> NDArray[np.int64]:
    """By cell, the counts of its pool without its own."""
    totals = np.stack([table[members].sum(axis=0) for members in pools.members])
    return totals[pools.numbers] - table


def wanted_by_all(wanted: NDArray[np.uint8], pools: Pools) -> NDArray[np.uint8]:
    """Bins that the rest of some cell wants are wanted of every cell in its pool."""
    shared = np.zeros_like(wanted)
    for number, members in enumerate(pools.members):
        shared[members] |= wanted[pools.numbers == number].max(axis=0, initial=0)
    return shared


def pick_of_rest(
    rest: NDArray[np.int64], ranks: NDArray[np.int64], fetched: Fetched, pools: Pools, edges: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The numbers of some ranks of what each cell is compared with."""
    found = np.full(ranks.shape, np.nan)
    for number, members in enumerate(pools.members):
        runs = [fetched.of(cell) for cell in members.tolist()]
        values, place = np.unique(np.concatenate([values for values, _ in runs]), return_inverse=True)
        together = np.zeros(len(values), np.int64)
        np.add.at(together, place, np.concatenate([counts for _, counts in runs]))
        bounds = np.array([0, len(values)])
        for cell in np.flatnonzero(pools.numbers == number).tolist():
            if ranks[cell].max(initial=-1) < 0:
                continue
            own, counts = fetched.of(cell)
            others = together.copy()
            others[np.searchsorted(values, own)] -= counts
            here = slice(cell, cell + 1)
            found[here] = pick_ranks(rest[here], ranks[here], bounds, values, others, edges)
    return found


def count_above(spread: Spread, fetched: Fetched, bounds: NDArray[np.float64]) -> NDArray[np.int64]:
    """By cell, how many numbers are more than a bound of its own; the bin in which it lies must have been fetched."""
    edges = spread.bins.edges()
    at = np.searchsorted(edges, np.nan_to_num(bounds), side="right") - 1
    above = np.zeros(len(bounds), np.int64)
    for cell in np.flatnonzero(~np.isnan(bounds)).tolist():
        values, counts = fetched.of(cell)
        inside = (values > bounds[cell]) & (values < edges[at[cell] + 1])
        above[cell] = spread.table[cell, at[cell] + 1 :].sum() + counts[inside].sum()
    return above


@numba.njit(nogil=True, cache=True)
def _mark_met(touchpoint: NDArray[np.unsignedinteger], keep: NDArray[np.uint8], met: NDArray[np.uint8]) -> None:
    for i in range(touchpoint.size):
        met[touchpoint[i]] |= keep[i] if keep.size else np.uint8(1)


@numba.njit(nogil=True, cache=True)
def _ended_waits(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    number_of: NDArray[np.int64],
    groups: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    room = offsets[-1] - offsets[0] + 1
    cells, values = np.empty(room, np.int32), np.empty(room, np.int64)
    found = 0
    for c in range(offsets.size - 1):
        cell, since = np.int64(-1), np.int64(0)
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            now = time[i]
            cells[found], values[found] = cell, now - since
            found += int(cell >= 0)
            since = now
            cell = number_of[touchpoint[i]] * groups
            if group.size:
                cell = np.int64(cell + group[i]) if group[i] != NOWHERE else np.int64(-1)
    return cells[:found], values[:found]


@numba.njit(nogil=True, cache=True)
def _last_waits(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    number_of: NDArray[np.int64],
    groups: int,
    as_of: int,
    left_before: NDArray[np.int64],
    fates: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The waits that have not ended, one a customer; adds, by cell, how many are open and how many of customers who left."""
    cells, values = np.empty(offsets.size, np.int32), np.empty(offsets.size, np.int64)
    found = 0
    for c in range(offsets.size - 1):
        for i in range(offsets[c + 1] - 1, offsets[c] - 1, -1):
            if keep.size and keep[i] == 0:
                continue
            here = touchpoint[i]
            cell = number_of[here] * groups
            if group.size:
                cell = np.int64(cell + group[i]) if group[i] != NOWHERE else np.int64(-1)
            if cell >= 0:
                cells[found], values[found] = cell, max(as_of - time[i], 0)
                found += 1
                fates[cell, 1 if time[i] <= left_before[here] else 0] += 1
            break
    return cells[:found], values[:found]


@numba.njit(nogil=True, cache=True)
def _add_sums(cells: NDArray[np.int32], values: NDArray[np.int64], sums: NDArray[np.int64]) -> None:
    """Add, by cell, the whole seconds and what is left of them: together exact, whatever there is."""
    for i in range(cells.size):
        sums[cells[i], 0] += values[i] // 1_000_000
        sums[cells[i], 1] += values[i] % 1_000_000


def between(rest: NDArray[np.int64], ranks: NDArray[np.int64]) -> NDArray[np.uint8]:
    """By cell, 1 for the bins from that of its first rank to that of its second."""
    wanted = np.zeros(rest.shape, np.uint8)
    some = np.flatnonzero(ranks[:, 0] >= 0)
    for cell in some.tolist():
        reached: Any = np.cumsum(rest[cell])
        first, last = np.searchsorted(reached, ranks[cell], side="right")
        wanted[cell, first : last + 1] = 1
    return wanted
