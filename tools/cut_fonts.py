"""Cut Inter into the fixed fonts that travel with the package: `src/footpath/render/typefaces`.

    python tools/cut_fonts.py [--into FOLDER]

Writers of pictures and documents know no variable fonts and no font features, and cutting takes seconds, so it is done once
and its result is committed. The same Inter and the same fontTools give the same bytes; a test holds the committed files to that.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from footpath.render.fonts import CHARTS, DISPLAY_OPTICAL_SIZE, PICTURES, TEXT_OPTICAL_SIZE, TYPEFACES, inter_file

_STYLES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SIGNS = ((0x2010, 0x2050), (0x20A0, 0x20C0), (0x2100, 0x2300))
_PICTURED = ((0x20, 0x250), (0x2B0, 0x370), (0x370, 0x530), (0x1E00, 0x2000), (0x25A0, 0x2600), *_SIGNS)
_CHARTED = ((0x20, 0x250), (0x370, 0x530), (0x1E00, 0x1F00), (0x2000, 0x2300))  # Latin, Greek, Cyrillic, signs
_NAME, _STYLE, _FULL, _POSTSCRIPT, _GROUP, _GROUP_STYLE = 1, 2, 4, 6, 16, 17

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Family:
    """A family to cut: where it goes, its letters, size and weights, and whether its digits are tabular without being asked."""

    name: str
    folder: str
    letters: Ranges
    optical_size: int
    weights: tuple[int, ...]
    tabular: bool


FAMILIES = (
    Family("Footpath Inter", PICTURES, _PICTURED, TEXT_OPTICAL_SIZE, (400, 500, 600), True),
    Family("Footpath Inter Display", PICTURES, _PICTURED, DISPLAY_OPTICAL_SIZE, (600, 700), True),
    Family("Inter", CHARTS, _CHARTED, TEXT_OPTICAL_SIZE, (400, 600), False),
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--into", type=Path, default=TYPEFACES)
    into: Path = arguments.parse_args().into
    for folder in (PICTURES, CHARTS):
        shutil.rmtree(into / folder, ignore_errors=True)
        (into / folder).mkdir(parents=True)
    written = [(into / place).write_bytes(data) for place, data in cut_files()]
    (into / "OFL.txt").write_bytes(licence().read_bytes())
    sys.stdout.write(f"{len(written)} fonts of {sum(written):,} bytes in {into}\n")


def cut_files() -> Iterator[tuple[str, bytes]]:
    """Place and bytes of every file."""
    for family in FAMILIES:
        cut = _cut(family.letters, family.tabular)
        for weight in family.weights:
            yield f"{family.folder}/{family.name} {weight}.ttf", _fixed(cut, family, weight)


def licence() -> Path:
    """The licence that comes with Inter and must go with what is cut from it."""
    return inter_file().parents[1] / "LICENSE"


def _cut(letters: Ranges, tabular: bool) -> bytes:
    """Inter with these letters alone, still variable."""
    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs = ([] if tabular else ["tnum"]), False, ["*"]
    options.drop_tables += ["GPOS", "GDEF", *(["GSUB"] if tabular else [])]
    font = TTFont(BytesIO(inter_file().read_bytes()), recalcTimestamp=False, lazy=True)
    if tabular:
        for table in font["cmap"].tables:
            table.cmap.update({ord("0") + at: f"{digit}.tf" for at, digit in enumerate(_DIGITS)})
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in letters for code in range(first, last)])
    cutter.subset(font)
    return _saved(font)


def _fixed(cut: bytes, family: Family, weight: int) -> bytes:
    """One weight, named so that writers find it by its family."""
    font = TTFont(BytesIO(cut), recalcTimestamp=False, lazy=True)
    limits = {"opsz": family.optical_size, "wght": weight}
    instancer.instantiateVariableFont(font, limits, inplace=True, optimize=False)
    font["OS/2"].usWeightClass = weight
    style = _STYLES[weight]
    texts = {
        _NAME: family.name,
        _STYLE: style,
        _FULL: f"{family.name} {style}",
        _POSTSCRIPT: f"{family.name.replace(' ', '')}-{style}",
        _GROUP: family.name,
        _GROUP_STYLE: style,
    }
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    return _saved(font)


def _saved(font: Any) -> bytes:
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    main()
