"""Give each feedback its touchpoint, its place on one scale, and what its words sound like."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footpath.model.catalogue import Touchpoint
from footpath.model.records import FeedbackKind, LinkKind
from footpath.voice import direction
from footpath.voice.calibration import LEAST_TEXTS, Calibration
from footpath.voice.embedding import CachedEmbedder, open_embedder
from footpath.voice.languages import language
from footpath.voice.linking import NONE, NOWHERE, SPEAK_OF_THEMSELVES, WORDS, JourneyIndex, Links, link_feedback
from footpath.voice.scales import experience, normalise
from footpath.voice.sentiment import PLAIN, has_words, sentiment_shares
from footpath.voice.words import spoken_touchpoints

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str, float], None]
_PER_ROW = ("feedback_id", "event_id", "about", "link", "kind", "score01", "experience", "sentiment", "language")
_LEAST_TO_CALIBRATE_FOR = 20  # unrated texts from which it pays to learn from the rated ones


@dataclass(frozen=True)
class Annotations:
    """What is known of each feedback, aligned with the rows of the table that was annotated.

    Attributes:
        about: name of the touchpoint that it speaks of, None when unknown.
        link: how that is known.
        kind: kind of feedback; an unknown word counts as a comment.
        score01: 0 worst to 1 best, NaN without a score.
        experience: −1 to 1: from the score where there is one, else what the text sounds like; NaN with neither.
        sentiment: −1 to 1, of the text alone; NaN where there is none, or where it was not read because a score says it.
        language: ISO 639-1 code, empty where not sure.
        calibration: what the rated texts taught for the unrated ones, None when there were too few of either.
        turned: sources whose scale runs the other way than it is recorded, by the words of those who gave the scores.
        notes: what somebody who reads the figures should know of how they came about, in sentences.
    """

    feedback_id: NDArray[np.int64]
    event_id: NDArray[np.int64]
    about: tuple[str | None, ...]
    link: tuple[LinkKind, ...]
    kind: tuple[FeedbackKind, ...]
    score01: NDArray[np.float64]
    experience: NDArray[np.float64]
    sentiment: NDArray[np.float64]
    language: tuple[str, ...]
    calibration: Calibration | None = None
    turned: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def write(self, path: Path) -> None:
        """Keep all of it as a Parquet file, whole or not at all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        columns = {name: list(getattr(self, name)) for name in _PER_ROW}
        new = path.with_name(path.name + ".new")
        kept = {"turned": json.dumps(self.turned), "notes": json.dumps(self.notes)}
        if self.calibration is not None:
            kept["calibration"] = self.calibration.to_json()
        table = pa.table(columns).replace_schema_metadata(kept)
        pq.write_table(table, new)
        new.replace(path)

    @staticmethod
    def read(path: Path) -> "Annotations":
        """What `write` kept."""
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        kept = table.schema.metadata
        numbers = {  # of no feedback at all, a file tells no type
            name: table[name].to_numpy().astype(np.int64 if name.endswith("_id") else np.float64, copy=False)
            for name in ("feedback_id", "event_id", "score01", "experience", "sentiment")
        }
        return Annotations(
            about=tuple(table["about"].to_pylist()),
            link=tuple(LinkKind(link) for link in table["link"].to_pylist()),
            kind=tuple(FeedbackKind(kind) for kind in table["kind"].to_pylist()),
            language=tuple(table["language"].to_pylist()),
            turned=tuple(json.loads(kept[b"turned"])),
            notes=tuple(json.loads(kept[b"notes"])),
            calibration=Calibration.from_json(kept[b"calibration"].decode()) if b"calibration" in kept else None,
            **numbers,
        )


def annotate(
    feedback: "pa.Table",
    index: JourneyIndex,
    *,
    touchpoints: Sequence[Touchpoint],
    cache_dir: Path | None = None,
    every_text: bool = False,
    known: Calibration | None = None,
    progress: Progress | None = None,
) -> Annotations:
    """What does each feedback speak of, and how good was it?

    A score decides the experience; a text without a score is read, and its sentiment is calibrated on the workspace's own rated
    texts when there are at least 50. A scale that good and bad words say runs the other way is turned round. How a
    feedback finds its touchpoint: `footpath.voice.linking`.

    Args:
        feedback: columns of `footpath.model.records.feedback_schema`.
        touchpoints: of the catalogue.
        cache_dir: where vectors of texts are kept, so that no text is read twice.
        every_text: read the rated texts too, so that ``sentiment`` stands beside every score.
        known: what was learned before, which serves until there are a tenth more rated texts.
    """
    rows = _Rows.read(feedback)
    embedder = _Lazy(cache_dir, progress)
    links = link_feedback(index, touchpoints, rows.event_id, rows.kind, rows.touchpoint, rows.source)
    links = _by_words(links, rows, index.names, embedder)
    score01, turned = _turn_round(_scores(rows), rows, embedder)
    felt = experience(score01)
    sounds, calibration = _sounds(rows, felt, embedder, every_text, known)
    return Annotations(
        feedback_id=rows.feedback_id,
        event_id=rows.event_id,
        about=tuple(None if code == NOWHERE else index.names[code] for code in links.about),
        link=tuple(tuple(LinkKind)[place] for place in links.kind),
        kind=rows.kind,
        score01=score01,
        experience=np.where(np.isnan(felt), sounds, felt),
        sentiment=sounds,
        language=_languages(rows, cache_dir),
        calibration=calibration,
        notes=_notes(calibration, turned),
        turned=turned,
    )


def _notes(calibration: Calibration | None, turned: Sequence[str]) -> tuple[str, ...]:
    told = [
        f"{source}: the words beside the scores say that its scale runs the other way; it was turned."
        for source in turned
    ]
    if calibration is not None:
        told.append(
            f"Texts without a score were read by what {calibration.n:,} rated ones taught. On texts held out, the experience read "
            f"(−1 to 1) is {calibration.mae:.2f} off on average; telling everyone the usual one is {calibration.baseline_mae:.2f} off."
        )
    return tuple(told)


@dataclass(frozen=True)
class _Rows:
    """The table's columns as plain sequences."""

    feedback_id: NDArray[np.int64]
    event_id: NDArray[np.int64]
    kind: tuple[FeedbackKind, ...]
    score: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    text: tuple[str, ...]
    language: tuple[str | None, ...]
    touchpoint: tuple[str | None, ...]
    source: tuple[str | None, ...]

    @staticmethod
    def read(feedback: "pa.Table") -> "_Rows":
        def numbers(name: str) -> NDArray[np.float64]:
            column = feedback[name].combine_chunks()
            return np.asarray(column.fill_null(float("nan")).to_numpy(zero_copy_only=False), dtype=np.float64)

        def texts(name: str) -> tuple[str | None, ...]:
            return tuple(feedback[name].to_pylist())

        known = {kind.value: kind for kind in FeedbackKind}
        return _Rows(
            feedback_id=feedback["feedback_id"].to_numpy().astype(np.int64),
            event_id=feedback["event_id"].to_numpy().astype(np.int64),
            kind=tuple(known.get(kind or "", FeedbackKind.COMMENT) for kind in texts("kind")),
            score=numbers("score"),
            low=numbers("scale_low"),
            high=numbers("scale_high"),
            text=tuple(text if text is not None and has_words(text) else "" for text in texts("text")),
            language=texts("language"),
            touchpoint=texts("touchpoint"),
            source=texts("source"),
        )


class _Lazy:
    """The embedder, opened when the first text has to be read: opening takes a second, and often nothing has to be."""

    def __init__(self, cache_dir: Path | None, progress: Progress | None) -> None:
        self._cache_dir, self._progress = cache_dir, progress
        self._opened: CachedEmbedder | None = None

    def open(self) -> CachedEmbedder:
        self._opened = self._opened or open_embedder(self._cache_dir, self._progress)
        return self._opened


def _by_words(links: Links, rows: _Rows, names: tuple[str, ...], embedder: _Lazy) -> Links:
    """Let the words decide where neither record nor journey did."""
    open_rows = [row for row, text in enumerate(rows.text) if text and links.about[row] == NOWHERE]
    codes = np.flatnonzero(links.candidates)
    if not open_rows or not len(codes):
        return links
    found = spoken_touchpoints([rows.text[row] for row in open_rows], [names[code] for code in codes], embedder.open())
    about, kind = links.about.copy(), links.kind.copy()
    about[open_rows] = np.where(found >= 0, codes[np.maximum(found, 0)], NOWHERE)
    kind[open_rows] = np.where(found >= 0, WORDS, NONE)
    return Links(about, kind, links.candidates)


def _scores(rows: _Rows) -> NDArray[np.float64]:
    score01 = np.full(len(rows.score), np.nan)
    kinds = np.array(rows.kind, dtype=object)
    for kind in set(rows.kind):
        of_kind = kinds == kind
        score01[of_kind] = normalise(rows.score[of_kind], rows.low[of_kind], rows.high[of_kind], kind)
    return score01


def _turn_round(
    score01: NDArray[np.float64], rows: _Rows, embedder: _Lazy
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Turn the scales of those sources round whose words contradict their scores."""
    texts: dict[tuple[str, FeedbackKind], list[int]] = {}
    for row in np.argsort(rows.feedback_id).tolist():
        if rows.text[row] and not np.isnan(score01[row]):
            texts.setdefault((rows.source[row] or "", rows.kind[row]), []).append(row)
    score01 = score01.copy()
    turned = []
    for (source, kind), places in sorted(texts.items()):
        sample = places[:: -(-len(places) // direction.MOST_TEXTS)]
        if len(sample) < direction.LEAST_TEXTS:
            continue
        sounds = sentiment_shares([rows.text[row] for row in sample], embedder.open()) @ PLAIN
        if direction.runs_backwards(score01[sample], sounds):
            same = [row for row, pair in enumerate(zip(rows.source, rows.kind, strict=True)) if pair == (source, kind)]
            score01[same] = 1 - score01[same]
            turned.append(source)
    return score01, tuple(turned)


def _sounds(
    rows: _Rows, felt: NDArray[np.float64], embedder: _Lazy, every_text: bool, known: Calibration | None
) -> tuple[NDArray[np.float64], Calibration | None]:
    """The sentiment of the texts that have to be read, NaN elsewhere; and the calibration that it rests on."""
    texts = rows.text
    sounds = np.full(len(texts), np.nan)
    unrated = np.isnan(felt)
    wanted = [row for row, text in enumerate(texts) if text and (every_text or unrated[row])]
    if not wanted:
        return sounds, None
    rated = [row for row, text in enumerate(texts) if text and not unrated[row]]
    needed = sum(unrated[row] for row in wanted) >= _LEAST_TO_CALIBRATE_FOR and len(rated) >= LEAST_TEXTS
    reader = embedder.open()
    calibration = _learned([texts[row] for row in rated], felt[rated], reader, known) if needed else None
    worth = PLAIN if calibration is None else np.array(calibration.class_experience)
    shares = sentiment_shares([texts[row] for row in wanted], reader, calibration)
    if calibration is not None:
        elsewhere = np.array([rows.kind[row] in SPEAK_OF_THEMSELVES for row in wanted], dtype=bool)
        shares[elsewhere] = calibration.elsewhere(shares[elsewhere])
    sounds[wanted] = np.clip(shares @ worth, -1, 1)
    return sounds, calibration


def _learned(
    texts: Sequence[str], felt: NDArray[np.float64], reader: CachedEmbedder, known: Calibration | None
) -> Calibration:
    if known is not None and known.still_serves(len(texts), reader.name):
        return known
    return Calibration.fit(texts, felt, embedder=reader)


def _languages(rows: _Rows, cache_dir: Path | None) -> tuple[str, ...]:
    """The language that the record states, else the one that the text is in."""
    unstated = [row for row, code in enumerate(rows.language) if not code and rows.text[row]]
    found = (
        dict(zip(unstated, language([rows.text[row] for row in unstated], cache_dir), strict=True)) if unstated else {}
    )
    return tuple(code.lower() if code else found.get(row, "") for row, code in enumerate(rows.language))
