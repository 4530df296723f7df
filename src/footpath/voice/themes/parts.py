"""The parts of texts that themes are found in: neighbouring clauses on one subject, in the light of the text they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from footpath.voice.clauses import clauses
from footpath.voice.embedding import Embedder, Vectors, unit
from footpath.voice.runs import sums_of_runs
from footpath.voice.themes.courtesies import says_nothing
from footpath.voice.themes.levelling import Level
from footpath.voice.themes.masking import Mask
from footpath.voice.themes.vocabulary import telling_words

_CONTEXT = (
    2.5  # how much the whole text colours its parts, shared among them: the fewer, the more each means what all mean
)
_BY_PARTS = np.float32(
    2.0
)  # what a text says is what it says as a whole, and so much of what its clauses say each, in several languages
_MASKED = 2  # signs that are gone, from which something was taken out
_LEAST_WORDS = 2  # that tell something, left in a clause that something was taken out of
_LEAST_SHOUTED = 6  # signs, all of them capitals, from which a clause is shouted; shorter ones may be a shortened name
_RELATED = 0.15  # likeness of two neighbouring clauses from which they speak of one thing and stay together


@dataclass(frozen=True)
class Clauses:
    """The clauses of texts as they are read.

    Attributes:
        owner: int64[m], the place of the text of each.
        spans: int64[m, 2], start and end of each in its text.
        said: what each says without names and numbers.
        vectors: float32[m, dimensions], of length 1.
        speaks: whether a clause says anything of its own: no greeting, no signature.
        texts: how many texts were read.
    """

    owner: NDArray[np.int64]
    spans: NDArray[np.int64]
    said: list[str]
    vectors: Vectors
    speaks: NDArray[np.bool_]
    texts: int


@dataclass(frozen=True)
class Parts:
    """Parts of texts.

    Attributes:
        starts: int64[n + 1], where the parts of each text begin.
        spans: int32[m, 2], start and end of each part in its text.
        said: what each says without names and numbers; empty where only what was kept of the texts is known.
        alone: float32[m, dimensions], of length 1: what each part says by itself.
        around: float32[n, dimensions], of length 1: what each text says; nothing for one without parts.
        speaks: whether a part says anything of its own: no greeting, no signature.
    """

    starts: NDArray[np.int64]
    spans: NDArray[np.int32]
    said: list[str]
    alone: Vectors
    around: Vectors
    speaks: NDArray[np.bool_]

    @cached_property
    def vectors(self) -> Vectors:
        """float32[m, dimensions], of length 1: what each part says, coloured by its text; the only part of a text is the text."""
        counts = np.repeat(np.diff(self.starts), np.diff(self.starts))
        share = (_CONTEXT / counts).astype(np.float32)[:, None]
        return unit(np.where(counts[:, None] > 1, self.alone, 0) + self.around[self.text_of] * share)

    @property
    def text_of(self) -> NDArray[np.int64]:
        """The place of the text of each part."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def read_clauses(texts: Sequence[str], embedder: Embedder, mask: Mask) -> Clauses:
    """Cut texts into clauses and read each; a text without a word has none."""
    spans = [clauses(text) for text in texts]
    flat = np.array([span for found in spans for span in found], dtype=np.int64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(texts)), [len(found) for found in spans])
    said = [_left(texts[place][slice(*span)], mask) for place, span in zip(owner.tolist(), flat.tolist(), strict=True)]
    if not said:
        return Clauses(owner, flat, said, np.empty((0, embedder.dimensions), np.float32), np.empty(0, bool), len(texts))
    read = _read_once(said, embedder)
    speaks = ~says_nothing(read, embedder) & np.array([bool(text) for text in said])
    return Clauses(owner, flat, said, read, speaks, len(texts))


def _left(clause: str, mask: Mask) -> str:
    """What a clause says without names and numbers, and not shouted; nothing where it says little else: "it cost 12 euros", "we live in Bonn"."""
    left = mask.of(clause)
    left = left.capitalize() if len(left) > _LEAST_SHOUTED and left.isupper() else left
    return "" if len(left) < len(clause) - _MASKED and telling_words(left) < _LEAST_WORDS else left


def join_clauses(read: Clauses, embedder: Embedder, level: Level) -> Parts:
    """The parts of texts: clauses that follow each other stay together when they are related, and a greeting or a signature stays
    with what it follows."""
    if not len(read.owner):
        around = np.zeros((read.texts, len(level.middle)), dtype=np.float32)
        none = np.empty(0, bool)
        return Parts(np.zeros(read.texts + 1, np.int64), read.spans.astype(np.int32), [], around[:0], around, none)
    vectors = level.of(read.vectors)
    first = np.flatnonzero(_begins(read.owner, vectors, read.speaks))
    last = np.append(first[1:], len(read.owner)) - 1
    of_part = read.owner[first]
    lengths = np.array([len(text) for text in read.said], np.float32) + 1
    weights = (lengths * np.where(read.speaks, 1.0, 0.01)).astype(np.float32)[:, None]
    sums = sums_of_runs(vectors * weights, first, last - first + 1)
    alone = unit(sums)
    said = [_said(read, start, end + 1) for start, end in zip(first.tolist(), last.tolist(), strict=True)]
    starts = np.searchsorted(of_part, np.arange(read.texts + 1)).astype(np.int64)
    return Parts(
        starts,
        np.stack([read.spans[first, 0], read.spans[last, 1]], axis=1).astype(np.int32),
        said,
        alone,
        _around(sums, said, of_part, read.texts, embedder, level),
        np.logical_or.reduceat(read.speaks, first),
    )


def _said(read: Clauses, start: int, end: int) -> str:
    return " ".join(read.said[row] for row in range(start, end) if read.speaks[row])


def _begins(owner: NDArray[np.int64], read: Vectors, speaks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which clauses open a part: those that are not related to the clause before."""
    begins = np.ones(len(owner), dtype=bool)
    related = (read[1:] * read[:-1]).sum(axis=1) >= _RELATED
    begins[1:] = (owner[1:] != owner[:-1]) | ~(related | ~speaks[1:] | ~speaks[:-1])
    return begins


def _around(
    sums: Vectors, said: list[str], of_part: NDArray[np.int64], texts: int, embedder: Embedder, level: Level
) -> Vectors:
    """What each text says, as a whole and in its parts."""
    opens = np.flatnonzero(np.append(True, of_part[1:] != of_part[:-1]))
    counts = np.diff(np.append(opens, len(of_part)))
    wholes = [
        " ".join(part for part in said[start : start + count] if part)
        for start, count in zip(opens.tolist(), counts.tolist(), strict=True)
    ]
    by_parts = _BY_PARTS * np.float32(len(level.directions) > 0)
    around = np.zeros((texts, embedder.dimensions), dtype=np.float32)
    read = level.of(_read_once(wholes, embedder))
    around[of_part[opens]] = unit(read + by_parts * unit(sums_of_runs(sums, opens, counts)))
    return around


def _read_once(said: list[str], embedder: Embedder) -> Vectors:
    """Vectors of texts, each distinct one read once."""
    distinct = {text: place for place, text in enumerate(dict.fromkeys(said))}
    return embedder.embed(list(distinct))[[distinct[text] for text in said]]


def read_parts(texts: Sequence[str], embedder: Embedder, mask: Mask, level: Level) -> Parts:
    """Cut texts into parts and read each; a text without a word has none."""
    return join_clauses(read_clauses(texts, embedder, mask), embedder, level)
