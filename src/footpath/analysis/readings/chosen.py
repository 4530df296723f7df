"""Two sides of customers to be compared, each customer by their events up to a moment."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.selection import View

FIRST, SECOND, OPEN = 0, 1, 2
LENGTHS = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024], dtype=np.int64)
STRATA = len(LENGTHS) + 1


@dataclass(frozen=True)
class Chosen:
    """Who of a shard is compared. Each column has one entry per customer.

    Attributes:
        until: the row of the moment, the last one that is looked at; -1 for a customer who is on no side.
        side: `FIRST` or `SECOND`; `OPEN` for a customer who is not on either yet, of whom ``until`` is -1.
        length: events that count, up to the moment.
        group: of ``by``, -1 for a customer who has no moment, or one in no group.
        next: code of the touchpoint of the following event that counts, -1 when there is none; empty when nobody asks.
        stratum: customers are compared within it.
    """

    until: NDArray[np.int64]
    side: NDArray[np.int64]
    length: NDArray[np.int64]
    group: NDArray[np.int64]
    next: NDArray[np.int64]
    stratum: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stratum", np.searchsorted(LENGTHS, self.length))

    def cell(self, strata: int) -> NDArray[np.int64]:
        """Where each customer is counted, (group, side, stratum) as one number, -1 for those who are not."""
        stratum = self.stratum if strata > 1 else 0
        return np.where(self.until >= 0, (self.group * 2 + self.side) * strata + stratum, -1)

    def open(self, groups: int) -> NDArray[np.int64]:
        """By group: customers who are on neither side yet."""
        found = self.group[(self.side == OPEN) & (self.group >= 0)]
        return np.bincount(found, minlength=groups).astype(np.int64)


class Choice(Protocol):
    """Says who is compared. It travels to where shards are read, so it holds small tables only."""

    def choose(self, view: View, /) -> Chosen: ...


def chosen(
    view: View,
    moment: NDArray[np.int64],
    side: NDArray[np.int64],
    length: NDArray[np.int64],
    after: NDArray[np.int64] | None = None,
) -> Chosen:
    """Put customers in the groups of their moments' rows; who has no moment (-1), or one in no group, is on no side."""
    counted = moment >= 0
    counted[counted] = view.kept(moment[counted])
    group = np.full(len(moment), -1, dtype=np.int64)
    group[counted] = view.group_of(moment[counted])
    until = np.where(counted & (side != OPEN), moment, -1)
    none = np.empty(0, dtype=np.int64)
    return Chosen(until, side, length, group, none if after is None else after)
