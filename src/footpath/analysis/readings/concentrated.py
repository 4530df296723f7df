"""Whom does it hit? What is true of the customers that a stretch of days counts more often than of others at that time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_series import Days, Series, Within
from footpath.engine import add_up, run
from footpath.journeys.index import Index
from footpath.journeys.properties import Property, find_property
from footpath.journeys.selection import Selection, View
from footpath.model.significance import compare_rates, false_discovery_q

Ints = NDArray[np.int64]
MOST_VALUES = 2_000  # of a dimension: more are ids
MOST_TOGETHER = 50  # of which each is looked at by itself: of more, none has records enough
_LEAST, _LEAST_REST, _FEWEST = 10, 30, 5
_SURE = 0.05
_NOT = ("source", "persona")  # which table tells nothing of customers, and personas were found in what they do


@dataclass(frozen=True)
class Segment:
    """A value that customers of a stretch have more often than others then.

    Attributes:
        customers, share: who have it, of those of whom any value is known.
        rest_share: the same of the others.
        difference, low, high: of the shares.
        q: the false discovery rate among all values of the stretch.
    """

    dimension: str
    value: str
    customers: int
    share: float
    rest_share: float
    difference: float
    low: float
    high: float
    q: float


@dataclass(frozen=True)
class Sides:
    """A reading: by property, stretch, side (hit, others) and value, distinct customers.

    A customer has one value of a dimension: their latest at the time, of the hit at what was counted first, of the others at
    their last event of the stretch. The others are customers with other texts in the stretch, of bad scores (broken promises) with other scores of
    (promises at) the same touchpoint, or of contacts with any event.
    """

    series: Series
    days: Days
    stretches: tuple[Within, ...]
    properties: tuple[Property, ...]

    def partial(self, view: View) -> tuple[Ints, ...]:
        sides = [self._sides(view, stretch) for stretch in self.stretches]
        return tuple(self._counted(view, prop, sides) for prop in self.properties)

    def combine(self, partials: Sequence[tuple[Ints, ...]]) -> tuple[Ints, ...]:
        return tuple(add_up(parts) for parts in zip(*partials, strict=True))

    def _sides(self, view: View, stretch: Within) -> tuple[Ints, Ints]:
        """Rows of which the values are read: one of each customer who is hit, one of each other."""
        shard = view.shard
        hit = stretch.rows(view)
        customer, first = np.unique(shard.customer_at(hit), return_index=True)
        other = self.series.beside(view, stretch.number)
        day = self.days.of_rows(shard, other)
        other = other[(day >= stretch.first) & (day < stretch.end)]
        other = other[view.kept(other) & (view.group_of(other) == stretch.group)]
        whose = shard.customer_at(other)
        last = np.append(whose[1:] != whose[:-1], True)[: len(whose)]
        return hit[first], other[last & ~np.isin(whose, customer)]

    def _counted(self, view: View, prop: Property, sides: Sequence[tuple[Ints, Ints]]) -> Ints:
        shard, values = view.shard, len(prop.values)
        found = np.zeros((len(sides), 2, values), np.int64)
        column = np.empty(0, np.uint8) if prop.of == "customer" else prop.codes(shard)
        for number, both in enumerate(sides):
            for side, rows in enumerate(both):
                customer = shard.customer_at(rows)
                if prop.of == "customer":
                    codes = shard.traits[prop.name][customer].astype(np.int64)
                else:
                    codes = _latest(shard.offsets[customer], rows, column)
                found[number, side] = np.bincount(codes, minlength=values)
        return found


@numba.njit(nogil=True, cache=True)
def _latest(first: Ints, rows: Ints, column: NDArray[np.unsignedinteger]) -> Ints:
    """The code of each row, or the latest before it of the same customer that is not 0."""
    found = np.zeros(rows.size, np.int64)
    for i in range(rows.size):
        at = rows[i]
        while at >= first[i]:
            if column[at]:
                found[i] = column[at]
                break
            at -= 1
    return found


def segments(
    seen: Selection, series: Series, days: Days, stretches: Sequence[Within], but: str | None
) -> list[list[Segment]]:
    """By stretch: what is surely true of more of those who are hit, what differs most first.

    Args:
        but: the property that groups are made of: it says nothing within one.
    """
    properties = tuple(find_property(seen.index, name) for name in asked_properties(seen.index, but))
    if not properties or not stretches:
        return [[] for _ in stretches]
    counts = run(Sides(series, days, tuple(stretches), properties), seen.views)
    return [_tested(properties, [table[number] for table in counts]) for number in range(len(stretches))]


def asked_properties(index: Index, but: str | None) -> list[str]:
    """The dimensions and traits that may tell who is hit, without ``but``."""
    known = {**index.traits, **index.dimensions}
    return [name for name, values in known.items() if name not in (*_NOT, but) and 2 < len(values) <= MOST_VALUES]


def _tested(properties: Sequence[Property], counts: Sequence[Ints]) -> list[Segment]:
    found: list[Segment] = []
    chances: list[float] = []
    for prop, table in zip(properties, counts, strict=True):
        hit, rest = table[:, 1:]
        known, rest_known = int(hit.sum()), int(rest.sum())
        if known < _LEAST or rest_known < _LEAST_REST:
            continue
        values = np.flatnonzero((hit + rest >= _FEWEST) & (known + rest_known - hit - rest >= _FEWEST))
        told = compare_rates(hit[values, None], [[known]], rest[values, None], [[rest_known]])
        for at, value in enumerate(values.tolist()):
            chances.append(float(told.p[at]))
            shares = int(hit[value]), float(hit[value] / known), float(rest[value] / rest_known)
            bounds = float(told.difference[at]), float(told.low[at]), float(told.high[at])
            found.append(Segment(prop.name, prop.values[value + 1], *shares, *bounds, float("nan")))
    q = false_discovery_q(chances)
    sure = [
        Segment(**{**one.__dict__, "q": float(chance)})
        for one, chance in zip(found, q, strict=True)
        if chance <= _SURE and one.low > 0 and one.customers >= _FEWEST
    ]
    return sorted(sure, key=lambda one: (-one.low, one.dimension, one.value))
