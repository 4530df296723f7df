"""Moments of truth: a small diamond where a touchpoint goes with another outcome, on its card and at its point of the curve."""

from footpath.model.findings import MomentOfTruth
from footpath.render.marks import Circle, Mark, Path
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import number

COLOUR = "structure"


def moments_at(sheet: Sheet, stage: str, touchpoint: str) -> tuple[MomentOfTruth, ...]:
    return tuple(one for one in sheet.map.moments if (one.stage, one.touchpoint) == (stage, touchpoint))


def moment_words(moments: tuple[MomentOfTruth, ...]) -> str:
    """Their sentences; empty without one."""
    return " ".join(one.sentence for one in moments)


def moment_claims(moments: tuple[MomentOfTruth, ...]) -> tuple[str, ...]:
    return tuple(name for one in moments for name in (one.difference, *one.claims))


def diamond(x: float, y: float, radius: float, fill: str = COLOUR, stroke: str = "card", width: float = 1.5) -> Path:
    d = f"M{number(x)} {number(y - radius)}L{number(x + radius)} {number(y)}L{number(x)} {number(y + radius)}L{number(x - radius)} {number(y)}z"
    return Path(d, fill=fill, stroke=stroke, width=width)


def point_diamond(x: float, y: float, radius: float, stroke: str) -> tuple[Mark, ...]:
    """A point of the curve as a diamond; the circle is not seen, it says where to click."""
    outer = diamond(x, y, radius + 2.8, "card", stroke, 2.2)
    return (Circle(x, y, radius, fill="transparent"), outer, diamond(x, y, radius * 0.55, stroke="none"))
