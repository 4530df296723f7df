"""How charts look: the map's colours and letters, as Vega-Lite takes them."""

from typing import Any

from footpath.render.theme import Theme, palette

WIDTH = 560
FONT = "Inter"
OTHER = ("other", "left", "open", "began", "Other")  # never a colour of their own


def config(theme: Theme) -> dict[str, Any]:
    """Vega-Lite's ``config`` for a theme."""
    c = palette(theme)
    text = {"labelFont": FONT, "titleFont": FONT, "labelColor": c["muted"], "titleColor": c["muted"], "labelLimit": 220}
    return {
        "background": c["card"],
        "padding": 16,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            **text,
            "domainColor": c["hairline"],
            "tickColor": c["hairline"],
            "gridColor": c["hairline"],
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": 400,
        },
        "legend": {**text, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": 500, "orient": "top"},
        "title": {
            "anchor": "start",
            "font": FONT,
            "fontSize": 16,
            "fontWeight": 600,
            "color": c["ink"],
            "subtitleFont": FONT,
            "subtitleFontSize": 12,
            "subtitleColor": c["muted"],
            "subtitlePadding": 6,
            "offset": 16,
        },
        "text": {"font": FONT, "color": c["ink"], "fontSize": 11},
        "range": {"category": categories(theme)},
    }


def categories(theme: Theme) -> list[str]:
    """Colours for kinds of things, apart also for the colour-blind."""
    c = palette(theme)
    return [
        c[name]
        for name in ("persona-1", "persona-2", "persona-3", "persona-4", "persona-0", "structure", "low", "opportunity")
    ]


def heat(theme: Theme) -> list[str]:
    """From nothing to much."""
    c = palette(theme)
    return [c["track"], c["high"]] if theme == "dark" else [c["paper"], c["structure"]]
