"""Some of the texts, cut into parts, to find themes in."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Embedder, Vectors
from footpath.voice.languages import language
from footpath.voice.themes.courtesies import courtesy
from footpath.voice.themes.levelling import Level, level_of
from footpath.voice.themes.masking import Mask, anywhere, names_of
from footpath.voice.themes.parts import read_clauses, read_parts

Progress = Callable[[str, float], None]

MOST_PARTS = 8_000  # that one run compares with each other; of more, a sample
_MOST_ALIKE = 4  # times that parts in the same words count: what matters is in how many ways people say it
_LOOKED_AT = 4_000  # texts that show names and languages
_STEP = 2048


@dataclass(frozen=True)
class Sample:
    """Parts of some texts: those that speak."""

    said: list[str]
    text: NDArray[np.int64]  # of each part the place in all texts
    vectors: Vectors
    mask: Mask
    level: Level
    origins: NDArray[np.int64] | None = None  # of each part a number for where it is from, −1 where not known
    spoken: Sequence[
        str
    ] = ()  # of each part the language of its text, empty where that is not known; none where nobody asked
    courtesy: Vectors | None = None  # of each part how like a courtesy it is; see `courtesies`


def sampled(texts: Sequence[str], embedder: Embedder, seed: int, tell: Progress) -> Sample:
    """Parts that speak, of texts by chance, until there are enough; what many say in the same words counts a few times."""
    first = {text: place for place, text in reversed(list(enumerate(texts)))}
    places = np.random.default_rng((seed, 1)).permutation(np.array(sorted(first.values()), dtype=np.int64))
    mask, level = taken_out([texts[place] for place in places[:_LOOKED_AT]], embedder)
    seen: Counter[str] = Counter()
    said: list[str] = []
    owner: list[int] = []
    vectors: list[Vectors] = []
    for at in range(0, len(places), _STEP):
        tell("Finding what people speak of", 0.6 * min(len(said) / MOST_PARTS, 1.0))
        some = places[at : at + _STEP]
        parts = read_parts([texts[place] for place in some], embedder, mask, level)
        owners = parts.text_of
        for row in np.flatnonzero(parts.speaks).tolist():
            seen[parts.said[row]] += 1
            if seen[parts.said[row]] <= _MOST_ALIKE:
                said.append(parts.said[row])
                owner.append(int(some[owners[row]]))
                vectors.append(parts.vectors[row])
        if len(said) >= MOST_PARTS:
            break
    rows = np.array(vectors[:MOST_PARTS], np.float32).reshape(-1, embedder.dimensions)
    sample = Sample(said[:MOST_PARTS], np.array(owner[:MOST_PARTS], np.int64), rows, mask, level)
    return told_apart(sample, texts, embedder)


def told_apart(sample: Sample, texts: Sequence[str], embedder: Embedder) -> Sample:
    """The sample with the language of each part's text, and how like a courtesy each part is.

    Args:
        texts: all of them; a whole text tells its language better than a part does.
    """
    places = np.unique(sample.text).tolist()
    spoken = dict(zip(places, language([texts[place] for place in places]), strict=True))
    likeness = courtesy(sample.said, embedder)
    return replace(sample, spoken=[spoken[place] for place in sample.text.tolist()], courtesy=likeness)


def with_origins(sample: Sample, origins: Sequence[Hashable] | None) -> Sample:
    """The sample with where its parts are from.

    Args:
        origins: of all texts, None where not known.
    """
    if origins is None:
        return sample
    told = [origins[place] for place in sample.text.tolist()]
    numbers = {origin: number for number, origin in enumerate(dict.fromkeys(one for one in told if one is not None))}
    return replace(sample, origins=np.array([-1 if one is None else numbers[one] for one in told], dtype=np.int64))


def taken_out(texts: Sequence[str], embedder: Embedder) -> tuple[Mask, Level]:
    """Names and what tells languages apart, as some texts show them."""
    spoken = language(texts)
    names = names_of(texts, spoken)
    read = read_clauses(texts, embedder, Mask(names))
    rows = np.flatnonzero(read.speaks)
    level = level_of(read.vectors[rows], [spoken[place] for place in read.owner[rows].tolist()])
    said = [texts[read.owner[row]][slice(*read.spans[row])].casefold() for row in rows.tolist()]
    return Mask(anywhere(names, said, level.of(read.vectors[rows]))), level
