"""A text heard twice: as a whole, and as the mean of its parts.

A long text that praises four things and blames one sounds like its praise; the mean of its parts hears each of them, and all of a text
of which the whole is read only at both ends. Which of the two says more differs by who writes, so it takes ratings to weigh them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.voice.clauses import clauses
from footpath.voice.embedding import CachedEmbedder, CarefulEncoder, Vectors
from footpath.voice.sentiment_negation import signs, turns
from footpath.voice.softmax import Numbers


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
    cut = [[text[start:end] for start, end in clauses(text)] or [text] for text in texts]
    both = [
        said for text, own in zip(texts, cut, strict=True) for said in (text, *own)
    ]  # a text shares words with its parts
    read = embedder.embed(both)
    if not len(texts):
        return Heard(read, read, np.empty(0), np.empty(0))
    sizes = np.array([len(own) for own in cut], dtype=np.int64)
    wholes = np.concatenate([[0], np.cumsum(sizes[:-1] + 1)])
    of_parts = np.add.reduceat(read, wholes, axis=0) - read[wholes]
    some = [place for place, text in enumerate(texts) if turns(text)]
    whole_turned, parts_turned = np.zeros(len(texts)), np.zeros(len(texts))
    whole_turned[some] = signs([texts[place] for place in some])
    parts_turned[some] = [signs(cut[place]).mean() for place in some]
    return Heard(read[wholes], (of_parts / sizes[:, None]).astype(np.float32), whole_turned, parts_turned)
