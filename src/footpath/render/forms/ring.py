"""The ring of stages: how wide each one's part is, how thick, and where its touchpoints stand on it."""

from dataclasses import dataclass
from math import cos, pi, sin

from footpath.model.maps import StageColumn, TouchpointCard
from footpath.render.forms.stage_heads import counts
from footpath.render.marks import Circle, Group, Mark, Path, Subject, line
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import number
from footpath.render.text import width_of
from footpath.render.theme import CARD

_GAP = 0.012  # of a turn, between two parts
_ALONE = 0.8  # a stage's own weight beside that of its touchpoints
THICKEST, _THINNEST = 46.0, 5.0
_NUMBER = CARD.coloured("paper")


@dataclass(frozen=True)
class Stop:
    """A touchpoint on the ring; ``angle`` in turns, from the top clockwise."""

    card: TouchpointCard
    angle: float


@dataclass(frozen=True)
class Part:
    """A stage's part of the ring, from ``start`` to ``end`` in turns."""

    stage: StageColumn
    number: int
    start: float
    end: float
    thick: float | None
    stops: tuple[Stop, ...]

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def parts_of(sheet: Sheet) -> tuple[Part, ...]:
    """The stages around the ring, in the order of the map, each as wide as its touchpoints need."""
    held = sheet.by_column(sheet.map.touchpoints)
    weights = [len(cards) + _ALONE for cards in held]
    reach = [sheet.claim(stage.reach) for stage in sheet.map.stages]
    most = max((claim.value for claim in reach if claim), default=0.0)
    found, at = [], 0.0
    for number_, (stage, cards, weight, claim) in enumerate(
        zip(sheet.map.stages, held, weights, reach, strict=True), 1
    ):
        wide = weight / sum(weights)
        gap = min(_GAP, wide / 4)
        start, end = at + gap / 2, at + wide - gap / 2
        thick = max(_THINNEST, claim.value / most * THICKEST) if claim and most > 0 else None
        stops = tuple(
            Stop(card, start + (end - start) * (place + 0.5) / len(cards)) for place, card in enumerate(cards)
        )
        found.append(Part(stage, number_, start, end, thick, stops))
        at += wide
    return tuple(found)


def point_at(x: float, y: float, radius: float, turn: float) -> tuple[float, float]:
    """A place on a circle, its turn counted from the top clockwise."""
    angle = 2 * pi * turn - pi / 2
    return x + radius * cos(angle), y + radius * sin(angle)


def drawn_part(sheet: Sheet, part: Part, x: float, y: float, radius: float) -> Group:
    """A stage's arc, its outer edge on the ring, with its number at its middle inside of it."""
    marks: list[Mark] = []
    if part.thick is None:
        (x0, y0), (x1, y1) = (point_at(x, y, radius, turn) for turn in (part.start, part.end))
        large = int(part.end - part.start > 0.5)
        arc = f"M{number(x0)} {number(y0)}A{number(radius)} {number(radius)} 0 {large} 1 {number(x1)} {number(y1)}"
        marks.append(Path(arc, stroke="muted", width=1.4, dash="3 4"))
    else:
        marks.append(Path(_ribbon(part, x, y, radius, part.thick), fill="structure"))
    inner = radius - (part.thick or 0.0)
    badge = point_at(x, y, inner - 18, part.middle)
    marks.append(Circle(*badge, 11, fill="structure"))
    words = str(part.number)
    marks.append(line(words, _NUMBER, badge[0] - width_of(words, _NUMBER) / 2, badge[1] + 4.4))
    subject = Subject(part.stage.name, counts(sheet, part.stage), sheet.known(part.stage.reach, part.stage.goes_on))
    return Group(tuple(marks), "plain", subject, full_text=part.stage.name)


def _ribbon(part: Part, x: float, y: float, radius: float, thick: float) -> str:
    outer = [point_at(x, y, radius, turn) for turn in (part.start, part.end)]
    inner = [point_at(x, y, radius - thick, turn) for turn in (part.end, part.start)]
    large = int(part.end - part.start > 0.5)
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = *outer, *inner
    return (
        f"M{number(ax)} {number(ay)}A{number(radius)} {number(radius)} 0 {large} 1 {number(bx)} {number(by)}"
        f"L{number(cx)} {number(cy)}A{number(radius - thick)} {number(radius - thick)} 0 {large} 0 {number(dx)} {number(dy)}z"
    )
