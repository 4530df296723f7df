"""A metric of one's own: by hand, and against the reference."""

from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_events import events, index_of

from footpath.analysis import ask, customers_of
from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.model.intervals import wilson_rate
from reference.events import Event
from reference.metric import metric

few = settings(max_examples=60, deadline=None)
SHOP = journeys(
    ann="cart@0|record=A pay@1|value=30|record=A cart@90|record=B",
    bob="cart@0|device=phone cart@2|device=phone",
    eve="pay@0|value=10|record=C help@60|record=C",
)


def one(**question: Any) -> Any:
    (row,) = ask(SHOP, {"ask": "metric", **question}).rows
    return row


def test_rates_of_customers_events_sessions_and_records() -> None:
    row = one(step="pay", of={"step": "cart"})  # eve paid without a cart: not a rate
    assert (row.numerator, row.denominator, row.value, row.interval, row.customers) == (2, 2, 1.0, "delta", 2)
    row = one(step="pay", of={})
    assert (row.numerator, row.denominator, row.interval) == (2, 3, "wilson")
    assert (row.low, row.high) == wilson_rate(2, 3)
    row = one(count="events", step="cart", filter={"device": "phone"}, of={"count": "events", "step": "cart"})
    assert (row.numerator, row.denominator, row.interval) == (2, 4, "wilson")
    assert (one(count="sessions").value, one(count="records").value, one(count="events").value) == (5, 5, 7)
    row = one(count="records", step="help", of={"count": "records"})
    assert (row.numerator, row.denominator) == (1, 5)


def test_value_over_anything_is_a_ratio_of_sums() -> None:
    row = one(count="value", of={"count": "events"})
    assert (row.numerator, row.denominator, row.value, row.interval) == (40, 7, 40 / 7, "delta")
    values, counts = np.array([30.0, 0, 10]), np.array([3.0, 2, 2])
    spread = np.sqrt(((values - 40 / 7 * counts) ** 2).sum() / 2 * 3) / 7
    assert (row.low, row.high) == pytest.approx((40 / 7 - 1.959964 * spread, 40 / 7 + 1.959964 * spread))


def test_a_number_alone_has_no_interval_and_nothing_has_no_ratio() -> None:
    row = one(count="value")
    assert (row.value, row.interval, isnan(row.low), isnan(row.denominator)) == (40.0, None, True, True)
    row = one(step="help", of={"step": "cart", "filter": {"device": "phone"}})
    assert (row.value, row.denominator) == (1.0, 1.0)
    row = one(of={"step": "cart", "filter": {"source": {"not": "text"}}})
    assert isnan(row.value)
    assert (row.low, row.high) == (float("-inf"), float("inf"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"step": "bye"}, 'No touchpoint matches "bye"'),
        ({"count": "people"}, "count"),
        ({"of": {"cuont": "events"}}, "of"),
        ({"filter": {"colour": "red"}}, 'no dimension "colour"'),
        ({"of": {"filter": {"device": "tablet"}}}, '"device" is never "tablet".*phone'),
    ],
)
def test_what_cannot_be_asked(more: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        one(**more)


units = st.sampled_from(["customers", "events", "sessions", "records"])
steps = st.sets(st.sampled_from("abcd"), min_size=1)


@few
@given(events, st.integers(1, 3), units, units, steps, steps, st.booleans(), st.booleans())
def test_against_the_reference(
    found: list[Event], shards: int, above: str, below: str, step: set[str], of: set[str], phones: bool, by: bool
) -> None:
    index = index_of(found, shards)
    device = "phone" if phones and any(event.device == "phone" for event in found) else None
    question: dict[str, Any] = {
        "ask": "metric", "count": above, "step": sorted(step), "of": {"count": below, "step": sorted(of)},
        "filter": {"device": device} if device else {}, "gap": "20m", **({"by": "device"} if by else {}),
    }  # fmt: skip
    tops = metric(found, above, step, device, 20, by)
    bottoms = metric(found, below, of, None, 20, by)
    for number, row in enumerate(ask(index, question).rows):
        top, bottom = tops.get(row.group, set()), bottoms.get(row.group, set())
        assert (row.numerator, row.denominator) == (len(top), len(bottom))
        assert row.interval == ("wilson" if above == below and top <= bottom else "delta")
        behind = metric(found, "customers", step, device, 20, by).get(row.group, set())
        assert set(customers_of(index, question, number).tolist()) == behind
        assert row.customers == len(behind)
