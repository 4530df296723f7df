"""Feedback as flat columns, through a question's conditions and groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import mean_interval
from footpath.model.records import LinkKind

_STATED = tuple(LinkKind).index(LinkKind.STATED)


@dataclass(frozen=True)
class Said:
    """One entry per feedback that counts. ``place`` is -1 where it is about no place; ``stated`` where the record itself says which."""

    place: NDArray[np.int64]
    group: NDArray[np.int64]
    value: NDArray[np.float64]
    kind: NDArray[np.int64]
    customer: NDArray[np.int64]
    stated: NDArray[np.bool_]
    shard: NDArray[np.int64]

    def where(self, mask: NDArray[np.bool_]) -> "Said":
        return Said(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))


def collect(seen: Selection, place_of: NDArray[np.int64], everywhere: bool, column: str) -> Said:
    """The feedback whose event counts and that has a value.

    Args:
        place_of: place by code of the touchpoint that it is about.
        everywhere: feedback that is about no touchpoint counts too, in place 0.
        column: ``experience`` or ``score``.
    """
    table = np.append(place_of, np.full(NOWHERE + 1 - len(place_of), 0 if everywhere else -1))

    def read(view: View) -> tuple[NDArray[Any], ...]:
        said = view.shard.feedback
        value = getattr(said, column).astype(np.float64)
        place = table[said.about]
        rows = np.flatnonzero(view.kept(said.row) & ~np.isnan(value) & (place >= 0))
        group, customer = view.group_of(said.row[rows]), view.shard.customer_at(said.row[rows])
        return place[rows], group, value[rows], said.kind[rows].astype(np.int64), customer, said.link[rows] == _STATED

    return join_said(each(read, seen.views))


def join_said(parts: Sequence[tuple[NDArray[Any], ...]]) -> Said:
    """Place, group, value, kind, customer and whether it is stated, of every shard as one."""
    place, group, value, kind, customer, stated = (np.concatenate([part[n] for part in parts]) for n in range(6))
    shard = np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts])
    return Said(place, group, value, kind, customer, stated, shard)


def speakers(seen: Selection, said: Said) -> list[NDArray[np.uint8]]:
    """By shard and customer: 1 for those who said something of it."""
    found = [np.zeros(view.shard.customers, dtype=np.uint8) for view in seen.views]
    for number, who in enumerate(found):
        who[said.customer[said.shard == number]] = 1
    return found


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


def sums(said: Said, places: int, groups: int) -> Sums:
    cell = said.place * groups + said.group

    def add(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        total: NDArray[np.float64] = np.bincount(cell, weights, minlength=places * groups).astype(np.float64)
        return total.reshape(places, groups)

    n, stated = (
        add(weights).astype(np.int64) for weights in (np.ones_like(said.value), said.stated.astype(np.float64))
    )
    return Sums(n, add(said.value), add(said.value**2), stated)


Members = Sequence[NDArray[np.uint8]]
