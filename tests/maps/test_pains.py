"""What is planted is found, what is not is not; and what is found is told in plain words with its claims."""

from datetime import date

import pytest
from drawn_shops import Draw
from made_shop import Wrong

SLOW_PAGE = Wrong("Product page", "device", "mobile", leaving=0.2)
SHIPPING = Wrong("Checkout shipping", leaving=0.17, score=0.5)
LATE = Wrong("Order delivered", "region", "north", late=0.6, score=0.4, slower=2.0)
SLOW_REPLY = Wrong("First reply", "region", "south", slower=5.0)


@pytest.mark.parametrize("seed", range(6))
def test_where_nothing_is_wrong_nothing_is_found(draw: Draw, seed: int) -> None:
    assert draw(seed, customers=1_500)[0].pains == ()


@pytest.mark.parametrize(
    ("wrong", "segment", "kinds"),
    [
        (SLOW_PAGE, {"device": "mobile"}, {"leaving"}),
        (SHIPPING, {}, {"score", "leaving"}),
        (LATE, {"region": "north"}, {"promise", "delay"}),
        (SLOW_REPLY, {"region": "south"}, {"delay"}),
    ],
)
def test_what_is_wrong_is_the_only_thing_found(
    draw: Draw, wrong: Wrong, segment: dict[str, str], kinds: set[str]
) -> None:
    found = draw(1, wrong)[0].pains
    assert [(pain.touchpoint, pain.segment) for pain in found] == [(wrong.touchpoint, segment)]
    assert kinds <= set(found[0].kinds)
    assert 0 < found[0].severity <= 1


def test_a_pain_is_told_in_plain_words(draw: Draw) -> None:
    journey, _ = draw(1, SLOW_PAGE)
    pain = journey.pains[0]
    assert pain.title == "Product page: many leave here on mobile"
    value, rest, who = (journey.claims[claim] for claim in pain.claims[:3])
    assert pain.proof == f"{value.value:.0%} leave, {rest.value:.0%} of the others"
    assert pain.who == f"{who.value:,.0f} customers"
    assert value.n == who.value
    assert "comparisons" in value.caution
    assert pain.stage == "Consideration"


def test_a_broken_promise_says_what_it_does_to_scores(draw: Draw) -> None:
    journey, _ = draw(1, LATE)
    late, on_time = (c for c in journey.claims.values() if c.field in ("score_broken", "score_kept"))
    assert f"{late.value:.2f} of 5 on average, on time {on_time.value:.2f}" in journey.pains[0].sentence
    assert late.value < on_time.value - 1


def test_a_pain_that_began_is_dated_to_its_day_with_the_figures_before_and_since(draw: Draw) -> None:
    journey, _ = draw(2, Wrong("Cart", score=0.5, from_day=121))  # 1 May 2024
    (pain,) = journey.pains
    assert pain.onset_low_on
    assert pain.onset_on
    assert pain.onset_high_on
    assert pain.onset_low_on <= date(2024, 5, 1) <= pain.onset_high_on
    assert abs(pain.onset_on - date(2024, 5, 1)).days <= 5
    assert pain.until_on is None
    assert f"clearly worse since {pain.onset_on.day} {pain.onset_on:%B %Y}" in pain.sentence
    before, since = (c for c in journey.claims.values() if c.question["ask"] == "onset")
    assert (before.field, since.field, before.unit, since.unit) == ("before", "since", "experience", "experience")
    assert since.value < 0 < before.value
    assert since.low is not None
    assert since.high is not None
    assert since.low < since.value < since.high


def test_a_pain_that_ended_says_when(draw: Draw) -> None:
    (pain,) = draw(2, Wrong("Cart", score=0.5, from_day=91, until_day=182))[0].pains
    assert pain.onset_on
    assert abs(pain.onset_on - date(2024, 4, 1)).days <= 7
    assert pain.until_on
    assert abs(pain.until_on - date(2024, 6, 30)).days <= 7


def test_a_pain_that_was_always_there_has_no_date(draw: Draw) -> None:
    pain = draw(1, SHIPPING)[0].pains[0]
    assert "since" not in pain.sentence
    assert (pain.onset_on, pain.until_on, pain.coincides) == (None, None, ())


def test_quotes_are_of_the_same_touchpoint_and_segment(draw: Draw) -> None:
    journey, _ = draw(1, SLOW_PAGE)
    quotes = {quote.id: quote for quote in journey.quotes}
    assert [quotes[q].text for q in journey.pains[0].quotes] == ["<b>Product page</b> was low in mobile"]


def test_what_is_at_stake_is_in_money_with_its_interval_and_what_was_assumed(draw: Draw) -> None:
    journey, _ = draw(1, SLOW_PAGE)
    pain = journey.pains[0]
    stake = pain.stake
    assert stake is not None
    assert stake.low is not None
    assert stake.high is not None
    lost, paid, order = (journey.claims[claim] for claim in stake.claims)
    assert (stake.unit, stake.per, order.unit) == ("money", "month", "money")
    assert stake.value == pytest.approx(lost.value * paid.value * order.value)
    assert 0 < stake.low < stake.value < stake.high
    assert len(stake.assumptions) == 3
    assert pain.frequency is not None
    assert journey.claims[pain.frequency].unit == "share"
    assert pain.reach is not None
    assert journey.claims[pain.reach].value == lost.n


def test_what_cannot_be_told_in_money_is_counted(draw: Draw) -> None:
    late, slow = (draw(1, wrong)[0].pains[0].stake for wrong in (LATE, SLOW_REPLY))
    assert late is not None
    assert slow is not None
    assert (late.unit, slow.unit) == ("count", "seconds")
    assert late.assumptions
    assert slow.low is not None
    assert slow.low < slow.value
