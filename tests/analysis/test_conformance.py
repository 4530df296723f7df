"""Conformance: examples that can be counted by hand, and the naive reference."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis import ask, customers_of
from footpath.analysis.readings.leaving import left_before
from footpath.journeys import journeys
from footpath.journeys.selection import select
from footpath.model.questions import Question
from reference.conformance import conformance
from reference.made_patterns import START, customers, index_of, plans, sessions, write
from reference.patterns import Event, Pattern

few = settings(max_examples=40, deadline=None)


def verdicts(index: Any, **question: Any) -> list[tuple[Any, ...]]:
    rows = ask(index, {"ask": "conformance", **question}).rows
    return [(row.verdict, row.after, row.instead, row.customers) for row in rows]


@few
@given(customers, plans, st.integers(1, 3), st.booleans())
def test_against_the_reference(made: list[list[Event]], plan: Pattern, shards: int, phone: bool) -> None:
    index = index_of(made, shards)
    where = {"device": "phone"} if phone else {}
    seen = [[event for event in sessions(journey) if not phone or event.device == "phone"] for journey in made]
    left = left_before(select(index, Question(where=where)))
    zero = int(START.timestamp() * 1e6)

    def has_left(event: Event) -> bool:
        return zero + event.at * 60_000_000 <= left[index.names.index(event.touchpoint)]

    now = ((index.as_of_us or 0) - zero) // 60_000_000
    question = {"planned": write(plan), "where": where}
    found = verdicts(index, **question)
    assert {row[:3]: row[3] for row in found} == conformance(seen, plan, now, has_left)
    for number, row in enumerate(found):
        assert len(customers_of(index, {"ask": "conformance", **question}, number)) == row[3]


def test_an_event_that_comes_too_late_deviates() -> None:
    index = journeys(ann="cart@0 pay@30", bob="cart@0 pay@90", eve="cart@9d help@9.1d")
    assert verdicts(index, planned="cart pay within 1h") == [
        ("conforms", None, None, 1),
        ("deviates", "cart", "pay", 1),
        ("deviates", "cart", "help", 1),
    ]


def test_who_has_no_time_left_is_not_open() -> None:
    index = journeys(ann="cart@0", bob="cart@1.9d", eve="pay@2d")
    left, early = ("deviates", "cart", "left", 1), ("open", "cart", None, 1)
    first = ("deviates", None, "pay", 1)
    assert set(verdicts(index, planned="cart -> pay within 1h")) == {("deviates", "cart", "left", 2), first}
    assert set(verdicts(index, planned="cart -> pay within 1d")) == {left, early, first}
    assert set(verdicts(index, planned="cart -[<=1h]-> pay")) == {("deviates", "cart", "left", 2), first}


def test_a_plan_leaves_room_where_it_says_so() -> None:
    index = journeys(ann="visit@0 help@1 cart@2 pay@3", bob="visit@0 cart@2 pay@3 help@4")
    assert verdicts(index, planned="visit help? cart pay") == [
        ("conforms", None, None, 1),
        ("deviates", "pay", "help", 1),
    ]
    assert verdicts(index, planned="visit -> pay .*") == [("conforms", None, None, 2)]


def test_what_no_journey_could_go_on_to_is_no_beginning() -> None:
    index = journeys(ann="visit@0 help@2 cart@3")
    assert verdicts(index, planned="visit help cart?") == [("conforms", None, None, 1)]
    assert verdicts(index, planned="visit (cart | help start cart)") == [("deviates", "visit", "help", 1)]
    assert verdicts(index, planned="visit (.{value>=50} .+ | help end)") == [("deviates", "help", "cart", 1)]


def test_outcome_rates() -> None:
    index = journeys(ann="cart@0 pay@1 praise@9d", bob="cart@0 help@1 pay@2", eve="cart@0 help@1")
    rows = ask(index, {"ask": "conformance", "planned": "cart pay .*", "outcome": "praise | help pay"}).rows
    assert [(row.customers, row.outcome_customers, row.outcome_rate) for row in rows] == [(1, 1, 1.0), (2, 1, 0.5)]
    (plain, *_) = ask(index, {"ask": "conformance", "planned": "cart pay .*"}).dicts()
    assert plain["outcome_customers"] is plain["outcome_rate"] is plain["outcome_low"] is None


def test_shares_are_of_the_group_and_add_up() -> None:
    index = journeys(ann="cart@0|device=phone pay@1", bob="cart@0|device=phone", eve="pay@0|device=desk")
    rows = ask(index, {"ask": "conformance", "planned": "cart pay", "by": "device"}).rows
    shares: dict[str | None, float] = {}
    for row in rows:
        shares[row.group] = shares.get(row.group, 0.0) + row.share
    assert shares == {"phone": pytest.approx(1.0), "desk": pytest.approx(1.0)}


def test_a_touchpoint_may_be_called_left() -> None:
    index = journeys(ann="cart@0 left@1 cart@2", bob="cart@0", eve="cart@0", dan="pay@9d")
    question = {"ask": "conformance", "planned": "cart pay"}
    rows = ask(index, question).rows
    counts = {number: row.customers for number, row in enumerate(rows) if row.instead == "left"}
    assert sorted(counts.values()) == [1, 2]
    for number, count in counts.items():
        assert len(customers_of(index, question, number)) == count
