"""What every question about a funnel is asked with, and the walks that it means."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from pydantic import field_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.funnel_steps import MOST_STEPS, Exclusion, FunnelStep, Per, session_gap
from footpath.analysis.readings.walks import NO_LIMIT, Rules, Walks
from footpath.errors import SpecError
from footpath.journeys.conditions import period_us
from footpath.journeys.index import Index
from footpath.journeys.properties import find_property
from footpath.journeys.selection import Selection, select
from footpath.model.durations import Duration

MOST_TESTS = 64


class FunnelSpec(JourneyQuestion):
    """The fields of a funnel; `Funnel` says what they mean."""

    steps: tuple[FunnelStep, ...]
    within: Duration | None = None
    order: Literal["ordered", "strict", "any"] = "ordered"
    per: Per = "customer"
    same: str | None = None
    exclude: tuple[Exclusion, ...] = ()
    entry: Literal["first", "any"] = "any"
    during_of: Literal["events", "entry"] = "events"
    open: bool = False

    def __init__(self, *steps: Any, **fields: Any) -> None:
        super().__init__(**({"steps": steps} if steps else {}), **fields)

    @field_validator("steps")
    @classmethod
    def _enough(cls, steps: tuple[FunnelStep, ...]) -> tuple[FunnelStep, ...]:
        if not 2 <= len(steps) <= MOST_STEPS:
            raise SpecError(
                f"A funnel has 2 to {MOST_STEPS} steps, not {len(steps)}.", "Name the touchpoints in order."
            )
        if all(step.optional for step in steps):
            raise SpecError("All steps of the funnel are optional.", "At least one must be taken.")
        return steps

    def model_post_init(self, _: Any) -> None:
        """Refuse what would mean nothing."""
        if len(self.exclude) > MOST_STEPS:
            raise SpecError(f"A funnel has at most {MOST_STEPS} exclusions, not {len(self.exclude)}.", "Name fewer.")
        for excluded in self.exclude:
            excluded.levels(len(self.steps))
        if self.order == "any":
            self._unordered()
        if self.open and any(step.optional for step in self.steps):
            raise SpecError(
                "In an open funnel no step is optional: it may be entered after any.", "Leave out one of them."
            )

    def _unordered(self) -> None:
        numbered = any(excluded.model_fields_set & {"after", "before"} for excluded in self.exclude)
        if numbered or self.open or any(step.within is not None or step.optional for step in self.steps):
            raise SpecError(
                'Steps in any order know no "optional", no "within" of a step, no exclusion "after" or "before" one, '
                'and are "open" already.',
                'Write "order": "ordered", or leave those out.',
            )

    def sight(self, seen: Selection) -> Selection:
        """The journeys as this funnel sees them: with ``during_of: entry`` beyond the period, too."""
        return select(seen.index, self, anchored=True) if self.during and self.during_of == "entry" else seen

    def walks(self, index: Index) -> Walks:
        """How to walk.

        Raises:
            SpecError: a step, an exclusion or a condition names what is not there.
        """
        tests = _Tests()
        steps, gap, count = self.steps, session_gap(self.per), len(index.names)
        optional = np.array([step.optional for step in steps])
        required = [max(np.flatnonzero(~optional[:k]), default=0) for k in range(len(steps))]
        levels = np.array([excluded.levels(len(steps)) for excluded in self.exclude], np.int64).reshape(-1, 2)
        rules = Rules(
            masks=_bits([step.codes(index) for step in steps], count),
            needs=np.array([tests.bit(step.conditions(index), step.where) for step in steps], np.uint64),
            bars=_bits([excluded.codes(index) for excluded in self.exclude], count),
            bar_needs=np.array([tests.bit(bar.conditions(index), bar.where) for bar in self.exclude], np.uint64),
            bar_from=levels[:, 0].copy(),
            bar_until=levels[:, 1].copy(),
            limits=np.array([_us(step.within) for step in steps], np.int64),
            before=np.array(required, np.int64),
            openers=sum(1 << k for k in range(len(steps)) if self._may_begin(optional, k)),
            within=_us(self.within),
            gap=-1 if gap is None else _us(gap),
            end=self._end(index),
            by_record=self.per == "record",
            strict=self.order == "strict",
            unordered=self.order == "any",
            first_only=self.entry == "first",
            open=self.open,
        )
        return Walks(rules, tuple(tests.found), None if self.same is None else find_property(index, self.same))

    def _may_begin(self, optional: Any, k: int) -> bool:
        return self.open or self.order == "any" or bool(optional[:k].all())

    def _end(self, index: Index) -> int:
        """The instant until which we see."""
        last = index.as_of_us or 0
        if self.during and self.during_of == "events":
            return min(last, period_us(self.during, index.zone)[1])
        return last


class _Tests:
    """The different sets of conditions of steps and exclusions; each has a bit."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self._asked: list[Any] = []

    def bit(self, conditions: Sequence[Any], asked: Any) -> int:
        if not asked:
            return 0
        if asked not in self._asked:
            self._asked.append(asked)
            self.found.append(conditions)
        if len(self.found) > MOST_TESTS:
            raise SpecError(f"The funnel has more than {MOST_TESTS} different conditions.", "Ask with fewer.")
        return 1 << self._asked.index(asked)


def _bits(codes: Sequence[tuple[int, ...]], touchpoints: int) -> Any:
    """By touchpoint, one bit for each of several sets of codes."""
    masks = np.zeros(touchpoints, dtype=np.int64)
    for bit, accepted in enumerate(codes):
        masks[list(accepted)] |= 1 << bit
    return masks


def _us(duration: Any) -> int:
    return NO_LIMIT if duration is None else round(duration.total_seconds() * 1e6)
