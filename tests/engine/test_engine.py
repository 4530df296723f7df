"""Threads and the lookup table."""

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footpath.engine import Threads, each, using
from footpath.engine.lookup import find_rows, position_of, positions_in, positions_table


def test_each_keeps_the_order_and_uses_several_threads() -> None:
    both = threading.Barrier(2, timeout=10)

    def work(number: int) -> int:
        both.wait()  # goes on only when two are at work at once
        return number * 10

    with using(Threads(2)):
        assert each(work, [1, 2]) == [10, 20]


def test_each_of_nothing_is_nothing() -> None:
    assert each(len, []) == []


@given(st.lists(st.integers(-(2**62), 2**62)), st.lists(st.integers(-(2**62), 2**62)))
def test_positions(ids: list[int], others: list[int]) -> None:
    known = np.array(ids, dtype=np.int64)
    slots = positions_table(known)
    wanted = np.array([*ids, *others], dtype=np.int64)
    expected = [ids.index(value) if value in ids else -1 for value in wanted.tolist()]
    assert positions_in(slots, known, wanted).tolist() == expected


def test_rows_of_wanted_ids() -> None:
    wanted = np.array([7, 8, 9])
    assert find_rows(positions_table(wanted), wanted, np.array([1, 9, 2, 7])).tolist() == [3, -1, 1]
    assert position_of(positions_table(wanted), wanted, 8) == 1
