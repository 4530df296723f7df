"""Letters that Inter does not have: which fonts of other scripts are installed, and what travels inside a drawing of them.

Two extras bring fonts: ``footpath[cjk]`` (Noto Sans CJK, one weight) and ``footpath[arabic]`` (Noto Sans Arabic). A drawing that
stands alone carries the letters that it shows, as faces that complete Inter. Without the extras a browser takes what its
system has, and pictures say in one line what they could not draw.
"""

import unicodedata
from base64 import b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape as quoted
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from footpath.render.kept import kept_folder
from footpath.render.language import say
from footpath.render.text import is_rtl
from footpath.render.theme import FAMILY

_CJK = ((0x1100, 0x1200), (0x2E80, 0xA000), (0xA960, 0xA980), (0xAC00, 0xD800), (0xF900, 0xFB00), (0xFE30, 0xFE50),
        (0xFF00, 0xFFF0), (0x20000, 0x30000))  # fmt: skip
_ARABIC = ((0x0600, 0x0700), (0x0750, 0x0780), (0x08A0, 0x0900), (0xFB50, 0xFE00), (0xFE70, 0xFF00))
_COLLECTION = ("ja", "ko", "zh", "zh-hant")  # in the order of the fonts in Noto's collection
_SHAPING = ["init", "medi", "fina", "isol", "rlig", "calt", "ccmp", "mark", "mkmk", "locl", "curs"]
_CJK_NAMES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH")
_MOST_TRIED = 24  # kinds of letters of one drawing


@dataclass(frozen=True)
class Script:
    """A script with a font of its own: its letters, and the extra that installs the font."""

    name: str
    ranges: tuple[tuple[int, int], ...]
    module: str
    extra: str

    def has(self, letter: str) -> bool:
        return any(first <= ord(letter) < last for first, last in self.ranges)

    def file(self) -> Path | None:
        """The font's file; none where the extra is not installed."""
        return _file(self.module)


@cache
def _file(module: str) -> Path | None:
    found = find_spec(module)
    home = Path(found.origin).parent if found and found.origin else None
    files = [path for path in sorted(home.rglob("*")) if path.suffix in (".ttf", ".otf", ".ttc")] if home else []
    return files[0] if files else None


CJK = Script("cjk", _CJK, "noto_cjk_sans_otc", "cjk")
ARABIC = Script("arabic", _ARABIC, "fontpkg_noto_sans_arabic", "arabic")
SCRIPTS = (CJK, ARABIC)


def further_faces(letters: Collection[str], language: str) -> str:
    """CSS rules that complete Inter with the letters of other scripts; empty where nothing is needed or installed."""
    rules = []
    for script in SCRIPTS:
        wanted = "".join(sorted(letter for letter in set(letters) if script.has(letter)))
        file = script.file() if wanted else None
        if file is None:
            continue
        data = _cut_cjk(file, wanted, _form(wanted, language)) if script is CJK else _cut_arabic(file, wanted)
        weights = "400" if script is CJK else "400 700"
        rules.append(
            f"@font-face{{font-family:'Inter';font-weight:{weights};font-style:normal;unicode-range:{_range(script)};"
            f"src:url(data:font/woff;base64,{b64encode(data).decode()}) format('woff')}}"
        )
    return "".join(rules)


def _range(script: Script) -> str:
    return ",".join(f"U+{first:X}-{last - 1:X}" for first, last in script.ranges)


def _form(letters: str, language: str) -> str:
    """Whose forms of the shared signs are drawn: told by the letters themselves, else by the map's language."""
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in letters}
    if names & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    if "HANGUL" in names:
        return "ko"
    tag = language.replace("_", "-").lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "zh-hant"
    return tag.split("-")[0] if tag.split("-")[0] in _COLLECTION else "zh"


@cache
def _cut_cjk(file: Path, letters: str, form: str) -> bytes:
    from fontTools.ttLib import TTFont

    options: dict[str, Any] = {"fontNumber": _COLLECTION.index(form)} if file.suffix == ".ttc" else {}
    return _cut(TTFont(BytesIO(file.read_bytes()), recalcTimestamp=False, lazy=True, **options), letters, [])


@cache
def _cut_arabic(file: Path, letters: str) -> bytes:
    from fontTools.ttLib import TTFont

    return _cut(TTFont(BytesIO(file.read_bytes()), recalcTimestamp=False), letters, _SHAPING)


def _cut(font: Any, letters: str, features: list[str]) -> bytes:
    from fontTools import subset
    from fontTools.varLib import instancer

    options = subset.Options()
    options.layout_features, options.hinting, options.notdef_outline = features, False, True
    options.recalc_timestamp, options.name_IDs = False, [0, 1, 2, 13, 14]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "MATH", *([] if features else ["GSUB", "GPOS", "GDEF"])]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in letters])
    cutter.subset(font)
    if "fvar" in font:
        limits = {axis.axisTag: (400, 700) if axis.axisTag == "wght" else None for axis in font["fvar"].axes}
        font = instancer.instantiateVariableFont(font, limits, optimize=False)
    font.flavor = "woff"
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


def register(letters: Iterable[str]) -> None:
    """Tell the writer of pictures and documents of the installed fonts that these letters need."""
    needed = set(letters)
    for script in SCRIPTS:
        file = script.file()
        if file is not None and any(script.has(letter) for letter in needed):
            _register(file.parent if script is CJK else _fixed_arabic(file))


@cache
def _register(folder: Path) -> None:
    import vl_convert

    vl_convert.register_font_directory(str(folder))


ARABIC_FAMILY = "Footpath Arabic"
_CJK_FAMILIES = {"ja": "JP", "ko": "KR", "zh": "SC", "zh-hant": "TC"}


def family_for(text: str, language: str) -> str:
    """The family that draws a line in a picture, quoted; empty where Inter does, or where no font of ours is installed.

    A line with Latin letters first is left to Inter; what it lacks comes from whatever has it.
    """
    if CJK.file() and any(CJK.has(letter) for letter in text):
        return f"'Noto Sans CJK {_CJK_FAMILIES[_form(text, language)]}'"
    return f"'{ARABIC_FAMILY}'" if is_rtl(text) and any(ARABIC.has(letter) for letter in text) and ARABIC.file() else ""


@cache
def _fixed_arabic(file: Path) -> Path:
    """The Arabic font in two fixed weights, in a folder: the writer knows no variable fonts."""
    source = file.read_bytes()
    return kept_folder("arabic", source, lambda folder: _fix_arabic(source, folder))


def _fix_arabic(source: bytes, folder: Path) -> None:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    for weight, style in ((400, "Regular"), (600, "SemiBold")):
        font = TTFont(BytesIO(source), recalcTimestamp=False)
        if "fvar" in font:
            limits = {axis.axisTag: weight if axis.axisTag == "wght" else None for axis in font["fvar"].axes}
            instancer.instantiateVariableFont(font, limits, inplace=True, optimize=False)
        for number, text in (
            (1, ARABIC_FAMILY),
            (2, style),
            (4, f"{ARABIC_FAMILY} {style}"),
            (16, ARABIC_FAMILY),
            (17, style),
        ):
            font["name"].setName(text, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        font.save(folder / f"{weight}.ttf")


def undrawn(letters: Iterable[str], known: Collection[int]) -> str:
    """What a picture must own up to: the kinds of letters that no font here draws, and how to get one; empty if there are none.

    Args:
        letters: all that the picture shows.
        known: code points that need no asking.
    """
    kinds: dict[str, str] = {}
    for letter in sorted(set(letters)):
        if ord(letter) not in known and unicodedata.category(letter)[0] == "L":
            kinds.setdefault(_kind(letter), letter)
    missing = [kind for kind, letter in list(kinds.items())[:_MOST_TRIED] if not draws(letter)]
    if not missing:
        return ""
    names = ", ".join(missing)
    extras = [s.extra for s in SCRIPTS if s.file() is None and any(s.has(kinds[kind]) for kind in missing)]
    if extras:
        return say(
            "Letters left out, for no font here has them: {scripts}. To draw them, install {extra}.",
            scripts=names,
            extra=f"footpath[{','.join(extras)}]",
        )
    return say("Letters left out, for no font here has them: {scripts}.", scripts=names)


def _kind(letter: str) -> str:
    """The script that a letter is of, as Unicode names it."""
    first = unicodedata.name(letter, "UNNAMED").split(" ")[0].split("-")[0]
    return "CJK" if first in _CJK_NAMES else first.capitalize()


@cache
def draws(letter: str) -> bool:
    """Whether a picture shows this letter: one without a font is left out silently, so its pixels are looked at."""
    import vl_convert

    register(letter)

    def pixels(text: str) -> bytes:
        shown: bytes = vl_convert.svg_to_png(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="8" y="28" font-size="20"'
            f' font-family="{quoted(FAMILY)}">{text}</text></svg>'
        )
        return shown

    return pixels(f"&#{ord(letter)};") != pixels("")
