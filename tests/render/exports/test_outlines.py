"""Lines drawn as shapes look as the writer's own text does, and lines that it must shape itself stay text."""

import unicodedata
from io import BytesIO

import pytest
import vl_convert
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_fonts import fixed
from made_maps import HARD_CASES
from PIL import Image, ImageChops

from footpath.render.exports.drawing import families_of, svg, written
from footpath.render.exports.letters import known_letters
from footpath.render.exports.outlines import outline
from footpath.render.look import laid_out
from footpath.render.marks import Scene, line
from footpath.render.theme import BODY, CARD, FIGURE, NAME, TITLE, Style, ThemeFile, wearing
from footpath.render.typeface import typeface_of

STYLES = (TITLE, FIGURE, CARD, NAME, BODY)
_FAINT = 64  # of 255: the edge of a shape that is painted in two steps or in one
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("aZ09é&<'\"Ωж–→ ")


def pixels(scene: Scene, outlined: bool) -> Image.Image:
    families = families_of(scene)
    drawn = svg(scene.width, scene.height, written(scene.marks, "light", families, outlined), families, "#ffffff")
    return Image.open(BytesIO(vl_convert.svg_to_png(drawn, scale=1.5))).convert("L")


def apart(scene: Scene) -> int:
    """By how much the most different pixel differs."""
    return int(ImageChops.difference(pixels(scene, True), pixels(scene, False)).getextrema()[1])


def one_line(text: str, style: Style) -> Scene:
    return Scene(900, 60, "", "", (line(text, style, 12.3, 40.7),))


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_hard_case_looks_the_same_in_shapes(name: str) -> None:
    assert apart(laid_out(HARD_CASES[name]())) < _FAINT


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(_LETTERS, max_size=24), st.sampled_from(STYLES))
def test_any_line_looks_the_same_in_shapes(text: str, style: Style) -> None:
    assert apart(one_line(text, style)) < _FAINT


@pytest.mark.parametrize("style", STYLES)
def test_a_line_of_inter_is_a_shape_at_its_place(style: Style) -> None:
    shape = outline(line("Café 12%", style, 10, 20))
    assert shape.startswith('transform="translate(10 20) scale(')
    assert shape.count("m") > 8


@pytest.mark.parametrize("text", ["تقييم", "お客様", "e\u0301", "x\u00ady", "שלום", "ok 👍"])
def test_a_line_that_must_be_shaped_stays_text(text: str) -> None:
    assert outline(line(text, BODY, 0, 0)) == ""


def test_a_line_in_a_weight_or_font_that_is_not_there_stays_text() -> None:
    assert outline(line("Black", Style(12, 900, "ink", 16), 0, 0)) == ""
    with wearing(ThemeFile("own", text=typeface_of([("own.ttf", fixed())]))):
        assert outline(line("Own", BODY, 0, 0)) == ""


def test_every_letter_that_is_said_to_be_known_is_in_every_weight() -> None:
    letters = [chr(code) for code in sorted(known_letters()) if unicodedata.category(chr(code))[0] in "LNPS"]
    assert len(letters) > 1000
    for style in STYLES:
        assert [letter for letter in letters if not outline(line(letter, style, 0, 0))] == []
