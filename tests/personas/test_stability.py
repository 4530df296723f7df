"""The adjusted Rand index against counting pairs, centres and clouds against what can be seen."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footpath.personas.choosing import choose_count
from footpath.personas.fitting import fit_centres, fit_clouds, nearest
from footpath.personas.stability import adjusted_rand, separation_of, stability_of
from footpath.personas.tried import Tried


def rand_by_pairs(first: list[int], second: list[int]) -> float:
    pairs = list(combinations(range(len(first)), 2))
    one = [first[a] == first[b] for a, b in pairs]
    two = [second[a] == second[b] for a, b in pairs]
    both = sum(a and b for a, b in zip(one, two, strict=True))
    chance, most = sum(one) * sum(two) / len(pairs), (sum(one) + sum(two)) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=2, max_size=30))
def test_it_counts_pairs(codes: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in codes], [b for _, b in codes]
    assert np.isclose(adjusted_rand(np.array(first), np.array(second)), rand_by_pairs(first, second))


def three_heaps(spread: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    heap = np.repeat([0, 1, 2], 100)
    return np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])[heap] + rng.normal(0, spread, (300, 2)), heap


def test_heaps_are_found_and_come_again() -> None:
    places, heap = three_heaps(1.0)
    centres = fit_centres(places, 3, seed=0)
    assert adjusted_rand(nearest(places, centres), heap) == 1.0
    assert (
        fit_clouds(places, centres).probabilities(places).argmax(axis=1).tolist() == nearest(places, centres).tolist()
    )
    assert stability_of(places, 3, np.random.default_rng(0)) == 1.0
    assert stability_of(places, 5, np.random.default_rng(0)) < 0.9


def test_separation_falls_as_heaps_spread() -> None:
    near, far = (
        separation_of(three_heaps(spread)[0], fit_centres(three_heaps(spread)[0], 3, 0)) for spread in (4.0, 0.5)
    )
    assert near < 0.7 < 0.9 < far <= 1


def test_points_all_alike_have_centres() -> None:
    assert fit_centres(np.zeros((50, 2)), 3, seed=0).tolist() == [[0, 0]] * 3


def test_another_number_than_3_to_5_must_be_much_clearer() -> None:
    three = Tried(3, 0.8, 0.6, 0.4, 0.3)
    assert choose_count([Tried(2, 0.85, 0.6, 0.42, 0.3), three]).count == 3
    assert choose_count([Tried(2, 0.99, 0.6, 0.7, 0.3), three]).count == 2
    assert choose_count([Tried(2, 0.99, 0.97, 0.7, 0.69), three]).count == 3  # easier by chance, too
    only = choose_count([three, Tried(7, 0.7, 0.75, 0.4, 0.3)], wanted=7)
    assert only.count == 7
    assert "no more than chance" in only.reason


def test_groups_that_do_not_come_again_are_refused() -> None:
    assert "do not come again" in choose_count([Tried(3, 0.6, 0.3, 0.4, 0.3)]).reason
