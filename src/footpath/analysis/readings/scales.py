"""The scale on which each kind of score is shown."""

import numpy as np
from numpy.typing import NDArray

from footpath.model.records import FeedbackKind

KINDS = tuple(FeedbackKind)


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
