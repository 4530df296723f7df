"""The poster's marks as SVG for writers of pictures and documents: their fonts named, and only what a piece of it shows."""

import re
from collections.abc import Iterable, Iterator
from html import escape as quoted

from footpath.render.exports.letters import Families, families_for, known_letters
from footpath.render.exports.outlines import outline
from footpath.render.language import language
from footpath.render.marks import Circle, Emblem, Gradient, Group, Icon, Line, Mark, Path, Rect, Scene, line
from footpath.render.scripts import family_for, undrawn
from footpath.render.svg import SvgWriter, number
from footpath.render.theme import MARGIN, SMALL, Theme, display_family, palette

_STEPS = re.compile(r"([a-yA-Y])([^a-zA-Z]*)")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_TEXT = re.compile(r"<text([^<>]*)>([^<]*)</text>")
_FAMILY = re.compile(r' font-family="[^"]*"')
_TURNED, _HELD = ' direction="rtl"', ' text-anchor="end"'
_MARK = "\u200f"
_RELATIVE = 32.0  # the reach of what is drawn by relative steps: faces and signs


def families_of(scene: Scene, further: str = "") -> Families:
    """The font families that a scene needs; ``further`` are letters shown besides it."""
    return families_for("".join(sorted(set(further).union(*(m.text for m in scene.walk() if isinstance(m, Line))))))


def owning_up(scene: Scene) -> tuple[Mark, ...]:
    """A line above the title that says which letters could not be drawn, if there are any."""
    letters = set[str]().union(*(mark.text for mark in scene.walk() if isinstance(mark, Line)))
    said = undrawn(letters, known_letters())
    return (line(said, SMALL, MARGIN, 18, scene.width - 2 * MARGIN),) if said else ()


def written(marks: Iterable[Mark], theme: Theme, families: Families, outlined: bool = False) -> str:
    """Marks as SVG text in families that the writer knows; ``outlined`` draws lines as shapes, which is quicker."""
    return _DrawingWriter(theme, families, outlined).write(marks)


class _DrawingWriter(SvgWriter):
    """Writes lines for a writer that begins each at its left and falls back to any font that has a letter."""

    def __init__(self, theme: Theme, families: Families, outlined: bool) -> None:
        super().__init__(palette(theme).__getitem__, mode=theme)
        self._families, self._outlined = families, outlined

    def _line(self, mark: Line) -> str:
        shape = outline(mark) if self._outlined else ""
        if shape:
            return f'<path {shape} fill="{self._paint(mark.style.colour)}"/>'
        found = _TEXT.fullmatch(super()._line(mark))
        assert found is not None
        return self._named(found[1], found[2], display_family() if mark.style.display else "")

    def _named(self, attributes: str, text: str, title: str) -> str:
        """A line in the family of its script; an end to hold it by and marks around it turn it."""
        family = family_for(text, language())
        if family:
            wanted = quoted(f"{family}, {self._families.text}")
            attributes = f'{_FAMILY.sub("", attributes)} font-family="{wanted}"'
        elif title:
            attributes = attributes.replace(f'"{quoted(title)}"', f'"{quoted(self._families.title)}"')
        if _TURNED in attributes:
            attributes, text = attributes.replace(_TURNED, _HELD), f"{_MARK}{text}{_MARK}"
        return f"<text{attributes}>{text}</text>"


def svg(width: float, height: float, body: str, families: Families, ground: str) -> str:
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{quoted(families.text)}">'
        f'<rect width="{number(width)}" height="{number(height)}" fill="{ground}"/>{body}</svg>'
    )


def between(marks: Iterable[Mark], top: float, bottom: float) -> Iterator[Mark]:
    """The marks that show between two heights; gradients always, for others are painted with them."""
    for mark in marks:
        if isinstance(mark, Group):
            inside = tuple(between(mark.marks, top, bottom))
            if inside:
                yield Group(inside, mark.role, mark.subject, mark.card, mark.full_text)
        elif isinstance(mark, Gradient):
            yield mark
        else:
            first, last = _heights(mark)
            if first < bottom and last > top:
                yield mark


def _heights(mark: Line | Rect | Path | Circle | Icon | Emblem) -> tuple[float, float]:
    match mark:
        case Line() | Rect() | Emblem():
            return mark.box.y, mark.box.bottom
        case Circle():
            return mark.y - mark.radius - mark.width, mark.y + mark.radius + mark.width
        case Icon():
            return mark.y, mark.y + mark.size
        case Path():
            return _path_heights(mark)


def _path_heights(mark: Path) -> tuple[float, float]:
    """Between which heights a path lies: a curve stays between its control points, a relative step near its start."""
    found: list[float] = []
    near = mark.width if mark.stroke != "none" else 0.0
    for command, numbers in _STEPS.findall(mark.d):
        values = [float(value) for value in _NUMBERS.findall(numbers)]
        if command in "MLCQ":
            found += values[1::2]
        elif command == "V":
            found += values
        elif command.islower():
            near = max(near, _RELATIVE)
    return min(found, default=0.0) - near, max(found, default=0.0) + near
