import numpy as np
import pytest

from footpath.voice.embedding import unit
from footpath.voice.themes.newcomers import _groups, _Nowhere


def nowhere(*, alike: int, new: int, speaking: int, speaking_first: int) -> _Nowhere:
    """So many parts alike that fit nowhere, the last of them in texts that are new, and 40 that are like nothing."""
    rng = np.random.default_rng(0)
    one = rng.normal(size=(1, 256)) + 0.2 * rng.normal(size=(alike, 256))
    vectors = unit(np.concatenate([one, rng.normal(size=(40, 256))]).astype(np.float32))
    first = np.zeros(alike + 40, dtype=bool)
    first[alike - new : alike] = True
    places = np.arange(alike + 40)
    return _Nowhere(places, np.zeros_like(places), vectors, bool(new), first, speaking, speaking_first)


@pytest.mark.parametrize(
    ("alike", "new", "speaking_first", "found"),
    [
        (30, 0, 0, 0),  # 0.3% of all parts, and always there
        (50, 0, 0, 50),  # 0.5%
        (30, 25, 500, 30),  # 0.3%, mostly told of late, in 5% of what is new
        (30, 10, 500, 0),  # told of late by a third
        (30, 25, 9_000, 0),  # told of late, as all else is
    ],
)
def test_it_takes_as_large_a_share_as_at_first_or_of_what_is_new(
    alike: int, new: int, speaking_first: int, found: int
) -> None:
    left = nowhere(alike=alike, new=new, speaking=10_000, speaking_first=speaking_first)
    labels = _groups(left, seed=0)
    assert (labels >= 0).sum() == found
    assert (labels[alike:] == -1).all()
