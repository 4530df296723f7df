"""Quotes that stand for what customers say at a touchpoint: near the centre of it, unlike each other, and the other side, too.

A quote is a contiguous part of the customer's own words, scrubbed of personal data, never paraphrased.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from footpath.model.ids import combine_ids
from footpath.model.records import FeedbackKind, LinkKind
from footpath.voice.annotate import Annotations
from footpath.voice.embedding import CachedEmbedder, Vectors, open_embedder, unit
from footpath.voice.excerpts import LONGEST, SHORTEST, excerpts, readability
from footpath.voice.scrubbing import scrub
from footpath.voice.sentiment import PLAIN, sentiment_shares

if TYPE_CHECKING:
    import pyarrow as pa

Mood = Literal["low", "high"]
_POOL = 96  # texts at one touchpoint that are read; a sample by the seed where there are more
_CLEAR = 1 / 3  # experience beyond which somebody is content or not
_READ = 3000  # characters of a text that are looked at
_LIKE, _UNLIKE, _READABLE, _AGREES = 1.0, 0.6, 0.15, 0.2  # what counts how much in choosing


@dataclass(frozen=True)
class ChosenQuote:
    """A customer's words with the record that they come from.

    Attributes:
        text: scrubbed; a part of a longer text carries "…" where something was left out.
        source: what it is taken from, e.g. "review, 2 stars".
        experience: −1..1, None when unknown.
        opposing: said by somebody who felt otherwise than most at this touchpoint.
    """

    feedback_id: int
    event_id: int
    touchpoint: str
    text: str
    source: str
    experience: float | None
    language: str
    link: LinkKind
    said_at: datetime | None
    opposing: bool = False


@dataclass(frozen=True)
class _Candidate:
    row: int
    text: str
    experience: float


def choose_quotes(
    feedback: "pa.Table",
    annotations: Annotations,
    touchpoint: str,
    count: int = 3,
    seed: int = 0,
    *,
    mood: Mood | None = None,
    among: Collection[int] | None = None,
    cache_dir: Path | None = None,
) -> list[ChosenQuote]:
    """Which of the customers' own words stand for what is said at this touchpoint?

    The first quote is the text nearest to the mean of all; each further one is near it, too, but unlike those before. Without
    a mood, the side that more people are on comes first, and the last quote is the opposing view, if anybody holds it. Repeated
    texts count once, and the order of the rows plays no part.

    Args:
        feedback: the table that was annotated, with `annotations` aligned to its rows.
        count: most quotes wanted; fewer come back where fewer can be had.
        seed: picks the sample where a touchpoint has more than 96 texts.
        mood: only unhappy ("low") or only happy ("high") ones.
        among: event ids to choose from, e.g. those of one segment; all without it.
    """
    return Quotes(feedback, annotations, cache_dir=cache_dir).choose(touchpoint, count, seed, mood=mood, among=among)


class Quotes:
    """All that was said, ready to be chosen from: one for all touchpoints of a map."""

    def __init__(self, feedback: "pa.Table", annotations: Annotations, *, cache_dir: Path | None = None) -> None:
        self._feedback = feedback
        self._annotations = annotations
        self._cache_dir = cache_dir
        self._embedder: CachedEmbedder | None = None
        self._texts: list[str | None] = feedback["text"].to_pylist()
        self._at: dict[str, list[int]] = {}
        for row, about in enumerate(annotations.about):
            if about is not None and self._texts[row]:
                self._at.setdefault(about, []).append(row)

    def choose(
        self,
        touchpoint: str,
        count: int = 3,
        seed: int = 0,
        *,
        mood: Mood | None = None,
        among: Collection[int] | None = None,
    ) -> list[ChosenQuote]:
        """See `choose_quotes`."""
        wanted = None if among is None else {int(event) for event in among}
        rows = [
            row
            for row in self._at.get(touchpoint, [])
            if wanted is None or int(self._annotations.event_id[row]) in wanted
        ]
        if count < 1 or not rows:
            return []
        felt = self._annotations.experience
        low, high = [row for row in rows if felt[row] < -_CLEAR], [row for row in rows if felt[row] > _CLEAR]
        if mood is not None:
            return self._pick(low if mood == "low" else high, touchpoint, count, seed)
        main, other = (low, high) if len(low) > len(high) else (high, low)
        opposing = self._pick(other, touchpoint, 1, seed, opposing=True) if count > 1 else []
        chosen = self._pick(main or rows, touchpoint, count - len(opposing), seed)
        return [
            *chosen,
            *(quote for quote in opposing if quote.feedback_id not in {each.feedback_id for each in chosen}),
        ]

    def _pick(
        self, rows: list[int], touchpoint: str, count: int, seed: int, *, opposing: bool = False
    ) -> list[ChosenQuote]:
        candidates = self._candidates(rows, seed)
        if not candidates:
            return []
        self._embedder = self._embedder or open_embedder(self._cache_dir)
        texts = [candidate.text for candidate in candidates]
        worth = _worth(candidates, self._embedder.embed(texts), sentiment_shares(texts, self._embedder) @ PLAIN)
        places = _spread([candidate.row for candidate in candidates], self._embedder.embed(texts), worth, count)
        return [self._quote(candidates[place], touchpoint, opposing) for place in places]

    def _candidates(self, rows: list[int], seed: int) -> list[_Candidate]:
        """Quotable parts of a sample of the rows' texts, those of readable length first."""
        ids = self._annotations.feedback_id[rows]
        lots = combine_ids(
            ids, np.full(len(ids), seed, dtype=np.int64)
        )  # a text's lot is its own, so that segments share texts
        shuffled = [rows[place] for place in np.lexsort((ids, lots))]
        shuffled.sort(key=lambda row: not SHORTEST <= len(self._texts[row] or "") <= LONGEST)
        found: list[_Candidate] = []
        seen: set[str] = set()
        taken = 0
        for row in shuffled:
            parts = [part for part in excerpts(scrub((self._texts[row] or "")[:_READ])) if part.casefold() not in seen]
            seen.update(part.casefold() for part in parts)
            found += [_Candidate(row, part, float(self._annotations.experience[row])) for part in parts]
            taken += bool(parts)
            if taken == _POOL:
                break
        return found

    def _quote(self, candidate: _Candidate, touchpoint: str, opposing: bool) -> ChosenQuote:
        said, row = self._annotations, candidate.row
        record = self._feedback.slice(row, 1).to_pylist()[0]
        return ChosenQuote(
            feedback_id=int(said.feedback_id[row]),
            event_id=int(said.event_id[row]),
            touchpoint=touchpoint,
            text=candidate.text,
            source=source_label(said.kind[row], record["score"], record["scale_low"], record["scale_high"]),
            experience=None if np.isnan(candidate.experience) else candidate.experience,
            language=said.language[row],
            link=said.link[row],
            said_at=record["occurred_at"],
            opposing=opposing,
        )


def _worth(candidates: Sequence[_Candidate], vectors: Vectors, sounds: NDArray[np.float64]) -> NDArray[np.float64]:
    """How well each candidate stands for all: near their mean, of readable length, its words in tune with its score."""
    centre = unit(vectors.mean(axis=0, keepdims=True))[0]
    felt = np.array([candidate.experience for candidate in candidates])
    apart = np.where(np.isnan(felt), 0.0, np.abs(felt - sounds)) / 2
    readable = np.array([readability(candidate.text) for candidate in candidates])
    return np.asarray(np.round(_LIKE * (vectors @ centre) + _READABLE * readable - _AGREES * apart, 4))


def _spread(rows: Sequence[int], vectors: Vectors, worth: NDArray[np.float64], count: int) -> list[int]:
    """Places of up to ``count`` candidates of different records, each the best that is not like one before it.

    Source: Carbonell & Goldstein, "maximal marginal relevance", SIGIR (1998).
    """
    of_row = np.array(rows)
    left = np.ones(len(rows), dtype=bool)
    likeness = np.zeros(len(rows))
    chosen: list[int] = []
    while len(chosen) < count and left.any():
        place = int(np.argmax(np.where(left, worth - _UNLIKE * likeness, -np.inf)))
        chosen.append(place)
        left &= of_row != of_row[place]
        likeness = np.maximum(likeness, np.round(vectors @ vectors[place], 4))
    return chosen


def source_label(kind: FeedbackKind, score: float | None, low: float | None, high: float | None) -> str:
    """What a quote is taken from, in words.

    Examples:
        >>> source_label(FeedbackKind.REVIEW, 2.0, 1.0, 5.0), source_label(FeedbackKind.NPS, 3.0, 0.0, 10.0)
        ('review, 2 stars', 'NPS 3 of 10')
        >>> source_label(FeedbackKind.TICKET, None, None, None), source_label(FeedbackKind.RATING, 1.0, 1.0, 5.0)
        ('ticket', 'rating, 1 star')
    """
    name = kind.value.upper() if kind in (FeedbackKind.NPS, FeedbackKind.CSAT, FeedbackKind.CES) else kind.value
    if score is None or score != score:
        return name
    if kind in (FeedbackKind.REVIEW, FeedbackKind.RATING) and (low, high) == (1, 5):
        return f"{name}, {score:g} star{'' if score == 1 else 's'}"
    top = max((bound for bound in (low, high) if bound is not None), default=None)
    comma = "," if name.islower() else ""
    return f"{name}{comma} {score:g}" + (f" of {top:g}" if top is not None else "")
