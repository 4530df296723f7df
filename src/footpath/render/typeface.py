"""Fonts of one's own: read once, measured and cut down to the letters of a map as Inter is."""

from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from footpath.errors import MapError
from footpath.render.kept import kept_folder
from footpath.render.theme import Typeface

WEIGHTS = (400, 500, 600, 700)
MOST_BYTES = 8_000_000
_KEPT = frozenset(
    ("GlyphOrder", "head", "hhea", "hmtx", "maxp", "cmap", "OS/2", "name", "post", "glyf", "loca", "CFF ", "CFF2")
)
_RESTRICTED = 0x0002  # of fsType: the maker forbids to embed the font


def typeface_of(files: list[tuple[str, bytes]]) -> Typeface:
    """A typeface from font files, each with its name; a variable font gives all weights that it has.

    Raises:
        MapError: a file is no TrueType or OpenType font, is too large, or may not be embedded.
    """
    found: dict[int, bytes] = {}
    for name, data in files:
        for weight, fixed in _weights_of(name, data):
            found.setdefault(weight, fixed)
    return Typeface(files[0][0], tuple(sorted(found.items())))


def _weights_of(name: str, data: bytes) -> list[tuple[int, bytes]]:
    from fontTools.ttLib import TTFont, TTLibError

    if len(data) > MOST_BYTES:
        raise MapError(
            f'The font "{name}" is larger than {MOST_BYTES // 1_000_000} MB.', "Give one with fewer letters."
        )
    try:
        font = TTFont(BytesIO(data), recalcTimestamp=False)
        weight, rights = int(font["OS/2"].usWeightClass), int(font["OS/2"].fsType)
        known = font.getBestCmap() and font["hmtx"] and font["head"]
    except (TTLibError, KeyError, AttributeError, OSError, AssertionError, ValueError, IndexError):
        known = None
    if not known:
        raise MapError(f'"{name}" is no TrueType or OpenType font that can be read.', "Give a .ttf or .otf file.")
    if rights & 0xF == _RESTRICTED:
        raise MapError(f'The maker of the font "{name}" forbids to embed it.', "Choose a font whose licence allows it.")
    if "fvar" not in font:
        return [(weight, data)]
    return _fixed(data, {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes}, weight)


def _fixed(data: bytes, axes: dict[str, tuple[float, float]], weight: int) -> list[tuple[int, bytes]]:
    folder = kept_folder("weights", data, lambda folder: _fix(data, axes, weight, folder))
    return [(int(file.stem), file.read_bytes()) for file in sorted(folder.glob("*.ttf"))]


def _fix(data: bytes, axes: dict[str, tuple[float, float]], weight: int, folder: Path) -> None:
    """A file for each weight that the font has."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    low, high = axes.get("wght", (weight, weight))
    wanted = [one for one in WEIGHTS if low <= one <= high] if "wght" in axes else [weight]
    for one in wanted or [round(low)]:
        font = TTFont(BytesIO(data), recalcTimestamp=False)
        limits = {tag: (one if tag == "wght" else None) for tag in axes}
        instancer.instantiateVariableFont(font, limits, inplace=True, optimize=False)
        font["OS/2"].usWeightClass = one
        (folder / f"{one}.ttf").write_bytes(saved(font))


def saved(font: Any) -> bytes:
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


@cache
def _metrics(data: bytes) -> tuple[dict[int, float], float]:
    """Widths in em by letter, and that of the widest digit."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(data), recalcTimestamp=False, lazy=True)
    em, metrics = float(font["head"].unitsPerEm), font["hmtx"].metrics
    widths = {code: metrics[name][0] / em for code, name in font.getBestCmap().items() if name in metrics}
    return widths, max((widths.get(code, 0.0) for code in range(ord("0"), ord("9") + 1)), default=0.0)


def width_in(typeface: Typeface, letter: str, weight: int) -> float | None:
    """Width of a letter in em; none when the typeface has no such letter. Digits count as the widest of them."""
    widths, digit = _metrics(typeface.nearest(weight)[1])
    if letter.isdigit() and letter.isascii() and digit:
        return digit
    return widths.get(ord(letter))


def faces(typeface: Typeface, family: str, letters: str) -> list[tuple[str, int, bytes]]:
    """For each weight the family, the weight and a WOFF file that holds these letters alone."""
    return [(family, weight, _cut(data, "".join(sorted(set(letters))))) for weight, data in typeface.files]


@cache
def _cut(data: bytes, letters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 13, 14]
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    options.drop_tables = [table for table in font.keys() if table not in _KEPT]  # noqa: SIM118
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in letters])
    cutter.subset(font)
    font.flavor = "woff"
    return saved(font)


@cache
def registered(typeface: Typeface) -> str:
    """The family by which the writer of pictures and documents knows a typeface; its files go with the process."""
    import tempfile
    import weakref

    import vl_convert
    from fontTools.ttLib import TTFont

    digest = sha256(b"".join(data for _, data in typeface.files)).hexdigest()[:10]
    family = f"Footpath Theme {digest}"
    home = tempfile.TemporaryDirectory(prefix="footpath-theme-")
    weakref.finalize(registered, home.cleanup)
    for weight, data in typeface.files:
        font = TTFont(BytesIO(data), recalcTimestamp=False)
        for number, text in (
            (1, family),
            (2, f"W{weight}"),
            (4, f"{family} {weight}"),
            (6, f"FootpathTheme{digest}-{weight}"),
            (16, family),
            (17, f"W{weight}"),
        ):
            font["name"].setName(text, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        (Path(home.name) / f"{weight}.ttf").write_bytes(saved(font))
    vl_convert.register_font_directory(home.name)
    return family
