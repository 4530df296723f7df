"""Inter: its metrics, and a copy cut down to the letters of one map to travel inside the file.

Text is measured without kerning and drawn from a copy without kerning tables, so what was measured is what is seen. Digits
count at their tabular width. A letter that Inter lacks counts by its class: full width for CJK and emoji, an upper
estimate for other scripts.
"""

import unicodedata
from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from footpath.render.theme import TEXT_NAME, TITLE_NAME, worn
from footpath.render.typeface import faces, width_in

TEXT_OPTICAL_SIZE, DISPLAY_OPTICAL_SIZE = 14, 32
WEIGHTS = (400, 700)
ALWAYS = "".join(map(chr, range(32, 127))) + "–—‘’“”…·•±−×→%"
TYPEFACES = Path(__file__).parent / "typefaces"
PICTURES, CHARTS = "pictures", "charts"  # folders of `TYPEFACES`
_EM = 2048.0


def inter_file() -> Path:
    """The variable font that everything is measured in and cut from."""
    import fontpkg_inter

    files = Path(fontpkg_inter.__file__).parent / "files"
    return next(path for path in sorted(files.iterdir()) if path.name.startswith("Inter[") and path.suffix == ".ttf")


@cache
def _font() -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(inter_file().read_bytes()), lazy=True)


@cache
def _glyphs(weight: int, display: bool) -> tuple[Any, dict[int, str]]:
    font = _font()
    size = DISPLAY_OPTICAL_SIZE if display else TEXT_OPTICAL_SIZE
    return font.getGlyphSet(location={"wght": weight, "opsz": size}), font.getBestCmap()


def advance(letter: str, weight: int, display: bool = False) -> float:
    """Width of one letter in em: in the font of a theme file that is worn and has the letter, else in Inter.

    Examples:
        >>> advance("1", 400) == advance("0", 400)
        True
        >>> advance("客", 400), advance("́", 400)
        (1.0, 0.0)
    """
    theme = worn()
    own = (theme.title if display else theme.text) if theme else None
    if own is not None and (width := width_in(own, letter, weight)) is not None:
        return width
    return _advance_in_inter(letter, weight, display)


@cache
def _advance_in_inter(letter: str, weight: int, display: bool) -> float:
    code = ord(letter)
    if letter.isdigit() and letter.isascii():
        code = ord("0")
    glyphs, cmap = _glyphs(weight, display)
    if code in cmap:
        return float(glyphs[cmap[code]].width) / _EM
    return _unknown_advance(letter)


def _unknown_advance(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.35 if ord(letter) >= 0x1F000 and ord(letter) < 0x20000 else 1.0
    if unicodedata.bidirectional(letter) in ("AL", "R"):
        return 0.62
    return 0.78


def font_faces(text: str, display_text: str) -> str:
    """CSS ``@font-face`` rules that hold the letters of both texts: Inter for text, Inter Display for titles.

    Returns:
        The same bytes for the same letters.
    """
    body = _face("Inter", "400 700", _cut(ALWAYS + text, {"opsz": TEXT_OPTICAL_SIZE, "wght": WEIGHTS}))
    limits = {"opsz": DISPLAY_OPTICAL_SIZE, "wght": (600, 700)}
    return (
        _own_faces(text, display_text)
        + body
        + _face("Inter Display", "600 700", _cut(display_text + "0123456789", limits))
    )


def _own_faces(text: str, display_text: str) -> str:
    """Rules for the fonts of the theme file that is worn, if there is one; they come before Inter's."""
    theme = worn()
    if theme is None:
        return ""
    found = [*faces(theme.text, TEXT_NAME, ALWAYS + text)] if theme.text else []
    found += faces(theme.title, TITLE_NAME, ALWAYS + display_text) if theme.title else []
    return "".join(_face(family, str(weight), data) for family, weight, data in found)


def _face(family: str, weights: str, data: bytes) -> str:
    source = b64encode(data).decode()
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weights};font-style:normal;"
        f"src:url(data:font/woff;base64,{source}) format('woff')}}"
    )


def _cut(letters: str, limits: dict[str, Any]) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options()
    options.layout_features = ["tnum"]
    options.drop_tables += ["GPOS", "GDEF"]
    options.recalc_timestamp = False
    options.notdef_outline = True
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    font = TTFont(BytesIO(inter_file().read_bytes()), recalcTimestamp=False, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted({ord(letter) for letter in letters} & set(font.getBestCmap())))
    cutter.subset(font)
    cut = instancer.instantiateVariableFont(font, limits, optimize=False)
    cut.flavor = "woff"
    stream = BytesIO()
    cut.save(stream)
    return stream.getvalue()


def font_folder(folder: str = CHARTS) -> Path:
    """Fixed fonts that travel with the package, for writers that know no variable fonts: those of charts, or of pictures.

    They are made by ``tools/cut_fonts.py``.
    """
    return TYPEFACES / folder
