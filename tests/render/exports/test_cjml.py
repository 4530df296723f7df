"""CJML read back by an XML parser: well formed whatever the texts are, and every reference points somewhere."""

import pytest
from defusedxml import ElementTree
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, rich_map
from random_maps import maps

from footpath.model.maps import JourneyMap
from footpath.render.exports.cjml import render_cjml
from footpath.render.text import clean


def check_references(text: str) -> None:
    root = ElementTree.fromstring(text)
    assert (root.tag, root.attrib) == ("CJML", {"version": "2.0"})
    phases = [phase.get("phaseID") for phase in root.iter("journeyPhase")]
    actors = [actor.get("actorID") for actors in root.iter("actors") for actor in actors]
    points = [point.text for point in root.iter("touchpointID")]
    for kept in (phases, actors, points):
        assert len(set(kept)) == len(kept)
    assert {found.get("phaseIDref") for found in root.iter("belongsTo")} <= set(phases)
    assert {found.get("actorIDref") for found in root.iter("refersTo")} <= set(actors)


def test_stages_are_phases_and_touchpoints_communication_points() -> None:
    root = ElementTree.fromstring(render_cjml(rich_map()))
    assert [name.text for name in root.iter("phaseName")] == [stage.name for stage in rich_map().stages]
    points = list(root.iter("actualCommunicationPoint"))
    assert len(points) == len(rich_map().touchpoints)
    costs = next(point for point in points if point.findtext("initiator/initiatorLabel") == "Shipping costs")
    assert costs.findtext("channel/channelName") == "internetViaPC"
    assert costs.findtext("touchpointExperience/experienceRating") == "-0.62"
    assert costs.findtext("touchpointExperience/experienceDescription") == "very poor (n = 2100)"
    assert costs.findtext("comment") == "Reached by 71% (± 1, n = 9,000) of the stage's customers"


def test_the_company_begins_where_it_writes() -> None:
    root = ElementTree.fromstring(render_cjml(rich_map()))
    began = {
        point.findtext("receiver/receiverLabel"): actor.get("actorIDref")
        for point in root.iter("actualCommunicationPoint")
        if (actor := point.find("initiator/refersTo")) is not None
    }
    assert (began["Newsletter"], began["Cart"]) == ("A2", "A1")


def test_a_future_map_is_a_planned_journey_without_an_experience() -> None:
    root = ElementTree.fromstring(render_cjml(rich_map().model_copy(update={"state": "future"})))
    assert [child.tag for child in root] == ["plannedJourney"]
    assert len(list(root.iter("plannedCommunicationPoint"))) == len(rich_map().touchpoints)
    assert not list(root.iter("touchpointExperience"))


@pytest.mark.parametrize("name", HARD_CASES)
def test_hard_cases_are_well_formed(name: str) -> None:
    text = render_cjml(HARD_CASES[name]())
    check_references(text)
    assert text == render_cjml(HARD_CASES[name]())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_names_read_back(journey: JourneyMap) -> None:
    text = render_cjml(journey)
    check_references(text)
    read = [name.text or "" for name in ElementTree.fromstring(text).iter("phaseName")]
    assert read == [clean(stage.name) for stage in journey.stages]
