"""Groups that are found again are the personas they were: by the customers they share."""

import numpy as np
from numpy.typing import NDArray

LEAST_SHARED = 0.3  # of both together (Jaccard), from which a group is the persona it was


def match_groups(old: NDArray[np.integer], new: NDArray[np.integer], count_old: int, count_new: int) -> tuple[int, ...]:
    """For each new group the old one that it is, −1 for a new kind; no old one twice.

    Args:
        old, new: the groups of the same customers.

    Examples:
        >>> match_groups(np.array([0, 0, 1, 1, 1]), np.array([1, 1, 0, 0, 2]), 2, 3)
        (1, 0, -1)
    """
    from scipy.optimize import linear_sum_assignment

    both = np.zeros((count_new, count_old))
    np.add.at(both, (new.astype(np.int64), old.astype(np.int64)), 1)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    alike = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    found = np.full(count_new, -1)
    for mine, theirs in zip(*linear_sum_assignment(-alike), strict=True):
        if alike[mine, theirs] >= LEAST_SHARED:
            found[mine] = theirs
    return tuple(found.tolist())
