import numpy as np
import pytest

from footpath.model.records import FeedbackKind, LinkKind
from footpath.voice.themes.origins import from_one_place, from_where, told_where


def test_parts_are_counted_by_group_and_place() -> None:
    labels = np.array([0, 0, 1, -1, 1, 0])
    places = np.array([2, 2, 0, 1, -1, 0])
    assert told_where(labels, places).tolist() == [[1, 0, 2], [1, 0, 0]]


def test_only_a_stated_touchpoint_counts() -> None:
    kinds = [FeedbackKind.CSAT, FeedbackKind.NPS, FeedbackKind.REVIEW]
    links = [LinkKind.STATED, LinkKind.NEAREST, LinkKind.NONE]
    assert from_where(kinds, ["Cart", "Cart", None], links) == [("csat", "Cart"), ("nps", ""), ("review", "")]


def groups_at(places: list[int], parts: int = 30) -> np.ndarray:
    told = np.zeros((len(places), max(places) + 1))
    told[np.arange(len(places)), places] = parts
    return told


def test_a_rare_place_tells_more_than_a_usual_one() -> None:
    alike = from_one_place(groups_at([0, 0, *[1] * 10, *[2] * 28]))
    assert alike[0, 1] > 0.9 > alike[2, 3] > alike[20, 21] > -0.1
    assert alike[0, 2] < 0
    assert alike[0, 20] < 0
    np.testing.assert_allclose(alike, alike.T)


@pytest.mark.parametrize("places", [[0] * 12, [0, 1], []])
def test_one_place_for_all_tells_nothing(places: list[int]) -> None:
    told = groups_at(places) if places else np.zeros((0, 0))
    assert not from_one_place(told).any()


def test_two_places_tell_little() -> None:
    alike = from_one_place(groups_at([0, 1] * 15))
    assert 0 < alike[0, 2] < 0.4
    assert -0.4 < alike[0, 1] < 0


def test_groups_of_unknown_place_are_like_none() -> None:
    told = np.vstack([groups_at([0, 0, 1, 1, 2, 2, 3, 3]), np.zeros((1, 4))])
    alike = from_one_place(told)
    assert not alike[8].any()
    assert not alike[:, 8].any()
    assert alike[0, 1] > 0
