"""One line from worst to best, cut where one level of ratings ends and the next begins.

Three classes learn nothing from the difference between four stars and five; a line does, and few ratings then say more.
"""

import numpy as np
from numpy.typing import NDArray

from footpath.voice.softmax import Numbers
from footpath.voice.threads import one_blas_thread

_GAPS = 0.1  # how firmly the logarithm of a gap between two cuts is held to zero
_LEAST = 1e-9


def fit_line(
    features: Numbers,
    levels: NDArray[np.int64],
    prior: Numbers,
    penalty: Numbers,
    offset: Numbers,
    iterations: int = 100,
) -> tuple[Numbers, Numbers]:
    """The line, and its cuts, that make the levels likeliest, each weight held to its prior by its penalty.

    Source: McCullagh, "Regression models for ordinal data", J. R. Statist. Soc. B 42 (1980): proportional odds.

    Args:
        levels: 0, 1, 2, … of each row; each level occurs.
        prior: the weight of each feature before anything is learned; ``penalty`` is its precision.
        offset: of each row, added to its place on the line.

    Returns:
        The weights, and the cuts in rising order: one less than there are levels.

    Examples:
        >>> one, zero = np.ones(1), np.zeros(6)
        >>> weights, cuts = fit_line(np.arange(6.0)[:, None], np.array([0, 0, 1, 1, 2, 2]), one, one, zero)
        >>> bool(weights[0] > 1), bool(0 < cuts[0] < cuts[1])
        (True, True)
    """
    from scipy.optimize import minimize

    width, count = len(prior), int(levels.max())
    if count == 0:
        return prior, np.empty(0)
    above, below = levels < count, levels > 0

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        away, gaps = flat[:width] - prior, flat[width + 1 :]
        cuts = _cuts(flat[width:])
        place = features @ flat[:width] + offset
        high, low = np.ones(len(levels)), np.zeros(len(levels))
        high[above] = _under(cuts[levels[above]] - place[above])
        low[below] = _under(cuts[levels[below] - 1] - place[below])
        likely = np.maximum(high - low, _LEAST)
        up, down = high * (1 - high) / likely, low * (1 - low) / likely
        by_cut = np.bincount(levels[below] - 1, down[below], count) - np.bincount(levels[above], up[above], count)
        later = np.cumsum(by_cut[::-1])[::-1]
        slope = np.concatenate(
            [
                features.T @ (up - down) + penalty * away,
                later[:1],
                later[1:] * np.exp(gaps) + _GAPS * gaps,
            ]
        )
        value = -np.log(likely).sum() + (penalty * away**2).sum() / 2 + _GAPS / 2 * (gaps**2).sum()
        return float(value), slope

    start = np.concatenate([prior, [-2.0], np.zeros(count - 1)])
    with one_blas_thread():
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations}).x
    return np.asarray(found[:width]), _cuts(found[width:])


def line_shares(place: Numbers, low: float, high: float) -> Numbers:
    """Shares of below ``low``, between, and above ``high`` for each place on the line: n × 3.

    Examples:
        >>> line_shares(np.zeros(1), 0.0, 0.0).tolist()
        [[0.5, 0.0, 0.5]]
    """
    bad, good = _under(low - place), 1 - _under(high - place)
    return np.column_stack([bad, np.maximum(1 - bad - good, 0), good])


def _cuts(packed: Numbers) -> Numbers:
    """The first cut as it is, the others by the logarithms of the gaps."""
    return np.cumsum(np.concatenate([packed[:1], np.exp(np.clip(packed[1:], -30, 30))]))


def _under(value: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -500, 500))))
