"""Letters of other scripts: they are seen in pictures, travel inside drawings, and are owned up to where no font has them."""

from io import BytesIO
from pathlib import Path

import pytest
from made_maps import HARD_CASES, MapMaker, rich_map
from PIL import Image, ImageChops

from footpath.render import render_html, render_svg, scripts
from footpath.render.exports.drawing import owning_up
from footpath.render.exports.pdf import render_pdf
from footpath.render.exports.png import render_png
from footpath.render.language import speaking
from footpath.render.marks import Line
from footpath.render.poster import layout_poster
from footpath.render.scripts import ARABIC, CJK, family_for, further_faces, undrawn

needs_fonts = pytest.mark.skipif(
    CJK.file() is None or ARABIC.file() is None, reason="the extras cjk and arabic are not installed"
)


def picture(title: str) -> Image.Image:
    return Image.open(BytesIO(render_png(MapMaker(title, scope="").map(), 900))).convert("L")


@needs_fonts
@pytest.mark.parametrize(("one", "other"), [("商品", "詳細"), ("かな", "カナ"), ("한국", "어느"), ("صفحة", "متجر")])
def test_different_letters_are_drawn_differently(one: str, other: str) -> None:
    """Boxes for missing letters would all look alike, and letters left out would leave nothing."""
    empty, first, second = picture(" "), picture(one), picture(other)
    assert ImageChops.difference(empty, first).getbbox() is not None
    assert ImageChops.difference(first, second).getbbox() is not None


@needs_fonts
@pytest.mark.parametrize("case", ["japanese", "arabic"])
def test_a_document_holds_the_letters_as_text(case: str) -> None:
    from pypdf import PdfReader

    journey = HARD_CASES[case]()
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(render_pdf(journey, "fit"))).pages)
    found = sum(letter in text for letter in set(journey.title) if not letter.isspace())
    assert found >= 0.8 * len(set(journey.title) - {" "})


@needs_fonts
def test_a_drawing_carries_the_letters_that_it_shows_and_no_more() -> None:
    from base64 import b64decode

    from fontTools.ttLib import TTFont

    rule = further_faces("商品かa", "ja")
    assert rule.count("@font-face{font-family:'Inter'") == 1
    data = b64decode(rule.split("base64,")[1].split(")")[0])
    assert sorted(TTFont(BytesIO(data)).getBestCmap()) == sorted(map(ord, "商品か"))
    assert len(render_svg(HARD_CASES["japanese"]())) < 200_000
    assert render_svg(HARD_CASES["japanese"]()) == render_svg(HARD_CASES["japanese"]())


@needs_fonts
def test_arabic_letters_keep_what_joins_them() -> None:
    from base64 import b64decode

    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(b64decode(further_faces("صفحة", "ar").split("base64,")[1].split(")")[0])))
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina"} <= features


def test_drawings_without_such_letters_carry_no_further_font() -> None:
    assert further_faces("Größe – “x” Ελ Д", "de") == ""
    assert render_svg(rich_map()).count("@font-face") == 2


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("商品 page", "zh", "'Noto Sans CJK SC'"),
        ("商品", "zh-TW", "'Noto Sans CJK TC'"),
        ("商品", "ja", "'Noto Sans CJK JP'"),
        ("商品かな", "zh", "'Noto Sans CJK JP'"),
        ("한국", "en", "'Noto Sans CJK KR'"),
        ("صفحة", "en", "'Footpath Arabic'"),
        ("page صفحة", "en", ""),
        ("page", "ja", ""),
    ],
)
@needs_fonts
def test_the_family_of_a_line_is_told_by_its_letters(text: str, language: str, family: str) -> None:
    assert family_for(text, language) == family


def test_what_no_font_draws_is_said_with_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "draws", lambda letter: letter in "aב")
    monkeypatch.setattr(scripts, "_file", lambda module: None)
    said = "Letters left out, for no font here has them: {}. To draw them, install footpath[{}]."
    assert undrawn("a 商品 かな ב", set(map(ord, "a"))) == said.format("CJK", "cjk")
    assert undrawn("商 ب", ()) == said.format("Arabic, CJK", "cjk,arabic")
    assert undrawn("ตัว", ()) == "Letters left out, for no font here has them: Thai."
    assert undrawn("a1–…", ()) == ""


def test_the_sentence_stands_above_the_title_and_touches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripts, "draws", lambda letter: False)
    monkeypatch.setattr(scripts, "_file", lambda module: None)
    with speaking("en"):
        scene = layout_poster(HARD_CASES["japanese"]())
        (said,) = owning_up(scene)
    assert isinstance(said, Line)
    assert "footpath[cjk]" in said.text
    others = [mark for mark in scene.walk() if isinstance(mark, Line)]
    assert not any(said.box.crosses(line.box) for line in others)


def test_without_the_fonts_a_page_is_drawn_as_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scripts, "_file", lambda module: None)
    page = render_html(HARD_CASES["japanese"]())
    assert page.count("@font-face") == 2
    assert render_png(HARD_CASES["japanese"](), 900)[:4] == b"\x89PNG"
