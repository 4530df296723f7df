import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.voice.runs import sums_of_runs

RUNS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted), max_size=8)


@given(RUNS, st.integers(0, 3))
def test_sums_are_those_of_a_plain_loop(runs: list[list[int]], width: int) -> None:
    rows = np.arange(9 * width, dtype=np.float32).reshape(9, width) ** 2 - 5
    starts, ends = np.array([run[0] for run in runs], np.int64), np.array([run[1] for run in runs], np.int64)
    sums = sums_of_runs(rows, starts, ends - starts)
    assert sums.dtype == np.float32
    assert sums.tolist() == [
        [sum(rows[first:last, column].tolist()) for column in range(width)] for first, last in runs
    ]


def test_rows_that_do_not_stand_side_by_side_are_added_too() -> None:
    rows = np.arange(24, dtype=np.float32).reshape(4, 6)[::2, ::3]
    assert sums_of_runs(rows, np.array([0]), np.array([2])).tolist() == [[12.0, 18.0]]


@pytest.mark.parametrize(("start", "count"), [(-1, 1), (0, 3), (2, 1)])
def test_a_run_beyond_the_rows_is_refused(start: int, count: int) -> None:
    with pytest.raises(IndexError):
        sums_of_runs(np.zeros((2, 1), np.float32), np.array([start]), np.array([count]))
