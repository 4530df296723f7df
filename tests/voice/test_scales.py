import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.errors import SpecError
from footpath.voice import experience, normalise


@pytest.mark.parametrize(
    ("score", "low", "high", "kind", "expected"),
    [
        (0, 0, 10, "nps", 0.0),
        (9, 0, 10, "nps", 0.9),
        (3, 1, 5, "csat", 0.5),
        (5, 1, 7, "ces", 4 / 6),
        (5, 7, 1, "ces", 2 / 6),  # high is effort
        (2, 6, 1, "rating", 0.8),  # school marks
        (4, np.nan, np.nan, "rating", 0.75),  # the usual scale of stars
        (80, 0, 100, "csat", 0.8),
    ],
)
def test_each_scale_ends_between_nought_and_one(
    score: float, low: float, high: float, kind: str, expected: float
) -> None:
    assert normalise(score, low, high, kind) == pytest.approx(expected)


def test_a_score_outside_its_scale_or_without_one_is_no_figure() -> None:
    assert np.isnan(normalise([0, 6, np.nan, np.inf], 1, 5, "rating")).all()
    assert np.isnan(normalise(3, np.nan, np.nan, "ticket"))
    assert np.isnan(normalise(3, 3, 3))


def test_effort_turns_the_scale_round() -> None:
    assert normalise([1, 4, 7], 1, 7, "ces", effort=True).tolist() == [1.0, 0.5, 0.0]


def test_an_unknown_kind_is_named_with_those_that_exist() -> None:
    with pytest.raises(SpecError, match="nps, csat, ces"):
        normalise(1, 0, 10, "likes")


def test_experience_runs_from_minus_one_to_one() -> None:
    assert experience([0, 0.25, 0.5, 1]).tolist() == [-1, -0.5, 0, 1]


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_never_outside(score: float, low: float, high: float) -> None:
    share = float(normalise(score, low, high))
    assert np.isnan(share) or 0 <= share <= 1
