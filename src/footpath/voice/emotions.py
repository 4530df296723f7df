"""What did somebody feel, how strongly, and what about?

A linear head over the vectors of the multilingual encoder, fitted on sentences that we wrote (docs/sentiment.md), and words that name
a feeling. A feeling that is not clear, or that the tone of the text contradicts, is not told: most texts have none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from footpath.model.records import Emotion
from footpath.voice.causes import cause
from footpath.voice.clauses import clauses
from footpath.voice.embedding import CachedEmbedder, open_embedder
from footpath.voice.emotions_cues import EMOTIONS, cues
from footpath.voice.sentiment import PLAIN, has_words, sentiment_shares
from footpath.voice.softmax import Numbers, class_shares

GOOD = (Emotion.TRUST, Emotion.DELIGHT, Emotion.GRATITUDE)
BAD = (Emotion.FRUSTRATION, Emotion.CONFUSION, Emotion.DISAPPOINTMENT, Emotion.ANGER, Emotion.WORRY)
_LEAST = 0.25  # share of a feeling below which none is told
_CUE = 0.2  # what a word that names the feeling adds to its share
_AGAINST = 0.3  # tone from which a text contradicts a feeling of the other side
_CLEAR = 0.35  # tone from which a text whose feeling is not clear is read part by part
TONES = (-1.0, -0.32, 0.0, 0.32, 1.0)  # one of each step in which a tone rules feelings in or out alike
_READ = 2000  # characters in which cues are looked for
_NONE = EMOTIONS.index(Emotion.NONE)
_SIDE = np.array([1.0 if emotion in GOOD else -1.0 if emotion in BAD else 0.0 for emotion in EMOTIONS])


@dataclass(frozen=True)
class Felt:
    """``strength`` is the share that the feeling has among all (0..1); what it is about stands at ``start`` to ``end`` of the text."""

    emotion: Emotion
    strength: float
    start: int
    end: int


def read_emotions(
    texts: Sequence[str], embedder: CachedEmbedder | None = None, moods: ArrayLike | None = None
) -> list[Felt | None]:
    """What did each writer feel, and which words say what about?

    Args:
        moods: how good each text sounds, −1..1, as `sentiment` tells it; read here without it.

    Returns:
        One per text. None where no feeling is clear, or where the tone contradicts it.

    Examples:
        >>> said = ["I love it, thank you so much!", "Ich bin stinksauer, der Fahrer war unverschämt.", "I ordered two chairs."]
        >>> [felt.emotion.value if felt else "-" for felt in read_emotions(said)]
        ['gratitude', 'anger', '-']
    """
    reader = embedder or open_embedder()
    told: list[Felt | None] = [None] * len(texts)
    places = [place for place, text in enumerate(texts) if has_words(text)]
    if not places:
        return told
    read = [texts[place] for place in places]
    tone = sentiment_shares(read, reader) @ PLAIN if moods is None else np.asarray(moods, dtype=np.float64)[places]
    spans = [clauses(text) for text in read]
    shares = emotion_shares(read, reader)
    found = _told(shares, tone)
    # where the whole is unclear but has a tone or a word for it, its parts may say it; where it is clear, they say what about
    worth = (found != _NONE) | (np.abs(tone) >= _CLEAR) | (shares.argmax(axis=1) != _NONE)
    parted = [row for row in np.flatnonzero(worth).tolist() if len(spans[row]) > 1]
    of_part = dict(
        zip(parted, _of_parts([read[row] for row in parted], [spans[row] for row in parted], reader), strict=True)
    )
    for row, place in enumerate(places):
        parts = of_part.get(row)
        strength = shares[row]
        if found[row] == _NONE and parts is not None:
            found[row], strength = _clearest(parts)
        if found[row] != _NONE:
            weight = None if parts is None else parts.shares[:, found[row]]
            start, end = cause(read[row], spans[row], weight)
            told[place] = Felt(EMOTIONS[found[row]], round(float(strength[found[row]]), 4), start, end)
    return told


def tone_steps(moods: ArrayLike) -> NDArray[np.int64]:
    """The place in `TONES` of a tone that has the same feelings told as each of these.

    Examples:
        >>> tone_steps([-0.9, -0.35, -0.3, 0.1, 0.3, 0.35]).tolist()
        [0, 0, 1, 2, 3, 4]
    """
    tone = np.asarray(moods, dtype=np.float64)
    return np.asarray(
        2 - (tone <= -_AGAINST).astype(np.int64) - (tone <= -_CLEAR) + (tone >= _AGAINST) + (tone >= _CLEAR), np.int64
    )


def emotion_shares(texts: Sequence[str], embedder: CachedEmbedder) -> Numbers:
    """Shares of the feelings for each text, in the order of `Emotion`: n × 10. Without a head for the embedder, cues alone speak."""
    named = np.array([cues(text[:_READ]) for text in texts]).reshape(len(texts), len(EMOTIONS))
    head = emotion_head(embedder.name)
    if head is None:
        shares = 2 * np.maximum(named, 0)
        shares[:, _NONE] = 0.5
    else:
        shares = np.maximum(class_shares(embedder.embed(texts), head) + np.where(named < 0, -1, _CUE * named), 0)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


@lru_cache(maxsize=4)
def emotion_head(embedder: str) -> Numbers | None:
    """The head that comes with the package for this embedder, or None."""
    file = resources.files("footpath.voice") / "weights" / f"emotions-{embedder}.npz"
    if not file.is_file():
        return None
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return np.asarray(stored["weights"], dtype=np.float64)


def _told(shares: Numbers, tone: Numbers) -> NDArray[np.int64]:
    """The place of the feeling told for each row: the likeliest, if it is clear and the tone does not contradict it."""
    allowed = np.where(_SIDE[None, :] * tone[:, None] <= -_AGAINST, 0.0, shares)
    best = allowed.argmax(axis=1)
    return np.where(allowed[np.arange(len(best)), best] >= _LEAST, best, _NONE).astype(np.int64)


class _Parts(NamedTuple):
    """The parts of one text: shares of the feelings, and the tone, of each."""

    shares: Numbers
    tone: Numbers


def _of_parts(texts: Sequence[str], spans: Sequence[list[tuple[int, int]]], reader: CachedEmbedder) -> list[_Parts]:
    if not texts:
        return []
    said = [text[start:end] for text, own in zip(texts, spans, strict=True) for start, end in own]
    cuts = np.cumsum([len(own) for own in spans])[:-1]
    shares, tone = emotion_shares(said, reader), sentiment_shares(said, reader) @ PLAIN
    return [_Parts(*pair) for pair in zip(np.split(shares, cuts), np.split(tone, cuts), strict=True)]


def _clearest(parts: _Parts) -> tuple[int, Numbers]:
    """The clearest feeling of all parts, each in its own tone."""
    found = _told(parts.shares, parts.tone)
    strength = np.where(found == _NONE, 0.0, parts.shares[np.arange(len(found)), found])
    best = int(strength.argmax())
    return int(found[best]), parts.shares[best]
