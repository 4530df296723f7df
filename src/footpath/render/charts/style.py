"""How charts look: the map's colours and letters, as Vega-Lite takes them."""

from dataclasses import dataclass
from typing import Any

from footpath.render.locales import marks
from footpath.render.theme import FAMILY, Style, Theme, palette

WIDTH = 720
PAD = 20
NAME = Style(12, 400, "ink", 16)
STRONG = Style(12, 600, "ink", 16)
FIGURE = Style(11, 400, "muted", 14)
HEADING = Style(16, 600, "ink", 22)
BESIDE = Style(12, 400, "muted", 17)
NEITHER = frozenset({"other", "left", "open", "began"})  # never a colour of their own
_KINDS = ("persona-1", "persona-2", "persona-3", "persona-4", "persona-0", "structure", "low", "opportunity")
_GROUNDS = {"heat": "high", "grey": "neutral", "back": "low"}
_LEAST_CONTRAST = 4.5  # of text, by WCAG AA


@dataclass(frozen=True)
class Look:
    """What a chart is drawn for: a ground, and a width in points with everything in it."""

    theme: Theme = "light"
    width: int = WIDTH

    @property
    def inner(self) -> int:
        """The width between the margins."""
        return self.width - 2 * PAD

    @property
    def narrow(self) -> bool:
        """Whether it is a telephone's width."""
        return self.width < 520

    def paint(self, token: str) -> str:
        """The colour of a token: of the theme's, or of a ground of a heat map ("heat-0.5") or what is written on it."""
        if token.startswith("on-"):
            return self.written_on(self.paint(token[3:]))
        name, _, share = token.rpartition("-")
        if name in _GROUNDS:
            return self._ground(_GROUNDS[name], float(share))
        return palette(self.theme)[token]

    def kind(self, number: int) -> str:
        """The token of a kind of things, apart from the others' also for the colour-blind."""
        return _KINDS[number % len(_KINDS)]

    def _ground(self, token: str, share: float) -> str:
        """From nothing (0) to most (1)."""
        nothing = self.paint("paper")
        return blend(nothing, self.paint(token), 0.06 + 0.94 * share) if share > 0 else nothing

    def written_on(self, ground: str) -> str:
        """The colour in which text can be read on a ground."""
        ink = "#14181f" if self.theme == "dark" else self.paint("ink")
        choices = (self.paint("ink"), ink, "#ffffff")
        return next((choice for choice in choices if contrast(choice, ground) >= _LEAST_CONTRAST), "#000000")


def blend(first: str, second: str, share: float) -> str:
    """A colour between two.

    Examples:
        >>> blend("#000000", "#ffffff", 0.5)
        '#808080'
    """
    parts = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def contrast(first: str, second: str) -> float:
    """How far apart two colours are for reading, 1 to 21, as WCAG defines it.

    Examples:
        >>> contrast("#000000", "#ffffff")
        21.0
    """
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def config(look: Look) -> dict[str, Any]:
    """Vega-Lite's ``config``."""
    muted, hairline = look.paint("muted"), look.paint("hairline")
    return {
        "background": look.paint("card"),
        "padding": PAD,
        "font": FAMILY,
        "view": {"stroke": None},
        "axis": {
            "labelFont": FAMILY,
            "titleFont": FAMILY,
            "labelColor": muted,
            "titleColor": muted,
            "domainColor": hairline,
            "tickColor": hairline,
            "gridColor": hairline,
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": 400,
            "titlePadding": 8,
            "aria": False,
        },
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "font": FAMILY,
            "fontSize": HEADING.size,
            "fontWeight": HEADING.weight,
            "lineHeight": HEADING.leading,
            "color": look.paint("ink"),
            "subtitleFont": FAMILY,
            "subtitleFontSize": BESIDE.size,
            "subtitleColor": muted,
            "subtitleLineHeight": BESIDE.leading,
            "subtitlePadding": 6,
            "offset": 18,
        },
        "text": {"font": FAMILY, "color": look.paint("ink"), "fontSize": FIGURE.size},
        **_signs(),
    }


def _signs() -> dict[str, Any]:
    """How Vega writes the figures of its own axes: as the language that is drawn does; nothing to say in English."""
    local = marks()
    if local is None:
        return {}
    signs = {"decimal": local.point, "thousands": local.group, "grouping": [3], "currency": ["", ""], "minus": "−"}
    return {"locale": {"number": {**signs, "percent": local.percent_sign}}}
