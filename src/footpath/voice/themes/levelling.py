"""Take out of vectors which language they are in, so that one subject in three languages is one theme.

An encoder of many languages puts the texts of each a little aside from the others'. The directions in which the means of the languages
differ are taken out, and the mean of all; what is left is what the texts say. Nobody need know the language of a text that is read
later: the directions are the same for all.

Source: the mean and leading directions after J. Mu, P. Viswanath, "All-but-the-Top" (ICLR 2018).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from footpath.voice.embedding import Vectors, unit

_LEAST_TEXTS = 40  # of a language whose mean is looked at
_LEAST_SHARE = 0.01


@dataclass(frozen=True)
class Level:
    """What is taken out of vectors.

    Attributes:
        middle: float32[dimensions], their mean.
        directions: float32[k, dimensions], of length 1 and square to each other, that tell languages apart; k may be 0.
    """

    middle: Vectors
    directions: Vectors

    def of(self, vectors: Vectors) -> Vectors:
        """The vectors without it, of length 1."""
        left = np.asarray(vectors - self.middle, dtype=np.float32)
        return unit(np.asarray(left - (left @ self.directions.T) @ self.directions, dtype=np.float32))

    @property
    def rows(self) -> Vectors:
        """The middle and then the directions, as they are written."""
        return np.concatenate([self.middle[None], self.directions])

    @staticmethod
    def of_rows(rows: Sequence[Vectors]) -> "Level":
        """What `rows` gave."""
        return Level(rows[0], np.array(rows[1:], dtype=np.float32).reshape(-1, len(rows[0])))

    @staticmethod
    def nothing(dimensions: int) -> "Level":
        """Takes nothing out."""
        return Level(np.zeros(dimensions, np.float32), np.empty((0, dimensions), np.float32))


def level_of(vectors: Vectors, languages: Sequence[str]) -> Level:
    """What has to be taken out of such vectors.

    Args:
        languages: of each vector, empty where unknown.
    """
    dimensions = vectors.shape[1]
    if not len(vectors):
        return Level.nothing(dimensions)
    codes = np.asarray(languages)
    least = max(_LEAST_TEXTS, _LEAST_SHARE * len(vectors))
    spoken = [
        code for code, count in zip(*np.unique(codes, return_counts=True), strict=True) if code and count >= least
    ]
    means = np.array([vectors[codes == code].mean(axis=0) for code in spoken], dtype=np.float64).reshape(-1, dimensions)
    apart = means - means.mean(axis=0) if len(means) else means
    _, strength, directions = np.linalg.svd(apart, full_matrices=False)
    kept = directions[: max(len(spoken) - 1, 0)][strength[: max(len(spoken) - 1, 0)] > 1e-6]
    middle = means.mean(axis=0) if len(means) else vectors.mean(axis=0)
    rows = np.concatenate([middle[None], kept.reshape(-1, dimensions)]).astype("<f2")  # as they are written
    return Level.of_rows(list(rows.astype(np.float32)))
