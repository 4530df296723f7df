"""What fewer than five did or felt cannot be told from anything that is drawn: another number of theirs gives the same bytes."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from made_maps import MapMaker, rich_map
from made_walks import map_with_walk
from random_maps import maps

from footpath.maps.importing.citing import cited
from footpath.model.few import walk_of_enough, without_few
from footpath.model.maps import JourneyMap
from footpath.model.small_cells import FEWEST, tells_of_few
from footpath.render import read_html, render_html, render_json
from footpath.render.exports.cjml import render_cjml
from footpath.render.exports.csv import render_csv
from footpath.render.exports.markdown import render_markdown
from footpath.render.exports.mermaid import render_mermaid
from footpath.render.exports.pptx import render_pptx
from footpath.render.exports.xlsx import render_xlsx
from footpath.render.forms import FORMS, layout
from footpath.render.terminal_walk import walk_text

Drawing = Callable[[JourneyMap], str | bytes]
TEXTS: tuple[Drawing, ...] = (render_csv, render_markdown, render_mermaid, render_cjml, render_json)
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SLOW = settings(QUICK, max_examples=4)


def few_moved(journey: JourneyMap, by: float) -> JourneyMap:
    """The same map, but every number that tells of fewer than five is another one that does."""
    asked = {goal.claim for goal in journey.goals}
    moved = {
        name: claim.model_copy(
            update={"value": 0.001 if claim.unit == "share" and claim.n >= FEWEST else claim.value + by}
        )
        for name, claim in journey.claims.items()
        if name not in asked and tells_of_few(claim.value, claim.n, claim.unit)
    }
    small = {name: claim for name, claim in moved.items() if tells_of_few(claim.value, claim.n, claim.unit)}
    return journey.model_copy(update={"claims": {**journey.claims, **small}})


@QUICK
@given(maps(), st.floats(-0.9, 0.9))
def test_no_text_tells_of_few(journey: JourneyMap, by: float) -> None:
    other = few_moved(journey, by)
    for draw in TEXTS:
        assert draw(journey) == draw(other)


@SLOW
@given(maps(), st.floats(-0.9, 0.9))
def test_no_form_tells_of_few(journey: JourneyMap, by: float) -> None:
    other = few_moved(journey, by)
    for form in FORMS:
        assert layout(journey, form) == layout(other, form)


@pytest.mark.parametrize("draw", [render_html, render_xlsx, render_pptx])
def test_no_page_workbook_or_slide_tells_of_few(draw: Drawing) -> None:
    assert draw(lonely_map()) == draw(few_moved(lonely_map(), 0.25))


def lonely_map() -> JourneyMap:
    """Three customers: how they felt, how long they took, what share went on; beside a plain count of them."""
    m = MapMaker("A few")
    m.figure("customers", 3, 3, "count")
    m.stage("Visit", 3, 0.6789)
    m.touchpoint("Visit", "Home page", "web", 0.5, 0.4321, 3)
    m.measure("Visit", "until the next stage", [], 98_765.0, 3, "seconds", 9.0)
    return m.map()


@pytest.mark.parametrize("draw", [*TEXTS, render_html])
def test_a_count_of_few_is_told_and_their_shares_feelings_and_times_are_not(draw: Drawing) -> None:
    text = draw(lonely_map())
    assert isinstance(text, str)
    for secret in ("0.6789", "68%", "0.4321", "98765", "27 hours"):
        assert secret not in text
    if draw in (render_csv, render_markdown, render_html, render_json):
        assert "customers" in text
        assert "3" in text


def test_a_map_without_few_is_the_map_itself() -> None:
    journey = rich_map()
    assert without_few(journey) is journey
    assert without_few(without_few(lonely_map())) == without_few(lonely_map())


def test_what_a_goal_asks_for_is_told_though_few_stand_behind_it() -> None:
    journey = rich_map()
    asked = journey.goals[0].claim
    assert asked is not None
    few = journey.claims[asked].model_copy(update={"n": 3, "samples": ()})
    told = without_few(journey.model_copy(update={"claims": {**journey.claims, asked: few}}))
    assert told.claims[asked].n == 3


def test_findings_that_are_such_a_number_in_words_go_with_it() -> None:
    journey = rich_map()
    pain = journey.pains[0]
    few = {name: journey.claims[name].model_copy(update={"n": 4, "samples": ()}) for name in pain.claims[:1]}
    told = without_few(journey.model_copy(update={"claims": {**journey.claims, **few}}))
    assert pain.id not in [other.id for other in told.pains]
    assert all(chance.pain != pain.id for chance in told.opportunities)
    assert pain.title not in render_csv(told)


@pytest.mark.parametrize(("of", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_walk_chosen_among_few_is_not_played(of: int, told: bool) -> None:
    journey = map_with_walk()
    assert journey.walk is not None
    walk = journey.walk.model_copy(update={"of": of})
    small = journey.model_copy(update={"walk": walk})
    assert (read_html(render_html(small)).walk is not None) == told
    assert (walk.steps[0].touchpoint in walk_text(walk)) == told


def test_what_is_usual_among_few_is_not_told_beside_a_step() -> None:
    journey = map_with_walk()
    assert journey.walk is not None
    steps = tuple(
        step.model_copy(update={"usual_s": 77_000.0, "usual_n": 4, "next_share": 0.0301, "next_n": 100})
        for step in journey.walk.steps
    )
    walk = walk_of_enough(journey.walk.model_copy(update={"steps": steps}))
    assert walk is not None
    assert {(step.usual_s, step.usual_n, step.next_share, step.next_n) for step in walk.steps} == {(None, 0, None, 0)}
    assert "usually" not in walk_text(walk.model_copy(update={"steps": steps}))


@QUICK
@given(maps())
def test_nothing_points_at_a_number_that_is_left_out(journey: JourneyMap) -> None:
    gone = journey.claims.keys() - without_few(journey).claims.keys()
    assert not gone & cited(without_few(journey))
