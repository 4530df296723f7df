"""Theme files: what they change, what is refused and how it is said, and that a drawing without one stays as it was."""

from pathlib import Path

import pytest
from geometry import faults
from made_fonts import fixed, variable
from made_maps import HARD_CASES, rich_map

from footpath.errors import MapError
from footpath.render import render_html, render_svg
from footpath.render.contrast import apart, contrast, findings_of, readable
from footpath.render.exports.pdf import render_pdf
from footpath.render.exports.png import render_png
from footpath.render.poster import layout_poster
from footpath.render.text import width_of
from footpath.render.theme import DARK, LIGHT, SMALL, TITLE, ThemeFile, corner_of, palette, wearing, worn
from footpath.render.theme_file import load_theme

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h120v40H0z" fill="#0b6e4f"/></svg>'


def theme(folder: Path, text: str, **files: bytes) -> ThemeFile:
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    path = folder / "theme.toml"
    path.write_text(text, encoding="utf-8")
    return load_theme(path)


def refusal(folder: Path, text: str, **files: bytes) -> str:
    with pytest.raises(MapError) as refused:
        theme(folder, text, **files)
    return f"{refused.value.message} {refused.value.hint}"


def test_colours_of_light_and_dark_are_taken_and_the_rest_stays(tmp_path: Path) -> None:
    own = theme(tmp_path, 'name = "Own"\n[light]\nstructure = "#0B4F6C"\n[dark]\npaper = "#0a0f1e"\n')
    with wearing(own) as mode:
        assert mode == "light"
        assert palette("light")["structure"] == "#0b4f6c"
        assert palette("dark")["paper"] == "#0a0f1e"
        assert palette("light")["ink"] == LIGHT["ink"]
    assert worn() is None
    assert palette("light")["structure"] == LIGHT["structure"]
    drawn = render_svg(rich_map(), own)
    assert "#0b4f6c" in drawn
    assert LIGHT["structure"] not in drawn
    assert "#0a0f1e" in render_svg(rich_map(), own.in_mode("dark"))
    assert "--structure:#0b4f6c" in render_html(rich_map(), own)


def test_a_drawing_without_a_theme_file_is_what_it_was(tmp_path: Path) -> None:
    before = render_svg(rich_map()), render_html(rich_map())
    render_svg(rich_map(), theme(tmp_path, '[light]\nink = "#000000"\n[logo]\nlight = "l.svg"\n', l_svg=LOGO.encode()))
    assert (render_svg(rich_map()), render_html(rich_map())) == before
    assert render_svg(rich_map(), theme(tmp_path, "")) == before[0]


def test_text_that_is_hard_to_read_is_refused_with_its_ratio_and_a_colour_that_would_do(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[light]\nmuted = "#9aa5b4"\n')
    ratio = contrast("#9aa5b4", LIGHT["paper"])
    instead = readable("#9aa5b4", LIGHT["paper"], 4.5)
    assert (
        f'text in "muted" #9aa5b4 on "paper" {LIGHT["paper"]} has a contrast of {int(ratio * 100) / 100:.2f}, below 4.5: {instead}'
        in said
    )
    assert contrast(instead, LIGHT["paper"]) >= 4.5


def test_shapes_need_less_contrast_than_text(tmp_path: Path) -> None:
    assert theme(tmp_path, '[light]\npersona-0 = "#8a7f2f"\n').light == {"persona-0": "#8a7f2f"}
    assert 'shapes in "persona-0"' in refusal(tmp_path, '[light]\npersona-0 = "#ddd000"\n')


def test_low_and_high_that_look_alike_to_colour_blind_readers_are_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, '[light]\nmuted = "#444444"\nlow = "#c00000"\nhigh = "#008000"\n')
    assert "look alike with deuteranopia" in said


def test_the_shipped_palettes_pass_their_own_checks() -> None:
    for colours in (LIGHT, DARK):
        assert findings_of(colours) == ()
        assert min(apart(colours["low"], colours["high"]).values()) > 50


def test_grey_stays_grey_for_every_reader() -> None:
    assert max(apart("#777777", "#777777").values()) == 0
    assert max(apart("#000000", "#ffffff").values()) == pytest.approx(100, abs=0.6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1", 'The theme knows no "colour"'),
        ('[light]\nstrucure = "#000000"', '[light] of the theme knows no "strucure"'),
        ('[light]\nink = "red"', '"ink" in [light] of the theme is no colour'),
        ('[light]\nink = "#000;}</style><script>"', "is no colour"),
        ("[light]\nink = 3", "is no colour"),
        ("corner = 99", "The theme's corner is no radius"),
        ("corner = true", "The theme's corner is no radius"),
        ('mode = "grey"', "mode is neither light nor dark"),
        ('light = "x"', "is no table"),
        ("[light", "is not a theme"),
        ('[logo]\ndark = "l.svg"', "a logo for dark grounds only"),
        ('[logo]\nlight = "none.svg"', 'The logo "none.svg" cannot be read'),
        ('[font]\ntext = "none.ttf"', 'The font "none.ttf" cannot be read'),
        ("[font]\ntext = []", "names no font files"),
        ('[font]\ntext = "theme.toml"', "is no TrueType or OpenType font"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


def test_the_corner_of_cards_changes_and_that_of_bars_does_not(tmp_path: Path) -> None:
    own = theme(tmp_path, "corner = 2\n")
    with wearing(own):
        assert (corner_of(8), corner_of(2.5)) == (2.0, 2.5)
    assert corner_of(8) == 8
    assert "border-radius:2px" in render_html(rich_map(), own)


def test_text_is_measured_in_the_font_that_draws_it(tmp_path: Path) -> None:
    usual = width_of("Touchpoints", SMALL)
    own = theme(tmp_path, '[font]\ntext = ["a.ttf", "b.ttf"]\n', a_ttf=fixed(400, 1.3), b_ttf=fixed(700, 1.3))
    with wearing(own):
        assert width_of("Touchpoints", SMALL) == pytest.approx(1.3 * usual, rel=0.01)
        assert width_of("客", SMALL) == SMALL.size
    assert width_of("Touchpoints", SMALL) == usual


@pytest.mark.parametrize("case", sorted(HARD_CASES))
def test_layouts_are_sound_in_a_wide_font_with_a_logo(tmp_path: Path, case: str) -> None:
    text = '[font]\ntext = "a.ttf"\ntitle = "a.ttf"\n[logo]\nlight = "l.svg"\n'
    with wearing(theme(tmp_path, text, a_ttf=fixed(400, 1.25), l_svg=LOGO.encode())):
        assert faults(layout_poster(HARD_CASES[case]())) == []


def test_a_font_travels_cut_down_inside_the_drawing_and_is_named_first(tmp_path: Path) -> None:
    own = theme(tmp_path, '[font]\ntext = "v.ttf"\ntitle = "v.ttf"\n', v_ttf=variable())
    assert own.text is not None
    assert [weight for weight, _ in own.text.files] == [400, 500, 600, 700]
    drawn = render_svg(rich_map(), own)
    assert drawn.count("@font-face{font-family:'Theme Text'") == 4
    assert 'font-family="&#x27;Theme Title&#x27;' in drawn
    assert drawn == render_svg(rich_map(), own)
    assert len(drawn) < 700_000


def test_a_font_whose_maker_forbids_to_embed_it_is_refused(tmp_path: Path) -> None:
    assert "forbids to embed it" in refusal(tmp_path, '[font]\ntext = "a.ttf"\n', a_ttf=fixed(rights=2))
    assert theme(tmp_path, '[font]\ntext = "a.ttf"\n', a_ttf=fixed(rights=8)).text is not None


def test_pictures_and_documents_wear_the_theme(tmp_path: Path) -> None:
    own = theme(tmp_path, '[light]\npaper = "#fffef5"\n[font]\ntext = "a.ttf"\n[logo]\nlight = "l.svg"\n', a_ttf=fixed(400, 1.3), l_svg=LOGO.encode())  # fmt: skip
    from io import BytesIO

    from PIL import Image
    from pypdf import PdfReader

    with Image.open(BytesIO(render_png(rich_map(), 1200, theme=own))) as picture:
        colours = picture.convert("RGB").getcolors(2**24) or []
        shown = {colour for _, colour in colours}
    assert (0xFF, 0xFE, 0xF5) in shown
    assert (0x0B, 0x6E, 0x4F) in shown
    fonts = "".join(
        str(page["/Resources"]) for page in PdfReader(BytesIO(render_pdf(rich_map(), "fit", theme=own))).pages
    )
    assert "/Font" in fonts


def test_the_logo_stands_above_the_title_and_moves_the_rest_down(tmp_path: Path) -> None:
    own = theme(tmp_path, '[logo]\nlight = "l.svg"\n', l_svg=LOGO.encode())
    with wearing(own):
        scene = layout_poster(rich_map())
    assert scene.height == layout_poster(rich_map()).height + 48
    page = render_html(rich_map(), own)
    assert page.count('class="logo-light"') == 2
    assert page.count('class="logo-dark"') == 2
    assert ".logo-dark{display:none}" in page
    assert 'class="logo' not in render_svg(rich_map(), own)


def test_the_title_font_is_measured_apart_from_that_of_text(tmp_path: Path) -> None:
    usual = width_of("Title", TITLE)
    with wearing(theme(tmp_path, '[font]\ntitle = "a.ttf"\n', a_ttf=fixed(700, 2))):
        assert width_of("Title", TITLE) > 1.5 * usual
        assert width_of("Title", SMALL) < usual
