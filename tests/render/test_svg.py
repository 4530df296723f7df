"""The SVG: well formed, inert, alone, and the same every time."""

import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, rich_map
from random_maps import maps

from footpath.model.maps import JourneyMap
from footpath.render import render_svg
from footpath.render.icons import shape, stage_icon, touchpoint_icon
from footpath.render.marks import Circle, Group, Icon, Path, Subject, line
from footpath.render.svg import SvgWriter, escape
from footpath.render.theme import BODY, palette

_TAGS = {
    "svg",
    "title",
    "desc",
    "style",
    "rect",
    "g",
    "path",
    "circle",
    "text",
    "linearGradient",
    "stop",
    "line",
    "polyline",
    "polygon",
    "ellipse",
}


def _elements(text: str) -> list[Element]:
    return list(fromstring(text).iter())


def _tag(element: Element) -> str:
    return element.tag.removeprefix("{http://www.w3.org/2000/svg}")


@pytest.mark.parametrize("name", HARD_CASES)
def test_every_hard_case_is_well_formed_and_inert(name: str) -> None:
    for element in _elements(render_svg(HARD_CASES[name]())):
        assert _tag(element) in _TAGS
        assert not [key for key in element.attrib if key.startswith("on") or "href" in key]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_any_map_is_well_formed(journey: JourneyMap) -> None:
    assert _tag(_elements(render_svg(journey))[0]) == "svg"


def test_same_map_same_bytes_and_two_themes() -> None:
    light, dark = render_svg(rich_map()), render_svg(rich_map(), theme="dark")
    assert light == render_svg(rich_map())
    assert 'fill="#fbfaf7"' in light
    assert 'fill="#14181f"' in dark
    assert re.sub("#[0-9a-f]{6}", "", light) == re.sub("#[0-9a-f]{6}", "", dark)


def test_an_image_has_a_title_and_a_description() -> None:
    root = fromstring(render_svg(rich_map()))
    assert root.attrib["role"] == "img"
    assert [child.text for child in root[:2]] == [
        "How people buy from Nordlys Home",
        "Current state, all customers. January to June 2026. 7 stages.",
    ]


def test_every_gradient_that_is_used_is_there_once() -> None:
    text = render_svg(rich_map())
    used, there = set(re.findall(r"url\(#([\w-]+)\)", text)), re.findall(r'<linearGradient id="([\w-]+)"', text)
    assert used == set(there)
    assert len(there) == len(set(there))


def test_marks_as_text() -> None:
    writer = SvgWriter(
        palette("light").__getitem__,
        lambda subject, words: f' data-title="{escape(subject.title)}" data-words="{escape(words)}"',
    )
    assert writer.write([Circle(1, 2.505, 3, "ink", "low", 1.5, "2 2")]) == (
        '<circle cx="1" cy="2.5" r="3" fill="#1d2430" stroke="#c2502f" stroke-width="1.5" stroke-dasharray="2 2"/>'
    )
    assert writer.write([Path("M0 0", opacity=0.5)]) == '<path d="M0 0" fill="none" opacity="0.5"/>'
    named = Group((line("a<b", BODY, 0, 10),), "point", Subject('say "x"'), full_text="a<b & c")
    assert writer.write([named]) == (
        '<g class="point" data-title="say &quot;x&quot;" data-words="a&lt;b"><title>a&lt;b &amp; c</title>'
        '<rect x="-1.5" y="-0.47" width="24.11" height="14.73" fill="transparent"/>'
        '<text x="0" y="10" font-size="11.5" fill="#1d2430">a&lt;b</text></g>'
    )


def test_right_to_left_text_says_so_and_starts_at_its_right_edge() -> None:
    text = SvgWriter(palette("light").__getitem__).write([line("العملاء", BODY, 10, 20)])
    assert 'direction="rtl"' in text
    assert float(text.split('x="')[1].split('"')[0]) > 30


def test_icons_are_drawn_for_every_channel_and_unknown_names_are_a_circle() -> None:
    channels = "web app email phone store social ads chat post sms support survey review partner other".split()  # noqa: SIM905
    drawn = {shape(touchpoint_icon("Xyz", channel)) for channel in channels}
    assert len(drawn) == 15
    assert shape('x"/><script>') == shape("circle") == '<circle cx="12" cy="12" r="10"/>'
    assert stage_icon("Xyz", 'x"/><script>') == "circle"
    assert "<path" in SvgWriter(palette("dark").__getitem__).write([Icon("truck", 0, 0)])
