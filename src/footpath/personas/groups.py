"""The groups of customers that were found, or why none were."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from footpath.personas.features import FeatureTable
from footpath.personas.rules import Rules


@dataclass(frozen=True)
class Tried:
    """One number of groups that was tried.

    Attributes:
        stability: how alike the groups of two halves of the customers are on all of them: the mean adjusted Rand index, 1 when
            they are the same, 0 when they are as alike as by chance.
        stability_null95: 95th percentile of the same where nothing goes together.
        separation: mean silhouette to the centres, 1 when groups lie far apart, 0 when customers lie as near to another group.
        separation_null95: as of stability.
    """

    count: int
    stability: float
    stability_null95: float
    separation: float
    separation_null95: float

    @property
    def beyond_chance(self) -> bool:
        return self.stability > self.stability_null95 and self.separation > self.separation_null95


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of customers.

    Attributes:
        keys: of all customers of the table, ascending.
        codes: the group of each, 0 the largest.
        probability: how sure that is, 0..1: among all groups, given what the customer does.
        tried: every number of groups that was tried, ascending.
        rules: readable conditions that say nearly the same.
        agreement: the share of customers that `rules` learnt from others put where they are.
        table: what was looked at.
        reason: why this many, in a sentence.
    """

    keys: NDArray[np.int64]
    codes: NDArray[np.uint8]
    probability: NDArray[np.float32]
    tried: tuple[Tried, ...]
    rules: Rules
    agreement: float
    table: FeatureTable = field(repr=False)
    reason: str = ""

    @property
    def count(self) -> int:
        return self.rules.count

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(np.bincount(self.codes, minlength=self.count).tolist())


@dataclass(frozen=True)
class NoStructure:
    """No groups that are more than chance.

    Attributes:
        reason: a sentence.
        tried: as of `Groups`; empty when there was too little to try.
    """

    reason: str
    tried: tuple[Tried, ...] = ()
