"""The poster's marks as SVG for writers of pictures and documents: their fonts named, and only what a piece of it shows."""

import re
from collections.abc import Iterable, Iterator
from html import escape as quoted

from footpath.render.exports.letters import Families, families_for, known_letters
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


def written(marks: Iterable[Mark], theme: Theme, families: Families) -> str:
    """Marks as SVG text whose titles are in a family that the writer knows."""
    drawn = SvgWriter(palette(theme).__getitem__, mode=theme).write(marks)
    own, known = (f'font-family="{quoted(name)}"' for name in (display_family(), families.title))
    # A quotation mark in an outside string is escaped: only attributes match.
    return _TEXT.sub(lambda found: _line(found[1], found[2], families.text), drawn).replace(own, known)


def _line(attributes: str, text: str, names: str) -> str:
    """A line as the writer needs it: in the family of its script, for it falls back to any font that has a letter.

    The writer begins every line at its left and takes it as read from there: an end to hold it by and marks around it turn it.
    """
    family = family_for(text, language())
    if family:
        wanted = quoted(f"{family}, {names}")
        attributes = f'{_FAMILY.sub("", attributes)} font-family="{wanted}"'
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
