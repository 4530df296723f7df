"""Scores of one kind by place and group: their figures as sums, how many are among the best and the worst, of which relation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.relations import has_relation
from footpath.analysis.readings.said import SaidReading, Sums
from footpath.analysis.readings.scales import KINDS, ends_of, is_bottom, is_top
from footpath.engine import add_up
from footpath.journeys.selection import View
from footpath.model.intervals import Interval, nps_interval, scale_interval
from footpath.model.records import FeedbackKind

TOPS, BOTTOMS, TRANSACTIONAL = range(3)
Cell = tuple[int, int]


@dataclass(frozen=True)
class Scored:
    """Sums of figures, and by column, place and group how many are top, bottom and transactional."""

    sums: Sums
    counts: NDArray[np.int64]
    kind: FeedbackKind

    def map(self, change: Callable[[NDArray[np.generic]], NDArray[np.generic]]) -> "Scored":
        counts = np.stack([change(column) for column in self.counts])
        return Scored(self.sums.map(change), counts, self.kind)

    def figure(self, at: Cell, least: int) -> tuple[int, float, float, float]:
        """n, and the figure with its interval, which are not told of fewer than ``least``."""
        n = int(self.sums.n[at])
        if n < max(least, 1):
            return n, float("nan"), float("nan"), float("nan")
        total = float(self.sums.total[at])
        return n, total / n, *self.interval(at)

    def interval(self, at: Cell) -> Interval:
        n = int(self.sums.n[at])
        if self.kind is FeedbackKind.NPS:
            return nps_interval(int(self.counts[TOPS][at]), int(self.counts[BOTTOMS][at]), n)
        return scale_interval(n, float(self.sums.total[at]), float(self.sums.squares[at]), ends_of(self.kind))


@dataclass(frozen=True)
class ScoredReading:
    """One reading."""

    said: SaidReading
    kind: int

    def partial(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        said, shown, cells = view.shard.feedback, KINDS[self.kind], self.said.places * self.said.groups
        found = self.said.entries(view)
        score = said.score[found.position].astype(np.float64)
        marks = is_top(score, shown), is_bottom(score, shown), has_relation(view.shard, "transactional")[found.position]
        counts = np.stack([np.bincount(found.cell[mark], minlength=cells) for mark in marks])
        return self.said.partial(view), counts

    def combine(self, partials: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> Scored:
        sums = self.said.combine([part for part, _ in partials])
        counts = add_up([part for _, part in partials])
        return Scored(sums, counts.reshape(3, self.said.places, self.said.groups), KINDS[self.kind])
