"""Sayings: which parts of texts say nearly the same, and which of these are alike.

Themes are made for people to read: few, and each with a name. What begins to be said may be a small part of one, a bit of several, or a
detail that goes with any subject and is no theme at all. So what is said is also cut finely, into many groups by spherical k-means, and those
are joined two by two by what they say, up to one: whatever begins to be said is nearly one of these groups or unions.

Source: the tree of unions in which something is looked for is that of M. Kulldorff, Z. Fang and S. J. Walsh, "A tree-based scan
statistic for database disease surveillance", Biometrics 59 (2003).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from footpath.model.sayings import Sayings
from footpath.voice.embedding import Embedder, Vectors
from footpath.voice.saying_names import name_sayings
from footpath.voice.themes.assigning import read_in_chunks
from footpath.voice.themes.known import Themes
from footpath.voice.themes.neighbours import centres
from footpath.voice.themes.parts import Parts
from footpath.voice.threads import one_blas_thread

MOST_SAYINGS = 200
_LEAST_PARTS = 50  # of a saying, on average
_FITTED = 8_000  # parts, of which sayings are made
_BEGUN = 2_000  # of those, joined pair by pair to begin with
_ROUNDS = 5
_NAMED = 40  # parts of a saying, of which it is named
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class SaidAgain:
    """What some texts say.

    Attributes:
        sayings: the tree.
        starts: int64[n + 1], where the sayings of each text begin.
        saying: uint16[m], none twice in a text.
    """

    sayings: Sayings
    starts: Ints
    saying: NDArray[np.uint16]


def find_sayings(
    texts: Sequence[str], languages: Sequence[str], embedder: Embedder, themes: Themes, seed: int = 0
) -> SaidAgain:
    """Cut what texts say finely.

    Args:
        languages: of each text, empty where unknown: names are in the commonest language that enough of a saying's parts are in.
        themes: names and languages are taken out of texts as they were for these.
    """
    none = SaidAgain(Sayings(), np.zeros(len(texts) + 1, np.int64), np.empty(0, np.uint16))
    if themes.level is None or not texts:
        return none
    spoken = [_Spoken.of(parts) for parts in read_in_chunks(texts, embedder, themes.mask, themes.level)]
    counts = np.array([len(part.text) for part in spoken], dtype=np.int64)
    count = min(MOST_SAYINGS, int(counts.sum()) // _LEAST_PARTS)
    if count < 2:
        return none
    with one_blas_thread():
        fitted = _some(int(counts.sum()), _FITTED, seed)
        vectors = _rows(spoken, fitted)
        middles = _middles(vectors, count, seed)
        saying = np.concatenate([(part.vectors @ middles.T).argmax(axis=1) for part in spoken])
    text = np.concatenate([part.text + first for part, first in zip(spoken, _firsts(spoken), strict=True)])
    span = np.concatenate([part.spans for part in spoken])
    joins = _joins(middles)
    some = _named(saying, len(middles), seed)
    said = [themes.mask.of(texts[text[row]][slice(*span[row])]) for row in some.tolist()]
    names = name_sayings(said, [languages[place] for place in text[some].tolist()], saying[some], joins)
    pairs = np.unique(text * len(middles) + saying)
    starts = np.searchsorted(pairs // len(middles), np.arange(len(texts) + 1)).astype(np.int64)
    return SaidAgain(Sayings(tuple(names), joins), starts, (pairs % len(middles)).astype(np.uint16))


@dataclass(frozen=True)
class _Spoken:
    """The parts of some texts that say something."""

    texts: int
    text: Ints
    spans: NDArray[np.int32]
    vectors: Vectors

    @staticmethod
    def of(parts: Parts) -> "_Spoken":
        rows = np.flatnonzero(parts.speaks)
        return _Spoken(len(parts.starts) - 1, parts.text_of[rows], parts.spans[rows], parts.vectors[rows])


def _firsts(spoken: Sequence[_Spoken]) -> Iterable[int]:
    return [0, *np.cumsum([part.texts for part in spoken]).tolist()][: len(spoken)]


def _middles(vectors: Vectors, count: int, seed: int) -> Vectors:
    """Spherical k-means that begins where Ward's method ends; a few rounds are enough for groups that nobody reads."""
    from scipy.cluster.hierarchy import cut_tree, linkage

    begun = vectors[_some(len(vectors), _BEGUN, seed)]
    labels = cut_tree(linkage(begun, "ward"), count).ravel().astype(np.int64)
    middles = centres(begun, labels, count)
    for _ in range(_ROUNDS):
        labels = (vectors @ middles.T).argmax(axis=1)
        kept, labels = np.unique(labels, return_inverse=True)
        middles = centres(vectors, labels, len(kept))
    return middles


def _some(count: int, most: int, seed: int) -> Ints:
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng((seed, 3)).permutation(count)[:most])


def _rows(spoken: Sequence[_Spoken], rows: Ints) -> Vectors:
    ends = np.cumsum([len(part.text) for part in spoken])
    parts = np.split(rows, np.searchsorted(rows, ends[:-1]))
    return np.concatenate(
        [part.vectors[own - end + len(part.text)] for part, own, end in zip(spoken, parts, ends, strict=True)]
    )


def _named(saying: Ints, count: int, seed: int) -> Ints:
    """Rows of some parts of each saying."""
    order = np.random.default_rng((seed, 4)).permutation(len(saying))
    order = order[np.argsort(saying[order], kind="stable")]
    begins = np.searchsorted(saying[order], np.arange(count + 1))
    return np.concatenate([order[at : min(at + _NAMED, end)] for at, end in pairwise(begins.tolist())])


def _joins(middles: Vectors) -> tuple[tuple[int, int], ...]:
    """Average linkage of the sayings' middles."""
    from scipy.cluster.hierarchy import linkage

    tree = linkage(np.maximum(1 - middles @ middles.T, 0)[np.triu_indices(len(middles), 1)], "average")
    return tuple((int(one), int(other)) for one, other in tree[:, :2])
