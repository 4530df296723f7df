"""Promised events, how late they were, and the scores of their records: what `Promises` reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.exact_sums import PLACES, add_exactly, amounts, bounded, whole
from footpath.analysis.readings.scales import EMPLOYEES, KINDS, on_scale
from footpath.analysis.readings.spread import Numbers
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import BROKEN, NO_PROMISE
from footpath.journeys.selection import View


@dataclass(frozen=True)
class PromiseCells:
    """A promised event's cell: its touchpoint × groups + its group."""

    touchpoints: int
    groups: int

    @property
    def count(self) -> int:
        return check_cells(self.touchpoints * self.groups)

    def rows(self, view: View, first: int = 0, last: int | None = None) -> NDArray[np.int64]:
        """The promised events that count, of the customers from ``first`` until before ``last``."""
        start, end = view.shard.offsets[first], view.shard.offsets[-1 if last is None else last]
        rows = start + np.flatnonzero(view.shard.promise[start:end] != NO_PROMISE)
        return rows[view.kept(rows)]

    def of(self, view: View, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return view.shard.touchpoint[rows].astype(np.int64) * self.groups + view.group_of(rows)


@dataclass(frozen=True)
class CountPromised:
    """One reading: by cell, promised events and broken ones."""

    cells: PromiseCells

    def partial(self, view: View) -> NDArray[np.int64]:
        rows = self.cells.rows(view)
        cell, broken = self.cells.of(view, rows), view.shard.promise[rows] == BROKEN
        return np.stack([np.bincount(some, minlength=self.cells.count) for some in (cell, cell[broken])])

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)


@dataclass(frozen=True)
class Lateness:
    """How late broken promises were, in microseconds."""

    cells: PromiseCells

    def numbers(self, view: View, first: int, last: int) -> Numbers:
        rows = self.cells.rows(view, first, last)
        rows = rows[view.shard.promise[rows] == BROKEN]
        late = np.round(view.shard.late_s[rows].astype(np.float64) * 1e6).astype(np.int64)
        return Numbers(self.cells.of(view, rows).astype(np.int32), np.maximum(late, 0))


@dataclass(frozen=True)
class Scored:
    """The scores of promised records, by kind, cell, and whether the promise was broken (1) or kept (0)."""

    n: NDArray[np.int64]
    total: NDArray[np.float64]


@dataclass(frozen=True)
class ScorePromised:
    """One reading of those scores; the promised event must count, the feedback itself need not."""

    cells: PromiseCells

    def partial(self, view: View) -> NDArray[np.int64]:
        said = view.shard.feedback
        found = np.flatnonzero((said.promised_row >= 0) & ~np.isnan(said.score) & (said.kind != EMPLOYEES))
        found = found[view.kept(said.promised_row[found])]
        rows, kind, score = said.promised_row[found], said.kind[found], said.score[found].astype(np.float64)
        figure = np.zeros(len(found))
        for code in np.unique(kind).tolist():
            figure[kind == code] = on_scale(score[kind == code], KINDS[code])
        cell = kind.astype(np.int64) * self.cells.count + self.cells.of(view, rows)
        place = 2 * cell + (view.shard.promise[rows] == BROKEN)
        return _add_figures(place, figure, check_cells(2 * len(KINDS) * self.cells.count))

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> Scored:
        table = add_up(partials)
        total = np.zeros(len(table))
        some = np.flatnonzero(table[:, 0])
        total[some] = amounts(whole(table[some, 1:]))
        shape = len(KINDS), self.cells.count, 2
        return Scored(table[:, 0].reshape(shape), total.reshape(shape))


@dataclass(frozen=True)
class BrokenFor:
    """By customer: 1 for those to whom a promise of a cell was broken."""

    cells: PromiseCells
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        rows = self.cells.rows(view)
        mine = rows[(view.shard.promise[rows] == BROKEN) & (self.cells.of(view, rows) == self.cell)]
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[view.shard.customer_at(mine)] = 1
        return who


@numba.njit(nogil=True, cache=True)
def _add_figures(place: NDArray[np.int64], figure: NDArray[np.float64], places: int) -> NDArray[np.int64]:
    """By place: how many, and their exact sum."""
    table = np.zeros((places, 1 + PLACES), np.int64)
    for i in range(place.size):
        row = table[place[i]]
        row[0] += 1
        add_exactly(row[1:], bounded(figure[i]))
    return table
