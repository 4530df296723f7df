"""The tree of sayings: what each is part of."""

from hypothesis import given
from hypothesis import strategies as st

from footpath.model.sayings import NO_SAYINGS, Sayings


def tree(draws: list[tuple[int, int]], leaves: int) -> Sayings:
    """Two of those that are left are joined, until one is."""
    left, joins = list(range(leaves)), []
    for one, other in draws[: leaves - 1]:
        first = left.pop(one % len(left))
        second = left.pop(other % len(left))
        joins.append((first, second))
        left.append(leaves + len(joins) - 1)
    return Sayings(tuple(f"n{place}" for place in range(leaves + len(joins))), tuple(joins))


@given(st.integers(2, 9), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=8, max_size=8))
def test_a_saying_is_part_of_just_those_unions_that_hold_it(leaves: int, draws: list[tuple[int, int]]) -> None:
    sayings = tree(draws, leaves)
    holds = [{place} for place in range(leaves)]
    for one, other in sayings.joins:
        holds.append(holds[one] | holds[other])
    above = sayings.above()
    assert len(above) == sayings.count == leaves
    for saying, found in enumerate(above):
        assert found.tolist() == [place for place, members in enumerate(holds) if saying in members]


def test_nothing_said_is_no_tree() -> None:
    assert NO_SAYINGS.count == 0
    assert NO_SAYINGS.above() == []


def test_what_was_written_is_read_again() -> None:
    written = Sayings(("a", "b", "ab"), ((0, 1),))
    assert Sayings.read(["a", "b", "ab"], [[0, 1]]) == written
