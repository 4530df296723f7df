"""A drawn answer: its specification, and the pictures made of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

VEGA_LITE = "5.20"
_SPOKEN = re.compile(r'<(path|line|rect)\b([^>]*? aria-label="([^"]*)"[^>]*)/>')
_FIRST = re.compile(r"<svg\b([^>]*)>")


@dataclass(frozen=True)
class Chart:
    """One answer, drawn.

    Attributes:
        spec: Vega-Lite with its data inside; nothing in it comes from elsewhere, and it refers to nothing outside. Of charts
            that Vega-Lite has no form for, title, description and data alone.
        title: what it shows, in words.
        table: the answer's rows, for those who read rather than look.
        description: the chart in a sentence or two, for those who do not see it.
        own: the picture itself, where Vega-Lite has no form for it.
        dark: on a dark ground.
        language: in which it speaks.
    """

    spec: Mapping[str, Any]
    title: str
    table: tuple[Mapping[str, Any], ...] = ()
    description: str = ""
    own: str = ""
    dark: bool = False
    language: str = "en"

    def svg(self) -> str:
        """The picture as SVG; the same bytes for the same answer."""
        return self.own or _told(_vega(self.spec), self.title, self.description)

    def png(self, scale: float = 2.0) -> bytes:
        """The picture as PNG, ``scale`` pixels a point."""
        import vl_convert

        _fonts()
        return vl_convert.svg_to_png(self.svg(), scale=scale)

    def html(self) -> str:
        """One page that needs nothing else: the picture, and the rows below it."""
        from footpath.render.charts.page import page

        return page(self)

    def json(self) -> str:
        """The specification as text."""
        return json.dumps(self.spec, ensure_ascii=False, indent=1) + "\n"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Notebooks show the picture."""
        return {"image/svg+xml": self.svg(), "text/plain": self.title}


def _vega(spec: Mapping[str, Any]) -> str:
    import vl_convert

    _fonts()
    return vl_convert.vegalite_to_svg(dict(spec), vl_version=VEGA_LITE)


def _told(svg: str, title: str, description: str) -> str:
    """The picture with a title and a description of its own, and of each mark on hover."""
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    svg = _FIRST.sub(lambda found: f'<svg{found[1]} role="img">{head}', svg, count=1)
    return _SPOKEN.sub(lambda found: f"<{found[1]}{found[2]}><title>{found[3]}</title></{found[1]}>", svg)


@cache
def _fonts() -> None:
    """Text of a family that is not registered would be left out of the picture without a word."""
    import vl_convert

    from footpath.render.fonts import font_folder

    vl_convert.register_font_directory(str(font_folder()))
