"""What forms hand over: layers for Vega-Lite, or marks of our own; and the small pieces that layers are made of.

Names are only ever text at a place in points, never a key of a scale: what they say can neither merge two rows nor
reach into the language that draws them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.wording import ready, turned
from footpath.render.marks import Mark
from footpath.render.text import width_of

Layer = dict[str, Any]
Values = list[dict[str, Any]]


@dataclass(frozen=True)
class Plot:
    """A chart for Vega-Lite.

    Attributes:
        title: what it shows, in words.
        layers: what is drawn, in points of ``width`` × ``height``, or on scales over them.
        reads: how it is to be read, and what is not on it.
        left: what stands at the left of the plot takes so much.
    """

    title: str
    layers: Sequence[Layer]
    width: float
    height: float
    reads: str = ""
    left: float = 0.0


@dataclass(frozen=True)
class Drawing:
    """A chart of our own marks, from the top left corner below its title."""

    title: str
    marks: Sequence[Mark]
    height: float
    reads: str = ""


def points(field: str) -> dict[str, Any]:
    """A place in points of the picture."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def across(field: str, scale: dict[str, Any]) -> dict[str, Any]:
    """A place on a scale of `footpath.render.charts.axes`."""
    return {"field": field, "type": "quantitative", **scale}


def layer(values: Values, mark: dict[str, Any], encoding: dict[str, Any]) -> Layer:
    """Marks for values; those with a field ``says`` show it on hover and say it to who does not see them."""
    told = {"description": {"field": "says"}, "tooltip": {"field": "says"}} if values and "says" in values[0] else {}
    return {
        "data": {"values": values},
        "mark": {**mark, **({} if told else {"aria": False})},
        "encoding": {**encoding, **told},
    }


def written(values: Values, encoding: dict[str, Any], **mark: Any) -> Layer:
    """Text from the field ``text``."""
    shown = {"text": {"field": "text", "type": "nominal"}}
    values = [{**value, "text": turned(value["text"])} for value in values]
    return layer(values, {"type": "text", "baseline": "middle", **mark}, {**encoding, **shown})


def painted(field: str = "colour") -> dict[str, Any]:
    """A colour that is in the values."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def key(
    entries: Sequence[tuple[str, str]], look: Look, width: float, left: float = 0.0, above: float = 10.0
) -> list[Layer]:
    """What colours stand for, in lines above the plot.

    Args:
        entries: name and token.
        left: how far to the left of the plot the lines begin.
        above: how far above the plot they end.
    """
    placed: Values = []
    x, line = -left, 0
    for name, token in entries:
        text = ready(name, FIGURE, width * 0.6)
        wide = 14 + width_of(text, FIGURE) + 18
        if placed and x + wide - 18 > width - left:
            x, line = -left, line + 1
        placed.append({"x": x + 5, "at": x + 14, "line": line, "text": text, "colour": look.paint(token)})
        x += wide
    if not placed:
        return []
    height = (line + 1) * 18.0 + above - 8
    values = [{**entry, "y": entry["line"] * 18 - height - 2} for entry in placed]
    marks = layer(
        values,
        {"type": "square", "size": 90, "opacity": 1},
        {"x": points("x"), "y": points("y"), "color": painted()},
    )
    texts = written(values, {"x": points("at"), "y": points("y")}, align="left", color=look.paint("muted"))
    return [marks, texts]


def at_left(texts: Sequence[tuple[float, str, bool]], look: Look, room: float) -> list[Layer]:
    """Names beside a plot: their height, the name, and whether it matters more than others."""
    values = [
        {"y": y, "text": ready(text, NAME, room), "weight": 600 if strong else 400, "says": text}
        for y, text, strong in texts
    ]
    return [
        written(
            [value for value in values if value["weight"] == weight],
            {"x": {"value": -10}, "y": points("y")},
            align="right",
            fontSize=NAME.size,
            fontWeight=weight,
            color=look.paint("ink"),
        )
        for weight in (400, 600)
        if any(value["weight"] == weight for value in values)
    ]
