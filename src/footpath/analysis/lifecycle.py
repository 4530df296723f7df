"""Who is new, who stays, who comes back and who falls silent?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.periods import LONG_AGO, Periods, Unit, periods_of
from footpath.analysis.readings.visits import check_cells
from footpath.analysis.retention import codes_mask
from footpath.engine import add_up, each, run
from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.columns import NOWHERE
from footpath.journeys.conditions import period_us
from footpath.journeys.selection import Selection, View, select
from footpath.journeys.steps import Step
from footpath.model.intervals import wilson_rate

_QUARTER_US = int(QUARTER_US)
STATES = ("new", "returning", "resurrected", "dormant", "open")
NEW, RETURNING, RESURRECTED, DORMANT, OPEN = range(len(STATES))


@dataclass(frozen=True)
class LifecycleRow:
    """Customers in a state in a period, and their share of ``n``: of those active in the period, or, of the dormant, of those
    who were not dormant at the end of the period before."""

    period: str
    state: str
    customers: int
    n: int
    share: float
    low: float
    high: float
    group: str | None = None


class Lifecycle(JourneyQuestion):
    """Per calendar period: who is new, who stays, who comes back and who falls silent?

    - ``new``: active for the first time.
    - ``returning``: active in this period and in one of the ``dormant`` periods before it.
    - ``resurrected``: active in this period, and earlier, but in none of the ``dormant`` periods before it.
    - ``dormant``: not active in this period nor in the ones before it, for exactly ``dormant`` periods now. Each falling
      silent counts once, in the period that makes it so.
    - ``open``, in place of dormant in the period that has not ended: those who become dormant if they are not seen in it.

    The first three add up to the customers active in the period. With ``dormant`` 1, returning and dormant add up to those
    active in the period before: each customer who resurrects had been dormant. In general, those not dormant are the ones
    before, plus the new and the resurrected, less the dormant.

    A customer is active with an event that counts. ``during`` picks the calendar periods that are shown, wholly or in part
    within it; what came before stays in sight, so that nobody is new twice. With ``by``, a customer belongs to the group of
    their very first event that counts, so that groups balance as the whole does.

    Args:
        every: the calendar period.
        touchpoint: a step: events there make a customer active; any event when absent.
        dormant: periods of silence that make a customer dormant.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="app@0 app@1d app@3d", bob="app@1d app@3d")
        >>> rows = ask(index, Lifecycle(every="day")).rows
        >>> for day in sorted({row.period for row in rows}):
        ...     print(day, {row.state: row.customers for row in rows if row.period == day and row.customers})
        2024-01-01 {'new': 1}
        2024-01-02 {'new': 1, 'returning': 1}
        2024-01-03 {'dormant': 2}
        2024-01-04 {'resurrected': 2}
    """

    ask: ClassVar[str] = "lifecycle"
    anchored: ClassVar[bool] = True
    every: Unit = "week"
    touchpoint: Step | None = None
    dormant: Annotated[int, Field(ge=1, le=1000)] = 1

    def answer(self, seen: Selection) -> Sequence[LifecycleRow]:
        reading, whole = self._reading(seen)
        table = run(reading, whole.views)
        shown = self._shown(seen, reading.periods)
        rows: list[LifecycleRow] = []
        for group in seen.order:
            awake = 0  # customers who are not dormant at the end of the period before
            for period, counts in enumerate(table[: reading.periods.open + 1, group].tolist()):
                if period in shown and (any(counts) or awake):
                    rows += _rows(reading.periods, period, counts, awake, seen.labels[group])
                awake += counts[NEW] + counts[RESURRECTED] - counts[DORMANT]
        return rows

    def members(self, seen: Selection, row: LifecycleRow) -> Sequence[NDArray[np.uint8]]:
        reading, whole = self._reading(seen)
        group, period = seen.labels.index(row.group), reading.periods.labels.index(row.period)
        cell = (period * seen.groups + group) * len(STATES) + STATES.index(row.state)
        return each(lambda view: reading.behind(view, cell), whole.views)

    def _reading(self, seen: Selection) -> tuple["Activity", Selection]:
        whole = select(seen.index, self.model_copy(update={"during": None}))
        periods = periods_of(seen.index, self.every)
        check_cells(len(periods.labels) * seen.groups * len(STATES))
        return Activity(codes_mask(seen.index, self.touchpoint), periods, seen.groups, self.dormant), whole

    def _shown(self, seen: Selection, periods: Periods) -> range:
        if self.during is None:
            return range(len(periods.labels))
        return periods.touched(*period_us(self.during, seen.index.zone))


def _rows(periods: Periods, period: int, counts: Sequence[int], awake: int, group: str | None) -> list[LifecycleRow]:
    active = counts[NEW] + counts[RETURNING] + counts[RESURRECTED]
    label = periods.labels[period]
    rows = [_row(label, state, counts[state], active, group) for state in (NEW, RETURNING, RESURRECTED)]
    if period == periods.open:
        return [*rows, LifecycleRow(label, STATES[OPEN], counts[OPEN], awake, float("nan"), 0.0, 1.0, group)]
    return [*rows, _row(label, DORMANT, counts[DORMANT], awake, group)]


def _row(period: str, state: int, customers: int, n: int, group: str | None) -> LifecycleRow:
    share = customers / n if n else float("nan")
    return LifecycleRow(period, STATES[state], customers, n, share, *wilson_rate(customers, n), group)


@dataclass(frozen=True)
class Activity:
    """One reading: customers by period, group and state."""

    counts_here: NDArray[np.uint8]
    periods: Periods
    groups: int
    dormant: int

    def partial(self, view: View) -> NDArray[np.int64]:
        return self._read(view, -1)[0]

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials).reshape(len(self.periods.labels), self.groups, len(STATES))

    def behind(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those counted in a cell."""
        return self._read(view, cell)[1]

    def _read(self, view: View, wanted: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        shard = view.shard
        return _states(
            shard.offsets,
            shard.touchpoint,
            shard.time,
            view.keep,
            view.group,
            self.counts_here,
            self.periods.of_quarter,
            self.periods.first_quarter,
            self.periods.ends,
            (len(self.periods.labels), self.groups, self.periods.open),
            self.dormant,
            wanted,
        )


@numba.njit(nogil=True, cache=True)
def _states(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    counts_here: NDArray[np.uint8],
    of_quarter: NDArray[np.uint16],
    first_quarter: int,
    ends: NDArray[np.int64],
    shape: tuple[int, int, int],
    dormant: int,
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Customers by cell, and who is in the wanted one."""
    states = 5
    periods, groups, still = shape
    counts = np.zeros(periods * groups * states, np.int64)
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    for c in range(offsets.size - 1):
        until = np.int64(LONG_AGO)  # before this instant nothing can be new
        before, g = np.int64(-1), np.int64(0)  # the latest period in which the customer was active
        for i in range(offsets[c], offsets[c + 1]):
            if time[i] < until or counts_here[touchpoint[i]] == 0 or (keep.size and keep[i] == 0):
                continue
            p = np.int64(of_quarter[time[i] // _QUARTER_US - first_quarter])
            until = ends[p]
            state = 1
            if before < 0:
                state = 0
                g = np.int64(group[i]) if group.size else np.int64(0)
                if g == NOWHERE:
                    break
            elif p - before > dormant:
                state = 2
                asleep = ((before + dormant) * groups + g) * states + (4 if before + dormant == still else 3)
                counts[asleep] += 1
                if asleep == wanted:
                    who[c] = 1
            at = (p * groups + g) * states + state
            counts[at] += 1
            if at == wanted:
                who[c] = 1
            before = p
        if before >= 0 and before + dormant < periods:
            asleep = ((before + dormant) * groups + g) * states + (4 if before + dormant == still else 3)
            counts[asleep] += 1
            if asleep == wanted:
                who[c] = 1
    return counts, who
