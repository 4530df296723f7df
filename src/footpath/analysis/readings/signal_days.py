"""What goes wrong at one touchpoint, counted day by day, in a segment and in the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.changing import Counted
from footpath.analysis.readings.heard import HeardReading, subjects
from footpath.analysis.readings.leaving import left_before
from footpath.analysis.readings.periods import Periods
from footpath.analysis.readings.places import places, rest_of
from footpath.analysis.readings.promised import CountPromised, PromiseCells
from footpath.analysis.readings.said import SaidReading, sum_said
from footpath.analysis.readings.signals import Signals
from footpath.analysis.readings.spoken import named_or, says
from footpath.analysis.readings.visits import check_cells, count_visits
from footpath.engine import add_up, run
from footpath.errors import SpecError
from footpath.journeys.applying import apply_quarters
from footpath.journeys.columns import NOWHERE, Shard
from footpath.journeys.properties import find_property
from footpath.journeys.selection import Grouping, Selection, View
from footpath.journeys.sessions import GAP

SignalKind = Literal["leaving", "repeat", "score", "promise", "delay", "rage", "error_loop", "retry", "theme", "visits"]
LESS_IS_WORSE = frozenset({"score"})
_IN, _REST, _SIDES = 0, 1, 2
_FRUSTRATION = ("rage", "error_loop", "retry")
_FINE = 1_000_000


class SidesByDay(Grouping):
    """The group of an event is its day and whether it is in the segment: day × 2 + (0 in it, 1 in the rest).

    Raises:
        SpecError: the segment's dimension is not known, or there are too many days.
    """

    def __init__(self, selection: Selection, periods: Periods, segment: Mapping[str, str], days: range) -> None:
        super().__init__(selection.index, None)
        self.by = f"{sorted(segment.items())} by day in {days}"  # what it says, for questions that share columns
        if _SIDES * len(days) >= NOWHERE:
            raise SpecError(f"There are {len(days):,} days.", 'Choose a period of them with "during".')
        known = np.full(len(periods.labels), NOWHERE, dtype=np.int64)
        known[days.start : days.stop] = _SIDES * np.arange(len(days))
        self._first_quarter = periods.first_quarter
        self._of_quarter = known[periods.of_quarter].astype(np.uint16)
        self._within = [_Within(find_property(selection.index, name), value) for name, value in segment.items()]
        self.labels = tuple(str(group) for group in range(_SIDES * len(days)))
        self.order = tuple(range(len(self.labels)))

    def of_events(self, shard: Shard) -> NDArray[np.uint16]:
        group = apply_quarters(self._of_quarter, shard.time, self._first_quarter).astype(np.uint16)
        if not self._within:
            return group
        inside = np.ones(len(group), dtype=bool)
        for one in self._within:
            inside &= one.holds(shard)
        return np.where(inside | (group == NOWHERE), group, group + np.uint16(_REST)).astype(np.uint16)


class _Within:
    """Whether an event has a value."""

    def __init__(self, prop: "object", value: str) -> None:
        from footpath.journeys.properties import Property

        assert isinstance(prop, Property)
        if value not in prop.values:
            raise SpecError(f'"{prop.name}" is never "{value}".', "Write it as a breakdown by it does.")
        self._property, self._table = prop, np.zeros(len(prop.values), dtype=np.uint8)
        self._table[prop.values.index(value)] = 1

    def holds(self, shard: Shard) -> NDArray[np.bool_]:
        return self._property.holds(shard, self._table) != 0


def by_sides(seen: Selection, grouping: SidesByDay) -> Selection:
    """The same events, grouped by day and side."""
    views = tuple(View(view.shard, replace(view.recipe, grouping=grouping)) for view in seen.views)
    return Selection(seen.index, views, grouping.labels, grouping.order)


class Daily(NamedTuple):
    """A signal by day, in the segment and in the rest of the same place; with no segment, at its peers."""

    own: Counted
    rest: Counted


@dataclass(frozen=True)
class Place:
    """Where signals are counted.

    Attributes:
        code: of the touchpoint.
        segmented: the rest is the same touchpoint's; else its peers'.
        origin: code of the touchpoint that a wait begins at, -1 for none.
        within: how soon coming again is soon.
        theme: the id of the theme that is spoken of.
    """

    code: int
    segmented: bool
    origin: int
    within: timedelta
    theme: str


def signal_by_day(seen: Selection, kind: SignalKind, place: Place) -> Daily:
    """Count one signal. Leaving counts at the last visit, coming again at the first, a wait where it begins."""
    n, total, squares = _COUNT.get(kind, _frustrated(kind))(seen, place)
    days = seen.groups // _SIDES
    tables = [np.asarray(x, dtype=np.float64).reshape(-1, days, _SIDES) for x in (n, total, squares)]
    row = place.code if len(tables[0]) > 1 else 0
    is_rate = kind not in ("score", "delay")
    own = _counted([table[row, :, _IN] for table in tables], is_rate)
    if place.segmented:
        return Daily(own, _counted([table[row, :, _REST] for table in tables], is_rate))
    if len(tables[0]) == 1:
        return Daily(own, _counted([np.zeros(days) for _ in tables], is_rate))
    peers = places(seen.index).peers
    rest = [rest_of(table[:, :, _IN], peers, split=False)[row] for table in tables]
    return Daily(own, _counted([np.asarray(x, dtype=np.float64) for x in rest], is_rate))


def _counted(columns: Sequence[NDArray[np.float64]], is_rate: bool) -> Counted:
    n, total, squares = columns
    return Counted(n, total, squares, is_rate)


Counts = tuple[NDArray[np.generic], NDArray[np.generic], NDArray[np.generic]]


def _left(seen: Selection, place: Place) -> Counts:
    from footpath.analysis.dropoff import LastVisits

    arrived = run(LastVisits(len(seen.index.names), seen.groups, left_before(seen)), seen.views)
    return arrived.went_on + arrived.left, arrived.left, arrived.left


def _came_again(seen: Selection, place: Place) -> Counts:
    from footpath.analysis.repeats import Returns

    within = place.within // timedelta(microseconds=1)
    reading = Returns(len(seen.index.names), seen.groups, within, (seen.index.as_of_us or 0) - within)
    once, repeated, _ = run(reading, seen.views)
    return once + repeated, repeated, repeated


def _felt(seen: Selection, place: Place) -> Counts:
    here = places(seen.index)
    sums = sum_said(seen, SaidReading(here.place_of, len(here), seen.groups, False))
    return sums.n, sums.total, sums.squares


def _promised(seen: Selection, place: Place) -> Counts:
    count = len(seen.index.names)
    promised, broken = run(CountPromised(PromiseCells(count, seen.groups)), seen.views).reshape(2, count, -1)
    return promised, broken, broken


def _frustrated(kind: str) -> Callable[[Selection, Place], Counts]:
    def count(seen: Selection, place: Place) -> Counts:
        index, number = seen.index, _FRUSTRATION.index(kind)
        errors = np.zeros(len(index.names), dtype=np.uint8)
        errors[list(named_or(index, None, lambda touchpoint: says("error", touchpoint.name)))] = 1
        action = find_property(index, "action") if "action" in index.dimensions else None
        gap = GAP // timedelta(microseconds=1)
        found = run(Signals(errors, seen.groups, action, 3, 10_000_000, gap), seen.views)[number, :, :, 1]
        arrivals = count_visits(seen, np.arange(len(index.names)), len(index.names)).customers
        return np.maximum(arrivals, found), found, found

    return count


def _visited(seen: Selection, place: Place) -> Counts:
    """Of the customers who do anything in a day, how many come here."""
    index = seen.index
    here = np.where(np.arange(len(index.names)) == place.code, 0, -1)
    done = np.where([touchpoint.passive for touchpoint in index.touchpoints], -1, 0)
    came, anybody = (count_visits(seen, places, 1).customers for places in (here, done))
    return np.maximum(anybody, came), came, came


def _spoken(seen: Selection, place: Place) -> Counts:
    what, here = subjects(seen.index), places(seen.index)
    subject = next((at for at, theme in enumerate(what.themes) if theme.id == place.theme), None)
    if subject is None:
        raise SpecError(f'There is no theme "{place.theme}".', "Name one of those that the question themes tells.")
    found = run(HeardReading(what.subject_of, here.place_of, len(here), seen.groups, False), seen.views)
    size = len(here) * seen.groups
    hits = np.zeros(size, np.int64)
    own = (found.cell >= subject * size) & (found.cell < (subject + 1) * size)
    hits[found.cell[own] - subject * size] = found.texts[own]
    return found.any, hits, hits


def _waited(seen: Selection, place: Place) -> Counts:
    if place.origin < 0:
        raise SpecError("A wait begins somewhere.", 'Name the touchpoint before it in "origin".')
    table = run(LogWaits(place.origin, place.code, check_cells(seen.groups)), seen.views)
    return table[0], table[1], table[2]


_COUNT: Mapping[str, Callable[[Selection, Place], Counts]] = {
    "leaving": _left,
    "repeat": _came_again,
    "score": _felt,
    "promise": _promised,
    "theme": _spoken,
    "delay": _waited,
    "visits": _visited,
}


@dataclass(frozen=True)
class LogWaits:
    """Waits from one touchpoint to the next event at another, among the events of these two: n, sum and squares of the
    logarithm of their seconds, by group of the event that they begin at."""

    origin: int
    until: int
    groups: int

    def partial(self, view: View) -> NDArray[np.int64]:
        shard = view.shard
        columns = shard.offsets, shard.touchpoint, shard.time, view.keep, view.group
        return _log_waits(*columns, self.origin, self.until, self.groups)

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.float64]:
        return add_up(partials) * np.array([1.0, 1 / _FINE, 1 / _FINE])[:, None]


@numba.njit(nogil=True, cache=True)
def _log_waits(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    origin: int,
    until: int,
    groups: int,
) -> NDArray[np.int64]:
    """Logarithms are whole numbers of millionths, so that they add up exactly, in whatever order."""
    table = np.zeros((3, groups), np.int64)
    for c in range(offsets.size - 1):
        since = -1
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            here = touchpoint[i]
            if here == until and since >= 0:
                at = group[since] if group.size else 0
                if at != NOWHERE:
                    waited = np.log((time[i] - time[since]) / 1e6 + 1.0)
                    table[0, at] += 1
                    table[1, at] += np.int64(round(waited * _FINE))
                    table[2, at] += np.int64(round(waited * waited * _FINE))
            if here == origin:
                since = i
            elif here == until:
                since = -1
    return table
