import numpy as np
import pytest

from footpath.voice.embedding import Vectors, unit
from footpath.voice.themes.grouping import find_groups
from footpath.voice.themes.neighbours import graph_axes, modularity, nearest, neighbour_graph


def bundles(count: int, each: int, spread: float = 0.25, seed: int = 0) -> Vectors:
    rng = np.random.default_rng(seed)
    middles = unit(rng.normal(size=(count, 24)).astype(np.float32))
    noise = rng.normal(size=(count * each, 24)).astype(np.float32) * np.float32(spread / 24**0.5)
    return unit(np.repeat(middles, each, axis=0) + noise)


@pytest.mark.parametrize("count", [3, 8, 20])
def test_bundles_are_found_without_their_number(count: int) -> None:
    groups = find_groups(bundles(count, 40), None)
    assert groups.count == count
    blocks = groups.labels.reshape(count, 40)
    assert all(len(set(block[block >= 0].tolist())) == 1 for block in blocks)


def test_a_given_number_is_kept() -> None:
    assert find_groups(bundles(6, 30), 4).count == 4


def test_a_vector_far_from_all_stands_alone() -> None:
    near = bundles(4, 40)
    strange = -unit(near.mean(axis=0, keepdims=True))
    assert find_groups(np.concatenate([near, strange]), None).labels[-1] == -1


@pytest.mark.parametrize("size", [0, 1, 2, 3, 17])
@pytest.mark.parametrize("count", [None, 1, 2, 50])
def test_any_number_of_vectors_has_groups(size: int, count: int | None) -> None:
    groups = find_groups(bundles(1, size) if size else np.empty((0, 24), np.float32), count)
    assert len(groups.labels) == size
    assert groups.count <= max(size, 0)


def test_equal_vectors_do_no_harm() -> None:
    groups = find_groups(np.repeat(bundles(1, 1), 300, axis=0), None)
    assert np.isfinite(groups.labels).all()


def test_neighbours_are_those_of_a_plain_search() -> None:
    vectors = bundles(5, 300)
    places, likeness = nearest(vectors, 7)
    products = vectors @ vectors.T
    np.fill_diagonal(products, -2)
    assert np.allclose(np.sort(likeness, axis=1), np.sort(products, axis=1)[:, -7:], atol=1e-6)
    assert (places != np.arange(len(vectors))[:, None]).all()


def test_axes_are_the_same_by_both_ways() -> None:
    from footpath.voice.themes import neighbours

    graph = neighbour_graph(*nearest(bundles(3, 60, spread=0.9), 15))
    dense = graph_axes(graph, 4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "_DENSE_UP_TO", 10)
        sparse = graph_axes(graph, 4)
    assert np.allclose(np.abs((dense * sparse).sum(axis=0)), 1, atol=1e-3)


def test_modularity_is_that_of_the_paper() -> None:
    from scipy.sparse import csr_matrix

    two_pairs = csr_matrix(np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]], dtype=np.float64))
    assert modularity(two_pairs, np.array([0, 0, 1, 1]), 1.0) == pytest.approx(0.5)
    assert modularity(two_pairs, np.array([0, 1, 0, 1]), 1.0) == pytest.approx(-0.5)
