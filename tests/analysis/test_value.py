"""Value and tiers: by hand, against the references, and the same to the last digit on any number of shards."""

from math import isnan
from statistics import fmean, median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_events import events, index_of

from footpath.analysis import ask, customers_of
from footpath.errors import SpecError
from footpath.journeys import journeys
from reference.events import Event
from reference.metric import tiers, values

few = settings(max_examples=40, deadline=None)


def test_an_order_is_the_events_of_one_record() -> None:
    index = journeys(
        ann="pay@0|value=10|record=A pay@1|value=20|record=A pay@9|value=6|record=B",
        bob="pay@0|value=4 pay@1|value=4 pay@2|record=C refund@3|value=-4|record=C",
    )
    pay, refund = ask(index, {"ask": "value"}).rows
    assert (pay.events, pay.orders, pay.customers, pay.value) == (5, 4, 2, 44.0)
    assert (pay.mean_value, pay.order_value, pay.customer_value) == (8.8, 11.0, 22.0)
    assert pay.order_low < 11 < pay.order_high
    assert (refund.value, refund.order_low, refund.order_high) == (-4.0, float("-inf"), float("inf"))
    (all_,) = ask(index, {"ask": "value", "per": "all", "by": "month"}).rows
    assert (all_.group, all_.value, all_.orders) == ("2024-01", 40.0, 5)


def test_sums_do_not_depend_on_the_order_of_adding() -> None:
    found = [Event(who, 10 * who, "a", None, value, None) for who, value in enumerate([1e16, 1.0, -1e16, 1.0, 0.1] * 3)]
    answers = [ask(index_of(found, shards), {"ask": "value"}).json() for shards in (1, 2, 5)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["rows"][0]["value"] == pytest.approx(6.3, abs=1e-12)


@few
@given(events, st.integers(1, 3), st.booleans())
def test_value(found: list[Event], shards: int, by: bool) -> None:
    question: dict[str, Any] = {"ask": "value", **({"by": "device"} if by else {})}
    rows = ask(index_of(found, shards), question).rows
    expected = values(found, by)
    assert {(row.group, row.touchpoint) for row in rows} == set(expected)
    for row in rows:
        own = expected[row.group, row.touchpoint]
        assert (row.events, row.orders, row.customers) == tuple(
            len(own[unit]) for unit in ("event", "order", "customer")
        )
        figures = (row.mean_value, row.order_value, row.customer_value)
        assert figures == pytest.approx([fmean(own[unit]) for unit in ("event", "order", "customer")])


def test_tiers_by_hand() -> None:
    """Of five, each fifth has one: recency, frequency and money all rise from ann to eve."""
    index = journeys(
        ann="pay@1d|value=1", bob="pay@2d|value=2 pay@2d|value=1", cat="pay@3d|value=2 pay@3d|value=2 pay@3d|value=2",
        dan="pay@4d|value=9 pay@4d|value=0 pay@4d|value=0 pay@4d|value=0", eve="pay@0|value=50 pay@5d|value=50" + " pay@5d|value=0" * 4,
    )  # fmt: skip
    rows = ask(index, {"ask": "tiers"}).rows
    assert [(row.tier, row.customers, row.value) for row in rows] == [
        ("champions", 2, 109.0), ("loyal", 1, 6.0), ("hibernating", 1, 3.0), ("lost", 1, 1.0),
    ]  # fmt: skip
    assert (rows[0].value_share, rows[0].mean_value, rows[0].median_recency_s) == (109 / 119, 54.5, 43200.0)
    rows = ask(index, {"ask": "tiers", "tiers": {"best": "5 5", "good": "4-5 *"}}).rows
    assert [(row.tier, row.customers) for row in rows] == [("best", 1), ("good", 1), ("other", 3)]
    rows = ask(index, {"ask": "tiers", "during": "2024-01-01..2024-01-04"}).rows  # up to bob, and eve's first
    assert [(row.tier, row.value, row.median_recency_s / 86400) for row in rows] == [
        ("champions", 3.0, 1.0), ("needs attention", 1.0, 2.0), ("cannot lose", 50.0, 3.0),
    ]  # fmt: skip


def test_without_money_frequency_alone_is_worth() -> None:
    rows = ask(journeys(ann="a@0", bob="a@1 a@2"), {"ask": "tiers"}).rows
    assert [(row.tier, row.customers, isnan(row.value)) for row in rows] == [
        ("champions", 1, True),
        ("hibernating", 1, True),
    ]


@pytest.mark.parametrize("tiers", [{}, {"other": "1 1"}, {"best": "5"}, {"best": "0-5 5"}, {"best": "five 5"}])
def test_tiers_that_are_not_understood(tiers: dict[str, str]) -> None:
    with pytest.raises(SpecError, match="not understood"):
        ask(journeys(ann="a@0"), {"ask": "tiers", "tiers": tiers})


@few
@given(events, st.integers(1, 3), st.booleans())
def test_tiers(found: list[Event], shards: int, by: bool) -> None:
    question: dict[str, Any] = {"ask": "tiers", **({"by": "device"} if by else {})}
    index = index_of(found, shards)
    rows, expected = ask(index, question).rows, tiers(found, by)
    assert {(row.group, row.tier): row.customers for row in rows} == {key: len(own) for key, own in expected.items()}
    for number, row in enumerate(rows):
        own = expected[row.group, row.tier]
        assert set(customers_of(index, question, number).tolist()) == set(own)
        assert row.median_recency_s == 60 * median(since for since, _, _ in own.values())
        assert row.median_frequency == median(times for _, times, _ in own.values())
        if any(event.value is not None for event in found):
            assert row.value == pytest.approx(sum(money for _, _, money in own.values()), abs=1e-5)
