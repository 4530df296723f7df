"""Text: measured as it will be drawn, wrapped so that it fits."""

from functools import cache
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.render.fonts import advance, font_faces
from footpath.render.marks import paragraph
from footpath.render.text import clean, clusters, is_rtl, shorten, width_of, wrap
from footpath.render.theme import BODY, CARD, TITLE, Style


@given(st.text(max_size=200), st.floats(30, 300), st.integers(1, 4))
def test_no_line_is_wider_than_its_room(text: str, room: float, most: int) -> None:
    lines, shortened = wrap(text, BODY, room, most)
    assert len(lines) <= most
    for line in lines:
        assert width_of(line, BODY) <= room or len(list(clusters(line))) == 1
    if not shortened:
        assert "".join("".join(lines).split()) == "".join(clean(text).split())
    else:
        assert lines[-1].endswith("…")


def test_lines_break_at_spaces_hyphens_and_inside_long_words() -> None:
    assert wrap("Click & Collect — Filiale Düsseldorf-Oberkassel", CARD, 120, 3)[0] == (
        "Click & Collect —",
        "Filiale Düsseldorf-",
        "Oberkassel",
    )
    assert wrap("Wort" * 9, CARD, 90, 9)[0][0] in "Wort" * 9
    assert wrap("商品ページと、詳しい", BODY, 50, 9)[0] == ("商品ペー", "ジと、詳", "しい")


def test_a_cut_text_ends_with_an_ellipsis_and_its_closing_mark() -> None:
    cut = paragraph("“one two three four five six seven”", BODY, 70, 1, "”")
    assert cut.lines == ("“one two…”",)
    assert cut.shortened


def test_shorten_leaves_what_fits_alone() -> None:
    assert shorten("short", BODY, 200) == "short"
    assert shorten("not so short at all", BODY, 60) == "not so sh…"


def test_controls_that_turn_or_hide_text_are_taken_out() -> None:
    assert clean("a\u202eb\u2066c\u200fd\x00e\ud800f") == "abcd e f"


@pytest.mark.parametrize(
    ("text", "rtl"), [("العملاء", True), ("38% يغادرون", True), ("Cart عربة", False), ("123", False), ("", False)]
)
def test_direction_is_that_of_the_first_letter_that_has_one(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


def test_right_to_left_lines_keep_to_the_right_edge() -> None:
    (line,) = paragraph("العملاء", BODY, 200).place(10, 0)
    assert line.box.right == pytest.approx(210)
    (line,) = paragraph("Cart", BODY, 200).place(10, 0)
    assert line.x == 10


def test_a_cluster_keeps_its_marks() -> None:
    assert list(clusters("e\u0301a\u0308")) == ["e\u0301", "a\u0308"]
    assert list(clusters("👩\u200d👩x")) == ["👩\u200d👩", "x"]


@cache
def _drawn_widths(style: Style) -> dict[str, float]:
    """Advances in the very font that travels with the drawing."""
    from base64 import b64decode

    from fontTools.ttLib import TTFont

    css = font_faces("Äßé", "Äßé")
    data = css.split("base64,")[2 if style.display else 1].split(")")[0]
    font = TTFont(BytesIO(b64decode(data)))
    glyphs, cmap = font.getGlyphSet(location={"wght": style.weight}), font.getBestCmap()
    return {chr(code): glyphs[name].width / 2048 for code, name in cmap.items()}


@pytest.mark.parametrize("style", [BODY, CARD, TITLE], ids=["body", "card", "title"])
def test_text_is_measured_with_the_font_that_draws_it(style: Style) -> None:
    drawn = _drawn_widths(style)
    for letter in "AaßÄ w":
        if letter in drawn:
            assert advance(letter, style.weight, style.display) == pytest.approx(drawn[letter], abs=0.002)


def test_the_same_letters_give_the_same_font() -> None:
    assert font_faces("abc", "T") == font_faces("cba", "T")
    assert len(font_faces("abc", "T")) < 60_000
