"""The draft: every number a claim that holds, nothing where there is no evidence."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from drawn_shops import Draw, Spoken
from made_shop import STAGES, Wrong, shop_catalogue

from footpath.analysis import ask
from footpath.errors import MapError
from footpath.journeys import journeys
from footpath.maps import check_map, draft_map
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.maps import JourneyMap
from footpath.model.questions import Answer

SHIPPING = Wrong("Checkout shipping", leaving=0.17, score=0.5)


def drawn(catalogue: Catalogue | None = None, **people: str) -> JourneyMap:
    index = journeys(catalogue=catalogue, **people)
    return draft_map(lambda question: ask(index, question), catalogue or Catalogue(), title="Small")


def used_claims(journey: JourneyMap) -> set[str]:
    parts = [figure.claim for figure in journey.figures]
    parts += [claim for stage in journey.stages for claim in (stage.reach, stage.goes_on) if claim]
    parts += [action.claim for action in journey.actions if action.claim]
    parts += [aim.claim for aim in journey.aims if aim.claim]
    parts += [c for card in journey.touchpoints for c in (card.reach, card.experience, card.effectiveness) if c]
    parts += [point.claim for point in journey.curve.points]
    parts += [claim for pain in journey.pains for claim in pain.claims]
    parts += [chance.claim for chance in journey.opportunities if chance.claim]
    parts += [claim for chance in journey.opportunities for claim in chance.fit_claims]
    parts += [claim for chance in journey.opportunities if chance.bringing for claim in chance.bringing.claims]
    parts += [goal.claim for goal in journey.goals if goal.claim]
    parts += [claim for item in journey.checklist for claim in item.claims]
    parts += [claim for gap in journey.gaps for claim in gap.claims]
    parts += [flow.claim for flow in journey.flows]
    parts += [claim for pain in journey.pains if pain.stake for claim in pain.stake.claims]
    parts += [claim for pain in journey.pains for claim in (pain.frequency, pain.reach) if claim]
    parts += [claim for praise in journey.praises for claim in praise.claims]
    parts += [claim for moment in journey.moments for claim in (moment.difference, *moment.claims)]
    return set(parts) | {measure.claim for measure in journey.measures}


def test_every_claim_is_used_and_every_use_is_a_claim(draw: Draw) -> None:
    journey, _ = draw(1, SHIPPING)
    assert used_claims(journey) == set(journey.claims)
    assert list(journey.claims) == [f"c{at}" for at in range(1, len(journey.claims) + 1)]
    assert all(claim.n > 0 and claim.text and claim.question for claim in journey.claims.values())


def test_all_claims_hold_on_the_records_that_they_came_from(draw: Draw) -> None:
    journey, asking = draw(1, SHIPPING)
    again = JourneyMap.model_validate_json(journey.model_dump_json())
    assert Counter(v.verdict for v in check_map(again, asking)) == {"held": len(journey.claims)}


def test_claims_break_on_other_records(draw: Draw) -> None:
    journey, _ = draw(1, SHIPPING)
    _, other = draw(2, Wrong("Cart", leaving=0.6))
    assert any(v.verdict == "broken" for v in check_map(journey, other))


def test_the_same_records_give_the_same_map(draw: Draw) -> None:
    journey, asking = draw(1, SHIPPING)
    assert draft_map(asking, shop_catalogue(), title="How people buy", evidence=Spoken()) == journey


def test_stages_stand_in_order_with_their_reach(draw: Draw) -> None:
    journey, _ = draw(1)
    assert tuple(stage.name for stage in journey.stages) == STAGES
    assert all(stage.goes_on for stage in journey.stages[:-1])
    assert journey.stages[-1].goes_on is None
    assert journey.lake_version == "v7"
    assert journey.notes[0] == "3 of 1,000 rows were rejected."


def test_figures_of_a_map_that_can_be_counted() -> None:
    catalogue = Catalogue(
        stages=(Stage(name="Look"), Stage(name="Never"), Stage(name="Buy")),
        touchpoints=(Touchpoint(name="Cart", stage="Look"), Touchpoint(name="Pay", stage="Buy")),
    )
    kinds = {"ann": "Cart@0 Pay@10", "bob": "Cart@0 Cart@5", "eve": "Cart@1 Pay@9"}
    journey = drawn(catalogue, **{f"{name}{at}": steps for name, steps in kinds.items() for at in range(5)})
    figures = {figure.label: journey.claims[figure.claim].value for figure in journey.figures}
    assert figures == {"customers": 15, "events": 30}
    look, buy = journey.stages
    assert (look.name, buy.name) == ("Look", "Buy")
    assert journey.claims[look.reach or ""].value == 15
    assert journey.claims[look.goes_on or ""].value == pytest.approx(2 / 3)
    cards = {card.name: journey.claims[card.reach or ""] for card in journey.touchpoints}
    assert (cards["Pay"].value, cards["Pay"].n) == (1.0, 10)
    assert journey.from_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert "Never" in " ".join(journey.notes)


def test_what_fewer_than_five_did_is_not_told() -> None:
    texts = {f"c{at}": "cart@0 pay@10" if at < 4 else "cart@0" for at in range(40)}
    journey = drawn(**texts)
    told = {(claim.question["ask"], claim.pick.get("touchpoint"), claim.unit) for claim in journey.claims.values()}
    assert ("touchpoints", "cart", "share") in told
    assert ("touchpoints", "pay", "share") not in told
    assert next(card for card in journey.touchpoints if card.name == "pay").reach is None


def test_a_stray_event_long_before_does_not_stretch_the_period() -> None:
    daily = " ".join(f"cart@{day}d" for day in range(400, 420)) + " "
    journey = drawn(ann="cart@0 " + 12 * daily)
    assert journey.from_at == datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=400)
    assert "count all the same: 1." in " ".join(journey.notes)


def test_without_feedback_the_curve_says_what_is_missing() -> None:
    journey = drawn(ann="cart@0 pay@10", bob="cart@0")
    assert journey.curve.points == ()
    assert "Load surveys" in journey.curve.missing
    assert journey.quotes == ()


def test_without_stages_there_is_one_column() -> None:
    journey = drawn(ann="cart@0 pay@10", bob="cart@0")
    assert [stage.name for stage in journey.stages] == ["Journey"]
    assert {card.name for card in journey.touchpoints} == {"cart", "pay"}


def test_one_customer_is_enough_and_says_how_few() -> None:
    journey = drawn(ann="cart@0 pay@10")
    assert all("only 1" in claim.caution for claim in journey.claims.values())


def test_nothing_to_draw_is_said() -> None:
    def nothing(question: dict[str, Any]) -> Answer:
        return Answer(question, None, 0, ())

    with pytest.raises(MapError, match="no journeys"):
        draft_map(nothing, Catalogue(), title="x")


def test_hostile_names_are_carried_as_they_are() -> None:
    bad = "\"=cmd|' /C calc'!A0\""
    journey = drawn(ann=f'{bad}@0 "<script>x</script>"@5 "{{touchpoint}} {{among}}"@9')
    assert {card.name for card in journey.touchpoints} == {
        "=cmd|' /C calc'!A0",
        "<script>x</script>",
        "{touchpoint} {among}",
    }
