"""The emotion curve of one stage for a phone: its own points, and the curve on its way from and to its neighbours."""

from footpath.model.futures import targets_of
from footpath.render.language import say
from footpath.render.marks import Box, Circle, Gradient, Group, Mark, Path, Subject
from footpath.render.mirror import facing
from footpath.render.numbers import experience_words
from footpath.render.page.bits import variable
from footpath.render.page.evidence import Evidence
from footpath.render.poster.curve import path_through
from footpath.render.poster.ground import ground_around
from footpath.render.poster.moments import moments_at, point_diamond
from footpath.render.poster.point_names import point_names
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.spots import PAD, Spot, height_of, reach_of, spots_of
from footpath.render.svg import SvgWriter, escape, number
from footpath.render.theme import mood

_WIDTH, _HEIGHT = 300.0, 132.0


def small_curve(sheet: Sheet, evidence: Evidence, stage: str) -> str:
    """An SVG of the stage's part of the curve; empty when the stage has no point."""
    area = Box(0, 0, _WIDTH, _HEIGHT)
    at = next(column.number for column in sheet.columns if column.name == stage)
    spots = _spread(sheet, at, area)
    own = [spot for spot in spots if spot.point.stage == stage]
    if not own:
        return ""
    middle = number(area.height / 2)
    name = f"mood-{at}"
    scale = ((0.0, mood(1), 1.0), (0.5, mood(0), 1.0), (1.0, mood(-1), 1.0))
    marks: list[Mark] = [
        Gradient(name, (0, PAD), (0, area.bottom - PAD), scale),
        Path(f"M0 {middle}H{number(area.width)}", stroke="neutral", dash="2 4"),
    ]
    if len(spots) > 1:
        upper, lower = [(s.x, s.high) for s in spots], [(s.x, s.low) for s in spots]
        marks.append(Path(path_through(upper) + path_through(lower[::-1], "L") + "z", fill="band", opacity=0.24))
        marks.append(Path(path_through([(s.x, s.y) for s in spots]), stroke=f"url(#{name})", width=2.4))
    targets = [mark for spot in own for mark in _target(sheet, spot, area)]
    marks += targets
    marks += [_dot(sheet, spot) for spot in own]
    taken = [Box(ring.x - 6, ring.y - 6, 12, 12) for ring in targets if isinstance(ring, Circle)]
    marks += [line for name in point_names(own, ground_around(own, area), taken) for line in name.lines]
    drawn = SvgWriter(variable, evidence.drawn_attributes).write(facing(marks, _WIDTH))
    return (
        f'<svg class="curve" role="group" aria-label="{escape(say("Emotion curve"))}" viewBox="0 0 {number(area.width)} {number(area.height)}">'
        f"{drawn}</svg>"
    )


def _spread(sheet: Sheet, at: int, area: Box) -> list[Spot]:
    """Every point at this scale, with x counted from the stage's own left edge."""
    found = []
    for spot in spots_of(sheet, area):
        column = next(c for c in sheet.columns if c.left <= spot.x < c.right)
        x = (column.number - at + (spot.x - column.left) / (column.right - 16 - column.left)) * area.width
        found.append(Spot(spot.point, x, spot.y, spot.low, spot.high, spot.radius, spot.value))
    return found


def _target(sheet: Sheet, spot: Spot, area: Box) -> list[Mark]:
    """Of a future map, the way from a point to its target, which is a double ring."""
    change = targets_of(sheet.map.planned_changes).get(spot.point.claim)
    if change is None or change.target is None:
        return []
    y = height_of(area, change.target, reach_of(sheet))
    colour = "opportunity" if y < spot.y else "low"
    way = Path(f"M{number(spot.x)} {number(spot.y)}V{number(y)}", stroke=colour, width=1.6)
    ring = Circle(spot.x, y, 5, fill="card", stroke=mood(change.target), width=2.2)
    return [way, ring, Circle(spot.x, y, 2, fill=mood(change.target))]


def _dot(sheet: Sheet, spot: Spot) -> Group:
    quotes = tuple(quote.id for quote in sheet.quotes_at(spot.point.touchpoint, spot.point.stage))
    subject = Subject(
        spot.point.touchpoint,
        say("Experience: {felt}", felt=experience_words(spot.value)),
        sheet.known(spot.point.claim),
        quotes,
    )
    radius, colour = max(4.5, spot.radius), mood(spot.value)
    if moments_at(sheet, spot.point.stage, spot.point.touchpoint):
        return Group(point_diamond(spot.x, spot.y, radius, colour), "point", subject)
    return Group((Circle(spot.x, spot.y, radius, fill="card", stroke=colour, width=2.2),), "point", subject)
