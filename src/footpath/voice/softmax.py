"""A linear head over vectors: shares of three classes (negative, neutral, positive) that sum to 1."""

import numpy as np
from numpy.typing import NDArray

from footpath.voice.threads import one_blas_thread

Numbers = NDArray[np.float64]


def class_shares(vectors: NDArray[np.float32], weights: Numbers) -> Numbers:
    """Shares of the classes for each vector.

    Args:
        vectors: n × d.
        weights: (d + 1) × classes; the last row is the intercept.
    """
    with one_blas_thread():
        logits = vectors.astype(np.float64) @ weights[:-1] + weights[-1]
    logits -= logits.max(axis=1, keepdims=True)
    powers = np.exp(logits)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def fit_head(
    vectors: NDArray[np.float32],
    shares: Numbers,
    strength: float | Numbers,
    *,
    offset: Numbers | None = None,
    importance: Numbers | None = None,
    prior: Numbers | None = None,
    iterations: int = 200,
) -> Numbers:
    """The head with the least cross-entropy, held towards ``prior`` (zeros without one) by a quadratic penalty.

    Args:
        shares: n × classes, the shares that the head should give; one-hot for plain labels.
        strength: of the penalty, per text; one for all features, or one for each.
        offset: added to the logits, n × classes.
        importance: of each text; equal without it.

    Returns:
        Weights for `class_shares`.
    """
    from scipy.optimize import minimize

    count, width = vectors.shape
    start = np.zeros((width + 1, shares.shape[1])) if prior is None else prior
    features = np.column_stack([vectors.astype(np.float64), np.ones(count)])
    penalty = np.broadcast_to(np.asarray(strength, dtype=np.float64), (width,))[:, None]
    weight = np.full(count, 1 / count) if importance is None else importance / importance.sum()

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights = flat.reshape(start.shape)
        logits = features @ weights
        if offset is not None:
            logits += offset
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        total = powers.sum(axis=1, keepdims=True)
        away = weights - start
        away[-1] = 0  # the intercept is free: how often each class occurs is the texts' own
        held = penalty * away[:-1]
        value = -(weight[:, None] * shares * (logits - np.log(total))).sum() + (held * away[:-1]).sum() / 2
        slope = features.T @ (weight[:, None] * (powers / total - shares))
        slope[:-1] += held
        return float(value), slope.ravel()

    with one_blas_thread():
        found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    return np.asarray(found.x).reshape(start.shape)


def macro_f1(truth: NDArray[np.int64], told: NDArray[np.int64]) -> float:
    """The mean over the classes that occur of F1, so that a rare class counts as much as a frequent one.

    Examples:
        >>> macro_f1(np.array([0, 0, 2, 2]), np.array([0, 2, 2, 2]))
        0.7333333333333334
    """
    scores = []
    for each in np.unique(truth):
        hits = int(((truth == each) & (told == each)).sum())
        scores.append(2 * hits / int((truth == each).sum() + (told == each).sum()))
    return float(np.mean(scores))
