"""How much is there?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.places import places
from footpath.analysis.visits import count_visits, visitors
from footpath.engine import add_up, each
from footpath.journeys.columns import NOWHERE
from footpath.journeys.index import instant
from footpath.journeys.selection import Selection, View


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
        feedback = add_up(each(lambda view: _feedback(view, seen.groups), seen.views))
        spans = each(lambda view: _span(view, seen.groups), seen.views)
        first, last = np.min([span[0] for span in spans], axis=0), np.max([span[1] for span in spans], axis=0)
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


def _feedback(view: View, groups: int) -> NDArray[np.int64]:
    rows = view.shard.feedback.row
    return np.bincount(view.group_of(rows[view.kept(rows)]), minlength=groups)


def _span(view: View, groups: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last time by group."""
    first, last = np.full(groups, np.iinfo(np.int64).max), np.full(groups, np.iinfo(np.int64).min)
    time, group = view.shard.time, view.group
    if len(view.keep):
        rows = np.flatnonzero(view.keep)
        time, group = time[rows], group[rows] if len(group) else group
    if not len(group):
        if len(time):
            first[0], last[0] = time.min(), time.max()
        return first, last
    inside = group != NOWHERE
    np.minimum.at(first, group[inside], time[inside])
    np.maximum.at(last, group[inside], time[inside])
    return first, last
