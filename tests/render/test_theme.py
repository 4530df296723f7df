"""Colours: text can be read, and low and high differ in lightness too."""

import pytest

from footpath.render.theme import Theme, mood, palette


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
@pytest.mark.parametrize("text", ["ink", "muted", "opportunity", "structure"])
def test_text_is_readable(theme: Theme, ground: str, text: str) -> None:
    colours = palette(theme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_muted_text_is_readable_on_the_tinted_ends_of_the_emotion_lane(theme: Theme) -> None:
    colours = palette(theme)
    for end in ("low", "high"):
        mixed = "#" + "".join(
            f"{round(int(colours['paper'][i : i + 2], 16) * 0.87 + int(colours[end][i : i + 2], 16) * 0.13):02x}"
            for i in (1, 3, 5)
        )
        assert contrast(colours["muted"], mixed) >= 4.5


def test_the_scale_runs_from_low_over_neutral_to_high() -> None:
    colours = palette("light")
    assert (colours[mood(-1)], colours[mood(0)], colours[mood(1)]) == ("#c2502f", "#a49d90", "#1f7a9c")
    assert len({colours[f"mood-{step}"] for step in range(21)}) > 12
