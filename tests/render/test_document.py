"""The map as text: what is written reads back, and what is no map is refused in one sentence."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, MapMaker, hostile, rich_map
from random_maps import maps

from footpath.errors import MapError
from footpath.model.few import without_few
from footpath.model.maps import JourneyMap
from footpath.render import read_html, read_json, render_html, render_json, render_svg
from footpath.render.document import embedded, map_in_page


@pytest.mark.parametrize("name", HARD_CASES)
def test_json_reads_back(name: str) -> None:
    journey = without_few(HARD_CASES[name]())
    text = render_json(HARD_CASES[name]())
    assert read_json(text) == journey
    assert JourneyMap.model_validate_json(text) == journey
    assert render_json(read_json(text)) == text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_the_data_block_of_a_page_reads_back_and_cannot_be_left(journey: JourneyMap) -> None:
    block = embedded(journey)
    assert block.count("<") == 2
    assert read_json(map_in_page(f"<p>before</p>{block}<script>after()</script>")) == without_few(journey)


def test_a_page_reads_back() -> None:
    assert read_html(render_html(rich_map())) == rich_map()
    assert read_html(render_html(hostile())) == hostile()


def test_json_is_sorted_and_pretty() -> None:
    text = render_json(rich_map())
    keys = list(json.loads(text))
    assert keys == sorted(keys)
    assert text.startswith('{\n  "actions": [')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a map"),
        ("[1, 2]", "not a map"),
        ("{}", "not a map: title"),
        ('{"title": "x", "colour": 1}', "not a map: colour"),
        ('{"title": "x", "schema_version": 99}', "version 99, newer"),
        ('"x"', "not a map"),
    ],
)
def test_what_is_no_map_is_refused(text: str, words: str) -> None:
    with pytest.raises(MapError, match=words):
        read_json(text)


def test_a_page_without_a_map_is_refused() -> None:
    with pytest.raises(MapError, match="holds no map"):
        read_html("<html><script id='other'>{}</script></html>")


def test_a_number_that_json_cannot_say_is_refused() -> None:
    m = MapMaker("x")
    m.figure("customers", float("nan"), 5, "count")
    with pytest.raises(MapError, match='Claim "c1" of the map holds no finite number'):
        render_json(m.map())
    with pytest.raises(MapError, match="no finite number"):
        render_svg(m.map())
    with pytest.raises(MapError, match="no finite number"):
        render_html(m.map())
