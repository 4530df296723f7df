"""Groups of parts that are one subject in several sets of words: nearly alike, told in one breath, or heard in the same places."""

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors
from footpath.voice.themes.origins import from_one_place, told_where

ALIKE = 0.18  # on average, of any two parts of two groups, from which they are one; 0 is what any two parts are
_BROADLY_ALIKE = 0.08  # the same for themes that are under one broader name
_LEAST_ALIKE = 0.1  # the same while there are more groups than a person reads
_ONE_BREATH = 0.1  # likeness that standing in the same texts eight times as often as by chance counts as; more rarely counts against
_ONE_PLACE = 0.1  # likeness that being from the same places counts as, where hardly any others are
_DOUBLED = 3.0  # times that a frequency doubles from once to eight times
_NEVER = -9.0
MOST_GROUPS = 40  # a person reads no more


class _Joining:
    """Groups while they are joined: what of each two of them is summed up."""

    def __init__(
        self, vectors: Vectors, labels: NDArray[np.int64], text: NDArray[np.int64], origins: NDArray[np.int64] | None
    ) -> None:
        self.count = int(labels.max(initial=-1)) + 1
        rows = np.flatnonzero(labels >= 0)
        sums = np.zeros((self.count, vectors.shape[1]))
        np.add.at(sums, labels[rows], vectors[rows])
        self._inside = sums @ sums.T
        self._sizes = np.maximum(np.bincount(labels[rows], minlength=self.count), 1).astype(float)
        places, owner = np.unique(text, return_inverse=True)
        stands = np.zeros((len(places), self.count), dtype=np.float32)
        stands[owner[rows], labels[rows]] = 1
        self._stands = stands[np.bincount(owner) > 1]  # of each text with several parts the groups that stand in it
        self._both = (self._stands.T @ self._stands).astype(np.float64)
        self._told = None if origins is None else told_where(labels, origins)
        self.into = np.arange(self.count)

    def larger(self, least: int) -> int:
        """How many groups have at least so many parts."""
        return int((self._sizes[self.into == np.arange(self.count)] >= least).sum())

    def nearest(self) -> tuple[float, int, int]:
        """How alike the two groups are that are most alike, and which they are."""
        score = self._inside / np.outer(self._sizes, self._sizes) + _ONE_BREATH * self._in_one_breath()
        if self._told is not None:
            score += _ONE_PLACE * from_one_place(self._told)
        gone = self.into != np.arange(self.count)
        score[gone], score[:, gone] = _NEVER, _NEVER
        np.fill_diagonal(score, _NEVER)
        one, other = sorted(divmod(int(score.argmax()), self.count))
        return float(score[one, other]), one, other

    def _in_one_breath(self) -> NDArray[np.float64]:
        """How often each two groups stand in one text, of those with several parts: −1 never, 0 as by chance, 1 eight times as often."""
        texts = self._both.diagonal()
        chance = np.outer(texts, texts) / max(len(self._stands), 1)
        return np.asarray(np.clip(np.log2((self._both + 1) / (chance + 1)) / _DOUBLED, -1, 1))

    def join(self, one: int, other: int) -> None:
        self.into[self.into == other] = one
        self._sizes[one] += self._sizes[other]
        self._inside[one] += self._inside[other]
        self._inside[:, one] += self._inside[:, other]
        self._stands[:, one] = np.maximum(self._stands[:, one], self._stands[:, other])
        self._both[one] = self._stands.T @ self._stands[:, one]
        self._both[:, one] = self._both[one]
        if self._told is not None:
            self._told[one] += self._told[other]
            self._told[other] = 0.0


def join_twins(
    vectors: Vectors,
    labels: NDArray[np.int64],
    text: NDArray[np.int64],
    origins: NDArray[np.int64] | None = None,
    most: int = MOST_GROUPS,
    least: int = 1,
) -> NDArray[np.int64]:
    """The labels, where the nearest two groups are joined while they are twins; −1 stays.

    Where there are more than ``most`` groups of at least ``least`` parts, groups that are less alike are joined as well.

    Args:
        labels: the group of each vector of length 1, −1 for none.
        text: the text that each is a part of.
        origins: a number for where each is from; nothing follows from it where it is not known.

    Examples:
        >>> east, north = [1.0, 0.0], [0.0, 1.0]
        >>> vectors = np.array([east, east, north], dtype=np.float32)
        >>> join_twins(vectors, np.array([0, 1, 2]), np.array([0, 1, 2])).tolist()
        [0, 0, 2]
    """
    groups = _Joining(vectors, labels, text, origins)
    while groups.count > 1:
        score, one, other = groups.nearest()
        if score < (ALIKE if groups.larger(least) <= most else _LEAST_ALIKE):
            break
        groups.join(one, other)
    return np.where(labels >= 0, groups.into[labels], -1) if groups.count else labels


def broader_groups(
    vectors: Vectors, labels: NDArray[np.int64], text: NDArray[np.int64], origins: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """A number for each group; those that are near each other have the same. For the arguments see `join_twins`."""
    groups = _Joining(vectors, labels, text, origins)
    while groups.count > 1:
        score, one, other = groups.nearest()
        if score < _BROADLY_ALIKE:
            break
        groups.join(one, other)
    return groups.into
