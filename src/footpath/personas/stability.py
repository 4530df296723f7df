"""Are groups the same when other customers are looked at, and do they lie apart?"""

import numpy as np
from numpy.typing import NDArray

from footpath.personas.fitting import Floats, fit_centres, nearest


def adjusted_rand(first: NDArray[np.integer], second: NDArray[np.integer]) -> float:
    """How alike are two ways to put the same customers in groups? 1 when they are the same, 0 as by chance.

    Source: L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2 (1985).

    Examples:
        >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
        1.0
        >>> round(adjusted_rand(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])), 2)
        0.57
    """
    if not len(first):
        return 1.0
    width = int(second.max()) + 1
    cells = np.bincount(first.astype(np.int64) * width + second, minlength=(int(first.max()) + 1) * width)
    table = cells.reshape(-1, width)
    together, rows, columns = (_pairs(counts) for counts in (cells, table.sum(axis=1), table.sum(axis=0)))
    by_chance = rows * columns / max(_pairs(np.array([len(first)])), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == by_chance else float((together - by_chance) / (most - by_chance))


def _pairs(counts: NDArray[np.integer]) -> float:
    n = counts.astype(np.float64)
    return float((n * (n - 1) / 2).sum())


def stability_of(places: Floats, count: int, rng: np.random.Generator, halvings: int = 6) -> float:
    """The mean adjusted Rand index of the groups of two random halves, each put to all customers.

    Source: T. Lange, V. Roth, M. Braun and J. Buhmann, "Stability-based validation of clustering solutions", Neural Computation 16 (2004).
    """
    found = []
    for _ in range(halvings):
        order, half = rng.permutation(len(places)), len(places) // 2
        sides = [places[order[:half]], places[order[half:]]]
        centres = [fit_centres(side, count, int(rng.integers(1 << 31)), starts=4) for side in sides]
        found.append(adjusted_rand(*(nearest(places, of_half) for of_half in centres)))
    return float(np.mean(found))


def separation_of(places: Floats, centres: Floats) -> float:
    """The mean silhouette to the centres: by how much is one's own centre nearer than the next one, as a part of the latter.

    Source: P. Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20 (1987), with distances to centres.
    """
    away = np.sqrt(((places[:, None, :] - centres[None]) ** 2).sum(axis=2))
    two = np.partition(away, 1, axis=1)[:, :2]
    return float(np.mean(1 - two[:, 0] / np.maximum(two[:, 1], 1e-12)))
