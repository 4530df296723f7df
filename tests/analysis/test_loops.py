"""Loops and stage transitions: by hand, against the references, and who they are."""

from math import isnan
from statistics import fmean, median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_events import STAGES, events, index_of

from footpath.analysis import ask, customers_of
from footpath.journeys import journeys
from reference.events import Event
from reference.loops import loops, stage_transitions, worths

few = settings(max_examples=40, deadline=None)


def test_repeats_returns_and_ping_pongs_are_told_apart() -> None:
    index = journeys(ann="a@0 a@1 a@2", bob="a@0 b@1 a@2 b@3", eve="a@0 b@1 c@3 d@4 a@5", dan="a@0")
    rows = ask(index, {"ask": "loops"}).rows
    assert [(row.kind, row.from_, row.via, row.count, row.customers, row.arrivals) for row in rows] == [
        ("repeat", "a", None, 2, 1, 4),
        ("return", "a", None, 1, 1, 4),
        ("ping-pong", "a", "b", 1, 1, 4),
        ("ping-pong", "b", "a", 1, 1, 2),
    ]
    assert [row.median_s for row in rows] == [60.0, 300.0, 120.0, 120.0]
    short = ask(index, {"ask": "loops", "reach": 2}).rows
    assert [row.kind for row in short] == ["repeat", "ping-pong", "ping-pong"]


def test_a_loop_lies_in_one_session_unless_the_gap_is_null() -> None:
    index = journeys(ann="a@0 b@31 a@32", bob="a@0 b@30 a@60")
    assert [row.count for row in ask(index, {"ask": "loops"}).rows] == [1]
    assert [row.count for row in ask(index, {"ask": "loops", "gap": None}).rows] == [2]
    # an event that does not count still holds the session together
    index = journeys(ann="a@0|device=x b@20 a@40|device=x")
    (row,) = ask(index, {"ask": "loops", "where": {"device": "x"}}).rows
    assert (row.kind, row.median_s) == ("repeat", 2400.0)


def test_what_those_who_go_round_are_worth() -> None:
    index = journeys(
        ann="a@0 a@1 b@9|value=10", bob="a@0 a@1 b@9|value=20", eve="a@0 b@1|value=100", dan="a@0", zoe="b@0|value=7"
    )
    (row,) = ask(index, {"ask": "loops"}).rows
    assert (row.n_value, row.mean_value, row.rest_customers, row.rest_n_value, row.rest_mean_value) == (
        2,
        15.0,
        2,
        1,
        50.0,
    )
    assert (row.difference, row.difference_low < -35 < row.difference_high) == (-35.0, True)
    (bare,) = ask(journeys(ann="a@0 a@1"), {"ask": "loops"}).rows
    assert isnan(bare.mean_value)
    assert isnan(bare.difference)


def test_top_is_of_each_group_and_equals_stand_in_the_order_of_the_map() -> None:
    index = journeys(ann="a@0|d=x a@1|d=x b@2|d=x b@3|d=y b@4|d=y b@5|d=y")
    rows = ask(index, {"ask": "loops", "by": "d", "top": 1}).rows
    assert [(row.group, row.from_, row.count) for row in rows] == [("x", "a", 1), ("y", "b", 2)]


@few
@given(events, st.integers(1, 3), st.sampled_from([10, 30, None]), st.integers(1, 4), st.booleans(), st.booleans())
def test_loops(found: list[Event], shards: int, gap: int | None, reach: int, by: bool, phones: bool) -> None:
    question: dict[str, Any] = {"ask": "loops", "gap": f"{gap}m" if gap else None, "reach": reach, "top": 1000}
    question |= {"by": "device"} if by else {}
    index = index_of(found, shards)
    if phones and any(event.device == "phone" for event in found):
        question["where"] = {"device": "phone"}
    device = "phone" if "where" in question else None
    expected, worth = loops(found, gap, reach, device, by), worths(found, device)
    rows = ask(index, question).rows
    assert {(r.group, r.kind, r.from_, r.via): (r.count, r.customers) for r in rows} == {
        key: (len(every), len({who for who, _ in every})) for key, every in expected.items()
    }
    for number, row in enumerate(rows):
        own = {who for who, _ in expected[row.group, row.kind, row.from_, row.via]}
        there = {
            e.customer
            for e in found
            if e.touchpoint == row.from_ and device in (None, e.device) and (not by or e.device == row.group)
        }
        rest = there - own
        took = [minutes for _, minutes in expected[row.group, row.kind, row.from_, row.via]]
        assert row.median_s == 60 * median(took)
        assert set(customers_of(index, question, number).tolist()) == own
        assert (row.arrivals, row.rest_customers) == (len(there), len(rest))
        assert row.n_value == sum(worth[who] is not None for who in own)
        if any(worth[who] is not None for who in there):
            assert row.mean_value == pytest.approx(fmean(worth[who] or 0 for who in own))
            if rest:
                assert row.rest_mean_value == pytest.approx(fmean(worth[who] or 0 for who in rest))


@few
@given(events, st.integers(1, 3), st.booleans())
def test_stage_transitions(found: list[Event], shards: int, by: bool) -> None:
    question: dict[str, Any] = {"ask": "stage_transitions", **({"by": "device"} if by else {})}
    index = index_of(found, shards)
    expected = stage_transitions(found, STAGES, by)
    rows = ask(index, question).rows
    assert {(r.group, r.from_, r.to): (r.count, r.customers, r.median_s) for r in rows} == {
        key: (len(every), len({who for who, _ in every}), 60 * median(took for _, took in every))
        for key, every in expected.items()
    }
    order = ["one", "two", "three"]
    for number, row in enumerate(rows):
        own = {who for who, _ in expected[row.group, row.from_, row.to]}
        assert set(customers_of(index, question, number).tolist()) == own
        way = order.index(row.to) - order.index(row.from_)
        assert row.direction == ("forward" if way > 0 else "back" if way < 0 else "stay")
        out = [other for other in rows if (other.group, other.from_) == (row.group, row.from_)]
        assert sum(other.share for other in out) == pytest.approx(1)
        moved = [other.moved_share for other in out if other.direction != "stay"]
        assert not moved or sum(moved) == pytest.approx(1)


def test_how_many_of_a_stages_customers_go_back() -> None:
    index = journeys(
        stages={"ad": "find", "pay": "buy"}, ann="ad@0 pay@1 chat@2 ad@3 pay@4 ad@5", bob="pay@0 pay@1", eve="pay@0"
    )
    rows = {(row.from_, row.to): row for row in ask(index, {"ask": "stage_transitions"}).rows}
    back = rows["buy", "find"]
    assert (back.direction, back.count, back.customers, back.visitors) == ("back", 2, 1, 3)
    assert (back.share, back.moved_share, back.customer_share, back.median_s) == (2 / 3, 1.0, 1 / 3, 90.0)
    assert isnan(rows["buy", "buy"].moved_share)
