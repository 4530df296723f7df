"""How much is there?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.places import places
from footpath.analysis.readings.visits import count_visits, visitors
from footpath.engine import run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.index import instant
from footpath.journeys.selection import Selection, View

_EVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class OverviewRow:
    """Customers with at least one event, events, touchpoints that occur, feedback events, first and last time."""

    customers: int
    events: int
    touchpoints: int
    feedback: int
    first_at: datetime | None
    last_at: datetime | None
    group: str | None = None


class Overview(JourneyQuestion):
    """How much is there, and from when to when?

    One row, or one per group. A customer with events in two groups counts in both; events and feedback add up.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0|device=phone pay@10|device=desk", bob="cart@5|device=phone")
        >>> row = ask(index, Overview()).rows[0]
        >>> row.customers, row.events, row.touchpoints, row.first_at.minute, row.last_at.minute
        (2, 3, 2, 0, 10)
    """

    ask: ClassVar[str] = "overview"

    def answer(self, seen: Selection) -> Sequence[OverviewRow]:
        per = places(seen.index, "touchpoint")
        everything = places(seen.index, "all")
        visited = count_visits(seen, per.place_of, len(per)).events
        overall = count_visits(seen, everything.place_of, 1)
        feedback, first, last = run(Spans(seen.groups), seen.views)
        return [
            OverviewRow(
                customers=int(overall.customers[0, group]),
                events=int(overall.events[0, group]),
                touchpoints=int(np.count_nonzero(visited[:, group])),
                feedback=int(feedback[group]),
                first_at=instant(first[group]) if overall.events[0, group] else None,
                last_at=instant(last[group]) if overall.events[0, group] else None,
                group=seen.labels[group],
            )
            for group in seen.order
            if overall.events[0, group] or self.by is None
        ]

    def members(self, seen: Selection, row: OverviewRow) -> Sequence[NDArray[np.uint8]]:
        return visitors(seen, places(seen.index, "all").place_of, 1, seen.labels.index(row.group))


@dataclass(frozen=True)
class Spans:
    """One reading: feedback events, first and last time, by group."""

    groups: int

    def partial(self, view: View) -> NDArray[np.int64]:
        rows = view.shard.feedback.row
        feedback = np.bincount(view.group_of(rows[view.kept(rows)]), minlength=self.groups)
        return np.stack([feedback, *_spans(view.shard.offsets, view.shard.time, view.keep, view.group, self.groups)])

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        feedback, first, last = np.stack(partials, axis=1)
        return np.stack([feedback.sum(axis=0), first.min(axis=0), last.max(axis=0)])


@numba.njit(nogil=True, cache=True)
def _spans(
    offsets: NDArray[np.int64],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    groups: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last time by group. With one group, only the first and the last event of a customer are looked at."""
    first, last = np.full(groups, _EVER, np.int64), np.full(groups, -_EVER, np.int64)
    for c in range(offsets.size - 1):
        start, end = offsets[c], offsets[c + 1]
        if group.size:
            for i in range(start, end):
                if (keep.size == 0 or keep[i]) and group[i] != NOWHERE:
                    first[group[i]], last[group[i]] = min(first[group[i]], time[i]), max(last[group[i]], time[i])
            continue
        while keep.size and start < end and keep[start] == 0:
            start += 1
        while keep.size and start < end and keep[end - 1] == 0:
            end -= 1
        if start < end:
            first[0], last[0] = min(first[0], time[start]), max(last[0], time[end - 1])
    return first, last
