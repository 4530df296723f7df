"""How often, day by day, what happens at a touchpoint is bad: a score among the worst, a promise that is broken.

Few customers write, and many more give a figure: when something breaks, scores fall on the same day. And what was promised and
came late stands in the records before anybody has said a word. Each touchpoint is one series, what is bad held
against all that could have been, by stream (a kind of feedback in a table, or a table): so neither a wave of answers nor another
survey is news.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.heard import of_kind
from footpath.analysis.readings.scales import KINDS, is_bottom
from footpath.analysis.readings.streams import Streams
from footpath.engine import add_up, run
from footpath.journeys.columns import BROKEN, NO_PROMISE, NOWHERE, Feedback
from footpath.journeys.selection import View

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
LEAST_BAD = 8  # of a touchpoint: fewer show no rise


def is_bad(said: Feedback) -> Flags:
    """Which feedback gives a figure among the worst of its kind."""
    found = np.zeros(len(said.row), dtype=bool)
    for kind in np.unique(said.kind).tolist():
        own = said.kind == kind
        found[own] = is_bottom(said.score[own].astype(np.float64), KINDS[kind])
    return found


@dataclass(frozen=True)
class Judgements:
    """What is bad or not, in one shard, scores before promises: the row of the event, where it belongs, and whether it is bad."""

    row: Ints
    cell: Ints
    bad: Flags

    def __getitem__(self, some: Flags) -> "Judgements":
        return Judgements(self.row[some], self.cell[some], self.bad[some])


@dataclass(frozen=True)
class Judging:
    """What is looked at.

    Attributes:
        streams: of scores; after them come those of promises, one for each table.
        scores, promises: whether they are.
        kind: of the feedback; None for what customers say.
    """

    streams: Streams
    scores: bool
    promises: bool
    kind: int | None = None

    @property
    def width(self) -> int:
        """How many streams there are."""
        return len(self.streams) + self.streams.sources

    def of(self, view: View) -> Judgements:
        """All that counts; its cell is touchpoint × streams + stream."""
        none = Judgements(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, dtype=bool))
        parts = (self._scores(view) if self.scores else none, self._promises(view) if self.promises else none)
        columns = (np.concatenate([getattr(part, name) for part in parts]) for name in ("row", "cell", "bad"))
        return Judgements(*columns)

    def _scores(self, view: View) -> Judgements:
        said = view.shard.feedback
        counts = of_kind(said, self.kind) & ~np.isnan(said.score) & (said.about != NOWHERE) & view.kept(said.row)
        stream = self.streams.of_feedback(view.shard)
        return Judgements(said.row, said.about.astype(np.int64) * self.width + stream, is_bad(said))[counts]

    def _promises(self, view: View) -> Judgements:
        shard = view.shard
        row = np.flatnonzero(shard.promise != NO_PROMISE)
        row = row[view.kept(row)]
        stream = len(self.streams) + self.streams.of_rows(shard, row)
        cell = shard.touchpoint[row].astype(np.int64) * self.width + stream
        return Judgements(row, cell, shard.promise[row] == BROKEN)


@dataclass(frozen=True)
class Judged:
    """Touchpoints at which something is bad or not: those that are scored, then those at which promises are kept.

    Attributes:
        places: codes of the touchpoints; one that is scored and keeps promises stands there twice.
        scored: how many of them are of scores.
        pair_of: by touchpoint × streams + stream, the number of that pair, −1 where there is none.
        place_of: by pair, which of the places.
    """

    places: tuple[int, ...]
    scored: int
    pair_of: Ints
    place_of: Ints
    judging: Judging

    def among(self, counts: Flags) -> "Judged":
        """The same where some of the places alone count: others keep their numbers, and nothing is there.

        Args:
            counts: by place.
        """
        kept = counts[self.place_of] if len(self.place_of) else np.empty(0, dtype=bool)
        number = np.where(kept, np.cumsum(kept) - 1, -1)
        pair_of = np.where(self.pair_of >= 0, np.append(number, -1)[self.pair_of], -1)
        return Judged(self.places, self.scored, pair_of, self.place_of[kept], self.judging)

    @property
    def pairs(self) -> int:
        return len(self.place_of)

    def of(self, view: View) -> Judgements:
        """All that counts at the places; its cell is the pair."""
        found = self.judging.of(view)
        if not self.places:
            return found[np.zeros(len(found.row), dtype=bool)]
        found = Judgements(found.row, self.pair_of[found.cell], found.bad)
        return found[found.cell >= 0]


NOTHING_JUDGED = Judged((), 0, np.empty(0, np.int64), np.empty(0, np.int64), Judging(Streams(1), False, False))


@dataclass(frozen=True)
class _PairsReading:
    """By touchpoint and stream: how much there is, and how much of it is bad."""

    touchpoints: int
    judging: Judging

    def partial(self, view: View) -> Ints:
        found, cells = self.judging.of(view), self.touchpoints * self.judging.width
        every, bad = (np.bincount(cell, minlength=cells) for cell in (found.cell, found.cell[found.bad]))
        return np.stack([every, bad]).astype(np.int64)

    def combine(self, partials: Sequence[Ints]) -> Ints:
        return add_up(partials)


def judged_of(views: Sequence[View], touchpoints: int, judging: Judging) -> Judged:
    """All touchpoints where enough is bad to show a rise.

    Args:
        touchpoints: how many there are.
    """
    if not (judging.scores or judging.promises):
        return NOTHING_JUDGED
    every, bad = run(_PairsReading(touchpoints, judging), views).reshape(2, touchpoints, judging.width)
    of_scores = np.arange(judging.width) < len(judging.streams)
    places, place_of = list[int](), np.full(bad.shape, -1, dtype=np.int64)
    scored = 0
    for own in (of_scores, ~of_scores):
        here = np.flatnonzero(bad[:, own].sum(axis=1) >= LEAST_BAD)
        place_of[np.ix_(here, own)] = (len(places) + np.arange(len(here)))[:, None]
        places += here.tolist()
        scored = scored or len(here) * bool(own[0])
    some = (every > 0) & (place_of >= 0)
    pair_of = np.where(some.ravel(), np.cumsum(some) - 1, -1)
    return Judged(tuple(places), scored, pair_of, place_of[some], judging)
