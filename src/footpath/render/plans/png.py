"""A planned journey as a picture in pixels."""

from footpath.model.maps import JourneyMap
from footpath.render.document import require_finite
from footpath.render.exports.drawing import families_of, svg, written
from footpath.render.plans import layout_plan
from footpath.render.theme import Theme, palette


def plan_png(journey: JourneyMap, theme: Theme = "light", scale: float = 2.0) -> bytes:
    """The picture as PNG, twice the size of its layout.

    Raises:
        MapError: the map holds no planned journey, or a claim holds no finite number.
    """
    import vl_convert

    require_finite(journey)
    scene = layout_plan(journey)
    families = families_of(scene)
    body = written(scene.marks, theme, families)
    return vl_convert.svg_to_png(svg(scene.width, scene.height, body, families, palette(theme)["paper"]), scale=scale)
