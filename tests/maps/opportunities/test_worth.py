"""What a remedy would bring: half of the way to the best group, judged by the worse end of its interval."""

import math
from typing import Any

import pytest
from drawn_shops import Draw
from made_shop import Wrong

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps.claims import ClaimBook
from footpath.maps.evidence import NoEvidence
from footpath.maps.opportunities.benchmark import benchmark_of
from footpath.maps.opportunities.readings import Reading, reading_of
from footpath.maps.scene import Scene
from footpath.model.catalogue import Catalogue
from footpath.model.intervals import wilson_rate
from footpath.model.maps import JourneyMap
from footpath.model.questions import Answer

SLOW_PAGE = Wrong("Product page", "device", "mobile", leaving=0.15, score=0.4)


@pytest.fixture
def journey(draw: Draw) -> JourneyMap:
    drawn, _ = draw(1, SLOW_PAGE)
    return drawn


def test_it_is_half_of_the_gap_to_the_worse_end_of_the_best_group(journey: JourneyMap) -> None:
    remedy = journey.opportunities[0]
    assert remedy.bringing is not None
    number, here, best, paid, order = (journey.claims[claim] for claim in remedy.bringing.claims)
    assert (remedy.bringing.unit, remedy.bringing.per) == ("money", "month")
    assert (here.pick["group"], best.pick["group"]) == ("mobile", "desktop")
    assert best.high is not None
    assert number.value == pytest.approx(0.5 * (here.value - best.high) * here.n * 30 / days_of(journey))
    assert remedy.bringing.value == pytest.approx(number.value * paid.value * order.value)
    assert number.field == "left"
    assert remedy.claim == number.id


def days_of(journey: JourneyMap) -> int:
    """Of the records: nothing that is planted there begins on a day."""
    assert journey.from_at is not None
    assert journey.to_at is not None
    assert journey.pains[0].onset_on is None
    return (journey.to_at.date() - journey.from_at.date()).days + 1


def test_its_interval_is_propagated_from_both_groups_and_the_price(journey: JourneyMap) -> None:
    worth = journey.opportunities[0].bringing
    assert worth is not None
    number, here, best, paid, order = (journey.claims[claim] for claim in worth.claims)
    low, high = wilson_rate(round(here.value * here.n), here.n)
    above = wilson_rate(round(best.value * best.n), best.n).high - best.value
    half = 0.5 * here.n * math.hypot(max(high - here.value, here.value - low), above) * 30 / days_of(journey)
    relative = [half / number.value, *((claim.high - claim.low) / 2 / claim.value for claim in (paid, order))]  # type: ignore[operator]
    assert worth.low == pytest.approx(worth.value * (1 - math.hypot(*relative)))
    assert worth.high == pytest.approx(worth.value * (1 + math.hypot(*relative)))


def test_what_is_assumed_is_said(journey: JourneyMap) -> None:
    worth = journey.opportunities[0].bringing
    assert worth is not None
    assert "half of the gap" in worth.assumptions[0]
    assert "customers on desktop" in worth.assumptions[0]
    assert "one order each" in worth.assumptions[-2]
    assert "30 of the" in worth.assumptions[-1]
    assert "half as well as it does for customers on desktop" in worth.text


def test_a_pain_of_all_customers_is_held_against_the_best_of_many_groups_with_a_wider_bound(draw: Draw) -> None:
    journey, _ = draw(1, Wrong("Cart", leaving=0.3))
    worth = journey.opportunities[0].bringing
    assert worth is not None
    number, here, best, *_ = (journey.claims[claim] for claim in worth.claims)
    if best.pick.get("group"):  # a group that is better for certain, by chance alone
        assert best.high is not None
        assert number.value < 0.5 * (here.value - best.high) * here.n * 30 / days_of(journey)
    else:
        rest = wilson_rate(round(best.value * best.n), best.n)
        assert best.field == "rest_rate"
        assert number.value == pytest.approx(0.5 * (here.value - rest.high) * here.n * 30 / days_of(journey), rel=1e-6)


def test_only_the_first_remedy_of_a_pain_counts_what_it_would_bring(draw: Draw) -> None:
    journey, _ = draw(1, Wrong("Checkout shipping", leaving=0.17, score=0.5))
    of_pain = [chance for chance in journey.opportunities if chance.pain == "p1"]
    assert len(of_pain) >= 2
    assert [chance.bringing is not None for chance in of_pain] == [True, *[False] * (len(of_pain) - 1)]


def test_only_who_does_better_for_certain_is_held_against() -> None:
    found = benchmark_of(scene(), leaving(left=40, of=100), None)
    assert found is not None
    assert found.bound == pytest.approx(wilson_rate(100, 1000).high)
    assert benchmark_of(scene(), leaving(left=11, of=100), None) is None  # within the interval of the rest


def leaving(left: int, of: int) -> Reading:
    """Of an answer with one row, beside a rest of whom a tenth leaves."""
    rate = wilson_rate(left, of)
    row = {"touchpoint": "Cart", "arrivals": of, "left": left, "rate": left / of, "low": rate.low, "high": rate.high}
    found = reading_of(
        Answer({"ask": "dropoff"}, None, of, ()), {**row, "rest_rate": 0.1, "rest_arrivals": 1000}, "rate"
    )
    assert found is not None
    return found


def scene() -> Scene:
    """Records that cannot be split by anything."""

    def asked(question: dict[str, Any]) -> Answer:
        return ask(INDEX, question)

    return Scene(ClaimBook(asked), Catalogue(), NoEvidence())


INDEX = journeys(ann="Cart@0", bob="Cart@0")
