import numpy as np
import pytest

from footpath.voice.embedding import Vectors, unit
from footpath.voice.themes.twins import join_twins


def around(middles: Vectors, each: int, spread: float, seed: int = 0) -> Vectors:
    noise = np.random.default_rng(seed).normal(0, spread, (len(middles) * each, middles.shape[1]))
    return unit((np.repeat(middles, each, axis=0) + noise).astype(np.float32))


def turned(likeness: float) -> Vectors:
    """Three directions: the second is so much like the first, the third like neither."""
    return np.array([[1, 0, 0], [likeness, (1 - likeness**2) ** 0.5, 0], [0, 0, 1]], dtype=np.float32)


@pytest.mark.parametrize(("likeness", "groups"), [(0.3, 2), (0.1, 3)])
def test_those_that_are_alike_are_joined(likeness: float, groups: int) -> None:
    labels = np.repeat([0, 1, 2], 20)
    joined = join_twins(around(turned(likeness), 20, 0.02), labels, np.arange(60))
    assert len(set(joined.tolist())) == groups
    assert (joined[0] == joined[20]) == (groups == 2)


@pytest.mark.parametrize("together", [True, False])
def test_what_is_told_in_one_breath_is_joined_sooner(together: bool) -> None:
    """Two groups that stand in the same texts, or never do although both stand in texts of two parts."""
    vectors = around(turned(0.13), 40, 0.02)
    labels = np.repeat([0, 1, 2], 40)
    first, other, rest = np.arange(40), np.arange(40), 40 + np.arange(40) // 2
    if not together:
        first, other = np.arange(40) // 2 + 100, np.arange(40) // 2 + 200
    many = np.repeat(np.arange(1000, 1200), 2)  # texts that speak of neither
    joined = join_twins(
        np.concatenate([vectors, np.tile(vectors[-1:], (400, 1))]),
        np.concatenate([labels, np.full(400, 2)]),
        np.concatenate([first, other, rest, many]),
    )
    assert (joined[0] == joined[40]) == together
    assert joined[0] != joined[80]


def test_those_of_none_stay_out_and_nothing_is_nothing() -> None:
    vectors = around(turned(0.9), 4, 0.0)
    labels = np.array([-1, 0, 0, 0, 1, 1, 1, 1, -1, -1, -1, -1])
    joined = join_twins(vectors, labels, np.arange(12))
    assert (joined == -1).tolist() == (labels == -1).tolist()
    assert set(joined[labels >= 0].tolist()) == {0}
    assert join_twins(vectors[:0], labels[:0], labels[:0]).tolist() == []
