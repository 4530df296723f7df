"""The poster of a future map: two curves with their gap, ghosts, dashes and targets, and no text on another."""

import pytest
from geometry import faults
from hypothesis import HealthCheck, given, settings
from made_futures import future_of
from made_maps import HARD_CASES, MapMaker, rich_map
from random_maps import maps

from footpath.maps.future import plan_future, typed_wishes
from footpath.model.maps import JourneyMap
from footpath.render import render_html, render_svg
from footpath.render.exports.markdown import render_markdown
from footpath.render.marks import Circle, Group, Line, Path, Rect, Scene
from footpath.render.poster import layout_poster


def words(scene: Scene) -> str:
    return " ".join(mark.text for mark in scene.walk() if isinstance(mark, Line))


def shop(**options: list[str]) -> Scene:
    m = MapMaker("Shop")
    m.stage("Find", 100, 0.5)
    m.stage("Buy", 50)
    for name, felt in (("Look", 0.2), ("Ask", -0.3), ("Read", 0.1)):
        m.touchpoint("Find", name, "web", 0.5, felt)
    m.touchpoint("Buy", "Pay", "web", 0.5, 0.4)
    return layout_poster(plan_future(m.map(), typed_wishes(**options)))


def paths(scene: Scene, stroke: str) -> list[Path]:
    return [mark for mark in scene.walk() if isinstance(mark, Path) and mark.stroke == stroke]


def shades(scene: Scene) -> list[str]:
    return [mark.fill for mark in scene.walk() if isinstance(mark, Path) and mark.opacity == 0.26]


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_hard_case_with_plans_is_laid_out_without_a_fault(name: str) -> None:
    assert faults(layout_poster(future_of(HARD_CASES[name]()))) == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_a_random_map_with_plans_is_laid_out_without_a_fault(journey: JourneyMap) -> None:
    assert faults(layout_poster(future_of(journey))) == []


def test_a_new_card_keeps_its_words_off_its_circle() -> None:
    m = MapMaker("Desk")
    m.stage("Opened", 100, 0.5)
    m.touchpoint("Opened", "Mail", "email", 0.5, None)
    scene = layout_poster(plan_future(m.map(), typed_wishes(add=["Self help@Opened/web"])))
    assert "to be added" in words(scene)
    assert faults(scene) == []


def test_without_a_target_both_curves_are_one() -> None:
    scene = shop()
    assert shades(scene) == []
    (dashed,) = [path for path in paths(scene, "muted") if path.dash == "6 4" and "C" in path.d]
    (line,) = paths(scene, "url(#mood)")
    assert dashed.d == line.d


def test_a_gap_is_shaded_on_both_sides_of_a_target_and_told_with_both_values() -> None:
    scene = shop(target=["Ask.experience=0.5"])
    assert shades(scene) == ["opportunity", "opportunity"]
    assert "−0.30 → +0.50 Ask" in words(scene)
    assert shades(shop(target=["Ask.experience=-0.9"])) == ["low", "low"]


def test_a_target_that_is_better_stands_higher() -> None:
    scene = shop(target=["Ask.experience=0.5"])
    rings = {
        mark.full_text: part.y
        for mark in scene.walk()
        if isinstance(mark, Group) and mark.role == "point"
        for part in mark.marks[:1]
        if isinstance(part, Circle)
    }
    assert rings["Ask: target: +0.50"] < rings["Look: Experience: good"] < rings["Ask: today: poor"]


def test_what_is_removed_is_a_struck_ghost_and_ends_in_a_cross() -> None:
    scene = shop(remove=["Ask"])
    said = words(scene)
    assert "to be removed" in said
    assert "no longer here" in said
    assert "Remove Ask" in said
    assert [path.width for path in paths(scene, "muted")].count(1.8) == 2  # at its point and in the legend
    assert [path.width for path in paths(scene, "muted")].count(1.2) == 1  # through its name


def test_what_is_new_or_moved_says_so_on_its_card() -> None:
    scene = shop(add=["Chat@Buy/chat"], move=["Ask@Buy"], target=["Chat.experience=0.5"])
    said = words(scene)
    assert "to be added" in said
    assert "moves here from Find" in said
    assert "+0.50 Chat" in said
    assert "not known → +0.50" in said
    dashed = [mark for mark in scene.walk() if isinstance(mark, Rect) and mark.dash == "3 3"]
    assert len(dashed) == 1


def test_a_current_map_has_nothing_of_it() -> None:
    said = words(layout_poster(rich_map()))
    assert "Planned changes" not in said
    assert "today" not in said


def test_every_form_of_a_future_is_written() -> None:
    future = future_of(rich_map())
    assert render_svg(future) == render_svg(future)
    assert "Planned changes" in render_html(future)
    assert "<touchpoint>" not in render_html(future).replace("&lt;touchpoint&gt;", "").partition('id="footpath-map"')[0]


def test_a_document_tells_what_is_planned_with_its_claims() -> None:
    text = render_markdown(future_of(rich_map()))
    assert "## Planned changes" in text
    assert "\\<touchpoint\\>" in text
    assert "## Planned changes" not in render_markdown(rich_map())
