"""Marks to SVG text. Every outside string passes through `escape` here and nowhere else."""

from collections.abc import Callable, Iterable
from html import escape as _escape

from footpath.render.icons import STROKE, shape
from footpath.render.marks import Box, Circle, Emblem, Gradient, Group, Icon, Line, Mark, Path, Rect, Subject
from footpath.render.text import clean, is_rtl
from footpath.render.theme import Theme, corner_of, display_family

_FINGER = 24.0
Paint = Callable[[str], str]  # a token of the theme → what stands in fill="…"


def escape(text: str) -> str:
    """A string as inert text of an element or a quoted attribute."""
    return _escape(clean(text), quote=True)


def number(value: float) -> str:
    """Two decimals at most, no needless zeros.

    Examples:
        >>> number(12.0), number(0.126), number(-0.001)
        ('12', '0.13', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class SvgWriter:
    """Writes marks with one way to paint.

    ``attributes_of`` gives the attributes of a group from its subject and its visible words; without a ``mode`` the drawing shows
    itself in light and in dark, and holds what differs twice.
    """

    def __init__(
        self, paint: Paint, attributes_of: Callable[[Subject, str], str] | None = None, mode: Theme | None = None
    ) -> None:
        self._paint_token = paint
        self._mode = mode
        self._attributes_of = attributes_of

    def write(self, marks: Iterable[Mark]) -> str:
        return "\n".join(self._mark(mark) for mark in marks)

    def _mark(self, mark: Mark) -> str:
        match mark:
            case Line():
                return self._line(mark)
            case Rect():
                return self._rect(mark)
            case Path():
                return (
                    f'<path d="{mark.d}"{self._strokes(mark.fill, mark.stroke, mark.width, mark.dash, mark.opacity)}/>'
                )
            case Circle():
                place = f'cx="{number(mark.x)}" cy="{number(mark.y)}" r="{number(mark.radius)}"'
                return f"<circle {place}{self._strokes(mark.fill, mark.stroke, mark.width, mark.dash, 1.0)}/>"
            case Icon():
                return self._icon(mark)
            case Gradient():
                return self._gradient(mark)
            case Group():
                return self._group(mark)
            case Emblem():
                return self._emblem(mark)

    def _paint(self, token: str) -> str:
        return token if token in ("none", "transparent") or token.startswith("url(") else self._paint_token(token)

    def _strokes(self, fill: str, stroke: str, width: float, dash: str, opacity: float) -> str:
        text = f' fill="{self._paint(fill)}"'
        if stroke != "none":
            text += f' stroke="{self._paint(stroke)}" stroke-width="{number(width)}"'
        if dash:
            text += f' stroke-dasharray="{dash}"'
        return text + (f' opacity="{number(opacity)}"' if opacity != 1 else "")

    def _line(self, mark: Line) -> str:
        style, rtl = mark.style, is_rtl(mark.text)
        x = mark.x + mark.width if rtl else mark.x
        family = f' font-family="{_escape(display_family())}"' if style.display else ""
        weight = f' font-weight="{style.weight}"' if style.weight != 400 else ""
        turned = ' direction="rtl"' if rtl else ""
        return (
            f'<text x="{number(x)}" y="{number(mark.baseline)}" font-size="{number(style.size)}"{weight}{family}{turned}'
            f' fill="{self._paint(style.colour)}">{escape(mark.text)}</text>'
        )

    def _rect(self, mark: Rect) -> str:
        box = mark.box
        place = f'x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" height="{number(box.height)}"'
        corner = corner_of(mark.radius)
        radius = f' rx="{number(corner)}"' if corner else ""
        return f"<rect {place}{radius}{self._strokes(mark.fill, mark.stroke, mark.width, mark.dash, mark.opacity)}/>"

    def _icon(self, mark: Icon) -> str:
        scale = mark.size / 24
        return (
            f'<g transform="translate({number(mark.x)} {number(mark.y)}) scale({scale:.4f})" fill="none"'
            f' stroke="{self._paint(mark.colour)}" stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round">'
            f"{shape(mark.name)}</g>"
        )

    def _gradient(self, mark: Gradient) -> str:
        stops = "".join(
            f'<stop offset="{number(offset)}" stop-color="{self._paint(token)}" stop-opacity="{number(opacity)}"/>'
            for offset, token, opacity in mark.stops
        )
        (x1, y1), (x2, y2) = mark.start, mark.end
        ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        return f'<linearGradient id="{mark.name}" gradientUnits="userSpaceOnUse" {ends}>{stops}</linearGradient>'

    def _emblem(self, mark: Emblem) -> str:
        """A logo; both of its pictures where a drawing shows itself in light and in dark."""
        box, scale = mark.box, mark.box.height / mark.logo.height
        place = f"translate({number(box.x)} {number(box.y)}) scale({scale:.5f})"
        drawn = [("light", mark.logo.light), ("dark", mark.logo.dark or mark.logo.light)]
        shown = [(mode, body) for mode, body in drawn if self._mode in (None, mode)]
        kinds = {mode: f' class="logo-{mode}"' if self._mode is None else "" for mode, _ in shown}
        return "".join(f'<g{kinds[mode]} transform="{place}">{body}</g>' for mode, body in shown)

    def _group(self, mark: Group) -> str:
        attributes = self._attributes_of(mark.subject, words_in(mark)) if mark.subject and self._attributes_of else ""
        title = f"<title>{escape(mark.full_text)}</title>" if mark.full_text else ""
        kind = "" if mark.role == "plain" else f' class="{mark.role}"'
        if not (attributes or title or kind):
            return self.write(mark.marks)
        ground = self._rect(Rect(target_of(mark), "transparent")) if attributes and mark.role == "point" else ""
        return f"<g{kind}{attributes}>{title}{ground}{self.write(mark.marks)}</g>"


def words_in(mark: Group) -> str:
    """The text that can be read in a group."""
    return " ".join(part.text for part in mark.marks if isinstance(part, Line))


def target_of(mark: Group) -> Box:
    """Where a click means this group: around all its marks; around a dot as large as a fingertip needs."""
    least = 0.0 if words_in(mark) else _FINGER
    boxes = [box for part in mark.marks if (box := _extent(part))]
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    wide, tall = max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y
    grow_x, grow_y = max(1.5, (least - wide) / 2), max(1.5, (least - tall) / 2)
    return Box(x - grow_x, y - grow_y, wide + 2 * grow_x, tall + 2 * grow_y)


def _extent(part: Mark) -> Box | None:
    match part:
        case Line() | Rect():
            return part.box
        case Circle():
            return Box(part.x - part.radius, part.y - part.radius, 2 * part.radius, 2 * part.radius)
        case Icon():
            return Box(part.x, part.y, part.size, part.size)
        case _:
            return None
