"""New themes among what fits none of the known ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Embedder, Vectors
from footpath.voice.themes.assigning import nearest_theme
from footpath.voice.themes.finding import LEAST_PARTS, LEAST_SHARE, LEAST_TEXTS, describe, large_enough
from footpath.voice.themes.grouping import join_groups
from footpath.voice.themes.known import Themes
from footpath.voice.themes.levelling import Level
from footpath.voice.themes.parts import Parts, read_parts
from footpath.voice.themes.readings import kept_parts, were_read
from footpath.voice.themes.sample import MOST_PARTS, Progress, Sample, told_apart

_CLOSE = 0.8  # of the usual reach: looser groups of what fits nowhere are no new themes
_MOSTLY = 0.6  # of a group's parts in texts that were not read before, from which fewer of them are a new theme
_MOST_NEW = 0.4  # of all texts: where more seem to be new, nothing is known of what was read before
_STEP = 2048


@dataclass(frozen=True)
class _Nowhere:
    """Parts that fit no theme.

    Attributes:
        text: of each the place of its text, and ``part`` its place in there.
        any_new: whether there is any text that nobody had read before.
        first_read: whether nobody had read its text before.
        speaking: how many parts there are of all texts, those that fit included.
        speaking_first: how many of them in texts that nobody had read before.
    """

    text: NDArray[np.int64]
    part: NDArray[np.int64]
    vectors: Vectors
    any_new: bool
    first_read: NDArray[np.bool_]
    speaking: int
    speaking_first: int


def with_new(
    texts: Sequence[str],
    ids: NDArray[np.int64],
    embedder: Embedder,
    known: Themes,
    since: str,
    seed: int,
    tell: Progress,
) -> Themes:
    """The known themes, and new ones among the parts that fit none of them.

    What fits nowhere was mostly there before, and was too little or too mixed to be a theme. It takes as large a share of
    all parts to be a new theme as it takes for one that is found at first; for what is told in texts of which most are
    read for the first time, that share of the parts of such texts.
    """
    left = _nowhere(texts, embedder, known, tell)
    if len(left.text) < LEAST_PARTS or not left.any_new:
        return known
    labels = large_enough(_groups(left, seed), left.text, LEAST_TEXTS)
    rows = np.flatnonzero(labels >= 0)
    if not len(rows):
        return known
    level = known.level or Level.nothing(embedder.dimensions)
    said = _said(left, rows, texts, embedder, known)
    sample = told_apart(Sample(said, left.text[rows], left.vectors[rows], known.mask, level), texts, embedder)
    fresh, middles = describe(sample, labels[rows], ids)
    close = _CLOSE * float(np.median(known.reach))
    kept = [place for place, theme in enumerate(fresh) if theme.reach >= close and not theme.detail]
    taken = {theme.name.casefold() for theme in known.found}
    found = tuple(
        replace(
            theme,
            id=f"t{number}",
            new_since=since,
            name=f"{theme.name} t{number}" if theme.name.casefold() in taken else theme.name,
        )
        for number, theme in enumerate((fresh[place] for place in kept), known.next_number)
    )
    return replace(known, found=(*known.found, *found), centres=np.concatenate([known.centres, middles[kept]]))


def _nowhere(texts: Sequence[str], embedder: Embedder, known: Themes, tell: Progress) -> _Nowhere:
    """What fits no theme in the texts, the same words once."""
    reach = np.where([theme.active for theme in known.found], known.reach, 2.0).astype(np.float32)
    level = known.level or Level.nothing(embedder.dimensions)
    places = np.array(
        sorted({text: place for place, text in reversed(list(enumerate(texts)))}.values()), dtype=np.int64
    )
    first = ~were_read([texts[place] for place in places.tolist()], embedder, known.mask, level)
    any_new = bool(first.any())
    if first.mean() > _MOST_NEW:
        first[:] = False
    text, part, vectors, speaking, speaking_first = [], [], [np.empty((0, embedder.dimensions), np.float32)], 0, 0
    for at in range(0, len(places), _STEP):
        tell("Finding what people speak of", at / len(places))
        some = places[at : at + _STEP]
        parts = kept_parts([texts[place] for place in some.tolist()], embedder, known.mask, level)
        rows = _fits_nowhere(parts, known.centres, reach)
        owner = parts.text_of
        text.append(owner[rows] + at)
        part.append(rows - parts.starts[owner[rows]])
        vectors.append(parts.vectors[rows])
        speaking += int(parts.speaks.sum())
        speaking_first += int(parts.speaks[first[at + owner]].sum())
    among = np.concatenate([np.empty(0, np.int64), *text])
    return _Nowhere(
        places[among],
        np.concatenate([np.empty(0, np.int64), *part]),
        np.concatenate(vectors),
        any_new,
        first[among],
        speaking,
        speaking_first,
    )


def _fits_nowhere(parts: Parts, middles: Vectors, reach: Vectors) -> NDArray[np.int64]:
    found, _ = nearest_theme(parts.vectors, middles, reach, parts.alone)
    return np.flatnonzero((found < 0) & parts.speaks)


def _groups(left: _Nowhere, seed: int) -> NDArray[np.int64]:
    """The group of each part, −1 for those of none that is a theme, and for those that were not looked at."""
    order = np.sort(np.random.default_rng((seed, 2)).permutation(len(left.text))[:MOST_PARTS])
    looked_at = len(order) / len(left.text)
    least = max(LEAST_TEXTS, round(LEAST_SHARE * left.speaking * looked_at))
    least_first = max(LEAST_TEXTS, round(LEAST_SHARE * left.speaking_first * looked_at))
    groups = join_groups(left.vectors[order], min(least, least_first) if left.speaking_first else least)
    labels = np.full(len(left.text), -1, dtype=np.int64)
    for group in range(int(groups.max(initial=-1)) + 1):
        rows = order[groups == group]
        new = left.first_read[rows].sum()
        if len(rows) >= least or (new >= least_first and new >= _MOSTLY * len(rows)):
            labels[rows] = group
    return labels


def _said(
    left: _Nowhere, rows: NDArray[np.int64], texts: Sequence[str], embedder: Embedder, known: Themes
) -> list[str]:
    """What these parts say: their texts are cut again."""
    level = known.level or Level.nothing(embedder.dimensions)
    owners, place = np.unique(left.text[rows], return_inverse=True)
    parts = read_parts([texts[owner] for owner in owners.tolist()], embedder, known.mask, level)
    return [parts.said[row] for row in (parts.starts[place] + left.part[rows]).tolist()]
