"""Where do customers go?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.places import places
from footpath.analysis.readings.visits import count_visits, visitors
from footpath.journeys.selection import Selection
from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class TouchpointRow:
    """Events at a touchpoint, its distinct customers, and their share of all customers (of the group)."""

    touchpoint: str
    channel: str
    stage: str | None
    events: int
    customers: int
    share: float
    low: float
    high: float
    group: str | None = None


class Touchpoints(JourneyQuestion):
    """Where do customers go, and how many of them?

    One row per touchpoint that occurs, most customers first. The share is of all customers with an event; with ``by``, of
    those with an event in the group. A customer with events in two groups counts in both.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 cart@1 pay@10", bob="cart@5")
        >>> [(row.touchpoint, row.events, row.customers, row.share) for row in ask(index, Touchpoints()).rows]
        [('cart', 3, 2, 1.0), ('pay', 1, 1, 0.5)]
    """

    ask: ClassVar[str] = "touchpoints"

    def answer(self, seen: Selection) -> Sequence[TouchpointRow]:
        index = seen.index
        visited = count_visits(seen, np.arange(len(index.names)), len(index.names))
        everyone = count_visits(seen, places(index, "all").place_of, 1).customers[0]
        rows = []
        for group in seen.order:
            present = np.flatnonzero(visited.events[:, group])
            for code in sorted(present.tolist(), key=lambda code: (-visited.customers[code, group], code)):
                customers = int(visited.customers[code, group])
                rows.append(
                    TouchpointRow(
                        index.names[code],
                        index.channels[code],
                        index.stage_of(code),
                        int(visited.events[code, group]),
                        customers,
                        customers / int(everyone[group]),
                        *wilson_rate(customers, int(everyone[group])),
                        group=seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: TouchpointRow) -> Sequence[NDArray[np.uint8]]:
        cell = seen.index.names.index(row.touchpoint) * seen.groups + seen.labels.index(row.group)
        return visitors(seen, np.arange(len(seen.index.names)), len(seen.index.names), cell)
