"""Inter as files for writers of pictures and documents, which know no variable fonts and read none out of an SVG.

Its families have names that no system has, so what else is registered in the process changes nothing here. Digits are
tabular by themselves, because these writers know no font features.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from footpath.render.fonts import DISPLAY_OPTICAL_SIZE, TEXT_OPTICAL_SIZE, inter_file
from footpath.render.scripts import register
from footpath.render.theme import FAMILY, worn
from footpath.render.typeface import registered

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_STYLES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
_SIGNS = ((0x2010, 0x2050), (0x20A0, 0x20C0), (0x2100, 0x2300))
_WESTERN = ((0x20, 0x180), (0x2B0, 0x2E0), *_SIGNS)
_EVERY = ((0x20, 0x250), (0x2B0, 0x370), (0x370, 0x530), (0x1E00, 0x2000), (0x25A0, 0x2600), *_SIGNS)
_NAME, _STYLE, _FULL, _POSTSCRIPT, _GROUP, _GROUP_STYLE = 1, 2, 4, 6, 16, 17


@dataclass(frozen=True)
class Families:
    """What to write as font-family: of all text, and of titles."""

    text: str
    title: str


def families_for(letters: str) -> Families:
    """Families that hold the letters, registered with the writer; those for western letters are ready sooner."""
    western = not any(_is_in(_EVERY, letter) and not _is_in(_WESTERN, letter) for letter in letters)
    name = "Footpath Inter" if western else "Footpath Inter All"
    _register(name, _WESTERN if western else _EVERY)
    register(letters)
    text, title = f"'{name}', {FAMILY}", f"'{name} Display', '{name}', {FAMILY}"
    theme = worn()
    if theme and theme.text:
        text = f"'{registered(theme.text)}', {text}"
    if theme and theme.title:
        title = f"'{registered(theme.title)}', {title}"
    elif theme and theme.text:
        title = f"'{name} Display', {text}"
    return Families(text, title)


@cache
def known_letters() -> frozenset[int]:
    """The letters that Inter draws."""
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(BytesIO(inter_file().read_bytes()), lazy=True).getBestCmap())


def _is_in(ranges: tuple[tuple[int, int], ...], letter: str) -> bool:
    return any(first <= ord(letter) < last for first, last in ranges)


@cache
def _register(name: str, letters: tuple[tuple[int, int], ...]) -> None:
    import vl_convert

    vl_convert.register_font_directory(str(_folder(name, letters)))


@cache
def _folder(name: str, letters: tuple[tuple[int, int], ...]) -> Path:
    """A folder of font files, made once a process and gone with it."""
    import tempfile
    import weakref

    home = tempfile.TemporaryDirectory(prefix="footpath-letters-")
    weakref.finalize(_folder, home.cleanup)
    cut = _cut(letters)
    for family, size, weights in (
        (name, TEXT_OPTICAL_SIZE, (400, 500, 600)),
        (f"{name} Display", DISPLAY_OPTICAL_SIZE, (600, 700)),
    ):
        for weight in weights:
            font = _fixed(cut, size, weight)
            _call(font, family, _STYLES[weight])
            (Path(home.name) / f"{family} {weight}.ttf").write_bytes(_saved(font))
    return Path(home.name)


def _cut(letters: tuple[tuple[int, int], ...]) -> bytes:
    """Inter with these letters alone, its digits tabular, still variable."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs = [], False, ["*"]
    options.drop_tables += ["GPOS", "GDEF", "GSUB"]
    font = TTFont(BytesIO(inter_file().read_bytes()), recalcTimestamp=False, lazy=True)
    for table in font["cmap"].tables:
        table.cmap.update({ord("0") + at: f"{digit}.tf" for at, digit in enumerate(_DIGITS)})
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in letters for code in range(first, last)])
    cutter.subset(font)
    return _saved(font)


def _saved(font: Any) -> bytes:
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


def _fixed(cut: bytes, size: int, weight: int) -> Any:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(BytesIO(cut), recalcTimestamp=False, lazy=True)
    instancer.instantiateVariableFont(font, {"opsz": size, "wght": weight}, inplace=True, optimize=False)
    font["OS/2"].usWeightClass = weight
    return font


def _call(font: Any, family: str, style: str) -> None:
    texts = {
        _NAME: family,
        _STYLE: style,
        _FULL: f"{family} {style}",
        _POSTSCRIPT: f"{family.replace(' ', '')}-{style}",
        _GROUP: family,
        _GROUP_STYLE: style,
    }
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
