"""Who speaks: employees apart from customers; and of what: customers by group and theme, each once."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.journeys.columns import Shard
from footpath.journeys.feedback import KINDS
from footpath.journeys.index import Index
from footpath.model.records import Aim, FeedbackKind

ASKED_AS_EMPLOYEE, YES = "asked as employee", "yes"  # the trait of those who are no customers, and its only value

_AIMS = tuple(Aim)


@dataclass(frozen=True)
class Speakers:
    """Counts of customers.

    Attributes:
        heard: int64[groups], who said anything that speaks of a theme.
        customers: int64[groups, themes], who spoke of it.
        mood: float64[themes], the mean mood of everything said of it, NaN where none is known.
    """

    heard: NDArray[np.int64]
    customers: NDArray[np.int64]
    mood: NDArray[np.float64]


def employees(index: Index) -> NDArray[np.int64]:
    """Keys of those who are in the records for what they said as employees, and for nothing else."""
    kind = KINDS.index(FeedbackKind.EMPLOYEE)

    def of_shard(shard: Shard) -> NDArray[np.int64]:
        said = np.bincount(
            shard.customer_at(shard.feedback.row[shard.feedback.kind == kind]), minlength=shard.customers
        )
        return shard.key[(said > 0) & (said == shard.lengths)]

    return np.concatenate([np.empty(0, np.int64), *each(of_shard, index.shards)])


def speakers(
    index: Index, keys: NDArray[np.int64], codes: NDArray[np.uint8], groups: int, aims: Collection[Aim] = ()
) -> Speakers:
    """Who speaks of which theme, by the group of each customer; ``keys`` ascend.

    Args:
        aims: with these, only texts that state one of them count among ``customers``; who is heard stays the same.
    """
    themes, wanted = len(index.themes), [_AIMS.index(aim) for aim in aims]

    def of_shard(shard: Shard) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        said = shard.feedback
        entry = np.repeat(np.arange(len(said.row)), np.diff(said.theme_starts))
        key = shard.key[shard.customer_at(said.row[entry])]
        place = np.minimum(np.searchsorted(keys, key), max(len(keys) - 1, 0))
        known = (keys[place] == key) & (codes[place] < groups) if len(keys) else np.zeros(len(key), bool)
        theme, mood = said.theme.astype(np.int64), said.theme_mood.astype(np.float64)
        told = known & np.isin(said.aim[entry], wanted) if wanted else known
        pairs = np.unique(np.stack([place[told], theme[told]], axis=1), axis=0)
        counts = np.zeros((groups, themes), np.int64)
        np.add.at(counts, (codes[pairs[:, 0]].astype(np.int64), pairs[:, 1]), 1)
        heard = np.bincount(codes[np.unique(place[known])], minlength=groups)[:groups].astype(np.int64)
        felt = ~np.isnan(mood)
        total = np.bincount(theme[felt], mood[felt], minlength=themes).astype(np.float64)
        return counts, heard, total, np.bincount(theme[felt], minlength=themes).astype(np.int64)

    parts = each(of_shard, index.shards)
    counts, heard, total, n = (sum(part[at] for part in parts) for at in range(4))
    with np.errstate(invalid="ignore"):
        return Speakers(np.asarray(heard), np.asarray(counts), np.asarray(total) / np.asarray(n))
