"""The drawing: a map in, text out. The same map gives the same bytes; nothing is read but the map and the fonts."""

from footpath.model.maps import JourneyMap
from footpath.render.look import USUAL, Look
from footpath.render.theme import Theme, ThemeFile, wearing

__all__ = ["Look", "read_html", "read_json", "render_html", "render_json", "render_svg"]


def render_svg(journey: JourneyMap, theme: Theme | ThemeFile = "light", look: Look = USUAL) -> str:
    """The map as one SVG that carries its fonts and asks nothing of a network.

    Raises:
        MapError: a claim holds no finite number, or there is no such form or level of detail.
    """
    from footpath.render.picture import map_svg

    with wearing(theme) as mode:
        return map_svg(journey, mode, look)


def render_html(journey: JourneyMap, theme: ThemeFile | None = None, look: Look = USUAL) -> str:
    """The map as one page: the drawing, phone layout, evidence panel, text alternative, and the map itself as data.

    Raises:
        MapError: a claim holds no finite number, or there is no such form or level of detail.
    """
    from footpath.render.page.html import page

    with wearing(theme):
        return page(journey, look)


def render_json(journey: JourneyMap) -> str:
    """The map as JSON, its keys sorted; `read_json` reads it back.

    Raises:
        MapError: a claim holds no finite number, which JSON cannot say.
    """
    from footpath.render.document import write_json

    return write_json(journey)


def read_json(text: str) -> JourneyMap:
    """The map that `render_json` wrote.

    Raises:
        MapError: the text is not a map, or one of a newer version.
    """
    from footpath.render.document import read_json as read

    return read(text)


def read_html(text: str) -> JourneyMap:
    """The map inside a page that `render_html` wrote.

    Raises:
        MapError: the page holds no map.
    """
    from footpath.render.document import map_in_page

    return read_json(map_in_page(text))
