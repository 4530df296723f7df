"""Matches: examples that can be counted by hand, and the naive reference."""

from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis import ask, customers_of
from footpath.errors import SpecError
from footpath.journeys import journeys
from reference.made_patterns import customers, index_of, patterns, sessions, write
from reference.matches import matches
from reference.patterns import Event, Pattern

few = settings(max_examples=50, deadline=None)


def asked(index: Any, question: dict[str, Any]) -> tuple[Any, ...]:
    """The rows; those of a pattern that can never match are none."""
    try:
        return ask(index, question).rows
    except SpecError as error:
        if "never match" in str(error) or "names no event" in str(error):
            return ()
        raise


@few
@given(customers, patterns, st.integers(1, 3), st.booleans(), st.booleans())
def test_against_the_reference(made: list[list[Event]], pattern: Pattern, shards: int, by: bool, phone: bool) -> None:
    question: dict[str, Any] = {"ask": "matches", "pattern": write(pattern)}
    question |= {"by": "device"} if by else {}
    question |= {"where": {"device": "phone"}} if phone else {}
    seen = [[event for event in sessions(journey) if not phone or event.device == "phone"] for journey in made]
    now = max(event.at for journey in made for event in journey)
    expected = matches(seen, pattern, now, by)
    index = index_of(made, shards)
    rows = asked(index, question)
    if not rows:
        assert not any(matched for _, matched, _ in expected.values())
        return
    assert {row.group: (row.customers, row.matched) for row in rows} == {
        group: (count, matched) for group, (count, matched, _) in expected.items()
    }
    for number, row in enumerate(rows):
        times = expected[row.group][2]
        assert row.median_s == median(times) if times else row.median_s != row.median_s
        assert len(customers_of(index, question, number)) == row.matched


def test_gaps_are_arrows_and_neighbours_are_not() -> None:
    index = journeys(ann="cart@0 help@5 pay@10", bob="cart@0 pay@5")
    (beside,) = ask(index, {"ask": "matches", "pattern": "cart pay"}).rows
    (between,) = ask(index, {"ask": "matches", "pattern": "cart -> pay"}).rows
    assert (beside.customers, beside.matched, between.matched) == (2, 1, 2)
    assert (beside.rate, between.median_s) == (0.5, 450.0)


def test_a_cart_without_an_order_for_a_week() -> None:
    index = journeys(ann="cart@0", bob="cart@0 order@60", eve="cart@6d", dan="visit@8d", fay="cart@0 help@2h cart@7d")
    (row,) = ask(index, {"ask": "matches", "pattern": "cart !order* end after 7d"}).rows
    assert (row.customers, row.matched) == (5, 1)  # ann; fay's last cart is a day old, eve's two


def test_a_match_is_timed_from_its_latest_beginning() -> None:
    index = journeys(ann="cart@0 cart@50 pay@60 pay@90")
    (row,) = ask(index, {"ask": "matches", "pattern": "cart -> pay"}).rows
    assert row.median_s == 600.0


def test_where_and_during_choose_what_it_sees() -> None:
    index = journeys(ann="cart@0|device=phone help@5|device=desk pay@10|device=phone", bob="cart@0|device=desk pay@2d")
    question = {"ask": "matches", "pattern": "cart pay"}
    assert [row.matched for row in ask(index, question).rows] == [1]
    assert [row.matched for row in ask(index, {**question, "where": {"device": "phone"}}).rows] == [1]
    assert [row.matched for row in ask(index, {**question, "during": "2024-01-01"}).rows] == [0]
    seen_whole = ask(index, {"ask": "matches", "pattern": "help", "where": {"matches": "cart pay"}}).rows
    assert [(row.customers, row.matched) for row in seen_whole] == [(1, 0)]  # all of bob's events, and none of ann's


def test_groups_are_of_the_first_event_of_the_match() -> None:
    index = journeys(ann="help@0|device=desk cart@5|device=phone pay@10|device=desk", bob="help@0|device=desk")
    rows = ask(index, {"ask": "matches", "pattern": "cart pay", "by": "device"}).rows
    assert [(row.group, row.customers, row.matched) for row in rows] == [("desk", 1, 0), ("phone", 1, 1)]


def test_an_unknown_name_points_at_its_place() -> None:
    with pytest.raises(SpecError, match=r"character 9: no touchpoint matches \"pax\"; closest: pay"):
        ask(journeys(ann="cart@0 pay@1"), {"ask": "matches", "pattern": "cart -> pax"})
