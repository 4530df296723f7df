"""A redraw keeps what people wrote, and takes every figure from the data."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_drawings import TEXTS, Drawn, drawn, edited

from footpath.maps.importing.citing import cited
from footpath.maps.matching import matched, own_ways
from footpath.maps.merging import GONE, merge_maps
from footpath.model.changes import Conflict, Place
from footpath.model.claims import Claim
from footpath.model.findings import Opportunity
from footpath.model.futures import Deviation, PlannedChange, PlannedJourney, Reached
from footpath.model.maps import Action, JourneyMap, MapLink
from footpath.model.records import Tier

LAWS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def with_card(journey: JourneyMap, kind: str, at: int, **fields: Any) -> JourneyMap:
    cards = [*getattr(journey, kind)]
    cards[at] = cards[at].model_copy(update=fields)
    return journey.model_copy(update={kind: tuple(cards)})


@LAWS
@given(st.data())
def test_without_new_data_the_map_stays_as_people_have_it(data: st.DataObject) -> None:
    base = data.draw(drawn()).map()
    mine = data.draw(edited(base)).map
    merged = merge_maps(base, base, mine)
    assert merged.map == mine
    assert merged.conflicts == ()


@LAWS
@given(drawn(), drawn())
def test_without_edits_the_map_is_as_it_is_drawn(before: Drawn, now: Drawn) -> None:
    merged = merge_maps(before.map(), now.map(), before.map())
    assert merged.map == now.map()
    assert (merged.conflicts, merged.hidden, merged.unasked) == ((), (), ())


@LAWS
@given(st.data())
def test_no_edit_is_lost_and_every_figure_is_the_datas(data: st.DataObject) -> None:
    base, theirs = data.draw(drawn()).map(), data.draw(drawn()).map()
    done = data.draw(edited(base))
    merged = merge_maps(base, theirs, done.map)
    said = {
        text
        for kind, fields in {**TEXTS, "quotes": ("text",)}.items()
        for field in fields
        for text in texts(merged.map, kind, field)
    }
    assert set(done.written) <= said | set(merged.map.notes)
    for kind, gone in done.taken_away:
        drawn_again = [card for card in getattr(theirs, kind) if card == gone]
        assert len([card for card in getattr(merged.map, kind) if card == gone]) <= max(len(drawn_again) - 1, 0)
    asked = {(c.question["ask"], c.field, *c.pick.values()): c.value for c in theirs.claims.values()}
    for claim in merged.map.claims.values():
        key = (claim.question["ask"], claim.field, *claim.pick.values())
        assert claim.value == asked.get(key, claim.value)
        assert (key in asked) != (claim.id in merged.unasked)


@LAWS
@given(st.data())
def test_a_merged_map_holds_together(data: st.DataObject) -> None:
    base, theirs = data.draw(drawn()).map(), data.draw(drawn()).map()
    merged = merge_maps(base, theirs, data.draw(edited(base)).map).map
    for name, claim in merged.claims.items():
        assert claim.id == name
    for kind in ("pains", "quotes", "opportunities", "praises", "goals"):
        ids = [card.id for card in getattr(merged, kind)]
        assert len(ids) == len(set(ids))
    for kind in ("touchpoints", "praises", "checklist", "gaps", "moments"):
        assert {card.stage for card in getattr(merged, kind)} <= {column.name for column in merged.stages}
    assert cited(merged) <= set(merged.claims)


def texts(journey: JourneyMap, kind: str, field: str) -> list[str]:
    return [getattr(card, field) for card in getattr(journey, kind)]


def test_a_pain_is_told_by_its_signal_not_by_its_number() -> None:
    base = Drawn().map()
    mine = with_card(base, "pains", 0, title="Nobody tells them what it costs")
    theirs = Drawn(pains=(("Parcel", "delay"), ("Cart", "leaving")), value=0.9).map()
    merged = merge_maps(base, theirs, mine).map
    assert [(p.id, p.title, p.severity) for p in merged.pains] == [
        ("p1", "Parcel: delay", 0.9),
        ("p2", "Nobody tells them what it costs", 0.9),
    ]
    assert [merged.claims[p.claims[0]].pick["touchpoint"] for p in merged.pains] == ["Parcel", "Cart"]
    assert [(o.title, o.pain) for o in merged.opportunities][:2] == [("Mend Parcel", "p1"), ("Mend Cart", "p2")]


def test_an_edited_card_that_data_no_longer_have_stays_as_assumed_and_is_told() -> None:
    base = Drawn().map()
    mine = with_card(base, "pains", 0, title="Shipping costs come as a surprise")
    merged = merge_maps(base, Drawn(pains=(), value=0.9).map(), mine)
    (pain,) = merged.map.pains
    assert (pain.title, pain.tier, pain.quotes) == ("Shipping costs come as a surprise", Tier.ASSUMED, ("q1",))
    place = Place(kind="pains", stage="Buy", touchpoint="Cart", name=pain.title)
    assert merged.conflicts == (Conflict(place=place, mine=pain.title),)
    kept = merged.map.claims[pain.claims[0]]
    assert (kept.value, kept.caution, merged.unasked) == (0.5, GONE, (kept.id,))
    assert [quote.id for quote in merged.map.quotes] == ["q1"]  # what it cites stays with it
    again = merge_maps(Drawn(pains=(), value=0.9).map(), Drawn(pains=(), value=0.2).map(), merged.map)
    assert again.map.pains == merged.map.pains
    assert again.map.claims[pain.claims[0]].caution == GONE


def test_an_unedited_card_goes_with_its_data() -> None:
    base = Drawn().map()
    mine = with_card(base, "pains", 1, title="It takes too long")
    merged = merge_maps(base, Drawn(pains=(("Parcel", "delay"),)).map(), mine)
    assert texts(merged.map, "pains", "title") == ["It takes too long"]
    assert merged.conflicts == ()


def test_a_text_that_both_changed_is_the_persons_and_is_told() -> None:
    base = Drawn().map()
    mine = with_card(base, "pains", 0, proof="half of them leave")
    merged = merge_maps(base, Drawn(value=0.9).map(), mine)
    assert merged.map.pains[0].proof == "half of them leave"
    place = Place(kind="pains", stage="Buy", touchpoint="Cart", name="Cart: leaving")
    told = Conflict(place=place, field="proof", mine="half of them leave", theirs="0.9 leaving")
    assert merged.conflicts == (told,)


def test_a_card_that_was_taken_away_stays_away_and_is_listed() -> None:
    base = Drawn().map()
    mine = base.model_copy(update={"pains": base.pains[1:]})
    merged = merge_maps(base, Drawn(value=0.9).map(), mine)
    assert texts(merged.map, "pains", "title") == ["Parcel: delay"]
    assert [(place.kind, place.touchpoint) for place in merged.hidden] == [("pains", "Cart")]


def test_a_renamed_stage_keeps_its_name_and_takes_new_cards() -> None:
    base = Drawn(touchpoints=("Ads", "Cart")).map()
    mine = with_card(base, "stages", 1, name="Choosing")
    for kind in ("touchpoints", "actions"):
        mine = with_card(mine, kind, 1, stage="Choosing")
    mine = with_card(mine, "pains", 0, stage="Choosing")
    merged = merge_maps(base, Drawn(touchpoints=("Ads", "Cart", "Pay"), value=0.9).map(), mine).map
    assert texts(merged, "stages", "name") == ["Look", "Choosing"]
    assert [(card.name, card.stage) for card in merged.touchpoints] == [
        ("Ads", "Look"),
        ("Cart", "Choosing"),
        ("Pay", "Choosing"),
    ]
    assert merged.claims[merged.stages[1].reach or ""].value == 0.9
    assert {pain.stage for pain in merged.pains} == {"Choosing"}


def test_a_renamed_touchpoint_is_so_called_wherever_new_data_speak_of_it() -> None:
    base = Drawn(pains=()).map()
    mine = with_card(base, "touchpoints", 2, name="Basket")
    merged = merge_maps(base, Drawn(value=0.9).map(), mine).map
    assert merged.touchpoints[2].name == "Basket"
    assert merged.claims[merged.touchpoints[2].reach or ""].value == 0.9
    assert merged.pains[0].touchpoint == "Basket"
    assert merged.claims[merged.pains[0].claims[0]].pick == {"touchpoint": "Cart"}  # questions keep the recorded name


def test_ways_and_plans_call_a_renamed_touchpoint_as_people_do() -> None:
    plan = PlannedJourney(
        name="Ideal", steps=("Ads", "Cart"), pattern='"Ads" "Cart"', deviations=(Deviation(after="Cart", instead="left", text="x", customers="c1"),)
    )  # fmt: skip
    base = Drawn(touchpoints=("Ads", "Cart", "Pay"), pains=()).map()  # people renamed before a plan was attached
    theirs = Drawn(value=0.9).map().model_copy(update={"plan": plan.model_copy(update={"conforms": "c2"})})
    merged = merge_maps(base, theirs, with_card(base, "touchpoints", 1, name="Basket")).map
    assert ("Search", "Basket") in {(flow.from_touchpoint, flow.to_touchpoint) for flow in merged.flows}
    assert merged.plan is not None
    assert (merged.plan.steps, merged.plan.pattern) == (
        ("Ads", "Basket"),
        '"Ads" "Cart"',
    )  # the records keep their names
    assert [(way.after, way.customers) for way in merged.plan.deviations] == [("Basket", "c1")]
    assert merged.plan.conforms == "c2"


def test_a_target_that_people_set_is_what_the_new_number_is_held_against() -> None:
    base = Drawn().map()
    merged = merge_maps(base, Drawn(value=0.9).map(), with_card(base, "goals", 0, target=0.9, owner="Ann")).map
    goal = merged.goals[0]
    assert (goal.target, goal.owner, goal.progress, goal.status) == (0.9, "Ann", 1.0, "reached")
    assert merged.claims[goal.claim or ""].value == 0.9
    assert merged.goals[1].progress == 0.8  # from 0.1 to 1.1


def test_goals_are_told_by_their_titles_though_they_are_numbered_anew() -> None:
    base = Drawn(touchpoints=("Ads", "Cart", "Pay")).map()
    theirs = Drawn(touchpoints=("Ads", "Pay"), pains=(), value=0.9).map()
    answer = base.opportunities[0].model_copy(update={"goals": ("g2",), "title": "Ours"})
    mine = base.model_copy(update={"opportunities": (answer, *base.opportunities[1:])})
    merged = merge_maps(base, theirs, mine).map
    assert [(goal.id, goal.title) for goal in merged.goals] == [("g1", "More of Pay")]
    assert merged.opportunities[0].goals == ("g1",)


def test_what_is_reached_stays_with_its_planned_change() -> None:
    changes = tuple(PlannedChange(what="remove", touchpoint=name) for name in ("Ads", "Cart", "Pay"))
    base = Drawn().map().model_copy(update={"planned_changes": changes})
    theirs = base.model_copy(update={"reached": tuple(Reached(at=at, was=at / 10) for at in range(3))})
    mine = base.model_copy(update={"planned_changes": (changes[2], changes[0])})
    merged = merge_maps(base, theirs, mine).map
    assert [(merged.planned_changes[one.at].touchpoint, one.was) for one in merged.reached] == [
        ("Ads", 0.0),
        ("Pay", 0.2),
    ]


def test_a_card_that_people_only_renamed_stays_when_its_data_go() -> None:
    base = Drawn(touchpoints=("Ads", "Search"), loved=()).map()
    merged = merge_maps(
        base, Drawn(touchpoints=("Ads",), loved=()).map(), with_card(base, "touchpoints", 1, name="Seek")
    )
    assert [(card.name, card.tier) for card in merged.map.touchpoints] == [
        ("Ads", Tier.MEASURED),
        ("Seek", Tier.ASSUMED),
    ]
    assert [(conflict.place.kind, conflict.mine) for conflict in merged.conflicts] == [("touchpoints", "Seek")]


def test_new_cards_of_a_stage_that_was_taken_away_stay_away() -> None:
    base = Drawn(touchpoints=("Ads", "Cart"), pains=()).map()
    mine = base.model_copy(
        update={"stages": base.stages[:1], "touchpoints": base.touchpoints[:1], "actions": base.actions[:1]}
    )
    merged = merge_maps(base, Drawn(touchpoints=("Ads", "Cart", "Pay"), pains=()).map(), mine)
    assert texts(merged.map, "touchpoints", "name") == ["Ads"]
    assert {place.name for place in merged.hidden if place.kind == "touchpoints"} == {"Cart", "Pay"}


def test_peoples_order_stays_and_new_cards_follow_their_neighbours() -> None:
    base = Drawn(touchpoints=("Ads", "Search", "Cart")).map()
    mine = base.model_copy(update={"touchpoints": base.touchpoints[::-1]})
    merged = merge_maps(base, Drawn(touchpoints=("Ads", "Help", "Search", "Cart")).map(), mine).map
    assert texts(merged, "touchpoints", "name") == ["Cart", "Search", "Ads", "Help"]


def test_a_card_that_both_added_is_one() -> None:
    base = Drawn(pains=()).map()
    own = Opportunity(id="own", stage="Look", touchpoint="Help", title="More of Help", why="We know it.")
    mine = base.model_copy(update={"opportunities": (*base.opportunities, own)})
    merged = merge_maps(base, Drawn(pains=(), loved=("Search", "Help")).map(), mine).map
    assert [(o.id, o.title, o.why) for o in merged.opportunities] == [
        ("o1", "More of Search", ""),
        ("o2", "More of Help", "We know it."),
    ]


def test_a_claim_that_a_person_bound_stays_and_is_asked_where_the_drawing_asks_it() -> None:
    base = Drawn().map()
    own = Claim(id="c1-own", text="by hand", question={"ask": "value"}, field="value", value=3, n=9, unit="money")
    actions = (*base.actions, Action(stage="Buy", text="ring us", claim="c1-own"))
    mine = base.model_copy(update={"claims": {**base.claims, own.id: own}, "actions": actions})
    merged = merge_maps(base, Drawn(value=0.9).map(), mine)
    assert merged.map.claims["c1-own"] == own
    assert merged.unasked == ("c1-own",)


def test_links_and_the_title_are_peoples() -> None:
    base = Drawn().map()
    link = MapLink(stage="Buy", map="How people pay")
    mine = base.model_copy(update={"parts": (link,), "title": "Our shop"})
    merged = merge_maps(base, Drawn(value=0.9).map(), mine).map
    assert (merged.title, merged.parts, merged.lake_version) == ("Our shop", (link,), "0.9")


@pytest.mark.parametrize("kind", ["pains", "touchpoints", "anything"])
def test_cards_that_cannot_be_told_apart_are_matched_in_order(kind: str) -> None:
    twins = [{"stage": "Buy", "name": "Cart", "touchpoint": "Cart"}] * 3
    assert matched(twins[:2], twins, own_ways(kind)) == {0: 0, 1: 1}


def test_the_map_of_a_made_shop_survives_being_merged_with_itself(draw: Any) -> None:
    journey, _ = draw()
    assert merge_maps(journey, journey, journey).map == journey
