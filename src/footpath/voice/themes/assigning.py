"""Hold texts against themes: which of them does each text speak of, and where in it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Embedder, Vectors, beside
from footpath.voice.kept import Told
from footpath.voice.themes.levelling import Level
from footpath.voice.themes.masking import Mask
from footpath.voice.themes.parts import Parts
from footpath.voice.themes.readings import kept_parts, version_of
from footpath.voice.threads import one_blas_thread

_RULES = 1  # raised when the same parts would be taken to speak of another theme
_FIELDS = (("theme", "<i4"), ("span", "<i4", (2,)), ("weight", "<f4"), ("likeness", "<f4"))


@dataclass(frozen=True)
class Assigned:
    """The themes of some texts, several of one text, in the order of how much of it they are.

    Attributes:
        starts: int64[n + 1], where the entries of each text begin; a text that fits nowhere has none.
        theme: int64[m], positions in `Themes.themes`.
        spans: int32[m, 2], start and end of the part of the text that speaks of it most plainly.
        weight: float32[m], the share of the text's parts (by length) that speak of it.
        likeness: float32[m], how typical that part is: product with the theme's centre.
    """

    starts: NDArray[np.int64]
    theme: NDArray[np.int64]
    spans: NDArray[np.int32]
    weight: NDArray[np.float32]
    likeness: NDArray[np.float32]

    @property
    def text_of(self) -> NDArray[np.int64]:
        """The place of the text of each entry."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def first(self) -> NDArray[np.int64]:
        """The theme that most of each text is about, −1 for none."""
        found = np.full(len(self.starts) - 1, -1, dtype=np.int64)
        some = np.diff(self.starts) > 0
        found[some] = self.theme[self.starts[:-1][some]]
        return found


def assign_texts(
    texts: Sequence[str],
    embedder: Embedder,
    mask: Mask,
    level: Level,
    centres: Vectors,
    reach: Vectors,
    positions: NDArray[np.int64],
) -> Assigned:
    """See `Themes.assign`. ``positions`` says which number stands for each centre, −1 for none.

    What was told of a text is kept for as long as the themes stay as they are.
    """
    version = version_of(embedder, mask, level, str(_RULES), centres, reach, positions)
    kept = beside(embedder, "themes", version, _FIELDS)

    def tell(new: list[str]) -> Told:
        parts = kept_parts(new, embedder, mask, level)
        return _records(_of_parts(parts, centres, reach, positions), kept.dtype)

    own = kept.told(texts, tell).after_first()
    found = own.records
    return Assigned(own.starts, found["theme"].astype(np.int64), found["span"], found["weight"], found["likeness"])


def _records(found: Assigned, dtype: np.dtype[Any]) -> Told:
    """For each text a record that says nothing, and then one of each theme."""
    counts = np.diff(found.starts) + 1
    records = np.zeros(int(counts.sum()), dtype=dtype)
    own = np.ones(len(records), dtype=bool)
    own[np.cumsum(counts) - counts] = False
    for field, values in (
        ("theme", found.theme),
        ("span", found.spans),
        ("weight", found.weight),
        ("likeness", found.likeness),
    ):
        records[field][own] = values
    return Told(counts, records)


def nearest_theme(
    vectors: Vectors, centres: Vectors, reach: Vectors, alone: Vectors | None = None
) -> tuple[NDArray[np.int64], Vectors]:
    """The row in ``centres`` that each vector belongs to, −1 where it is out of every reach, and its likeness.

    With ``alone``, second readings of the same parts, the better reading counts: a part may belong to a theme by what it says in
    its text, or by itself when the text is about something else.
    """
    if not len(centres) or not len(vectors):
        return np.full(len(vectors), -1, dtype=np.int64), np.zeros(len(vectors), dtype=np.float32)
    with one_blas_thread():
        likeness = vectors @ centres.T
        if alone is not None:
            np.maximum(likeness, alone @ centres.T, out=likeness)
    best = np.where(likeness >= reach, likeness, -2.0).argmax(axis=1)
    near = likeness[np.arange(len(vectors)), best]
    return np.where(near >= reach[best], best, -1), near


def _of_parts(parts: Parts, centres: Vectors, reach: Vectors, positions: NDArray[np.int64]) -> Assigned:
    found, likeness = nearest_theme(parts.vectors, centres, reach, parts.alone)
    themes = np.where(found >= 0, positions[found], -1) if len(positions) else found
    rows = np.flatnonzero((themes >= 0) & parts.speaks)
    text, length = parts.text_of, (parts.spans[:, 1] - parts.spans[:, 0]).astype(np.float64)
    total = np.bincount(text, length, minlength=len(parts.starts) - 1)
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for row in rows.tolist():
        key = int(text[row]), int(themes[row])
        share, plainest = best.get(key, (0.0, row))
        best[key] = share + length[row] / total[key[0]], row if likeness[row] > likeness[plainest] else plainest
    order = sorted(best, key=lambda key: (key[0], -best[key][0], -likeness[best[key][1]], key[1]))
    plainest_rows = np.array([best[key][1] for key in order], dtype=np.int64)
    counts = np.bincount([text for text, _ in order], minlength=len(parts.starts) - 1) if order else total * 0
    return Assigned(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        np.array([theme for _, theme in order], dtype=np.int64),
        parts.spans[plainest_rows],
        np.array([best[key][0] for key in order], dtype=np.float32),
        likeness[plainest_rows],
    )
