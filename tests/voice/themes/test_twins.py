import numpy as np
import pytest

from footpath.voice.embedding import Vectors, unit
from footpath.voice.themes.twins import MOST_GROUPS, broader_groups, join_twins


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


@pytest.mark.parametrize("near", [True, False])
def test_what_is_heard_in_the_same_place_is_joined_sooner(near: bool) -> None:
    """Two groups nearly alike, from one place that no other group is from, or each from a place of many."""
    others = np.eye(40, dtype=np.float32)[3:33]
    middles = np.concatenate([np.pad(turned(0.15), ((0, 0), (0, 37))), others])
    labels = np.repeat(np.arange(33), 20)
    place = np.repeat([0, 0 if near else 2, 1, *[1 + n % 3 for n in range(30)]], 20)
    joined = join_twins(around(middles, 20, 0.005), labels, np.arange(660), place)
    assert (joined[0] == joined[20]) == near
    assert len(set(joined.tolist())) == (32 if near else 33)


def test_more_groups_than_a_person_reads_are_joined_sooner() -> None:
    """Pairs that are somewhat alike: joined while there are too many groups, and no further; small ones count for nothing."""
    pairs, width = 25, 50
    middles = np.eye(width, dtype=np.float32)
    middles[1::2] = 0.15 * middles[::2] + (1 - 0.15**2) ** 0.5 * middles[1::2]
    vectors, labels = np.repeat(middles, 6, axis=0), np.repeat(np.arange(2 * pairs), 6)
    assert len(set(join_twins(vectors, labels, np.arange(300)).tolist())) == MOST_GROUPS
    assert len(set(join_twins(vectors, labels, np.arange(300), most=30).tolist())) == 30
    assert len(set(join_twins(vectors, labels, np.arange(300), least=7).tolist())) == 50


def test_those_of_none_stay_out_and_nothing_is_nothing() -> None:
    vectors = around(turned(0.9), 4, 0.0)
    labels = np.array([-1, 0, 0, 0, 1, 1, 1, 1, -1, -1, -1, -1])
    joined = join_twins(vectors, labels, np.arange(12))
    assert (joined == -1).tolist() == (labels == -1).tolist()
    assert set(joined[labels >= 0].tolist()) == {0}
    assert join_twins(vectors[:0], labels[:0], labels[:0]).tolist() == []


def test_what_is_no_twin_may_be_under_one_broader_name() -> None:
    vectors, labels = around(turned(0.12), 20, 0.02), np.repeat([0, 1, 2], 20)
    assert len(set(join_twins(vectors, labels, np.arange(60)).tolist())) == 3
    one, other, third = broader_groups(vectors, labels, np.arange(60)).tolist()
    assert one == other != third
    assert broader_groups(vectors[:0], labels[:0], labels[:0]).tolist() == []
