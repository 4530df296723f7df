"""Quotes that stand for what customers say: near to what most say, on every side that is taken, and the other view, too.

A quote is a contiguous part of the customer's own words, scrubbed of personal data, never paraphrased.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from footpath.model.ids import combine_ids
from footpath.model.records import Aim, FeedbackKind, LinkKind
from footpath.voice.aims import read_aims
from footpath.voice.annotate import Annotations
from footpath.voice.coverage import most_covering
from footpath.voice.embedding import CachedEmbedder, open_embedder
from footpath.voice.quotable import Candidate, nearest_parts, quotable_parts, quote_worth
from footpath.voice.sentiment import PLAIN, sentiment_shares

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.journeys.feedback import Heard

Mood = Literal["low", "high"]
Side = tuple[str, str | int | None]  # what a quote covers: ("theme", 3), ("mood", "low"), ("segment", "new") …
_AIMS = tuple(Aim)
_CLEAR = 1 / 3  # experience beyond which somebody is content or not


@dataclass(frozen=True)
class ChosenQuote:
    """A customer's words with the record that they come from.

    Attributes:
        touchpoint: that it speaks of, empty when unknown.
        text: scrubbed; a part of a longer text carries "…" where something was left out.
        source: what it is taken from, e.g. "review, 2 stars".
        experience: −1..1, None when unknown; with a theme, how that is spoken of.
        opposing: said by somebody who felt otherwise than most here.
        theme: id of the theme that it was chosen for, None without one.
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
    theme: str | None = None


@dataclass(frozen=True)
class _Choice:
    """What is chosen for: the rows that may be quoted and how each felt, the theme, the events of segments to cover, and the aim."""

    felt: Mapping[int, float]
    theme: str | None
    segments: Mapping[str, frozenset[int]]
    aim: Aim | None = None


def choose_quotes(
    feedback: "pa.Table",
    annotations: Annotations,
    touchpoint: str | None,
    count: int = 3,
    seed: int = 0,
    *,
    mood: Mood | None = None,
    among: Collection[int] | None = None,
    cache_dir: Path | None = None,
) -> list[ChosenQuote]:
    """Which of the customers' own words stand for what is said? See `Quotes.choose`."""
    return Quotes(feedback, annotations, cache_dir=cache_dir).choose(touchpoint, count, seed, mood=mood, among=among)


class Quotes:
    """All that was said, ready to be chosen from: one for all touchpoints, themes and personas of a workspace.

    Args:
        feedback: the table that was annotated, with `annotations` aligned to its rows.
        heard: the themes of each row, aligned, too; without it there are no themes to ask for or to cover.
        cache_dir: where vectors of texts are kept.
    """

    def __init__(
        self,
        feedback: "pa.Table",
        annotations: Annotations,
        *,
        heard: "Heard | None" = None,
        cache_dir: Path | None = None,
    ) -> None:
        from footpath.journeys.feedback import Heard

        self._feedback = feedback
        self._annotations = annotations
        self._heard = heard if heard is not None else Heard.nothing(feedback.num_rows)
        self._cache_dir = cache_dir
        self._embedder: CachedEmbedder | None = None
        self._texts: list[str | None] = feedback["text"].to_pylist()
        self._at: dict[str | None, list[int]] = {}
        for row, about in enumerate(annotations.about):
            if self._texts[row]:
                self._at.setdefault(about, []).append(row)

    def choose(
        self,
        touchpoint: str | None,
        count: int = 3,
        seed: int = 0,
        *,
        mood: Mood | None = None,
        among: Collection[int] | None = None,
        theme: str | None = None,
        segments: Mapping[str, Collection[int]] | None = None,
        employees: bool = False,
    ) -> list[ChosenQuote]:
        """Which of the customers' own words stand for what is said here?

        The first quote is the text that most others are like; each further one stands for those that the ones before do not, and for
        moods, touchpoints, themes and segments that have none yet. No two say the same, so fewer may come back. Without a mood, the
        side that more people are on comes first, and the last quote is the opposing view, if anybody holds it. Texts of good
        length win over short ones. Repeated texts count once, and the order of the rows plays no part.

        Args:
            touchpoint: that is spoken of; None for any.
            count: most quotes wanted.
            seed: picks the sample where there are more than 128 texts.
            mood: only unhappy ("low") or only happy ("high") ones; with a theme, how the theme itself is spoken of.
            among: event ids to choose from, e.g. what a persona's customers said; all without it.
            theme: id or name of a theme, or name of a broader one; quotes are the parts of the texts that speak of it.
            segments: event ids of each segment, so that as many segments as possible have a quote.
            employees: what employees say, in place of what customers say; the two are never mixed.
        """
        rows = self._rows(touchpoint, among, employees)
        felt = {row: float(self._annotations.experience[row]) for row in rows}
        if theme is not None:
            felt = self._of_theme(felt, theme)
        if count < 1 or not felt:
            return []
        members = {name: frozenset(int(event) for event in events) for name, events in (segments or {}).items()}
        choice = _Choice(felt, self._theme_id(theme), members)
        low, high = [row for row in felt if felt[row] < -_CLEAR], [row for row in felt if felt[row] > _CLEAR]
        if mood is not None:
            return self._pick(low if mood == "low" else high, choice, count, seed)
        main, other = (low, high) if len(low) > len(high) else (high, low)
        opposing = self._pick(other, choice, 1, seed, opposing=True) if count > 1 else []
        chosen = self._pick(self._unless(main or list(felt), opposing), choice, count - len(opposing), seed)
        return [*chosen, *opposing]

    def stating(
        self, aim: Aim, touchpoint: str | None, count: int = 1, seed: int = 0, *, among: Collection[int] | None = None
    ) -> list[ChosenQuote]:
        """Which of the customers' own words state what they want, need, do something for, or cannot do?

        Chosen as `choose` chooses, among the parts of texts that say so themselves: a quote without the statement is none.
        """
        code = _AIMS.index(aim)
        rows = [row for row in self._rows(touchpoint, among, employees=False) if self._heard.aim[row] == code]
        felt = {row: float(self._annotations.experience[row]) for row in rows}
        return self._pick(rows, _Choice(felt, None, {}, aim), count, seed) if rows and count > 0 else []

    def _rows(self, touchpoint: str | None, among: Collection[int] | None, employees: bool) -> list[int]:
        said = self._annotations
        wanted = None if among is None else {int(event) for event in among}
        rows = (
            self._at.get(touchpoint, [])
            if touchpoint is not None
            else sorted(row for here in self._at.values() for row in here)
        )
        return [
            row
            for row in rows
            if (said.kind[row] is FeedbackKind.EMPLOYEE) == employees
            and (wanted is None or int(said.event_id[row]) in wanted)
        ]

    def _unless(self, rows: list[int], quoted: Sequence[ChosenQuote]) -> list[int]:
        ids = {quote.feedback_id for quote in quoted}
        return [row for row in rows if int(self._annotations.feedback_id[row]) not in ids]

    def _theme_id(self, theme: str | None) -> str | None:
        return next((one.id for one in self._heard.themes if theme in (one.id, one.name)), theme)

    def _of_theme(self, felt: Mapping[int, float], theme: str) -> dict[int, float]:
        """The rows that speak of the theme, with how they speak of it."""
        heard = self._heard
        places = {at for at, one in enumerate(heard.themes) if theme in (one.id, one.name, one.parent)}
        found = {}
        for row, overall in felt.items():
            for at in range(heard.theme_starts[row], heard.theme_starts[row + 1]):
                if int(heard.theme[at]) in places and row not in found:
                    mood = float(heard.theme_mood[at])
                    found[row] = overall if np.isnan(mood) else mood
        return found

    def _sides(self, row: int, segments: Mapping[str, frozenset[int]]) -> frozenset[Side]:
        heard, said = self._heard, self._annotations
        themes = heard.theme[heard.theme_starts[row] : heard.theme_starts[row + 1]].tolist()
        event = int(said.event_id[row])
        return frozenset(
            [
                ("touchpoint", said.about[row]),
                ("mood", _side(float(said.experience[row]))),
                *(("theme", at) for at in themes),
                *(("segment", name) for name, events in segments.items() if event in events),
            ]
        )

    def _pick(
        self, rows: list[int], choice: _Choice, count: int, seed: int, *, opposing: bool = False
    ) -> list[ChosenQuote]:
        candidates = quotable_parts(self._texts, self._drawn(rows, seed), choice.felt)
        if choice.aim is not None:
            stated = read_aims([candidate.text for candidate in candidates])
            candidates = [part for part, own in zip(candidates, stated, strict=True) if own and own.aim is choice.aim]
        if not candidates:
            return []
        self._embedder = self._embedder or open_embedder(self._cache_dir)
        if choice.theme is not None:
            vectors = self._embedder.embed([candidate.text for candidate in candidates])
            candidates = nearest_parts(candidates, vectors)
        texts = [candidate.text for candidate in candidates]
        worth = quote_worth(candidates, sentiment_shares(texts, self._embedder) @ PLAIN)
        records = [candidate.row for candidate in candidates]
        sides = [self._sides(row, choice.segments) for row in records]
        wanted = frozenset(side for each in sides for side in each if side[0] == "segment")
        places = most_covering(self._embedder.embed(texts), records, sides, worth, count, wanted=wanted)
        return [self._quote(candidates[place], choice, opposing) for place in places]

    def _drawn(self, rows: list[int], seed: int) -> list[int]:
        """The rows in the order of their lots, each its own whatever the others are, so that segments share texts."""
        ids = self._annotations.feedback_id[rows]
        lots = combine_ids(ids, np.full(len(ids), seed, dtype=np.int64))
        return [rows[place] for place in np.lexsort((ids, lots))]

    def _quote(self, candidate: Candidate, choice: _Choice, opposing: bool) -> ChosenQuote:
        said, row = self._annotations, candidate.row
        record = self._feedback.slice(row, 1).to_pylist()[0]
        return ChosenQuote(
            feedback_id=int(said.feedback_id[row]),
            event_id=int(said.event_id[row]),
            touchpoint=said.about[row] or "",
            text=candidate.text,
            source=source_label(said.kind[row], record["score"], record["scale_low"], record["scale_high"]),
            experience=None if np.isnan(candidate.felt) else candidate.felt,
            language=said.language[row],
            link=said.link[row],
            said_at=record["occurred_at"],
            opposing=opposing,
            theme=choice.theme,
        )


def _side(felt: float) -> str:
    return "unknown" if np.isnan(felt) else "low" if felt < -_CLEAR else "high" if felt > _CLEAR else "middle"


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
