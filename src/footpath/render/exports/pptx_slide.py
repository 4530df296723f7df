"""A slide before it is written: boxes of text and shapes with known places, on a canvas of 1280 × 720."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from footpath.render.language import say
from footpath.render.marks import Box, paragraph
from footpath.render.text import clean
from footpath.render.theme import Style

WIDTH, HEIGHT, EDGE = 1280.0, 720.0, 48.0
_SPARE = 0.93  # of a box's width is filled, so that a fallback for Inter finds room too

HEADING = Style(30, 700, "ink", 36)
SUBHEADING = Style(16, 400, "muted", 22)
COLUMN = Style(15, 700, "structure", 20)
STRONG = Style(14, 700, "ink", 18)
PLAIN = Style(13, 400, "ink", 17)
FAINT = Style(12, 400, "muted", 16)
FIGURE = Style(20, 700, "ink", 28)


@dataclass(frozen=True)
class TextBox:
    """A text that fits its box; ``card`` is the frame that it must not leave."""

    box: Box
    text: str
    style: Style
    lines: int
    card: Box | None = None
    right: bool = False
    turned: bool = False  # on a slide that is read from the right


@dataclass(frozen=True)
class Shape:
    """A rectangle, with round corners if it has a stroke, or an oval."""

    box: Box
    fill: str = ""
    stroke: str = ""
    oval: bool = False
    label: str = ""


@dataclass(frozen=True)
class Freeform:
    """Points joined by straight lines."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    closed: bool = False
    label: str = ""


Item = TextBox | Shape | Freeform


@dataclass(frozen=True)
class Slide:
    title: TextBox
    items: tuple[Item, ...]
    notes: str


def turned(slide: Slide) -> Slide:
    """The slide for those who read from the right: what stood at the left stands at the right."""

    def box(one: Box) -> Box:
        return replace(one, x=WIDTH - one.right)

    def item(one: Item) -> Item:
        match one:
            case TextBox():
                return text(one)
            case Shape():
                return replace(one, box=box(one.box))
            case Freeform():
                return replace(one, points=tuple((WIDTH - x, y) for x, y in one.points))

    def text(one: TextBox) -> TextBox:
        return replace(one, box=box(one.box), card=one.card and box(one.card), right=not one.right, turned=True)

    return Slide(text(slide.title), tuple(item(one) for one in slide.items), slide.notes)


def fitted(text: str, style: Style, x: float, y: float, width: float, lines: int = 1, right: bool = False) -> TextBox:
    """A text at a place, shortened to so many lines; without text its box has no height."""
    wrapped = paragraph(text, style, width * _SPARE, lines)
    shown = _joined(clean(text), wrapped.lines) if wrapped.shortened else clean(text)
    return TextBox(Box(x, y, width, wrapped.height), shown, style, len(wrapped.lines), right=right)


def _joined(text: str, lines: Sequence[str]) -> str:
    """Wrapped lines as one text again: a space only where one was."""
    shown, at = "", 0
    for line in lines[:-1]:
        at = text.index(line, at) + len(line)
        shown += line + (" " if text[at : at + 1] == " " else "")
    return shown + lines[-1]


@dataclass(frozen=True)
class Card:
    """Texts below one another in a frame, with a coloured bar at its left edge."""

    texts: tuple[tuple[str, Style, int], ...]
    bar: str = ""
    claims: tuple[str, ...] = ()

    def placed(self, x: float, y: float, width: float) -> tuple[tuple[Item, ...], float]:
        """Its items, and its height."""
        inset = 18.0 if self.bar else 12.0
        found: list[TextBox] = []
        at = y + 8
        for text, style, lines in self.texts:
            box = fitted(text, style, x + inset, at, width - inset - 10, lines)
            if box.lines:
                found.append(box)
                at += box.box.height + 2
        frame = Box(x, y, width, at + 6 - y)
        items: list[Item] = [Shape(frame, "card", "hairline")]
        if self.bar:
            items.append(Shape(Box(x + 6, y + 8, 4, frame.height - 16), self.bar))
        return (*items, *(replace(box, card=frame) for box in found)), frame.height


@dataclass
class Canvas:
    """Collects what stands on one slide, and the ids of the claims that its notes cite."""

    title: str
    subtitle: str = ""
    figures: bool = False  # whether figures stand beside the title
    items: list[Item] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # cards that found no room, told in the notes

    def say(
        self, text: str, style: Style, x: float, y: float, width: float, lines: int = 1, right: bool = False
    ) -> float:
        """Add a text, and give where it ends."""
        box = fitted(text, style, x, y, width, lines, right)
        if box.lines:
            self.items.append(box)
        return box.box.bottom

    def column(self, heading: str, cards: Sequence[Card], area: Box, none: str) -> None:
        """A heading and as many cards below it as fit; how many are left out is said in its last line."""
        y = self.say(heading, COLUMN, area.x, area.y, area.width) + 8
        if not cards:
            self.say(none, FAINT, area.x, y, area.width, 2)
        for at, card in enumerate(cards):
            items, height = card.placed(area.x, y, area.width)
            last = at == len(cards) - 1
            if y + height + (0 if last else 24) > area.bottom:
                self.say(say("{count} more in the notes", count=len(cards) - at), FAINT, area.x, y, area.width)
                self.claims += [claim for rest in cards[at:] for claim in rest.claims]
                self.left_out += [". ".join(clean(text) for text, _, _ in rest.texts if text) for rest in cards[at:]]
                return
            self.items += items
            self.claims += card.claims
            y += height + 8
