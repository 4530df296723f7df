"""Asked again, a claim held, is within chance, moved, is broken, or cannot be asked: each by a rule that can be counted by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from drawn_shops import Draw
from test_backing import SHOPS

from footpath.errors import SpecError
from footpath.maps import check_map
from footpath.maps.verdicts import Figure, agree
from footpath.model.claims import Claim, ClaimVerdict
from footpath.model.findings import MomentOfTruth, Pain
from footpath.model.maps import JourneyMap, TouchpointCard
from footpath.model.questions import Answer


@dataclass(frozen=True)
class Row:
    touchpoint: str
    rate: float | None
    low: float | None
    high: float | None
    rest_rate: float = 0.1
    rest_low: float = 0.08
    rest_high: float = 0.12
    left: int = 20
    difference: float = 0.2
    difference_low: float = 0.1
    difference_high: float = 0.3


def claim(field: str = "rate", value: float = 0.4, low: float | None = 0.3, high: float | None = 0.5) -> Claim:
    ends = {"rate": ("low", "high"), "rest_rate": ("rest_low", "rest_high")}.get(field, ("", ""))
    ends = ("difference_low", "difference_high") if field == "difference" else ends
    return Claim(
        id=field,
        text="",
        question={"ask": "dropoff"},
        pick={"touchpoint": "cart"},
        field=field,
        low_field=ends[0],
        high_field=ends[1],
        value=value,
        low=low,
        high=high,
        n=50,
        unit="share",
    )


COUNT = claim("left", 20, None, None)
REST = claim("rest_rate", 0.1, 0.08, 0.12)


def checked(now: Row, *claims: Claim, **parts: Any) -> dict[str, ClaimVerdict]:
    journey_map = JourneyMap(title="x", claims={one.id: one for one in claims}, **parts)
    told = check_map(journey_map, lambda question: Answer(question, None, 300, (now,)))
    return {one.claim: one for one in told}


def verdict(now: Row, *claims: Claim, **parts: Any) -> str:
    return checked(now, *claims, **parts)[claims[0].id].verdict


def rate(value: float | None, half: float = 0.1, **more: Any) -> Row:
    return Row("cart", value, value and value - half, value and value + half, **more)


def test_the_same_value_holds() -> None:
    assert verdict(rate(0.4), claim()) == "held"
    assert verdict(rate(0.4 + 1e-12), claim()) == "held"


def test_another_value_is_within_while_chance_explains_it() -> None:
    assert verdict(rate(0.49, 0.01), claim()) == "within"  # in its own interval
    assert verdict(rate(0.54), claim()) == "within"  # 0.14 away; 0.1 and 0.1 make 0.141
    assert verdict(rate(0.55), claim()) == "moved"
    assert verdict(rate(0.52, 0.01), claim()) == "moved"  # 0.12 away; 0.1 and 0.01 make 0.1005


def test_each_side_has_its_own_limit() -> None:
    lopsided = Figure(0.4, 0.38, 0.6)
    assert agree(lopsided, Figure(0.59, 0.59, 0.59))
    assert not agree(lopsided, Figure(0.37, 0.37, 0.37))


def test_a_number_without_an_interval_moves_between_half_and_double_and_breaks_beyond() -> None:
    found = {left: verdict(rate(0.4, left=left), COUNT) for left in (20, 21, 40, 41, 10, 9)}
    assert found == {20: "held", 21: "moved", 40: "moved", 41: "broken", 10: "moved", 9: "broken"}
    assert verdict(rate(0.4, left=3), claim("left", 0, None, None)) == "broken"  # there were none


def test_a_row_that_is_gone_breaks_the_claim() -> None:
    assert verdict(Row("basket", 0.4, 0.3, 0.5), claim()) == "broken"


def test_what_cannot_be_asked_is_no_verdict_on_the_statement() -> None:
    def refuse(question: Mapping[str, Any]) -> Answer:
        raise SpecError("No such touchpoint.")

    told = check_map(JourneyMap(title="x", claims={"rate": claim()}), refuse)[0]
    assert (told.verdict, told.now) == ("unasked", None)
    assert "No such touchpoint." in told.why
    assert verdict(rate(None), claim()) == "unasked"  # too few to say
    assert verdict(rate(float("nan")), claim()) == "unasked"
    assert verdict(rate(0.4), claim().model_copy(update={"field": "gone"})) == "unasked"


def test_a_comparison_that_turned_round_is_broken_even_within_chance() -> None:
    lower = {"rest_rate": 0.5, "rest_low": 0.45, "rest_high": 0.55}
    assert verdict(rate(0.45), claim(), REST) == "within"
    assert verdict(rate(0.45, **lower), claim(), REST) == "broken"
    assert verdict(rate(0.45, **lower), claim()) == "within"  # it states no comparison


def test_a_comparison_that_chance_explained_then_is_no_statement() -> None:
    alike = claim("rest_rate", 0.35, 0.32, 0.38)
    assert verdict(rate(0.39, rest_rate=0.45, rest_low=0.4, rest_high=0.5), claim(), alike) == "within"


def pain(*claims: str) -> Pain:
    return Pain(
        id="p1", stage="s", touchpoint="cart", title="", proof="", sentence="", kinds=(), severity=1, claims=claims
    )


def test_a_pain_is_broken_when_its_difference_is_no_more_than_chance() -> None:
    near = rate(0.33, 0.25, rest_rate=0.2, rest_low=0.1, rest_high=0.3)
    assert verdict(near, claim(), REST) == "within"
    assert verdict(near, claim(), REST, pains=(pain("rate"),)) == "broken"


def test_a_moment_of_truth_is_broken_when_its_difference_may_be_none() -> None:
    found = claim("difference", 0.2, 0.1, 0.3)
    moment = MomentOfTruth(
        stage="s", touchpoint="cart", what="occurrence", outcome="", sentence="", difference="difference", claims=(), effect=1, q=0
    )  # fmt: skip
    none = Row("cart", 0.4, 0.3, 0.5, difference=0.11, difference_low=-0.01, difference_high=0.23)
    assert verdict(none, found) == "within"
    assert verdict(none, found, moments=(moment,)) == "broken"


def test_claims_of_one_question_are_asked_once() -> None:
    asked: list[Mapping[str, Any]] = []

    def ask(question: Mapping[str, Any]) -> Answer:
        asked.append(question)
        return Answer(question, None, 300, (rate(0.4),))

    other = claim().model_copy(update={"id": "other", "question": {"ask": "dropoff", "by": "device"}})
    claims = {one.id: one for one in (claim(), COUNT, REST, other)}
    assert [one.verdict for one in check_map(JourneyMap(title="x", claims=claims), ask)] == ["held"] * 4
    assert len(asked) == 2


@pytest.mark.parametrize("factor", [-2.0, 0.5])
def test_a_factor_counts_for_now_as_for_then(factor: float) -> None:
    scaled = claim().model_copy(
        update={"factor": factor, "value": 0.4 * factor, "low": min(0.3 * factor, 0.5 * factor), "high": max(0.3 * factor, 0.5 * factor)}
    )  # fmt: skip
    found = checked(rate(0.45), scaled)["rate"]
    assert (found.verdict, found.now) == ("within", pytest.approx(0.45 * factor))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("40% leave at Cart 7 on Zone 9, 10% elsewhere", "held"),
        ("14% leave at Cart 7", "moved"),  # rewritten by hand
        ("40% leave at Cart 7, 27% elsewhere", "moved"),  # what it is compared with was another then
        ("40% leave at Cart 77", "moved"),
    ],
)
def test_a_number_that_held_is_told_where_its_sentence_says_another(text: str, verdict: str) -> None:
    said = claim().model_copy(update={"text": text, "question": {"ask": "dropoff", "where": {"region": "Zone 9"}}})
    named = {"touchpoints": (TouchpointCard(stage="Pay", name="Cart 7", channel="web"),)}
    told = checked(Row("cart", 0.4, 0.3, 0.5), said, **named)["rate"]
    assert told.verdict == verdict
    assert told.now == 0.4
    assert ("rewritten" in told.why) == (verdict == "moved")


@pytest.mark.parametrize("name", ["nothing", "of some", "late"])
def test_a_map_as_it_was_drawn_holds(draw: Draw, name: str) -> None:
    journey, asking = draw(4, SHOPS[name])
    assert {one.verdict for one in check_map(journey, asking)} == {"held"}
