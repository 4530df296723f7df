"""Inter as files for writers of pictures and documents, which know no variable fonts and read none out of an SVG.

The files travel with the package; ``tools/cut_fonts.py`` cuts them. Their families have names that no system has, so what else
is registered in the process changes nothing here. Digits are tabular by themselves, because these writers know no font
features.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from footpath.render.fonts import PICTURES, font_folder
from footpath.render.scripts import register
from footpath.render.theme import FAMILY, worn
from footpath.render.typeface import registered

TEXT, TITLE = "Footpath Inter", "Footpath Inter Display"


@dataclass(frozen=True)
class Families:
    """What to write as font-family: of all text, and of titles."""

    text: str
    title: str


def families_for(letters: str) -> Families:
    """Families that hold the letters, registered with the writer."""
    _register()
    register(letters)
    text, title = f"'{TEXT}', {FAMILY}", f"'{TITLE}', '{TEXT}', {FAMILY}"
    theme = worn()
    if theme and theme.text:
        text = f"'{registered(theme.text)}', {text}"
    if theme and theme.title:
        title = f"'{registered(theme.title)}', {title}"
    elif theme and theme.text:
        title = f"'{TITLE}', {text}"
    return Families(text, title)


@cache
def known_letters() -> frozenset[int]:
    """The letters that these files draw."""
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(BytesIO((font_folder(PICTURES) / f"{TEXT} 400.ttf").read_bytes()), lazy=True).getBestCmap())


@cache
def _register() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(font_folder(PICTURES)))
