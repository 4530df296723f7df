"""New themes among what fits none of the known ones.

What somebody says for the first time is looked at whenever there is any, beside a sample of what was said before. All that was said before and
fits nowhere is looked at again, together with what came since, when there are a tenth more texts: so new texts cost what they cost alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footpath.model.themes import LEAST_PARTS
from footpath.voice.embedding import Embedder, Vectors
from footpath.voice.keys import content_keys, first_mentions
from footpath.voice.themes.assigning import nearest_theme
from footpath.voice.themes.finding import LEAST_SHARE, LEAST_TEXTS, describe, large_enough
from footpath.voice.themes.grouping import join_groups
from footpath.voice.themes.known import KnownTheme, Themes
from footpath.voice.themes.parts import Parts, read_parts
from footpath.voice.themes.readings import kept_parts, were_read
from footpath.voice.themes.sample import MOST_PARTS, Progress, Sample, told_apart

_CLOSE = 0.8  # of the usual reach: looser groups of what fits nowhere are no new themes
_MOSTLY = 0.6  # of a group's parts in texts that were not read before, from which fewer of them are a new theme
_MOST_NEW = 0.4  # of all texts: where more seem to be new, nothing is known of what was read before
_GROWN = 1.1  # times the texts that there were when all that fits nowhere was last looked at, from which it is again
_COMPARED = 4_000  # texts of those read before, that show whether what is told in new ones is new
_STEP = 2048
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class _Nowhere:
    """Parts that fit no theme.

    Attributes:
        text: of each the place of its text, and ``part`` its place in there.
        first_read: whether nobody had read its text before.
        speaking: how many parts there are of all texts, those that fit included.
        speaking_first: how many of them in texts that nobody had read before.
    """

    text: Ints
    part: Ints
    vectors: Vectors
    first_read: NDArray[np.bool_]
    speaking: int
    speaking_first: int


@dataclass(frozen=True)
class _Texts:
    """Texts as they are held against the themes that are known."""

    texts: Sequence[str]
    embedder: Embedder
    known: Themes
    tell: Progress

    def at(self, places: Ints) -> list[str]:
        return [self.texts[place] for place in places.tolist()]

    def nowhere(self, places: Ints, first: NDArray[np.bool_]) -> _Nowhere:
        """What fits no theme in the texts at some places.

        Args:
            first: of each place, whether nobody had read its text before.
        """
        reach = np.where([theme.active for theme in self.known.found], self.known.reach, 2.0).astype(np.float32)
        level = self.known.levelled(self.embedder)
        none = np.empty(0, np.int64)
        text, part, vectors = [none], [none], [np.empty((0, self.embedder.dimensions), np.float32)]
        speaking = speaking_first = 0
        for at in range(0, len(places), _STEP):
            self.tell("Finding what people speak of", at / len(places))
            parts = kept_parts(self.at(places[at : at + _STEP]), self.embedder, self.known.mask, level)
            rows = _fits_nowhere(parts, self.known.centres, reach)
            owner = parts.text_of
            text.append(owner[rows] + at)
            part.append(rows - parts.starts[owner[rows]])
            vectors.append(parts.vectors[rows])
            speaking += int(parts.speaks.sum())
            speaking_first += int(parts.speaks[first[at + owner]].sum())
        among = np.concatenate(text)
        return _Nowhere(
            places[among], np.concatenate(part), np.concatenate(vectors), first[among], speaking, speaking_first
        )

    def sample(self, left: _Nowhere, rows: Ints) -> Sample:
        """Some of the parts with what they say: their texts are cut again."""
        mask, level = self.known.mask, self.known.levelled(self.embedder)
        owners, place = np.unique(left.text[rows], return_inverse=True)
        parts = read_parts(self.at(owners), self.embedder, mask, level)
        said = [parts.said[row] for row in (parts.starts[place] + left.part[rows]).tolist()]
        return told_apart(Sample(said, left.text[rows], left.vectors[rows], mask, level), self.texts, self.embedder)


def with_new(
    texts: Sequence[str], ids: Ints, embedder: Embedder, known: Themes, since: str, seed: int, tell: Progress
) -> Themes:
    """The known themes, and new ones among the parts that fit none of them.

    What fits nowhere was mostly there before, and was too little or too mixed to be a theme. It takes as large a share of
    all parts to be a new theme as it takes for one that is found at first; for what is told in texts of which most are
    read for the first time, that share of the parts of such texts.
    """
    keys, read = content_keys(texts), _Texts(texts, embedder, known, tell)
    places = first_mentions(keys)  # the same words once
    first = ~were_read(keys[places], embedder, known.mask, known.levelled(embedder))
    if not first.any():
        return known
    if len(texts) > _GROWN * known.looked or first.mean() > _MOST_NEW:
        first &= first.mean() <= _MOST_NEW
        left = read.nowhere(places, first)
        known = replace(known, looked=len(texts))
        return known if len(left.text) < LEAST_PARTS else _joined(known, *_found(read, left, ids, seed), since)
    left = read.nowhere(places[first], first[first])
    found, middles = _found(read, left, ids, seed)
    if not found:
        return known
    new = _are_news(read, found, middles, places[~first], min(1.0, MOST_PARTS / len(left.text)), seed)
    return _joined(known, [theme for theme, one in zip(found, new.tolist(), strict=True) if one], middles[new], since)


def _found(read: _Texts, left: _Nowhere, ids: Ints, seed: int) -> tuple[list[KnownTheme], Vectors]:
    """The groups of what fits nowhere that are themes, and their centres."""
    labels = large_enough(_groups(left, seed), left.text, LEAST_TEXTS)
    rows = np.flatnonzero(labels >= 0)
    if not len(rows):
        return [], left.vectors[:0]
    found, middles = describe(read.sample(left, rows), labels[rows], ids)
    close = _CLOSE * float(np.median(read.known.reach))
    kept = [place for place, theme in enumerate(found) if theme.reach >= close and not theme.detail]
    return [found[place] for place in kept], middles[kept]


def _are_news(
    read: _Texts, found: Sequence[KnownTheme], middles: Vectors, before: Ints, looked_at: float, seed: int
) -> NDArray[np.bool_]:
    """Which themes are mostly told in the new texts, as a sample of those read before shows.

    Args:
        before: places of texts that were read before.
        looked_at: the share of the parts of new texts that were looked at.
    """
    some = np.sort(np.random.default_rng((seed, 5)).permutation(before)[:_COMPARED])
    vectors = read.nowhere(some, np.zeros(len(some), dtype=bool)).vectors
    reach = np.array([theme.reach for theme in found], dtype=np.float32)
    told = np.count_nonzero(vectors @ middles.T >= reach, axis=0) * (len(before) / max(len(some), 1)) * looked_at
    parts = np.array([theme.parts for theme in found])
    return np.asarray(parts >= _MOSTLY * (parts + told))


def _joined(known: Themes, found: Sequence[KnownTheme], middles: Vectors, since: str) -> Themes:
    """The known themes and some more, under ids of their own, and names."""
    taken = {theme.name.casefold() for theme in known.found}
    more = tuple(
        replace(
            theme,
            id=f"t{number}",
            new_since=since,
            name=f"{theme.name} t{number}" if theme.name.casefold() in taken else theme.name,
        )
        for number, theme in enumerate(found, known.next_number)
    )
    return replace(known, found=(*known.found, *more), centres=np.concatenate([known.centres, middles]))


def _fits_nowhere(parts: Parts, middles: Vectors, reach: Vectors) -> Ints:
    found, _ = nearest_theme(parts.vectors, middles, reach, parts.alone)
    return np.flatnonzero((found < 0) & parts.speaks)


def _groups(left: _Nowhere, seed: int) -> Ints:
    """The group of each part, −1 for those of none that is a theme, and for those that were not looked at."""
    if len(left.text) < LEAST_TEXTS:
        return np.full(len(left.text), -1, dtype=np.int64)
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
