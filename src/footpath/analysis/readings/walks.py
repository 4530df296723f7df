"""Walks through a funnel: one reading of a shard says, for each unit that enters, how far it came and when.

A unit is a customer, a session or a record. The plain funnel has a kernel of its own, which reads little more than one byte
of most events; whatever else can be asked is walked exactly, event by event, by another.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import frozen
from footpath.journeys.conditions import Condition
from footpath.journeys.properties import Property
from footpath.journeys.selection import View

NO_LIMIT = int(np.iinfo(np.int64).max)
NOT_REACHED, ENTERED = -1, -2
NOBODY = 255  # no walk of the unit still has time
_EMPTY_BITS: Any = frozen(np.empty(0, np.uint64))
_EMPTY_CODES: Any = frozen(np.empty(0, np.uint16))
_EMPTY_RECORDS: Any = frozen(np.empty(0, np.int64))


class Rules(NamedTuple):
    """What a walk obeys, as small tables for the kernels. Times are microseconds, steps are numbered from 0.

    Attributes:
        masks: by touchpoint, bit k is set when step k accepts it; ``needs`` are the conditions that it also asks for.
        bars: by touchpoint, bit e is set when exclusion e means it; ``bar_needs`` are the conditions that it also asks for.
        bar_from, bar_until: by exclusion: it ends walks that stand at a step from..until, the last not included.
        limits: by step, the most time since the step before.
        before: by step, the first of the steps from which it can be reached.
        openers: bits of the steps at which a walk may begin.
        within: the most time since the first step.
        gap: a longer pause ends a session; -1 where sessions are not counted.
        end: the instant at which our sight ends.
    """

    masks: NDArray[np.int64]
    needs: NDArray[np.uint64]
    bars: NDArray[np.int64]
    bar_needs: NDArray[np.uint64]
    bar_from: NDArray[np.int64]
    bar_until: NDArray[np.int64]
    limits: NDArray[np.int64]
    before: NDArray[np.int64]
    openers: int
    within: int
    gap: int
    end: int
    by_record: bool
    strict: bool
    unordered: bool
    first_only: bool
    open: bool


class Walked(NamedTuple):
    """The units of a shard that entered, one entry each.

    Attributes:
        customer: its number in the shard.
        first: the row at which its walk began.
        alive: the first step at which a walk of it stands that still has time, 255 when there is none.
        since: by step, microseconds from the beginning of the walk that first reached it; -1 where none did; -2 where the
            unit has it in an open funnel, though not after the step before.
    """

    customer: NDArray[np.int64]
    first: NDArray[np.int64]
    alive: NDArray[np.uint8]
    since: NDArray[np.int64]


@dataclass(frozen=True)
class Walks:
    """How to walk any shard.

    Attributes:
        tests: the different sets of conditions that steps and exclusions ask for, by bit of ``needs``.
        same: what must stay the same along a walk.
    """

    rules: Rules
    tests: tuple[tuple[Condition, ...], ...] = ()
    same: Property | None = None

    @property
    def steps(self) -> int:
        return len(self.rules.limits)

    @property
    def plain(self) -> bool:
        """Whether the fast kernel will do."""
        rules = self.rules
        special = rules.by_record or rules.strict or rules.unordered or rules.open or rules.gap >= 0 or self.tests
        free = (rules.limits == NO_LIMIT).all() and not rules.bars.any() and rules.openers == 1
        in_turn = (rules.before == np.maximum(np.arange(self.steps) - 1, 0)).all()
        return bool(free and in_turn and not special and self.same is None)

    def walk(self, view: View, stride: int = 1) -> Walked:
        """Walk the journeys of every ``stride``-th customer."""
        shard, rules = view.shard, self.rules
        columns = shard.offsets, shard.touchpoint, shard.time, view.keep, _entries(view)
        if self.plain:
            from footpath.analysis.readings.walks_plain import walk_plain

            limits = rules.within, rules.end, rules.first_only
            return Walked(*walk_plain(*columns, rules.masks, self.steps, *limits, stride))
        from footpath.analysis.readings.walks_exact import walk_exact

        record = frozen(shard.record + 0) if rules.by_record else _EMPTY_RECORDS
        same = frozen(self.same.codes(shard).astype(np.uint16)) if self.same else _EMPTY_CODES
        return Walked(*walk_exact(*columns, self._truth(view), record, same, rules, stride))

    def _truth(self, view: View) -> NDArray[np.uint64]:
        """By event, bit t is set where test t holds."""
        if not self.tests:
            return _EMPTY_BITS
        truth = np.zeros(view.shard.events, np.uint64)
        for bit, conditions in enumerate(self.tests):
            held = np.ones(view.shard.events, np.uint8)
            for condition in conditions:
                held &= condition.holds(view.shard)
            truth |= held.astype(np.uint64) << np.uint64(bit)
        return frozen(truth)  # type: ignore[return-value]


def _entries(view: View) -> Any:
    """The groups of a view where some events may not begin a walk; else of length 0."""
    return view.group if view.recipe.counted is not None else _EMPTY_CODES
