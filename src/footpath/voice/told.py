"""What the words of texts tell by themselves, worked out once for each text: times, aims, and feelings in a given tone."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from footpath.model.records import Aim, Emotion
from footpath.voice.aims import read_aims
from footpath.voice.embedding import CachedEmbedder
from footpath.voice.emotions import TONES, read_emotions, tone_steps
from footpath.voice.kept import Told, each_once
from footpath.voice.keys import content_keys
from footpath.voice.stated_times import stated_seconds

_RULES = 2  # raised when the same words would tell another aim, feeling or time
_EMOTIONS = {emotion: place for place, emotion in enumerate(Emotion)}
_AIMS = {aim: place for place, aim in enumerate(Aim)}


def times_and_aims(texts: Sequence[str], embedder: CachedEmbedder) -> NDArray[np.void]:
    """For each text ``stated`` and ``waited``, seconds as `stated_seconds` tells them, and ``aim``, its place in `Aim`."""
    kept = embedder.beside("times and aims", str(_RULES), (("stated", "<f4"), ("waited", "<f4"), ("aim", "u1")))
    return kept.told(texts, lambda new: _times_and_aims(new, kept.dtype)).records


def _times_and_aims(texts: Sequence[str], dtype: np.dtype[Any]) -> Told:
    records = np.zeros(len(texts), dtype=dtype)
    records["stated"], records["waited"] = stated_seconds(texts)
    records["aim"] = [_AIMS[one.aim] if one else 0 for one in read_aims(texts)]
    return each_once(records)


def emotions(texts: Sequence[str], moods: ArrayLike, embedder: CachedEmbedder) -> NDArray[np.uint8]:
    """What each writer felt, as a place in `Emotion`; 0 where that is not clear.

    The tone of a text rules feelings in or out by a few steps, so that a text is read again only when its tone makes a step.

    Args:
        moods: how good each text sounds, −1..1.
    """
    kept = embedder.beside("emotions", f"{_RULES}-{embedder.name}", (("emotion", "u1"),))
    steps = tone_steps(moods)
    out = np.zeros(len(texts), dtype=np.uint8)
    for step, tone in enumerate(TONES):
        rows = np.flatnonzero(steps == step)
        some = [texts[row] for row in rows.tolist()]
        keys = content_keys(f"{step} {text}" for text in some)
        out[rows] = kept.told(some, partial(_emotions, tone, embedder, kept.dtype), keys).records["emotion"]
    return out


def _emotions(tone: float, embedder: CachedEmbedder, dtype: np.dtype[Any], texts: Sequence[str]) -> Told:
    records = np.zeros(len(texts), dtype=dtype)
    felt = read_emotions(texts, embedder, np.full(len(texts), tone))
    records["emotion"] = [_EMOTIONS[one.emotion] if one else 0 for one in felt]
    return each_once(records)
