"""The picture: as wide as asked for, the same each time, light or dark, with no word dropped."""

from io import BytesIO

import pytest
from made_maps import HARD_CASES, MapMaker, rich_map
from PIL import Image

from footpath.errors import MapError
from footpath.render.exports.png import render_png


def picture(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("name", HARD_CASES)
def test_every_hard_case_is_drawn_at_the_width_asked_for(name: str) -> None:
    drawn = picture(render_png(HARD_CASES[name](), width=640))
    assert drawn.width == 640
    assert len(drawn.getcolors(maxcolors=1 << 24) or []) > 20


def test_the_same_map_gives_the_same_bytes() -> None:
    assert render_png(rich_map(), width=800) == render_png(rich_map(), width=800)


def test_dark_and_light_stand_on_their_own_paper() -> None:
    assert picture(render_png(rich_map(), 400)).getpixel((1, 1)) == (0xFB, 0xFA, 0xF7)
    assert picture(render_png(rich_map(), 400, dark=True)).getpixel((1, 1)) == (0x14, 0x18, 0x1F)


def test_without_a_width_it_is_twice_the_layout() -> None:
    wide = picture(render_png(rich_map()))
    assert wide.width > 3000
    assert wide.height > wide.width


@pytest.mark.parametrize("title", ["Σταθμός πελατών", "Путь клиента", "Đường đi của khách", "Customers"])
def test_a_title_in_any_script_of_inter_is_drawn(title: str) -> None:
    """Text of a family that the writer lacks is dropped without a word: the head must hold ink."""
    m = MapMaker(title, scope="")
    m.stage("One", 10)
    head = picture(render_png(m.map(), 1000)).crop((0, 0, 600, 90)).convert("L")
    assert sum(value < 120 for value in head.tobytes()) > 500


@pytest.mark.parametrize("width", [1, 10**6])
def test_a_picture_too_small_or_too_large_is_refused(width: int) -> None:
    with pytest.raises(MapError, match="cannot be made"):
        render_png(rich_map(), width)
