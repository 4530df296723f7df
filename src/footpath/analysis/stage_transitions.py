"""How do customers move between stages, and how often do they come back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.ranks import rank
from footpath.analysis.readings.stage_moves import StageMoves
from footpath.analysis.readings.visits import count_visits
from footpath.engine import each, run
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class StageTransitionRow:
    """How often a customer's next stage after ``from`` was ``to``, by how many, and after what time.

    ``share`` is of all that came next in any stage, ``moved_share`` of that part of it which lies in another stage (NaN
    for staying). ``customer_share`` is of ``visitors``, the customers who were in ``from``.
    """

    from_: str
    to: str
    direction: str
    count: int
    customers: int
    share: float
    low: float
    high: float
    moved_share: float
    moved_low: float
    moved_high: float
    visitors: int
    customer_share: float
    customer_low: float
    customer_high: float
    median_s: float
    median_low: float
    median_high: float
    group: str | None = None


class StageTransitions(JourneyQuestion):
    """From which stage to which do customers go, forward and back?

    A stage transition is two consecutive events of one customer among those that meet ``where`` and ``during`` and have a
    stage; events without one are passed over. It goes *forward* when ``to`` stands further down the map, *back* when it
    stands further up, and is a *stay* within one stage; the time is that between the two events. With ``by`` it belongs to
    the group of the event it starts from. In the order of the map. Shares out of a stage add up to 1. Intervals of ``share``
    and ``moved_share`` take transitions as independent; those of ``customer_share`` need not.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> stages = {"ad": "find", "cart": "choose", "pay": "buy"}
        >>> index = journeys(stages=stages, ann="ad@0 chat@1 cart@5 cart@7 pay@9", bob="cart@0 ad@10")
        >>> for row in ask(index, StageTransitions()).rows:
        ...     print(row.from_, row.to, row.direction, row.count, round(row.share, 2), row.moved_share, row.median_s)
        find choose forward 1 1.0 1.0 300.0
        choose find back 1 0.33 0.5 600.0
        choose choose stay 1 0.33 nan 120.0
        choose buy forward 1 0.33 0.5 120.0
    """

    ask: ClassVar[str] = "stage_transitions"

    def answer(self, seen: Selection) -> Sequence[StageTransitionRow]:
        reading = _reading(seen)
        counted = run(reading, seen.views)
        took = rank(reading, seen.views, reading.cells)
        visitors = count_visits(seen, reading.stage_codes, reading.stages).customers
        rows = []
        for group in seen.order:
            out = counted[:, :, group, 0].sum(axis=1)
            for start, end in np.argwhere(counted[:, :, group, 0]).tolist():
                count, customers = (int(number) for number in counted[start, end, group])
                moved = int(out[start] - counted[start, start, group, 0]) if start != end else 0
                between = took.spread(int(np.ravel_multi_index((start, end, group), reading.shape)), 1e6)
                rows.append(
                    StageTransitionRow(
                        seen.index.stages[start],
                        seen.index.stages[end],
                        "forward" if end > start else "back" if end < start else "stay",
                        count,
                        customers,
                        *_share(count, int(out[start])),
                        *_share(count if moved else 0, moved),
                        int(visitors[start, group]),
                        *_share(customers, int(visitors[start, group])),
                        between.median,
                        between.low,
                        between.high,
                        group=seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: StageTransitionRow) -> Sequence[NDArray[np.uint8]]:
        reading, stages = _reading(seen), seen.index.stages
        place = (stages.index(row.from_), stages.index(row.to), seen.labels.index(row.group))
        return each(Movers(reading, int(np.ravel_multi_index(place, reading.shape))), seen.views)


@dataclass(frozen=True)
class Movers:
    """Marks the customers with a move in a cell."""

    moves: StageMoves
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.moves.movers(view, self.cell)


def _reading(seen: Selection) -> StageMoves:
    return StageMoves(seen.index.stage_codes, len(seen.index.stages), seen.groups)


def _share(k: int, n: int) -> tuple[float, float, float]:
    return k / n if n else float("nan"), *wilson_rate(k, n)
