"""How good or bad does a text sound?

A linear head over the vectors of a multilingual encoder, fitted on rated texts of four domains and on sentences that we wrote in six
languages (docs/sentiment.md). Two encoders: a fast one, and a careful one as an extra. Where neither loads, the VADER lexicon, which
knows English only.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.voice.embedding import (
    CachedEmbedder,
    CarefulEncoder,
    beside,
    careful_installed,
    open_careful_embedder,
    open_embedder,
)
from footpath.voice.kept import Told, each_once
from footpath.voice.sentiment_negation import with_negations
from footpath.voice.softmax import Numbers, class_shares

if TYPE_CHECKING:
    from footpath.voice.calibration import Calibration

Label = Literal["negative", "neutral", "positive"]
Tier = Literal["fast", "careful", "auto"]
MOST_CAREFUL = 1000
_RULES = 4  # raised when a "not" would turn something else round
_MISSING = ("NAType", "NaTType")  # what pandas says of a value that is not there
LABELS: tuple[Label, Label, Label] = ("negative", "neutral", "positive")
PLAIN = np.array([-1.0, 0.0, 1.0])  # what a class is worth where nobody's ratings say otherwise


@dataclass(frozen=True)
class Sentiment:
    """``score`` runs from −1 to 1; ``confidence`` is the share of the likeliest class, 0 for a text without words."""

    score: float
    label: Label
    confidence: float


NOTHING_SAID = Sentiment(0.0, "neutral", 0.0)


def sentiment(
    texts: Iterable[str | None],
    *,
    cache_dir: Path | None = None,
    rated: "Calibration | None" = None,
    tier: Tier = "fast",
) -> list[Sentiment]:
    """How good or bad does each text sound?

    Args:
        texts: a list, or a column of a table. What is missing (None, NaN) is a text of which nothing is said.
        cache_dir: where vectors of texts are kept by content, so that no text is read twice.
        rated: what the workspace's own rated texts taught; the score is then the experience that such words came with.
        tier: "fast" reads some 1,000 texts a second on two cores; "careful", an extra to install, some 50, and is right more often;
            "auto" is careful where that is installed and there are at most 1,000 texts. What rated texts taught is told by the tier
            that it was learned with.

    Returns:
        One per text, none for none. A text without a letter (or sign of feeling) is neutral with confidence 0.

    Raises:
        SpecError: it is one text or a whole table that was given, or something in it is not a text; the careful tier is needed and not installed.

    Examples:
        >>> [said.label for said in sentiment(["I love it, thank you!", "Produto horrível, veio quebrado.", " "])]
        ['positive', 'negative', 'neutral']
        >>> sentiment(["", None]) == [NOTHING_SAID, NOTHING_SAID]
        True
    """
    texts = listed(texts)
    embedder = open_tier(tier, len(texts), cache_dir) if rated is None else _open_named(rated.embedder, cache_dir)
    shares = sentiment_shares(texts, embedder, rated)
    worth = PLAIN if rated is None or rated.embedder != embedder.name else np.array(rated.class_experience)
    scores = np.clip(shares @ worth, -1, 1)
    return [
        _sentiment(row, float(score)) if has_words(text) else NOTHING_SAID
        for text, row, score in zip(texts, shares, scores, strict=True)
    ]


def listed(texts: Iterable[object]) -> list[str]:
    """The texts one by one, "" for each that is missing.

    Raises:
        SpecError: it is one text or a whole table that was given, or something in it is not a text.

    Examples:
        >>> listed(("good", None, float("nan")))
        ['good', '', '']
        >>> listed("good")
        Traceback (most recent call last):
        footpath.errors.SpecError: One text is not a list of texts. Give a list of texts.
    """
    if isinstance(texts, str | bytes | bytearray) or not isinstance(texts, Iterable):
        given = "One text" if isinstance(texts, str) else f"What is of type {type(texts).__name__}"
        raise SpecError(f"{given} is not a list of texts.", "Give a list of texts.")
    if isinstance(texts, Mapping) or hasattr(texts, "columns"):
        raise SpecError(f"A whole table ({type(texts).__name__}) is not a list of texts.", "Give one of its columns.")
    return [_text(place, text) for place, text in enumerate(texts)]


def _text(place: int, text: object) -> str:
    if isinstance(text, str):
        return text
    if text is None or (isinstance(text, float | np.floating) and np.isnan(text)) or type(text).__name__ in _MISSING:
        return ""
    raise SpecError(f"What stands at place {place} (counted from 0) is no text but of type {type(text).__name__}.")


def open_tier(tier: Tier, count: int, cache_dir: Path | None = None) -> CachedEmbedder:
    """The reader that a tier means for so many texts."""
    careful = tier == "careful" or (tier == "auto" and careful_pays(count))
    return open_careful_embedder(cache_dir) if careful else open_embedder(cache_dir)


def _open_named(name: str, cache_dir: Path | None) -> CachedEmbedder:
    """The reader whose vectors something was learned over; the default one where that is none of ours any more."""
    return open_careful_embedder(cache_dir) if name == CarefulEncoder.name else open_embedder(cache_dir)


def careful_pays(count: int) -> bool:
    """Whether so many texts are read by the careful tier where nobody says which: it is installed, and the wait is short."""
    return count <= MOST_CAREFUL and careful_installed() is not None


def _sentiment(shares: Numbers, score: float) -> Sentiment:
    place = int(shares.argmax())
    return Sentiment(score, LABELS[place], float(shares[place]))


def has_words(text: str | None) -> bool:
    """Whether there is anything to read: a letter, or a sign that is neither punctuation nor a digit (an emoji).

    Examples:
        >>> [has_words(text) for text in ("ok", "👎", " -- 12 ", "", None)]
        [True, True, False, False, False]
    """
    return text is not None and any(character.isalpha() or ord(character) > 0x2600 for character in text)


def sentiment_shares(texts: Sequence[str], embedder: CachedEmbedder, rated: "Calibration | None" = None) -> Numbers:
    """Shares of negative, neutral and positive for each text: n × 3. What one reader was taught to tell is told of no text twice."""
    taught = rated if rated is not None and rated.embedder == embedder.name else None
    name = f"sentiment {embedder.name}" if taught is None else f"calibrated {embedder.name}"
    version = f"{_RULES}-{_shipped_digest(embedder.name) if taught is None else taught.digest}"
    kept = beside(embedder, name, version, (("shares", "<f8", (3,)),))
    return np.asarray(kept.told(texts, partial(_told_shares, embedder, taught, kept.dtype)).records["shares"])


def _told_shares(
    embedder: CachedEmbedder, rated: "Calibration | None", dtype: np.dtype[Any], texts: Sequence[str]
) -> Told:
    records = np.zeros(len(texts), dtype=dtype)
    records["shares"] = _plain_shares(texts, embedder) if rated is None else rated.shares(texts, embedder)
    return each_once(records)


def _plain_shares(texts: Sequence[str], embedder: CachedEmbedder) -> Numbers:
    head = shipped_head(embedder.name)
    return lexicon_shares(texts) if head is None else with_negations(class_shares(embedder.embed(texts), head), texts)


def _shipped_digest(embedder: str) -> str:
    """Changes with the head that ships with the package."""
    head = shipped_head(embedder)
    return "lexicon" if head is None else hashlib.blake2b(head.tobytes(), digest_size=8).hexdigest()


def moods_of_parts(
    texts: Sequence[str],
    text_of: NDArray[np.int64],
    spans: NDArray[np.integer],
    embedder: CachedEmbedder,
    rated: "Calibration | None" = None,
) -> NDArray[np.float32]:
    """How good does each part of some texts sound, −1 to 1?

    A theme that one part of a text speaks of has that part's mood, not the text's: "good lamp, but it came late" praises one and blames
    the other. A part without words has that of nothing said, 0.

    Args:
        text_of: int64[m], the place of the text that each part stands in.
        spans: int[m, 2], where it begins and ends, see `footpath.voice.clauses`.
        rated: what the workspace's own rated texts taught.

    Returns:
        float32[m].

    Examples:
        >>> said = ["I love the lamp, but the delivery was terrible."]
        >>> moods = moods_of_parts(said, np.array([0, 0]), np.array([[0, 16], [17, 47]]), open_embedder())
        >>> bool(moods[0] > 0 > moods[1])
        True
    """
    owners, begins, ends = text_of.tolist(), spans[:, 0].tolist(), spans[:, 1].tolist()
    parts = [texts[owner][begin:end] for owner, begin, end in zip(owners, begins, ends, strict=True)]
    worth = PLAIN if rated is None or rated.embedder != embedder.name else np.array(rated.class_experience)
    moods = np.clip(sentiment_shares(parts, embedder, rated) @ worth, -1, 1).astype(np.float32)
    moods[[place for place, part in enumerate(parts) if not has_words(part)]] = 0.0
    return moods


@lru_cache(maxsize=4)
def shipped_head(embedder: str) -> NDArray[np.float64] | None:
    """The head that comes with the package for this embedder, or None."""
    file = resources.files("footpath.voice") / "weights" / f"sentiment-{embedder}.npz"
    if not file.is_file():
        return None
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return np.asarray(stored["weights"], dtype=np.float64)


def lexicon_shares(texts: Sequence[str]) -> Numbers:
    """The floor: VADER's compound figure as shares.

    Source: Hutto & Gilbert, "VADER", ICWSM (2014).
    """
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    compound = np.array([analyser.polarity_scores(text[:5000])["compound"] for text in texts])
    return np.column_stack([np.clip(-compound, 0, 1), 1 - np.abs(compound), np.clip(compound, 0, 1)])
