"""A chart as one page that needs nothing else."""

from html import escape
from typing import TYPE_CHECKING, Any

from footpath.render.charts.wording import Kind, figure, named, words
from footpath.render.language import speaking
from footpath.render.locales import marks
from footpath.render.theme import FAMILY, palette

if TYPE_CHECKING:
    from footpath.render.charts.chart import Chart

_ENDS: tuple[tuple[str, Kind], ...] = (("_s", "seconds"), ("_share", "share"), ("_rate", "share"))
_WHOLE = frozenset({"share", "rate"})


def page(chart: "Chart") -> str:
    """The picture, and the rows below it, whose headings are the fields of the answer."""
    with speaking(chart.language):
        return _page(chart)


def _page(chart: "Chart") -> str:
    colours = palette("dark" if chart.dark else "light")
    names = list(chart.table[0]) if chart.table else []
    head = "".join(f"<th scope=col>{escape(words(name.removesuffix('_s')))}" for name in names)
    rows = "".join(
        "<tr>" + "".join(f"<td dir=auto>{escape(cell(name, row.get(name)))}" for name in names) for row in chart.table
    )
    return (
        f"<!doctype html><html lang=\"{escape(chart.language)}\"><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(chart.title)}</title><style>body{{margin:24px auto;max-width:960px;padding:0 16px;"
        f"font:14px {FAMILY};color:{colours['ink']};background:{colours['paper']}}}svg{{max-width:100%;height:auto}}"
        "table{border-collapse:collapse;margin-top:24px;font-variant-numeric:tabular-nums;display:block;overflow-x:auto}"
        f"th,td{{text-align:start;padding:4px 12px 4px 0;border-bottom:1px solid {colours['hairline']}}}"
        f"th{{color:{colours['muted']};font-weight:600;white-space:nowrap}}</style>"
        f"<main><figure style='margin:0'>{chart.svg()}</figure>"
        f"<table><caption hidden>{escape(chart.title)}</caption><thead><tr>{head}</thead><tbody>{rows}</table></main></html>\n"
    )


def cell(name: str, value: Any) -> str:
    """A field of a row as text.

    Examples:
        >>> cell("median_s", 7200.0), cell("share", 0.25), cell("customers", 1200), cell("path", ["a", "b"])
        ('2 h', '25%', '1,200', 'a → b')
    """
    if isinstance(value, list | tuple):
        return " → ".join(named(item) for item in value)
    if isinstance(value, bool) or not isinstance(value, int | float | None):
        return named(value)
    kind = "share" if name in _WHOLE else next((kind for end, kind in _ENDS if name.endswith(end)), None)
    if value is None or kind:
        return figure(value, kind or "count")
    return figure(value, "count") if isinstance(value, int) else _as_it_is(value)


def _as_it_is(value: float) -> str:
    local = marks()
    text = f"{abs(value):,.4g}"
    return ("-" if value < 0 else "") + (local.number(text) if local and "e" not in text else text)
