"""The fonts that travel with the package are those that the tool cuts, with their licence beside them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from footpath.render.fonts import TYPEFACES, inter_file

TOOL = Path(__file__).parents[2] / "tools" / "cut_fonts.py"
FILES = sorted(path.relative_to(TYPEFACES).as_posix() for path in TYPEFACES.rglob("*.ttf"))


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cut_fonts", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_fonts_are_what_the_tool_makes(tool: ModuleType) -> None:
    made = dict(tool.cut_files())
    assert sorted(made) == FILES
    assert [place for place in FILES if (TYPEFACES / place).read_bytes() != made[place]] == [], "run make fonts"


def test_the_licence_of_inter_stands_beside_them(tool: ModuleType) -> None:
    text = (TYPEFACES / "OFL.txt").read_bytes()
    assert text == tool.licence().read_bytes()
    assert b"SIL Open Font License" in text


@pytest.mark.parametrize("place", FILES)
def test_a_font_is_named_by_its_file_and_is_as_wide_as_inter_at_its_weight(place: str) -> None:
    font = TTFont(TYPEFACES / place)
    family, weight = Path(place).stem.rsplit(" ", 1)
    assert font["name"].getDebugName(16) == family
    assert font["OS/2"].usWeightClass == int(weight)
    inter = TTFont(inter_file())
    size = 32 if family.endswith("Display") else 14
    glyphs, names = inter.getGlyphSet(location={"wght": int(weight), "opsz": size}), inter.getBestCmap()
    for letter in "Äghñ€ЖΩ–W":
        width = font["hmtx"][font.getBestCmap()[ord(letter)]][0]
        assert width == pytest.approx(glyphs[names[ord(letter)]].width, abs=1)


@pytest.mark.parametrize("place", [place for place in FILES if "Footpath" in place])
def test_digits_of_pictures_are_tabular(place: str) -> None:
    font = TTFont(TYPEFACES / place)
    assert len({font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1
    assert not {"GSUB", "GPOS", "GDEF", "fvar"} & set(font.keys())
