"""The names of the emotion curve's points, wherever they stand free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from footpath.render.marks import Box, Line, Paragraph, paragraph
from footpath.render.poster.ground import Ground
from footpath.render.poster.spots import Spot
from footpath.render.text import width_of
from footpath.render.theme import Style

_NAME = Style(10.5, 500, "muted", 14)
_SHIFTS = (0.0, -0.25, 0.25, -0.4, 0.4)  # of a name, off the middle above or below its point


@dataclass(frozen=True)
class PointName:
    spot: Spot
    box: Box
    lines: tuple[Line, ...]


def point_names(
    spots: Iterable[Spot], ground: Ground, taken: Sequence[Box], room: float = 150
) -> tuple[PointName, ...]:
    """Each touchpoint's name beside its point, or not at all where there is no room; the strongest feelings first."""
    placed: list[PointName] = []
    for spot in sorted(spots, key=lambda s: (-abs(s.value), s.x)):
        text = paragraph(spot.point.touchpoint, _NAME, room, 1)
        wide = max((width_of(line, _NAME) for line in text.lines), default=0.0)
        blocked = [*taken, *(name.box for name in placed)]
        for box in _places(spot, wide, ground.area) if text.lines else ():
            if ground.is_free(box, 1.5) and not any(box.crosses(other, 4) for other in blocked):
                placed.append(PointName(spot, box, Paragraph(text.lines, _NAME, wide).place(box.x, box.y)))
                break
    return tuple(sorted(placed, key=lambda name: name.box.x))


def _places(spot: Spot, wide: float, area: Box) -> list[Box]:
    """Above, below, and to the sides, near first."""
    high, low, r = min(spot.low, spot.high), max(spot.low, spot.high), spot.radius
    above, below = (spot.y - r - 18, high - 17, high - 22), (spot.y + r + 4, low + 3, low + 8)
    first, second = (below, above) if spot.value < 0 else (above, below)
    middles = [min(max(spot.x + shift * wide - wide / 2, area.x + 2), area.right - wide - 2) for shift in _SHIFTS]
    boxes = [Box(x, top, wide, 14) for tops in (first, second) for x in middles for top in tops]
    sides = [spot.x + r + 5, spot.x - r - 5 - wide]
    return boxes + [Box(side, spot.y + dy, wide, 14) for dy in (-7, -16, 2) for side in sides]
