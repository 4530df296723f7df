"""How was it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.emptiness import counted, nothing_said, said_there
from footpath.analysis.readings.places import Per, Places, places, rest_of
from footpath.analysis.readings.said import Members, SaidReading, speakers, sum_said
from footpath.journeys.selection import Selection


@dataclass(frozen=True)
class ExperienceRow:
    """Feedback about a place, its mean experience (-1..1) with its interval, and the same of the rest. Of ``n``,
    ``stated`` say themselves what they are about; the others were linked to it."""

    touchpoint: str | None
    stage: str | None
    n: int
    experience: float
    low: float
    high: float
    rest_n: int
    rest_experience: float
    rest_low: float
    rest_high: float
    stated: int
    group: str | None = None


class Experience(JourneyQuestion):
    """How good was it, from -1 to 1, by what customers said about a place?

    The mean experience of the feedback that is about a touchpoint (or a stage, or anything at all), with its 95% interval.
    ``where``, ``during`` and ``by`` speak of the feedback; where it has no value of its own for a dimension, that of the
    event it is about holds. The rest is the same place's other groups, or without ``by`` the other touchpoints of the stage
    (all others where there is no stage, or for stages).

    Args:
        per: touchpoint, stage, or all for one row that also counts feedback about no known touchpoint.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="pay@0 say@5|about=pay|experience=-1", bob="pay@0 say@1|about=pay|experience=0")
        >>> [(row.touchpoint, row.n, row.experience) for row in ask(index, Experience()).rows]
        [('pay', 2, -0.5)]
    """

    ask: ClassVar[str] = "experience"
    anchored: ClassVar[bool] = True
    per: Per = "touchpoint"

    def answer(self, seen: Selection) -> Sequence[ExperienceRow]:
        here = places(seen.index, self.per)
        own = sum_said(seen, self._reading(seen, here))
        rest = own.map(lambda counts: rest_of(counts, here.peers, split=self.by is not None))
        return [
            ExperienceRow(
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

    def members(self, seen: Selection, row: ExperienceRow) -> Members:
        """Those who said it."""
        here = places(seen.index, self.per)
        place, group = here.number(row.touchpoint, row.stage), seen.labels.index(row.group)
        return speakers(seen, self._reading(seen, here), place, group)

    def why_empty(self, seen: Selection) -> str:
        said = said_there(seen)
        return nothing_said(said, self, seen.index) or (
            f"None of {counted(said)} tells a good or bad experience{'' if self.per == 'all' else ' of a known touchpoint'}. Ask per all, or of a longer period."
        )

    def _reading(self, seen: Selection, here: Places) -> SaidReading:
        return SaidReading(here.place_of, len(here), seen.groups, self.per == "all")
