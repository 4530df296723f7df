"""How many get through?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.brackets import Quantiles
from footpath.analysis.readings.funnel_spec import FunnelSpec
from footpath.analysis.readings.reaching import Having, Reached, count_reached
from footpath.engine import each
from footpath.journeys.selection import Selection
from footpath.model.intervals import wilson

NAN = float("nan")


@dataclass(frozen=True)
class FunnelRow:
    """Units (customers, unless asked otherwise) that reached a step.

    Attributes:
        rate: share of those who entered; low and high are its interval.
        step_rate: share of the step before; of the last one before that is not optional.
        median_s, p90_s: time since the beginning of the walk that first reached it.
        entered: those who began.
        open: those who have not reached it and still have time.
        settled_rate: share of those who entered, the open ones left out.
        touchpoints: what the step was understood to mean.
    """

    step: str
    customers: int
    rate: float
    low: float
    high: float
    step_rate: float
    step_low: float
    step_high: float
    median_s: float
    median_low: float
    median_high: float
    p90_s: float
    entered: int = 0
    open: int = 0
    settled_rate: float = NAN
    settled_low: float = 0.0
    settled_high: float = 1.0
    touchpoints: tuple[str, ...] = ()
    group: str | None = None


class Funnel(FunnelSpec):
    """How many customers reach each step, in order, before time runs out?

    A customer reaches step k when some k of their events match steps 1..k, each strictly later in the customer's order, the
    k-th no later than ``within`` after the first. Any first event may open the walk, not only the earliest, so a late retry
    still counts. Events between the steps do not matter. ``where`` and ``during`` hold for the events of every step.

    The time to step k is that of the walk that first reached it, counted from the latest first event that allows it. With
    ``by``, a customer belongs to the group of the first event of the walk that first got furthest, so groups add up; by a
    calendar unit that is a trend by date of entry.

    With ``within`` (of the funnel or of a step), a customer of whom a walk still has time when our sight ends, at the last
    event of the index or at the end of ``during``, is ``open`` at the steps not reached, and left out of ``settled_rate``.
    Without any limit nobody's time is ever over, so nobody is told apart: ``open`` is 0.

    Args:
        steps: at least two. A name, several of which any will do, ``{"stage": …}`` or ``{"channel": …}``, or one of these in
            ``{"step": …}`` with more: ``where``, conditions that this very event must meet; ``within``, the most time since
            the step before; ``optional``, a walk may leave it out, and its row counts those who took it; ``label``.
        within: time limit from first to last step, inclusive; none when absent.
        order: "strict" allows no other counted event between the steps. "any": the steps may be taken in any order, each with
            an event of its own; row k then counts those who took k different ones, whichever they are, and times count
            from the first of those.
        per: counts sessions (``"session"``, ``{"session": "1h"}``; a session that is over has no time left) or records (the
            events of one order, say) instead of customers; `customers_of` says whose they are.
        same: a property that must have one value on all steps, e.g. the product. An event without a value takes no step, and
            an excluded event must have that value, too.
        exclude: events that must not happen on the way, as steps with ``where``; ``after`` and ``before`` name two steps,
            counted from 0, and the exclusion ends a walk from the moment it stands at the first until it takes the second;
            from first to last when absent. Whoever gets through another way counts; others count as far as they came. An event
            that itself takes a step there does not stand between steps; in any order, it can only be the first or the last.
        entry: "first" takes no retry: only the unit's first event at the first step may open.
        during_of: "entry" holds the entry alone to ``during``; later steps may lie beyond.
        open: whoever has a step counts there, wherever they entered. Rates are of all who entered; ``step_rate`` is the share
            of the step before that came from there, and the times are of those, since the latest entry that allows it, which
            is the step before unless only the first may open. A customer's group is that of their first event at any step.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@10", bob="cart@0 cart@90 pay@95", eve="pay@0 cart@5", dan="cart@0 pay@31")
        >>> [row.customers for row in ask(index, Funnel("cart", "pay", within="30m")).rows]
        [4, 2]
        >>> [row.customers for row in ask(index, Funnel("cart", "pay", within="30m", entry="first")).rows]  # not bob
        [4, 1]
        >>> [row.customers for row in ask(index, Funnel("cart", "pay", within="30m", order="any")).rows]  # and eve
        [4, 3]
        >>> last = ask(index, Funnel("cart", "pay", within="2d")).rows[1]  # eve's cart has time left
        >>> last.customers, last.rate, last.open, last.settled_rate
        (3, 0.75, 1, 1.0)
    """

    ask: ClassVar[str] = "funnel"

    def answer(self, seen: Selection) -> Sequence[FunnelRow]:
        meant = [
            (step.shown(seen.index), tuple(seen.index.names[code] for code in step.codes(seen.index)))
            for step in self.steps
        ]
        sight = self.sight(seen)
        reached, quantiles = count_reached(sight, self.walks(seen.index))
        rates = _Rates(reached, quantiles, self._before(), self.open)
        return [
            rates.row(group, k, *meant[k], sight.labels[group])
            for group in sight.order
            if reached.entered[group] or self.by is None
            for k in range(len(meant))
        ]

    def members(self, seen: Selection, row: FunnelRow) -> Sequence[NDArray[np.uint8]]:
        sight, walks = self.sight(seen), self.walks(seen.index)
        group = sight.labels.index(row.group)
        steps = [k for k, step in enumerate(self.steps) if step.shown(seen.index) == row.step]
        if len(steps) > 1:
            counts = count_reached(sight, walks)[0].counts[group, :, 0]
            steps = [k for k in steps if counts[k] == row.customers]
        return each(Having(walks, group, steps[0]), sight.views)

    def _before(self) -> list[int]:
        """By step, the step that its ``step_rate`` is a share of; -1 for all who entered."""
        taken = [k for k, step in enumerate(self.steps) if not step.optional]
        return [max((before for before in taken if before < k), default=-1) for k in range(len(self.steps))]


class _Rates:
    """All rates of a funnel at once, by group and step."""

    def __init__(self, reached: Reached, quantiles: Quantiles, before: list[int], is_open: bool) -> None:
        self.customers, came, self.open = (reached.counts[:, :, n] for n in range(3))
        self.entered = reached.entered
        entered = np.broadcast_to(reached.entered[:, None], self.customers.shape)
        earlier = np.where(np.array(before) < 0, entered, self.customers[:, before])
        went_on = came if is_open else self.customers
        self.rates = [
            _with_interval(*counts)
            for counts in (
                (self.customers, entered),
                (np.where(np.array(before) < 0, self.customers, went_on), earlier),
                (self.customers, entered - self.open),
            )
        ]
        self.times = [times.reshape(self.customers.shape) / 1e6 for times in vars(quantiles).values()]

    def row(self, group: int, k: int, step: str, touchpoints: tuple[str, ...], label: str | None) -> FunnelRow:
        at = (group, k)
        of_first, of_step, settled = (_Rate(*(float(part[at]) for part in rate)) for rate in self.rates)
        median, low, high, p90 = (float(times[at]) for times in self.times)
        return FunnelRow(
            step,
            int(self.customers[at]),
            *of_first,
            *of_step,
            median_s=median,
            median_low=low,
            median_high=high,
            p90_s=p90,
            entered=int(self.entered[group]),
            open=int(self.open[at]),
            settled_rate=settled.rate,
            settled_low=settled.low,
            settled_high=settled.high,
            touchpoints=touchpoints,
            group=label,
        )


class _Rate(NamedTuple):
    rate: float
    low: float
    high: float


def _with_interval(part: NDArray[np.int64], whole: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
    rate = np.divide(part, whole, out=np.full(part.shape, NAN), where=whole > 0)
    return rate, *wilson(part, whole)
