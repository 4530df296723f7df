"""A metric of one's own: how many, or how many of how many?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import sqrt
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.metric_reading import UNITS, Measuring, Part, Unit
from footpath.engine import each, run
from footpath.journeys.conditions import condition_on
from footpath.journeys.index import Index
from footpath.journeys.selection import Selection, View
from footpath.journeys.sessions import GAP
from footpath.journeys.steps import Step, match_step
from footpath.model.durations import Duration
from footpath.model.intervals import Z95, Interval, wilson_rate
from footpath.model.questions import Condition

_UNBOUNDED = Interval(float("-inf"), float("inf"))


class Counted(BaseModel):
    """What is counted: distinct ``count`` with an event of the ``step`` that meets the ``filter``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: Unit = "customers"
    step: Step | None = None
    filter: dict[str, Condition] = {}


@dataclass(frozen=True)
class MetricRow:
    """``numerator / denominator``, or the numerator alone where there is no ``of``, with its interval (NaN where it has
    none), which ``interval`` names. ``customers`` are those with an event of the numerator."""

    value: float
    low: float
    high: float
    numerator: float
    denominator: float
    customers: int
    interval: str | None
    group: str | None = None


class Metric(JourneyQuestion):
    """How many, or how many of how many, of what one chooses?

    The numerator counts distinct customers, events, sessions or records that have an event of ``step`` that meets
    ``filter``, or adds up the value of such events; the denominator, ``of``, counts in the same words. An event without a
    record is a record of its own. Sessions are told from all events of a journey. ``where``, ``during`` and ``by`` hold for
    both parts: a customer, session or record counts in every group in which it has such an event.

    The interval is Wilson's when both count the same and every unit of the numerator is in the denominator as well, a rate.
    Else it is that of a ratio of sums over customers, by the delta method (normal approximation, customers independent),
    infinite below two customers. A number without ``of`` has none.

    Args:
        count: customers, events, sessions, records or value.
        step: see `footpath.journeys.steps.match_step`; any touchpoint when absent.
        filter: conditions in the words of ``where``, for the numerator alone.
        of: the denominator: an object with ``count``, ``step`` and ``filter``.
        gap: the pause that ends a session.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@1|value=30 cart@90", bob="cart@0 cart@2", eve="pay@0|value=10")
        >>> (row,) = ask(index, {"ask": "metric", "count": "sessions", "step": "pay", "of": {"count": "sessions"}}).rows
        >>> row.numerator, row.denominator, row.value, row.interval
        (2.0, 4.0, 0.5, 'wilson')
        >>> (row,) = ask(index, {"ask": "metric", "count": "value", "of": {"count": "customers"}}).rows
        >>> row.numerator, row.denominator, round(row.value, 2), row.interval
        (40.0, 3.0, 13.33, 'delta')
    """

    ask: ClassVar[str] = "metric"
    count: Unit = "customers"
    step: Step | None = None
    filter: dict[str, Condition] = Field(default={})
    of: Counted | None = None
    gap: Duration = GAP

    def answer(self, seen: Selection) -> Sequence[MetricRow]:
        found = run(self._reading(seen), seen.views)
        rows = []
        for group in seen.order:
            customers, counted, outside = (int(number) for number in found.counts[group])
            if not customers and self.by is not None:
                continue
            sums = [Fraction(int(total), 1 << 64) for total in found.sums[group]]
            numerator, denominator = float(sums[0]), float(sums[1])
            if self.of is None:
                value, bounds, kind = numerator, Interval(float("nan"), float("nan")), None
                denominator = float("nan")
            else:
                value = float(sums[0] / sums[1]) if sums[1] else float("nan")
                rate = self.count == self.of.count != "value" and not outside
                bounds = wilson_rate(round(numerator), round(denominator)) if rate else _delta(customers, sums)
                kind = "wilson" if rate else "delta"
            rows.append(MetricRow(value, *bounds, numerator, denominator, counted, kind, seen.labels[group]))
        return rows

    def members(self, seen: Selection, row: MetricRow) -> Sequence[NDArray[np.uint8]]:
        """Those with an event of the numerator."""
        return each(Behind(self._reading(seen), seen.labels.index(row.group)), seen.views)

    def _reading(self, seen: Selection) -> Measuring:
        numerator = _part(seen.index, self.count, self.step, self.filter)
        denominator = _part(seen.index, self.of.count, self.of.step, self.of.filter) if self.of else numerator
        return Measuring(numerator, denominator, seen.groups, self.gap // timedelta(microseconds=1))


@dataclass(frozen=True)
class Behind:
    """Marks the customers with an event of the numerator in a group."""

    reading: Measuring
    group: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.reading.counted(view, self.group)


def _part(index: Index, count: Unit, step: Step | None, conditions: dict[str, Any]) -> Part:
    places = np.zeros(len(index.names), dtype=np.uint8)
    places[list(range(len(index.names)) if step is None else match_step(index, step)[1])] = 1
    met = tuple(condition_on(index, name, wanted) for name, wanted in conditions.items())
    return Part(UNITS.index(count), places, met)


def _delta(n: int, sums: Sequence[Fraction]) -> Interval:
    """95% interval of a ratio of sums over ``n`` customers, from their sums, squares and products.

    Source: W. G. Cochran, Sampling Techniques (1977), 2.11.
    """
    y, x, yy, xx, yx = sums
    if n < 2 or not x:
        return _UNBOUNDED
    ratio = y / x
    variance = (yy - 2 * ratio * yx + ratio * ratio * xx) / (n - 1) * n / (x * x)
    half = Z95 * sqrt(max(float(variance), 0.0))
    return Interval(float(ratio) - half, float(ratio) + half)
