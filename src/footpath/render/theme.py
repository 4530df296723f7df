"""The tokens of the drawing: colours by name for light and dark, text styles, and the 8-point grid."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
MOOD_STEPS = 20  # the experience scale −1..1 is drawn in 21 colours
FAMILY = (
    "Inter, 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans CJK JP', 'Hiragino Sans', 'Noto Sans Arabic', "
    "'Noto Naskh Arabic', 'Noto Color Emoji', sans-serif"
)
DISPLAY_FAMILY = f"'Inter Display', {FAMILY}"

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


def palette(theme: Theme) -> dict[str, str]:
    """Every token of a theme with its colour, the experience scale included."""
    named = LIGHT if theme == "light" else DARK
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
