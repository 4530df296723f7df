"""Journeys are alike by edits, as a table of distances written out says."""

from hypothesis import given
from hypothesis import strategies as st

from footpath.maps.likeness import by_centrality, edit_distance

JOURNEYS = st.lists(st.integers(0, 4), max_size=90)


def reference(one: list[int], other: list[int]) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


@given(JOURNEYS, JOURNEYS)
def test_edits_are_those_of_the_table(one: list[int], other: list[int]) -> None:
    assert edit_distance(one, other) == reference(one, other) == edit_distance(other, one)


@given(st.lists(JOURNEYS, min_size=1, max_size=6))
def test_the_first_is_nearest_to_all_others(journeys: list[list[int]]) -> None:
    def far(at: int) -> float:
        one = journeys[at]
        return sum(reference(one, other) / max(len(one), len(other), 1) for other in journeys)

    order = by_centrality(journeys)
    assert sorted(order) == list(range(len(journeys)))
    assert far(order[0]) <= min(map(far, order)) + 1e-9
