"""Quotes beside the emotion curve: each is set where it covers neither curve, band, point nor another, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from footpath.model.maps import Quote
from footpath.render.language import say
from footpath.render.marks import Box, Group, Mark, Paragraph, Path, Rect, Subject, paragraph
from footpath.render.poster.ground import Ground, ground_around
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.spots import Spot
from footpath.render.poster.turns import is_dip, prominence, turning_points
from footpath.render.svg import number
from footpath.render.theme import BODY, SMALL, mood

_WIDTHS = (192.0, 224.0, 168.0)
_LINES = ((4, 2), (3, 1))  # of the quote and of its source: in full, and where that does not fit
_STEP, _FAR = 8.0, 110.0
_ASIDE = 25  # steps that a quote may stand beside its point


@dataclass(frozen=True)
class Callout:
    quote: str
    box: Box
    card: Group
    leader: Path
    leader_box: Box
    spot: Spot


def callouts(sheet: Sheet, spots: Sequence[Spot], area: Box, names: Sequence[Box] = ()) -> tuple[Callout, ...]:
    """At most one quote per dip or peak: first those that stand out most from their neighbours."""
    free = ground_around(spots, area)
    placed: list[Callout] = []
    for spot in sorted(turning_points(spots), key=lambda s: (-prominence(s, spots), s.x)):
        quote = quote_for(sheet, spot, spots)
        if quote is None:
            continue
        taken = [*names, *(callout.box for callout in placed)]
        found = next((c for lines in _LINES if (c := _place(sheet, quote, spot, free, taken, lines))), None)
        if found is not None:
            placed.append(found)
            free = free.without(found.leader_box)
    return tuple(sorted(placed, key=lambda callout: (callout.box.x, callout.box.y)))


def quote_for(sheet: Sheet, spot: Spot, spots: Sequence[Spot]) -> Quote | None:
    """The first quote said at this point that tells of the dip, or of the peak."""
    dip = is_dip(spot, spots)
    beside_aims = {name for aim in sheet.map.aims for name in aim.quotes}  # they stand in a lane of their own
    for quote in sheet.quotes_at(spot.point.touchpoint, spot.point.stage):
        if quote.id in beside_aims:
            continue
        felt = quote.experience
        if felt is None or (felt <= max(0.15, spot.value) if dip else felt >= min(-0.15, spot.value)):
            return quote
    return None


def _place(
    sheet: Sheet, quote: Quote, spot: Spot, free: Ground, taken: Sequence[Box], lines: tuple[int, int]
) -> Callout | None:
    best: tuple[float, Box, Paragraph, Paragraph] | None = None
    reach = _ASIDE * _STEP + max(_WIDTHS)
    free = free.near(spot.x - reach, spot.x + reach)
    taken = [other for other in taken if other.x < spot.x + reach + 8 and spot.x - reach - 8 < other.right]
    for preference, width in enumerate(_WIDTHS):
        said = paragraph(f"“{quote.text}”", BODY, width - 20, lines[0], "”")
        source = paragraph(f"{quote.touchpoint}: {quote.source}", SMALL, width - 20, lines[1])
        height = said.height + source.height + 14
        for box in _candidates(spot, free, width, height):
            far = _distance(box, spot)
            cost = far + 12 * preference + (40 if said.shortened else 0)
            if far > 1.2 * _FAR or (best is not None and cost >= best[0]):
                continue
            if any(box.crosses(other, 8) for other in taken) or not free.is_free(box):
                continue
            if free.is_passable(_anchor(box, spot), (spot.x, spot.y)):
                best = (cost, box, said, source)
    if best is None:
        return None
    _, box, said, source = best
    return _callout(sheet, quote, spot, box, said, source)


def _candidates(spot: Spot, free: Ground, width: float, height: float) -> Iterable[Box]:
    area = free.area
    for dx in range(-_ASIDE, _ASIDE + 1):
        x = spot.x - width / 2 + dx * _STEP
        if x < area.x + 4 or x + width > area.right - 4:
            continue
        for row in range(int((area.height - height - 8) // _STEP) + 1):
            yield Box(x, area.y + 4 + row * _STEP, width, height)


def _distance(box: Box, spot: Spot) -> float:
    x, y = _anchor(box, spot)
    aside = abs(box.x + box.width / 2 - spot.x)
    away = ((x - spot.x) ** 2 + (y - spot.y) ** 2) ** 0.5
    return away + 0.25 * aside


def _anchor(box: Box, spot: Spot) -> tuple[float, float]:
    """The nearest place on the box's edge, off its rounded corners."""
    x = min(max(spot.x, box.x + 12), box.right - 12)
    y = min(max(spot.y, box.y), box.bottom)
    return (x, y) if y != spot.y else (min(max(spot.x, box.x), box.right), min(max(y, box.y + 10), box.bottom - 10))


def _callout(sheet: Sheet, quote: Quote, spot: Spot, box: Box, said: Paragraph, source: Paragraph) -> Callout:
    colour = mood(spot.value)
    x, y = _anchor(box, spot)
    leader = Path(f"M{number(x)} {number(y)}L{number(spot.x)} {number(spot.y)}", stroke=colour, width=1.1)
    marks: list[Mark] = [Rect(box, "card", colour, 7, 1)]
    marks += said.place(box.x + 10, box.y + 6)
    marks += source.place(box.x + 10, box.y + 6 + said.height)
    subject = Subject(quote.touchpoint, say("In a customer’s own words"), sheet.known(spot.point.claim), (quote.id,))
    card = Group(tuple(marks), "card", subject, box, quote.text if said.shortened else "")
    leader_box = Box(min(x, spot.x), min(y, spot.y), abs(x - spot.x) + 1, abs(y - spot.y) + 1)
    return Callout(quote.id, box, card, leader, leader_box, spot)
