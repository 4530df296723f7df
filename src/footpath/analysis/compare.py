"""In what do two segments, or two periods, differ?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.amount_features import measures_of
from footpath.analysis.readings.chosen import FIRST, SECOND, Chosen, chosen
from footpath.analysis.readings.differences import Difference, Reading, differences, read_differences
from footpath.analysis.readings.features import Mask, What, features_of
from footpath.engine import each
from footpath.errors import SpecError
from footpath.journeys.selection import Recipe, Selection, View, select
from footpath.model.questions import Condition, Question


class Segment(BaseModel):
    """Which events make one side: ``where`` and ``during`` as every question reads them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    where: dict[str, Condition] = {}
    during: str | None = None


@dataclass(frozen=True)
class CompareRow:
    """One thing in which a differs from b.

    Attributes:
        kind: touchpoint, transition, channel, dimension, trait, pace, value or scores.
        a_n, b_n: customers, of measures those of whom it is known.
        a_with, a_rate: those of whom it is true; a_mean of what is measured (of gaps, the geometric mean).
        difference, low, high: a less b, adjusted for the number of events where that matters.
        effect: Cohen's h or d. Rows with q up to 5% come first, then the others, both by its size.
        p, q: chance of so large a difference, and the false discovery rate among all that was tested.
        both: customers who are on both sides.
        skipped: features of which there were too few to test.
    """

    kind: str
    feature: str
    a_n: int
    a_with: int | None
    a_rate: float | None
    a_mean: float | None
    b_n: int
    b_with: int | None
    b_rate: float | None
    b_mean: float | None
    difference: float
    low: float
    high: float
    effect: float
    p: float
    q: float
    both: int
    skipped: int
    group: str | None = None


class Compare(JourneyQuestion):
    """In what do two segments or two periods differ: where they go, what they are like, how fast, what they say?

    A side is the events that meet the question's own ``where`` and ``during`` and those of the side; its customers are
    those with such an event, and only those events of theirs are looked at. A customer with events on both sides is counted
    on both, and in ``both``; chances are computed as if they were two, so with many of them prefer sides that are disjoint.

    A feature is tested where both sides have at least 30 customers and at least five customers have it and five have
    not; ``skipped`` counts the others. What longer journeys have more of is compared among customers of about as many
    events, so rates may differ although the difference is none, when one side has longer journeys; that itself is told
    by ``pace``. What the sides are told apart by is not asked. A difference is an association, not what one side's belonging causes. With ``by``, a customer is in the group
    of the last of their events of the side.

    Args:
        a, b: ``{"where": …}``, ``{"during": …}`` or both.
        what: all, or one kind: touchpoints, transitions, channels, dimensions, traits, pace, value, scores.
        top: most rows by group, None for all of them.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> phone = {f"p{n}": "ad@0|device=phone cart@1|device=phone" for n in range(30)}
        >>> desk = {f"d{n}": "search@0|device=desk cart@1|device=desk" for n in range(40)}
        >>> index = journeys({**phone, **desk})
        >>> question = Compare(a={"where": {"device": "phone"}}, b={"where": {"device": "desk"}}, what="touchpoints")
        >>> [(row.feature, row.a_with, row.a_n, row.b_with, row.b_n, row.both) for row in ask(index, question).rows]
        [('ad', 30, 30, 0, 40, 0), ('search', 0, 30, 40, 40, 0)]
    """

    ask: ClassVar[str] = "compare"
    a: Segment
    b: Segment
    what: What = "all"
    top: Annotated[int, Field(ge=1)] | None = 20

    @model_validator(mode="after")
    def _two(self) -> "Compare":
        if self.a == self.b:
            raise SpecError("Both sides are the same.", 'Give "a" and "b" another "where" or "during" each.')
        return self

    def answer(self, seen: Selection) -> Sequence[CompareRow]:
        (reading, a), (other, b) = self._side(seen, self.a, FIRST), self._side(seen, self.b, SECOND)
        found = differences(reading, read_differences(reading, a) + read_differences(other, b))
        both = _shared(a, b, seen.groups)
        rows = []
        for group in seen.order:
            own = [one for one in found.differences if one.group == group][: self.top]
            rows += [_row(one, int(both[group]), found.skipped[group], seen.labels[group]) for one in own]
        return rows

    def members(self, seen: Selection, row: CompareRow) -> Sequence[Mask]:
        """Those of ``a`` of whom it is true; of measures, those of whom it is known."""
        reading, views = self._side(seen, self.a, FIRST)
        return reading.members(views, row.kind, row.feature, seen.labels.index(row.group))

    def _side(self, seen: Selection, segment: Segment, side: int) -> tuple[Reading, list[View]]:
        """How one side is read, and its views: what the question sees and the segment keeps."""
        own = select(seen.index, Question(where=segment.where, during=segment.during))
        views = [_narrowed(*pair) for pair in zip(seen.views, own.views, strict=True)]
        told = frozenset(name.casefold() for side in (self.a, self.b) for name in side.where)
        features, measures = features_of(seen, self.what, told), measures_of(self.what)
        return Reading(Everyone(side), tuple(features), tuple(measures), seen.groups), views


def _narrowed(view: View, own: View) -> View:
    recipe = view.recipe
    return View(view.shard, Recipe((*recipe.conditions, *own.recipe.conditions), recipe.grouping, recipe.counted))


def _shared(a: Sequence[View], b: Sequence[View], groups: int) -> NDArray[np.int64]:
    """Customers who are on both sides, by their group on the first."""
    found: NDArray[np.int64] = np.zeros(groups, dtype=np.int64)
    for part in each(lambda pair: _shared_in(*pair, groups), list(zip(a, b, strict=True))):
        found += part
    return found


def _shared_in(a: View, b: View, groups: int) -> NDArray[np.int64]:
    one, two = Everyone(FIRST).choose(a), Everyone(SECOND).choose(b)
    both = (one.until >= 0) & (two.until >= 0)
    return np.bincount(one.group[both], minlength=groups).astype(np.int64)


def _row(one: Difference, both: int, skipped: int, group: str | None) -> CompareRow:
    a, b = one.first, one.second
    return CompareRow(
        one.kind,
        one.feature,
        a.n,
        a.having,
        a.rate,
        a.mean,
        b.n,
        b.having,
        b.rate,
        b.mean,
        one.difference,
        one.low,
        one.high,
        one.effect,
        one.p,
        one.q,
        both,
        skipped,
        group,
    )


@dataclass(frozen=True)
class Everyone:
    """Chooses all customers with an event that counts, at the last of them."""

    side: int

    def choose(self, view: View) -> Chosen:
        last, events = _last_events(view.shard.offsets, view.keep)
        return chosen(view, last, np.full(len(last), self.side), events)


@numba.njit(nogil=True, cache=True)
def _last_events(offsets: NDArray[np.int64], keep: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    last, events = np.full(offsets.size - 1, -1, np.int64), np.zeros(offsets.size - 1, np.int64)
    for c in range(offsets.size - 1):
        if keep.size == 0:
            events[c] = offsets[c + 1] - offsets[c]
            last[c] = offsets[c + 1] - 1 if events[c] else -1
            continue
        for i in range(offsets[c], offsets[c + 1]):
            if keep[i]:
                last[c] = i
                events[c] += 1
    return last, events
