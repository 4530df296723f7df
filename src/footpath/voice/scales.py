"""Scores of all kinds on one scale, without losing the original.

``score01`` runs from 0, the worst that the scale allows, to 1, the best. ``experience`` is the same on −1..1.
A scale is written (worst, best). Most have worst < best: NPS (0, 10), stars (1, 5), CES where 7 is "very easy" (1, 7). A
scale that counts effort or faults is written the other way round: CES where 7 is "very hard" is (7, 1), school marks
are (6, 1).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from footpath.errors import SpecError
from footpath.model.records import FeedbackKind

USUAL_SCALES: dict[FeedbackKind, tuple[float, float]] = {
    FeedbackKind.NPS: (0, 10),
    FeedbackKind.CSAT: (1, 5),
    FeedbackKind.CES: (1, 7),
    FeedbackKind.RATING: (1, 5),
    FeedbackKind.REVIEW: (1, 5),
}
_SLACK = 1e-9


def normalise(
    score: ArrayLike, low: ArrayLike, high: ArrayLike, kind: str | None = None, *, effort: bool = False
) -> NDArray[np.float64]:
    """Where on its scale does a score stand: 0 the worst, 1 the best?

    A missing scale is the usual one of the kind; with neither, or with a score outside its scale, the result is NaN:
    no figure is better than a wrong one.

    Args:
        low: worst score of the scale, NaN where unknown.
        high: best score of the scale.
        kind: one kind of feedback for all scores.
        effort: high scores mean much effort, as in CES questions "how much effort …?".

    Raises:
        SpecError: ``kind`` is not a kind of feedback.

    Examples:
        >>> normalise([1, 4, 5], 1, 5).tolist()
        [0.0, 0.75, 1.0]
        >>> normalise([1, 7], 1, 7, "ces", effort=True).tolist()
        [1.0, 0.0]
        >>> normalise([1, 7], 7, 1, "ces").tolist()
        [1.0, 0.0]
        >>> normalise([11, 9], np.nan, np.nan, "nps").tolist()
        [nan, 0.9]
    """
    values, worst, best = np.broadcast_arrays(*(np.asarray(part, dtype=np.float64) for part in (score, low, high)))
    usual = USUAL_SCALES.get(_kind(kind), (np.nan, np.nan)) if kind else (np.nan, np.nan)
    unknown = ~np.isfinite(worst) | ~np.isfinite(best) | (worst == best)
    worst, best = np.where(unknown, usual[0], worst), np.where(unknown, usual[1], best)
    with np.errstate(invalid="ignore", over="ignore"):
        share = (values - worst) / (best - worst)
        share = np.where((share < -_SLACK) | (share > 1 + _SLACK), np.nan, np.clip(share, 0, 1) + 0.0)  # + 0.0: no −0
    return np.asarray(1 - share if effort else share, dtype=np.float64)


def _kind(kind: str) -> FeedbackKind:
    try:
        return FeedbackKind(kind)
    except ValueError:
        allowed = ", ".join(FeedbackKind)
        raise SpecError(f'"{kind}" is not a kind of feedback.', f"Use one of {allowed}.") from None


def experience(score01: ArrayLike) -> NDArray[np.float64]:
    """A score on 0..1 as an experience on −1..1.

    Examples:
        >>> experience([0.0, 0.5, 1.0]).tolist()
        [-1.0, 0.0, 1.0]
    """
    return 2 * np.asarray(score01, dtype=np.float64) - 1
