"""Learning readable rules from groups: a tree of at most four conditions a rule.

Source: L. Breiman, J. Friedman, R. Olshen and C. Stone, Classification and Regression Trees (1984), with Gini's index.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from footpath.personas.features import Feature, FeatureTable
from footpath.personas.rules import Condition, Node, Rules
from footpath.personas.undecided import acts_needed

DEPTH = 4
BORDERS = 24  # of a feature that are tried
LEARNT_FROM = 20_000  # customers
HELD_OUT = 0.3
LEAST_SHARE = 0.01  # of those learnt from, who must come to a leaf
LEAST_CUSTOMERS = 10
LEAST_GAIN = 0.002  # of Gini's index, as a part of all customers


@dataclass(frozen=True, eq=False)
class _Binned:
    """Values as positions between borders; the last bin is for what is unknown."""

    features: tuple[Feature, ...]
    borders: tuple[NDArray[np.float64], ...]
    bins: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Learnt:
    """Rules, and how well they do.

    Attributes:
        agreement: the share of customers whom rules learnt from others put where they are.
        acts_needed: how much customers must have done themselves, that rules say who they are: see `footpath.personas.undecided`.
    """

    rules: Rules
    agreement: float
    acts_needed: int


def rules_with_agreement(
    table: FeatureTable, codes: NDArray[np.uint8], count: int, seed: int, acts: NDArray[np.floating]
) -> Learnt:
    """Rules learnt from all customers, and how many customers rules put right that were learnt from others."""
    order = np.random.default_rng(seed).permutation(len(table))
    held = max(int(HELD_OUT * len(table)), 1)
    out, inside = np.sort(order[:held]), np.sort(order[held:])
    trial = learn_rules(table.rows(inside), codes[inside], count, seed)
    right = trial.assign(table.rows(out))[0] == codes[out]
    needed = acts_needed(acts[out], right)
    return Learnt(learn_rules(table, codes, count, seed), float(right.mean()), needed)


def learn_rules(table: FeatureTable, codes: NDArray[np.uint8], count: int, seed: int = 0) -> Rules:
    """A tree of at most `DEPTH` conditions that says nearly what the codes say.

    Args:
        count: groups; codes are below it.

    Examples:
        >>> share = Feature("channel:app", "share of events in the app", "channel", "share", ("app",))
        >>> values = np.repeat(np.array([[0.0], [0.9]], np.float32), 50, axis=0)
        >>> rules = learn_rules(FeatureTable(np.arange(100), (share,), values), np.repeat([0, 1], 50).astype(np.uint8), 2)
        >>> [(str(leaf), leaf.code) for leaf in rules.leaves()]
        [('share of events in the app up to 50%', 0), ('share of events in the app above 50%', 1)]
    """
    rows = np.arange(len(table))
    if len(table) > LEARNT_FROM:
        rows = np.sort(np.random.default_rng(seed).choice(len(table), LEARNT_FROM, replace=False))
    binned = _binned(table.rows(rows))
    nodes: list[Node] = []
    everybody = np.arange(len(rows))
    _grow(binned, codes[rows].astype(np.int64), everybody, np.zeros(len(rows), bool), count, nodes)
    return _with_used_features(Rules(count, table.features, tuple(nodes)))


def _binned(table: FeatureTable) -> _Binned:
    borders, bins = [], np.empty((len(table), len(table.features)), np.uint8)
    for at, feature in enumerate(table.features):
        value = table.values[:, at].astype(np.float64)
        tried = _borders(value[~np.isnan(value)], feature)
        bins[:, at] = np.where(np.isnan(value), len(tried) + 1, np.searchsorted(tried, value, side="left"))
        borders.append(tried)
    return _Binned(table.features, tuple(borders), bins)


def _borders(known: NDArray[np.float64], feature: Feature) -> NDArray[np.float64]:
    """Round numbers between values, ascending, that part the known values."""
    if feature.unit == "category" or not len(known):
        return np.array([0.5])
    distinct = np.unique(np.quantile(known, np.linspace(0, 1, BORDERS + 2), method="nearest"))
    rounded = {readable(low, high) for low, high in pairwise(distinct.tolist())}
    return np.array(sorted(np.float32(border) for border in rounded), np.float64)


def readable(low: float, high: float) -> float:
    """The roundest number from ``low`` until before ``high``, of equally round ones the one nearest to the middle.

    Examples:
        >>> readable(0.231, 0.268), readable(1234.0, 1791.0), readable(0.0, 0.9), readable(1984.0, 1985.0)
        (0.25, 1500.0, 0.5, 1984.5)
    """
    middle, width = (low + high) / 2, high - low
    if width <= 0:
        return low
    step = 10.0 ** (floor(log10(width)) + 1)
    for _ in range(4):
        for part in (step, step / 2, step / 20):
            number = round(middle / part) * part
            if low <= number < high and (part < width):
                return float(f"{number:.10g}")
        step /= 10
    return low


def _grow(
    binned: _Binned,
    codes: NDArray[np.int64],
    rows: NDArray[np.int64],
    unknown: NDArray[np.bool_],
    count: int,
    nodes: list[Node],
    depth: int = 0,
) -> int:
    """Add the node of these rows and all below it; its number.

    Args:
        unknown: by row of the table, whether something was unknown on the way here.
    """
    number = len(nodes)
    nodes.append(_leaf(codes[rows], codes[rows[unknown[rows]]], count))
    condition = _best_condition(binned, codes, rows, count) if depth < DEPTH else None
    if condition is None:
        return number
    above, not_known = _goes_above(binned, condition, rows)
    unknown = unknown.copy()
    unknown[rows[not_known]] = True
    below_at = _grow(binned, codes, rows[~above], unknown, count, nodes, depth + 1)
    above_at = _grow(binned, codes, rows[above], unknown, count, nodes, depth + 1)
    if _say_the_same(nodes[below_at], nodes[above_at]):
        del nodes[number + 1 :]
    else:
        nodes[number] = replace(nodes[number], condition=condition, below=below_at, above=above_at)
    return number


def _leaf(codes: NDArray[np.int64], of_unknown: NDArray[np.int64], count: int) -> Node:
    shares, unknown_shares = (_shares(own, count) for own in (codes, of_unknown))
    return Node(None, 0, 0, shares, len(codes), unknown_shares, len(of_unknown))


def _shares(codes: NDArray[np.int64], count: int) -> tuple[float, ...]:
    return tuple(((np.bincount(codes, minlength=count) + 1) / (len(codes) + count)).tolist())


def _say_the_same(one: Node, other: Node) -> bool:
    leaves = one.condition is None and other.condition is None
    return leaves and int(np.argmax(one.shares)) == int(np.argmax(other.shares))


def _goes_above(
    binned: _Binned, condition: Condition, rows: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which rows go above, and of which it is unknown."""
    borders = binned.borders[condition.feature]
    bins = binned.bins[rows, condition.feature]
    at = int(np.searchsorted(borders, condition.border))
    unknown = bins == len(borders) + 1
    return np.where(unknown, condition.unknown_above, bins > at), unknown


def _best_condition(binned: _Binned, codes: NDArray[np.int64], rows: NDArray[np.int64], count: int) -> Condition | None:
    best, found = LEAST_GAIN * len(codes), None
    least = max(LEAST_CUSTOMERS, LEAST_SHARE * len(codes))
    own = codes[rows]
    whole = _purity(np.bincount(own, minlength=count)[None])[0]
    for feature, borders in enumerate(binned.borders):
        width = len(borders) + 2
        cells = binned.bins[rows, feature].astype(np.int64) * count + own
        table = np.bincount(cells, minlength=width * count).reshape(width, count)
        unknown, below = table[-1], np.cumsum(table[:-1], axis=0)[:-1]
        above = table[:-1].sum(axis=0) - below
        for unknown_above in (False, True) if unknown.sum() else (False,):
            left, right = (below, above + unknown) if unknown_above else (below + unknown, above)
            enough = (left.sum(axis=1) >= least) & (right.sum(axis=1) >= least)
            gain = np.where(enough, _purity(left) + _purity(right) - whole, -1.0)
            at = int(gain.argmax()) if len(gain) else 0
            if len(gain) and gain[at] > best * (1 + 1e-9):
                best, found = float(gain[at]), Condition(feature, float(borders[at]), unknown_above)
    return found


def _purity(sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """The sum of squares of the counts over their sum: customers less Gini's index of them."""
    return np.asarray((sizes.astype(np.float64) ** 2).sum(axis=1) / np.maximum(sizes.sum(axis=1), 1))


def _with_used_features(rules: Rules) -> Rules:
    used = sorted({node.condition.feature for node in rules.nodes if node.condition})
    place = {feature: at for at, feature in enumerate(used)}
    nodes = tuple(
        node
        if node.condition is None
        else replace(node, condition=replace(node.condition, feature=place[node.condition.feature]))
        for node in rules.nodes
    )
    return Rules(rules.count, tuple(rules.features[at] for at in used), nodes)
