"""Which touchpoint do a text's words speak of? The last resort, for feedback that no customer and no record ties to anything.

Words are compared by their vectors, so "entrega" finds "Delivery" where the encoder knows both languages. A word that many
touchpoints share ("page") says little and counts little.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import CachedEmbedder
from footpath.voice.threads import one_blas_thread

_WORD = re.compile(r"[^\W\d_]{3,30}")
_LIKENESS = 0.72  # product of two words' vectors from which they mean the same
_MOST_WORDS = 20_000
_LEAST_LEAD = 0.05
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "the and for with page view site web app your our from und der die das les des dos los las del que con por para",
    )
)


def spoken_touchpoints(texts: Sequence[str], names: Sequence[str], embedder: CachedEmbedder) -> NDArray[np.int64]:
    """The place in ``names`` of the touchpoint that each text's words name, −1 where none or several are named.

    Examples:
        >>> from footpath.voice.embedding import CachedEmbedder, LetterEncoder
        >>> letters = CachedEmbedder(LetterEncoder(), None)
        >>> spoken_touchpoints(["The delivery came late", "so so", "delivery or checkout"], ["Delivery", "Checkout"], letters).tolist()
        [0, -1, -1]
    """
    said = [_words(text[:2000]) for text in texts]
    named = [_words(name) for name in names]
    name_words = sorted(set().union(*named)) if named else []
    counts = Counter(word for words in said for word in words)
    vocabulary = sorted(word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_WORDS])
    if not name_words or not vocabulary:
        return np.full(len(texts), -1, dtype=np.int64)
    said_vectors, name_vectors = embedder.embed(vocabulary), embedder.embed(name_words)
    with one_blas_thread():
        likeness = said_vectors @ name_vectors.T
    strength = _touchpoint_strength(np.where(likeness >= _LIKENESS, likeness, 0.0), name_words, named)
    place = {word: row for row, word in enumerate(vocabulary)}
    return np.array(
        [_strongest(strength, [place[word] for word in words if word in place]) for words in said], dtype=np.int64
    )


def _touchpoint_strength(
    likeness: NDArray[np.float64], name_words: list[str], named: list[set[str]]
) -> NDArray[np.float64]:
    """How strongly each word of the vocabulary speaks of each touchpoint."""
    shared = Counter(word for words in named for word in words)
    column = {word: place for place, word in enumerate(name_words)}
    strength = np.zeros((len(likeness), len(named)))
    for touchpoint, words in enumerate(named):
        for word in words:
            strength[:, touchpoint] = np.maximum(strength[:, touchpoint], likeness[:, column[word]] / shared[word])
    return strength


def _strongest(strength: NDArray[np.float64], rows: list[int]) -> int:
    if not rows:
        return -1
    best = strength[rows].max(axis=0)
    first = int(best.argmax())
    rest = np.delete(best, first)
    clear = best[first] >= _LIKENESS / 2 and (not len(rest) or best[first] - rest.max() >= _LEAST_LEAD)
    return first if clear else -1


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if word not in _EMPTY}
