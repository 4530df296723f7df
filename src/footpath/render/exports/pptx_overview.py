"""The first slide: who gets how far, how it feels, and where it hurts, on one look."""

import itertools

from footpath.render.exports.pptx_slide import (
    COLUMN,
    EDGE,
    FAINT,
    FIGURE,
    HEIGHT,
    STRONG,
    WIDTH,
    Canvas,
    Card,
    Freeform,
    Shape,
)
from footpath.render.language import say
from footpath.render.marks import Box
from footpath.render.numbers import share
from footpath.render.poster.curve import Curve
from footpath.render.poster.head import subtitle
from footpath.render.poster.ribbon import reaches
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.spots import Spot, spots_of
from footpath.render.theme import mood
from footpath.render.vocabulary import word

_ROOM = WIDTH - 2 * EDGE
_RIBBON, _CURVE, _PAINS = 176.0, 256.0, 456.0
_STEPS = 16  # straight pieces of the curve between two points


def overview(sheet: Sheet) -> Canvas:
    canvas = Canvas(sheet.map.title, subtitle(sheet), figures=bool(sheet.map.figures))
    for place, figure in enumerate(sheet.map.figures[:4]):
        wide = _ROOM * 0.4 / 4
        x = WIDTH - EDGE - (min(4, len(sheet.map.figures)) - place) * wide
        end = canvas.say(sheet.value(figure.claim) or "–", FIGURE, x, 32, wide - 8)
        canvas.say(word(figure.label), FAINT, x, end, wide - 8, 2)
        canvas.claims.append(figure.claim)
    if not sheet.map.stages:
        canvas.say(say("No stages: no record could be placed on a map."), STRONG, EDGE, 140, _ROOM)
        return canvas
    _stages(sheet, canvas)
    _curve(sheet, canvas)
    _hurts(sheet, canvas)
    return canvas


def _left(sheet: Sheet, x: float) -> float:
    """A place on the poster as one on the slide."""
    first, last = sheet.columns[0].left, sheet.columns[-1].right
    return EDGE + (x - first) / (last - first) * _ROOM


def _stages(sheet: Sheet, canvas: Canvas) -> None:
    thick = reaches(sheet)
    for at, (stage, column) in enumerate(zip(sheet.map.stages, sheet.columns, strict=True)):
        x, right = _left(sheet, column.left), _left(sheet, column.right)
        canvas.say(stage.name, COLUMN, x, 116, right - x - 8, 1)
        on = sheet.claim(stage.goes_on)
        said = [
            sheet.value(stage.reach) or say("not known"),
            *([say("{share} go on", share=share(on.value))] if on else []),
        ]
        canvas.say(", ".join(said), FAINT, x, 140, right - x - 8, 2)
        canvas.claims += sheet.known(stage.reach, stage.goes_on)
        own = thick[at]
        if own is None:
            continue
        after = thick[at + 1] if at + 1 < len(thick) else None
        low, end = _RIBBON + own.thick, _RIBBON + (after.thick if after else own.thick)
        bend = right - min(40.0, (right - x) / 3)
        band = ((x, _RIBBON), (right, _RIBBON), (right, end), (bend, low), (x, low))
        if own.thick:
            canvas.items.append(
                Freeform(band, fill="structure", closed=True, label=say("Reach of {stage}", stage=stage.name))
            )


def _curve(sheet: Sheet, canvas: Canvas) -> None:
    area = Box(sheet.left, _CURVE, sheet.right - sheet.left, _PAINS - _CURVE - 12)
    spots = spots_of(sheet, area)
    middle = area.y + area.height / 2
    canvas.items.append(Shape(Box(EDGE, area.y, _ROOM, area.height), "card", "hairline", label=say("How it feels")))
    if not spots:
        canvas.say(
            sheet.map.curve.missing or say("No feedback, so no curve."), FAINT, EDGE + 16, middle - 24, _ROOM - 32, 3
        )
        return
    canvas.items.append(Freeform(((EDGE, middle), (WIDTH - EDGE, middle)), stroke="neutral", label=say("Neutral")))
    for spot, following in itertools.pairwise(spots):
        canvas.items.append(_piece(sheet, spots, spot, following))
    for spot in spots:
        radius = max(3.5, spot.radius * 0.8)
        box = Box(_left(sheet, spot.x) - radius, spot.y - radius, 2 * radius, 2 * radius)
        canvas.items.append(Shape(box, "card", mood(spot.value), oval=True, label=spot.point.touchpoint))
        canvas.claims.append(spot.point.claim)


def _piece(sheet: Sheet, spots: tuple[Spot, ...], spot: Spot, following: Spot) -> Freeform:
    """The curve between two points, in the colour of their middle."""
    curve = Curve(tuple((one.x, one.y) for one in spots))
    across = [spot.x + (following.x - spot.x) * step / _STEPS for step in range(_STEPS + 1)]
    points = tuple((_left(sheet, x), curve.at(x)) for x in across)
    return Freeform(points, stroke=mood((spot.value + following.value) / 2), width=2.4, label=say("Emotion curve"))


def _hurts(sheet: Sheet, canvas: Canvas) -> None:
    """The pains of each stage below its part of the curve, the most severe first."""
    for column in sheet.columns:
        x, right = _left(sheet, column.left), _left(sheet, column.right)
        pains = sorted((p for p in sheet.map.pains if p.stage == column.name), key=lambda pain: -pain.severity)
        cards = [
            Card(((p.title, STRONG, 4), (p.proof, FAINT, 3)), mood(-0.35 - 0.65 * p.severity), sheet.known(*p.claims))
            for p in pains
        ]
        if cards:
            canvas.column(say("Pain points"), cards, Box(x, _PAINS, right - x - 12, HEIGHT - _PAINS - 24), "")
