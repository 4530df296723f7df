"""The times of those who get through."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import PLACES, index_of, rows

from footpath.analysis import ask, customers_of
from footpath.errors import SpecError
from footpath.journeys import journeys
from reference.conversion_times import conversion_times
from reference.rows import Row

SHOP = journeys(
    ann="cart@0 pay@1",
    bob="cart@0 cart@58 pay@60",
    eve="cart@0 pay@5d",
    dan="cart@0 pay@3",
    joe="cart@0 pay@4",
    kim="cart@0",
)


@settings(max_examples=40)
@given(rows, st.integers(1, 3), st.integers(2, 6), st.booleans(), st.booleans())
def test_conversion_times(events: list[Row], shards: int, bins: int, limited: bool, by: bool) -> None:
    events = [*events, *(Row(9, 0, place) for place in PLACES)]
    steps = [{"a"}, {"b", "c"}, {"a", "d"}]
    question: dict[str, Any] = {"ask": "conversion_times", "steps": [sorted(step) for step in steps], "bins": bins}
    question |= {"by": "device"} | ({"within": "18h"} if limited else {})
    found: dict[str | None, list[Any]] = {}
    for row in ask(index_of(events, shards), question).rows:
        found.setdefault(row.group, []).append(row)
    edges = next(([(row.from_s, row.until_s) for row in own] for own in found.values()), [])
    assert len(edges) <= bins
    assert all(one[1] == two[0] for one, two in pairwise(edges))
    expected = conversion_times(events, steps, 18 if limited else None, edges)
    assert {group: [row.customers for row in own] for group, own in found.items()} == {
        group: [count for count, _, _ in own] for group, own in expected.items()
    }
    for group, own in found.items():
        _, converted, entered = expected[group][-1]
        assert sum(row.customers for row in own) == converted
        assert own[-1].reached_share == converted / entered


def test_few_short_times_and_a_long_one_follow_the_clock() -> None:
    found = ask(SHOP, {"ask": "conversion_times", "steps": ["cart", "pay"]}).rows
    assert [(r.from_s, r.until_s, r.customers) for r in found if r.customers] == [
        (60, 120, 1),
        (120, 300, 3),  # bob's last cart was two minutes before he paid
        (4 * 86_400, 7 * 86_400, 1),
    ]
    assert found[-1].reached_share == 5 / 6
    assert sum(row.share for row in found) == pytest.approx(1)
    number = next(number for number, row in enumerate(found) if row.customers == 3)
    assert customers_of(SHOP, {"ask": "conversion_times", "steps": ["cart", "pay"]}, number).tolist() == [1, 3, 4]


def test_times_much_alike_have_bins_of_equal_width() -> None:
    found = ask(SHOP, {"ask": "conversion_times", "steps": ["cart", "pay"], "within": "1h", "bins": 4}).rows
    assert [(row.from_s, row.until_s, row.customers) for row in found] == [(0, 120, 1), (120, 240, 2), (240, 360, 1)]


def test_nobody_converted_and_open_funnels_have_no_times() -> None:
    assert ask(SHOP, {"ask": "conversion_times", "steps": ["pay", "cart"]}).rows == ()
    with pytest.raises(SpecError, match="enter at any step"):
        ask(SHOP, {"ask": "conversion_times", "steps": ["cart", "pay"], "open": True})
