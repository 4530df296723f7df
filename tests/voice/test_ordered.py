import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.voice.ordered import fit_line, line_shares

ONE = np.ones(1)


def fitted(places: list[float], levels: list[int], firm: float = 0.1) -> tuple[float, np.ndarray]:
    weights, cuts = fit_line(
        np.array(places)[:, None], np.array(levels), 0 * ONE, firm * ONE, np.zeros(len(levels)), iterations=300
    )
    return float(weights[0]), cuts


def test_levels_in_order_make_a_line_that_rises_and_cuts_that_rise() -> None:
    weight, cuts = fitted([0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 1, 1, 2, 2, 3, 3])
    assert weight > 1
    assert (np.diff(cuts) > 0).all()
    falling, _ = fitted([7, 6, 5, 4, 3, 2, 1, 0], [0, 0, 1, 1, 2, 2, 3, 3])
    assert falling == pytest.approx(-weight, rel=0.02)


def test_two_levels_are_a_logistic_regression() -> None:
    from scipy.optimize import minimize

    places, levels = np.array([-2.0, -1, 0, 0.5, 1, 3]), np.array([0, 0, 1, 0, 1, 1])

    def loss(both: np.ndarray) -> float:
        return float(np.log1p(np.exp((1 - 2 * levels) * (both[0] * places - both[1]))).sum() + 0.05 * both[0] ** 2)

    plain = minimize(loss, np.zeros(2)).x
    weight, cuts = fitted(places.tolist(), levels.tolist())
    assert (weight, cuts[0]) == pytest.approx(plain, rel=1e-3, abs=1e-3)


def test_a_firmly_held_weight_stays_and_an_offset_counts_as_it_is() -> None:
    weight, _ = fitted([0, 1, 2, 3], [0, 0, 1, 1], firm=1e6)
    assert abs(weight) < 1e-3
    nothing, levels = np.zeros((4, 1)), np.array([0, 0, 1, 1])
    _, cuts = fit_line(nothing, levels, ONE, ONE, np.array([4.0, 4.2, 5.8, 6.0]))
    assert cuts[0] == pytest.approx(5, abs=0.1)


def test_one_level_alone_has_no_cut() -> None:
    weights, cuts = fit_line(np.ones((3, 2)), np.zeros(3, np.int64), np.array([1.0, 2]), np.ones(2), np.zeros(3))
    assert weights.tolist() == [1, 2]
    assert len(cuts) == 0


@settings(max_examples=50)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9), st.floats(-50, 50), st.floats(0, 50))
def test_shares_of_a_line_are_shares(places: list[float], low: float, gap: float) -> None:
    shares = line_shares(np.array(places), low, low + gap)
    assert np.allclose(shares.sum(axis=1), 1)
    assert (shares >= 0).all()
