"""How many get through?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import field_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.engine import each, run
from footpath.errors import SpecError
from footpath.journeys.selection import Selection, View
from footpath.journeys.steps import Step, match_step
from footpath.model.durations import Duration
from footpath.model.intervals import wilson_rate

MOST_STEPS = 60
_NO_LIMIT = np.iinfo(np.int64).max


@dataclass(frozen=True)
class FunnelRow:
    """Customers who reached a step, their share of the first step's and of the step before's, and the median time since
    the first step. ``entered`` are those of the first step; the interval is that of ``rate``. ``touchpoints`` are what the
    step was understood to mean."""

    step: str
    customers: int
    rate: float
    low: float
    high: float
    step_rate: float
    median_s: float
    entered: int = 0
    touchpoints: tuple[str, ...] = ()
    group: str | None = None


class Funnel(JourneyQuestion):
    """How many customers reach each step, in order, before time runs out?

    A customer reaches step k when some k of their events match steps 1..k, each strictly later in the customer's order, the
    k-th no later than ``within`` after the first. Any first event may open the walk, not only the earliest, so a late retry
    still counts. Events between the steps do not matter. ``where`` and ``during`` hold for the events of every step.

    The time to step k is that of the walk that first reached it, counted from the latest first event that allows it. With
    ``by``, a customer belongs to the group of the first event of the walk that first got furthest, so groups add up.

    Args:
        steps: at least two; see `footpath.journeys.steps.match_step` for what a step may be.
        within: time limit from first to last step, inclusive; none when absent.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@10", bob="cart@0 cart@90 pay@95", eve="pay@0 cart@5", dan="cart@0 pay@31")
        >>> [row.customers for row in ask(index, Funnel("cart", "pay", within="30m")).rows]
        [4, 2]
    """

    ask: ClassVar[str] = "funnel"
    steps: tuple[Step, ...]
    within: Duration | None = None

    def __init__(self, *steps: Any, **fields: Any) -> None:
        super().__init__(**({"steps": steps} if steps else {}), **fields)

    @field_validator("steps")
    @classmethod
    def _enough(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if not 2 <= len(steps) <= MOST_STEPS:
            raise SpecError(
                f"A funnel has 2 to {MOST_STEPS} steps, not {len(steps)}.", "Name the touchpoints in order."
            )
        return steps

    def answer(self, seen: Selection) -> Sequence[FunnelRow]:
        steps = [match_step(seen.index, step) for step in self.steps]
        meant = [(label, tuple(seen.index.names[code] for code in codes)) for label, codes in steps]
        walked = run(self._walks(seen), seen.views)
        rows = []
        for group in seen.order:
            reached = [len(gaps) for gaps in walked[group]]
            if reached[0] or self.by is None:
                rows += [_row(*meant[k], reached, k, walked[group][k], seen.labels[group]) for k in range(len(meant))]
        return rows

    def members(self, seen: Selection, row: FunnelRow) -> Sequence[NDArray[np.uint8]]:
        labels = [match_step(seen.index, step)[0] for step in self.steps]
        group, walks = seen.labels.index(row.group), self._walks(seen)
        reached = [k for k, label in enumerate(labels) if label == row.step]
        step = reached[0] if len(reached) == 1 else next(k for k in reached if self._is_row(seen, group, k, row))

        def behind(view: View) -> NDArray[np.uint8]:
            depth, _, first = walks.walk(view)
            found = depth > step
            found[found] = view.group_of(first[found]) == group
            return found.astype(np.uint8)

        return each(behind, seen.views)

    def _is_row(self, seen: Selection, group: int, step: int, row: FunnelRow) -> bool:
        return bool(run(self._walks(seen), seen.views)[group][step].size == row.customers)

    def _walks(self, seen: Selection) -> "Walks":
        codes = [match_step(seen.index, step)[1] for step in self.steps]
        masks = np.zeros(len(seen.index.names), dtype=np.int64)
        for step, matching in enumerate(codes):
            masks[list(matching)] |= 1 << step
        within = _NO_LIMIT if self.within is None else round(self.within.total_seconds() * 1e6)
        return Walks(masks, len(codes), within, seen.groups)


def _row(
    label: str, touchpoints: tuple[str, ...], reached: list[int], k: int, gaps: NDArray[np.int64], group: str | None
) -> FunnelRow:
    first, before = reached[0], reached[max(k - 1, 0)]
    return FunnelRow(
        label,
        reached[k],
        reached[k] / first if first else float("nan"),
        *wilson_rate(reached[k], first),
        step_rate=reached[k] / before if before else float("nan"),
        median_s=float(np.median(gaps)) / 1e6 if len(gaps) else float("nan"),
        entered=first,
        touchpoints=touchpoints,
        group=group,
    )


@dataclass(frozen=True)
class Walks:
    """One reading: for each group and step, the times since the first step of those who reached it.

    Attributes:
        masks: by touchpoint code, bit k is set when step k accepts it.
        within: microseconds.
    """

    masks: NDArray[np.int64]
    steps: int
    within: int
    groups: int

    def partial(self, view: View) -> list[list[NDArray[np.int64]]]:
        depth, since, first = self.walk(view)
        reached = np.flatnonzero(depth)
        depth, since, group = depth[reached], since[reached], view.group_of(first[reached])
        if self.groups == 1:
            return [[since[depth > k, k] for k in range(self.steps)]]
        order = np.argsort(group, kind="stable")
        bounds = np.searchsorted(group[order], np.arange(self.groups + 1))
        members = [order[bounds[g] : bounds[g + 1]] for g in range(self.groups)]
        return [[since[rows, k][depth[rows] > k] for k in range(self.steps)] for rows in members]

    def combine(self, partials: Sequence[list[list[NDArray[np.int64]]]]) -> list[list[NDArray[np.int64]]]:
        return [
            [np.concatenate([part[group][step] for part in partials]) for step in range(self.steps)]
            for group in range(self.groups)
        ]

    def walk(self, view: View) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
        """By customer: steps reached, time of each since the first, and the row that opened the walk."""
        shard = view.shard
        return _walk(shard.offsets, shard.touchpoint, shard.time, view.keep, self.masks, self.steps, self.within)


@numba.njit(nogil=True, cache=True)
def _walk(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    masks: NDArray[np.int64],
    steps: int,
    within: int,
) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    customers = offsets.size - 1
    depth, first = np.zeros(customers, np.uint8), np.zeros(customers, np.int64)
    since = np.zeros((customers, steps), np.int64)
    opened = np.empty(steps, np.int64)  # the latest row from which a walk has reached each step
    for c in range(customers):
        reached = 0
        for i in range(offsets[c], offsets[c + 1]):
            mask = masks[touchpoint[i]]
            if mask == 0 or (keep.size and keep[i] == 0):
                continue
            for k in range(min(reached, steps - 1), 0, -1):
                if (mask >> k) & 1 and time[i] - time[opened[k - 1]] <= within:
                    opened[k] = opened[k - 1]
                    if k == reached:
                        reached += 1
                        since[c, k] = time[i] - time[opened[k]]
                        first[c] = opened[k]
            if reached == steps:
                break
            if mask & 1:
                opened[0] = i
                if reached == 0:
                    reached = 1
                    first[c] = i
        depth[c] = reached
    return depth, since, first
