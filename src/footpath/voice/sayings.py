"""Sayings: which parts of texts say nearly the same, and which of these are alike.

Themes are made for people to read: few, and each with a name. What begins to be said may be a small part of one, a bit of several, or a
detail that goes with any subject and is no theme at all. So what is said is also cut finely, into many groups by spherical k-means, and those
are joined two by two by what they say, up to one: whatever begins to be said is nearly one of these groups or unions.

Source: the tree of unions in which something is looked for is that of M. Kulldorff, Z. Fang and S. J. Walsh, "A tree-based scan
statistic for database disease surveillance", Biometrics 59 (2003).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.model.sayings import Sayings
from footpath.voice.embedding import Embedder, Vectors, beside
from footpath.voice.kept import Told
from footpath.voice.known_sayings import KnownSayings, cut_by
from footpath.voice.saying_names import name_sayings
from footpath.voice.themes.known import Themes
from footpath.voice.themes.neighbours import centres
from footpath.voice.themes.parts import Parts
from footpath.voice.themes.readings import kept_parts, read_in_chunks, version_of
from footpath.voice.threads import one_blas_thread

MOST_SAYINGS = 200
_RULES = 1  # raised when a text would say other ones
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
        known: the sayings, as they were cut.
        starts: int64[n + 1], where the sayings of each text begin.
        saying: uint16[m], none twice in a text, ascending.
    """

    known: KnownSayings
    starts: Ints
    saying: NDArray[np.uint16]

    @property
    def sayings(self) -> Sayings:
        """The tree."""
        return self.known.sayings


def find_sayings(
    texts: Sequence[str],
    languages: Sequence[str],
    embedder: Embedder,
    themes: Themes,
    known: KnownSayings | None = None,
    seed: int = 0,
) -> SaidAgain:
    """Which sayings does each text say? They are cut anew where those that are known do not serve any more.

    Args:
        languages: of each text, empty where unknown: names are in the commonest language that enough of a saying's parts are in.
        themes: names and languages are taken out of texts as they were for these.
    """
    if known is None or not known.still_serve(themes, embedder, len(texts)):
        known = _cut(texts, languages, embedder, themes, seed)
    if not known.sayings.count:
        return SaidAgain(known, np.zeros(len(texts) + 1, np.int64), np.empty(0, np.uint16))
    version = version_of(embedder, themes.mask, themes.levelled(embedder), str(_RULES), known.middles)
    kept = beside(embedder, "sayings", version, (("saying", "<u2"),))
    own = kept.told(texts, partial(_told, known.middles, embedder, themes, kept.dtype)).after_first()
    return SaidAgain(known, own.starts, own.records["saying"])


def _told(middles: Vectors, embedder: Embedder, themes: Themes, dtype: np.dtype[Any], texts: Sequence[str]) -> Told:
    """For each text a record that says nothing, and then one of each saying."""
    parts = _Spoken.of(kept_parts(texts, embedder, themes.mask, themes.levelled(embedder)))
    with one_blas_thread():
        saying = (parts.vectors @ middles.T).argmax(axis=1)
    pairs = np.unique(parts.text * len(middles) + saying)
    text = pairs // len(middles)
    counts = np.bincount(text, minlength=len(texts)) + 1
    records = np.zeros(int(counts.sum()), dtype=dtype)
    records["saying"][np.arange(len(pairs)) + text + 1] = pairs % len(middles)
    return Told(counts, records)


def _cut(texts: Sequence[str], languages: Sequence[str], embedder: Embedder, themes: Themes, seed: int) -> KnownSayings:
    """Cut what texts say finely."""
    none = KnownSayings(cut_by(themes, embedder), len(texts), Sayings(), np.empty((0, 0), np.float32))
    if themes.level is None or not texts:
        return none
    spoken = [_Spoken.of(parts) for parts in read_in_chunks(texts, embedder, themes.mask, themes.level)]
    counts = np.array([len(part.text) for part in spoken], dtype=np.int64)
    count = min(MOST_SAYINGS, int(counts.sum()) // _LEAST_PARTS)
    if count < 2:
        return none
    with one_blas_thread():
        middles = _middles(_rows(spoken, _some(int(counts.sum()), _FITTED, seed)), count, seed)
        middles = middles.astype(np.float16).astype(np.float32)  # as they are kept
        saying = np.concatenate([(part.vectors @ middles.T).argmax(axis=1) for part in spoken])
    text = np.concatenate([part.text + first for part, first in zip(spoken, _firsts(spoken), strict=True)])
    span = np.concatenate([part.spans for part in spoken])
    joins = _joins(middles)
    some = _named(saying, len(middles), seed)
    said = [themes.mask.of(texts[text[row]][slice(*span[row])]) for row in some.tolist()]
    names = name_sayings(said, [languages[place] for place in text[some].tolist()], saying[some], joins)
    return replace(none, sayings=Sayings(tuple(names), joins), middles=middles)


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
