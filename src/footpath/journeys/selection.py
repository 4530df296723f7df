"""A question's ``where``, ``during`` and ``by`` over the shards, as small columns beside the events."""

import json
from collections.abc import Callable, Hashable
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
from footpath.journeys.sharing import Shared, shared_now
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


@dataclass(frozen=True)
class Meant:
    """A condition, and what it says: questions that say the same share what it holds for."""

    condition: Condition
    meaning: str

    def holds(self, shard: Shard) -> NDArray[np.uint8]:
        return self.condition.holds(shard)


class View:
    """A shard as a question sees it. What it shows is worked out where it is looked at, and travels as its recipe.

    Attributes:
        keep: 1 for the events that count; of length 0 when all do.
        group: the group of each event, 65535 for one that no row counts; of length 0 when all are in group 0.
    """

    def __init__(self, shard: Shard, recipe: Recipe, shared: Shared | None = None) -> None:
        self.shard = shard
        self.recipe = recipe
        self._shared = shared  # of this process: it does not travel

    def __reduce__(self) -> tuple[Any, ...]:
        return View, (self.shard, self.recipe)

    @cached_property
    def keep(self) -> NDArray[np.uint8]:
        if not self.recipe.conditions:
            return _ALL
        first, *others = (self._held(condition) for condition in self.recipe.conditions)
        for held in others:
            first = first & held
        return frozen(first)  # type: ignore[return-value]

    def _held(self, condition: Condition) -> NDArray[np.uint8]:
        if not isinstance(condition, Meant | Period):
            return condition.holds(self.shard)
        found: NDArray[np.uint8] = self._once(("where", condition.meaning), lambda: condition.holds(self.shard))
        return found

    def _once(self, meaning: Hashable, work_out: Callable[[], Any]) -> Any:
        """A column of this shard: worked out here, or by another question of the same run."""
        if self._shared is None:
            return work_out()
        return self._shared.column(self.shard, meaning, lambda: frozen(work_out()))

    @cached_property
    def group(self) -> NDArray[np.uint16]:
        grouping, counted = self.recipe.grouping, self.recipe.counted
        group = self._once(("by", grouping.by), lambda: grouping.of_events(self.shard)) if grouping.by else _ONE
        if counted is not None:
            group = only_inside(self._held(Period(*counted)), group)
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
    conditions: list[Condition] = [
        Meant(condition_on(index, name, wanted), json.dumps([name, wanted], sort_keys=True))
        for name, wanted in question.where.items()
    ]
    period = period_us(question.during, index.zone) if question.during else None
    if period is not None and not anchored:
        conditions.append(Period(*period))
    grouping = Grouping(index, question.by)
    recipe = Recipe(tuple(conditions), grouping, period if anchored else None)
    shared = shared_now()
    views = tuple(View(shard, recipe, shared) for shard in index.shards)
    return Selection(index, views, grouping.labels, grouping.order)


class Grouping:
    """``by``: a calendar unit, a dimension or a trait.

    Raises:
        SpecError: nothing is called so.
    """

    def __init__(self, index: Index, by: str | None) -> None:
        self.by = by
        self._property = None if by is None else find_property(index, by)
        self.labels: tuple[str | None, ...] = (None, *self._property.values[1:]) if self._property else (None,)
        self.order = _in_order(self._property) if self._property else (0,)

    def of_events(self, shard: Shard) -> NDArray[np.uint16]:
        return self._property.codes(shard) if self._property else _ONE


def _in_order(prop: Property) -> tuple[int, ...]:
    """Groups by name, those without a value last; places stand in the order of the map, periods in that of time."""
    codes = range(1, len(prop.values))
    return (*(codes if prop.of in ("place", "time") else sorted(codes, key=lambda code: prop.values[code])), 0)
