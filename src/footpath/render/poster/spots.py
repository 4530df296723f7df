"""The points of the emotion curve and where they stand on the sheet."""

from dataclasses import dataclass
from math import isfinite, log10

from footpath.model.maps import CurvePoint
from footpath.render.marks import Box
from footpath.render.poster.sheet import Sheet

PAD = 24.0  # above the highest and below the lowest value


@dataclass(frozen=True)
class Spot:
    """A point of the curve with its place on the sheet; ``low`` and ``high`` are the ends of its band."""

    point: CurvePoint
    x: float
    y: float
    low: float
    high: float
    radius: float
    value: float


def spots_of(sheet: Sheet, area: Box) -> tuple[Spot, ...]:
    """The measured points, spread evenly within their stage, in the map's order."""
    by_column = sheet.by_column(point for point in sheet.map.curve.points if sheet.claim(point.claim))
    reach = reach_of(sheet)
    spots = []
    for column, points in zip(sheet.columns, by_column, strict=True):
        for place, point in enumerate(points):
            claim = sheet.claim(point.claim)
            assert claim is not None
            x = column.left + (place + 0.5) * (column.right - column.left - 16) / len(points)
            ends = [v if v is not None and isfinite(v) else claim.value for v in (claim.low, claim.high)]
            low, y, high = (height_of(area, v, reach) for v in (ends[0], claim.value, ends[1]))
            radius = min(7.0, 3.4 + 0.9 * log10(max(1, claim.n)), 0.4 * (column.right - column.left) / len(points))
            spots.append(Spot(point, x, y, low, high, radius, claim.value))
    return tuple(spots)


def reach_of(sheet: Sheet) -> float:
    """The experience at the top of the lane; at its foot stands the same below zero."""
    curve = sheet.map.curve
    whole = [claim for p in curve.points if (claim := sheet.claim(p.claim))]
    parts = [claim for persona in curve.personas for p in persona.points if (claim := sheet.claim(p.claim))]
    values = [v for c in whole for v in (c.value, c.low, c.high)] + [c.value for c in parts]
    return min(1.0, max(0.5, max((abs(v) for v in values if v is not None and isfinite(v)), default=0)))


def height_of(area: Box, value: float, reach: float) -> float:
    held = min(reach, max(-reach, value))
    return area.y + PAD + (1 - held / reach) / 2 * (area.height - 2 * PAD)
