"""How far do customers come?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.places import places
from footpath.analysis.readings.spread import quantiles_of
from footpath.analysis.readings.stage_entries import Entered, StageEntries
from footpath.analysis.readings.visits import count_visits
from footpath.engine import each, run
from footpath.journeys.selection import Selection
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
        entered, spread = run(self._entries(seen), seen.views)
        later = quantiles_of(spread, seen.views)
        rows = []
        for group in seen.order:
            for stage in np.flatnonzero(entered[:, group]).tolist():
                cell = stage * seen.groups + group
                n, went_on = int(entered[stage, group]), int(later.n[cell])
                rows.append(
                    StageRow(
                        stages[stage],
                        n,
                        n / int(everyone[group]),
                        went_on,
                        went_on / n,
                        *wilson_rate(went_on, n),
                        median_s=float(later.values[cell, 0]) / 1e6,
                        group=seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: StageRow) -> Sequence[NDArray[np.uint8]]:
        """Those who came to the stage."""
        cell = seen.index.stages.index(row.stage) * seen.groups + seen.labels.index(row.group)
        return each(Entered(self._entries(seen), cell), seen.views)

    def _entries(self, seen: Selection) -> StageEntries:
        return StageEntries(seen.index.stage_codes, len(seen.index.stages), seen.groups)
