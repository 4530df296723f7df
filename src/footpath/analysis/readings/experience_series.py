"""How often, day by day, customers score a touchpoint among the worst, of all who score it.

Few customers write, and many more give a figure: when something breaks, scores fall on the same day. Each touchpoint that
scores are about is one series, its bad experiences held against all scores of it, by stream (a kind of feedback in a table):
so neither a wave of answers nor another survey is news.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.heard import of_kind
from footpath.analysis.readings.scales import KINDS, is_bottom
from footpath.analysis.readings.streams import Streams
from footpath.engine import add_up, run
from footpath.journeys.columns import NOWHERE, Feedback
from footpath.journeys.selection import View

Ints = NDArray[np.int64]
LEAST_BAD = 8  # of a touchpoint: fewer show no rise


def is_bad(said: Feedback) -> NDArray[np.bool_]:
    """Which feedback gives a figure among the worst of its kind."""
    found = np.zeros(len(said.row), dtype=bool)
    for kind in np.unique(said.kind).tolist():
        own = said.kind == kind
        found[own] = is_bottom(said.score[own].astype(np.float64), KINDS[kind])
    return found


def is_scored(said: Feedback, kind: int | None) -> NDArray[np.bool_]:
    """Which feedback gives a figure for a touchpoint.

    Args:
        kind: of the feedback; None for what customers say.
    """
    return of_kind(said, kind) & ~np.isnan(said.score) & (said.about != NOWHERE)


@dataclass(frozen=True)
class Experiences:
    """Touchpoints whose bad experiences are counted, each in the streams that score it.

    Attributes:
        places: codes of the touchpoints.
        pair_of: by touchpoint × streams + stream, the number of that pair, −1 where there is none.
        place_of: by pair, which of the places.
    """

    places: tuple[int, ...]
    pair_of: Ints
    place_of: Ints
    streams: Streams
    kind: int | None = None

    @property
    def pairs(self) -> int:
        return len(self.place_of)

    def scored(self, view: View) -> tuple[Ints, Ints, NDArray[np.bool_]]:
        """Positions of all feedback that scores one of the places, the pair of each, and whether it is bad."""
        said = view.shard.feedback
        if not self.places:
            none = np.empty(0, np.int64)
            return none, none, np.empty(0, dtype=bool)
        position = np.flatnonzero(is_scored(said, self.kind) & view.kept(said.row))
        stream = self.streams.of_feedback(view.shard)[position]
        pair = self.pair_of[said.about[position].astype(np.int64) * len(self.streams) + stream]
        known = pair >= 0
        return position[known], pair[known], is_bad(said)[position[known]]


NO_EXPERIENCES = Experiences((), np.empty(0, np.int64), np.empty(0, np.int64), Streams(1))


@dataclass(frozen=True)
class _PairsReading:
    """By touchpoint and stream: how many scores, and how many bad ones."""

    touchpoints: int
    streams: Streams
    kind: int | None

    def partial(self, view: View) -> Ints:
        said, cells = view.shard.feedback, self.touchpoints * len(self.streams)
        counted = np.flatnonzero(is_scored(said, self.kind) & view.kept(said.row))
        cell = said.about[counted].astype(np.int64) * len(self.streams)
        cell += self.streams.of_feedback(view.shard)[counted]
        bad = is_bad(said)[counted]
        found = np.stack([np.bincount(cell, minlength=cells), np.bincount(cell[bad], minlength=cells)])
        return found.astype(np.int64)

    def combine(self, partials: Sequence[Ints]) -> Ints:
        return add_up(partials)


def experiences_of(views: Sequence[View], touchpoints: int, streams: Streams, kind: int | None) -> Experiences:
    """All touchpoints with bad experiences enough to show a rise.

    Args:
        touchpoints: how many there are.
        kind: of the feedback; None for what customers say.
    """
    scored, bad = run(_PairsReading(touchpoints, streams, kind), views).reshape(2, touchpoints, len(streams))
    places = np.flatnonzero(bad.sum(axis=1) >= LEAST_BAD)
    number = np.full(touchpoints, -1, dtype=np.int64)
    number[places] = np.arange(len(places))
    some = (scored > 0) & (number >= 0)[:, None]
    pair_of = np.where(some.ravel(), np.cumsum(some) - 1, -1)
    return Experiences(tuple(places.tolist()), pair_of, number[np.nonzero(some)[0]], streams, kind)
