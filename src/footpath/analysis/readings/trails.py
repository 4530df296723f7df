"""Trails: what came after an event of a journey, or before it. Flows and the step matrix count the same trails."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.funnel_steps import session_gap
from footpath.analysis.readings.leaving import left_before
from footpath.engine import add_up
from footpath.errors import SpecError
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.journeys.sessions import begins_session
from footpath.journeys.steps import Step, match_step
from footpath.model.durations import Duration

BEGAN, LEFT, OPEN = 65_532, 65_533, 65_534  # codes that are no touchpoint's; once there, a trail stays there
WORDS = ("other", "began", "left", "open")
_EVER = np.iinfo(np.int64).max
_NOT_SPLIT = np.empty(0, np.uint16)
_NOT_SPLIT.flags.writeable = False


class TrailSpec(JourneyQuestion):
    """The fields of flows and of the step matrix; `Flows` says what they mean."""

    anchored = True
    start: Step | None = None
    end: Step | None = None
    collapse: bool = True
    within: Duration | None = None
    per: Literal["customer", "session"] | dict[Literal["session"], Duration] = "customer"

    def model_post_init(self, _: Any) -> None:
        if self.start is not None and self.end is not None:
            raise SpecError(f"{self.ask} begins at a start or comes to an end, not both.", "Leave one of them out.")

    def trails(self, seen: Selection, columns: int) -> "Trails":
        """How to follow.

        Raises:
            SpecError: the start or the end names what is not there.
        """
        index, gap = seen.index, session_gap(self.per)
        anchor = self.start if self.end is None else self.end
        anchors = np.full(len(index.names), anchor is None, np.uint8)
        if anchor is not None:
            anchors[list(match_step(index, anchor)[1])] = 1
        return Trails(
            anchors,
            columns,
            backwards=self.end is not None,
            collapse=self.collapse,
            within=_EVER if self.within is None else _us(self.within),
            gap=-1 if gap is None else _us(gap),
            left_before=np.zeros(len(index.names), np.int64) if self.end is not None or gap else left_before(seen),
            until=index.as_of_us or 0,
        )


@dataclass(frozen=True)
class Trails:
    """How to follow any journey.

    Attributes:
        anchors: by touchpoint, 1 where a trail begins.
        columns: events beside the anchor.
        within: microseconds from the anchor, beyond which nothing is followed.
        gap: a longer pause ends a session, -1 where a trail goes through the whole journey.
        left_before: by touchpoint, the last instant at which a final event means that its customer left.
        until: the instant at which our sight ends.
    """

    anchors: NDArray[np.uint8]
    columns: int
    backwards: bool
    collapse: bool
    within: int
    gap: int
    left_before: NDArray[np.int64]
    until: int

    def follow(self, view: View) -> "Followed":
        shard = view.shard
        groups = view.group if view.recipe.counted is not None else _NOT_SPLIT
        columns = shard.offsets, shard.touchpoint, shard.time, view.keep, groups
        limits = self.within, self.gap, self.left_before, self.until
        customer, anchor, path = _follow(*columns, self.anchors, self.columns, self.backwards, self.collapse, *limits)
        return Followed(customer, path, view.group_of(anchor))


@dataclass(frozen=True)
class Followed:
    """The trails of a shard, one entry each.

    Attributes:
        customer: its number in the shard.
        path: by column the touchpoint, or how the trail ended; column 0 is the anchor.
        group: that of the anchor.
    """

    customer: NDArray[np.int64]
    path: NDArray[np.uint16]
    group: NDArray[np.int64]


@dataclass(frozen=True)
class Met:
    """Counts trails by column and touchpoint, of all groups together."""

    trails: Trails

    def partial(self, view: View) -> NDArray[np.int64]:
        return _count_met(self.trails.follow(view).path, len(self.trails.anchors))

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)


@dataclass(frozen=True)
class Columns:
    """What is told apart in each column.

    Attributes:
        place_of: place by column and touchpoint; the last of the ``places`` are "other", "began", "left" and "open".
        names: by column and place.
    """

    place_of: NDArray[np.int64]
    names: tuple[tuple[str, ...], ...]

    @property
    def places(self) -> int:
        return len(self.names[0])

    def folded(self, column: int) -> NDArray[np.int64]:
        """By place of `all_apart`, the place in a column."""
        return np.append(self.place_of[column], self.places - len(WORDS) + np.arange(len(WORDS)))


def tell_apart(seen: Selection, counts: NDArray[np.int64], top: int) -> Columns:
    """The ``top`` touchpoints of each column by their counts, the commonest first, equals in the order of the map."""
    top = min(top, counts.shape[1])
    place_of = np.full(counts.shape, top, dtype=np.int64)
    names = []
    for column, met in enumerate(counts):
        common = [code for code in np.argsort(-met, kind="stable")[:top].tolist() if met[code]]
        place_of[column, common] = np.arange(len(common))
        own = [named(seen.index.names[code]) for code in common]
        names.append((*own, *[""] * (top - len(own)), *WORDS))
    return Columns(place_of, tuple(names))


def all_apart(seen: Selection, columns: int) -> Columns:
    """Every touchpoint has a place of its own, which is its code."""
    count = len(seen.index.names)
    names = (*map(named, seen.index.names), *WORDS)
    return Columns(np.tile(np.arange(count), (columns, 1)), (names,) * columns)


def named(name: str) -> str:
    """A touchpoint's name, told apart from the words for what is no touchpoint.

    Examples:
        >>> named("cart"), named("left")
        ('cart', 'touchpoint "left"')
    """
    return f'touchpoint "{name}"' if name in WORDS else name


def _us(duration: Any) -> int:
    return round(duration.total_seconds() * 1e6)


@numba.njit(nogil=True, cache=True)
def _count_met(path: NDArray[np.uint16], touchpoints: int) -> NDArray[np.int64]:
    met = np.zeros((path.shape[1], touchpoints), np.int64)
    for trail in range(path.shape[0]):
        for column in range(path.shape[1]):
            if path[trail, column] >= touchpoints:
                break
            met[column, path[trail, column]] += 1
    return met


@numba.njit(nogil=True, cache=True)
def _follow(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint8],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    anchors: NDArray[np.uint8],
    columns: int,
    backwards: bool,
    collapse: bool,
    within: int,
    gap: int,
    left_before: NDArray[np.int64],
    until: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
    """See `Followed`. Until the anchor, an event costs one byte; times are read along the trail, and everywhere for sessions."""
    room = offsets.size
    customer, anchor = np.empty(room, np.int64), np.empty(room, np.int64)
    path = np.empty((room, columns + 1), np.uint16)
    n = 0
    for c in range(offsets.size - 1):
        first, end = offsets[c], offsets[c + 1]
        while first < end:
            stop = end
            if gap >= 0:
                stop = first + 1
                while stop < end and not begins_session(stop, first, time[stop - 1], time[stop], gap):
                    stop += 1
            at = _anchor_of(first, stop, touchpoint, keep, anchors, backwards)
            if at >= 0 and not (group.size and group[at] == NOWHERE):
                if n == room:
                    room *= 2
                    grown = np.empty((room, columns + 1), np.uint16)
                    grown[:n] = path
                    path = grown
                    customer, anchor = _grown(customer, room), _grown(anchor, room)
                customer[n], anchor[n] = c, at
                if backwards:
                    _fill_back(path[n], at, first, touchpoint, time, keep, collapse, within)
                else:
                    last = _fill(path[n], at, stop, touchpoint, time, keep, collapse, within)
                    if last >= 0:  # nothing came after it
                        over = until - time[at] >= within
                        if gap >= 0:
                            over |= stop < end or until - time[stop - 1] > gap
                        else:
                            over |= time[last] <= left_before[touchpoint[last]]
                        _finish(path[n], 65533 if over else 65534)
                n += 1
            first = stop
    return customer[:n], anchor[:n], path[:n]


@numba.njit(nogil=True, cache=True)
def _anchor_of(
    first: int,
    stop: int,
    touchpoint: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    anchors: NDArray[np.uint8],
    backwards: bool,
) -> int:
    """The first event that trails begin at, or the last one; -1 for none."""
    if backwards:
        for i in range(stop - 1, first - 1, -1):
            if anchors[touchpoint[i]] and not (keep.size and keep[i] == 0):
                return i
    else:
        for i in range(first, stop):
            if anchors[touchpoint[i]] and not (keep.size and keep[i] == 0):
                return i
    return -1


@numba.njit(nogil=True, cache=True)
def _fill(
    path: NDArray[np.uint16],
    at: int,
    stop: int,
    touchpoint: NDArray[np.uint8],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    collapse: bool,
    within: int,
) -> int:
    """Write what came after the anchor; the last event that the trail saw when nothing came after it in the unit, else -1."""
    path[0] = touchpoint[at]
    column, last = 0, at
    for i in range(at + 1, stop):
        if keep.size and keep[i] == 0:
            continue
        if collapse and touchpoint[i] == path[column]:
            last = i
            continue
        if time[i] - time[at] > within:
            path[column + 1 :] = 65533
            return -1
        column += 1
        path[column] = touchpoint[i]
        last = i
        if column + 1 == path.size:
            return -1
    path[column + 1 :] = 65535
    return last


@numba.njit(nogil=True, cache=True)
def _fill_back(
    path: NDArray[np.uint16],
    at: int,
    first: int,
    touchpoint: NDArray[np.uint8],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    collapse: bool,
    within: int,
) -> None:
    """Write what came before the anchor."""
    path[0] = touchpoint[at]
    column = 0
    for i in range(at - 1, first - 1, -1):
        if (keep.size and keep[i] == 0) or (collapse and touchpoint[i] == path[column]):
            continue
        if time[at] - time[i] > within:
            break
        column += 1
        path[column] = touchpoint[i]
        if column + 1 == path.size:
            return
    path[column + 1 :] = 65532


@numba.njit(nogil=True, cache=True)
def _finish(path: NDArray[np.uint16], how: int) -> None:
    for column in range(path.size):
        if path[column] == 65535:
            path[column] = how


@numba.njit(nogil=True, cache=True)
def _grown(column: NDArray[np.int64], room: int) -> NDArray[np.int64]:
    grown = np.empty(room, np.int64)
    grown[: column.size] = column
    return grown
