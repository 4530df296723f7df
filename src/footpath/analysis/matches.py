"""Whose journey contains a pattern?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.ranks import Ranked, rank
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.patterns import Pattern, Spans, compile_pattern
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson_rate

_spans: WeakKeyDictionary[View, tuple[Pattern, Spans]] = WeakKeyDictionary()


@dataclass(frozen=True)
class MatchRow:
    """Customers, those of them who have a match, and the time from the first to the last event of their first match."""

    customers: int
    matched: int
    rate: float
    low: float
    high: float
    median_s: float
    median_low: float
    median_high: float
    group: str | None = None


class Matches(JourneyQuestion):
    """Whose journey contains a pattern, and how long does it take?

    The pattern, see docs/guides/patterns.md, is looked for in each journey from the first event on: the first match is the
    one that ends first, and of those that end with that event the one that begins last. It sees the events that ``where`` and
    ``during`` leave; to look for it in whole journeys and count something else, use it as ``where: {"matches": …}``.

    With ``by``, a customer with a match belongs to the group of the first event of that match, another one to the group of
    their first event, so the groups add up to all. The customers behind a row are those with a match.

    Args:
        pattern: what to look for.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 help@5 pay@10", bob="cart@0 pay@90 cart@95", eve="pay@0 cart@5")
        >>> [(row.customers, row.matched, row.median_s) for row in ask(index, Matches("cart -> pay within 1h")).rows]
        [(3, 1, 600.0)]
        >>> [row.matched for row in ask(index, Matches("cart !pay* end")).rows]  # bob and eve
        [2]
    """

    ask: ClassVar[str] = "matches"
    pattern: str

    def __init__(self, pattern: str | None = None, **fields: Any) -> None:
        super().__init__(**({} if pattern is None else {"pattern": pattern}), **fields)

    def answer(self, seen: Selection) -> Sequence[MatchRow]:
        reading = Matched(compile_pattern(seen.index, self.pattern), check_cells(seen.groups))
        counts = run(reading, seen.views)
        times = rank(reading.durations, seen.views, seen.groups)
        return [
            _row(counts[:, group].tolist(), times, group, seen.labels[group])
            for group in seen.order
            if counts[0, group] or self.by is None
        ]

    def members(self, seen: Selection, row: MatchRow) -> Sequence[NDArray[np.uint8]]:
        """Those with a match."""
        reading = Matched(compile_pattern(seen.index, self.pattern), seen.groups)
        return each(Having(reading, seen.labels.index(row.group)), seen.views)


def _row(counts: list[int], times: Ranked, group: int, label: str | None) -> MatchRow:
    customers, matched = counts
    spread = times.spread(group, 1e6)
    return MatchRow(
        customers,
        matched,
        matched / customers if customers else float("nan"),
        *wilson_rate(matched, customers),
        spread.median,
        spread.low,
        spread.high,
        label,
    )


@dataclass(frozen=True)
class Matched:
    """One reading: customers, and those of them with a match, by group."""

    pattern: Pattern
    groups: int

    def partial(self, view: View) -> NDArray[np.int64]:
        spans = self.spans(view)
        firsts = first_rows(view.shard.offsets, view.keep)
        anyone, matched = np.flatnonzero(firsts >= 0), spans.matched != 0
        firsts[matched] = spans.first[matched]
        group = view.group_of(firsts[anyone])
        return np.stack([np.bincount(group, weights, self.groups) for weights in (None, matched[anyone])]).astype(
            np.int64
        )

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)

    def durations(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The group and the microseconds of each first match."""
        spans = self.spans(view)
        matched = np.flatnonzero(spans.matched)
        first, time = spans.first[matched], view.shard.time
        return view.group_of(first), (time[spans.last[matched]] - time[first]).astype(np.float64)

    def spans(self, view: View) -> Spans:
        """The first matches; a view that is asked again remembers them."""
        known = _spans.get(view)
        if known is None or known[0] is not self.pattern:
            known = _spans[view] = self.pattern, self.pattern.matched(view.shard, view.keep)
        return known[1]


@dataclass(frozen=True)
class Having:
    """Who has a match that belongs to a group?"""

    reading: Matched
    group: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        spans = self.reading.spans(view)
        who = spans.matched.copy()
        matched = np.flatnonzero(who)
        who[matched] = view.group_of(spans.first[matched]) == self.group
        return who


@numba.njit(nogil=True, cache=True)
def first_rows(offsets: NDArray[np.int64], keep: NDArray[np.uint8]) -> NDArray[np.int64]:
    """By customer, the row of their first event that counts, -1 when there is none."""
    rows = np.full(offsets.size - 1, -1, np.int64)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size == 0 or keep[i]:
                rows[c] = i
                break
    return rows
