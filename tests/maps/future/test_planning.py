"""A future map: what is removed goes with all that stands there, what is moved takes it along, and no figure changes."""

from typing import Any

import pytest

from footpath.errors import MapError
from footpath.maps.comparing import compare_maps
from footpath.maps.future import Wish, plan_future, rebase_future, typed_wishes
from footpath.model.claims import Claim
from footpath.model.findings import Opportunity, Pain
from footpath.model.maps import Curve, CurvePoint, JourneyMap, Measure, PersonaCurve, Quote, StageColumn, TouchpointCard


def claim(name: str, value: float, unit: Any = "share") -> Claim:
    asked = {"question": {"ask": "touchpoints", "where": {"about": name}}, "field": "share"}
    return Claim(id=name, text=name, value=value, low=value - 0.05, high=value + 0.05, n=100, unit=unit, **asked)


def shop() -> JourneyMap:
    cards = [("Buy", "Cart", "r1", "e1"), ("Buy", "Pay", "r2", "e2"), ("Use", "Help", "r3", "e3")]
    points = tuple(CurvePoint(stage=stage, touchpoint=name, claim=felt) for stage, name, _, felt in cards)
    pain = {"title": "Pay: many leave", "proof": "", "sentence": "", "kinds": ("leaving",), "severity": 0.5}
    claims = {f"r{at}": claim(f"r{at}", at / 10) for at in (1, 2, 3)}
    claims |= {f"e{at}": claim(f"e{at}", at / 10, "experience") for at in (1, 2, 3)}
    claims |= {"w": claim("w", 7200.0, "seconds"), "k": claim("k", 50, "count"), "g": claim("g", 0.5)}
    return JourneyMap(
        title="Shop",
        stages=(StageColumn(name="Buy", goes_on="g"), StageColumn(name="Use @ home/work")),
        touchpoints=tuple(
            TouchpointCard(
                stage=stage.replace("Use", "Use @ home/work"), name=name, channel="web", reach=reach, experience=felt
            )
            for stage, name, reach, felt in cards
        ),
        curve=Curve(points=points, personas=(PersonaCurve(persona="Ann", points=points[1:2]),)),
        quotes=(Quote(id="q", stage="Buy", touchpoint="Pay", text="no", source="chat"),),
        pains=(Pain(id="p1", stage="Buy", touchpoint="Pay", claims=("g",), **pain),),
        opportunities=(Opportunity(id="o1", stage="Buy", touchpoint="Cart", title="Mend it", pain="p1"),),
        measures=(Measure(stage="Buy", label="wait", claim="w"), Measure(stage="Buy", label="people", claim="k")),
        claims=claims,
    )


def planned(**options: list[str]) -> JourneyMap:
    return plan_future(shop(), typed_wishes(**options))


def names(journey: JourneyMap) -> list[tuple[str, str]]:
    return [(card.stage, card.name) for card in journey.touchpoints]


def test_a_future_without_changes_differs_in_its_state_alone() -> None:
    future = plan_future(shop(), ())
    assert future.current_curve == shop().curve
    back = future.model_copy(update={"state": "current", "current_curve": None})
    assert back == shop()


def test_what_stands_at_a_removed_touchpoint_goes_with_it_and_every_claim_stays() -> None:
    future = planned(remove=["Pay"])
    assert names(future) == [("Buy", "Cart"), ("Use @ home/work", "Help")]
    assert (future.pains, future.quotes, future.opportunities) == ((), (), ())
    assert [point.touchpoint for point in future.curve.points] == ["Cart", "Help"]
    assert future.curve.personas == ()
    assert future.current_curve == shop().curve
    assert future.claims == shop().claims
    assert (future.planned_changes[0].claim, future.planned_changes[0].channel) == ("r2", "web")


def test_what_stands_at_a_moved_touchpoint_moves_along() -> None:
    future = planned(move=["pay@Use @ home/work"])
    assert names(future) == [("Buy", "Cart"), ("Use @ home/work", "Help"), ("Use @ home/work", "Pay")]
    assert {future.pains[0].stage, future.quotes[0].stage} == {"Use @ home/work"}
    assert future.curve.points[1].stage == "Use @ home/work"


def test_a_new_touchpoint_is_assumed_and_has_no_figure() -> None:
    card = planned(add=["Chat @ us/24h@Use @ home/work/chat"]).touchpoints[-1]
    assert (card.name, card.stage, card.channel) == ("Chat @ us/24h", "Use @ home/work", "chat")
    assert (card.tier, card.reach, card.experience) == ("assumed", None, None)


@pytest.mark.parametrize(
    ("target", "claim", "value"),
    [
        ("Pay.experience=−0.2", "e2", -0.2),
        ("pay.REACH=30%", "r2", 0.3),
        ("Buy.goes_on=0.75", "g", 0.75),
        ("Buy.wait=1h 30m", "w", 5400.0),
        ("p1=0.25", "g", 0.25),
        ("Pay.leaving=0.25", "g", 0.25),
    ],
)
def test_a_target_is_read_in_the_unit_of_its_number(target: str, claim: str, value: float) -> None:
    (change,) = planned(target=[target]).planned_changes
    assert change.claim == claim
    assert change.target == pytest.approx(value)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"remove": ["Pai"]}, 'no touchpoint "Pai". Closest: "Pay"'),
        ({"remove": ["Pay", "Pay"]}, 'no touchpoint "Pay"'),
        ({"add": ["Pay@Buy"]}, "stands in Buy already"),
        ({"add": ["Chat"]}, "does not say where"),
        ({"add": ["Chat@Nowhere"]}, 'no stage "Nowhere"'),
        ({"move": ["Pay@Buy"]}, "stands in Buy already"),
        ({"target": ["Pay.experience=1.5"]}, "not an experience"),
        ({"target": ["Pay.reach=40"]}, "not a share"),
        ({"target": ["Pay.reach=nan"]}, "not a share"),
        ({"target": ["Buy.wait=90"]}, "not a time"),
        ({"target": ["Buy.people=90"]}, "a count grows"),
        ({"target": ["Pay.expirience=0.5"]}, 'Closest: "Pay.experience"'),
        ({"remove": ["Pay"], "target": ["Pay.experience=0.5"]}, 'no number "Pay.experience"'),
    ],
)
def test_what_cannot_be_is_refused_with_the_option_named(options: dict[str, list[str]], told: str) -> None:
    with pytest.raises(MapError) as refused:
        planned(**options)
    assert told in str(refused.value)
    assert str(refused.value).startswith("--")


def test_a_name_in_two_stages_needs_its_stage() -> None:
    twice = plan_future(shop(), typed_wishes(add=["Pay@Use @ home/work"]))
    with pytest.raises(MapError, match="stands in Buy and in Use"):
        plan_future(twice, typed_wishes(remove=["Pay"]))
    assert names(plan_future(twice, typed_wishes(remove=["Pay@Buy"])))[-1] == ("Use @ home/work", "Pay")
    with pytest.raises(MapError, match="no number"):
        plan_future(twice, typed_wishes(target=["Pay.experience=0.5"]))
    change = plan_future(twice, typed_wishes(target=["Pay@Buy.experience=0.5"])).planned_changes[-1]
    assert (change.stage, change.claim) == ("Buy", "e2")


def test_a_future_is_planned_further_from_the_same_start() -> None:
    once = planned(remove=["Pay"])
    twice = plan_future(once, typed_wishes(target=["Cart.experience=0.5"]))
    assert twice.current_curve == shop().curve
    assert [change.what for change in twice.planned_changes] == ["remove", "target"]


def test_the_same_plans_on_the_same_map_are_the_same_future() -> None:
    everything = {
        "remove": ["Help"],
        "add": ["Chat@Buy/chat"],
        "move": ["Cart@Use @ home/work"],
        "target": [
            "Pay.experience=0.4 by 2026-12-31",
            "Buy.wait=1h",
            "p1=0.2",
            "Chat.experience=0.5",
            "Cart.reach=0.2",
        ],
    }
    future = planned(**everything)
    assert rebase_future(future, shop()) == (future, ())


def test_on_a_newer_map_what_no_longer_applies_is_told() -> None:
    future = planned(remove=["Help"], target=["Pay.experience=0.4"])
    newer = plan_future(shop(), typed_wishes(remove=["Help"])).model_copy(update={"state": "current"})
    rebased, lost = rebase_future(future, newer)
    assert [change.what for change in rebased.planned_changes] == ["target"]
    assert lost == ('remove Help: the map has no touchpoint "Help".',)


def test_targets_are_told_between_a_map_and_its_future() -> None:
    diff = compare_maps(shop(), planned(remove=["Help"], target=["Pay.experience=0.4"]))
    (target,) = [figure for figure in diff.figures if figure.role == "target"]
    assert (target.was, target.now, target.low, target.place.name) == (0.2, 0.4, None, "Pay experience")
    assert [(card.what, card.place.name) for card in diff.cards if card.place.kind == "touchpoints"] == [
        ("gone", "Help")
    ]
    assert compare_maps(planned(target=["Pay.experience=0.4"]), planned(target=["Pay.experience=0.4"])).is_empty


@pytest.mark.parametrize("name", ['"><script>', "=1+1", "a\u202eb", "é\u0000\n", "x" * 300])
def test_hostile_names_are_names(name: str) -> None:
    added = plan_future(shop(), [Wish("add", "one", name, "Buy")])
    assert added.touchpoints[-1].name == name
    assert plan_future(added, [Wish("remove", "one", name, "Buy")]).touchpoints == shop().touchpoints
