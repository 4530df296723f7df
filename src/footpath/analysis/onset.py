"""Since when has it been worse?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.changing import Change, Counted, find_change, weigh
from footpath.analysis.readings.periods import Periods, periods_of
from footpath.analysis.readings.places import one_touchpoint
from footpath.analysis.readings.signal_days import (
    LESS_IS_WORSE,
    Daily,
    Place,
    SidesByDay,
    SignalKind,
    by_sides,
    signal_by_day,
)
from footpath.analysis.readings.visits import count_visits, visitors
from footpath.errors import SpecError
from footpath.journeys.conditions import period_us
from footpath.journeys.selection import Selection
from footpath.model.durations import Duration
from footpath.model.intervals import mean_interval, wilson_rate

STRAY = 0.001  # of all events lie before the first day that is looked at, where no period is asked for


@dataclass(frozen=True)
class OnsetRow:
    """The day since which a touchpoint is worse, and what the first signal was before and has been since.

    Attributes:
        onset_on: the likeliest first day; it was between ``onset_low_on`` and ``onset_high_on`` with 95%.
        until_on: the last day, none while it goes on.
        before_n, before: of the days that are not in it, those after its end included; a share, a mean experience
            (-1..1), or, of waits, the seconds that are typical (the geometric mean). With the interval.
        since_n, since: the same of the days in it.
        rest_before, rest_since: the same of the segment's rest, or of comparable touchpoints; none where there are none.
        p: chance of such a change anywhere in the records.
    """

    touchpoint: str
    stage: str | None
    onset_on: str
    onset_low_on: str
    onset_high_on: str
    until_on: str | None
    before_n: int
    before: float
    before_low: float
    before_high: float
    since_n: int
    since: float
    since_low: float
    since_high: float
    rest_before: float
    rest_since: float
    p: float
    group: str | None = None


class Onset(JourneyQuestion):
    """Since which day is it worse at a touchpoint, and when was it over?

    Each signal is counted by day: who leaves at their last visit, who comes again at their first, what is said, what is
    promised or a wait where it begins. What is to be expected of a day follows the rest on the days around: other customers
    at the same touchpoint, or, without a segment, the other touchpoints of its stage. The onset is the likeliest day since
    which the signals together stand at another and worse level; where it ended, the level after it is that before it. There
    is no row where such a change is no more than chance (one in a thousand, anywhere in the records), fewer than 30 lie on
    either side, it was always so, or began within the first four weeks, which is no longer than records take to begin.

    ``where`` decides which events there are, ``during`` picks the days that are looked at. They are those of the workspace's
    zone.

    Args:
        touchpoint: where.
        signals: what goes wrong: leaving, repeat (comes again within ``within``), score, promise (comes late), delay (the wait
            from ``origin`` until it), rage, error_loop, retry, theme (``theme`` is spoken of), visits (comes there at all, of those who do
            anything that day). The first one is told.
        segment: values of dimensions, traits or calendar units of the event that is counted.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> fine = {f"f{d}.{n}": f"cart@{d}d{n}h pay@{d + 1}d{n}h" for d in range(100) for n in range(6)}
        >>> lost = {f"l{d}.{n}": f"cart@{d}d{n}h" for d in range(40, 100) for n in range(6, 10)}
        >>> (row,) = ask(journeys({**fine, **lost, "end": "pay@200d"}), Onset(touchpoint="cart", signals=["leaving"])).rows
        >>> row.onset_on, row.until_on, row.before, row.since
        ('2024-02-10', None, 0.0, 0.4)
    """

    ask: ClassVar[str] = "onset"
    anchored: ClassVar[bool] = True
    touchpoint: str
    signals: Annotated[tuple[SignalKind, ...], Field(min_length=1)] = ("leaving",)
    segment: dict[str, str] = Field(default={})
    within: Duration = timedelta(days=30)
    origin: str | None = None
    theme: str = ""

    def answer(self, seen: Selection) -> Sequence[OnsetRow]:
        if not seen.index.events:
            return []
        code, periods, days = self._where_and_when(seen)
        daily = self._daily(seen, code, periods, days)
        worse = [-1 if kind in LESS_IS_WORSE else 1 for kind in self.signals]
        change = find_change([weigh(*one, sign) for one, sign in zip(daily, worse, strict=True)])
        if change is None:
            return []
        return [_row(seen, code, change, daily[0], periods.labels[days.start : days.stop], self.signals[0])]

    def members(self, seen: Selection, row: OnsetRow) -> Sequence[NDArray[np.uint8]]:
        """Those of the segment who were there since then."""
        code, periods, days = self._where_and_when(seen)
        labels = periods.labels
        last = len(labels) if row.until_on is None else labels.index(row.until_on) + 1
        inside = range(labels.index(row.onset_on), min(last, days.stop))
        grouped = by_sides(seen, SidesByDay(seen, periods, self.segment, inside))
        count = len(seen.index.names)
        place_of = np.where(np.arange(count) == code, 0, -1)
        found = [visitors(grouped, place_of, 1, 2 * day) for day in range(len(inside))]
        return [np.maximum.reduce(masks) for masks in zip(*found, strict=True)]

    def _where_and_when(self, seen: Selection) -> tuple[int, Periods, range]:
        if self.by is not None:
            raise SpecError("An onset is told of one segment.", 'Name it in "segment".')
        code = one_touchpoint(seen.index, self.touchpoint)
        assert code is not None
        periods = periods_of(seen.index, "day")
        days = range(periods.open + 1)
        if self.during is None:
            days = _well_recorded(seen, periods, days)
        else:
            touched = periods.touched(*period_us(self.during, seen.index.zone))
            days = range(touched.start, min(touched.stop, days.stop))
        return code, periods, days

    def _daily(self, seen: Selection, code: int, periods: Periods, days: range) -> list[Daily]:
        origin = one_touchpoint(seen.index, self.origin)
        place = Place(code, bool(self.segment), -1 if origin is None else origin, self.within, self.theme)
        grouped = by_sides(seen, SidesByDay(seen, periods, self.segment, days))
        return [signal_by_day(grouped, kind, place) for kind in self.signals]


def _well_recorded(seen: Selection, periods: Periods, days: range) -> range:
    """The days without the first thousandth of all events: a few wrong clocks are no records."""
    grouped = by_sides(seen, SidesByDay(seen, periods, {}, days))
    anywhere = np.zeros(len(seen.index.names), dtype=np.int64)
    events = count_visits(grouped, anywhere, 1).events[0].reshape(len(days), 2).sum(axis=1)
    first = int(np.searchsorted(np.cumsum(events), STRAY * events.sum(), side="right"))
    return range(min(first, days.stop - 1), days.stop)


def _row(seen: Selection, code: int, change: Change, daily: Daily, labels: Sequence[str], kind: SignalKind) -> OnsetRow:
    inside = np.zeros(len(labels), dtype=bool)
    inside[change.first : change.end] = True
    before, since = _level(daily.own, ~inside, kind), _level(daily.own, inside, kind)
    return OnsetRow(
        seen.index.names[code],
        seen.index.stage_of(code),
        labels[change.first],
        labels[change.earliest],
        labels[change.latest],
        labels[change.end - 1] if change.end < len(labels) else None,
        *before,
        *since,
        _level(daily.rest, ~inside, kind)[1],
        _level(daily.rest, inside, kind)[1],
        change.p,
    )


def _level(counted: Counted, days: NDArray[np.bool_], kind: SignalKind) -> tuple[int, float, float, float]:
    """n, level, low, high of some days."""
    n, total, squares = (float(x[days].sum()) for x in (counted.n, counted.total, counted.squares))
    if n == 0:
        return 0, float("nan"), float("nan"), float("nan")
    if counted.is_rate:
        return int(n), total / n, *wilson_rate(int(total), int(n))
    low, high = mean_interval(int(n), total, squares)
    if kind != "delay":
        return int(n), total / n, low, high
    mean, low, high = (float(np.expm1(min(x, 700.0))) for x in (total / n, low, high))
    return int(n), mean, low, high
