"""How much of what varies in a score goes with each driver, when drivers go together.

All of it is reckoned from sums of products alone (`Gram`), so it adds up over shards. A driver is a block of columns.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import comb

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Blocks = Sequence[Sequence[int]]
MOST_EXACT = 15  # drivers of which all subsets are tried
_SINGULAR = 1e-9  # of a column's own variance: what is left is what others say already


def covariances(gram: Floats) -> Floats:
    """Centred sums of products of columns, the first of which is all ones; any leading axes.

    Examples:
        >>> covariances(np.array([[2.0, 4.0], [4.0, 10.0]])).tolist()
        [[0.0, 0.0], [0.0, 2.0]]
    """
    n = gram[..., :1, :1]
    return np.asarray(gram - gram[..., :, :1] * gram[..., :1, :] / np.where(n > 0, n, 1), dtype=np.float64)


def unexplained(matrix: Floats, blocks: Blocks, outcome: int) -> Floats:
    """What varies in the outcome and no column of a set of blocks explains, by set: bit k of its number is block k.

    Each block is swept out of the products of the others once for every set of those before it, so that all sets together cost
    little more than the last of them.

    Args:
        matrix: centred sums of products; leading axes are kept.
    """
    order = [column for block in blocks for column in block] + [outcome]
    left = matrix[..., None, :, :][..., order, :][..., order]
    own = np.diagonal(left, axis1=-2, axis2=-1)[..., 0, :]
    for block in blocks:
        size = len(block)
        swept = left
        for _ in range(size):
            swept, own = _swept(swept, own[..., :1]), own[..., 1:]
        left = np.concatenate([left[..., size:, size:], swept], axis=-3)
    return np.asarray(left[..., 0, 0], dtype=np.float64)


def _swept(left: Floats, own: Floats) -> Floats:
    """Without the first column, and without what it explains of the others."""
    pivot = left[..., 0, 0]
    known = pivot > _SINGULAR * np.maximum(own, 1e-300)
    over = np.where(known, 1 / np.where(known, pivot, 1), 0.0)
    first = left[..., 0, 1:]
    return np.asarray(left[..., 1:, 1:] - over[..., None, None] * first[..., :, None] * first[..., None, :])


def shapley_shares(matrix: Floats, blocks: Blocks, outcome: int) -> Floats:
    """Each block's part of R²: what it adds, the mean over all orders in which the blocks may come. They add up to R².

    Source: R. H. Lindeman, P. F. Merenda and R. Z. Gold, Introduction to Bivariate and Multivariate Analysis (1980), 119ff.

    Examples:
        >>> matrix = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.5], [0.6, 0.5, 1.0]])
        >>> shapley_shares(matrix, [[0], [1]], 2).round(9).tolist()
        [0.36, 0.25]
    """
    count = len(blocks)
    residual = unexplained(matrix, blocks, outcome)
    total = matrix[..., outcome, outcome][..., None]
    explained = 1 - residual / np.where(total > 0, total, 1)
    sets = np.arange(1 << count)
    sizes = np.array([bin(number).count("1") for number in sets])
    weight = np.array([1 / (count * comb(count - 1, size)) for size in range(count)])
    shares = []
    for k in range(count):
        without = sets[(sets >> k) & 1 == 0]
        added = explained[..., without | 1 << k] - explained[..., without]
        shares.append((added * weight[sizes[without]]).sum(-1))
    return np.where(total > 0, np.stack(shares, axis=-1), 0.0)


def relative_weights(matrix: Floats, blocks: Blocks, outcome: int) -> Floats:
    """Each block's part of R² by the orthogonal columns nearest to the real ones; close to `shapley_shares`, for many blocks.

    Source: J. W. Johnson, "A heuristic method for estimating the relative weight of predictor variables in multiple
    regression", Multivariate Behavioral Research 35 (2000).
    """
    columns = [column for block in blocks for column in block]
    own = np.sqrt(np.maximum(np.diagonal(matrix, axis1=-2, axis2=-1), 0))
    scale = np.where(own > 0, 1 / np.where(own > 0, own, 1), 0.0)
    correlation = matrix * scale[..., :, None] * scale[..., None, :]
    values, vectors = np.linalg.eigh(correlation[..., columns, :][..., columns])
    root = np.sqrt(np.maximum(values, 0))
    known = values > _SINGULAR
    inverse = np.where(known, 1 / np.where(known, root, 1), 0.0)
    turned = np.swapaxes(vectors, -1, -2)
    loading = (vectors * root[..., None, :]) @ turned
    beta = (vectors * inverse[..., None, :]) @ turned @ correlation[..., columns, outcome][..., None]
    weight = ((loading**2) @ (beta**2))[..., 0]
    ends = np.cumsum([0, *(len(block) for block in blocks)])
    parts = [weight[..., a:b].sum(-1) for a, b in pairwise(ends)]
    return np.asarray(np.stack(parts, axis=-1), dtype=np.float64)


def importances(matrix: Floats, blocks: Blocks, outcome: int) -> Floats:
    """By all subsets while there are few blocks, else by relative weights."""
    return (shapley_shares if len(blocks) <= MOST_EXACT else relative_weights)(matrix, blocks, outcome)


def coefficients(matrix: Floats, columns: Sequence[int], outcome: int) -> Floats:
    """Of the linear model with all columns, the smallest where they say the same."""
    own = np.sqrt(np.maximum(np.diagonal(matrix, axis1=-2, axis2=-1), 0))[..., list(columns)]
    scale = np.where(own > 0, 1 / np.where(own > 0, own, 1), 0.0)
    inner = matrix[..., list(columns), :][..., list(columns)] * scale[..., :, None] * scale[..., None, :]
    right = matrix[..., list(columns), outcome] * scale
    found = np.linalg.pinv(inner, rcond=_SINGULAR, hermitian=True) @ right[..., None]
    return np.asarray(found[..., 0] * scale, dtype=np.float64)


def jackknifed(whole: Floats, without: Floats) -> tuple[Floats, Floats]:
    """95% intervals of figures, from the same without each block of customers in turn (first axis of ``without``).

    Source: J. Shao and D. Tu, The Jackknife and Bootstrap (1995), 2.3: the delete-group jackknife, by Student's t.
    """
    from scipy.special import stdtrit

    groups = len(without)
    spread = np.sqrt((groups - 1) / groups * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    half = float(stdtrit(groups - 1, 0.975)) * spread
    return whole - half, whole + half
