"""Which touchpoints go with the outcome?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.chosen import FIRST, SECOND
from footpath.analysis.readings.differences import FEWEST, LEAST
from footpath.analysis.readings.features import Features, Mask, touchpoint_features
from footpath.analysis.readings.landmarks import NO_LIMIT, Landmark, Undecided, usual_length
from footpath.analysis.readings.leaving import left_before
from footpath.analysis.readings.outcomes import channel_numbers, outcome_flags, surest_first
from footpath.engine import add_up, each, run
from footpath.errors import SpecError
from footpath.journeys.selection import Selection, View
from footpath.journeys.steps import Step
from footpath.model.durations import Duration, write_duration
from footpath.model.significance import compare_rates


@dataclass(frozen=True)
class MomentRow:
    """A touchpoint, and how much more often customers who had been there by the landmark reached the outcome after it.

    Attributes:
        n_with, with_reached, with_rate: customers who had been there, and those of them who reached the outcome.
        n_without, without_reached, without_rate: the same of the others.
        difference, low, high: of the rates, among journeys as long and from the same first channel.
        raw_difference: of the rates as they stand.
        strata: in how many of those comparisons there was somebody on both sides.
        effect: Cohen's h. Rows with q up to 5% come first, then the others, both by its size.
        p, q: chance of so large a difference, and the false discovery rate among all that was tested.
        landmark: as it was used.
        open: customers at risk of whom it is not known yet.
        skipped: touchpoints of which there was too little to test.
    """

    touchpoint: str
    stage: str | None
    n_with: int
    with_reached: int
    with_rate: float
    n_without: int
    without_reached: int
    without_rate: float
    difference: float
    low: float
    high: float
    raw_difference: float
    strata: int
    effect: float
    p: float
    q: float
    landmark: str
    open: int
    skipped: int
    group: str | None = None


class Moments(JourneyQuestion):
    """Which touchpoints go with reaching an outcome, as a purchase, or with staying? They need not be what causes it.

    A landmark is set for every customer: their k-th event, or a time after their first. Customers are at risk who have got
    there without the outcome. They were at a touchpoint *before*, when one of their events up to the landmark (that one
    included) was there; they reach the outcome *after* it, within ``within`` of it if that is given. So nobody had more
    time to be somewhere, or had to live long enough for it (`footpath.analysis.readings.landmarks`).

    The rates of those who had been there and of the others are compared among customers with the same first channel, and,
    at a k-th event, with about the same time since the first one, or, at a time, with about as many events: the difference
    is that of Mantel and Haenszel, and q holds the false discovery rate over all touchpoints.

    With ``within``, only customers count whose whole limit has passed since the landmark. Without it, those who have reached
    the outcome, and those whose journey has ended without (`footpath.analysis.readings.leaving`); near the end of the records it is
    known sooner of the former, so all rates are a little too high. The others at risk are ``open``.
    Fewer than 30 customers with or without the touchpoint, or five with or without the outcome, are not tested.

    ``where`` decides which events there are; ``during`` and ``by`` speak of the last event up to the landmark.

    Args:
        outcome: a step, see `footpath.journeys.steps.match_step`; None is staying: any further event.
        within: time from the landmark to the outcome, inclusive.
        after_events: the landmark is this event, counted from 1. By default the median number of events before the outcome,
            or before the end of a journey without, so that at least half of the customers are at risk.
        after: the landmark is this time after the first event, its own instant still before it.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> helped = {f"h{n}": "ad@0 help@1" + (" pay@2" if n < 30 else "") for n in range(40)}
        >>> alone = {f"a{n}": "ad@0 look@1" + (" pay@2" if n < 10 else "") for n in range(40)}
        >>> index = journeys({**helped, **alone, "end": "pay@9d"})
        >>> rows = ask(index, Moments(outcome="pay")).rows
        >>> [(row.touchpoint, row.with_reached, row.n_with, row.without_reached, row.n_without) for row in rows]
        [('help', 30, 40, 10, 40), ('look', 10, 40, 30, 40)]
        >>> rows[0].landmark, rows[0].difference
        ('after 2 events', 0.5)
    """

    ask: ClassVar[str] = "moments"
    anchored: ClassVar[bool] = True
    outcome: Step | None = None
    within: Duration | None = None
    after_events: Annotated[int, Field(ge=1)] | None = None
    after: Duration | None = None

    @model_validator(mode="after")
    def _one_landmark(self) -> "Moments":
        if self.after is not None and self.after_events is not None:
            raise SpecError("There are two landmarks.", 'Give "after" or "after_events", not both.')
        return self

    def answer(self, seen: Selection) -> Sequence[MomentRow]:
        landmark = self._landmark(seen)
        reading = Exposures(landmark, touchpoint_features(seen.index), seen.groups)
        counted = run(reading, seen.views)
        told = self._told(landmark)
        rows: list[MomentRow] = []
        for group in seen.order:
            rows += _rows(seen, counted, group, told)
        return surest_first(seen, rows)

    def members(self, seen: Selection, row: MomentRow) -> Sequence[Mask]:
        """Those of whom it is known what became of them, who had been there by the landmark."""
        reading = Exposures(self._landmark(seen), touchpoint_features(seen.index), seen.groups)
        feature, group = seen.index.names.index(row.touchpoint), seen.labels.index(row.group)
        return each(lambda view: reading.exposed(view, feature, group), seen.views)

    def _landmark(self, seen: Selection) -> Landmark:
        index = seen.index
        outcome = outcome_flags(index, self.outcome)
        events, after = -1, -1
        if self.after is not None:
            after = _us(self.after)
        else:
            events = self.after_events or usual_length(run(Undecided(outcome), seen.views))
        return Landmark(
            outcome,
            events,
            after,
            NO_LIMIT if self.within is None else _us(self.within),
            index.as_of_us or 0,
            left_before(seen),
            channel_numbers(index),
        )

    def _told(self, landmark: Landmark) -> str:
        if self.after is not None:
            return f"after {write_duration(self.after)}"
        return f"after {landmark.events} event{'s' * (landmark.events != 1)}"


def _us(duration: Duration) -> int:
    return round(duration.total_seconds() * 1e6)


@dataclass(frozen=True)
class Exposed:
    """Customers at risk by group, outcome (reached, not) and stratum: all, by touchpoint; and by group those still open."""

    customers: NDArray[np.int64]
    having: NDArray[np.int64]
    open: NDArray[np.int64]


@dataclass(frozen=True)
class Exposures:
    """One reading: who at risk had been where by the landmark, and what became of them."""

    landmark: Landmark
    touchpoints: Features
    groups: int

    def partial(self, view: View) -> Exposed:
        who, stratum = self.landmark.choose_in_strata(view)
        cell = np.where(who.until >= 0, (who.group * 2 + who.side) * self.landmark.strata + stratum, -1)
        cells = self.groups * 2 * self.landmark.strata
        customers = np.bincount(cell[cell >= 0], minlength=cells).astype(np.int64)
        return Exposed(customers, self.touchpoints.count(view, who, cell, cells), who.open(self.groups))

    def combine(self, partials: Sequence[Exposed]) -> Exposed:
        shape = self.groups, 2, self.landmark.strata
        customers, having = (add_up([getattr(part, name) for part in partials]) for name in ("customers", "having"))
        opened = add_up([part.open for part in partials])
        return Exposed(customers.reshape(shape), having.reshape(-1, *shape), opened)

    def exposed(self, view: View, touchpoint: int, group: int) -> Mask:
        who = self.landmark.choose(view)
        having = self.touchpoints.having(view, who, touchpoint) != 0
        return (having & (who.until >= 0) & (who.group == group)).astype(np.uint8)


def _rows(seen: Selection, counted: Exposed, group: int, landmark: str) -> list[MomentRow]:
    """The touchpoints that can be tested in one group; q comes when all groups are known."""
    n, having = counted.customers[group].sum(axis=0), counted.having[:, group].sum(axis=1)
    reached, having_reached = counted.customers[group, FIRST], counted.having[:, group, FIRST]
    told = compare_rates(having_reached, having, reached - having_reached, n - having)
    decided = [int(counted.customers[group, side].sum()) for side in (FIRST, SECOND)]
    n_with = having.sum(axis=1)
    enough = (n_with >= LEAST) & (n.sum() - n_with >= LEAST) & (min(decided) >= FEWEST) & ~np.isnan(told.p)
    skipped = int(np.count_nonzero((n_with > 0) & ~enough))
    rows = []
    for code in np.flatnonzero(enough).tolist():
        with_it, without = int(n_with[code]), int(n.sum() - n_with[code])
        k1 = int(having_reached[code].sum())
        k0 = decided[FIRST] - k1
        row = MomentRow(
            seen.index.names[code],
            seen.index.stage_of(code),
            with_it,
            k1,
            k1 / with_it,
            without,
            k0,
            k0 / without,
            float(told.difference[code]),
            float(told.low[code]),
            float(told.high[code]),
            k1 / with_it - k0 / without,
            int(np.count_nonzero((having[code] > 0) & (n > having[code]))),
            float(told.effect[code]),
            float(told.p[code]),
            float("nan"),
            landmark,
            int(counted.open[group]),
            skipped,
            seen.labels[group],
        )
        rows.append(row)
    return rows
