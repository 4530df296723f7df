"""Means from whole numbers."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from footpath.analysis.readings.money import Mean


@given(st.lists(st.integers(-(2**150), 2**150), min_size=2, max_size=20))
def test_the_variance_is_the_fraction_rounded_once(amounts: list[int]) -> None:
    squares = sum(amount * amount >> 64 for amount in amounts)
    total = Fraction(sum(amounts), 1 << 64)
    exact = (Fraction(squares, 1 << 64) - total * total / len(amounts)) / (len(amounts) - 1)
    assert Mean(len(amounts), sum(amounts), squares).variance == max(float(exact), 0.0)
