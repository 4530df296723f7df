"""Figures over calendar periods: lines with their bands, named where they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Layer, Plot, Values, across, layer, painted, points, written
from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.wording import more_rows, named, ready, sentences, widest

HEIGHT = 260.0
MOST_CURVES = 6
_SCALE = 52.0  # room of the scale's figures
_LINE = 15.0


@dataclass(frozen=True)
class Point:
    """A figure of one period; ``at`` is None where nothing is known."""

    at: float | None
    low: float | None = None
    high: float | None = None
    says: str = ""


@dataclass(frozen=True)
class Curve:
    name: str
    tone: str
    points: Sequence[Point]


def draw_trend(
    title: str, periods: Sequence[str], curves: Sequence[Curve], axis: Axis, look: Look, reads: str = ""
) -> Plot:
    """One line for each curve over the same periods.

    Args:
        periods: names of the periods, as many as each curve has points.
    """
    shown = curves[:MOST_CURVES]
    more = len(curves) - len(shown)
    names = [curve.name for curve in shown if curve.name]
    right = min(widest([named(name) for name in names], NAME), look.inner * 0.3) + 14 if names else 8.0
    width = look.inner - _SCALE - right
    step = width / max(1, len(periods))
    known = [point.at for curve in shown for point in curve.points if point.at is not None and isfinite(point.at)]
    if not known:
        return Plot(title, [], width, 0.0)
    head = max(known)
    scale = axis.over([*known, head * 1.12 if head > 0 else head], HEIGHT)
    scale["axis"] |= {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "start",
        "titleX": -_SCALE + 10,
        "titleY": -14,
    }
    scale["axis"] |= {"titleBaseline": "bottom"}
    layers = [part for number, curve in enumerate(shown) for part in _curve(curve, number, step, scale, look)]
    layers += [_periods(periods, step, look), *_ends(shown, step, scale, look, right)]
    return Plot(title, layers, width, HEIGHT, sentences(reads, more_rows(more)), _SCALE)


def _curve(curve: Curve, number: int, step: float, scale: dict[str, Any], look: Look) -> list[Layer]:
    values: Values = []
    segment = 0
    for place, point in enumerate(curve.points):
        if point.at is None or not isfinite(point.at):
            segment += 1
            continue
        values.append(
            {
                "x": (place + 0.5) * step,
                "at": point.at,
                "low": point.low,
                "high": point.high,
                "segment": segment,
                "says": point.says,
            }
        )
    if not values:
        return []
    colour = look.paint(curve.tone)
    x, apart = points("x"), {"detail": {"field": "segment", "type": "nominal"}}
    layers: list[Layer] = []
    banded = [value for value in values if value["low"] is not None and value["high"] is not None]
    if banded:
        band = {"x": x, "y": across("low", scale), "y2": {"field": "high"}, **apart}
        mark = {"type": "area", "color": colour, "opacity": 0.16, "clip": True}
        layers.append(layer([{k: v for k, v in value.items() if k != "says"} for value in banded], mark, band))
    plain = [{k: v for k, v in value.items() if k != "says"} for value in values]
    at = across("at", scale)
    layers.append(layer(plain, {"type": "line", "color": colour, "strokeWidth": 2}, {"x": x, "y": at, **apart}))
    size = 40 if step > 14 else 18
    layers.append(layer(values, {"type": "circle", "color": colour, "size": size, "opacity": 1}, {"x": x, "y": at}))
    return layers


def _periods(periods: Sequence[str], step: float, look: Look) -> Layer:
    """The periods' names below the plot, as many as there is room for."""
    wide = widest(periods, FIGURE) + 14
    every = max(1, -(-int(wide) // max(1, int(step))))
    first = (len(periods) - 1) % every
    values = [
        {"x": (place + 0.5) * step, "text": ready(name, FIGURE, 90)}
        for place, name in enumerate(periods)
        if place % every == first
    ]
    return written(values, {"x": points("x"), "y": {"value": HEIGHT + 16}}, align="center", color=look.paint("muted"))


def _ends(curves: Sequence[Curve], step: float, scale: dict[str, Any], look: Look, right: float) -> list[Layer]:
    """The curves' names where they end, moved apart where they would meet."""
    ends = []
    for curve in curves:
        known = [(place, point.at) for place, point in enumerate(curve.points) if point.at is not None]
        if known and curve.name:
            ends.append((known[-1][1], known[-1][0], curve))
    low, high = scale["scale"]["domain"]
    across_points = HEIGHT / ((high - low) or 1.0)
    ends.sort(key=lambda end: -end[0])
    values: Values = []
    y = -_LINE
    last = max((end[1] for end in ends), default=0)
    for number, (at, _, curve) in enumerate(ends):
        lowest = HEIGHT - (len(ends) - 1 - number) * _LINE
        y = max(y + _LINE, min(HEIGHT - (at - low) * across_points, lowest))
        text = ready(curve.name, NAME, right - 12)
        values.append(
            {"x": (last + 0.5) * step + 9, "y": y, "text": text, "colour": look.paint(curve.tone), "says": curve.name}
        )
    if not values:
        return []
    mark = {"type": "square", "size": 60, "opacity": 1}
    squares = layer(
        [{**value, "x": value["x"] + 2} for value in values],
        mark,
        {"x": points("x"), "y": points("y"), "color": painted()},
    )
    texts = written(
        [{**value, "x": value["x"] + 10} for value in values],
        {"x": points("x"), "y": points("y")},
        align="left",
        fontSize=NAME.size,
        color=look.paint("ink"),
    )
    return [squares, texts]
