"""Groups of parts that are one subject in two sets of words: nearly as alike as what is within them, or told in one breath."""

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors

_ALIKE = 0.18  # on average, of any two parts of two groups, from which they are one; less than within them, more than by chance
_ONE_BREATH = 0.1  # likeness that standing in the same texts eight times as often as by chance counts as; more rarely counts against
_DOUBLED = 3.0  # times that a frequency doubles from once to eight times
_NEVER = -9.0


def join_twins(vectors: Vectors, labels: NDArray[np.int64], text: NDArray[np.int64]) -> NDArray[np.int64]:
    """The labels, where the nearest two groups are joined while they are twins; −1 stays.

    Args:
        labels: the group of each vector of length 1, −1 for none.
        text: the text that each is a part of.

    Examples:
        >>> east, north = [1.0, 0.0], [0.0, 1.0]
        >>> vectors = np.array([east, east, north], dtype=np.float32)
        >>> join_twins(vectors, np.array([0, 1, 2]), np.array([0, 1, 2])).tolist()
        [0, 0, 2]
    """
    count = int(labels.max(initial=-1)) + 1
    if count < 2:
        return labels
    sums, sizes, stands = _sums(vectors, labels, text, count)
    inside = sums @ sums.T
    into = np.arange(count)
    while True:
        score = inside / np.outer(sizes, sizes) + _ONE_BREATH * _in_one_breath(stands)
        gone = into != np.arange(count)
        score[gone], score[:, gone] = _NEVER, _NEVER
        np.fill_diagonal(score, _NEVER)
        one, other = sorted(divmod(int(score.argmax()), count))
        if score[one, other] < _ALIKE:
            return np.where(labels >= 0, into[labels], -1)
        into[into == other] = one
        sizes[one] += sizes[other]
        inside[one] += inside[other]
        inside[:, one] += inside[:, other]
        stands[:, one] = np.maximum(stands[:, one], stands[:, other])


def _sums(
    vectors: Vectors, labels: NDArray[np.int64], text: NDArray[np.int64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float32]]:
    """Of each group the sum of its vectors and their number; of each text with several parts the groups that stand in it."""
    rows = np.flatnonzero(labels >= 0)
    sums = np.zeros((count, vectors.shape[1]))
    np.add.at(sums, labels[rows], vectors[rows])
    places, owner = np.unique(text, return_inverse=True)
    stands = np.zeros((len(places), count), dtype=np.float32)
    stands[owner[rows], labels[rows]] = 1
    return sums, np.maximum(np.bincount(labels[rows], minlength=count), 1).astype(float), stands[np.bincount(owner) > 1]


def _in_one_breath(stands: NDArray[np.float32]) -> NDArray[np.float64]:
    """How often each two groups stand in one text, of those with several parts: −1 never, 0 as by chance, 1 eight times as often."""
    both = (stands.T @ stands).astype(np.float64)
    texts = both.diagonal()
    chance = np.outer(texts, texts) / max(len(stands), 1)
    return np.asarray(np.clip(np.log2((both + 1) / (chance + 1)) / _DOUBLED, -1, 1))
