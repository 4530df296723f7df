"""How long does it take those who get through?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.readings.funnel_spec import FunnelSpec
from footpath.analysis.readings.reaching import Having
from footpath.analysis.readings.visits import check_cells
from footpath.analysis.readings.walks import Walked, Walks
from footpath.engine import add_up, each, run
from footpath.errors import SpecError
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson

# Edges that people know, in seconds; below, 1, 2 and 5 of every decade.
_SMALL = [digit * 10**power for power in range(-6, 0) for digit in (1, 2, 5)]
_SECONDS = [1, 2, 5, 10, 20, 30]
_MINUTES = [60 * n for n in (1, 2, 5, 10, 20, 30)]
_HOURS = [3_600 * n for n in (1, 2, 4, 8, 12)]
_DAYS = [86_400 * n for n in (1, 2, 4, 7, 14, 28, 91, 182, 365, 730, 1_825, 3_650, 18_250, 36_500)]
EDGES_US = np.array([0, *(round(s * 1e6) for s in (*_SMALL, *_SECONDS, *_MINUTES, *_HOURS, *_DAYS))], dtype=np.int64)
WIDE = 20  # times as long as a typical way: where the longest is, the scale is logarithmic


@dataclass(frozen=True)
class ConversionTimesRow:
    """Units whose way from first to last step took ``from_s`` or more and less than ``until_s``.

    Attributes:
        share: of those who came to the last step; low and high are its interval.
        reached_share: those who had come there by ``until_s``, of all who entered.
    """

    from_s: float
    until_s: float
    customers: int
    share: float
    low: float
    high: float
    reached_share: float
    group: str | None = None


class ConversionTimes(FunnelSpec):
    """How long does it take from the first step of a funnel to the last, for those who get there?

    Walks, times and groups are those of `Funnel` with the same fields. Bins are of equal width, or where the longest time is
    more than 20 times the middle of those met, follow the edges of a clock (1, 2, 5, 10, 20 and 30 seconds, minutes …). All
    groups share them. A time on an edge belongs to the bin that begins there; the last bin that is shown holds the longest.
    The shares of a group add up to 1, and the last ``reached_share`` is the rate of the funnel's last step.

    Args:
        bins: at most so many.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@1", bob="cart@0 pay@2", eve="cart@0 pay@5", dan="cart@0")
        >>> for row in ask(index, ConversionTimes("cart", "pay", bins=3)).rows:
        ...     print(row.from_s, row.until_s, row.customers, row.reached_share)
        0.0 120.0 1 0.25
        120.0 240.0 1 0.5
        240.0 360.0 1 0.75
    """

    ask: ClassVar[str] = "conversion_times"
    bins: int = Field(20, ge=2, le=200)

    def answer(self, seen: Selection) -> Sequence[ConversionTimesRow]:
        if self.open:
            raise SpecError(
                "In an open funnel customers enter at any step, so there is no time from first to last.",
                "Leave out open.",
            )
        sight, walks = self.sight(seen), self.walks(seen.index)
        edges = _edges(run(Times(walks, sight.groups, EDGES_US), sight.views), self.bins)
        found = run(Times(walks, sight.groups, edges), sight.views)
        converted, reached = found.counts.sum(axis=1), np.cumsum(found.counts, axis=1)
        low, high = wilson(found.counts, converted[:, None])
        return [
            ConversionTimesRow(
                float(edges[bin_]) / 1e6,
                float(edges[bin_ + 1]) / 1e6,
                int(found.counts[group, bin_]),
                int(found.counts[group, bin_]) / int(converted[group]),
                float(low[group, bin_]),
                float(high[group, bin_]),
                int(reached[group, bin_]) / int(found.entered[group]),
                sight.labels[group],
            )
            for group in sight.order
            if converted[group]
            for bin_ in range(len(edges) - 1)
        ]

    def members(self, seen: Selection, row: ConversionTimesRow) -> Sequence[NDArray[np.uint8]]:
        sight = self.sight(seen)
        times = round(row.from_s * 1e6), round(row.until_s * 1e6)
        behind = Having(self.walks(seen.index), sight.labels.index(row.group), len(self.steps) - 1, times)
        return each(behind, sight.views)


@dataclass(frozen=True)
class Timed:
    """Units by group: by bin those who converted, and all who entered; and the longest time of all."""

    counts: NDArray[np.int64]
    entered: NDArray[np.int64]
    longest: int


@dataclass(frozen=True)
class Times:
    """Counts times from first to last step between ascending edges."""

    walks: Walks
    groups: int
    edges: NDArray[np.int64]

    def partial(self, view: View) -> Timed:
        walked: Walked = self.walks.walk(view)
        since, group = walked.since[:, -1], view.group_of(walked.first)
        there = since >= 0
        bins = check_cells(self.groups * len(self.edges)) // self.groups - 1
        at = np.minimum(np.searchsorted(self.edges, since[there], side="right") - 1, bins - 1)
        counts = np.bincount(group[there] * bins + at, minlength=self.groups * bins).reshape(self.groups, bins)
        entered = np.bincount(group, minlength=self.groups)
        return Timed(counts, entered, int(since.max(initial=-1)))

    def combine(self, partials: Sequence[Timed]) -> Timed:
        return Timed(
            add_up([part.counts for part in partials]),
            add_up([part.entered for part in partials]),
            max(part.longest for part in partials),
        )


def _edges(found: Timed, most: int) -> NDArray[np.int64]:
    """At most so many bins that hold all times, from what is known by the edges of a clock."""
    counts = found.counts.sum(axis=0)
    longest = max(found.longest, 0)
    middle = int(np.searchsorted(np.cumsum(counts), (counts.sum() + 1) // 2))
    if longest <= WIDE * EDGES_US[min(middle + 1, len(EDGES_US) - 1)]:
        return _even(longest, most)
    used = np.flatnonzero(counts)
    edges = EDGES_US[used[0] : used[-1] + 2].copy()
    if edges[-1] <= longest:
        edges[-1] = longest + 1
    keep = np.arange(len(edges))[:: -(-(len(edges) - 1) // most)]
    return np.append(edges[keep], edges[-1]) if keep[-1] + 1 < len(edges) else edges[keep]


def _even(longest: int, most: int) -> NDArray[np.int64]:
    """Bins of a width that people know, from 0."""
    wide_enough = EDGES_US[1:][EDGES_US[1:] * most > longest]
    width = int(wide_enough[0]) if len(wide_enough) else longest // most + 1
    return np.arange(longest // width + 2, dtype=np.int64) * width
