"""A claim's sentence can only be built from its answer: no number in it comes from elsewhere, over maps of made shops."""

from typing import Any

import pytest
from drawn_shops import Draw
from made_shop import NOTHING, Wrong

from footpath.maps import Ask
from footpath.maps.backing import unbacked
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap

SHOPS = {
    "nothing": NOTHING,
    "leaving and score": Wrong("Checkout shipping", leaving=0.17, score=0.5),
    "of some": Wrong("Cart", "device", "mobile", leaving=0.3, from_day=150),
    "slow": Wrong("First reply", slower=4.0),
    "late": Wrong("Order delivered", "region", "north", late=0.5, score=0.4),
}


def strangers(journey: JourneyMap, ask: Ask) -> dict[str, tuple[str, ...]]:
    """The sentences with numbers that nothing backs."""
    found = {}
    for claim in journey.claims.values():
        row = ask(dict(claim.question)).pick(claim.pick)
        assert row is not None
        numbers = unbacked(claim, row)
        if numbers:
            found[f"{claim.text} [{claim.question['ask']}.{claim.field}]"] = numbers
    return found


@pytest.mark.parametrize("name", SHOPS)
def test_no_sentence_holds_a_number_of_its_own(draw: Draw, name: str) -> None:
    journey, ask = draw(4, SHOPS[name])
    assert journey.claims
    assert strangers(journey, ask) == {}


def claim(text: str, **more: Any) -> Claim:
    told: dict[str, Any] = {"question": {"ask": "dropoff", "within": "30d"}, "field": "rate", "value": 0.384, "n": 1234}
    return Claim(id="c1", text=text, unit="share", **{**told, **more})


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("38% of 1,234 leave within 30 days", ()),
        ("39% of 1,234 leave", ("39",)),
        ("38% leave at Step 7", ()),
        ("38% leave, 12% elsewhere", ("12",)),
        ("half leave", ()),
    ],
)
def test_a_number_that_is_not_of_the_row_is_told(text: str, numbers: tuple[str, ...]) -> None:
    assert unbacked(claim(text), {"rate": 0.384, "arrivals": 1234, "touchpoint": "Step 7"}) == numbers


def test_a_value_worked_out_by_a_factor_is_the_claims_own() -> None:
    told = claim("544 more would stay, if half of the gap (12%) were closed", value=543.7, factor=0.12)
    assert unbacked(told, {"rate": 4531.0}) == ()
