"""Readable rules that assign a customer to a group: a small tree of conditions on single features."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.personas.features import Feature, FeatureTable
from footpath.personas.wording import condition_text

LEAST_UNKNOWN = 30  # customers of whom something was unknown from whom it was learnt where such customers belong


@dataclass(frozen=True)
class Condition:
    """Is a customer's feature above a border?

    Attributes:
        feature: position in the rules' features.
        unknown_above: where a customer goes of whom the feature is unknown.
    """

    feature: int
    border: float
    unknown_above: bool


@dataclass(frozen=True)
class Node:
    """A branching, or a leaf.

    Attributes:
        condition: None for a leaf.
        below, above: the nodes that follow; 0 for a leaf.
        shares: share of each group among the customers who came here, with one more customer of each group counted in.
        n: customers from whom it was learnt that came here.
        unknown_shares, unknown_n: the same of those of them of whom something was unknown that was asked on the way.
    """

    condition: Condition | None
    below: int
    above: int
    shares: tuple[float, ...]
    n: int
    unknown_shares: tuple[float, ...] = ()
    unknown_n: int = 0


@dataclass(frozen=True)
class Leaf:
    """One rule: everybody who meets all conditions is in the group, with this probability."""

    conditions: tuple[str, ...]
    code: int
    probability: float
    n: int

    def __str__(self) -> str:
        return " and ".join(self.conditions) or "everybody"


@dataclass(frozen=True)
class Rules:
    """A tree of conditions; nodes follow their parents, the first is the root.

    Attributes:
        count: groups.
        features: that the conditions speak of.
    """

    count: int
    features: tuple[Feature, ...]
    nodes: tuple[Node, ...]

    def assign(self, table: FeatureTable) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """The group of each customer of a table, and how many of those that came the same way were in it.

        Of whom something is unknown that is asked on the way is put where those went of whom it was unknown, too, and is as sure as
        they were; where fewer than 30 such customers were learnt from, nobody knows: the probability is 0.
        """
        at, unknown = self._walked(table.like(self.features))
        known_shares = np.array([node.shares for node in self.nodes], np.float64)
        none = (0.0,) * self.count
        unknown_shares = np.array(
            [node.unknown_shares if node.unknown_n >= LEAST_UNKNOWN else none for node in self.nodes], np.float64
        )
        shares = np.where(unknown[:, None], unknown_shares[at], known_shares[at])
        return shares.argmax(axis=1).astype(np.uint8), shares.max(axis=1, initial=0.0).astype(np.float32)

    def _walked(self, table: FeatureTable) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The leaf of each customer, and whether something was unknown on the way."""
        at, unknown = np.zeros(len(table), np.int64), np.zeros(len(table), bool)
        for number, node in enumerate(self.nodes):
            if node.condition is None:
                continue
            here = np.flatnonzero(at == number)
            value = table.values[here, node.condition.feature]
            unknown[here] |= np.isnan(value)
            above = np.where(np.isnan(value), node.condition.unknown_above, value > np.float32(node.condition.border))
            at[here] = np.where(above, node.above, node.below)
        return at, unknown

    def leaves(self) -> tuple[Leaf, ...]:
        """All rules in words, the surest and largest of each group first."""
        found: list[Leaf] = []
        self._walk(0, (), found)
        return tuple(sorted(found, key=lambda leaf: (leaf.code, -leaf.n * leaf.probability)))

    def _walk(self, number: int, path: tuple[tuple[Condition, bool], ...], found: list[Leaf]) -> None:
        node = self.nodes[number]
        if node.condition is None:
            code = int(np.argmax(node.shares))
            found.append(Leaf(self._in_words(path), code, node.shares[code], node.n))
            return
        self._walk(node.below, (*path, (node.condition, False)), found)
        self._walk(node.above, (*path, (node.condition, True)), found)

    def _in_words(self, path: tuple[tuple[Condition, bool], ...]) -> tuple[str, ...]:
        """Of several borders of one feature on one side only the nearest is told."""
        nearest: dict[tuple[int, bool], float] = {}
        for condition, above in path:
            known = nearest.get((condition.feature, above), condition.border)
            choose = max if above else min
            nearest[condition.feature, above] = choose(known, condition.border)
        return tuple(
            condition_text(self.features[feature], border, above) for (feature, above), border in nearest.items()
        )

    def json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def read(data: dict[str, Any]) -> "Rules":
        """What `json` gave."""
        features = tuple(Feature(**{**told, "of": tuple(told["of"])}) for told in data["features"])
        nodes = tuple(
            Node(
                None if told["condition"] is None else Condition(**told["condition"]),
                int(told["below"]),
                int(told["above"]),
                tuple(told["shares"]),
                int(told["n"]),
                tuple(told.get("unknown_shares", ())),
                int(told.get("unknown_n", 0)),
            )
            for told in data["nodes"]
        )
        return Rules(int(data["count"]), features, nodes)
