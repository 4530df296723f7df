"""Dots with intervals: the form of an answer that has none of its own."""

from typing import Any

from footpath.model.questions import Answer
from footpath.render.theme import Theme, palette

_MOST = 40


def dots(answer: Answer, theme: Theme) -> dict[str, Any]:
    """The first figure with an interval, or the first figure, by the texts that name its row."""
    rows = answer.dicts()[:_MOST]
    first = rows[0] if rows else {}
    numbers = [key for key, value in first.items() if isinstance(value, int | float) and not isinstance(value, bool)]
    figure = _figure(numbers)
    if figure is None:
        return {"data": {"values": [{}]}, "mark": {"type": "text", "text": "No evidence"}}
    labels = [key for key in first if key not in numbers]
    values = [
        {"name": " · ".join(_text(row[key]) for key in labels if row.get(key) is not None) or figure, "at": row[figure],
         "low": row.get("low"), "high": row.get("high")}
        for row in rows
        if row[figure] is not None
    ]  # fmt: skip
    c = palette(theme)
    across = {"field": "at", "type": "quantitative", "title": figure.replace("_", " "), "scale": {"zero": False}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "circle", "size": 60, "opacity": 1, "color": c["structure"]}, "encoding": {"x": across}}
    ]
    if "low" in first:
        ends = {"x": {**across, "field": "low"}, "x2": {"field": "high"}}
        layers.insert(0, {"mark": {"type": "rule", "strokeWidth": 2, "color": c["band"]}, "encoding": ends})
    names = {"field": "name", "type": "nominal", "sort": None, "title": None}
    return {"data": {"values": values}, "encoding": {"y": names}, "layer": layers}


def _figure(numbers: list[str]) -> str | None:
    if "low" in numbers and numbers.index("low") > 0:
        return numbers[numbers.index("low") - 1]
    return numbers[0] if numbers else None


def _text(value: Any) -> str:
    return " → ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
