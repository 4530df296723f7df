"""The logo of a theme file, above the title."""

from footpath.render.marks import Box, Emblem
from footpath.render.poster.sheet import Lane
from footpath.render.theme import MARGIN, Logo, worn

_TALL, _WIDE, _BELOW = 32.0, 220.0, 16.0


def size_of(logo: Logo, tall: float = _TALL, wide: float = _WIDE) -> tuple[float, float]:
    """Width and height of a logo that fits this room."""
    scale = min(tall / logo.height, wide / logo.width)
    return logo.width * scale, logo.height * scale


def brand(top: float) -> Lane | None:
    """Nothing where no theme file with a logo is worn."""
    theme = worn()
    if theme is None or theme.logo is None:
        return None
    width, height = size_of(theme.logo)
    return Lane("", "", height + _BELOW, (Emblem(Box(MARGIN, top, width, height), theme.logo),))
