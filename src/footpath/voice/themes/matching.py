"""Which of the themes found now is which of those known before?"""

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors

_LEAST_OVERLAP = 0.25  # of the parts that either has, those that both have
_SAME_CENTRE = 0.85  # centres so alike are one theme, whoever came and went


def match_themes(
    old_centres: Vectors, new_centres: Vectors, old_labels: NDArray[np.int64], new_labels: NDArray[np.int64]
) -> dict[int, int]:
    """For each new theme that was known before: which it was. No old theme is taken twice.

    The pairs are those whose total agreement (likeness of centres and overlap of members, half each) is largest, by the
    Hungarian method; a pair that agrees in neither way is no pair.

    Args:
        old_labels, new_labels: what the same parts of texts belonged to and belong to; −1 for nothing.

    Examples:
        >>> now = np.array([[0, 1], [1, 0]], dtype=np.float32)
        >>> match_themes(now[::-1], now, np.array([0, 0, 1]), np.array([1, 1, 0]))
        {0: 1, 1: 0}
    """
    from scipy.optimize import linear_sum_assignment

    if not len(old_centres) or not len(new_centres):
        return {}
    alike = (new_centres @ old_centres.T).astype(np.float64)
    overlap = _overlap(new_labels, old_labels, len(new_centres), len(old_centres))
    rows, columns = linear_sum_assignment(-(alike + overlap) / 2)
    return {
        int(new): int(old)
        for new, old in zip(rows, columns, strict=True)
        if overlap[new, old] >= _LEAST_OVERLAP or alike[new, old] >= _SAME_CENTRE
    }


def _overlap(new: NDArray[np.int64], old: NDArray[np.int64], news: int, olds: int) -> NDArray[np.float64]:
    """Members that both have, of those that either has (Jaccard)."""
    both = np.zeros((news, olds))
    known = (new >= 0) & (old >= 0)
    np.add.at(both, (new[known], old[known]), 1.0)
    of_new = np.bincount(new[new >= 0], minlength=news)[:, None]
    of_old = np.bincount(old[old >= 0], minlength=olds)[None, :]
    return np.asarray(both / np.maximum(of_new + of_old - both, 1.0))
