"""What is it worth?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.places import Per, places
from footpath.analysis.said import Said, join_said, speakers, sums
from footpath.engine import each
from footpath.journeys.selection import Selection, View


@dataclass(frozen=True)
class ValueRow:
    """Events with a value, their distinct customers, the sum, and the mean per event with its interval."""

    touchpoint: str | None
    stage: str | None
    events: int
    customers: int
    value: float
    mean_value: float
    low: float
    high: float
    group: str | None = None


class Value(JourneyQuestion):
    """How much money is recorded, and how much at a time?

    Only events that carry a value count, zero and negative ones (a refund) included. The interval is that of the mean. Values
    are added as they were recorded, whatever their currency.

    Args:
        per: touchpoint, stage, or all.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="pay@0|value=10 pay@5|value=30", bob="pay@0|value=5 look@1")
        >>> [(row.touchpoint, row.events, row.customers, row.value, row.mean_value) for row in ask(index, Value()).rows]
        [('pay', 3, 2, 45.0, 15.0)]
    """

    ask: ClassVar[str] = "value"
    anchored: ClassVar[bool] = True
    per: Per = "touchpoint"

    def answer(self, seen: Selection) -> Sequence[ValueRow]:
        here = places(seen.index, self.per)
        worth = _worth(seen, here.place_of)
        own = sums(worth, len(here), seen.groups)
        customers = _customers(worth, len(here), seen)
        rows = []
        for group in seen.order:
            for place in np.flatnonzero(own.n[:, group]).tolist():
                n, mean, low, high = own.mean((place, group))
                total, people = float(own.total[place, group]), int(customers[place, group])
                names = here.touchpoints[place], here.stages[place]
                rows.append(ValueRow(*names, n, people, total, mean, low, high, seen.labels[group]))
        return rows

    def members(self, seen: Selection, row: ValueRow) -> Sequence[NDArray[np.uint8]]:
        here = places(seen.index, self.per)
        worth = _worth(seen, here.place_of)
        place, group = here.number(row.touchpoint, row.stage), seen.labels.index(row.group)
        return speakers(seen, worth.where((worth.place == place) & (worth.group == group)))


def _worth(seen: Selection, place_of: NDArray[np.int64]) -> Said:
    """The events that count and have a value."""

    def read(view: View) -> tuple[NDArray[Any], ...]:
        shard = view.shard
        rows = np.flatnonzero(~np.isnan(shard.value))
        rows = rows[view.kept(rows) & (place_of[shard.touchpoint[rows]] >= 0)]
        place = place_of[shard.touchpoint[rows]]
        group, customer = view.group_of(rows), shard.customer_at(rows)
        return place, group, shard.value[rows], np.zeros_like(place), customer, np.ones(len(rows), dtype=bool)

    return join_said(each(read, seen.views))


def _customers(worth: Said, places: int, seen: Selection) -> NDArray[np.int64]:
    """Distinct customers by place and group."""
    cell = worth.place * seen.groups + worth.group
    most = max((view.shard.customers for view in seen.views), default=0) + 1
    distinct = np.unique((cell * len(seen.views) + worth.shard) * most + worth.customer)
    return np.bincount(distinct // (most * len(seen.views)), minlength=places * seen.groups).reshape(
        places, seen.groups
    )
