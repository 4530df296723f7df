"""A text heard twice: as a whole, and as the mean of its parts.

A long text that praises four things and blames one sounds like its praise; the mean of its parts hears each of them, and all of a text
of which the whole is read only at both ends. Which of the two says more differs by who writes, so it takes ratings to weigh them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.voice.clauses import clauses
from footpath.voice.embedding import CachedEmbedder, CarefulEncoder, Vectors, beside
from footpath.voice.kept import Told
from footpath.voice.runs import sums_of_runs
from footpath.voice.sentiment_negation import signs, turns
from footpath.voice.softmax import Numbers

_RULES = 4  # raised when a text would be cut otherwise, or a "not" would turn something else round


@dataclass(frozen=True)
class Heard:
    """Vectors of the wholes and of the means of the parts, n × d each, and what every "not" turns round in either."""

    whole: Vectors
    parts: Vectors
    whole_turned: Numbers
    parts_turned: Numbers

    def __getitem__(self, rows: NDArray[np.bool_ | np.int64]) -> "Heard":
        return Heard(self.whole[rows], self.parts[rows], self.whole_turned[rows], self.parts_turned[rows])

    def __len__(self) -> int:
        return len(self.whole)


def hear_twice(texts: Sequence[str], embedder: CachedEmbedder) -> Heard:
    """Each text as a whole and as the mean of its parts; a text that cannot be cut is its own only part.

    The careful encoder hears in a whole what its parts say: it reads each text once.
    """
    if embedder.name == CarefulEncoder.name:
        read, sign = embedder.embed(texts), signs(texts)
        return Heard(read, read, sign, sign)
    told = _cut_once(texts, embedder)
    read = embedder.embed(_wholes_and_parts(texts, told))  # together: a text shares words with its parts
    wholes = told.starts[:-1] + np.arange(len(texts))
    parts = sums_of_runs(read, wholes + 1, told.counts)
    parts /= told.counts[:, None].astype(np.float32)
    turned = told.records["turned"][told.starts[:-1]].astype(np.float64)
    return Heard(read[wholes], parts, turned[:, 0], turned[:, 1])


def _wholes_and_parts(texts: Sequence[str], told: Told) -> list[str]:
    """Each text, and then its parts."""
    spans = iter(told.records["span"].tolist())
    said = []
    for text, count in zip(texts, told.counts.tolist(), strict=True):
        said.append(text)
        said.extend(text[start:end] for start, end in islice(spans, count))
    return said


def _cut_once(texts: Sequence[str], embedder: CachedEmbedder) -> Told:
    """Where the parts of each text stand, and in the first record what a "not" turns round in the whole and in the parts."""
    kept = beside(embedder, "cuts", str(_RULES), (("span", "<i4", (2,)), ("turned", "<f4", (2,))))
    return kept.told(texts, lambda new: _cut(new, kept.dtype))


def _cut(texts: Sequence[str], dtype: np.dtype[Any]) -> Told:
    spans = [clauses(text) or [(0, len(text))] for text in texts]
    told = Told(np.array([len(own) for own in spans], dtype=np.int64), np.zeros(sum(map(len, spans)), dtype=dtype))
    told.records["span"] = [span for own in spans for span in own]
    for place, first in enumerate(told.starts[:-1].tolist()):
        if turns(texts[place]):
            of_parts = signs([texts[place][start:end] for start, end in spans[place]]).mean()
            told.records["turned"][first] = signs([texts[place]])[0], of_parts
    return told
