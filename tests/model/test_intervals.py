"""One rate has the interval that it has among many."""

from hypothesis import given
from hypothesis import strategies as st

from footpath.model.intervals import wilson, wilson_rate


@given(n=st.integers(0, 10**7), part=st.floats(0, 1))
def test_one_rate_has_the_interval_that_it_has_in_an_array(n: int, part: float) -> None:
    hits = round(n * part)
    low, high = wilson([hits], [n])
    assert wilson_rate(hits, n) == (low[0], high[0])
