"""A map as an SVG file that stands alone."""

from footpath.model.maps import JourneyMap
from footpath.render.document import require_finite
from footpath.render.fonts import font_faces
from footpath.render.language import in_its_language, language
from footpath.render.look import USUAL, Look, laid_out
from footpath.render.marks import Line, Scene
from footpath.render.scripts import further_faces
from footpath.render.svg import SvgWriter, escape, number
from footpath.render.theme import Theme, family, palette


@in_its_language
def map_svg(journey: JourneyMap, theme: Theme, look: Look = USUAL) -> str:
    require_finite(journey)
    return scene_svg(laid_out(journey, look), theme)


def scene_svg(scene: Scene, theme: Theme) -> str:
    """A laid-out scene as a file; the language is that which is being spoken."""
    colours = palette(theme)
    drawn = SvgWriter(colours.__getitem__, mode=theme).write(scene.marks)
    size = f'width="{number(scene.width)}" height="{number(scene.height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {number(scene.width)} {number(scene.height)}"'
        f' role="img" aria-labelledby="map-title map-about" font-family="{escape(family())}">'
        f'<title id="map-title">{escape(scene.title)}</title><desc id="map-about">{escape(scene.description)}</desc>'
        f"<style>{faces_of(scene)}text{{font-variant-numeric:tabular-nums;text-rendering:geometricPrecision;white-space:pre}}</style>"
        f'<rect width="100%" height="100%" fill="{colours["paper"]}"/>{drawn}</svg>\n'
    )


def faces_of(scene: Scene, further: str = "") -> str:
    """Font rules for the letters of a scene; ``further`` are letters shown besides it."""
    lines = [mark for mark in scene.walk() if isinstance(mark, Line)]
    text = "".join(sorted(set(further).union(*(line.text for line in lines if not line.style.display))))
    display = "".join(sorted(set().union(*(line.text for line in lines if line.style.display))))
    return font_faces(text, display) + further_faces(set(text) | set(display), language())
