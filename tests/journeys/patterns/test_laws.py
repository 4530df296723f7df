"""What must be true of patterns whatever the journeys are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis import ask
from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.journeys.conditions import condition_on
from footpath.journeys.index import Index
from reference.made_patterns import customers, index_of, patterns, write
from reference.patterns import Event, Pattern

few = settings(max_examples=25, deadline=None)


def keys(index: Index, where: object) -> set[int]:
    """The customers who are left, told by the events that are."""
    rows = ask(index, {"ask": "matches", "pattern": ".", "where": {"matches": where}}).rows
    people = {int(key) for shard in index.shards for key in shard.key}
    found = {key for key in people if holds(index, key, where)}
    assert rows[0].customers == len(found)
    return found


def holds(index: Index, key: int, where: object) -> bool:
    """Whether the condition keeps the events of a customer: all of them or none."""
    condition = condition_on(index, "matches", where)
    for shard in index.shards:
        kept = condition.holds(shard)
        for own in (shard.key == key).nonzero()[0].tolist():
            events = kept[shard.offsets[own] : shard.offsets[own + 1]].tolist()
            assert len(set(events)) == 1
            return bool(events[0])
    raise AssertionError(key)


@few
@given(customers, patterns, patterns, st.integers(1, 3))
def test_either_is_the_union_and_not_is_the_rest(
    made: list[list[Event]], one: Pattern, two: Pattern, shards: int
) -> None:
    index = index_of(made, shards)
    try:
        first, second = keys(index, write(one)), keys(index, write(two))
    except SpecError:
        return  # one of them can never match
    assert keys(index, f"{write(one)} | {write(two)}") == first | second
    assert keys(index, [write(one), write(two)]) == first | second
    assert keys(index, f"({write(one)})") == first
    assert keys(index, {"not": write(one)}) == set(range(len(made))) - first
    assert keys(index, f"({write(one)} within 9w)") == first


@few
@given(customers, patterns)
def test_a_match_stays_when_events_come_before_it(made: list[list[Event]], pattern: Pattern) -> None:
    """Nothing that lies before a match can undo it, unless the pattern asks for the start."""
    if "start" in write(pattern):
        return
    index = index_of(made)
    later = index_of([[Event(0, "c"), *(event._replace(at=event.at + 600) for event in journey)] for journey in made])
    try:
        assert keys(index, write(pattern)) <= keys(later, write(pattern))
    except SpecError:
        return  # it can never match


def test_a_pattern_and_other_conditions() -> None:
    """A pattern sees whole journeys; what else is asked of events then chooses among theirs."""
    index = journeys(ann="cart@0|device=phone help@1|device=desk pay@2|device=phone", bob="cart@0|device=phone help@1")
    where = {"matches": "cart -> pay", "device": "phone"}
    assert [row.events for row in ask(index, {"ask": "overview", "where": where}).rows] == [2]
