"""What is it worth?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.places import Per, places
from footpath.analysis.readings.worth import CUSTOMER, EVENT, ORDER, Worth
from footpath.engine import each, run
from footpath.journeys.selection import Selection, View


@dataclass(frozen=True)
class ValueRow:
    """Events with a value, their distinct customers and orders, the sum, and the mean per event, order and customer, each
    with its interval."""

    touchpoint: str | None
    stage: str | None
    events: int
    customers: int
    value: float
    mean_value: float
    low: float
    high: float
    orders: int
    order_value: float
    order_low: float
    order_high: float
    customer_value: float
    customer_low: float
    customer_high: float
    group: str | None = None


class Value(JourneyQuestion):
    """How much money is recorded, and how much at a time, per order and per customer?

    Only events that carry a value count, zero and negative ones (a refund) included. An order is a customer's events of one
    record; an event without a record is an order of its own. An order or customer counts at each place and in each group
    where it has such an event, with what it has there. The intervals are those of means (normal approximation, infinite
    below two). Values are added as they were recorded, whatever their currency. ``by: "month"`` gives the months.

    Args:
        per: touchpoint, stage, or all.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="pay@0|value=10|record=A pay@5|value=30|record=A", bob="pay@0|value=5 look@1")
        >>> (row,) = ask(index, Value()).rows
        >>> row.touchpoint, row.events, row.orders, row.customers, row.value, row.mean_value, row.order_value
        ('pay', 3, 2, 2, 45.0, 15.0, 22.5)
    """

    ask: ClassVar[str] = "value"
    anchored: ClassVar[bool] = True
    per: Per = "touchpoint"

    def answer(self, seen: Selection) -> Sequence[ValueRow]:
        here = places(seen.index, self.per)
        found = run(Worth(here.place_of, len(here), seen.groups), seen.views)
        rows = []
        for group in seen.order:
            for place in np.flatnonzero(found.n[group :: seen.groups, EVENT]).tolist():
                cell = place * seen.groups + group
                event, order, customer = (found.mean(cell, unit) for unit in (EVENT, ORDER, CUSTOMER))
                rows.append(
                    ValueRow(
                        here.touchpoints[place],
                        here.stages[place],
                        event.n,
                        customer.n,
                        event.sum,
                        event.value,
                        *event.interval,
                        order.n,
                        order.value,
                        *order.interval,
                        customer.value,
                        *customer.interval,
                        group=seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: ValueRow) -> Sequence[NDArray[np.uint8]]:
        here = places(seen.index, self.per)
        cell = here.number(row.touchpoint, row.stage) * seen.groups + seen.labels.index(row.group)
        return each(Owners(Worth(here.place_of, len(here), seen.groups), cell), seen.views)


@dataclass(frozen=True)
class Owners:
    """Marks the customers with a value in a cell."""

    worth: Worth
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.worth.owners(view, self.cell)
