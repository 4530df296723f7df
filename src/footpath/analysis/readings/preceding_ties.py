"""Whether what came before a spike has anything to do with it: who met it, what it stands on, and whether the company asks there.

A value or touchpoint says nothing of a spike if few of those who are hit met it, or fewer of them than of others. One that stands
on what is told itself (the topic of the tickets that are the spike) is the same thing by another name. And where the company asks
customers to say something, more of that is no cause of anything but answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.daily_series import Days, Within
from footpath.analysis.readings.inviting import asks
from footpath.engine import add_up, run
from footpath.journeys.columns import Shard
from footpath.journeys.index import Index
from footpath.journeys.selection import View
from footpath.model.records import FeedbackKind
from footpath.model.significance import compare_rates, false_discovery_q

Ints = NDArray[np.int64]
Thing = tuple[str, str]  # a dimension, "" for touchpoints; and a value of it
_AROUND = 14  # days before the onset and after it, in which customers met a thing or did not
_FEWEST, _SURE, _MOSTLY = 5, 0.05, 0.5
_SURVEYS = tuple(list(FeedbackKind).index(kind) for kind in (FeedbackKind.NPS, FeedbackKind.CSAT, FeedbackKind.CES))
_ANSWERED_WITHIN_US = timedelta(days=30) // timedelta(microseconds=1)


class Tie(NamedTuple):
    """How a thing and those who are hit go together.

    Attributes:
        hit, hit_known: of those who are hit, who met it, and of whom any value is known; ``rest`` and ``rest_known`` of all others.
        events, told: its events, and those of them that are what customers say, or a case that began with it.
        everybody: who is hit.
        sure: those who are hit surely met it more often.
    """

    hit: int
    hit_known: int
    rest: int
    rest_known: int
    events: int
    told: int
    everybody: int
    sure: bool

    @property
    def is_what_was_said(self) -> bool:
        """Whether it stands on what customers say rather than on what happened to them."""
        return self.told >= _MOSTLY * self.events > 0

    @property
    def may_matter(self) -> bool:
        """Whether those who are hit surely met it more often, or most of them did, and no smaller part of them than of others."""
        most = self.hit >= max(_FEWEST, _MOSTLY * self.everybody)
        return self.sure or (most and self.hit * self.rest_known >= self.rest * self.hit_known)


@dataclass(frozen=True)
class Ties:
    """A reading: by thing the counts of `Tie`, of some days.

    Attributes:
        things: dimension and code of the value; touchpoints by "" and their code.
        hit: those who are hit.
        first, end: days.
    """

    days: Days
    things: tuple[tuple[str, int], ...]
    hit: Within
    first: int
    end: int

    def partial(self, view: View) -> Ints:
        shard = view.shard
        day = self.days.of_events(shard)
        rows = np.flatnonzero((day >= self.first) & (day < self.end))
        customer, hit = shard.customer_at(rows), self.hit(view) > 0
        told, everybody = _told(shard, rows), int(np.count_nonzero(hit))
        found = np.zeros((len(self.things), 7), dtype=np.int64)
        for at, (name, code) in enumerate(self.things):
            column = (shard.dimensions[name] if name else shard.touchpoint)[rows]
            its: NDArray[np.bool_] = np.asarray(column == code)
            met, known = _some(customer[its], len(hit)), _some(customer[column > 0] if name else customer, len(hit))
            sides = (met & hit, known & hit, met & ~hit, known & ~hit)
            counts = [int(some.sum()) for some in (*sides, its, its & told)]
            found[at] = [*counts, everybody]
        return found

    def combine(self, partials: Sequence[Ints]) -> Ints:
        return add_up(partials)


def _some(customers: Ints, count: int) -> NDArray[np.bool_]:
    found = np.zeros(count, dtype=bool)
    found[customers] = True
    return found


def _told(shard: Shard, rows: Ints) -> NDArray[np.bool_]:
    """Of each event whether it is what a customer says, or belongs to a case that began with that: a ticket and its replies."""
    said = np.zeros(shard.events, dtype=bool)
    said[shard.feedback.row] = True
    record, spoken = shard.record[rows], said[rows]
    known, first, case = np.unique(record, return_index=True, return_inverse=True)
    return np.asarray(spoken | (spoken[first] & (known >= 0))[case])


def ties_of(
    views: Sequence[View], index: Index, days: Days, hit: Within, things: Sequence[Thing], onset: int, latest: int
) -> list[Tie]:
    """Each thing's tie to those who are hit, within two weeks of the onset."""
    if not things:
        return []
    first, end = max(onset - _AROUND, 0), min(latest + _AROUND + 1, days.count)
    coded = tuple((name, _code(index, name, value)) for name, value in things)
    early = replace(hit, end=min(hit.end, end))
    counts = run(Ties(days, coded, early, first, end), views)
    found = compare_rates(*(counts[:, column][:, None] for column in (0, 1, 2, 3)))
    q = np.array(false_discovery_q([1.0 if np.isnan(one) else float(one) for one in found.p]))
    sure = (q <= _SURE) & (found.difference > 0) & (counts[:, 0] >= _FEWEST)
    return [Tie._make((*row, one)) for row, one in zip(counts.tolist(), sure.tolist(), strict=True)]


def _code(index: Index, name: str, value: str) -> int:
    return (index.dimensions[name] if name else index.names).index(value)


@dataclass(frozen=True)
class Leads:
    """A reading: by touchpoint, answers to surveys that came next after it; in the last place, all of them."""

    touchpoints: int

    def partial(self, view: View) -> Ints:
        shard, said = view.shard, view.shard.feedback
        rows = said.row[np.isin(said.kind, _SURVEYS) & (said.row > 0)]
        before = rows - 1
        follows = (shard.customer_at(rows) == shard.customer_at(before)) & (
            shard.time[rows] - shard.time[before] <= _ANSWERED_WITHIN_US
        )
        found = np.bincount(shard.touchpoint[before[follows]], minlength=self.touchpoints + 1).astype(np.int64)
        found[-1] = len(rows)
        return found

    def combine(self, partials: Sequence[Ints]) -> Ints:
        return add_up(partials)


def asking_names(views: Sequence[View], index: Index) -> frozenset[str]:
    """Touchpoints at which the company asks, or which are a survey's: by their names, or because something that customers only
    receive comes right before most answers to surveys."""
    named = {name for name in index.names if asks(name)}
    counts = run(Leads(len(index.names)), views)
    passive = {touchpoint.name for touchpoint in index.touchpoints if touchpoint.passive}
    leading = {index.names[code] for code in np.flatnonzero(counts[:-1] > _MOSTLY * max(int(counts[-1]), _FEWEST))}
    return frozenset(named | leading & passive)
