"""Every form, at every level of detail, over hard cases, random maps and a very large one: no text crosses another or is cut off."""

import pytest
from flowing_maps import large_map, with_flows
from geometry import faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_maps import HARD_CASES, MapMaker, rich_map
from random_maps import maps

from footpath.errors import MapError
from footpath.model.maps import CurvePoint, Flow, JourneyMap, PersonaCurve
from footpath.render.forms import DETAILS, FORMS, layout
from footpath.render.forms.details import at_detail
from footpath.render.forms.swimlane import layout_swimlane
from footpath.render.marks import Group, Line, Path, Scene

DRAWN = [form for form in FORMS if form != "poster"]


@pytest.mark.parametrize("form", DRAWN)
@pytest.mark.parametrize("name", HARD_CASES)
def test_a_hard_case_is_laid_out_without_a_fault(name: str, form: str) -> None:
    assert faults(layout(with_flows(HARD_CASES[name]()), form, "full")) == []


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("form", FORMS)
def test_every_level_of_detail_is_laid_out_without_a_fault(form: str, detail: str) -> None:
    assert faults(layout(with_flows(rich_map()), form, detail)) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps(), st.sampled_from(DRAWN), st.sampled_from(DETAILS))
def test_a_random_map_is_laid_out_without_a_fault(journey: JourneyMap, form: str, detail: str) -> None:
    assert faults(layout(with_flows(journey), form, detail)) == []


@pytest.mark.parametrize("form", FORMS)
def test_two_hundred_cards_are_laid_out_without_a_fault(form: str) -> None:
    assert faults(layout(large_map(), form, "full")) == []


@pytest.mark.parametrize("by", ["persona", "owner"])
@pytest.mark.parametrize("name", HARD_CASES)
def test_lanes_of_personas_and_owners_are_laid_out_without_a_fault(name: str, by: str) -> None:
    assert faults(layout_swimlane(HARD_CASES[name](), by)) == []


def test_lanes_of_personas_show_their_own_experience_and_nothing_of_all_customers() -> None:
    m = MapMaker("Two personas")
    m.stage("Look", 100)
    m.stage("Buy", 50)
    for stage, name in (("Look", "Home"), ("Buy", "Pay")):
        m.touchpoint(stage, name, "web", 0.5, 0.9, 100)
        m.pain(stage, name, "It hurts", "10%", "20 customers", 0.5)
    poor, good = m.claim("one", -0.9, 40, "experience", 0.1), m.claim("other", 0.9, 40, "experience", 0.1)
    curves = tuple(
        PersonaCurve(persona=persona, points=(CurvePoint(stage="Look", touchpoint="Home", claim=claim),))
        for persona, claim in (("Planners", poor), ("Hunters", good))
    )
    journey = with_flows(m.map())
    journey = journey.model_copy(update={"curve": journey.curve.model_copy(update={"personas": curves})})
    scene = layout_swimlane(journey, "persona")
    shown = [mark.subject for mark in scene.walk() if isinstance(mark, Group) and mark.card and mark.subject]
    assert [subject.claims for subject in shown] == [(poor,), (good,)]
    assert not [mark for mark in scene.walk() if isinstance(mark, Path) and mark.dash]
    assert "50%" not in words(scene)
    assert [mark for mark in layout_swimlane(journey).walk() if isinstance(mark, Path) and mark.dash]


@pytest.mark.parametrize("form", FORMS)
def test_every_touchpoint_is_told_in_every_form(form: str) -> None:
    journey = with_flows(rich_map())
    told = words(layout(journey, form, "full"))
    assert all(card.name in told for card in journey.touchpoints)


def test_the_same_map_is_laid_out_the_same() -> None:
    journey = with_flows(rich_map())
    assert all(layout(journey, form) == layout(journey, form) for form in FORMS)


def test_a_way_is_as_thick_as_its_customers_are_many() -> None:
    m = MapMaker("Ways")
    m.stage("Look", 1000, 0.5)
    m.stage("Buy", 500, None)
    for stage, name in (("Look", "Home"), ("Look", "Search"), ("Buy", "Cart"), ("Buy", "Pay")):
        m.touchpoint(stage, name, "web", 0.5, 0.2, 100)
    few, many = m.claim("few", 100, 1000, "count"), m.claim("many", 400, 1000, "count")
    ways = (("Home", "Cart", few), ("Search", "Pay", many))
    flows = tuple(
        Flow(from_touchpoint=one, to_touchpoint=other, direction="forward", claim=claim) for one, other, claim in ways
    )
    scene = layout(m.map().model_copy(update={"flows": flows}), "flow")
    drawn = {
        mark.subject.claims[0]: part.width
        for mark in scene.walk()
        if isinstance(mark, Group) and mark.subject and mark.subject.claims
        for part in mark.marks
        if isinstance(part, Path) and part.stroke == "structure"
    }
    assert drawn[many] / drawn[few] == pytest.approx(4)


def test_an_overview_shows_less_and_what_hurts_stays() -> None:
    journey = rich_map()
    small = at_detail(journey, "overview")
    assert all(sum(card.stage == stage.name for card in small.touchpoints) <= 3 for stage in small.stages)
    kept = {pain.id for pain in small.pains}
    worst = sorted(journey.pains, key=lambda pain: -pain.severity)[:4]
    assert kept == {pain.id for pain in worst}
    assert at_detail(journey, "full") == journey


@pytest.mark.parametrize(("form", "detail"), [("globe", "full"), ("flow", "tiny"), ("<b>", "full")])
def test_what_there_is_not_is_refused(form: str, detail: str) -> None:
    with pytest.raises(MapError, match="Choose"):
        layout(rich_map(), form, detail)


def words(scene: Scene) -> str:
    """All that can be read, with spaces as written; a wrapped name is joined again."""
    return " ".join(
        " ".join(part.text for part in mark.marks if isinstance(part, Line)) if isinstance(mark, Group) else mark.text
        for mark in scene.walk()
        if isinstance(mark, Group | Line)
    )
