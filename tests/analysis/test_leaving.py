"""When has a customer left?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows

from footpath.analysis import ask
from footpath.analysis.readings import leaving
from footpath.analysis.readings.leaving import left_before
from footpath.journeys import Index, journeys
from footpath.journeys.selection import select
from footpath.model.questions import Question
from reference.dropoff import dropoff
from reference.leaving import waits
from reference.rows import Row

few = settings(max_examples=40, deadline=None)


def waits_of(index: Index, **question: object) -> dict[str, float]:
    """Hours by touchpoint."""
    until = left_before(select(index, Question(**question), anchored=True))  # type: ignore[arg-type]
    return {name: ((index.last_us or 0) - int(at)) / 3_600e6 for name, at in zip(index.names, until, strict=True)}


@few
@given(rows, st.integers(1, 4), st.sampled_from([1, 3, 30]), st.sampled_from([1, 2, 12]))
def test_the_wait_is_that_of_the_reference(events: list[Row], shards: int, enough: int, bits: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leaving, "ENOUGH", enough)
        patch.setattr(leaving, "_MOST_BITS", bits)  # many readings find the same as one
        found = waits_of(index_of(events, shards))
    assert {place: found[place] for place in waits(events)} == waits(events, enough)


@few
@given(rows, st.integers(1, 4), st.booleans(), st.sampled_from([2, 30]))
def test_dropoff_counts_as_the_reference_does(events: list[Row], shards: int, by: bool, enough: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leaving, "ENOUGH", enough)
        found = ask(index_of(events, shards), {"ask": "dropoff", **({"by": "device"} if by else {})}).rows
    assert {(r.group, r.touchpoint): (r.arrivals, r.left, r.open) for r in found} == dropoff(events, by, enough)


def test_short_gaps_within_a_session_do_not_make_customers_of_last_week_leavers() -> None:
    often = {f"c{n}": " ".join(f"page@{day}d page@{day}.001d" for day in range(0, 40, 10)) for n in range(10)}
    index = journeys({**often, "late": "page@35d page@35.001d", "end": "page@40d"})
    (row,) = ask(index, {"ask": "dropoff"}).rows
    assert (row.arrivals, row.left, row.open) == (0, 0, 12)  # all stay away for ten days at a time
    gone = journeys({**often, "gone": "page@20d page@20.001d", "end": "page@40d"})
    (row,) = ask(gone, {"ask": "dropoff"}).rows
    assert (row.arrivals, row.left, row.open) == (1, 1, 11)


def test_a_period_and_groups_change_no_wait_and_where_does() -> None:
    index = journeys(ann="mail@0|device=phone shop@2d mail@12d|device=phone", bob="shop@20d")
    whole = waits_of(index)
    assert whole["mail"] == whole["shop"] == 240.0
    assert waits_of(index, during="2024-01-01", by="day") == whole
    assert waits_of(index, where={"device": "phone"})["mail"] == 288.0


def test_half_an_hour_is_no_pause_and_nothing_known_is_a_day() -> None:
    assert set(waits_of(journeys(ann="mail@0 mail@30")).values()) == {24.0}
    assert set(waits_of(journeys(ann="mail@0 mail@2d")).values()) == {48.0}
    assert set(waits_of(index_of([])).values()) == {24.0}
