"""Whether colours can be told apart: contrast after WCAG 2.2, and what is left of it for colour-blind readers.

Sources: WCAG 2.2, success criteria 1.4.3 and 1.4.11; G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based
model for simulation of color vision deficiency", IEEE TVCG 15 (2009), matrices of severity 1; differences are CIE 1976 ΔE*ab.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TEXT_LEAST, SHAPE_LEAST = 4.5, 3.0
APART_LEAST = 20.0  # of low and high for every reader; the shipped colours are 52 apart or more
_TINT = 0.13  # of low and high on the ground of the emotion lane
_PERSONAS = tuple(f"persona-{at}" for at in range(5))
_WHITE = (0.95047, 1.0, 1.08883)
_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_BLIND = {
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
_Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Pair:
    """Two colours that are drawn on one another, and how much contrast they need."""

    front: str
    ground: str
    what: str
    least: float


@dataclass(frozen=True)
class Finding:
    """A pair without enough contrast, its ratio, and a colour for its front that would do."""

    pair: Pair
    ratio: float
    instead: str


def drawn_pairs() -> Iterator[Pair]:
    """Every pair of tokens that a drawing puts on one another."""
    for ground in ("paper", "card"):
        for front in ("ink", "muted", "structure", "opportunity"):
            yield Pair(front, ground, "text", TEXT_LEAST)
        for front in ("low", "high", *_PERSONAS):
            yield Pair(front, ground, "shapes", SHAPE_LEAST)
    for front in ("structure", "low"):
        yield Pair(front, "track", "bars", SHAPE_LEAST)
    for end in ("low", "high"):
        yield Pair("muted", f"{end} tint", "text", TEXT_LEAST)


def findings_of(colours: Mapping[str, str]) -> tuple[Finding, ...]:
    """The drawn pairs whose contrast is too small in a palette."""
    grounds = {**colours, **{f"{end} tint": mixed(colours["paper"], colours[end], _TINT) for end in ("low", "high")}}
    found = []
    for pair in drawn_pairs():
        ratio = contrast(colours[pair.front], grounds[pair.ground])
        if ratio < pair.least:
            found.append(Finding(pair, ratio, readable(colours[pair.front], grounds[pair.ground], pair.least)))
    return tuple(found)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 to 21.

    Examples:
        >>> round(contrast("#000000", "#ffffff"), 1), contrast("#123456", "#123456")
        (21.0, 1.0)
    """
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str, least: float) -> str:
    """The colour nearest to this one, towards black or white, that has so much contrast with a ground.

    Examples:
        >>> readable("#888888", "#ffffff", 4.5), readable("#000000", "#ffffff", 4.5)
        ('#767676', '#000000')
    """
    ends = sorted(("#000000", "#ffffff"), key=lambda end: contrast(end, ground), reverse=True)
    for share in range(101):
        tried = mixed(colour, ends[0], share / 100)
        if contrast(tried, ground) >= least:
            return tried
    return ends[0]


def apart(first: str, second: str) -> dict[str, float]:
    """How far two colours are apart for usual sight, deuteranopia and protanopia, as ΔE*ab."""
    linear = [tuple(_linear(value) for value in _parts(colour)) for colour in (first, second)]
    seen = {"usual sight": linear}
    for name, matrix in _BLIND.items():
        seen[name] = [tuple(min(1.0, max(0.0, v)) for v in _times(matrix, (r, g, b))) for r, g, b in linear]
    return {name: math.dist(_lab((*a,)), _lab((*b,))) for name, (a, b) in seen.items()}


def mixed(first: str, second: str, share: float) -> str:
    """The first colour with so much of the second in it."""
    parts = zip(_parts(first), _parts(second), strict=True)
    return "#" + "".join(f"{round((a + (b - a) * share) * 255):02x}" for a, b in parts)


def _parts(colour: str) -> _Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value) for value in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _times(matrix: tuple[_Triple, ...], v: _Triple) -> _Triple:
    x, y, z = (row[0] * v[0] + row[1] * v[1] + row[2] * v[2] for row in matrix)
    return x, y, z


def _lab(linear: tuple[float, ...]) -> _Triple:
    red, green, blue = linear
    x, y, z = (_bent(value / white) for value, white in zip(_times(_TO_XYZ, (red, green, blue)), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _bent(t: float) -> float:
    return t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29
