"""How far do customers come?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.places import places
from footpath.analysis.visits import count_visits
from footpath.engine import each, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class StageRow:
    """Customers who came to a stage, their share of all, those who later came to a later stage and their share with its
    interval, and the median time until then."""

    stage: str
    customers: int
    share: float
    went_on: int
    rate: float
    low: float
    high: float
    median_s: float
    group: str | None = None


class Stages(JourneyQuestion):
    """How many customers come to each stage, and how many of them go on to a later one?

    A customer enters a stage with their first event in it. They went on when any later event is in a stage that stands
    further down the map; the time is from entering to the first such event. Stages may be skipped, and a customer may come
    back. ``during`` and ``by`` speak of the entry; what follows it may lie beyond the period. The share is of the customers
    with an event (in the group). Stages without a customer have no row, and the last one's rate is 0 by its nature.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(stages={"ad": "find", "pay": "buy"}, ann="ad@0 ad@5 pay@10", bob="pay@0 ad@9", eve="ad@1")
        >>> [(row.stage, row.customers, row.went_on, row.median_s / 60) for row in ask(index, Stages()).rows]
        [('find', 3, 1, 10.0), ('buy', 2, 0, nan)]
    """

    ask: ClassVar[str] = "stages"
    anchored: ClassVar[bool] = True

    def answer(self, seen: Selection) -> Sequence[StageRow]:
        stages, everywhere = seen.index.stages, places(seen.index, "all")
        everyone = count_visits(seen, everywhere.place_of, 1).customers[0]
        entries = run(StageEntries(seen.index.stage_codes, len(stages)), seen.views)
        rows = []
        for group in seen.order:
            for stage, name in enumerate(stages):
                later = entries.later_us[(entries.stage == stage) & (entries.group == group)]
                if not len(later):
                    continue
                went_on = later[later >= 0]
                rows.append(
                    StageRow(
                        name,
                        len(later),
                        len(later) / int(everyone[group]),
                        len(went_on),
                        len(went_on) / len(later),
                        *wilson_rate(len(went_on), len(later)),
                        median_s=float(np.median(went_on)) / 1e6 if len(went_on) else float("nan"),
                        group=seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: StageRow) -> Sequence[NDArray[np.uint8]]:
        """Those who came to the stage."""
        stage, group = seen.index.stages.index(row.stage), seen.labels.index(row.group)
        reading = StageEntries(seen.index.stage_codes, len(seen.index.stages))

        def behind(view: View) -> NDArray[np.uint8]:
            first, _ = reading.read(view)
            rows = first[:, stage]
            found = rows >= 0
            found[found] = view.kept(rows[found]) & (view.group_of(rows[found]) == group)
            return found.astype(np.uint8)

        return each(behind, seen.views)


@dataclass(frozen=True)
class Entries:
    """One entry per customer and stage: the group of the first event, and the time (µs) until a later stage, -1 for never."""

    stage: NDArray[np.int64]
    group: NDArray[np.int64]
    later_us: NDArray[np.int64]


@dataclass(frozen=True)
class StageEntries:
    """One reading: when each customer entered each stage, and when they first came further."""

    stage_codes: NDArray[np.int64]
    stages: int

    def partial(self, view: View) -> Entries:
        first, later = self.read(view)
        customer, stage = np.nonzero(first >= 0)
        rows = first[customer, stage]
        group = view.group_of(rows)
        counted = group != NOWHERE
        return Entries(stage[counted], group[counted], later[customer, stage][counted])

    def combine(self, partials: Sequence[Entries]) -> Entries:
        return Entries(
            np.concatenate([part.stage for part in partials]),
            np.concatenate([part.group for part in partials]),
            np.concatenate([part.later_us for part in partials]),
        )

    def read(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """By customer and stage: the row of the first event there, and the time until a later stage."""
        shard = view.shard
        return _enter_stages(shard.offsets, shard.touchpoint, shard.time, view.keep, self.stage_codes, self.stages)


@numba.njit(nogil=True, cache=True)
def _enter_stages(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    stage_codes: NDArray[np.int64],
    stages: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first = np.full((offsets.size - 1, stages), -1, np.int64)
    later = np.full((offsets.size - 1, stages), -1, np.int64)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            stage = stage_codes[touchpoint[i]]
            if stage < 0 or (keep.size and keep[i] == 0):
                continue
            for before in range(stage):
                if first[c, before] >= 0 and later[c, before] < 0:
                    later[c, before] = time[i] - time[first[c, before]]
            if first[c, stage] < 0:
                first[c, stage] = i
    return first, later
