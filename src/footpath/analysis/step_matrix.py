"""Where are they after one step, two steps, three?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.flows import place_at
from footpath.analysis.readings.trails import Columns, Trails, TrailSpec, all_apart, tell_apart
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson


@dataclass(frozen=True)
class StepMatrixRow:
    """Trails that are at a touchpoint, so many steps after (or before) their anchor, and their share of the group's trails."""

    step: int
    touchpoint: str
    customers: int
    share: float
    low: float
    high: float
    group: str | None = None


class StepMatrix(TrailSpec):
    """What share of customers is where, one step after an event, two steps, three? Or before it?

    The trails are those of `Flows`, where anchors, "left", "open" and "began" are defined. Step 0 is the anchor. Who has left
    stays so in all later steps, and likewise who is open or began, so every step adds up to all trails. Touchpoints that are
    not among the ``top`` over all steps are "other".

    Args:
        start, end, collapse, within, per: as in `Flows`.
        steps: how many beside the anchor.
        top: touchpoints that are told apart, those met at most steps of trails.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="ad@0 cart@1 pay@10", bob="cart@0 help@5", eve="cart@9d")
        >>> for row in ask(index, StepMatrix(start="cart", steps=2)).rows:
        ...     print(row.step, row.touchpoint, row.customers, round(row.share, 2))
        0 cart 3 1.0
        1 pay 1 0.33
        1 help 1 0.33
        1 open 1 0.33
        2 left 2 0.67
        2 open 1 0.33
    """

    ask: ClassVar[str] = "step_matrix"
    steps: int = Field(10, ge=1, le=50)
    top: int = Field(20, ge=1, le=1_000)

    def answer(self, seen: Selection) -> Sequence[StepMatrixRow]:
        columns, counts = self._counted(seen)
        wholes = counts[0].sum(axis=0)
        low, high = wilson(counts, wholes)
        return [
            StepMatrixRow(
                step,
                columns.names[step][place],
                int(counts[step, place, group]),
                int(counts[step, place, group]) / int(wholes[group]),
                float(low[step, place, group]),
                float(high[step, place, group]),
                seen.labels[group],
            )
            for group in seen.order
            for step in range(self.steps + 1)
            for place in np.flatnonzero(counts[step, :, group]).tolist()
        ]

    def members(self, seen: Selection, row: StepMatrixRow) -> Sequence[NDArray[np.uint8]]:
        columns, _ = self._counted(seen)
        place = columns.names[row.step].index(row.touchpoint)
        standing = Standing(self.trails(seen, self.steps), columns, seen.groups)
        return each(StandingAt(standing, row.step, place, seen.labels.index(row.group)), seen.views)

    def _counted(self, seen: Selection) -> tuple[Columns, NDArray[np.int64]]:
        """Trails by step, place and group."""
        trails, steps = self.trails(seen, self.steps), self.steps + 1
        counts = run(Standing(trails, all_apart(seen, steps), seen.groups), seen.views)
        met = counts.sum(axis=(0, 2))[: len(seen.index.names)]
        columns = tell_apart(seen, np.broadcast_to(met, (steps, len(met))), self.top)
        folded = np.zeros((steps, columns.places, seen.groups), np.int64)
        for place, into in enumerate(columns.folded(0).tolist()):
            folded[:, into] += counts[:, place]
        return columns, folded


@dataclass(frozen=True)
class Standing:
    """Counts trails by step, place and group."""

    trails: Trails
    columns: Columns
    groups: int

    def partial(self, view: View) -> NDArray[np.int64]:
        places, followed = self.columns.places, self.trails.follow(view)
        check_cells((self.trails.columns + 1) * places * self.groups)
        return _count_standing(followed.path, followed.group, self.columns.place_of, places, self.groups)

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)


@dataclass(frozen=True)
class StandingAt:
    """By customer: 1 for those with a trail of a group that is at a place at a step."""

    standing: Standing
    step: int
    place: int
    group: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        followed, columns = self.standing.trails.follow(view), self.standing.columns
        places = place_at(followed.path[:, self.step], columns.place_of[self.step], columns.places)
        who = np.zeros(view.shard.customers, np.uint8)
        who[followed.customer[(places == self.place) & (followed.group == self.group)]] = 1
        return who


@numba.njit(nogil=True, cache=True)
def _count_standing(
    path: NDArray[np.uint16], group: NDArray[np.int64], place_of: NDArray[np.int64], places: int, groups: int
) -> NDArray[np.int64]:
    counts = np.zeros((path.shape[1], places, groups), np.int64)
    for trail in range(path.shape[0]):
        for step in range(path.shape[1]):
            code = path[trail, step]
            place = places - 3 + (code - 65532) if code >= 65532 else place_of[step, code]
            counts[step, place, group[trail]] += 1
    return counts
