"""What could be quoted: readable parts of some of the texts, scrubbed, and how well each would serve."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors
from footpath.voice.excerpts import LONGEST, SHORTEST, excerpts, readability
from footpath.voice.scrubbing import scrub

_POOL = 128  # texts that are read for one choice
_IN_TUNE = 0.5  # words say things less strongly than stars: so far apart they still agree
_REMEMBERED = 2_000  # texts: who chooses for each touchpoint and persona reads most of them more than once
_READ = 3000  # characters of a text that are looked at


@dataclass(frozen=True)
class Candidate:
    """A part of a text that could be quoted.

    Attributes:
        row: the text's row.
        felt: how its author felt, −1..1; NaN when unknown.
    """

    row: int
    text: str
    felt: float


def quotable_parts(texts: Sequence[str | None], rows: Iterable[int], felt: Mapping[int, float]) -> list[Candidate]:
    """Parts of up to 128 of the rows' texts, those of readable length before others, each wording once."""
    found: list[Candidate] = []
    seen: set[str] = set()
    taken = 0
    for row in sorted(rows, key=lambda row: not SHORTEST <= len(texts[row] or "") <= 2 * LONGEST):
        parts = [part for part in _parts_of((texts[row] or "")[:_READ]) if part.casefold() not in seen]
        seen.update(part.casefold() for part in parts)
        found += [Candidate(row, part, felt[row]) for part in parts]
        taken += bool(parts)
        if taken == _POOL:
            break
    return found


@lru_cache(_REMEMBERED)
def _parts_of(text: str) -> tuple[str, ...]:
    return tuple(excerpts(scrub(text)))


def nearest_parts(candidates: Sequence[Candidate], vectors: Vectors) -> list[Candidate]:
    """Of each text the part that is likest to what all of them share: of texts on one theme, the part that speaks of it."""
    rows = [candidate.row for candidate in candidates]
    _, record = np.unique(rows, return_inverse=True)
    parts = np.bincount(record)[record]
    shared = (vectors / parts[:, None]).sum(axis=0)
    near = np.round(vectors @ shared, 4)
    best: dict[int, int] = {}
    for place, row in enumerate(rows):
        if row not in best or near[place] > near[best[row]]:
            best[row] = place
    return [candidates[place] for place in best.values()]


def quote_worth(candidates: Sequence[Candidate], sounds: NDArray[np.float64]) -> NDArray[np.float64]:
    """How well each serves as a quote, 0..1: of readable length, its words in tune with how its author felt.

    Args:
        sounds: −1..1, what each sounds like by itself.
    """
    felt = np.array([candidate.felt for candidate in candidates])
    apart = np.where(np.isnan(felt), 0.0, np.abs(felt - sounds) - _IN_TUNE) / (2 - _IN_TUNE)
    readable = np.array([readability(candidate.text) for candidate in candidates])
    return np.asarray(np.round(readable * (1 - np.clip(apart, 0, 1)), 4))
