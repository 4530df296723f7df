"""Who came back, and in which period after they started: the two loops of retention.

Cells are (cohort period × groups + group); each has ``width`` counts, one by period after the start, from 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.periods import LONG_AGO, Periods
from footpath.analysis.readings.returns_plain import count_returns
from footpath.engine import add_up
from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.columns import NOWHERE
from footpath.journeys.conditions import Condition
from footpath.journeys.selection import View

_QUARTER_US = int(QUARTER_US)
STARTS, COMES_BACK = 1, 2


class Returned(NamedTuple):
    """By cell and period after the start: those who started and whose period is over, and those who came back in it.

    Attributes:
        sizes: by cell, all who started.
    """

    sizes: NDArray[np.int64]
    over: NDArray[np.int64]
    returned: NDArray[np.int64]


@dataclass(frozen=True)
class Returns:
    """One reading.

    Attributes:
        masks: by touchpoint code: 1 starts, 2 comes back, 3 both; of length 0 when all do both.
        start_if, back_if: what else must hold for such an event.
        first: only a customer's very first start counts, else the first one of every period.
        rolling: a return counts for its period and all before.
        limits: ends of brackets after the start in microseconds; empty where periods are those of the calendar.
        last: number of the last period after the start.
        as_of: the last instant known, in microseconds.
    """

    masks: NDArray[np.uint8]
    start_if: tuple[Condition, ...]
    back_if: tuple[Condition, ...]
    periods: Periods
    groups: int
    first: bool
    rolling: bool
    limits: NDArray[np.int64]
    last: int
    as_of: int

    @property
    def shape(self) -> tuple[int, int, int]:
        return len(self.periods.labels), self.groups, self.last + 1

    @property
    def plain(self) -> bool:
        """Whether the fast kernel will do."""
        named = len(self.masks) or self.start_if or self.back_if
        return self.first and not (named or self.rolling or len(self.limits))

    def partial(self, view: View) -> Returned:
        if self.plain:
            shard, calendar = view.shard, (self.periods.of_quarter, self.periods.first_quarter, len(self.periods.ends))
            sizes, returned = count_returns(
                shard.offsets, shard.time, view.keep, view.group, *calendar, self.groups, self.last + 1
            )
            return Returned(sizes, np.zeros(0, np.int64), returned)
        return Returned(*self._read(view, np.zeros(0, np.uint8))[:3])

    def combine(self, partials: Sequence[Returned]) -> Returned:
        sizes, over, returned = (add_up([part[n] for part in partials]) for n in range(3))
        if not len(self.limits):  # periods of the calendar end at once for a whole cohort
            started = np.repeat(sizes, self.last + 1).reshape(self.shape)
            ends = np.add.outer(np.arange(self.shape[0]), np.arange(self.last + 1))[:, None, :]
            over = np.where(ends < self.periods.open, started, 0)
            returned = returned.reshape(self.shape)
            if self.rolling:
                returned = np.cumsum(returned[:, :, ::-1], axis=2)[:, :, ::-1]
            returned = np.where(ends < self.periods.open, returned, 0)
        return Returned(sizes.reshape(self.shape[:2]), over.reshape(self.shape), returned.reshape(self.shape))

    def returners(self, view: View, wanted: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """By customer: 1 for those who are counted as returned in a wanted (cell, period)."""
        return self._read(view, wanted.ravel())[3]

    def _read(
        self, view: View, wanted: NDArray[np.uint8]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
        shard = view.shard
        columns = shard.offsets, shard.touchpoint, shard.time, view.keep, view.group, self._held(view), self.masks
        calendar = self.periods.of_quarter, self.periods.first_quarter, self.periods.ends, self.groups
        if len(self.limits):
            return _in_brackets(*columns, *calendar, self.first, self.limits, self.as_of, wanted)
        found = _in_periods(*columns, *calendar, self.first, self.rolling, self.last + 1, wanted)
        return found[0], np.zeros(0, np.int64), found[1], found[2]

    def _held(self, view: View) -> NDArray[np.uint8]:
        """By event, which of its two parts its conditions leave it; of length 0 where there are none."""
        if not self.start_if and not self.back_if:
            return np.zeros(0, np.uint8)
        held = np.full(view.shard.events, STARTS | COMES_BACK, np.uint8)
        for part, conditions in ((STARTS, self.start_if), (COMES_BACK, self.back_if)):
            for condition in conditions:
                held[condition.holds(view.shard) == 0] &= ~part & 0xFF
        return held


@numba.njit(nogil=True, cache=True)
def _in_periods(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    held: NDArray[np.uint8],
    masks: NDArray[np.uint8],
    of_quarter: NDArray[np.uint16],
    first_quarter: int,
    ends: NDArray[np.int64],
    groups: int,
    first: bool,
    rolling: bool,
    width: int,
    wanted: NDArray[np.uint8],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    """Sizes by cell, customers by cell and period in which they came back, and who is in a wanted one."""
    periods = ends.size
    sizes = np.zeros(periods * groups, np.int64)
    counts = np.zeros(periods * groups * width, np.int64)
    who = np.zeros(offsets.size - 1 if wanted.size else 0, np.uint8)
    cohort, cell = np.empty(periods, np.int64), np.empty(periods, np.int64)
    row, counted = np.empty(periods, np.int64), np.empty(periods, np.int64)
    for c in range(offsets.size - 1):
        begun, live = 0, 0  # starts so far, and the earliest of them that can still be come back to
        done: Any = np.int64(-1)  # the period in which a return is counted already for all of them
        last_row = -1
        until = np.int64(LONG_AGO)  # before this instant nothing can be new
        for i in range(offsets[c], offsets[c + 1]):
            at_row = np.uint64(i)  # a signed index is tested for being negative
            if time[at_row] < until or (keep.size and keep[at_row] == 0):
                continue
            part = masks[touchpoint[at_row]] if masks.size else np.uint8(STARTS | COMES_BACK)
            if held.size:
                part &= held[at_row]
            if part == 0:
                continue
            p = np.int64(of_quarter[np.uint64(time[at_row] // _QUARTER_US - first_quarter)])
            if part & STARTS and (begun == 0 or (not first and cohort[begun - 1] != p)):
                g = np.int64(group[at_row]) if group.size else 0
                if g != NOWHERE:
                    cohort[begun], cell[begun], row[begun], counted[begun] = p, p * groups + g, i, -1
                    sizes[cell[begun]] += 1
                    begun += 1
                    done = np.int64(-1)
                elif first:
                    break
            if not part & COMES_BACK or begun == 0 or p == done:
                continue
            if rolling:
                last_row = i
                continue
            while live < begun and p - cohort[live] >= width:
                live += 1
            if first and live:
                break  # too late for anything
            for s in range(live, begun):
                if counted[s] != p:
                    counted[s] = p
                    at = cell[s] * width + p - cohort[s]
                    counts[at] += 1
                    if wanted.size:
                        who[c] |= wanted[at]
            done = p
            if first or cohort[begun - 1] == p:
                until = ends[p]
        if not rolling or last_row < 0:
            continue
        p = np.int64(of_quarter[time[last_row] // _QUARTER_US - first_quarter])
        for s in range(begun):
            if last_row >= row[s]:
                at = cell[s] * width + min(p - cohort[s], width - 1)
                counts[at] += 1
                if wanted.size:
                    who[c] |= wanted[at]
    return sizes, counts, who


@numba.njit(nogil=True, cache=True)
def _in_brackets(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    held: NDArray[np.uint8],
    masks: NDArray[np.uint8],
    of_quarter: NDArray[np.uint16],
    first_quarter: int,
    ends: NDArray[np.int64],
    groups: int,
    first: bool,
    limits: NDArray[np.int64],
    as_of: int,
    wanted: NDArray[np.uint8],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    """The same with brackets after the start, and those whose bracket is over; ``limits[0]`` is 0, the start itself."""
    width, periods = limits.size, ends.size
    sizes = np.zeros(periods * groups, np.int64)
    over, counts = np.zeros(sizes.size * width, np.int64), np.zeros(sizes.size * width, np.int64)
    who = np.zeros(offsets.size - 1 if wanted.size else 0, np.uint8)
    cohort, cell = np.empty(periods, np.int64), np.empty(periods, np.int64)
    since, counted = np.empty(periods, np.int64), np.empty(periods, np.int64)
    for c in range(offsets.size - 1):
        begun, live = 0, 0
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            part = masks[touchpoint[i]] if masks.size else np.uint8(STARTS | COMES_BACK)
            if held.size:
                part &= held[i]
            if part == 0:
                continue
            t = time[i]
            if part & STARTS and (begun == 0 or not first):
                p = np.int64(of_quarter[t // _QUARTER_US - first_quarter])
                if begun == 0 or cohort[begun - 1] != p:
                    g = np.int64(group[i]) if group.size else 0
                    if g != NOWHERE:
                        cohort[begun], cell[begun], since[begun], counted[begun] = p, p * groups + g, t, 0
                        sizes[cell[begun]] += 1
                        for b in range(width):
                            over[cell[begun] * width + b] += t + limits[b] <= as_of
                        begun += 1
                    elif first:
                        break
            if not part & COMES_BACK:
                continue
            while live < begun and t - since[live] > limits[width - 1]:
                live += 1
            if first and live:
                break
            for s in range(live, begun):
                b = 0
                while t - since[s] > limits[b]:
                    b += 1
                if not (counted[s] >> b) & 1 and since[s] + limits[b] <= as_of:
                    counted[s] |= 1 << b
                    at = cell[s] * width + b
                    counts[at] += 1
                    if wanted.size:
                        who[c] |= wanted[at]
    return sizes, over, counts, who
