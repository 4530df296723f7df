"""The automaton against a reference that tries every way, on random patterns and random journeys."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.errors import SpecError
from footpath.journeys.index import Index
from footpath.journeys.patterns import Pattern, compile_pattern, compiling
from footpath.journeys.patterns.tracing import NO_TRACER
from reference.made_patterns import customers, index_of, patterns, sessions, write
from reference.patterns import Event, span
from reference.patterns import Pattern as Plain

few = settings(max_examples=60, deadline=None)


def compiled(index: Index, pattern: Plain) -> Pattern | None:
    """The pattern, or None when it is refused for it can never match."""
    try:
        return compile_pattern(index, write(pattern))
    except SpecError as error:
        if "never match" in str(error) or "names no event" in str(error):
            return None
        raise


def expected(journeys: list[list[Event]], pattern: Plain) -> list[tuple[int, int] | None]:
    now = max(event.at for journey in journeys for event in journey)
    return [span(pattern, sessions(journey), now) for journey in journeys]


def found(index: Index, pattern: Pattern, count: int) -> list[tuple[int, int] | None]:
    """By customer, the first match, as numbers of the customer's events; those who have one are told from both readings."""
    spans: list[tuple[int, int] | None] = [None] * count
    for shard in index.shards:
        read = pattern.matched(shard)
        assert pattern.holding(shard).tolist() == read.matched.tolist()
        for own in np.flatnonzero(read.matched).tolist():
            begin = int(shard.offsets[own])
            spans[int(shard.key[own])] = (int(read.first[own]) - begin, int(read.last[own]) - begin)
    return spans


@few
@given(customers, patterns, st.integers(1, 3))
def test_who_matches_and_where(journeys: list[list[Event]], pattern: Plain, shards: int) -> None:
    index = index_of(journeys, shards)
    ready = compiled(index, pattern)
    wanted = expected(journeys, pattern)
    if ready is None:
        assert not any(wanted)
    else:
        assert found(index, ready, len(journeys)) == wanted


@few
@given(customers, patterns)
def test_without_a_deterministic_automaton(journeys: list[list[Event]], pattern: Plain) -> None:
    """Patterns that would have too many states are read by the other automaton alone."""
    index = index_of(journeys)
    ready = compiled(index, pattern)
    if ready is not None:
        none = ready.deterministic._replace(table=np.zeros(0, np.int32))
        traced = replace(ready, deterministic=none)
        simulated = replace(ready, deterministic=none, tracer=NO_TRACER)
        for reading in (traced, simulated):
            assert found(index, reading, len(journeys)) == expected(journeys, pattern)


@few
@given(customers, patterns)
def test_with_little_room(journeys: list[list[Event]], pattern: Plain) -> None:
    """Room for one way at a place, then for two, and so on: a journey that needs more is read again with more."""
    index = index_of(journeys)
    ready = compiled(index, pattern)
    if ready is not None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compiling, "ROOMS", tuple(range(1, 20)))
            assert found(index, ready, len(journeys)) == expected(journeys, pattern)
