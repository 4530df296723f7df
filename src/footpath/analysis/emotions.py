"""What do customers feel, and what came right before?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, NamedTuple

import numpy as np

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.coded import At, coded
from footpath.analysis.readings.differences import ALPHA, FEWEST
from footpath.analysis.readings.emptiness import counted, nothing_said, said_there
from footpath.analysis.readings.feelings import EMOTIONS, Feelings, Felts, WhoFelt
from footpath.analysis.readings.places import Per, places
from footpath.analysis.readings.said import Members
from footpath.analysis.scores import one_kind
from footpath.engine import each, run
from footpath.journeys.selection import Selection
from footpath.model.durations import Duration
from footpath.model.records import Emotion
from footpath.model.significance import compare_rates, false_discovery_q

LEAST = 10  # texts on either side, below which what came before is not compared


@dataclass(frozen=True)
class EmotionRow:
    """An emotion about a place.

    Attributes:
        n, texts, share, low, high: texts with this emotion, of those in which any was read.
        customers: whose they are.
        rest_n, rest_texts, rest_share, rest_low, rest_high: the same of the rest.
        n_experience, experience, experience_low, experience_high: of those texts, where it is known, its mean, -1..1.
        before: the touchpoint that comes right before this emotion more often than before others, where there is one.
        before_n, before_share: of those texts that something came before, how many and which part it was.
        before_rest_share: the same part of texts with another emotion.
        before_effect, before_p, before_q: Cohen's h; the chance of so large a difference; the false discovery rate among all
            touchpoints, emotions, places and groups that were compared.
    """

    emotion: str
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
    before: str | None
    before_n: int | None
    before_share: float | None
    before_rest_share: float | None
    before_effect: float | None
    before_p: float | None
    before_q: float | None
    group: str | None = None


class Emotions(JourneyQuestion):
    """Which emotions do customers' words show, and which touchpoint tends to come right before each?

    Texts count in which an emotion was read; how many were is in ``texts``, and words in which none was read say nothing of
    what their writers felt. Rows, rest, ``during`` and ``by`` are those of `Experience`. What employees say only counts where
    ``kind`` asks for it.

    Right before is the customer's latest earlier event that is no feedback, if it was no longer before than ``within``;
    ``where`` does not hide it. For each touchpoint the part of an emotion's texts that it came before is compared with the same
    part of the texts with other emotions about the same place; the row names the touchpoint with the largest effect among
    those that are surely more than chance (q up to 5%), else among all that come more often. Something that comes before need
    not be why.

    Args:
        per: touchpoint, stage, or all.
        kind: feedback of this kind only, as "review".

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> cross = {f"a{n}": "failed@0 say@5|emotion=anger|experience=-1" for n in range(10)}
        >>> fond = {f"d{n}": "parcel@0 say@5|emotion=delight|experience=1" for n in range(30)}
        >>> for row in ask(journeys({**cross, **fond}), Emotions()).rows:
        ...     print(row.emotion, row.n, row.texts, row.share, row.experience, row.before, row.before_share, row.before_rest_share)
        anger 10 40 0.25 -1.0 failed 1.0 0.0
        delight 30 40 0.75 1.0 parcel 1.0 0.0
    """

    ask: ClassVar[str] = "emotions"
    of_words: ClassVar[bool] = True
    anchored: ClassVar[bool] = True
    per: Per = "all"
    kind: str | None = None
    within: Duration = timedelta(days=14)

    def answer(self, seen: Selection) -> Sequence[EmotionRow]:
        found, here = run(self._reading(seen), seen.views), places(seen.index, self.per)
        before = _commonest(found)
        rows = []
        for at, told in coded(found, here, seen.order, split=self.by is not None):
            _, code, group = at
            own = before.get(at)
            rows.append(
                EmotionRow(
                    str(EMOTIONS[code]),
                    *told,
                    before=own and seen.index.names[own.code],
                    before_n=own and own.n,
                    before_share=own and own.share,
                    before_rest_share=own and own.rest,
                    before_effect=own and own.effect,
                    before_p=own and own.p,
                    before_q=own and own.q,
                    group=seen.labels[group],
                )
            )
        return rows

    def members(self, seen: Selection, row: EmotionRow) -> Members:
        """Those who wrote them."""
        reading = self._reading(seen)
        place = places(seen.index, self.per).number(row.touchpoint, row.stage)
        at = place, EMOTIONS.index(Emotion(row.emotion)), seen.labels.index(row.group)
        return each(WhoFelt(reading, int(np.ravel_multi_index(at, reading.shape))), seen.views)

    def why_empty(self, seen: Selection) -> str:
        said = said_there(seen, None if self.kind is None else one_kind(self.kind))
        return nothing_said(said, self, seen.index, self.kind) or (
            f"In none of {counted(said, self.kind)} was an emotion read: it takes words that show one. Ask of a longer period."
        )

    def _reading(self, seen: Selection) -> Feelings:
        here, kind = places(seen.index, self.per), None if self.kind is None else one_kind(self.kind)
        within = self.within // timedelta(microseconds=1)
        return Feelings(here.place_of, len(here), seen.groups, len(seen.index.names), self.per == "all", kind, within)


class Before(NamedTuple):
    """What came before: the touchpoint's code, texts, their share, that of other emotions, and how sure the difference is."""

    code: int
    n: int
    share: float
    rest: float
    effect: float
    p: float
    q: float


def _commonest(found: Felts) -> dict[At, Before]:
    """By place, emotion and group, the touchpoint that stands out before it."""
    with_it = found.before[..., :-1]
    n = with_it.sum(axis=-1, keepdims=True)
    rest, rest_n = with_it.sum(axis=1, keepdims=True) - with_it, n.sum(axis=1, keepdims=True) - n
    told = compare_rates(
        *(np.asarray(np.broadcast_to(x, with_it.shape))[..., None] for x in (with_it, n, rest, rest_n))
    )
    both = with_it + rest
    enough = (n >= LEAST) & (rest_n >= LEAST) & (both >= FEWEST) & (n + rest_n - both >= FEWEST) & ~np.isnan(told.p)
    places = np.argwhere(enough)
    q = np.full(with_it.shape, np.nan)
    q[tuple(places.T)] = false_discovery_q(told.p[enough])
    best: dict[At, Before] = {}
    for place, emotion, group, code in places.tolist():
        at, own = (place, emotion, group), (place, emotion, group, code)
        one = Before(
            code, int(with_it[own]), *(float(x[own]) for x in (told.first, told.second, told.effect, told.p, q))
        )
        if one.share > one.rest and (at not in best or _weight(one) > _weight(best[at])):
            best[at] = one
    return best


def _weight(one: Before) -> tuple[bool, float]:
    return one.q <= ALPHA, one.effect
