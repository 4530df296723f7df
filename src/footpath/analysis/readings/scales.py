"""The scale on which each kind of score is shown."""

import numpy as np
from numpy.typing import NDArray

from footpath.model.records import FeedbackKind

KINDS = tuple(FeedbackKind)
EMPLOYEES = KINDS.index(FeedbackKind.EMPLOYEE)  # what they say is never counted among what customers say


def on_scale(score: NDArray[np.float64], kind: FeedbackKind) -> NDArray[np.float64]:
    """Scores on 0..1 as figures of which the mean is shown.

    Examples:
        >>> on_scale(np.array([0.6, 0.7, 0.9]), FeedbackKind.NPS).tolist()
        [-100.0, 0.0, 100.0]
        >>> on_scale(np.array([0.0, 0.75]), FeedbackKind.RATING).tolist()
        [1.0, 4.0]
    """
    if kind is FeedbackKind.NPS:
        points = score * 10
        return 100.0 * ((points > 8.99).astype(np.float64) - (points < 6.01))
    return 1 + score * (6 if kind is FeedbackKind.CES else 4)


def ends_of(kind: FeedbackKind) -> tuple[float, float]:
    """The lowest and the highest figure."""
    if kind is FeedbackKind.NPS:
        return -100.0, 100.0
    return 1.0, 7.0 if kind is FeedbackKind.CES else 5.0


def is_top(score: NDArray[np.float64], kind: FeedbackKind) -> NDArray[np.bool_]:
    """Which scores on 0..1 are among the best: promoters, 4 and 5 of 5, 5 to 7 of 7.

    Examples:
        >>> is_top(np.array([0.75, 0.5]), FeedbackKind.CSAT).tolist(), is_top(np.array([0.75, 0.9]), FeedbackKind.NPS).tolist()
        ([True, False], [False, True])
    """
    if kind is FeedbackKind.NPS:
        return np.asarray(score * 10 > 8.99)
    return np.asarray(score > (0.665 if kind is FeedbackKind.CES else 0.745))


def is_bottom(score: NDArray[np.float64], kind: FeedbackKind) -> NDArray[np.bool_]:
    """Which are among the worst: detractors, 1 and 2 of 5, 1 to 3 of 7.

    Examples:
        >>> is_bottom(np.array([0.25, 0.5]), FeedbackKind.CSAT).tolist(), is_bottom(np.array([0.6, 0.7]), FeedbackKind.NPS).tolist()
        ([True, False], [True, False])
    """
    if kind is FeedbackKind.NPS:
        return np.asarray(score * 10 < 6.01)
    return np.asarray(score < (0.335 if kind is FeedbackKind.CES else 0.255))
