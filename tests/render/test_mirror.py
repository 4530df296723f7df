"""Sheets that are read from the right: the same drawing as in a mirror, its letters as they are."""

import pytest
from geometry import faults
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, rich_map
from random_maps import maps

from footpath.model.maps import JourneyMap
from footpath.render import render_html
from footpath.render.language import speaking, with_language
from footpath.render.marks import Line, Path, Scene
from footpath.render.mirror import turned, turned_path
from footpath.render.poster import layout_poster


def places(scene: Scene, names: list[str]) -> list[float]:
    """Where each of these texts begins, counted from the left."""
    lines = [mark for mark in scene.walk() if isinstance(mark, Line)]
    return [next(line.x for line in lines if line.text == name) for name in names]


def test_stages_run_from_the_right_in_arabic_and_hebrew() -> None:
    journey = rich_map()
    names = [stage.name for stage in journey.stages]
    usual = places(layout_poster(journey), names)
    assert usual == sorted(usual)
    for language in ("ar", "he", "fa-IR"):
        back = places(layout_poster(with_language(journey, language)), names)
        assert back == sorted(back, reverse=True)


def test_a_map_whose_title_and_stages_are_mostly_arabic_is_turned_without_being_told() -> None:
    journey = HARD_CASES["arabic"]()
    assert journey.language == "en"
    back = places(layout_poster(journey), [stage.name for stage in journey.stages])
    assert back == sorted(back, reverse=True)
    with speaking(rich_map().model_copy(update={"title": "متجر"})) as speech:
        assert not speech.from_right


@pytest.mark.parametrize("case", sorted(HARD_CASES))
def test_every_hard_case_is_sound_when_turned(case: str) -> None:
    assert faults(layout_poster(with_language(HARD_CASES[case](), "ar"))) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_random_maps_are_sound_when_turned(journey: JourneyMap) -> None:
    assert faults(layout_poster(with_language(journey, "he"))) == []


def test_turned_twice_a_scene_is_what_it_was() -> None:
    scene = layout_poster(rich_map())
    again = turned(turned(scene))
    for first, last in zip(scene.walk(), again.walk(), strict=True):
        if isinstance(first, Line) and isinstance(last, Line):
            assert last.x == pytest.approx(first.x)
        if isinstance(first, Path) and isinstance(last, Path):
            assert turned_path(turned_path(first.d, 500), 500) == turned_path(turned_path(last.d, 500), 500)


@pytest.mark.parametrize(
    ("d", "back"),
    [
        ("M10 20L30 40", "M90 20L70 40"),
        ("M10,20l5-5h3v-2H4", "M90 20l-5 -5h-3v-2H96"),
        ("C1 2 3 4 5 6Q7 8 9 10", "C99 2 97 4 95 6Q93 8 91 10"),
        ("M50 50A5 6 30 0 1 60 70z", "M50 50A5 6 -30 0 0 40 70z"),
    ],
)
def test_paths(d: str, back: str) -> None:
    assert turned_path(d, 100) == back


def test_a_page_says_its_direction_and_only_then_has_rules_for_it() -> None:
    arabic, usual = render_html(HARD_CASES["arabic"]()), render_html(rich_map())
    assert '<html lang="en" dir="rtl">' in arabic
    assert 'dir="rtl"' not in usual
    assert "unicode-bidi:plaintext" in arabic
    assert "unicode-bidi:plaintext" not in usual
