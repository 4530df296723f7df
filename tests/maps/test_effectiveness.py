"""A touchpoint serves as well as its weakest side: how many go on, or what customers say of it."""

import pytest
from drawn_shops import Draw
from hypothesis import given
from hypothesis import strategies as st
from made_shop import Wrong

from footpath.maps.effectiveness import going_on
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap


@given(st.floats(0, 1), st.floats(0, 1))
def test_going_on_lies_between_friction_and_seamless(rate: float, rest: float) -> None:
    line = going_on(rate, rest)
    assert -1 - 1e-9 <= rate * line.factor + line.offset <= 1 + 1e-9


@given(st.floats(0, 0.9), st.floats(0.01, 0.1), st.floats(0.01, 0.9))
def test_the_more_leave_the_less_it_serves(rate: float, more: float, rest: float) -> None:
    few, many = going_on(rate, rest), going_on(rate + more, rest)
    assert (rate + more) * many.factor + many.offset <= rate * few.factor + few.offset + 1e-9


def effect(journey: JourneyMap, name: str) -> Claim:
    card = next(card for card in journey.touchpoints if card.name == name)
    return journey.claims[card.effectiveness or ""]


def test_a_touchpoint_is_as_good_as_its_weakest_side(draw: Draw) -> None:
    journey, _ = draw(1, Wrong("Checkout shipping", leaving=0.17, score=0.5))
    shipping, address = effect(journey, "Checkout shipping"), effect(journey, "Address step")
    assert shipping.field == "experience"
    assert shipping.value < 0 < address.value
    leaving, _ = draw(1, Wrong("Product page", "device", "mobile", leaving=0.2))
    page = effect(leaving, "Product page")
    assert (page.field, page.unit) == ("rate", "experience")
    assert page.low is not None
    assert page.high is not None
    assert page.low < page.value < page.high < 0.5


def test_where_journeys_end_leaving_is_no_friction(draw: Draw) -> None:
    journey, _ = draw(1)
    assert effect(journey, "Order delivered").field == "experience"
    assert pytest.approx(effect(journey, "Order delivered").value, abs=0.1) == 0.5  # scores of 0.75 on 0..1
