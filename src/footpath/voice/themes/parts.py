"""The parts of texts that themes are found in: neighbouring clauses on one subject, in the light of the text they stand in."""

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
_RELATED = 0.15  # likeness of two neighbouring clauses from which they speak of one thing and stay together
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
    """Cut texts into parts and read each; a text without a word has none.

    Clauses that follow each other stay together when they are related, and a greeting or a signature stays with what it follows.
    """
    spans = [clauses(text) for text in texts]
    flat = np.array([span for found in spans for span in found], dtype=np.int64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(texts)), [len(found) for found in spans])
    if not len(flat):
        empty = np.empty((0, embedder.dimensions), dtype=np.float32)
        return Parts(np.zeros(len(texts) + 1, np.int64), flat.astype(np.int32), empty, empty, np.empty(0, bool))
    read = embedder.embed(
        [texts[place][start:end] for place, (start, end) in zip(owner.tolist(), flat.tolist(), strict=True)]
    )
    speaks = ~_courteous(read, embedder)
    first = np.flatnonzero(_begins(owner, read, speaks))
    of_part = owner[first]
    last = np.append(first[1:], len(flat)) - 1
    alone = unit(np.add.reduceat(read * (_lengths(flat) * np.where(speaks, 1.0, 0.01))[:, None], first, axis=0))
    return Parts(
        np.searchsorted(of_part, np.arange(len(texts) + 1)).astype(np.int64),
        np.stack([flat[first, 0], flat[last, 1]], axis=1).astype(np.int32),
        _coloured(alone, of_part, texts, embedder),
        alone,
        np.logical_or.reduceat(speaks, first),
    )


def _lengths(spans: NDArray[np.int64]) -> Vectors:
    return (spans[:, 1] - spans[:, 0]).astype(np.float32)


def _begins(owner: NDArray[np.int64], read: Vectors, speaks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which clauses open a part: those that are not related to the clause before."""
    begins = np.ones(len(owner), dtype=bool)
    related = (read[1:] * read[:-1]).sum(axis=1) >= _RELATED
    begins[1:] = (owner[1:] != owner[:-1]) | ~(related | ~speaks[1:] | ~speaks[:-1])
    return begins


def _coloured(alone: Vectors, of_part: NDArray[np.int64], texts: Sequence[str], embedder: Embedder) -> Vectors:
    """Parts in the light of their texts; the only part of a text is the text."""
    wholes, place, count = np.unique(of_part, return_inverse=True, return_counts=True)
    around = embedder.embed([texts[whole] for whole in wholes])[place]
    several = count[place][:, None]
    return unit(np.where(several > 1, alone, 0) + around * (_CONTEXT / several).astype(np.float32))


def _courteous(vectors: Vectors, embedder: Embedder) -> NDArray[np.bool_]:
    with one_blas_thread():
        return np.asarray((vectors @ embedder.embed(_COURTESIES).T).max(axis=1) >= _COURTEOUS, dtype=bool)
