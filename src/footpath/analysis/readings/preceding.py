"""What came before a day: values first seen, values and touchpoints that had become commoner, and times that had changed.

Of each, days are compared with days: the last ones before with the four weeks before those, as shares of the day's events, so
that neither a busy week nor one busy customer looks like news; and there are more of it a day, so that what stays while all else
becomes less is none, either. What is in the first eight weeks of its own records grows because
it is new, and that is no news either. Told is what changed at the same touchpoint, and what those who are hit surely met more
often than others; then what most of them met (`preceding_ties`). What came before need not be why.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_series import Days
from footpath.analysis.readings.preceding_ties import Thing, Tie
from footpath.engine import add_up, run
from footpath.journeys.columns import Shard
from footpath.journeys.selection import Selection, View
from footpath.model.significance import compare_means, false_discovery_q

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LOOK_BACK, USUAL = 14, 28  # days
_RECENT = (3, 7, 14)
_MOST_CELLS = 2_000_000
_SURE, _TIMES, _MORE, _LEAST = 0.01, 1.5, 1.2, 20
_FEW = 0.5  # first seen in so many days by mere habit of the dimension: then it is no news
_LOG = 1000.0  # logarithms of seconds are counted in thousandths
_MOST_FINDINGS, _MOST_TRIED = 3, 24
_YOUNG = 56  # days: a value grows in the first ones of its records


@dataclass(frozen=True)
class Happening:
    """By day, and value or touchpoint: how many events; of touchpoints also the sum of logarithms of the time until the next."""

    name: str
    values: tuple[str, ...]
    counts: Ints
    waits: Ints
    waited: Ints


@dataclass(frozen=True)
class DayTables:
    """A reading: by dimension, day and value, how many events; then by day and touchpoint, with the times until the next."""

    days: Days
    dimensions: tuple[tuple[str, int], ...]
    touchpoints: int

    def partial(self, view: View) -> tuple[Ints, ...]:
        shard = view.shard
        day = self.days.of_events(shard).astype(np.int64)
        found = [self._table(day, shard.dimensions[name], size) for name, size in self.dimensions]
        found.append(self._table(day, shard.touchpoint, self.touchpoints))
        return (*found, *self._waits(shard, day))

    def combine(self, partials: Sequence[tuple[Ints, ...]]) -> tuple[Ints, ...]:
        return tuple(add_up(parts) for parts in zip(*partials, strict=True))

    def _table(self, day: Ints, column: NDArray[np.unsignedinteger], size: int) -> Ints:
        cells = self.days.count * size
        return np.bincount(day * size + column, minlength=cells).reshape(self.days.count, size).astype(np.int64)

    def _waits(self, shard: Shard, day: Ints) -> tuple[Ints, Ints]:
        followed = np.ones(shard.events, dtype=bool)
        followed[shard.offsets[1:][shard.lengths > 0] - 1] = False
        rows = np.flatnonzero(followed)
        seconds = (shard.time[rows + 1] - shard.time[rows]) / 1e6
        cell, cells = day[rows] * self.touchpoints + shard.touchpoint[rows], self.days.count * self.touchpoints
        total = np.bincount(cell, np.rint(np.log1p(seconds) * _LOG), minlength=cells)
        shape = self.days.count, self.touchpoints
        return np.rint(total).astype(np.int64).reshape(shape), np.bincount(cell, minlength=cells).reshape(shape)


def happenings(seen: Selection, days: Days) -> list[Happening]:
    """All that is counted by day, of all events whatever is asked."""
    index = seen.index
    dimensions = tuple(
        (name, len(values))
        for name, values in index.dimensions.items()
        if name != "source" and len(values) > 1 and len(values) * days.count <= _MOST_CELLS
    )
    *tables, touchpoints, waits, waited = run(DayTables(days, dimensions, len(index.names)), seen.views)
    none = np.empty((0, 0), np.int64)
    found = [
        Happening(name, index.dimensions[name], table, none, none)
        for (name, _), table in zip(dimensions, tables, strict=True)
    ]
    return [*found, Happening("", index.names, touchpoints, waits, waited)]


@dataclass(frozen=True)
class News:
    """Something that came before.

    Attributes:
        thing: the value or touchpoint that it is about.
        place: it is a change at the spike's own touchpoint.
        size: how large it is: of what was first seen its share and one more, else the logarithm of the ratio.
    """

    thing: Thing
    place: bool
    size: float
    text: str


def came_before(
    tables: Sequence[Happening],
    labels: Sequence[str],
    onset: int,
    latest: int,
    hit: Sequence[Thing],
    place: str | None,
    ties: Callable[[Sequence[Thing]], Sequence[Tie]],
    but: Collection[str] = (),
) -> tuple[str, ...]:
    """In words, what is most telling first: what those who are hit surely met more often, or what changed at the same touchpoint.

    Args:
        onset, latest: the day, and until when it may have been.
        hit: dimension and value of those who are hit more often.
        place: the touchpoint that the spike is at.
        ties: how things go together with those who are hit.
        but: touchpoints of which nothing is told: that which itself has become commoner, and where the company asks.
    """
    if onset < LOOK_BACK + USUAL // 2:
        return ()
    news = [one for table in tables if table.name for one in _first_seen(table, labels, onset, latest, hit)]
    news += [one for one in _risen(tables, onset, latest, place) if one.thing[0] or one.thing[1] not in but]
    news.sort(key=lambda one: (one.thing not in hit and not one.place, -one.size))
    largest = dict[Thing, News]()
    for one in news:
        largest.setdefault(one.thing, one)
    news = list(largest.values())[:_MOST_TRIED]
    things = [one.thing for one in news]
    tie_of = dict(zip(things, ties(things), strict=True))
    told = [
        (not (one.place or one.thing in hit or tie_of[one.thing].sure), -one.size, one.text)
        for one in news
        if one.place or (tie_of[one.thing].may_matter and not tie_of[one.thing].is_what_was_said)
    ]
    return tuple(text for _, _, text in sorted(told)[:_MOST_FINDINGS])


def _first_seen(
    table: Happening, labels: Sequence[str], onset: int, latest: int, hit: Sequence[Thing]
) -> Iterator[News]:
    """Values of which no event is known before."""
    ever = table.counts[:, 1:].any(axis=0)
    first = (table.counts[:, 1:] > 0).argmax(axis=0)
    start = int((table.counts[:, 1:].sum(axis=1) > 0).argmax())
    new = ever & (first >= max(onset - LOOK_BACK, start + LOOK_BACK)) & (first <= latest)
    later = int(np.count_nonzero(ever & (first >= start + LOOK_BACK)))
    stretch = latest - onset + LOOK_BACK + 1
    usual = (later - np.count_nonzero(new)) * stretch / max(len(labels) - start - LOOK_BACK - stretch, 1)
    for at in np.flatnonzero(new).tolist():
        value, events = table.values[at + 1], int(table.counts[first[at] : first[at] + LOOK_BACK, at + 1].sum())
        known = int(table.counts[first[at] : first[at] + LOOK_BACK, 1:].sum())
        if events >= _LEAST // 4 and ((table.name, value) in hit or usual < _FEW):
            text = f'{table.name} "{value}" was first seen on {labels[first[at]]}'
            yield News((table.name, value), False, 1 + events / known, text)


def _risen(tables: Sequence[Happening], onset: int, latest: int, place: str | None) -> list[News]:
    """What had become commoner, or slower, over the last days before."""
    changed: list[_Changed] = []
    for table in tables:
        for recent in _RECENT:
            now, then = slice(onset - recent, latest + 1), slice(max(onset - recent - USUAL, 0), onset - recent)
            changed += _shares(table, now, then)
            changed += _waits(table, now, then)
    if not changed:
        return []
    sides = np.array([(*one.now, *one.then) for one in changed], dtype=np.float64).T
    chances = compare_means(*sides[:, :, None]).p
    told = [(one, chance) for one, chance in zip(changed, chances.tolist(), strict=True) if not np.isnan(chance)]
    q = false_discovery_q([chance for _, chance in told])
    young = {thing for table in tables for thing in _young(table, onset)}
    return [
        News(one.thing, one.thing == ("", place), abs(float(np.log(one.ratio))), one.text)
        for (one, _), chance in zip(told, q, strict=True)
        if chance <= _SURE and one.text and one.thing not in young
    ]


def _young(table: Happening, onset: int) -> Iterator[Thing]:
    """What has records for a few weeks only: it grows because it is new."""
    first = (table.counts > 0).argmax(axis=0)
    for at in np.flatnonzero(first > onset - _YOUNG).tolist():
        yield table.name, table.values[at]


Side = tuple[int, float, float]


@dataclass(frozen=True)
class _Changed:
    """A value or touchpoint of which days are compared.

    Attributes:
        now, then: how many days, their mean and variance.
        text: none where it is no rise to speak of.
    """

    name: str
    value: str
    now: Side
    then: Side
    ratio: float
    text: str

    @property
    def thing(self) -> Thing:
        return self.name, self.value


def _shares(table: Happening, now: slice, then: slice) -> Iterator[_Changed]:
    """Of each value, its share of the day's events."""
    from_ = 1 if table.name else 0
    (late, late_sides), (early, early_sides) = (_sides(table.counts[days, from_:]) for days in (now, then))
    for at in np.flatnonzero((late >= _LEAST) & (early > 0)).tolist():
        value, is_now, was = table.values[at + from_], late_sides[at], early_sides[at]
        ratio = is_now[1] / was[1] if was[1] > 0 else 1.0
        text = ""
        more = late[at] * was[0] >= _MORE * early[at] * is_now[0]  # a day, and not only beside others that became fewer
        if ratio >= _TIMES and more:
            what = f'{table.name} "{value}"' if table.name else f"{value}"
            of = f"of events that say their {table.name}" if table.name else "of all events"
            text = f"{what} had risen from {was[1]:.1%} to {is_now[1]:.1%} {of}"
        yield _Changed(table.name, value, is_now, was, ratio, text)


def _sides(counts: Ints) -> tuple[Ints, list[Side]]:
    """Of each column all events, and its share of each day's."""
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    enough = len(share) > 1
    variances = share.var(axis=0, ddof=1) if enough else np.zeros(share.shape[1])
    sides = [(len(share), *side) for side in zip(share.mean(axis=0).tolist(), variances.tolist(), strict=True)]
    return counts.sum(axis=0), sides


def _waits(table: Happening, now: slice, then: slice) -> Iterator[_Changed]:
    """Of each touchpoint, the time until the next event: means of logarithms of days with any."""
    for at in np.flatnonzero(table.waited[now].sum(axis=0) >= _LEAST).tolist() if table.waited.size else ():
        is_now, was = (_waiting(table.waits[days, at], table.waited[days, at]) for days in (now, then))
        if is_now[0] < 3 or was[0] < LOOK_BACK:
            continue
        value, ratio = table.values[at], float(np.exp(is_now[1] - was[1]))
        text = f"after {value} it had come to take {ratio:.1f} times as long until anything followed"
        yield _Changed(table.name, value, is_now, was, ratio, text if ratio >= _TIMES else "")


def _waiting(waits: Ints, waited: Ints) -> Side:
    some = waited > 0
    logs = waits[some] / waited[some] / _LOG
    return len(logs), float(logs.mean()) if len(logs) else 0.0, float(logs.var(ddof=1)) if len(logs) > 1 else 0.0
