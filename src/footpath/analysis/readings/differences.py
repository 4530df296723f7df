"""In what do two sides of customers differ? One machinery for those who left and stayed, and for any two segments.

Each thing that can be true of a customer, or measured of one, is compared between the sides. What longer journeys have more of
(a touchpoint, a step from one to another, a channel, a value of a dimension, money) is compared among customers of about
as many events: else whatever is asked would differ only because one side had more time. Traits, pace and scores are
compared as they are. Of everything asked at once, q says how much of what is at least as unlikely is expected to be chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.amount_features import Measure, count_amounts
from footpath.analysis.readings.chosen import FIRST, STRATA, Choice, Chosen
from footpath.analysis.readings.exact_sums import Whole, add_wholes
from footpath.analysis.readings.features import NEXT, Features, Mask
from footpath.analysis.readings.money import Mean, means
from footpath.engine import add_up, each, run
from footpath.journeys.selection import View
from footpath.model.significance import Compared, compare_means, compare_rates, false_discovery_q

LEAST = 30  # customers on either side, below which nothing is compared
ALPHA = 0.05  # of what is called found, so much may be chance: it comes first
FEWEST = 5  # customers with and without, below which chances are not what they are computed to be


@dataclass(frozen=True)
class Tables:
    """What was counted. The last axes are group, side and stratum.

    Attributes:
        customers: compared, in strata.
        open: by group: those who are on neither side yet.
        having: by kind of features: by feature.
        known, sums: by measure: amounts known, and the whole numbers of their sum and of the sum of their squares.
    """

    customers: NDArray[np.int64]
    open: NDArray[np.int64]
    having: tuple[NDArray[np.int64], ...]
    known: tuple[NDArray[np.int64], ...]
    sums: tuple[Whole, ...]

    def __add__(self, other: "Tables") -> "Tables":
        """Two readings as one."""
        return Tables(
            self.customers + other.customers,
            self.open + other.open,
            tuple(a + b for a, b in zip(self.having, other.having, strict=True)),
            tuple(a + b for a, b in zip(self.known, other.known, strict=True)),
            tuple(add_wholes(pair) for pair in zip(self.sums, other.sums, strict=True)),
        )


@dataclass(frozen=True)
class Reading:
    """One reading of all shards: who is compared, and what is counted of them."""

    choice: Choice
    features: tuple[Features, ...]
    measures: tuple[Measure, ...]
    groups: int

    def partial(self, view: View) -> Tables:
        who = self.choice.choose(view)
        cells = {strata: (who.cell(strata), 2 * self.groups * strata) for strata in (1, STRATA)}
        all_cell, all_cells = cells[STRATA]
        customers = np.bincount(all_cell[all_cell >= 0], minlength=all_cells).astype(np.int64)
        having = tuple(f.count(view, who, *cells[STRATA if f.adjusted else 1]) for f in self.features)
        amounts = [count_amounts(m.of_customers(view, who), *cells[STRATA if m.adjusted else 1]) for m in self.measures]
        opened = who.open(self.groups)
        return Tables(customers, opened, having, tuple(n for n, _ in amounts), tuple(sums for _, sums in amounts))

    def combine(self, partials: Sequence[Tables]) -> Tables:
        return Tables(
            self._shaped(add_up([part.customers for part in partials])),
            add_up([part.open for part in partials]),
            tuple(self._shaped(add_up(parts)) for parts in zip(*(part.having for part in partials), strict=True)),
            tuple(self._shaped(add_up(parts)) for parts in zip(*(part.known for part in partials), strict=True)),
            tuple(self._shaped(add_wholes(parts), 2) for parts in zip(*(part.sums for part in partials), strict=True)),
        )

    def _shaped(self, table: NDArray[Any], *last: int) -> NDArray[Any]:
        lead = table.shape[: table.ndim - 1 - len(last)]
        strata = table.shape[len(lead)] // (2 * self.groups)
        return table.reshape(*lead, self.groups, 2, strata, *last)

    def members(self, views: Sequence[View], kind: str, name: str, group: int) -> list[Mask]:
        """By shard and customer: those of the first side with a feature, or with a known amount."""
        return each(lambda view: self._behind(view, kind, name, group), views)

    def _behind(self, view: View, kind: str, name: str, group: int) -> Mask:
        who = self.choice.choose(view)
        on_side = (who.until >= 0) & (who.side == FIRST) & (who.group == group)
        return (on_side & self._true_of(view, who, kind, name)).astype(np.uint8)

    def _true_of(self, view: View, who: Chosen, kind: str, name: str) -> NDArray[np.bool_]:
        for features in self.features:
            if features.kind == kind and name in features.names:
                return features.having(view, who, features.names.index(name)) != 0
        measure = next(measure for measure in self.measures if (measure.kind, measure.name) == (kind, name))
        return ~np.isnan(measure.of_customers(view, who))


@dataclass(frozen=True)
class Side:
    """One side of a difference. ``having`` and ``rate`` of what is true of customers, ``mean`` of what is measured."""

    n: int
    having: int | None
    rate: float | None
    mean: float | None


@dataclass(frozen=True)
class Difference:
    """What differs, by how much, and how likely by chance. ``effect`` is Cohen's h or d."""

    kind: str
    feature: str
    first: Side
    second: Side
    difference: float
    low: float
    high: float
    effect: float
    p: float
    q: float
    group: int


@dataclass(frozen=True)
class Found:
    """All differences that could be tested, and how many could not.

    In each group those with q up to 5% come first, then the others, both by the size of the effect.
    """

    differences: tuple[Difference, ...]
    skipped: tuple[int, ...]  # by group


def read_differences(reading: Reading, views: Sequence[View]) -> Tables:
    return run(reading, views)


def differences(reading: Reading, tables: Tables) -> Found:
    """Test everything that was counted, with what is left out counted too."""
    found: list[Difference] = []
    skipped = [0] * reading.groups
    for group in range(reading.groups):
        for features, having in zip(reading.features, tables.having, strict=True):
            if features.kind == NEXT:
                continue
            tested, left_out = _of_features(features, having[:, group], tables.customers[group], group)
            found += tested
            skipped[group] += left_out
        for measure, known, sums in zip(reading.measures, tables.known, tables.sums, strict=True):
            one = _of_measure(measure, known[group], sums[group], group)
            found += [one] if one else []
            skipped[group] += one is None and bool(sums[group].any())
    q = false_discovery_q([one.p for one in found])
    held = [replace(one, q=float(chance)) for one, chance in zip(found, q, strict=True)]
    held.sort(key=lambda one: (one.group, one.q > ALPHA, -abs(one.effect), one.kind, one.feature))
    return Found(tuple(held), tuple(skipped))


def _of_features(
    features: Features, having: NDArray[np.int64], customers: NDArray[np.int64], group: int
) -> tuple[list[Difference], int]:
    """Differences in each feature that enough customers have and have not, and how many others somebody has."""
    n = customers if features.adjusted else customers.sum(axis=-1, keepdims=True)
    sides, having_all = n.sum(axis=-1), having.sum(axis=-1)
    with_it = having_all.sum(axis=-1)
    enough = (with_it >= FEWEST) & (sides.sum() - with_it >= FEWEST) & bool((sides >= LEAST).all())
    told = compare_rates(having[:, 0], n[0], having[:, 1], n[1])
    enough &= ~np.isnan(told.p)
    found = []
    for at in np.flatnonzero(enough).tolist():
        one, two = (Side(int(m), int(k), int(k) / int(m), None) for m, k in zip(sides, having_all[at], strict=True))
        by, low, high, effect, p = _numbers(told, at)
        found.append(Difference(features.kind, features.names[at], one, two, by, low, high, effect, p, np.nan, group))
    return found, int(np.count_nonzero((with_it > 0) & ~enough))


def _numbers(told: Compared, at: int) -> tuple[float, float, float, float, float]:
    difference, low, high = float(told.difference[at]), float(told.low[at]), float(told.high[at])
    return difference, low, high, float(told.effect[at]), float(told.p[at])


def _of_measure(measure: Measure, known: NDArray[np.int64], sums: Whole, group: int) -> Difference | None:
    """The difference in one measure; None where there are too few amounts, or nothing but zeros."""
    if not sums.any() or (known.sum(axis=-1) < LEAST).any():
        return None
    cells = [means(known[side], sums[side]) for side in (0, 1)]
    columns = [[[x.n, x.value, x.variance] for x in side] for side in cells]
    one, two = (np.nan_to_num(np.array(side, dtype=np.float64).T) for side in columns)
    told = compare_means(*one, *two)
    if np.isnan(told.p):
        return None
    totals = [Mean(*(sum(getattr(x, name) for x in side) for name in ("n", "total", "squares"))) for side in cells]
    shown = [np.expm1(total.value) if measure.logarithmic else total.value for total in totals]
    by = [float(told.difference), float(told.low), float(told.high)]
    if measure.logarithmic:  # the ratio, as what it makes of the second side's typical amount
        by = [float((1 + shown[1]) * np.expm1(value)) for value in by]
    sides = [Side(total.n, None, None, float(mean)) for total, mean in zip(totals, shown, strict=True)]
    effect, p = float(told.effect), float(told.p)
    return Difference(measure.kind, measure.name, sides[0], sides[1], by[0], by[1], by[2], effect, p, np.nan, group)
