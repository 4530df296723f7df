"""What was said, as sums by place and group, through a question's conditions and groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.exact_sums import PLACES, add_exactly, amounts, bounded, whole
from footpath.analysis.readings.relations import Relation, has_relation
from footpath.analysis.readings.scales import EMPLOYEES, KINDS, on_scale
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import mean_interval
from footpath.model.records import LinkKind

Members = Sequence[NDArray[np.uint8]]
_STATED = tuple(LinkKind).index(LinkKind.STATED)


@dataclass(frozen=True)
class Sums:
    """n, sum, sum of squares and how many are stated, by place and group: they add up, and a mean with its interval follows."""

    n: NDArray[np.int64]
    total: NDArray[np.float64]
    squares: NDArray[np.float64]
    stated: NDArray[np.int64]

    def mean(self, at: tuple[int, int]) -> tuple[int, float, float, float]:
        """n, mean, low, high of a cell; NaN and infinite where it is too small."""
        n, total = int(self.n[at]), float(self.total[at])
        low, high = mean_interval(n, total, float(self.squares[at]))
        return n, total / n if n else float("nan"), low, high

    def map(self, change: Callable[[NDArray[np.generic]], NDArray[np.generic]]) -> "Sums":
        return Sums(*(change(column) for column in (self.n, self.total, self.squares, self.stated)))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Entries:
    """The feedback of one shard that counts and has a value: its position, cell and value."""

    position: NDArray[np.int64]
    cell: NDArray[np.int64]
    value: NDArray[np.float64]


@dataclass(frozen=True)
class SaidReading:
    """One reading: the feedback whose event counts and that has a value, by place and group.

    Attributes:
        place_of: place by code of the touchpoint that it is about.
        places, groups: how many there are.
        everywhere: feedback that is about no touchpoint counts too, in place 0.
        kind: this kind of score alone, on the scale on which it is shown; None for the experience of all customers.
        relation: this kind of relation alone.
    """

    place_of: NDArray[np.int64]
    places: int
    groups: int
    everywhere: bool
    kind: int | None = None
    relation: Relation | None = None

    def partial(self, view: View) -> NDArray[np.int64]:
        found = self.entries(view)
        stated = view.shard.feedback.link[found.position] == _STATED
        return _add(found.cell, found.value, stated, check_cells(self.places * self.groups))

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> Sums:
        table = add_up(partials)
        totals, squares = np.zeros((2, len(table)))
        some = np.flatnonzero(table[:, 0])
        totals[some] = amounts(whole(table[some, 2 : 2 + PLACES]))
        squares[some] = amounts(whole(table[some, 2 + PLACES :]))
        columns = table[:, 0], totals, squares, table[:, 1]
        return Sums(*(column.reshape(self.places, self.groups) for column in columns))  # type: ignore[arg-type]

    def entries(self, view: View) -> Entries:
        said = view.shard.feedback
        value = (said.experience if self.kind is None else said.score).astype(np.float64)
        table = np.append(self.place_of, np.full(NOWHERE + 1 - len(self.place_of), 0 if self.everywhere else -1))
        place = table[said.about]
        mask = view.kept(said.row) & ~np.isnan(value) & (place >= 0)
        mask &= said.kind != EMPLOYEES if self.kind is None else said.kind == self.kind
        if self.relation is not None:
            mask &= has_relation(view.shard, self.relation)
        found = np.flatnonzero(mask)
        group = view.group_of(said.row[found])
        figure = value[found] if self.kind is None else on_scale(value[found], KINDS[self.kind])
        return Entries(found, place[found] * self.groups + group, figure)


@dataclass(frozen=True)
class Speakers:
    """By customer: 1 for those who said something that is in a cell (place × groups + group)."""

    reading: SaidReading
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        found = self.reading.entries(view)
        rows = view.shard.feedback.row[found.position[found.cell == self.cell]]
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[view.shard.customer_at(rows)] = 1
        return who


def sum_said(seen: Selection, reading: SaidReading) -> Sums:
    return run(reading, seen.views)


def speakers(seen: Selection, reading: SaidReading, place: int, group: int) -> Members:
    """By shard and customer: 1 for those who said something of a place."""
    return each(Speakers(reading, place * reading.groups + group), seen.views)


@numba.njit(nogil=True, cache=True)
def _add(
    cell: NDArray[np.int64], value: NDArray[np.float64], stated: NDArray[np.bool_], cells: int
) -> NDArray[np.int64]:
    """By cell: how many, how many of them stated, their sum, and that of their squares."""
    table = np.zeros((cells, 2 + 2 * PLACES), np.int64)
    for i in range(cell.size):
        row, amount = table[cell[i]], bounded(value[i])
        row[0] += 1
        row[1] += stated[i]
        add_exactly(row[2 : 2 + PLACES], amount)
        add_exactly(row[2 + PLACES :], amount * amount)
    return table
