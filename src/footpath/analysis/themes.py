"""What do customers speak of?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.emptiness import counted, nothing_said, said_there
from footpath.analysis.readings.heard import HeardReading, Level, Mentioners, Spoken, Subjects, kind_code, subjects
from footpath.analysis.readings.money import Mean
from footpath.analysis.readings.places import Places, places
from footpath.engine import each, run
from footpath.journeys.selection import Selection
from footpath.model.intervals import wilson_rate
from footpath.model.themes import LEAST_PARTS

_NOTHING = Mean(0, 0, 0)


@dataclass(frozen=True)
class ThemeRow:
    """A theme, how many speak of it, and how they feel about it.

    Attributes:
        id: that stays when the name changes.
        parent: the broader theme it belongs to.
        touchpoint, stage: that the texts are about, with ``per``.
        n, customers: texts that speak of it, and who wrote them.
        texts: texts there that speak of any theme; ``share`` is n of them, with ``low`` and ``high``.
        experience, experience_low, experience_high: the mean mood (-1..1) of what is said of this theme alone.
        known: of n, those whose mood is known.
        rest_n, rest_share: the same of the other groups; without ``by``, ``rest_n`` is how often other themes are spoken of.
        rest_experience, rest_experience_low, rest_experience_high: the mean mood of those.
    """

    theme: str
    id: str
    parent: str | None
    touchpoint: str | None
    stage: str | None
    n: int
    customers: int
    texts: int
    share: float
    low: float
    high: float
    known: int
    experience: float
    experience_low: float
    experience_high: float
    rest_n: int
    rest_share: float
    rest_experience: float
    rest_experience_low: float
    rest_experience_high: float
    group: str | None = None


class Themes(JourneyQuestion):
    """What do customers speak of, how often, and how do they feel about it?

    A text counts once for each theme that it speaks of, so shares may add up to more than 1. The share is of the texts that
    speak of any theme at all (about the same place, in the same group): what says nothing that was heard, as a score without
    words, is in no share. The mood is that of the part of the text that speaks of the theme, so one text may praise one theme
    and blame another. What employees say is not among it, unless ``kind`` asks for it.

    ``where``, ``during`` and ``by`` speak of the feedback, as in `Experience`; by a unit of the calendar they give the trend.
    With ``by``, every theme of a place has a row in every group in which anybody speaks of anything there, with n = 0 too;
    the rest is then the other groups. Rows stand in the order of the groups, in each the commonest theme first.

    Args:
        per: touchpoint or stage that the text is about; by default all are one, with those that are about no known place.
        level: theme, or parent for the broader ones: a text that speaks of two themes of one parent counts once.
        kind: this kind of feedback only, as "ticket" or "employee".

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="say@5|theme=late:-1+staff:1 say@9|theme=late:-0.5", bob="say@1|theme=staff:0", eve="say@2|score=1")
        >>> [(row.theme, row.n, row.customers, row.texts, row.experience) for row in ask(index, Themes()).rows]
        [('late', 2, 1, 3, -0.75), ('staff', 2, 2, 3, 0.5)]
    """

    ask: ClassVar[str] = "themes"
    of_words: ClassVar[bool] = True
    anchored: ClassVar[bool] = True
    per: Literal["touchpoint", "stage"] | None = None
    level: Level = "theme"
    kind: str | None = None

    def answer(self, seen: Selection) -> Sequence[ThemeRow]:
        what, here = subjects(seen.index, self.level), places(seen.index, self.per or "all")
        if not len(what) or not len(here):
            return []
        table = _Table(what, here, seen, run(self._reading(seen, what, here), seen.views), self.by is not None)
        return [row for group in seen.order for row in table.rows(group)]

    def members(self, seen: Selection, row: ThemeRow) -> Sequence[NDArray[np.uint8]]:
        """Those whose texts speak of it."""
        what, here = subjects(seen.index, self.level), places(seen.index, self.per or "all")
        subject = next(at for at, theme in enumerate(what.themes) if theme.id == row.id)
        place, group = here.number(row.touchpoint, row.stage), seen.labels.index(row.group)
        cell = (subject * len(here) + place) * seen.groups + group
        return each(Mentioners(self._reading(seen, what, here), cell), seen.views)

    def why_empty(self, seen: Selection) -> str:
        said = said_there(seen, kind_code(self.kind))
        if reason := nothing_said(said, self, seen.index, self.kind):
            return reason
        if not seen.index.themes:
            return (
                f"No themes are known: what recurs is looked for in {LEAST_PARTS} parts of texts or more, and {counted(said, self.kind)}"
                " hold fewer or nothing that recurs. Load more texts."
            )
        return f"None of {counted(said, self.kind)} speaks of a theme{' and of a known touchpoint' if self.per else ''}. Ask of a longer period."

    def _reading(self, seen: Selection, what: Subjects, here: Places) -> HeardReading:
        kind = kind_code(self.kind)
        return HeardReading(what.subject_of, here.place_of, len(here), seen.groups, self.per is None, kind)


class _Table:
    """What was counted, as rows."""

    def __init__(self, what: Subjects, here: Places, seen: Selection, found: Spoken, split: bool) -> None:
        self.what, self.here, self.seen, self.found, self.split = what, here, seen, found, split
        self.any = found.any.reshape(len(here), seen.groups)
        shape = (len(what), len(here), seen.groups)
        cells = [tuple(map(int, np.unravel_index(cell, shape))) for cell in found.cell]
        self.at = {cell: number for number, cell in enumerate(cells)}
        self.texts: dict[tuple[int, int], int] = {}  # of a subject at a place, in all groups
        self.of_pair: dict[tuple[int, int], Mean] = {}
        self.of_place: dict[tuple[int, int], tuple[int, Mean]] = {}  # of all subjects at a place, in a group
        for (subject, place, group), number in self.at.items():
            n, mood = int(found.texts[number]), found.mean(number)
            self.texts[subject, place] = self.texts.get((subject, place), 0) + n
            self.of_pair[subject, place] = _plus(self.of_pair.get((subject, place), _NOTHING), mood)
            told, moods = self.of_place.get((place, group), (0, _NOTHING))
            self.of_place[place, group] = told + n, _plus(moods, mood)

    def rows(self, group: int) -> list[ThemeRow]:
        """Those of a group, the commonest theme first."""
        pairs = [(subject, place) for subject, place in self.texts if self.any[place, group]]
        found = [self._row(subject, place, group) for subject, place in pairs]
        return sorted(found, key=lambda row: (-row.n, row.theme, row.touchpoint or row.stage or ""))

    def _row(self, subject: int, place: int, group: int) -> ThemeRow:
        theme, number = self.what.themes[subject], self.at.get((subject, place, group))
        n, customers = (0, 0) if number is None else (int(x[number]) for x in (self.found.texts, self.found.customers))
        mood = _NOTHING if number is None else self.found.mean(number)
        texts = int(self.any[place, group])
        if self.split:
            rest_n, rest = self.texts[subject, place] - n, self.of_pair[subject, place] - mood
            rest_texts = int(self.any[place].sum()) - texts
        else:
            told, moods = self.of_place[place, group]
            rest_n, rest, rest_texts = told - n, moods - mood, 0
        return ThemeRow(
            theme.name,
            theme.id,
            theme.parent,
            self.here.touchpoints[place],
            self.here.stages[place],
            n,
            customers,
            texts,
            n / texts,
            *wilson_rate(n, texts),
            mood.n,
            mood.value,
            *mood.interval,
            rest_n,
            rest_n / rest_texts if rest_texts else float("nan"),
            rest.value,
            *rest.interval,
            self.seen.labels[group],
        )


def _plus(one: Mean, other: Mean) -> Mean:
    return Mean(one.n + other.n, one.total + other.total, one.squares + other.squares)
