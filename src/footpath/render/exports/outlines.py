"""Lines of text as shapes, for pictures: the writer opens a font for every letter that it draws, which costs more than all else.

Letters stand where the writer itself would put them, for the fonts of pictures have neither kerning nor ligatures. A line
that needs more than its letters one after the other (marks on letters, writing from the right, letters of other
fonts, fonts of a theme) has no outline and stays text.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from footpath.render.exports.letters import TEXT, TITLE
from footpath.render.fonts import PICTURES, font_folder
from footpath.render.marks import Line
from footpath.render.svg import number
from footpath.render.text import clean
from footpath.render.theme import worn

_JOINED = ("M", "C")  # categories of letters that do not stand for themselves


@dataclass(frozen=True)
class _Face:
    """A font that outlines are taken from."""

    letters: dict[int, str]
    glyphs: Any
    em: float


def outline(line: Line) -> str:
    """Attributes of a path that draws the line; empty where it has to stay text."""
    theme = worn()
    if theme and (theme.text or theme.title):
        return ""
    family = TITLE if line.style.display else TEXT
    face = _face(family, line.style.weight)
    if face is None:
        return ""
    steps = [_steps(family, line.style.weight, letter) for letter in clean(line.text)]
    if None in steps:
        return ""
    place = f"translate({number(line.x)} {number(line.baseline)}) scale({line.style.size / face.em:.6f})"
    return f'transform="{place}" d="M0 0{"".join(step for step in steps if step)}"'


@cache
def _face(family: str, weight: int) -> _Face | None:
    from fontTools.ttLib import TTFont

    file = font_folder(PICTURES) / f"{family} {weight}.ttf"
    if not file.exists():
        return None
    font = TTFont(BytesIO(file.read_bytes()), lazy=True)
    return _Face(font.getBestCmap(), font.getGlyphSet(), float(font["head"].unitsPerEm))


@cache
def _steps(family: str, weight: int, letter: str) -> str | None:
    """The letter in relative steps from its place on the baseline to that of the next; None where it has none of its own."""
    face = _face(family, weight)
    if face is None or ord(letter) not in face.letters or unicodedata.category(letter)[0] in _JOINED:
        return None
    if unicodedata.bidirectional(letter) in ("R", "AL", "AN"):
        return None
    return _drawn(face, face.letters[ord(letter)])


def _drawn(face: _Face, name: str) -> str:
    """A glyph in relative steps that end where the next one begins; SVG counts heights downwards."""
    from fontTools.pens.basePen import BasePen

    class Steps(BasePen):
        """Writes each step as the way from where the last one ended."""

        def __init__(self) -> None:
            super().__init__(face.glyphs)
            self.d, self.here, self.first = "", (0.0, 0.0), (0.0, 0.0)

        def step(self, command: str, *points: tuple[float, float]) -> None:
            x, y = self.here
            self.d += command + " ".join(f"{number(px - x)} {number(y - py)}" for px, py in points)
            self.here = points[-1]

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self.step("m", point)
            self.first = point

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self.step("l", point)

        def _qCurveToOne(self, control: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
            self.step("q", control, point)

        def _closePath(self) -> None:  # noqa: N802
            self.d += "z"
            self.here = self.first

    glyph, pen = face.glyphs[name], Steps()
    glyph.draw(pen)
    pen.step("m", (glyph.width, 0.0))
    return pen.d
