"""Themes that are near each other, under one broader name."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors
from footpath.voice.themes.naming import name_themes

_LEAST_THEMES = 6  # fewer need no second level


def broader_names(middles: Vectors, sizes: Sequence[int], members: Sequence[Sequence[str]]) -> list[str | None]:
    """For each theme the name of the broader one that it belongs to, None where it is near no other.

    Args:
        middles: the direction of each theme.
        sizes: how many parts of texts each has.
        members: those parts.
    """
    groups = broader_groups(middles)
    kept = [label for label in np.unique(groups) if (groups == label).sum() > 1]
    texts = [[part for theme in np.flatnonzero(groups == label).tolist() for part in members[theme]] for label in kept]
    names = {int(label): named.name for label, named in zip(kept, name_themes(texts), strict=True)}
    return [names.get(int(label)) for label in groups]


def broader_groups(middles: Vectors) -> NDArray[np.int64]:
    """A number for each theme; near ones have the same.

    Themes are joined by average linkage; where the joining stops is where they are, on average, nearest to their own group against
    the next one (silhouette), between about the root of their number of groups and half their number.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(middles) < _LEAST_THEMES:
        return np.arange(len(middles))
    apart = np.maximum(1 - middles @ middles.T, 0)
    np.fill_diagonal(apart, 0)
    tree = linkage(apart[np.triu_indices(len(middles), 1)], "average")
    cuts = [
        np.asarray(fcluster(tree, count, "maxclust"), np.int64) - 1
        for count in range(max(round(len(middles) ** 0.5), 2), len(middles) // 2 + 1)
    ]
    return max(cuts, key=lambda labels: _silhouette(apart, labels))


def _silhouette(apart: Vectors, labels: NDArray[np.int64]) -> float:
    """Mean silhouette; a theme alone in its group counts nothing."""
    count = int(labels.max()) + 1
    member = np.eye(count)[labels]
    sizes = member.sum(axis=0)
    sums = apart @ member
    rows = np.arange(len(labels))
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    means = sums / np.maximum(sizes, 1)
    means[rows, labels] = np.inf
    other = means.min(axis=1)
    value = np.where(sizes[labels] > 1, (other - own) / np.maximum(np.maximum(own, other), 1e-9), 0.0)
    return float(value.mean()) if np.isfinite(value).all() else -1.0
