"""From raw features to the few axes on which groups are looked for.

Each share is drawn a little towards everybody's (who has two events tells little) and its root is taken, amounts and times are taken
by their logarithm, what is rare weighs more (tf-idf); what is unknown is put in the middle. Each feature weighs by how much of its variance
is more than customers of one kind would show (`footpath.personas.dealing`). The features of each group of
features are then turned into their main axes and scaled so that the first axis of each weighs the same (multiple factor analysis): sixty
touchpoints do not drown three traits. Of the axes of all together those are kept that carry most,
unless chance would give the first of them.

Source: B. Escofier and J. Pagès, "Multiple factor analysis", Computational Statistics & Data Analysis 18 (1994); J. L. Horn,
"A rationale and test for the number of factors in factor analysis", Psychometrika 30 (1965).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footpath.personas.features import Feature, FeatureTable
from footpath.personas.features_used import finds_groups

Floats = NDArray[np.float64]
DRAWN = 12.0  # events of an average customer that are added to everybody's own: with 4, halves of a real grocer's customers agreed less
FAR = 3.5  # standard deviations beyond which nobody lies
LARGEST = 8  # axes of all together
CARRIED = 0.75  # of the variance of all together
OF_BLOCK = 6
SMALL_BLOCK = 4  # features, of which all axes are kept
LEAST_KNOWN = 0.05  # share of customers of whom a feature must be known
LEAST_SPREAD = 1e-6
LEAST_LASTING = 0.15


@dataclass(frozen=True, eq=False)
class Columns:
    """How raw values of the used features become comparable numbers.

    Attributes:
        used: positions in the table.
        drawn_to: everybody's share; NaN for what is no share.
        centre, spread, weight: of the transformed values.
        blocks: the block of each used feature.
        lasting: the share of each used feature's variance that chance does not give, 0..1.
    """

    features: tuple[Feature, ...]
    used: NDArray[np.int64]
    events: int
    drawn_to: Floats
    centre: Floats
    spread: Floats
    weight: Floats
    blocks: tuple[str, ...]
    lasting: Floats

    def numbers(self, table: FeatureTable) -> Floats:
        """float64[customers, used]: around 0, unknown is 0."""
        raw = table.values[:, self.used].astype(np.float64)
        plain = transformed(raw, self.drawn_to, table.values[:, self.events], self.logarithmic)
        scaled = np.clip((plain - self.centre) / self.spread, -FAR, FAR) * self.weight
        return np.nan_to_num(scaled, nan=0.0)

    @property
    def logarithmic(self) -> NDArray[np.bool_]:
        return np.array([self.features[at].unit in ("count", "money", "seconds") for at in self.used], bool)


@dataclass(frozen=True, eq=False)
class Axes:
    """Where customers stand on the axes.

    Attributes:
        turn: from the numbers of `Columns` to the axes.
        origin: what is taken away after that.
    """

    columns: Columns
    turn: Floats
    origin: Floats

    @property
    def count(self) -> int:
        return self.turn.shape[1]

    def places(self, table: FeatureTable) -> Floats:
        """float64[customers, axes], some thousands of customers at a time."""
        table = table.like(self.columns.features)
        step = 50_000
        parts = [self.columns.numbers(_slice(table, at, at + step)) @ self.turn for at in range(0, len(table), step)]
        return np.concatenate([np.empty((0, self.count)), *parts]) - self.origin


def _slice(table: FeatureTable, first: int, last: int) -> FeatureTable:
    return FeatureTable(table.keys[first:last], table.features, table.values[first:last])


def transformed(raw: Floats, drawn_to: Floats, events: NDArray[np.float32], logarithmic: NDArray[np.bool_]) -> Floats:
    """Shares drawn to everybody's and their root, logarithms of amounts, and the rest as it is."""
    n = np.maximum(np.nan_to_num(events.astype(np.float64), nan=1.0), 1.0)[:, None]
    plain = raw.copy()
    shares = ~np.isnan(drawn_to)
    plain[:, shares] = np.sqrt((raw[:, shares] * n + drawn_to[shares] * DRAWN) / (n + DRAWN))
    plain[:, logarithmic] = np.sign(raw[:, logarithmic]) * np.log1p(np.abs(raw[:, logarithmic]))
    return plain


def prepare_columns(table: FeatureTable, use_traits: bool = True) -> Columns:
    """How the values of this table become comparable numbers; features that hardly anybody has or that never differ are left out."""
    known = ~np.isnan(table.values)
    candidates = [
        at
        for at, feature in enumerate(table.features)
        if finds_groups(feature, use_traits) and known[:, at].mean() >= LEAST_KNOWN
    ]
    used = np.array(candidates, np.int64)
    events = next(at for at, feature in enumerate(table.features) if feature.name == "events")
    raw = table.values[:, used].astype(np.float64)
    units = [table.features[at].unit for at in used]
    share = np.array([unit == "share" for unit in units], bool)
    mean = np.nanmean(raw, axis=0) if len(used) else np.empty(0)
    drawn_to = np.where(share, mean, np.nan)
    logarithmic = np.array([unit in ("count", "money", "seconds") for unit in units], bool)
    plain = transformed(raw, drawn_to, table.values[:, events], logarithmic)
    centre = np.nanmean(plain, axis=0) if len(used) else np.empty(0)
    spread = _spread(plain, centre)
    differs = spread > LEAST_SPREAD
    blocks = tuple(block_of(table.features[at]) for at in used[differs])
    weight = _weights(raw[:, differs], tuple(table.features[at] for at in used[differs]))
    of_used = (drawn_to[differs], centre[differs], spread[differs], weight)
    return Columns(table.features, used[differs], events, *of_used, blocks, np.ones(int(differs.sum())))


def weigh_lasting(columns: Columns, table: FeatureTable, alike: Sequence[FeatureTable]) -> Columns:
    """Each feature by how much more it differs among these customers than among some of one kind; those that do not are left out.

    Traits are what they are, and how often customers come is taken from them for those of one kind: both weigh what they do.
    """
    own = columns.numbers(table).var(axis=0)
    chance = np.mean([columns.numbers(one).var(axis=0) for one in alike], axis=0)
    exempt = np.array([columns.features[at].group in ("demographic", "tempo") for at in columns.used], bool)
    lasting = np.where(exempt, 1.0, np.clip(1 - chance / np.maximum(own, 1e-12), 0, 1))
    kept = lasting >= LEAST_LASTING
    return replace(
        columns,
        used=columns.used[kept],
        drawn_to=columns.drawn_to[kept],
        centre=columns.centre[kept],
        spread=columns.spread[kept],
        weight=(columns.weight * lasting)[kept],
        blocks=tuple(block for block, keep in zip(columns.blocks, kept, strict=True) if keep),
        lasting=lasting[kept],
    )


def block_of(feature: Feature) -> str:
    """Features of a block share one weight: those of one group."""
    return feature.group


def _spread(plain: Floats, centre: Floats) -> Floats:
    """The standard deviation of what is known, without the farthest hundredth on either side where anything is left then."""
    if not plain.size:
        return np.empty(plain.shape[1])
    low, high = np.nanquantile(plain, (0.01, 0.99), axis=0)
    robust = np.nanstd(np.clip(plain, low, high), axis=0)
    return np.asarray(np.where(robust > LEAST_SPREAD, robust, np.nanstd(plain, axis=0)))


def _weights(raw: Floats, features: tuple[Feature, ...]) -> Floats:
    """Touchpoints and steps that nearly everybody has say little of anybody: the root of the log of one over their share of customers."""
    has = np.nanmean(raw > 0, axis=0) if raw.size else np.empty(0)
    rare = np.sqrt(np.log((1 + 1.0) / (has + 1e-3)))
    textual = np.array([feature.group in ("touchpoint", "sequence") for feature in features], bool)
    return np.where(textual, np.clip(rare, 0.3, 1.6), 1.0)


def prepare_axes(columns: Columns, numbers: Floats, seed: int = 0) -> Axes:
    """The main axes of these numbers, which carry three quarters of all; none where chance would give the first of them."""
    turn = balanced(columns, numbers, seed)
    placed = numbers @ turn
    values, vectors = eigen(placed)
    together = beyond_shuffled(placed, values, LARGEST, seed)
    carried = np.cumsum(values) / max(values.sum(), 1e-12)
    kept = min(int(np.searchsorted(carried, CARRIED)) + 1, LARGEST, len(values)) if together else 0
    whole = turn @ vectors[:, :kept]
    return Axes(columns, whole, (numbers @ whole).mean(axis=0))


def balanced(columns: Columns, numbers: Floats, seed: int) -> Floats:
    """From numbers to the main axes of each block, of which the first has a variance of 1, or less where less of it lasts."""
    parts = []
    for block in dict.fromkeys(columns.blocks):
        at = np.flatnonzero([name == block for name in columns.blocks])
        values, vectors = eigen(numbers[:, at])
        if not len(values) or values[0] <= 0:
            continue
        kept = len(at) if len(at) <= SMALL_BLOCK else max(beyond_shuffled(numbers[:, at], values, OF_BLOCK, seed), 1)
        part = np.zeros((numbers.shape[1], kept))
        part[at] = vectors[:, :kept] * np.sqrt(columns.lasting[at].mean() / values[0])
        parts.append(part)
    return np.concatenate([np.empty((numbers.shape[1], 0)), *parts], axis=1)


def eigen(numbers: Floats) -> tuple[Floats, Floats]:
    """Variances along the main axes, the largest first, and the axes; the sign of each so that its largest part is positive."""
    if numbers.shape[1] == 0:
        return np.empty(0), np.empty((0, 0))
    values, vectors = np.linalg.eigh(np.cov(numbers, rowvar=False).reshape(numbers.shape[1], -1))
    values, vectors = values[::-1], vectors[:, ::-1]
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(vectors.shape[1])])
    return values, vectors * signs


def beyond_shuffled(numbers: Floats, values: Floats, most: int, seed: int, rounds: int = 5) -> int:
    """How many axes carry more than the same axis does when every column is shuffled by itself?"""
    if not len(values):
        return 0
    rng = np.random.default_rng(seed)
    sample = numbers[rng.choice(len(numbers), min(len(numbers), 4000), replace=False)]
    chance = np.max([eigen(shuffled(sample, rng))[0] for _ in range(rounds)], axis=0)
    more = values > chance * 1.02
    first_not = len(values) if more.all() else int(np.argmin(more))
    return min(first_not, most)


def shuffled(numbers: Floats, rng: np.random.Generator) -> Floats:
    """Every column in an order of its own: what goes together does so no more."""
    return rng.permuted(numbers, axis=0)
