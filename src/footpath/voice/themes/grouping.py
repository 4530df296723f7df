"""Groups of vectors that speak of one subject, and how many there are."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors, unit
from footpath.voice.themes.details import are_details
from footpath.voice.themes.neighbours import NEIGHBOURS, centres, graph_axes, modularity, nearest, neighbour_graph

MOST_GROUPS = 120
_LEAST_PER_GROUP = 12  # vectors, on average, where the number of groups is not given
_RESOLUTION = 2.0
_ROUNDS = 40
_MOST_JOINED = 4_000  # points that are joined pair by pair
_JOINED_TO_COUNT = 1_500  # while the number of groups is looked for
_MOST_ISLANDS = 200
_MOST_TRIED = 30
_STEP = 1.25  # from one number of groups that is tried to the next
MOST_FOUND = 50  # groups, where their number is not given: a person reads no more
_FARS = (0.75, 0.77, 0.79, 0.81, 0.83, 0.85, 0.87, 0.89, 0.91, 0.93)
_TIGHT = 0.7  # apart, on average, up to which parts say nearly the same
_FAR = 3.5  # deviations from the usual likeness to one's neighbours, from which a vector stands alone


@dataclass(frozen=True)
class Groups:
    """Who belongs together.

    Attributes:
        labels: the group of each vector, −1 for one that stands alone.
        count: how many groups there are.
        tried: each number of groups that was tried, and how distinct its groups were; empty where the number was given.
    """

    labels: NDArray[np.int64]
    count: int
    tried: tuple[tuple[int, float], ...] = ()


def find_groups(vectors: Vectors, count: int | None, seed: int = 0, most: int = MOST_GROUPS) -> Groups:
    """Which of these vectors of length 1 speak of the same subject?

    Without a ``count`` it is the one whose groups are most distinct: whose part of the neighbour graph's weight exceeds
    twice what chance would give by most. Vectors whose neighbours are much farther than usual stand alone, unless a count is given.
    """
    if len(vectors) < 2 or (count is not None and count <= 1):
        return Groups(np.zeros(len(vectors), dtype=np.int64), min(len(vectors), 1))
    places, likeness = nearest(vectors, NEIGHBOURS)
    together = np.ones(len(vectors), bool) if count else _has_company(likeness)
    if not together.all():
        places, likeness = nearest(vectors[together], NEIGHBOURS)
    graph = neighbour_graph(places, likeness)
    size = int(together.sum())
    highest = min(count or min(most, max(size // _LEAST_PER_GROUP, 2)), size)
    islands = min(
        _islands(graph), _MOST_ISLANDS
    )  # each has an axis of its own, and who leaves one out loses its vectors
    axes = graph_axes(graph, max(highest, islands))
    tried: list[tuple[int, float]] = []
    if count is None:
        count, tried = _most_distinct(graph, axes, islands, highest, seed)
    labels = np.full(len(vectors), -1, dtype=np.int64)
    labels[together] = _without_gaps(split(unit(axes[:, : max(count, islands)]), count, seed))
    return Groups(labels, int(labels.max()) + 1, tuple(tried))


def tight_groups(vectors: Vectors, least: int) -> NDArray[np.int64]:
    """The group of each vector of length 1 among those that say nearly the same, −1 for those in none of at least ``least``."""
    joined = _cut(_tree(vectors), _TIGHT)
    kept = np.bincount(joined) >= least
    return np.where(kept, np.cumsum(kept) - 1, -1)[joined]


def _tree(vectors: Vectors) -> Any:
    """Average linkage of vectors of length 1."""
    from scipy.cluster.hierarchy import linkage

    apart = np.maximum(1 - vectors @ vectors.T, 0)
    return linkage(apart[np.triu_indices(len(vectors), 1)], "average")


def _cut(tree: Any, far: float) -> NDArray[np.int64]:
    from scipy.cluster.hierarchy import fcluster

    return np.asarray(fcluster(tree, far, "distance"), np.int64) - 1


def join_groups(vectors: Vectors, least: int, text: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """The group of each vector of length 1 by what they say alone, −1 for those in none; no number is asked for.

    Vectors, and then groups of them, are joined while they are on average alike by a quarter (0 is what any two are); where that
    leaves more than `MOST_FOUND` groups of at least ``least``, details left out, by less.

    Args:
        text: the text that each is a part of; without it no group is a detail.
    """
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    tree = _tree(vectors)
    for far in _FARS:
        joined = _cut(tree, far)
        sizes = np.bincount(joined)
        kept = sizes >= least
        labels = np.where(kept, np.cumsum(kept) - 1, -1)[joined]
        if kept.sum() - (are_details(labels, text).sum() if text is not None else 0) <= MOST_FOUND:
            break
    return labels


def _has_company(likeness: Vectors) -> NDArray[np.bool_]:
    mean = likeness.mean(axis=1)
    middle = np.median(mean)
    spread = 1.4826 * np.median(np.abs(mean - middle))
    return np.asarray(mean >= middle - _FAR * max(float(spread), 1e-6), dtype=bool)


def _numbers(highest: int) -> list[int]:
    """The numbers of groups that are tried, from two up, denser where they are small."""
    numbers, at = [], 2.0
    while at < highest:
        numbers.append(int(at))
        at = max(at * _STEP, at + 1)
    return [*numbers, highest]


def _most_distinct(
    graph: Any, axes: Vectors, islands: int, highest: int, seed: int
) -> tuple[int, list[tuple[int, float]]]:
    """The number whose groups are most distinct, and all that were tried: some everywhere, then those beside the best."""
    tried: dict[int, float] = {}
    numbers = _numbers(highest)
    while numbers:
        for number in numbers:
            labels = split(unit(axes[:, : max(number, islands)]), number, seed, _JOINED_TO_COUNT)
            tried[number] = modularity(graph, labels, _RESOLUTION)
        best = max(tried, key=lambda number: (tried[number], -number))
        beside = [number for number in (best - 2, best - 1, best + 1, best + 2) if 2 <= number <= highest]
        numbers = [number for number in beside if number not in tried] if len(tried) < _MOST_TRIED else []
    return best, sorted(tried.items())


def _islands(graph: Any) -> int:
    from scipy.sparse.csgraph import connected_components

    return int(connected_components(graph, directed=False, return_labels=False))


def split(points: Vectors, count: int, seed: int, most: int = _MOST_JOINED) -> NDArray[np.int64]:
    """Spherical k-means that begins where Ward's method ends, on a sample of many points.

    On real texts this agrees better with what people say belongs together than the best of twenty k-means from random beginnings.
    """
    from scipy.cluster.hierarchy import cut_tree, linkage

    rng = np.random.default_rng(seed)
    some = points if len(points) <= most else points[np.sort(rng.permutation(len(points))[:most])]
    if len(some) < 2:
        return np.zeros(len(points), dtype=np.int64)
    joined = cut_tree(linkage(some, "ward"), min(count, len(some))).ravel().astype(np.int64)
    middles = centres(some, joined, int(joined.max()) + 1)
    labels = np.full(len(points), -1, dtype=np.int64)
    for _ in range(_ROUNDS):
        now = (points @ middles.T).argmax(axis=1)
        if np.array_equal(now, labels):
            break
        labels, middles = now, centres(points, now, len(middles))
    return labels


def _without_gaps(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
