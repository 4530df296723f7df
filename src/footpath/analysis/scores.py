"""Which scores do customers give?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.places import Per, places, rest_of
from footpath.analysis.readings.said import Members, SaidReading, speakers, sum_said
from footpath.analysis.readings.scales import KINDS
from footpath.errors import SpecError
from footpath.journeys.selection import Selection
from footpath.model.records import FeedbackKind


@dataclass(frozen=True)
class ScoreRow:
    """Scores of one kind about a place: how many, their figure with its interval, and the same of the rest. Of ``n``,
    ``stated`` say themselves what they are about; the others were linked to it."""

    kind: str
    touchpoint: str | None
    stage: str | None
    n: int
    score: float
    low: float
    high: float
    rest_n: int
    rest_score: float
    rest_low: float
    rest_high: float
    stated: int
    group: str | None = None


class Scores(JourneyQuestion):
    """Which scores do customers give, each kind on its own scale?

    NPS is the share of 9s and 10s less that of 0s to 6s, from -100 to 100. CES is a mean from 1 to 7, all others are means
    from 1 to 5. Kinds are never mixed. Rows, rest, ``during`` and ``by`` are those of `Experience`.

    Args:
        per: touchpoint, stage, or all.
        kind: this kind only, as "nps".

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="say@5|kind=nps|score=1", bob="say@1|kind=nps|score=0.7", eve="say@1|kind=nps|score=0.6")
        >>> [(row.kind, row.n, row.score) for row in ask(index, Scores(per="all")).rows]
        [('nps', 3, 0.0)]
    """

    ask: ClassVar[str] = "scores"
    anchored: ClassVar[bool] = True
    per: Per = "touchpoint"
    kind: str | None = None

    def answer(self, seen: Selection) -> Sequence[ScoreRow]:
        here = places(seen.index, self.per)
        rows = []
        for kind in self._kinds():
            own = sum_said(seen, self._reading(seen, kind))
            rest = own.map(lambda counts: rest_of(counts, here.peers, split=self.by is not None))
            rows += [
                ScoreRow(
                    str(KINDS[kind]),
                    here.touchpoints[place],
                    here.stages[place],
                    *own.mean((place, group)),
                    *rest.mean((place, group)),
                    int(own.stated[place, group]),
                    seen.labels[group],
                )
                for group in seen.order
                for place in np.flatnonzero(own.n[:, group]).tolist()
            ]
        return rows

    def members(self, seen: Selection, row: ScoreRow) -> Members:
        """Those who gave them."""
        place = places(seen.index, self.per).number(row.touchpoint, row.stage)
        reading = self._reading(seen, KINDS.index(FeedbackKind(row.kind)))
        return speakers(seen, reading, place, seen.labels.index(row.group))

    def _kinds(self) -> list[int]:
        if self.kind is None:
            return list(range(len(KINDS)))
        if self.kind.lower() not in map(str, KINDS):
            raise SpecError(f'"{self.kind}" is not a kind of feedback.', f"There are: {', '.join(map(str, KINDS))}.")
        return [KINDS.index(FeedbackKind(self.kind.lower()))]

    def _reading(self, seen: Selection, kind: int) -> SaidReading:
        here = places(seen.index, self.per)
        return SaidReading(here.place_of, len(here), seen.groups, self.per == "all", kind)
