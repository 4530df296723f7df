"""The tokens of the drawing: colours by name for light and dark, text styles, and the 8-point grid.

A theme file of one's own (`theme_file.load_theme`) changes colours, fonts, corners and adds a logo. It is worn by context
(``with wearing(theme):``), once at every entry of `render`, so that layout and writers ask for tokens as they always do.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Literal

Theme = Literal["light", "dark"]
MOOD_STEPS = 20  # the experience scale −1..1 is drawn in 21 colours
FAMILY = (
    "Inter, 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans CJK JP', 'Hiragino Sans', 'Noto Sans Arabic', "
    "'Noto Naskh Arabic', 'Noto Color Emoji', sans-serif"
)
DISPLAY_FAMILY = f"'Inter Display', {FAMILY}"
TEXT_NAME, TITLE_NAME = "Theme Text", "Theme Title"  # what the fonts of a theme file are called in a drawing
_LEAST_CORNER = 6.0

LIGHT = {
    "paper": "#fbfaf7",
    "card": "#ffffff",
    "hairline": "#e4e0d8",
    "track": "#ebe8e1",
    "ink": "#1d2430",
    "muted": "#5c6676",
    "structure": "#26405e",
    "low": "#c2502f",
    "neutral": "#a49d90",
    "high": "#1f7a9c",
    "opportunity": "#2f7d5b",
    "persona-0": "#7a5ba6",
    "persona-1": "#2d6fb0",
    "persona-2": "#b5802a",
    "persona-3": "#3c8f7c",
    "persona-4": "#b0527f",
    "band": "#8b94a3",
}
DARK = {
    "paper": "#14181f",
    "card": "#1d232d",
    "hairline": "#323a46",
    "track": "#323a46",
    "ink": "#eef0f3",
    "muted": "#9aa5b4",
    "structure": "#8fb0d6",
    "low": "#e27a58",
    "neutral": "#a49d90",
    "high": "#57b3d3",
    "opportunity": "#63b98f",
    "persona-0": "#a691c3",
    "persona-1": "#739fca",
    "persona-2": "#ceab70",
    "persona-3": "#7db4a8",
    "persona-4": "#ca8caa",
    "band": "#8b94a3",
}


def mood(experience: float) -> str:
    """The token of an experience −1..1 on the scale low, neutral, high.

    Examples:
        >>> mood(-1), mood(0), mood(0.5), mood(7)
        ('mood-0', 'mood-10', 'mood-15', 'mood-20')
    """
    held = min(1.0, max(-1.0, experience))
    return f"mood-{round((held + 1) / 2 * MOOD_STEPS)}"


@dataclass(frozen=True)
class Typeface:
    """A font of one's own: what its file is called, and the bytes of it by weight."""

    name: str
    files: tuple[tuple[int, bytes], ...]

    def nearest(self, weight: int) -> tuple[int, bytes]:
        """The file whose weight is nearest; of two as near the bolder."""
        return min(self.files, key=lambda file: (abs(file[0] - weight), -file[0]))


@dataclass(frozen=True)
class Logo:
    """A picture for the head: inert SVG, as large as its view is; ``dark`` is the one for dark grounds, if there is one."""

    width: float
    height: float
    light: str
    dark: str = ""


@dataclass(frozen=True)
class ThemeFile:
    """How a company wants its maps to look. What it does not say stays as it is.

    Attributes:
        mode: which of both it is drawn in where a drawing has but one.
        light, dark: colours by token.
        corner: the radius of cards, in pixels.
    """

    name: str
    mode: Theme = "light"
    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    text: Typeface | None = None
    title: Typeface | None = None
    logo: Logo | None = None
    corner: float | None = None

    def in_mode(self, mode: Theme) -> "ThemeFile":
        return replace(self, mode=mode)

    def colours(self, mode: Theme) -> Mapping[str, str]:
        return self.light if mode == "light" else self.dark


_worn: ContextVar[ThemeFile | None] = ContextVar("worn", default=None)


@contextmanager
def wearing(theme: "Theme | ThemeFile | None") -> Iterator[Theme]:
    """Draw in a theme; gives its mode. None, and "light" or "dark", change nothing that is worn already."""
    if not isinstance(theme, ThemeFile):
        yield theme or "light"
        return
    token = _worn.set(theme)
    try:
        yield theme.mode
    finally:
        _worn.reset(token)


def worn() -> ThemeFile | None:
    """The theme file that is being drawn in, if there is one."""
    return _worn.get()


def family() -> str:
    """The families of text, the first that knows a letter draws it."""
    theme = _worn.get()
    return f"'{TEXT_NAME}', {FAMILY}" if theme and theme.text else FAMILY


def display_family() -> str:
    """The families of titles."""
    theme = _worn.get()
    if theme and theme.title:
        return f"'{TITLE_NAME}', {family()}"
    return f"'Inter Display', {family()}"


def corner_of(radius: float) -> float:
    """The radius of a corner as the theme has it: those of cards change, those of bars do not."""
    theme = _worn.get()
    return theme.corner if theme and theme.corner is not None and radius >= _LEAST_CORNER else radius


def palette(theme: Theme) -> dict[str, str]:
    """Every token of a theme with its colour, the experience scale included."""
    own = _worn.get()
    named = {**(LIGHT if theme == "light" else DARK), **(own.colours(theme) if own else {})}
    scale = {}
    for step in range(MOOD_STEPS + 1):
        at = step / MOOD_STEPS * 2 - 1
        end = named["high"] if at > 0 else named["low"]
        scale[f"mood-{step}"] = _mix(named["neutral"], end, min(1.0, abs(at) * 1.35))
    return {**named, **scale}


def _mix(first: str, second: str, share: float) -> str:
    parts = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


@dataclass(frozen=True)
class Style:
    """How a piece of text looks. ``leading`` is the distance of two baselines."""

    size: float
    weight: int
    colour: str
    leading: float
    display: bool = False

    def coloured(self, colour: str) -> "Style":
        return Style(self.size, self.weight, colour, self.leading, self.display)


TITLE = Style(30, 700, "ink", 36, display=True)
FIGURE = Style(21, 600, "ink", 26, display=True)
STAGE = Style(15.5, 600, "ink", 20)
LANE = Style(13, 600, "ink", 18)
CARD = Style(12.5, 600, "ink", 16)
NAME = Style(12, 500, "ink", 16)
ROW = Style(11.5, 500, "ink", 15)
BODY = Style(11.5, 400, "ink", 16)
SMALL = Style(11, 400, "muted", 15)
SUBTITLE = Style(13.5, 400, "muted", 20)
MEASURE = Style(17, 600, "ink", 22)

MARGIN = 36
LABEL = 112  # the lane titles' column
GUTTER = 16  # between cards of two columns
GAP = 8  # between cards of one column
RADIUS = 8
