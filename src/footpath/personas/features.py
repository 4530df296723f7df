"""What each customer does and is, as numbers: the table in which groups are looked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.journeys.columns import Shard
from footpath.journeys.index import Index
from footpath.journeys.voices import ASKED_AS_EMPLOYEE

if TYPE_CHECKING:
    from footpath.personas.features_counted import Columns

FeatureGroup = Literal[
    "demographic", "channel", "device", "time", "touchpoint", "sequence", "tempo", "value", "feedback"
]
Unit = Literal["share", "count", "seconds", "money", "score", "category"]
Progress = Callable[[str, float], None]
Floats32 = NDArray[np.float32]
QUARTERS = ("January–March", "April–June", "July–September", "October–December")
ACTS = "acts"  # the feature that counts what customers did themselves and did not only say: without any, nobody knows who they are
PERSONA = "persona"  # the trait that groups are stored in: what was found is no evidence for itself


@dataclass(frozen=True)
class Feature:
    """One column of the table.

    Attributes:
        name: unique among the features of all data, and the same when the data are read again: "channel:app".
        label: what it says, readable: "share of events in the app".
        group: demographic (traits), channel, device (dimensions of events), time (hours, weekdays, months), touchpoint,
            sequence (steps from one touchpoint to another), tempo, value, feedback.
        unit: share (0..1), count, seconds, money, score (a number with a scale of its own, as years or -1..1), category
            (1 where the customer has this value, else 0).
        of: what it speaks of, in words of the data: (touchpoint), (from, to), (channel), (dimension, value), (trait, value),
            (trait) of a trait that is a number; for the others, a word of this module, as ("evening",) or ("sessions",).
    """

    name: str
    label: str
    group: FeatureGroup
    unit: Unit
    of: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class FeatureTable:
    """One row for each customer with an event, by key, ascending.

    Attributes:
        values: float32[customers, features] in the unit of each feature; NaN where it is unknown.
    """

    keys: NDArray[np.int64]
    features: tuple[Feature, ...]
    values: Floats32

    def __post_init__(self) -> None:
        assert self.values.shape == (len(self.keys), len(self.features))

    def __len__(self) -> int:
        return len(self.keys)

    def column(self, name: str) -> Floats32:
        """The values of one feature; all unknown where there is no such feature."""
        for position, feature in enumerate(self.features):
            if feature.name == name:
                return self.values[:, position]
        return np.full(len(self), np.nan, np.float32)

    def rows(self, chosen: NDArray[np.generic]) -> "FeatureTable":
        """Some of the customers: by position, or by a mask."""
        return FeatureTable(self.keys[chosen], self.features, self.values[chosen])

    def without(self, *groups: FeatureGroup) -> "FeatureTable":
        """The table without the features of some groups."""
        kept = [at for at, feature in enumerate(self.features) if feature.group not in groups]
        return FeatureTable(self.keys, tuple(self.features[at] for at in kept), self.values[:, kept])

    def like(self, features: tuple[Feature, ...]) -> "FeatureTable":
        """The same customers with the features of another table; those that are not here are unknown."""
        if features == self.features:
            return self
        here = {feature.name: at for at, feature in enumerate(self.features)}
        values = np.full((len(self), len(features)), np.nan, np.float32)
        for at, feature in enumerate(features):
            if feature.name in here:
                values[:, at] = self.values[:, here[feature.name]]
        return FeatureTable(self.keys, features, values)


def read_features(index: Index, progress: Progress | None = None) -> FeatureTable:
    """What do customers do, when, where and how fast; what are they worth, what do they say, who are they?

    A share is of a customer's events of which the thing is known: the share of phones is of the events that have a device.
    What is rare is left out (see `footpath.personas.features_chosen`). Customers without an event have no row, and the trait
    "persona" is no feature.

    Returns:
        The same table whatever the number of shards.

    Examples:
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@10|value=5", bob="cart@0 cart@90", channels={"cart": "web", "pay": "app"})
        >>> table = read_features(index)
        >>> table.column("channel:app").tolist(), table.column("events").tolist(), table.column("value").tolist()
        ([0.5, 0.0], [2.0, 2.0], [5.0, nan])
    """
    from footpath.personas.features_chosen import choose_columns

    return read_columns(index, choose_columns(index), progress)


def read_columns(index: Index, columns: "Columns", progress: Progress | None = None) -> FeatureTable:
    """The table of features that were chosen."""
    tell = progress or (lambda _what, _share: None)
    tell("Counting what each customer does", 0.0)
    parts = each(columns.of_shard, index.shards)
    keys = np.concatenate([np.empty(0, np.int64), *(part[0] for part in parts)])
    empty = np.empty((0, len(columns.features)), np.float32)
    values = np.concatenate([empty, *(part[1] for part in parts)])
    order = np.argsort(keys, kind="stable")
    tell("Counted what each customer does", 1.0)
    return FeatureTable(keys[order], columns.features, values[order])


def shard_rows(shard: Shard) -> NDArray[np.int64]:
    """The customers of a shard that have an event; employees who were asked are none."""
    customers = shard.lengths > 0
    if ASKED_AS_EMPLOYEE in shard.traits:
        customers &= shard.traits[ASKED_AS_EMPLOYEE] == 0
    return np.flatnonzero(customers)
