"""How many units reach each step of a funnel, when, and how many still may: by step and group, of all shards."""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.brackets import (
    SAMPLED,
    Brackets,
    Quantiles,
    Values,
    brackets_from,
    everything,
    join_values,
    nothing,
    quantiles_of,
    reduce_values,
)
from footpath.analysis.readings.visits import check_cells
from footpath.analysis.readings.walks import NOT_REACHED, Walked, Walks
from footpath.engine import add_up, run
from footpath.journeys.selection import Selection, View


@dataclass(frozen=True)
class Reached:
    """Counts of units by group and step.

    Attributes:
        counts: by group, step and (reached, reached after the step before, open).
        entered: by group.
        values: microseconds since the first step, the cell is group × steps + step.
    """

    counts: NDArray[np.int64]
    entered: NDArray[np.int64]
    values: Values


@dataclass(frozen=True)
class Reaching:
    """One reading of all shards.

    Attributes:
        stride: every how manieth customer is read.
    """

    walks: Walks
    groups: int
    brackets: Brackets
    stride: int = 1

    def partial(self, view: View) -> Reached:
        walked = self.walks.walk(view, self.stride)
        group = view.group_of(walked.first)
        counts, entered, cell, since = _count(group, walked.alive, walked.since, self.groups)
        return Reached(counts, entered, reduce_values(cell, since, self.brackets))

    def combine(self, partials: Sequence[Reached]) -> Reached:
        return Reached(
            add_up([part.counts for part in partials]),
            add_up([part.entered for part in partials]),
            join_values([part.values for part in partials]),
        )


def count_reached(seen: Selection, walks: Walks) -> tuple[Reached, Quantiles]:
    """Counts, and the exact quantiles of the times by group × steps + step."""
    cells = check_cells(seen.groups * walks.steps)
    brackets = everything(cells)
    stride = sum(view.shard.events for view in seen.views) // SAMPLED
    if stride > 1:
        brackets = brackets_from(run(Reaching(walks, seen.groups, brackets, stride), seen.views).values)
    read = run(Reaching(walks, seen.groups, brackets), seen.views)
    quantiles, missed = quantiles_of(read.values, brackets)
    if missed.any():
        again, most = nothing(cells), everything(cells)
        again.low[missed], again.high[missed] = most.low[missed], most.high[missed]
        found, _ = quantiles_of(run(Reaching(walks, seen.groups, again), seen.views).values, again)
        for known, other in zip(vars(quantiles).values(), vars(found).values(), strict=True):
            known[missed] = other[missed]
    return read, quantiles


@dataclass(frozen=True)
class Having:
    """By customer: 1 for those with a unit of a group that reached a step, between two times when they are given."""

    walks: Walks
    group: int
    step: int
    times: tuple[int, int] | None = None

    def __call__(self, view: View) -> NDArray[np.uint8]:
        walked = self.walks.walk(view)
        since = walked.since[:, self.step]
        has = (since != NOT_REACHED) & (view.group_of(walked.first) == self.group)
        if self.times is not None:
            has &= (since >= self.times[0]) & (since < self.times[1])
        who = np.zeros(view.shard.customers, np.uint8)
        who[walked.customer[has]] = 1
        return who


def converted_after(view: View, walked: Walked) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Group and microseconds of the units that came from the first step to the last."""
    since = walked.since[:, -1]
    return view.group_of(walked.first)[since >= 0], since[since >= 0]


@numba.njit(nogil=True, cache=True)
def _count(
    group: NDArray[np.int64], alive: NDArray[np.uint8], since: NDArray[np.int64], groups: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Counts, units by group, and the times with their cells."""
    units, steps = since.shape
    counts, entered = np.zeros((groups, steps, 3), np.int64), np.zeros(groups, np.int64)
    cell, times = np.empty(units * steps, np.int32), np.empty(units * steps, np.int64)
    n = 0
    for u in range(units):
        g = group[u]
        entered[g] += 1
        for k in range(steps):
            time = since[u, k]
            if time != -1:
                counts[g, k, 0] += 1
                counts[g, k, 1] += time >= 0
                cell[n], times[n] = g * steps + k, time
                n += time >= 0
            elif alive[u] < k:
                counts[g, k, 2] += 1
    return counts, entered, cell[:n], times[:n]
