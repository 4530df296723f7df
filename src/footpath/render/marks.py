"""What a drawing is made of: placed marks with known boxes. Layout yields them, the SVG writer writes them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from footpath.render.language import leans_right
from footpath.render.text import clean, shorten, width_of, wrap
from footpath.render.theme import Logo, Style

ASCENT, DESCENT = 0.78, 0.24  # of the size: what a line of text covers above and below its baseline


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def crosses(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether both share an area, or come nearer than ``gap``."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )

    def holds(self, other: "Box", slack: float = 0.01) -> bool:
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True)
class Subject:
    """What the evidence panel shows for a mark: its title, a line, and the ids of its claims and quotes.

    ``findings`` name what the panel tells in full before the evidence: a kind and an id, as in "pain p1".
    """

    title: str
    lead: str = ""
    claims: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of text; ``x`` is its left edge, whatever its direction."""

    x: float
    baseline: float
    text: str
    style: Style
    width: float

    @property
    def box(self) -> Box:
        size = self.style.size
        return Box(self.x, self.baseline - ASCENT * size, self.width, (ASCENT + DESCENT) * size)


@dataclass(frozen=True)
class Rect:
    box: Box
    fill: str = "none"
    stroke: str = "none"
    radius: float = 0.0
    width: float = 1.0
    dash: str = ""
    opacity: float = 1.0


@dataclass(frozen=True)
class Path:
    d: str
    fill: str = "none"
    stroke: str = "none"
    width: float = 1.0
    dash: str = ""
    opacity: float = 1.0


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float
    fill: str = "none"
    stroke: str = "none"
    width: float = 1.0
    dash: str = ""


@dataclass(frozen=True)
class Icon:
    name: str
    x: float
    y: float
    size: float = 16.0
    colour: str = "structure"


@dataclass(frozen=True)
class Gradient:
    """A straight gradient in the drawing's own units; ``stops`` are (offset, token, opacity)."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float]
    stops: tuple[tuple[float, str, float], ...]


@dataclass(frozen=True)
class Group:
    """Marks that belong together. With a subject it opens the evidence panel; ``card`` is the frame its text must stay in."""

    marks: tuple["Mark", ...]
    role: Literal["lane", "card", "point", "plain"] = "plain"
    subject: Subject | None = None
    card: Box | None = None
    full_text: str = ""  # shown on hover when the text in it was shortened


@dataclass(frozen=True)
class Emblem:
    """The logo of a theme file in its box, which has the logo's own shape."""

    box: Box
    logo: Logo


Mark = Line | Rect | Path | Circle | Icon | Gradient | Group | Emblem


@dataclass(frozen=True)
class Scene:
    width: float
    height: float
    title: str
    description: str
    marks: tuple[Mark, ...] = field(default=())
    cuts: tuple[float, ...] = ()  # where a page may end: the rules between lanes
    rows: tuple[float, ...] = ()  # where a page may end if a lane is taller than a page: between its rows of cards
    heads: tuple[Line, ...] = ()  # names of the columns, repeated on later pages: their baselines are those above 0

    def walk(self) -> Iterator[Mark]:
        """Every mark, groups before what they hold."""
        yield from _walk(self.marks)


def _walk(marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        yield mark
        if isinstance(mark, Group):
            yield from _walk(mark.marks)


@dataclass(frozen=True)
class Paragraph:
    """Wrapped text, not placed yet."""

    lines: tuple[str, ...]
    style: Style
    width: float
    shortened: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def place(self, x: float, top: float, align: Literal["left", "right"] = "left") -> tuple[Line, ...]:
        """Its lines with the top of the first at ``top``. Right-to-left text keeps to the edge where it begins."""
        style = self.style
        first = top + (style.leading + (ASCENT - DESCENT) * style.size) / 2
        placed = []
        for number, text in enumerate(self.lines):
            wide = width_of(text, style)
            at_right = align == "right" or leans_right(text)
            left = x + max(0.0, self.width - wide) if at_right else x
            placed.append(Line(left, first + number * style.leading, text, style, wide))
        return tuple(placed)


def paragraph(text: str, style: Style, width: float, max_lines: int = 3, tail: str = "") -> Paragraph:
    """Wrap text to a width; empty text has no lines and no height."""
    lines, shortened = wrap(text, style, width, max_lines, tail)
    return Paragraph(lines, style, width, shortened)


def line(text: str, style: Style, x: float, baseline: float, room: float = 1e9) -> Line:
    """One line starting at ``x``, shortened to ``room``."""
    shown = shorten(clean(text), style, room)
    return Line(x, baseline, shown, style, width_of(shown, style))


def line_ending(text: str, style: Style, right: float, baseline: float) -> Line:
    """One line ending at ``right``."""
    shown = clean(text)
    wide = width_of(shown, style)
    return Line(right - wide, baseline, shown, style, wide)
