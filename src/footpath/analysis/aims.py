"""What do customers want, need, do something for, and what stands in their way?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.coded import coded
from footpath.analysis.readings.emptiness import counted, nothing_said, said_there
from footpath.analysis.readings.feelings import Feelings, WhoFelt
from footpath.analysis.readings.places import Per, places
from footpath.analysis.readings.said import Members
from footpath.analysis.scores import one_kind
from footpath.engine import each, run
from footpath.journeys.selection import Selection
from footpath.model.records import Aim

AIMS = tuple(Aim)


@dataclass(frozen=True)
class AimRow:
    """A kind of aim that texts about a place state.

    Attributes:
        aim: goal, need, motivation or obstacle.
        n, texts, share, low, high: texts that state it, of those that state any aim.
        customers: whose they are.
        rest_n, rest_texts, rest_share, rest_low, rest_high: the same of the rest.
        n_experience, experience, experience_low, experience_high: of those texts, where it is known, its mean, -1..1.
        stated: of the texts, those that say themselves what they are about.
    """

    aim: str
    touchpoint: str | None
    stage: str | None
    n: int
    texts: int
    share: float
    low: float
    high: float
    customers: int
    rest_n: int
    rest_texts: int
    rest_share: float
    rest_low: float
    rest_high: float
    n_experience: int
    experience: float
    experience_low: float
    experience_high: float
    stated: int
    group: str | None = None


class Aims(JourneyQuestion):
    """How many texts state what their writers want, what they need, why they did something, or what stands in their way?

    A text states one aim at most: an obstacle before a goal, a goal before a need, a need before a motivation. Those that state none are
    not counted; how many state any is in ``texts``. Rows, rest, ``during`` and ``by`` are those of `Experience`. What employees say
    only counts where ``kind`` asks for it.

    Args:
        per: touchpoint, stage, or all.
        kind: feedback of this kind only, as "review".

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(
        ...     ann="pay@0 say@5|about=pay|aim=obstacle|experience=-1 say@9|about=pay|aim=goal",
        ...     bob="pay@0 say@5|about=pay|aim=obstacle|experience=-1 say@9|about=pay",
        ... )
        >>> for row in ask(index, Aims(per="touchpoint")).rows:
        ...     print(row.touchpoint, row.aim, row.n, row.texts, row.customers, row.experience)
        pay goal 1 3 1 nan
        pay obstacle 2 3 2 -1.0
    """

    ask: ClassVar[str] = "aims"
    of_words: ClassVar[bool] = True
    anchored: ClassVar[bool] = True
    per: Per = "all"
    kind: str | None = None

    def answer(self, seen: Selection) -> Sequence[AimRow]:
        found, here = run(self._reading(seen), seen.views), places(seen.index, self.per)
        stated = found.stated.sum(axis=1)
        return [
            AimRow(str(AIMS[code]), *told, int(stated[place, group]), group=seen.labels[group])
            for (place, code, group), told in coded(found, here, seen.order, split=self.by is not None)
        ]

    def members(self, seen: Selection, row: AimRow) -> Members:
        """Those who wrote them."""
        reading = self._reading(seen)
        place = places(seen.index, self.per).number(row.touchpoint, row.stage)
        at = place, AIMS.index(Aim(row.aim)), seen.labels.index(row.group)
        return each(WhoFelt(reading, int(np.ravel_multi_index(at, reading.shape))), seen.views)

    def why_empty(self, seen: Selection) -> str:
        said = said_there(seen, None if self.kind is None else one_kind(self.kind))
        return nothing_said(said, self, seen.index, self.kind) or (
            f"None of {counted(said, self.kind)} says what its writer wants, needs or is kept from. Ask of a longer period."
        )

    def _reading(self, seen: Selection) -> Feelings:
        here, kind = places(seen.index, self.per), None if self.kind is None else one_kind(self.kind)
        return Feelings(
            here.place_of,
            len(here),
            seen.groups,
            0,
            self.per == "all",
            kind,
            within_us=0,
            codes=len(AIMS),
            column="aim",
        )
