"""A question's ``where``, ``during`` and ``by`` over the shards, as small columns beside the events."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.applying import only_inside
from footpath.journeys.columns import NOWHERE, Shard, frozen
from footpath.journeys.conditions import Condition, Period, condition_on, period_us
from footpath.journeys.index import Index
from footpath.journeys.properties import Property, find_property
from footpath.model.questions import Question

_ALL: Any = frozen(np.empty(0, dtype=np.uint8))
_ONE: Any = frozen(np.empty(0, dtype=np.uint16))


@dataclass(frozen=True)
class Recipe:
    """How a question sees any shard.

    Attributes:
        conditions: all of which an event must meet to count.
        grouping: says the group of an event.
        counted: microseconds from..until outside of which an event belongs to no group, though it stays in sight.
    """

    conditions: tuple[Condition, ...]
    grouping: "Grouping"
    counted: tuple[int, int] | None = None


class View:
    """A shard as a question sees it. What it shows is worked out where it is looked at, and travels as its recipe.

    Attributes:
        keep: 1 for the events that count; of length 0 when all do.
        group: the group of each event, 65535 for one that no row counts; of length 0 when all are in group 0.
    """

    def __init__(self, shard: Shard, recipe: Recipe) -> None:
        self.shard = shard
        self.recipe = recipe

    def __reduce__(self) -> tuple[Any, ...]:
        return View, (self.shard, self.recipe)

    @cached_property
    def keep(self) -> NDArray[np.uint8]:
        if not self.recipe.conditions:
            return _ALL
        first, *others = self.recipe.conditions
        keep = first.holds(self.shard)
        for condition in others:
            keep = keep & condition.holds(self.shard)
        return frozen(keep)  # type: ignore[return-value]

    @cached_property
    def group(self) -> NDArray[np.uint16]:
        group, counted = self.recipe.grouping.of_events(self.shard), self.recipe.counted
        if counted is not None:
            group = only_inside(Period(*counted).holds(self.shard), group)
        return frozen(group)  # type: ignore[return-value]

    def kept(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether rows count: they meet the conditions and belong to a group."""
        found = np.ones(len(rows), dtype=bool)
        if len(self.keep):
            found &= self.keep[rows] != 0
        if len(self.group):
            found &= self.group[rows] != NOWHERE
        return found

    def group_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return self.group[rows].astype(np.int64) if len(self.group) else np.zeros(len(rows), dtype=np.int64)


@dataclass(frozen=True)
class Selection:
    """All shards as a question sees them, and what its groups are called.

    Attributes:
        labels: by group; a label of None is the group of events without a value. One None when there is no ``by``.
        order: the groups in the order of the rows.
    """

    index: Index
    views: tuple[View, ...]
    labels: tuple[str | None, ...]
    order: tuple[int, ...]

    @property
    def groups(self) -> int:
        return len(self.labels)


def select(index: Index, question: Question, *, anchored: bool = False) -> Selection:
    """The shards through a question's ``where``, ``during`` and ``by``.

    Args:
        anchored: ``during`` says which events a row counts, while what came before and after them stays in sight;
            without it, events outside the period are as if they were not there.
    """
    conditions = [condition_on(index, name, wanted) for name, wanted in question.where.items()]
    period = period_us(question.during, index.zone) if question.during else None
    if period is not None and not anchored:
        conditions.append(Period(*period))
    grouping = Grouping(index, question.by)
    recipe = Recipe(tuple(conditions), grouping, period if anchored else None)
    return Selection(index, tuple(View(shard, recipe) for shard in index.shards), grouping.labels, grouping.order)


class Grouping:
    """``by``: a calendar unit, a dimension or a trait.

    Raises:
        SpecError: nothing is called so.
    """

    def __init__(self, index: Index, by: str | None) -> None:
        self._property = None if by is None else find_property(index, by)
        self.labels: tuple[str | None, ...] = (None, *self._property.values[1:]) if self._property else (None,)
        self.order = _in_order(self._property) if self._property else (0,)

    def of_events(self, shard: Shard) -> NDArray[np.uint16]:
        return self._property.codes(shard) if self._property else _ONE


def _in_order(prop: Property) -> tuple[int, ...]:
    """Groups by name, those without a value last; places stand in the order of the map, periods in that of time."""
    codes = range(1, len(prop.values))
    return (*(codes if prop.of in ("place", "time") else sorted(codes, key=lambda code: prop.values[code])), 0)
