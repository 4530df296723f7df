"""The differences of two maps as text and drawn: nothing crosses, nothing outside gets in, nothing is missing."""

import json
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from geometry import faults
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, HOSTILE, MapMaker, rich_map
from random_maps import maps

from footpath.maps.comparing import compare_maps
from footpath.model.maps import JourneyMap
from footpath.render.changes import diff_json, diff_text, render_diff
from footpath.render.changes.drawing import layout_diff
from footpath.render.changes.text import labels
from footpath.render.marks import Circle, Line, Path


def shop(title: str = "Shop", scope: str = "All customers", felt: float = 0.6, **touchpoints: float) -> JourneyMap:
    m = MapMaker(title, scope)
    m.figure("customers", 900, 900, "count")
    m.stage("Look", 900, 0.5)
    m.stage("Buy", 450)
    m.touchpoint("Look", "Ads", "ads", 0.5, 0.1)
    for name, value in {"Cart": felt, **touchpoints}.items():
        m.touchpoint("Buy", name, "web", 0.5, value)
    return m.map()


def lines(first: JourneyMap, second: JourneyMap) -> list[str]:
    return diff_text(compare_maps(first, second)).splitlines()


def test_the_text_reads_like_a_review() -> None:
    text = lines(shop(felt=0.6, Pay=0.2), shop(felt=-0.2, Help=0.2))
    assert text == [
        "--- Shop · current state · All customers · January to June 2026",
        "+++ Shop · current state · All customers · January to June 2026",
        "",
        "Cards: 1 appeared, 1 gone. Of 8 figures in both, 1 moved by more than chance (about 0 would have, had nothing changed),"
        " 0 within it.",
        "",
        "@@ Buy @@",
        "+ touchpoint: Help",
        "- touchpoint: Pay",
        "  Cart, experience: +0.60 (n 900) → −0.20 (n 900), −0.80 (−0.86 to −0.74)",
    ]


def test_maps_that_say_the_same_say_so() -> None:
    assert lines(shop(), shop())[-1] == "No difference: 8 figures compared."


def test_few_customers_behind_a_figure_are_told() -> None:
    one, other = (HARD_CASES["one_customer"](), HARD_CASES["one_customer"]())
    claims = {
        k: c.model_copy(update={"value": -c.value, "low": -1.6, "high": -0.4, "n": 9} if c.unit == "experience" else {})
        for k, c in other.claims.items()
    }
    moved = one.model_copy(
        update={
            "claims": {
                k: c.model_copy(update={"low": 0.4, "high": 0.6, "n": 9} if c.unit == "experience" else {})
                for k, c in one.claims.items()
            }
        }
    )
    assert any(text.endswith("few behind it") for text in lines(moved, other.model_copy(update={"claims": claims})))


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_hard_case_beside_the_rich_map_is_drawn_without_a_fault(name: str) -> None:
    first, second = rich_map(), HARD_CASES[name]()
    assert faults(layout_diff(first, second, compare_maps(first, second))) == []


@pytest.mark.parametrize("name", ["nothing", "hostile"])
def test_the_rich_map_beside_a_hard_case_is_drawn_without_a_fault(name: str) -> None:
    first, second = HARD_CASES[name](), rich_map()
    assert faults(layout_diff(first, second, compare_maps(first, second))) == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps(), maps())
def test_random_maps_are_drawn_without_a_fault(first: JourneyMap, second: JourneyMap) -> None:
    diff = compare_maps(first, second)
    assert faults(layout_diff(first, second, diff)) == []
    assert {letter for letter in diff_text(diff) if unicodedata.category(letter) == "Cc"} <= {"\n"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hostile_words_stay_words(theme: str) -> None:
    first, second = rich_map(), HARD_CASES["hostile"]()
    diff = compare_maps(first, second)
    svg = render_diff(first, second, diff, theme)  # type: ignore[arg-type]
    root = ET.fromstring(svg)
    assert not [element for element in root.iter() if element.tag.endswith(("script", "img", "foreignObject", "a"))]
    assert not [name for element in root.iter() for name in element.attrib if name.lower().startswith("on")]
    text = diff_text(compare_maps(second, first))
    assert not set(text) & {"\x00", "\x08", "\u202e", "\u2066", "\x1b"}
    assert HOSTILE[0] in text
    assert json.loads(diff_json(diff))["second"]["title"] == HOSTILE[0]


def test_the_same_maps_give_the_same_bytes() -> None:
    first, second = shop(), shop(felt=-0.2)
    drawn = [render_diff(first, second, compare_maps(first, second)) for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_both_curves_are_drawn_and_the_way_between_them_where_it_is_more_than_chance() -> None:
    first, second = shop(scope="Spring"), shop(scope="Autumn", felt=-0.2)
    scene = layout_diff(first, second, compare_maps(first, second))
    ways = [mark for mark in scene.walk() if isinstance(mark, Path) and mark.width == 4]
    assert len(ways) == 1
    dashed = [mark for mark in scene.walk() if isinstance(mark, Path) and mark.dash == "6 4"]
    assert len(dashed) == 2  # the curve and its sample in the legend
    before = [mark for mark in scene.walk() if isinstance(mark, Circle) and (mark.radius, mark.fill) == (3.4, "card")]
    assert len(before) == 2
    said = {mark.text for mark in scene.walk() if isinstance(mark, Line)}
    assert {"Spring", "Autumn", "What changed"} <= said


def test_a_new_card_has_a_sign_and_a_gone_one_is_told() -> None:
    first, second = shop(Pay=0.2), shop(Help=0.2)
    scene = layout_diff(first, second, compare_maps(first, second))
    signs = [mark for mark in scene.walk() if isinstance(mark, Circle) and mark.radius == 7.5]
    assert len(signs) == 5  # one on the card of Help, four in the legend
    said = [mark.text for mark in scene.walk() if isinstance(mark, Line)]
    assert said.index("touchpoint, no longer there") == said.index("Pay") + 1


def test_labels_tell_what_sets_the_two_apart() -> None:
    spring = shop()
    autumn = spring.model_copy(update={"state": "future"})
    assert labels(compare_maps(spring, shop(scope="Mobile"))) == ("All customers", "Mobile")
    assert labels(compare_maps(spring, autumn)) == ("current state", "future state")
    assert labels(compare_maps(spring, spring)) == ("before", "now")
