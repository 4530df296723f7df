"""A drawn answer: its specification, and the pictures made of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

VEGA_LITE = "5.20"


@dataclass(frozen=True)
class Chart:
    """One answer, drawn.

    Attributes:
        spec: Vega-Lite with its data inside; nothing in it comes from elsewhere, and it refers to nothing outside.
        title: what it shows, in words.
        table: the answer's rows, for those who read rather than look.
    """

    spec: Mapping[str, Any]
    title: str
    table: tuple[Mapping[str, Any], ...] = ()

    def svg(self) -> str:
        """The picture as SVG; the same bytes for the same answer."""
        import vl_convert

        _fonts()
        return vl_convert.vegalite_to_svg(dict(self.spec), vl_version=VEGA_LITE)  # type: ignore[no-any-return]

    def png(self, scale: float = 2.0) -> bytes:
        """The picture as PNG, ``scale`` pixels a point."""
        import vl_convert

        _fonts()
        return vl_convert.vegalite_to_png(dict(self.spec), vl_version=VEGA_LITE, scale=scale)  # type: ignore[no-any-return]

    def html(self) -> str:
        """One page that needs nothing else: the picture, and the rows below it."""
        from footpath.render.theme import FAMILY, palette

        colours = palette("light")
        names = list(self.table[0]) if self.table else []
        head = "".join(f"<th scope=col>{escape(name)}" for name in names)
        rows = "".join(
            "<tr>" + "".join(f"<td dir=auto>{escape(_written(row.get(name)))}" for name in names) for row in self.table
        )
        return (
            f'<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">'
            f"<title>{escape(self.title)}</title><style>body{{margin:24px auto;max-width:960px;padding:0 16px;"
            f"font:14px {FAMILY};color:{colours['ink']};background:{colours['paper']}}}svg{{max-width:100%;height:auto}}"
            "table{border-collapse:collapse;margin-top:24px;font-variant-numeric:tabular-nums;display:block;overflow-x:auto}"
            f"th,td{{text-align:start;padding:4px 12px 4px 0;border-bottom:1px solid {colours['hairline']}}}</style>"
            f"<main><figure style='margin:0'>{self.svg()}</figure>"
            f"<table><caption hidden>{escape(self.title)}</caption><thead><tr>{head}</thead><tbody>{rows}</table></main></html>\n"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Notebooks show the picture."""
        return {"image/svg+xml": self.svg(), "text/plain": self.title}

    def json(self) -> str:
        return json.dumps(self.spec, ensure_ascii=False, indent=1) + "\n"


def _written(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.4g}"
    if isinstance(value, list | tuple):
        return " → ".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


@cache
def _fonts() -> None:
    """Text of a family that is not registered would be left out of the picture without a word."""
    import vl_convert

    from footpath.render.fonts import font_folder

    vl_convert.register_font_directory(str(font_folder()))
