"""Small drawn figures: a face that shows an experience without relying on colour, a persona's head, a tier's mark."""

from footpath.model.records import Tier
from footpath.render.marks import Circle, Mark, Path
from footpath.render.svg import number
from footpath.render.theme import mood


def face(x: float, y: float, radius: float, experience: float) -> tuple[Mark, ...]:
    """A filled face around (x, y): it frowns below −0.15, smiles above 0.15, and looks level between."""
    eye, mouth = radius * 0.36, radius * 0.42
    bend = 0.42 * radius * (1 if experience > 0.15 else -1 if experience < -0.15 else 0)
    level = y + radius * 0.34 - bend * 0.35
    curve = f"M{number(x - mouth)} {number(level)}Q{number(x)} {number(level + 1.5 * bend)} {number(x + mouth)} {number(level)}"
    return (
        Circle(x, y, radius, fill=mood(experience)),
        Circle(x - eye, y - radius * 0.22, radius * 0.13, fill="card"),
        Circle(x + eye, y - radius * 0.22, radius * 0.13, fill="card"),
        Path(curve + "", stroke="card", width=max(1.0, radius * 0.17)),
    )


def no_face(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """Where nothing was measured: an empty dashed circle."""
    return (Circle(x, y, radius - 0.5, stroke="muted", dash="2 2.2"),)


def persona(x: float, y: float, radius: float, colour: str) -> tuple[Mark, ...]:
    """A head and shoulders in a ring."""
    shoulders = (
        f"M{number(x - radius * 0.52)} {number(y + radius * 0.62)}a{number(radius * 0.52)} {number(radius * 0.5)} 0 0 1 "
        f"{number(radius * 1.04)} 0"
    )
    return (
        Circle(x, y, radius, fill="card", stroke=colour, width=1.4),
        Circle(x, y - radius * 0.2, radius * 0.3, fill=colour),
        Path(shoulders + "z", fill=colour),
    )


def tier_mark(x: float, y: float, tier: Tier, radius: float = 4.0) -> tuple[Mark, ...]:
    """Full for measured, half for inferred, empty for assumed."""
    if tier is Tier.MEASURED:
        return (Circle(x, y, radius, fill="muted"),)
    ring = Circle(x, y, radius - 0.6, stroke="muted", width=1.2)
    if tier is Tier.ASSUMED:
        return (ring,)
    half = f"M{number(x)} {number(y - radius)}a{number(radius)} {number(radius)} 0 0 0 0 {number(2 * radius)}z"
    return (ring, Path(half, fill="muted"))
