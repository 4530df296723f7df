"""What customers had said of each touchpoint and theme by the time they gave a score: the columns that may drive it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.heard import mentions, of_kind
from footpath.analysis.readings.scales import KINDS
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import Shard
from footpath.journeys.selection import View
from footpath.model.records import FeedbackKind, LinkKind

Ints = NDArray[np.int64]
FOLDS = 20  # blocks of customers, each left out once
UNIT = 1000  # figures are counted in thousandths, so that sums of products are whole numbers
EXPERIENCE = -1  # the outcome that is no kind of score
_STATED = tuple(LinkKind).index(LinkKind.STATED)
_CHUNK = 20_000
_SPANS = {FeedbackKind.NPS: (0, 10), FeedbackKind.CES: (1, 7)}


def span_of(kind: int) -> tuple[float, float]:
    """The ends of the scale on which an outcome is given: 0 to 10 for NPS, never the index from −100 to 100."""
    return (-1, 1) if kind == EXPERIENCE else _SPANS.get(KINDS[kind], (1, 5))


@dataclass(frozen=True)
class Kinds:
    """By kind of feedback: customers with a score of it, and those with one that does not say itself what it is about."""

    def partial(self, view: View) -> Ints:
        said = view.shard.feedback
        counted = view.kept(said.row) & ~np.isnan(said.score) & of_kind(said, None)
        customer = view.shard.customer_at(said.row)
        found = np.zeros((len(KINDS), 2), np.int64)
        for kind in range(len(KINDS)):
            own = counted & (said.kind == kind)
            found[kind] = [len(np.unique(customer[mask])) for mask in (own, own & (said.link != _STATED))]
        return found

    def combine(self, partials: Sequence[Ints]) -> Ints:
        return add_up(partials)


def commonest(kinds: Ints) -> int:
    """The kind with most scores of the whole, not of one touchpoint; else with most scores; else experience."""
    for column in (1, 0):
        if kinds[:, column].any():
            return int(kinds[:, column].argmax())
    return EXPERIENCE


@dataclass(frozen=True)
class Scored:
    """Customers with the outcome: who, the position of their last one, its row, their group, and the figure in units."""

    customer: Ints
    position: Ints
    row: Ints
    group: Ints
    figure: Ints


@dataclass(frozen=True)
class Known:
    """What customers had said of drivers: number of the scored customer, driver and mean in units, by customer."""

    scored: Ints
    driver: Ints
    mean: Ints


@dataclass(frozen=True)
class Driving:
    """How the columns are made of a shard.

    Attributes:
        outcome: code of the kind of score, or `EXPERIENCE`.
        touchpoints: how many; they are the first drivers, subjects of texts follow.
        subject_of: subject by theme code.
    """

    outcome: int
    touchpoints: int
    subject_of: Ints

    @property
    def drivers(self) -> int:
        return self.touchpoints + int(self.subject_of.max(initial=-1)) + 1

    def scored(self, view: View) -> Scored:
        """Each customer's last outcome that counts."""
        said, shard = view.shard.feedback, view.shard
        figures = said.experience if self.outcome == EXPERIENCE else said.score
        own = of_kind(said, None if self.outcome == EXPERIENCE else self.outcome)
        position = np.flatnonzero(view.kept(said.row) & ~np.isnan(figures) & own)
        customer = shard.customer_at(said.row[position])
        last = np.append(customer[1:] != customer[:-1], True)[: len(customer)]
        position, customer = position[last], customer[last]
        low, high = span_of(self.outcome)
        share = figures[position].astype(np.float64)
        figure = share if self.outcome == EXPERIENCE else low + share * (high - low)
        row = said.row[position]
        return Scored(customer, position, row, view.group_of(row), np.rint(figure * UNIT).astype(np.int64))

    def known(self, view: View, scored: Scored) -> Known:
        """What each of them had said by then."""
        said, shard = view.shard.feedback, view.shard
        number, before = _before(shard, scored)
        counted = before & of_kind(said, None)
        if len(view.keep):
            counted &= view.keep[said.row] != 0
        own = np.zeros(len(said.row), dtype=bool)
        own[scored.position] = True
        about = np.flatnonzero(counted & ~own & (said.about < self.touchpoints) & ~np.isnan(said.experience))
        spoken = mentions(said, counted & ~(own & (self.outcome == EXPERIENCE)), self.subject_of)
        told = ~np.isnan(spoken.mood)
        who = np.concatenate([number[about], number[spoken.position[told]]])
        driver = np.concatenate([said.about[about].astype(np.int64), self.touchpoints + spoken.subject[told]])
        mood = np.concatenate([said.experience[about].astype(np.float64), spoken.mood[told]])
        pairs, which = np.unique(who * self.drivers + driver, return_inverse=True)
        means = np.bincount(which, mood, minlength=len(pairs)) / np.bincount(which, minlength=len(pairs))
        return Known(pairs // self.drivers, pairs % self.drivers, np.rint(means * UNIT).astype(np.int64))


def _before(shard: Shard, scored: Scored) -> tuple[Ints, NDArray[np.bool_]]:
    """By feedback: the number of its customer among the scored, and whether it was said until the outcome."""
    said = shard.feedback
    numbers = np.full(shard.customers, -1, dtype=np.int64)
    numbers[scored.customer] = np.arange(len(scored.customer))
    number = numbers[shard.customer_at(said.row)]
    has = np.flatnonzero(number >= 0)
    before = np.zeros(len(said.row), dtype=bool)
    before[has] = shard.time[said.row[has]] <= shard.time[scored.row[number[has]]]
    return number, before


@dataclass(frozen=True)
class KnownOf:
    """A reading: by group, customers with the outcome (last column), and of how many each driver is known."""

    driving: Driving
    groups: int

    def partial(self, view: View) -> Ints:
        scored = self.driving.scored(view)
        known = self.driving.known(view, scored)
        wide = self.driving.drivers + 1
        cells = check_cells(self.groups * wide)
        counts = np.bincount(scored.group[known.scored] * wide + known.driver, minlength=cells)
        everyone = np.bincount(scored.group * wide + wide - 1, minlength=cells)
        return (counts + everyone).reshape(self.groups, wide).astype(np.int64)

    def combine(self, partials: Sequence[Ints]) -> Ints:
        return add_up(partials)


@dataclass(frozen=True)
class Products:
    """A reading: by chosen group and fold of customers, sums of products of columns, all in whole units.

    Columns are: ones, the outcome, whether each driver is known, and its mean (0 where it is not known).

    Attributes:
        drivers: that are columns.
        place_of: place by group, -1 for groups of which nothing is asked.
    """

    driving: Driving
    drivers: tuple[int, ...]
    place_of: Ints

    def partial(self, view: View) -> Ints:
        scored = self.driving.scored(view)
        known = self.driving.known(view, scored)
        groups, wide = int(self.place_of.max(initial=-1)) + 1, 2 + 2 * len(self.drivers)
        check_cells(groups * FOLDS * wide * wide)
        total = np.zeros((groups * FOLDS, wide, wide), np.int64)
        place = self.place_of[scored.group]
        cell = place * FOLDS + _fold(view.shard.key[scored.customer])
        column = np.full(self.driving.drivers, -1, dtype=np.int64)
        column[list(self.drivers)] = np.arange(len(self.drivers))
        for first in range(0, len(scored.customer), _CHUNK):
            last = min(first + _CHUNK, len(scored.customer))
            table = self._table(scored, known, column, first, last)
            for number in np.unique(cell[first:last][place[first:last] >= 0]).tolist():
                rows = table[cell[first:last] == number]
                total[number] += np.rint(rows.T @ rows).astype(np.int64)  # whole numbers below 2**53
        return total.reshape(groups, FOLDS, wide, wide)

    def combine(self, partials: Sequence[Ints]) -> Ints:
        return add_up(partials)

    def _table(self, scored: Scored, known: Known, column: Ints, first: int, last: int) -> NDArray[np.float64]:
        count = len(self.drivers)
        table = np.zeros((last - first, 2 + 2 * count))
        table[:, 0], table[:, 1] = 1, scored.figure[first:last]
        at = slice(*np.searchsorted(known.scored, [first, last]))
        rows, columns, means = known.scored[at] - first, column[known.driver[at]], known.mean[at]
        here = columns >= 0
        table[rows[here], 2 + columns[here]] = 1
        table[rows[here], 2 + count + columns[here]] = means[here]
        return table


def _fold(key: Ints) -> Ints:
    """The fold of each customer, whatever shard they are in."""
    mixed = key.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return ((mixed >> np.uint64(33)) % np.uint64(FOLDS)).astype(np.int64)


@dataclass(frozen=True)
class Knowing:
    """By customer: 1 for those with the outcome, in a group, of whom a driver is known."""

    driving: Driving
    driver: int
    group: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        scored = self.driving.scored(view)
        known = self.driving.known(view, scored)
        number = known.scored[known.driver == self.driver]
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[scored.customer[number[scored.group[number] == self.group]]] = 1
        return who
