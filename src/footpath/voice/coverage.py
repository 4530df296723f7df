"""Which few of many texts stand for all of them: near to most, on every side that is taken, none saying what another says."""

from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors

_ALIKE, _SAME = 0.6, 0.72  # likeness from which two texts are about the same, and from which they say the same
_SIDES, _WORTH = 0.35, 0.5  # what the sides that are covered and the texts' own worth count beside likeness


def most_covering(
    vectors: Vectors,
    records: Sequence[int],
    sides: Sequence[AbstractSet[Hashable]],
    worth: NDArray[np.float64],
    count: int,
    said: Vectors | None = None,
    wanted: AbstractSet[Hashable] = frozenset(),
) -> list[int]:
    """Places of up to ``count`` texts that together stand for all.

    Each text is as well stood for as its likest chosen one is like it; a side (a theme, a mood, a touchpoint, a segment) is
    covered when one of its texts is chosen, and counts by how much is said on it. Greedy, for the sum is submodular: no less than
    63% of the best there is among texts that may be chosen. Two that say the same (cosine ≥ 0.72), and two of one record, are never
    both chosen; two about the same (≥ 0.6) only when nothing else is left.

    Source: Mirchandani & Francis, "Discrete location theory" (1990); Nemhauser, Wolsey & Fisher (1978) for the bound.

    Args:
        vectors: one row of length 1 for each text.
        records: what each text is a part of.
        sides: what choosing a text covers.
        worth: 0..1, how well each reads.
        wanted: sides that count in full, however little is said on them.
        said: vectors of what is quoted already, not to be said again.

    Returns:
        Places in the order they were chosen: the first stands best for all.
    """
    likeness = np.clip(np.round(vectors @ vectors.T, 4), 0, 1)
    weight = _weights(records)
    of_side = _side_weights(sides, weight) | dict.fromkeys(wanted, 1.0)
    near, covered, chosen = np.zeros(len(records)), set[Hashable](), list[int]()
    of_record = np.asarray(records)
    for least in (_ALIKE, _SAME):  # texts about something else first
        open_ = np.ones(len(records), dtype=bool) if said is None else ~_says_again(vectors, said)
        for place in chosen:
            open_ &= (of_record != of_record[place]) & (likeness[place] < least)
        while len(chosen) < count and open_.any():
            stands = weight @ np.maximum(likeness - near[:, None], 0)
            fresh = np.array([sum(of_side[side] for side in each - covered) for each in sides])
            gain = np.round(stands + _SIDES * fresh + _WORTH * worth, 4)
            place = int(np.argmax(np.where(open_, gain, -np.inf)))
            chosen.append(place)
            near = np.maximum(near, likeness[:, place])
            covered |= sides[place]
            open_ &= (of_record != of_record[place]) & (likeness[place] < least)
    return chosen


def _says_again(vectors: Vectors, said: Vectors) -> NDArray[np.bool_]:
    return np.asarray((vectors @ said.T).max(axis=1, initial=-1.0) >= _SAME)


def _weights(records: Sequence[int]) -> NDArray[np.float64]:
    """Each record counts the same, however many parts it has."""
    _, place, parts = np.unique(np.asarray(records), return_inverse=True, return_counts=True)
    weight = 1.0 / parts[place]
    return np.asarray(weight / weight.sum()) if len(weight) else weight


def _side_weights(sides: Sequence[AbstractSet[Hashable]], weight: NDArray[np.float64]) -> dict[Hashable, float]:
    """How much is said on each side; a side that all are on tells nothing and counts nothing."""
    shares: dict[Hashable, float] = {}
    for each, part in zip(sides, weight, strict=True):
        for side in each:
            shares[side] = shares.get(side, 0.0) + float(part)
    return {side: share if share < 1 - 1e-9 else 0.0 for side, share in shares.items()}
