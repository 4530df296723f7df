"""How long customers wait, those who still do included."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Layer, Plot, Values, across, layer, painted, points, written
from footpath.render.charts.readings import MOST_GROUPS
from footpath.render.charts.style import NAME, Look
from footpath.render.charts.wording import between, counted, figure, named, ready, widest
from footpath.render.language import say

Given = Mapping[str, Any]


def draw_survival(answer: Answer, look: Look) -> Plot:
    """Who is still waiting, as a curve that knows of those who are only open."""
    question, rows = answer.question, answer.dicts()
    start = named(question.get("start"))
    until = named(question["until"]) if question.get("until") else say("anything")
    groups = list(dict.fromkeys(str(row.get("group", "")) for row in rows))[:MOST_GROUPS]
    right = min(widest([named(group) for group in groups], NAME), look.inner * 0.3) + 30 if "by" in question else 16.0
    width, height = look.inner - 52 - right, 280.0
    x = Axis(say("time since {place}", place=start), "seconds", steps=False).over([row["at_s"] for row in rows], width)
    y = Axis(say("still waiting"), "share").over([0.0, 1.0], height)
    y["axis"] |= {"titleAngle": 0, "titleAlign": "left", "titleX": -42, "titleY": -14, "titleBaseline": "bottom"}
    layers: list[Layer] = []
    for number, group in enumerate(groups):
        tone = look.paint(look.kind(number) if "by" in question else "structure")
        of = [row for row in rows if str(row.get("group", "")) == group]
        layers += _curve(of, tone, x, y)
    if "by" in question:
        layers += _names(rows, groups, width, height, look)
    reads = say(
        "Until {what}. Bands are 95% intervals (Kaplan–Meier); small ticks are customers who may still get there.",
        what=until,
    )
    return Plot(say("How long customers wait after {place}", place=start), layers, width, height, reads, 52)


def _curve(rows: Sequence[Given], colour: str, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    values = [
        {"at": row["at_s"], "share": row["waiting_share"], "low": row["low"], "high": row["high"]} for row in rows
    ]
    at, share = across("at", x), across("share", y)
    band = {"x": at, "y": across("low", y), "y2": {"field": "high"}}
    layers = [
        layer(values, {"type": "area", "interpolate": "step-after", "color": colour, "opacity": 0.18}, band),
        layer(
            values,
            {"type": "line", "interpolate": "step-after", "color": colour, "strokeWidth": 2},
            {"x": at, "y": share},
        ),
    ]
    told, ticks = [], []
    before = 0
    for value, row in zip(values, rows, strict=True):
        text = say(
            "{time}: {share} still waiting, {count} at risk",
            time=figure(row["at_s"], "seconds"),
            share=figure(row["waiting_share"], "share") + between(row["low"], row["high"], "share"),
            count=counted(row["at_risk"]),
        )
        told.append({**value, "says": text})
        if row["censored"] > before:
            ticks.append(value)
        before = row["censored"]
    layers.append(layer(told, {"type": "circle", "opacity": 0, "size": 60}, {"x": at, "y": share}))
    if ticks:
        mark = {"type": "tick", "orient": "vertical", "thickness": 1, "size": 7, "color": colour}
        layers.append(layer(ticks, mark, {"x": at, "y": share}))
    return layers


def _names(rows: Sequence[Given], groups: Sequence[str], width: float, height: float, look: Look) -> list[Layer]:
    """The groups' names where their curves end, moved apart."""
    ends = sorted(
        (
            ([row for row in rows if str(row["group"]) == g][-1]["waiting_share"] or 0.0, n)
            for n, g in enumerate(groups)
        ),
        reverse=True,
    )
    values: Values = []
    y = -15.0
    for place, (share, number) in enumerate(ends):
        y = max(y + 15, min(height * (1 - share), height - (len(ends) - 1 - place) * 15))
        text = ready(groups[number], NAME, look.inner * 0.3)
        values.append({"y": y, "text": text, "says": named(groups[number]), "colour": look.paint(look.kind(number))})
    square = layer(values, {"type": "square", "size": 60, "opacity": 1}, {"x": {"value": width + 12}, "y": points("y")})
    square["encoding"]["color"] = painted()
    text_layer = written(
        values,
        {"x": {"value": width + 20}, "y": points("y")},
        align="left",
        fontSize=NAME.size,
        color=look.paint("ink"),
    )
    return [square, text_layer]
