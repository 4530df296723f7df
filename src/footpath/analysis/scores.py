"""Which scores do customers give?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.emptiness import counted, nothing_said, said_there
from footpath.analysis.readings.inviting import asking_places, count_invitations
from footpath.analysis.readings.places import Per, Places, places, rest_of
from footpath.analysis.readings.relations import RELATIONS, Relation
from footpath.analysis.readings.said import Members, SaidReading, speakers
from footpath.analysis.readings.scales import EMPLOYEES, KINDS
from footpath.analysis.readings.scored import BOTTOMS, TOPS, TRANSACTIONAL, Scored, ScoredReading
from footpath.engine import run
from footpath.errors import SpecError
from footpath.journeys.selection import Selection
from footpath.model.intervals import wilson_rate
from footpath.model.records import FeedbackKind

LEAST = 5
_UNKNOWN = float("nan")


@dataclass(frozen=True)
class ScoreRow:
    """Scores of one kind about a place.

    Attributes:
        n, score, low, high: how many, and their figure with its interval; of fewer than ``least`` only how many.
        rest_n, rest_score, rest_low, rest_high: the same of the rest.
        stated: of ``n``, those that say themselves what they are about; the others were linked to it.
        relation: the relation asked for, None for both together.
        transactional: of ``n``, those about something that had just happened, or about a record.
        tops, top_share, top_low, top_high: of ``n``, the best: promoters, 4 and 5 of 5, 5 to 7 of 7.
        bottoms, bottom_share, bottom_low, bottom_high: the worst: detractors, 1 and 2 of 5, 1 to 3 of 7.
        enough: whether there are as many as ``least``.
        invited, answered: invitations of which 30 days have passed, and those of them that this kind of score followed.
        response_rate, response_low, response_high: of them; None where none were recorded, and for single places.
    """

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
    relation: str | None
    transactional: int
    tops: int
    top_share: float
    top_low: float
    top_high: float
    bottoms: int
    bottom_share: float
    bottom_low: float
    bottom_high: float
    enough: bool
    invited: int | None
    answered: int | None
    response_rate: float | None
    response_low: float | None
    response_high: float | None
    group: str | None = None


class Scores(JourneyQuestion):
    """Which scores do customers give, each kind on its own scale?

    NPS is the share of 9s and 10s less that of 0s to 6s, from -100 to 100. CES is a mean from 1 to 7, all others are means
    from 1 to 5. Kinds are never mixed, and what employees say only counts where ``kind`` asks for it. Rows, rest, ``during``
    and ``by`` are those of `Experience`. A score's interval never leaves its scale, and is not empty where all answers are
    the same; shares have Wilson's.

    A score is *transactional* when what it is about is told by its record or is the customer's nearest earlier event, and
    that happened no more than 14 days before, or the score belongs to a record that had begun before; else it is *relational*.

    The response rate is told with ``per`` all: an invitation does not say of which place an answer will speak. Invitations are
    events at touchpoints whose names speak of asking for the kind, or, where no name says a kind, of asking at all. ``during`` and ``by``
    speak of the invitation there; an invitation is answered when a score of the kind follows within 30 days and before
    the next invitation, and it counts once these have passed.

    Args:
        per: touchpoint, stage, or all.
        kind: this kind only, as "nps".
        relation: "transactional" or "relational" scores only, or "apart" for rows of each.
        least: so many answers must there be for a score to be told.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> given = dict(zip("abcdef", (10, 9, 9, 8, 7, 6)))
        >>> index = journeys({who: f'"NPS survey sent"@0 say@5|kind=nps|score={score / 10}' for who, score in given.items()})
        >>> row = ask(index, Scores(per="all")).rows[0]
        >>> row.kind, row.n, round(row.score, 1), row.tops, row.bottoms, row.transactional
        ('nps', 6, 33.3, 3, 1, 0)
        >>> row.invited  # less than 30 days ago
        0
    """

    ask: ClassVar[str] = "scores"
    anchored: ClassVar[bool] = True
    per: Per = "touchpoint"
    kind: str | None = None
    relation: Relation | Literal["apart"] | None = None
    least: Annotated[int, Field(ge=1)] = LEAST

    def answer(self, seen: Selection) -> Sequence[ScoreRow]:
        here = places(seen.index, self.per)
        asking = asking_places(seen) if self.per == "all" else ()
        rows = []
        for kind in self._kinds():
            invited = count_invitations(seen, kind, asking)
            for relation in RELATIONS if self.relation == "apart" else (self.relation,):
                own = run(ScoredReading(self._reading(seen, kind, relation), kind), seen.views)
                rest = own.map(lambda counts: rest_of(counts, here.peers, split=self.by is not None))
                rows += [
                    self._row(here, (place, group), own, rest, relation, invited[:, group], seen.labels[group])
                    for group in seen.order
                    for place in np.flatnonzero(own.sums.n[:, group]).tolist()
                ]
        return rows

    def members(self, seen: Selection, row: ScoreRow) -> Members:
        """Those who gave them."""
        place = places(seen.index, self.per).number(row.touchpoint, row.stage)
        reading = self._reading(seen, KINDS.index(FeedbackKind(row.kind)), row.relation)
        return speakers(seen, reading, place, seen.labels.index(row.group))

    def _row(
        self,
        here: Places,
        at: tuple[int, int],
        own: Scored,
        rest: Scored,
        relation: str | None,
        invited: NDArray[np.int64],
        group: str | None,
    ) -> ScoreRow:
        n = int(own.sums.n[at])
        settled, answered, rate, low, high = _response(invited)
        return ScoreRow(
            str(own.kind),
            here.touchpoints[at[0]],
            here.stages[at[0]],
            *own.figure(at, self.least),
            *rest.figure(at, self.least),
            int(own.sums.stated[at]),
            relation,
            int(own.counts[TRANSACTIONAL][at]),
            *self._share(int(own.counts[TOPS][at]), n),
            *self._share(int(own.counts[BOTTOMS][at]), n),
            n >= self.least,
            settled,
            answered,
            rate,
            low,
            high,
            group,
        )

    def _share(self, part: int, n: int) -> tuple[int, float, float, float]:
        if n < self.least:
            return part, _UNKNOWN, _UNKNOWN, _UNKNOWN
        return part, part / n, *wilson_rate(part, n)

    def _kinds(self) -> list[int]:
        if self.kind is None:
            return [kind for kind in range(len(KINDS)) if kind != EMPLOYEES]
        return [one_kind(self.kind)]

    def why_empty(self, seen: Selection) -> str:
        said = said_there(seen, None if self.kind is None else one_kind(self.kind))
        if reason := nothing_said(said, self, seen.index, self.kind):
            return reason
        if not said.scores:
            return f"None of {counted(said, self.kind)} has a score. Load scores, or ask what was said: `themes`."
        related = f"{self.relation} and " if self.relation else ""
        return f"None of the {said.scores:,} scores there is {related}about a known {self.per}. Ask per all, or of a longer period."

    def _reading(self, seen: Selection, kind: int, relation: str | None) -> SaidReading:
        here, only = places(seen.index, self.per), next((name for name in RELATIONS if name == relation), None)
        return SaidReading(here.place_of, len(here), seen.groups, self.per == "all", kind, only)


def one_kind(name: str) -> int:
    """The position of a kind of feedback by its name, without regard to case.

    Raises:
        SpecError: there is none of that name.
    """
    if name.lower() not in map(str, KINDS):
        raise SpecError(f'"{name}" is not a kind of feedback.', f"There are: {', '.join(map(str, KINDS))}.")
    return KINDS.index(FeedbackKind(name.lower()))


_Response = tuple[int | None, int | None, float | None, float | None, float | None]


def _response(invited: NDArray[np.int64]) -> _Response:
    """Settled invitations, those answered, and the rate; none of it where nobody was invited."""
    settled, answered, still_open = (int(count) for count in invited)
    if not settled:
        return (0, 0, None, None, None) if still_open else (None, None, None, None, None)
    low, high = wilson_rate(answered, settled)
    return settled, answered, answered / settled, low, high
