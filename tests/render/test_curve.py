"""The curve passes through what was measured and invents nothing between."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.render.poster.curve import Curve, path_through, slopes


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=12))
def test_between_two_points_the_curve_stays_between_their_heights(heights: list[float]) -> None:
    curve = Curve(tuple((10.0 * at, height) for at, height in enumerate(heights)))
    for at, (a, b) in enumerate(itertools.pairwise(heights)):
        for step in range(11):
            assert min(a, b) - 1e-9 <= curve.at(10 * at + step) <= max(a, b) + 1e-9


def test_the_curve_passes_through_its_points_and_is_level_beyond_them() -> None:
    curve = Curve(((0.0, 1.0), (4.0, -1.0), (6.0, 0.5)))
    assert [curve.at(x) for x in (-5, 0, 4, 6, 9)] == [1.0, 1.0, -1.0, 0.5, 0.5]


def test_the_path_names_every_point() -> None:
    assert path_through([(0, 0), (3, 3), (6, 0)]) == "M0 0C1 1 2 3 3 3C4 3 5 1 6 0"
    assert path_through([]) == ""


def test_dips_and_peaks_are_level() -> None:
    assert slopes([(0, 0), (1, 2), (2, 1), (3, 1)])[1] == 0
    assert slopes([(0, 5)]) == (0.0,)
    assert slopes([(0, 0), (1, 1), (2, 4)])[1] == pytest.approx(1.5)
