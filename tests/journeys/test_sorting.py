"""Sorting against NumPy's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.journeys.sorting import group_rows, sort_rows


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.integers(0, 3)), max_size=200))
def test_rows_stand_by_customer_time_and_arrival_and_ties_stay(rows: list[tuple[int, int, int]]) -> None:
    customer, time, arrival = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    order, times, arrivals, offsets = sort_rows(customer.astype(np.int32), time, arrival, 5)
    assert order.tolist() == np.lexsort((arrival, time, customer)).tolist()
    assert (times.tolist(), arrivals.tolist()) == (time[order].tolist(), arrival[order].tolist())
    assert np.diff(offsets).tolist() == np.bincount(customer, minlength=5).tolist()


@pytest.mark.parametrize("length", [1, 15, 16, 17, 33, 1000, 4096])
def test_one_customer_with_many_events(length: int) -> None:
    time = np.random.default_rng(length).integers(0, length, length)
    found = sort_rows(np.zeros(length, np.int32), time, np.arange(length), 1)
    assert found.order.tolist() == np.argsort(time, kind="stable").tolist()


def test_owners_without_rows_are_empty() -> None:
    order, starts = group_rows(np.array([2, 0, 2], dtype=np.int32), 4)
    assert (order.tolist(), starts.tolist()) == ([1, 0, 2], [0, 1, 1, 3, 3])
