"""On how many days are customers active?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.periods import LONG_AGO, Periods, Unit, periods_of
from footpath.analysis.readings.visits import check_cells
from footpath.analysis.retention import ALL, codes_mask
from footpath.engine import add_up, each, run
from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.journeys.steps import Step
from footpath.model.intervals import wilson_rate

_QUARTER_US = int(QUARTER_US)
MOST_DAYS = {"week": 7, "month": 31}


@dataclass(frozen=True)
class StickinessRow:
    """Customers who were active on exactly so many days of a period, and their share of the ``n`` who were active in it.

    ``at_least_share`` is the share of those active on so many days or more. ``open`` says that the period has not ended, so
    days may still be added; such a period is no part of "all".
    """

    period: str
    days: int
    customers: int
    n: int
    share: float
    low: float
    high: float
    at_least_share: float
    open: bool
    group: str | None = None


class Stickiness(JourneyQuestion):
    """On how many days of a week (or month) are customers active?

    A customer is active on a day with at least one event that counts, however many. Days, weeks and months are those of the
    workspace's time zone. Customers without any event in a period are in none of its rows. The period "all" is the sum of
    the periods that have ended: a customer counts in it once for each period in which they were active.

    With ``by``, a customer belongs in each period to the group of their first event in it that counts, so groups add up.

    Args:
        touchpoint: a step: events there make a customer active; any event when absent.
        of: the period whose days are counted.
        every: what is counted: days, or weeks of a month (of which one that two months share counts in each).

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="app@0 app@5 app@1d", bob="app@3d app@8d")
        >>> [(row.period, row.days, row.customers, row.open) for row in ask(index, Stickiness()).rows if row.customers]
        [('2024-W01', 1, 1, False), ('2024-W01', 2, 1, False), ('2024-W02', 1, 1, True), ('all', 1, 1, False), ('all', 2, 1, False)]
    """

    ask: ClassVar[str] = "stickiness"
    touchpoint: Step | None = None
    of: Literal["week", "month"] = "week"
    every: Literal["day", "week"] = "day"

    def answer(self, seen: Selection) -> Sequence[StickinessRow]:
        reading = self._reading(seen)
        table = run(reading, seen.views)
        rows: list[StickinessRow] = []
        for group in seen.order:
            own, still = table[:, group], reading.whole.open
            for period in np.flatnonzero(own[: still + 1].sum(axis=1)).tolist():
                label = reading.whole.labels[period]
                rows += _rows(label, own[period], seen.labels[group], is_open=period == still)
            if own[:still].any():
                rows += _rows(ALL, own[:still].sum(axis=0), seen.labels[group], is_open=False)
        return rows

    def members(self, seen: Selection, row: StickinessRow) -> Sequence[NDArray[np.uint8]]:
        reading = self._reading(seen)
        wanted = np.zeros(reading.shape, dtype=np.uint8)
        whole = reading.whole
        periods = slice(0, whole.open) if row.period == ALL else whole.labels.index(row.period)
        wanted[periods, seen.labels.index(row.group), row.days] = 1
        return each(lambda view: reading.active(view, wanted), seen.views)

    def _reading(self, seen: Selection) -> "ActiveDays":
        most = MOST_DAYS[self.of] if self.every == "day" else 6
        reading = ActiveDays(
            codes_mask(seen.index, self.touchpoint),
            _periods(seen, self.of),
            _periods(seen, self.every),
            seen.groups,
            most,
            self.every == "day",
        )
        check_cells(int(np.prod(reading.shape)))
        return reading


def _periods(seen: Selection, unit: Unit) -> Periods:
    return periods_of(seen.index, unit)


def _rows(period: str, counts: NDArray[np.int64], group: str | None, *, is_open: bool) -> list[StickinessRow]:
    n = int(counts.sum())
    at_least = np.cumsum(counts[::-1])[::-1]
    return [
        StickinessRow(
            period,
            days,
            int(counts[days]),
            n,
            int(counts[days]) / n,
            *wilson_rate(int(counts[days]), n),
            at_least_share=int(at_least[days]) / n,
            open=is_open,
            group=group,
        )
        for days in range(1, len(counts))
    ]


@dataclass(frozen=True)
class ActiveDays:
    """One reading: customers by period, group and the number of its days on which they were active.

    Attributes:
        counts_here: by touchpoint code.
        whole, part: the periods, and the days within them.
        most: days that a period can have.
        nested: no day is part of two periods, as a week may be of two months.
    """

    counts_here: NDArray[np.uint8]
    whole: Periods
    part: Periods
    groups: int
    most: int
    nested: bool

    @property
    def shape(self) -> tuple[int, int, int]:
        return len(self.whole.labels), self.groups, self.most + 1

    def partial(self, view: View) -> NDArray[np.int64]:
        return self._read(view, np.zeros(0, np.uint8))[0]

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials).reshape(self.shape)

    def active(self, view: View, wanted: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """By customer: 1 for those who are in a wanted (period, group, days)."""
        return self._read(view, wanted.ravel())[1]

    def _read(self, view: View, wanted: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        shard = view.shard
        return _active_days(
            shard.offsets,
            shard.touchpoint,
            shard.time,
            view.keep,
            view.group,
            self.counts_here,
            self.whole.of_quarter,
            self.part.of_quarter,
            self.part.ends if self.nested else np.full_like(self.part.ends, LONG_AGO),
            self.whole.first_quarter,
            self.shape,
            wanted,
        )


@numba.njit(nogil=True, cache=True)
def _active_days(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    counts_here: NDArray[np.uint8],
    whole: NDArray[np.uint16],
    part: NDArray[np.uint16],
    ends: NDArray[np.int64],
    first_quarter: int,
    shape: tuple[int, int, int],
    wanted: NDArray[np.uint8],
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Customers by cell, and who is in a wanted one."""
    counts = np.zeros(shape[0] * shape[1] * shape[2], np.int64)
    who = np.zeros(offsets.size - 1 if wanted.size else 0, np.uint8)
    for c in range(offsets.size - 1):
        period, day, days, base = np.int64(-1), np.int64(-1), 0, np.int64(0)
        until = np.int64(LONG_AGO)  # before this instant it is still the same day
        for i in range(offsets[c], offsets[c + 1]):
            if time[i] < until or counts_here[touchpoint[i]] == 0 or (keep.size and keep[i] == 0):
                continue
            if group.size and group[i] == NOWHERE:
                continue
            quarter = time[i] // _QUARTER_US - first_quarter
            p, d = np.int64(whole[quarter]), np.int64(part[quarter])
            if p != period:
                if days:
                    counts[base + days] += 1
                    if wanted.size:
                        who[c] |= wanted[base + days]
                g = np.int64(group[i]) if group.size else np.int64(0)
                period, day, days, base = p, d, 1, (p * shape[1] + g) * shape[2]
            elif d != day:
                day = d
                days += 1
            until = ends[d]
        if days:
            counts[base + days] += 1
            if wanted.size:
                who[c] |= wanted[base + days]
    return counts, who
