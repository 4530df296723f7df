"""Quotes and names beside the emotion curve: each is set where it covers neither curve, band, point nor another, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footpath.model.maps import Quote
from footpath.render.marks import Box, Group, Line, Mark, Paragraph, Path, Rect, Subject, paragraph
from footpath.render.poster.curve import Curve
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import number
from footpath.render.text import width_of
from footpath.render.theme import BODY, SMALL, Style, mood

if TYPE_CHECKING:
    from footpath.render.poster.emotion import Spot

_NAME = Style(10.5, 500, "muted", 14)
_WIDTHS = (192.0, 168.0, 224.0)
_STEP, _CLEAR, _FAR = 8.0, 7.0, 110.0
_CORNER = 34.0  # the two faces at the left edge keep this much


@dataclass(frozen=True)
class Callout:
    quote: str
    box: Box
    card: Group
    leader: tuple[Mark, ...]
    spot: "Spot"


def callouts(sheet: Sheet, spots: Sequence["Spot"], area: Box) -> tuple[Callout, ...]:
    """At most one quote per dip or peak, the strongest feelings first."""
    free = _Ground(spots, area)
    placed: list[Callout] = []
    for spot in sorted(turning_points(spots), key=lambda s: (-abs(s.value), s.x)):
        quote = _quote_for(sheet, spot)
        if quote is None:
            continue
        found = _place(sheet, quote, spot, free, [callout.box for callout in placed])
        if found is not None:
            placed.append(found)
            free = free.without(found)
    return tuple(sorted(placed, key=lambda callout: (callout.box.x, callout.box.y)))


def turning_points(spots: Sequence["Spot"]) -> list["Spot"]:
    """Dips and peaks: points below both neighbours or above both; an end counts against its one neighbour."""
    found = []
    for at, spot in enumerate(spots):
        near = [spots[i].value for i in (at - 1, at + 1) if 0 <= i < len(spots)]
        if all(spot.value < value for value in near) or all(spot.value > value for value in near):
            found.append(spot)
    return found


def point_names(spots: Sequence["Spot"], area: Box, told: Sequence[Callout]) -> list[Mark]:
    """The touchpoint's name beside its point, wherever it stands free; extremes first. A quote names its own point."""
    taken = [callout.box for callout in told]
    ground = _Ground(spots, area)
    for callout in told:
        ground = ground.without(callout)
    lines: list[Line] = []
    for spot in sorted(spots, key=lambda s: (-abs(s.value), s.x)):
        text = paragraph(spot.point.touchpoint, _NAME, 150, 1)
        if not text.lines or any(callout.spot is spot for callout in told):
            continue
        wide = width_of(text.lines[0], _NAME)
        for box in _places_of_name(spot, wide, area):
            if ground.is_free(box, 1.5) and not any(box.crosses(other, 4) for other in taken):
                taken.append(box)
                lines += Paragraph(text.lines, _NAME, wide).place(box.x, box.y)
                break
    return [*sorted(lines, key=lambda mark: mark.x)]


def _places_of_name(spot: "Spot", wide: float, area: Box) -> list[Box]:
    """Above, below, and to the sides, near first."""
    high, low, r = min(spot.low, spot.high), max(spot.low, spot.high), spot.radius
    x = min(max(spot.x - wide / 2, area.x + 2), area.right - wide - 2)
    above, below = (spot.y - r - 18, high - 17, high - 22), (spot.y + r + 4, low + 3, low + 8)
    first, second = (below, above) if spot.value < 0 else (above, below)
    boxes = [Box(x, top, wide, 14) for top in (*first, *second)]
    sides = [spot.x + r + 5, spot.x - r - 5 - wide]
    return boxes + [Box(side, spot.y + dy, wide, 14) for dy in (-7, -16, 2) for side in sides]


def _quote_for(sheet: Sheet, spot: "Spot") -> Quote | None:
    """The first quote said at this point that feels as the point does."""
    for quote in sheet.quotes_at(spot.point.touchpoint, spot.point.stage):
        felt = quote.experience
        if felt is None or (felt <= 0.15 if spot.value < 0 else felt >= -0.15):
            return quote
    return None


class _Ground:
    """What is taken already: the curve with its band, sampled, the points and the leaders."""

    def __init__(self, spots: Sequence["Spot"], area: Box, leaders: Iterable[Box] = ()) -> None:
        self._spots, self._area, self._leaders = tuple(spots), area, tuple(leaders)
        xs = [spot.x for spot in spots]
        self._first, self._last = xs[0], xs[-1]
        self._line = Curve(tuple((s.x, s.y) for s in spots))
        lines = [Curve(tuple((s.x, s.high) for s in spots)), Curve(tuple((s.x, s.low) for s in spots)), self._line]
        self._samples = []
        x = self._first
        while x <= self._last + 4:
            heights = [curve.at(min(x, self._last)) for curve in lines]
            self._samples.append((min(x, self._last), min(heights), max(heights)))
            x += 4
        self._dots = [Box(s.x - s.radius, s.y - s.radius, 2 * s.radius, 2 * s.radius) for s in spots]

    def without(self, callout: Callout) -> "_Ground":
        """The same ground with a callout's leader taken too."""
        xs, ys = _ends(callout)
        box = Box(min(xs), min(ys), abs(xs[0] - xs[1]) + 1, abs(ys[0] - ys[1]) + 1)
        ground = _Ground.__new__(_Ground)
        ground.__dict__.update(self.__dict__, _leaders=(*self._leaders, box))
        return ground

    def is_free(self, box: Box, clear: float = _CLEAR) -> bool:
        if not self._area.holds(box) or (box.x < self._area.x + _CORNER and self._near_a_face(box)):
            return False
        if any(box.crosses(dot, clear) for dot in self._dots) or any(box.crosses(line, 2) for line in self._leaders):
            return False
        return not any(
            box.x - clear <= x <= box.right + clear and box.y - clear < high and low < box.bottom + clear
            for x, low, high in self._samples
        )

    def _near_a_face(self, box: Box) -> bool:
        return box.y < self._area.y + _CORNER or box.bottom > self._area.bottom - _CORNER

    def crosses_curve(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a leader would pass another point, another leader, or the curve before its own end."""
        length = max(1.0, ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5)
        for step in range(1, max(2, int(length // 3))):
            t = 3 * step / length
            x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t
            here = Box(x - 1, y - 1, 2, 2)
            if any(here.crosses(dot, 2) for dot in self._dots if not _at(dot, end)):
                return True
            if any(here.crosses(line, 1) for line in self._leaders):
                return True
            if length - 3 * step > 12 and self._first <= x <= self._last and abs(self._line.at(x) - y) < 4:
                return True
        return False


def _at(dot: Box, point: tuple[float, float]) -> bool:
    return abs(dot.x + dot.width / 2 - point[0]) < 0.5 and abs(dot.y + dot.height / 2 - point[1]) < 0.5


def _ends(callout: Callout) -> tuple[tuple[float, float], tuple[float, float]]:
    leader = callout.leader[0]
    assert isinstance(leader, Path)
    first, second = leader.d[1:].split("L")
    (x0, y0), (x1, y1) = (tuple(map(float, part.split())) for part in (first, second))
    return (x0, x1), (y0, y1)


def _place(sheet: Sheet, quote: Quote, spot: "Spot", free: _Ground, taken: Sequence[Box]) -> Callout | None:
    best: tuple[float, Box, Paragraph, Paragraph] | None = None
    for preference, width in enumerate(_WIDTHS):
        said = paragraph(f"“{quote.text}”", BODY, width - 20, 3, "”")
        source = paragraph(f"{quote.touchpoint}: {quote.source}", SMALL, width - 20, 1)
        height = said.height + source.height + 14
        for box in _candidates(spot, free, width, height):
            cost = _distance(box, spot) + 12 * preference + (40 if said.shortened else 0)
            if _distance(box, spot) > 1.2 * _FAR or (best is not None and cost >= best[0]):
                continue
            if any(box.crosses(other, 8) for other in taken) or not free.is_free(box):
                continue
            if not free.crosses_curve(_anchor(box, spot), (spot.x, spot.y)):
                best = (cost, box, said, source)
    if best is None:
        return None
    _, box, said, source = best
    return _callout(sheet, quote, spot, box, said, source)


def _candidates(spot: "Spot", free: _Ground, width: float, height: float) -> Iterable[Box]:
    area = free._area
    for dx in range(-25, 26):
        x = spot.x - width / 2 + dx * _STEP
        if x < area.x + 4 or x + width > area.right - 4:
            continue
        for row in range(int((area.height - height - 8) // _STEP) + 1):
            yield Box(x, area.y + 4 + row * _STEP, width, height)


def _distance(box: Box, spot: "Spot") -> float:
    x, y = _anchor(box, spot)
    aside = abs(box.x + box.width / 2 - spot.x)
    away = ((x - spot.x) ** 2 + (y - spot.y) ** 2) ** 0.5
    return away + 0.25 * aside


def _anchor(box: Box, spot: "Spot") -> tuple[float, float]:
    """The nearest place on the box's edge, off its rounded corners."""
    x = min(max(spot.x, box.x + 12), box.right - 12)
    y = min(max(spot.y, box.y), box.bottom)
    return (x, y) if y != spot.y else (min(max(spot.x, box.x), box.right), min(max(y, box.y + 10), box.bottom - 10))


def _callout(sheet: Sheet, quote: Quote, spot: "Spot", box: Box, said: Paragraph, source: Paragraph) -> Callout:
    colour = mood(spot.value)
    x, y = _anchor(box, spot)
    leader = Path(f"M{number(x)} {number(y)}L{number(spot.x)} {number(spot.y)}", stroke=colour, width=1.1)
    marks: list[Mark] = [Rect(box, "card", colour, 7, 1)]
    marks += said.place(box.x + 10, box.y + 6)
    marks += source.place(box.x + 10, box.y + 6 + said.height)
    subject = Subject(quote.touchpoint, "In a customer’s own words", sheet.known(spot.point.claim), (quote.id,))
    card = Group(tuple(marks), "card", subject, box, quote.text if said.shortened else "")
    return Callout(quote.id, box, card, (leader,), spot)
