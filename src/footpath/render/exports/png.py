"""A map as a picture."""

from footpath.errors import MapError
from footpath.model.maps import JourneyMap
from footpath.render.document import require_finite
from footpath.render.exports.drawing import families_of, owning_up, svg, written
from footpath.render.language import in_its_language
from footpath.render.look import USUAL, Look, laid_out
from footpath.render.marks import Scene
from footpath.render.theme import Theme, ThemeFile, palette, wearing

_NARROWEST, _WIDEST, _MOST_PIXELS = 200, 20_000, 200_000_000


@in_its_language
def render_png(
    journey: JourneyMap,
    width: int | None = None,
    dark: bool = False,
    theme: ThemeFile | None = None,
    look: Look = USUAL,
) -> bytes:
    """The map as PNG, so many pixels wide; twice the size of its layout when no width is given.

    Raises:
        MapError: a claim holds no finite number, or the picture would be too small to read or too large to hold.
    """
    require_finite(journey)
    with wearing(theme):
        return _drawn(laid_out(journey, look), width, "dark" if dark else "light")


def _drawn(scene: Scene, width: int | None, theme: Theme) -> bytes:
    import vl_convert

    scale = width / scene.width if width is not None else 2.0
    pixels = scene.width * scale * scene.height * scale
    if not _NARROWEST <= scene.width * scale <= _WIDEST or pixels > _MOST_PIXELS:
        raise MapError(
            f"A picture {scene.width * scale:.0f} × {scene.height * scale:.0f} pixels large cannot be made.",
            f"Choose a width of {_NARROWEST} to {_WIDEST} pixels, and fewer for a tall map.",
        )
    families = families_of(scene)
    body = written((*scene.marks, *owning_up(scene)), theme, families, outlined=True)
    drawn = svg(scene.width, scene.height, body, families, palette(theme)["paper"])
    return vl_convert.svg_to_png(drawn, scale=scale)
