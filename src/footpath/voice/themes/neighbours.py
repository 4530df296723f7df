"""Which vectors are each other's nearest, and the axes along which a whole set of them falls apart.

Vectors of an encoder lie on curved sheets: two statements of one subject need not be near each other, but there is a way of near
steps between them. The graph of nearest neighbours knows these ways. The leading eigenvectors of its normalised adjacency
stretch the sheets flat, so that a plain grouping finds subjects of any shape.

Source: A. Ng, M. Jordan, Y. Weiss, "On spectral clustering" (NIPS 2001).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Vectors, unit

NEIGHBOURS = 15
_BLOCK = 1024
_DENSE_UP_TO = 400  # vectors for which all eigenvectors are as quick as some


def nearest(vectors: Vectors, count: int) -> tuple[NDArray[np.int64], Vectors]:
    """The places of the ``count`` nearest others of each vector of length 1, in no order, and how alike they are.

    Examples:
        >>> places, likeness = nearest(np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32), 1)
        >>> places.ravel().tolist(), likeness.round(1).ravel().tolist()
        ([1, 0, 1], [0.800000011920929, 0.800000011920929, 0.6000000238418579])
    """
    count = min(count, len(vectors) - 1)
    places = np.empty((len(vectors), count), dtype=np.int64)
    likeness = np.empty((len(vectors), count), dtype=np.float32)
    for at in range(0, len(vectors), _BLOCK):
        products = vectors[at : at + _BLOCK] @ vectors.T
        rows = np.arange(len(products))
        products[rows, at + rows] = -2.0
        found = np.argpartition(-products, count - 1, axis=1)[:, :count]
        places[at : at + _BLOCK] = found
        likeness[at : at + _BLOCK] = np.take_along_axis(products, found, axis=1)
    return places, likeness


def neighbour_graph(places: NDArray[np.int64], likeness: Vectors) -> Any:
    """The symmetric sparse matrix of who is near whom, weighted by likeness; near both ways counts double."""
    from scipy.sparse import csr_matrix

    size, count = places.shape
    starts = np.arange(0, size * count + 1, count)
    directed = csr_matrix((np.maximum(likeness, 1e-3).ravel(), places.ravel(), starts), shape=(size, size))
    return ((directed + directed.T) / 2).tocsr()


def graph_axes(graph: Any, count: int) -> Vectors:
    """The ``count`` leading eigenvectors of the normalised graph, strongest first: one row per vector, not yet of length 1."""
    from scipy.sparse import diags
    from scipy.sparse.linalg import eigsh

    strength = np.asarray(graph.sum(axis=1)).ravel()
    scale = diags(1 / np.sqrt(np.maximum(strength, 1e-9)))
    normalised = scale @ graph @ scale
    size = graph.shape[0]
    count = min(count, size)
    if size <= _DENSE_UP_TO or count > size // 2:
        values, axes = np.linalg.eigh(normalised.toarray())
    else:
        values, axes = eigsh(normalised, k=count, which="LA", v0=np.sqrt(strength))
    return np.asarray(axes[:, np.argsort(-values, kind="stable")[:count]], dtype=np.float32)


def modularity(graph: Any, labels: NDArray[np.int64], resolution: float) -> float:
    """How much more of the graph's weight lies within groups than chance would put there, times ``resolution``.

    Source: M. Newman, M. Girvan, Phys. Rev. E 69 (2004); resolution after J. Reichardt, S. Bornholdt (2006).
    """
    count = int(labels.max()) + 1
    rows, columns = graph.nonzero()
    total = float(graph.sum())
    inside = float(np.asarray(graph[rows, columns]).ravel()[labels[rows] == labels[columns]].sum())
    strength = np.bincount(labels, np.asarray(graph.sum(axis=1)).ravel(), minlength=count)
    return inside / total - resolution * float(((strength / total) ** 2).sum())


def centres(vectors: Vectors, labels: NDArray[np.int64], count: int) -> Vectors:
    """The direction of each group's mean; zeros for an empty one. Rows labelled −1 belong to none."""
    kept = labels >= 0
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, labels[kept], vectors[kept])
    return unit(sums)
