"""A question's ``where``, ``during`` and ``by`` over the shards, as small columns beside the events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.errors import SpecError
from footpath.journeys.calendar import QUARTER_US, UNITS, quarter_groups
from footpath.journeys.columns import NOWHERE, Journeys, frozen
from footpath.journeys.conditions import Filter, period_us
from footpath.journeys.index import Index
from footpath.journeys.properties import Property, find_property, property_names
from footpath.model.questions import Question

_ALL: Any = frozen(np.empty(0, dtype=np.uint8))
_ONE: Any = frozen(np.empty(0, dtype=np.uint16))


@dataclass(frozen=True)
class View:
    """A shard as a question sees it.

    Attributes:
        keep: 1 for the events that count; of length 0 when all do.
        group: the group of each event, 65535 for one that no row counts; of length 0 when all are in group 0.
    """

    journeys: Journeys
    keep: NDArray[np.uint8]
    group: NDArray[np.uint16]

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
    filters = [Filter(index, name, condition) for name, condition in question.where.items()]
    period = period_us(question.during, index.zone) if question.during else None
    grouping = Grouping(index, question.by)

    def view(shard: Journeys) -> View:
        return View(
            shard, _keep(shard, filters, None if anchored else period), _group(shard, grouping, period, anchored)
        )

    return Selection(index, tuple(each(view, index.shards)), grouping.labels, grouping.order)


def _keep(shard: Journeys, filters: Sequence[Filter], period: tuple[int, int] | None) -> NDArray[np.uint8]:
    if not filters and period is None:
        return _ALL
    keep = np.ones(shard.events, dtype=np.uint8)
    for condition in filters:
        keep &= condition.holds(shard)
    if period is not None:
        keep &= _within(shard, period)
    return frozen(keep)  # type: ignore[return-value]


def _within(shard: Journeys, period: tuple[int, int]) -> NDArray[np.bool_]:
    return (shard.time >= period[0]) & (shard.time < period[1])


def _group(shard: Journeys, grouping: "Grouping", period: tuple[int, int] | None, anchored: bool) -> NDArray[np.uint16]:
    group = grouping.of_events(shard)
    if anchored and period is not None:
        group = np.where(_within(shard, period), group if len(group) else np.uint16(0), np.uint16(NOWHERE))
    return frozen(group)  # type: ignore[return-value]


class Grouping:
    """``by``: a calendar unit, a dimension or a trait.

    Raises:
        SpecError: nothing is called so.
    """

    def __init__(self, index: Index, by: str | None) -> None:
        self._unit = by if by in UNITS else None
        self._property: Property | None = None
        self._span = (index.first_us or 0, index.last_us or 0)
        self._zone = index.zone
        self.labels: tuple[str | None, ...] = (None,)
        self.order: tuple[int, ...] = (0,)
        if self._unit:
            self.labels = quarter_groups(self._unit, self._zone, *self._span)[1]
            self.order = tuple(range(len(self.labels)))
        elif by is not None:
            self._property = _find_grouping(index, by)
            self.labels = (None, *self._property.values[1:])
            self.order = _alphabetic(self._property)

    def of_events(self, shard: Journeys) -> NDArray[np.uint16]:
        if self._unit:
            table = quarter_groups(self._unit, self._zone, *self._span)[0]
            return table[shard.time // QUARTER_US - self._span[0] // QUARTER_US]
        if self._property is None:
            return _ONE
        codes = np.arange(len(self._property.values), dtype=np.uint16)
        return self._property.codes_by_table(shard, codes)  # type: ignore[return-value]


def _find_grouping(index: Index, by: str) -> Property:
    try:
        return find_property(index, by)
    except SpecError as error:
        known = [*property_names(index), *UNITS]
        raise SpecError(error.message, f"There are: {', '.join(known)}.") from None


def _alphabetic(prop: Property) -> tuple[int, ...]:
    """Groups by name, those without a value last; places stand in the order of the map."""
    codes = range(1, len(prop.values))
    return (*(codes if prop.of == "place" else sorted(codes, key=lambda code: prop.values[code])), 0)
