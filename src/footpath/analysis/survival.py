"""How long do customers wait until something happens?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.kaplan_meier import curve_of, interval_of
from footpath.analysis.retention import codes_mask
from footpath.engine import each, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.journeys.steps import Step
from footpath.model.durations import Duration

_EVER = int(np.iinfo(np.int64).max)
SECOND_US = 1_000_000


@dataclass(frozen=True)
class SurvivalRow:
    """A point of the curve. ``at_risk`` customers waited just before ``at_s``; until then and with it ``reached`` had got there
    and ``censored`` had been lost from sight; ``waiting_share`` is the estimated share that waits on, with its interval."""

    at_s: float
    at_risk: int
    reached: int
    censored: int
    waiting_share: float
    low: float
    high: float
    group: str | None = None


class Survival(JourneyQuestion):
    """How long is it from one step until another, when not all have got there yet?

    Each customer waits once: from their first event of ``start`` to the first later event, in the customer's order, of
    ``until``. Whoever is not seen there is *censored* at the last instant that the index knows, or at the end of ``within``:
    it is known that they waited at least so long, and no more. The curve is Kaplan and Meier's, which uses just that, so
    recent customers neither shorten the wait nor count as never arriving. Times are whole seconds, rounded down; who arrives
    in a second did so before those censored in it.

    Rows: time 0, then times at which customers arrived, spaced so that about equally many arrive from row to row, then the
    last time of all; no more than ``points``. The interval of the share is from Greenwood's variance on the scale of
    log(-log). ``where`` decides which events there are; ``during`` and ``by`` speak of the start, which is the first that
    counts; ``until`` may lie beyond the period. Events of wrong clocks, after all the others, are not seen.

    Args:
        start: a step.
        until: a step; the customer's next event, whatever it is, when absent.
        within: those who take longer are censored then; who takes exactly so long arrives.
        points: the most rows of a curve.

    Raises:
        SpecError: no touchpoint is named so.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="order@0 parcel@1d", bob="order@1d", eve="order@0 parcel@3d", dan="order@0 parcel@4d")
        >>> for row in ask(index, Survival(start="order", until="parcel")).rows:
        ...     print(row.at_s / 86400, row.at_risk, row.reached, row.censored, round(row.waiting_share, 3))
        0.0 4 0 0 1.0
        1.0 4 1 0 0.75
        3.0 3 2 1 0.5
        4.0 1 3 1 0.0
    """

    ask: ClassVar[str] = "survival"
    anchored: ClassVar[bool] = True
    start: Step
    until: Step | None = None
    within: Duration | None = None
    points: Annotated[int, Field(ge=3, le=10_000)] = 100

    def answer(self, seen: Selection) -> Sequence[SurvivalRow]:
        waits = run(self._reading(seen), seen.views)
        rows: list[SurvivalRow] = []
        for group in seen.order:
            own = waits.group == group
            if own.any():
                rows += _rows(Waits(*(part[own] for part in waits)), self.points, seen.labels[group])
        return rows

    def members(self, seen: Selection, row: SurvivalRow) -> Sequence[NDArray[np.uint8]]:
        """Those who arrived until then."""
        reading, group = self._reading(seen), seen.labels.index(row.group)

        def behind(view: View) -> NDArray[np.uint8]:
            found, seconds, reached = reading.read(view)
            return ((found == group) & (seconds <= row.at_s) & (reached != 0)).astype(np.uint8)

        return each(behind, seen.views)

    def _reading(self, seen: Selection) -> "Waiting":
        starts, ends = (codes_mask(seen.index, step) for step in (self.start, self.until))
        within = _EVER if self.within is None else round(self.within.total_seconds() * 1e6)
        return Waiting(starts + 2 * ends, within, seen.index.as_of_us or 0)


def _rows(waits: "Waits", points: int, group: str | None) -> list[SurvivalRow]:
    times, place = np.unique(np.append(waits.seconds, 0), return_inverse=True)
    reached, censored = np.zeros(len(times), np.int64), np.zeros(len(times), np.int64)
    np.add.at(reached, place[:-1], np.where(waits.reached, waits.customers, 0))
    np.add.at(censored, place[:-1], np.where(waits.reached, 0, waits.customers))
    curve = curve_of(reached, censored)
    low, high = interval_of(curve)
    so_far, lost = np.cumsum(reached), np.cumsum(censored)
    return [
        SurvivalRow(
            float(times[at]),
            int(curve.at_risk[at]),
            int(so_far[at]),
            int(lost[at]),
            float(curve.waiting[at]),
            float(low[at]),
            float(high[at]),
            group,
        )
        for at in _shown(reached, points)
    ]


def _shown(reached: NDArray[np.int64], points: int) -> list[int]:
    """Which times are rows: the first, the last, and those between that share the arrivals out evenly."""
    arrivals = np.flatnonzero(reached)
    if len(arrivals) > points - 2:
        so_far = np.cumsum(reached[arrivals])
        wanted = np.linspace(so_far[0], so_far[-1], points - 2)
        arrivals = arrivals[np.minimum(np.searchsorted(so_far, wanted), len(arrivals) - 1)]
    return sorted({0, len(reached) - 1, *arrivals.tolist()})


class Waits(NamedTuple):
    """How many customers of a group waited so many whole seconds, and whether they arrived then."""

    group: NDArray[np.int64]
    seconds: NDArray[np.int64]
    reached: NDArray[np.int64]
    customers: NDArray[np.int64]


@dataclass(frozen=True)
class Waiting:
    """One reading: each customer's wait; equal ones are one.

    Attributes:
        masks: by touchpoint code: 1 starts, 2 ends, 3 both.
        within: microseconds.
    """

    masks: NDArray[np.uint8]
    within: int
    as_of: int

    def partial(self, view: View) -> Waits:
        group, seconds, reached = self.read(view)
        some = group >= 0
        return _equal(Waits(group[some], seconds[some], reached[some], np.ones(int(some.sum()), np.int64)))

    def combine(self, partials: Sequence[Waits]) -> Waits:
        return _equal(Waits(*(np.concatenate([part[n] for part in partials]) for n in range(4))))

    def read(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """By customer: the group, -1 for those who never started; seconds; 1 for those who arrived."""
        shard = view.shard
        columns = shard.offsets, shard.touchpoint, shard.time, view.keep, view.group
        return _wait(*columns, self.masks, self.within, self.as_of)


def _equal(waits: Waits) -> Waits:
    """Equal waits become one."""
    keys = (waits.group << 41) | (waits.seconds << 1) | waits.reached
    kinds, place = np.unique(keys, return_inverse=True)
    customers = np.zeros(len(kinds), np.int64)
    np.add.at(customers, place, waits.customers)
    return Waits(kinds >> 41, (kinds >> 1) & ((1 << 40) - 1), kinds & 1, customers)


@numba.njit(nogil=True, cache=True)
def _wait(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    masks: NDArray[np.uint8],
    within: int,
    as_of: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    customers = offsets.size - 1
    whose, seconds = np.full(customers, -1, np.int64), np.zeros(customers, np.int64)
    reached = np.zeros(customers, np.int64)
    for c in range(customers):
        since = np.int64(0)
        for i in range(offsets[c], offsets[c + 1]):
            if time[i] > as_of:
                break
            mask = masks[touchpoint[i]]
            if mask == 0 or (keep.size and keep[i] == 0):
                continue
            if whose[c] < 0:
                if mask & 1 and (group.size == 0 or group[i] != NOWHERE):
                    whose[c] = group[i] if group.size else 0
                    since = time[i]
            elif mask & 2:
                reached[c] = time[i] - since <= within
                seconds[c] = (time[i] - since) // SECOND_US
                break
            elif time[i] - since > within:
                break
        if whose[c] >= 0 and not reached[c]:
            seconds[c] = min(int(as_of - since), within) // SECOND_US
    return whose, seconds, reached
