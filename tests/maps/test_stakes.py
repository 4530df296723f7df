"""What is at stake: per month of the days in which it was there, by what customers pay later, in the records' currency."""

from datetime import date

import pytest
from drawn_shops import Draw
from made_shop import Wrong

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.journeys.memory import index_in_memory
from footpath.maps.claims import ClaimBook
from footpath.maps.evidence import NoEvidence
from footpath.maps.pains.estimates import Estimate
from footpath.maps.pains.lasting import Lasting
from footpath.maps.pains.price import price_of
from footpath.maps.scene import Scene
from footpath.model.catalogue import Catalogue
from footpath.model.findings import Worth
from footpath.model.maps import JourneyMap

BEGAN = Wrong("Cart", leaving=0.3, from_day=121)
ENDED = Wrong("Product page", "device", "mobile", leaving=0.35, score=0.5, from_day=61, until_day=200)
EVERYDAY = Wrong("Checkout shipping", leaving=0.17, score=0.5)


def told(journey: JourneyMap) -> Worth:
    stake = journey.pains[0].stake
    assert stake is not None
    return stake


def test_what_began_is_spread_over_the_days_since_then(draw: Draw) -> None:
    journey, _ = draw(2, BEGAN)
    pain, stake = journey.pains[0], told(journey)
    assert pain.onset_on
    assert journey.to_at
    days = (journey.to_at.date() - pain.onset_on).days + 1
    claim = journey.claims[stake.claims[0]]
    lost = journey.claims[pain.claims[0]]
    rest = journey.claims[pain.claims[1]]
    assert claim.value == pytest.approx((lost.value - rest.value) * lost.n * 30 / days, rel=1e-6)
    assert f"30 of the {days} days since" in stake.assumptions[-1]
    assert stake.per == "month"


def test_what_was_always_there_is_spread_over_the_records(draw: Draw) -> None:
    journey, _ = draw(1, EVERYDAY)
    assert journey.from_at
    assert journey.to_at
    days = (journey.to_at.date() - journey.from_at.date()).days + 1
    assert told(journey).assumptions[-1] == f"A month is 30 of the {days} days of the records."


def test_money_without_a_currency_is_said_once_to_be_in_the_records_own_unit(draw: Draw) -> None:
    journey, _ = draw(1, EVERYDAY)
    assert journey.currency == ""
    assert sum("records' own unit" in note for note in journey.notes) == 1
    assert " EUR" not in told(journey).text


def test_what_is_over_says_so_and_no_remedy_is_worth_anything(draw: Draw) -> None:
    journey, _ = draw(2, ENDED)
    (pain,) = journey.pains
    assert pain.until_on
    assert "a month while it lasted" in told(journey).text
    against = [chance for chance in journey.opportunities if chance.pain == pain.id]
    assert against
    assert all(chance.bringing is None and chance.worth == "" for chance in against)
    assert all(chance.fits[-1].startswith("It was over on ") for chance in against)


def test_a_month_is_a_part_of_the_days_and_as_doubtful_as_the_first_of_them() -> None:
    begun = Lasting(date(2025, 3, 1), date(2025, 5, 29), doubt=10.0, began=True)
    assert begun.days == 90
    assert begun.month == Estimate(30 / 90, 30 / 100, 30 / 80)
    short = Lasting(date(2025, 3, 1), date(2025, 3, 6))
    assert (short.month, short.per, short.each) == (Estimate(1.0, 1.0, 1.0), "", "in all")


def scene_of(currency: str | None = None, **lives: str) -> Scene:
    index = journeys(lives)
    return Scene(ClaimBook(lambda question: ask(index, question)), Catalogue(), NoEvidence(), currency)


LIVES = {
    **{f"again{n}": "cart@0 pay@1|value=30|record=A look@9" for n in range(6)},
    **{f"later{n}": "pay@0|value=10|record=B cart@5 look@9" for n in range(6)},
    **{f"gone{n}": "pay@0|value=50|record=C cart@5" for n in range(6)},
}


def test_a_customer_is_worth_what_is_paid_after_the_touchpoint_by_those_who_go_on() -> None:
    price = price_of(scene := scene_of("EUR", **LIVES), "cart")
    assert price is not None
    rate, order = (scene.book.claims[claim] for claim in price.claims)
    assert (rate.value, rate.n, order.value) == (0.5, 12, 30.0)  # six of the twelve who went on; 30, 10 and 50
    assert price.each.value == pytest.approx(15.0)
    assert price.each.low < 15 < price.each.high
    assert price.text == "15 EUR"


def test_nobody_has_a_price_where_nothing_is_paid_afterwards() -> None:
    assert price_of(scene_of(ann="pay@0|value=5 cart@1 look@2", bob="cart@0 look@3"), "cart") is None
    assert price_of(scene_of(ann="cart@0 look@2", bob="cart@0 look@3"), "cart") is None


def test_a_name_full_of_quotes_is_a_name() -> None:
    hostile = 'say "no" \\ | (.)'
    people = [number for number in range(6) for _ in range(2)]
    index = index_in_memory(people, [0, 60_000_000] * 6, [hostile, "pay"] * 6, value=[None, 9.0] * 6)
    price = price_of(Scene(ClaimBook(lambda question: ask(index, question)), Catalogue(), NoEvidence()), hostile)
    assert price is not None
    assert price.each.value == pytest.approx(9.0)
