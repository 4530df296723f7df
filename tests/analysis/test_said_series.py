"""What texts say, as numbers: each text once in each saying and union that it is in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footpath.analysis.readings.said_series import NOTHING_SAID, Numbered
from footpath.journeys.columns import Feedback, no_feedback
from footpath.model.sayings import Sayings

TREE = Sayings(("a", "b", "c", "d", "ab", "abc", "abcd"), ((0, 1), (4, 2), (5, 3)))
HOLDS = [{0}, {1}, {2}, {3}, {0, 1}, {0, 1, 2}, {0, 1, 2, 3}]


def feedback(said: list[set[int]]) -> Feedback:
    columns = dict(no_feedback().__dict__)
    columns["row"] = np.arange(len(said), dtype=np.int64)
    columns["saying_starts"] = np.cumsum([0, *(len(one) for one in said)])
    columns["saying"] = np.array([saying for one in said for saying in sorted(one)], dtype=np.uint16)
    return Feedback(**columns)


texts = st.lists(st.sets(st.integers(0, 3)), max_size=8)


@given(texts, st.data())
def test_entries_are_those_of_a_plain_count(said: list[set[int]], data: st.DataObject) -> None:
    counted = data.draw(st.lists(st.booleans(), min_size=len(said), max_size=len(said)))
    shown = data.draw(st.lists(st.booleans(), min_size=7, max_size=7))
    numbered = Numbered.all_of(TREE).among(np.array(shown))
    position, number = numbered.entries(feedback(said), np.array(counted, dtype=bool))
    expected = [
        (at, node)
        for at, one in enumerate(said)
        for node in range(7)
        if counted[at] and shown[node] and one & HOLDS[node]
    ]
    assert list(zip(position.tolist(), number.tolist(), strict=True)) == expected
    assert numbered.numbers.tolist() == [node for node in range(7) if shown[node]]


def test_some_alone_are_counted_from_nought_and_keep_their_names() -> None:
    some = Numbered.all_of(TREE).only(np.array([4, 2]))
    position, number = some.entries(feedback([{1}, {2}, {3}]), np.ones(3, bool))
    assert (position.tolist(), number.tolist()) == ([0, 1], [0, 1])
    assert [some.name(0), some.name(1)] == ["ab", "c"]


def test_kin_are_parts_and_wholes_but_no_neighbours() -> None:
    found = [set(Numbered.all_of(TREE).kin(node).tolist()) for node in range(7)]
    assert found == [
        {other for other in range(7) if other != node and (HOLDS[node] <= HOLDS[other] or HOLDS[other] <= HOLDS[node])}
        for node in range(7)
    ]


def test_nothing_said_has_no_entries() -> None:
    position, number = NOTHING_SAID.entries(feedback([{1}]), np.ones(1, bool))
    assert len(position) == len(number) == 0
