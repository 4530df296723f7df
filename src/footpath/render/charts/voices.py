"""What customers speak of: how often, and how they feel about it."""

from collections.abc import Mapping
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Plot
from footpath.render.charts.readings import Reading, draw_reading
from footpath.render.charts.style import Look
from footpath.render.charts.wording import figure, named, part_of
from footpath.render.language import say

Given = Mapping[str, Any]


def _theme(row: Given) -> str:
    place = row["touchpoint"] if row["touchpoint"] is not None else row["stage"]
    return named(row["theme"]) if place is None else f"{named(row['theme'])} · {named(place)}"


def _counts(row: Given) -> str:
    mood = figure(row["experience"], "experience")
    return say("{part} · mood {mood}", part=part_of(row["n"], row["texts"]), mood=mood)


def _mood(row: Given) -> str:
    """Blamed, praised, or neither for sure."""
    low, high = row["experience_low"], row["experience_high"]
    if low is None or high is None:
        return "neutral"
    return "low" if high < 0 else "high" if low > 0 else "neutral"


draw_by_share = draw_reading(
    lambda: Reading(
        lambda question: say("What customers speak of"),
        "share",
        Axis(say("share of texts that speak of any theme"), "share"),
        _theme,
        _counts,
        "n",
        bars=True,
        tone=_mood,
    )
)


def draw_themes(answer: Answer, look: Look) -> Plot:
    """Shares as bars, coloured by mood; over a calendar unit as curves."""
    plot = draw_by_share(answer, look)
    if "by" in answer.question:
        return plot
    told = say("Colour: the mood of what is said of it, grey where neither blame nor praise is sure.")
    return Plot(plot.title, plot.layers, plot.width, plot.height, f"{told} {plot.reads}".strip(), plot.left)
