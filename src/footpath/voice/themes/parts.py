"""The parts of texts that themes are found in: what each clause says, in the light of the text it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.voice.clauses import clauses
from footpath.voice.embedding import Embedder, Vectors, unit
from footpath.voice.threads import one_blas_thread

_CONTEXT = (
    2.5  # how much the whole text colours its parts, shared among them: the fewer, the more each means what all mean
)
_COURTEOUS = 0.78  # likeness to one of the phrases below, from which a part says nothing of its own
_COURTESIES = (
    "Hello",
    "Hi there",
    "Dear Sir or Madam",
    "Dear team",
    "Good morning",
    "Good evening",
    "To whom it may concern",
    "Kind regards",
    "Best wishes",
    "Yours sincerely",
    "Thank you",
    "Thanks in advance",
    "Many thanks for your help",
    "Please get back to me",
    "I look forward to hearing from you",
    "I expect an answer soon",
    "Please help",
    "Please sort this out",
    "What can you do about it?",
    "My name is John Smith",
    "Regards, Mary Brown",
    "Peter Miller, 0151 2345678",
    "My email is john@example.org",
    "You can reach me at 0151 2345678",
    "Order number 12345678",
    "Have a nice day",
)


@dataclass(frozen=True)
class Parts:
    """Parts of texts.

    Attributes:
        starts: int64[n + 1], where the parts of each text begin.
        spans: int32[m, 2], start and end of each part in its text.
        vectors: float32[m, dimensions], of length 1: what each part says, coloured by its text.
        alone: the same without the text around it.
        speaks: whether a part says anything of its own: no greeting, no signature.
    """

    starts: NDArray[np.int64]
    spans: NDArray[np.int32]
    vectors: Vectors
    alone: Vectors
    speaks: NDArray[np.bool_]

    @property
    def text_of(self) -> NDArray[np.int64]:
        """The place of the text of each part."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def read_parts(texts: Sequence[str], embedder: Embedder) -> Parts:
    """Cut texts into parts and read each; a text without a word has none."""
    spans = [clauses(text) for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(found) for found in spans])]).astype(np.int64)
    wholes = [place for place, found in enumerate(spans) if found]
    parts = [texts[place][start:end] for place in wholes for start, end in spans[place]]
    if not parts:
        empty = np.empty((0, embedder.dimensions), dtype=np.float32)
        return Parts(starts, np.empty((0, 2), np.int32), empty, empty, np.empty(0, bool))
    read = embedder.embed(parts)
    around = embedder.embed([texts[place] for place in wholes])
    counts = np.array([len(spans[place]) for place in wholes])
    context = np.repeat(around * (_CONTEXT / counts[:, None]).astype(np.float32), counts, axis=0)
    flat = np.array([span for found in spans for span in found], dtype=np.int32)
    return Parts(starts, flat, unit(read + context), read, ~_courteous(read, embedder))


def _courteous(vectors: Vectors, embedder: Embedder) -> NDArray[np.bool_]:
    with one_blas_thread():
        return np.asarray((vectors @ embedder.embed(_COURTESIES).T).max(axis=1) >= _COURTEOUS, dtype=bool)
