"""Durations in bins: how long customers take, how long they pause."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Layer, Plot, Values, across, layer, points, written
from footpath.render.charts.style import FIGURE, Look
from footpath.render.charts.trends import Curve, Point, draw_trend
from footpath.render.charts.wording import between, by, counted, figure, named, of_customers, span, widest
from footpath.render.language import say

Given = Mapping[str, Any]
_LEFT, _RIGHT, _TALL = 52.0, 14.0, 240.0


def draw_conversion_times(answer: Answer, look: Look) -> Plot:
    """Customers by the time they took, and the share that has got there by then."""
    rows = answer.dicts()
    steps = answer.question.get("steps") or [say("the first step"), say("the last")]
    title = say("How long customers take from {first} to {last}", first=_step(steps[0]), last=_step(steps[-1]))
    if "by" in answer.question:
        return _by_group(rows, by(title, answer.question["by"]), look)
    reached = [row["reached_share"] or 0.0 for row in rows]
    gained = [at - before for at, before in zip(reached, [0.0, *reached[:-1]], strict=True)]
    told = [
        say(
            "{time}: {customers}, {share} of those who got there",
            time=_range(row),
            customers=of_customers(row["customers"]),
            share=figure(row["share"], "share") + between(row["low"], row["high"], "share"),
        )
        for row in rows
    ]
    reads = say("Bars: in this time. Line: by this time, {share} at the end.", share=figure(reached[-1], "share"))
    return _bars(
        title, rows, gained, told, [False] * len(rows), say("share of those at the first step"), look, reads, reached
    )


def _step(step: Any) -> str:
    return named(step["step"]) if isinstance(step, Mapping) and "step" in step else named(step)


def _by_group(rows: Sequence[Given], title: str, look: Look) -> Plot:
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    edges = sorted({row["until_s"] for row in rows})
    curves = []
    for number, group in enumerate(groups):
        of = {row["until_s"]: row for row in rows if str(row["group"]) == group}
        curves.append(Curve(group, look.kind(number), [_reached(of.get(edge), group) for edge in edges]))
    axis = Axis(say("got there by this time, of those at the first step"), "share")
    return draw_trend(title, [span(edge) for edge in edges], curves, axis, look)


def _reached(row: Given | None, group: str) -> Point:
    if row is None or row["reached_share"] is None:
        return Point(None)
    return Point(row["reached_share"], says=f"{named(group)}: {_by_then(row)}")


def _by_then(row: Given) -> str:
    return say("{share} by {time}", share=figure(row["reached_share"], "share"), time=span(row["until_s"]))


def draw_session_gaps(answer: Answer, look: Look) -> Plot:
    """Pauses between events, and where the data suggest that a session ends."""
    rows = answer.dicts()
    title = say("Pauses between a customer's events")
    if "by" in answer.question:
        groups = list(dict.fromkeys(str(row["group"]) for row in rows))
        edges = sorted({row["until_s"] for row in rows})
        curves = []
        for number, group in enumerate(groups):
            of = {row["until_s"]: row for row in rows if str(row["group"]) == group}
            curves.append(
                Curve(group, look.kind(number), [Point(of[e]["share"]) if e in of else Point(None) for e in edges])
            )
        title = by(title, answer.question["by"])
        return draw_trend(title, [span(edge) for edge in edges], curves, Axis(say("share of pauses"), "share"), look)
    told = [
        say(
            "{time}: {count} pauses, {share}",
            time=_range(row),
            count=counted(row["gaps"]),
            share=figure(row["share"], "share"),
        )
        for row in rows
    ]
    suggested = [bool(row["suggested"]) for row in rows]
    found = next(
        (
            say("The data suggest that a session ends after a pause of {time}, the dashed line.", time=_range(row))
            for row in rows
            if row["suggested"]
        ),
        "",
    )
    reads = found or say("No pause stands out as the end of a session.")
    return _bars(
        title, rows, [row["share"] or 0.0 for row in rows], told, suggested, say("share of pauses"), look, reads
    )


def _range(row: Given) -> str:
    return say("{first} to {last}", first=span(row["from_s"]), last=span(row["until_s"]))


def _bars(
    title: str, rows: Sequence[Given], heights: Sequence[float], told: Sequence[str], marked: Sequence[bool], measure: str,
    look: Look, reads: str, line: Sequence[float] = (),
) -> Plot:  # fmt: skip
    width = look.inner - _LEFT - _RIGHT
    step = width / len(rows)
    y = Axis(measure, "share").over([*heights, *line], _TALL)
    y["axis"] |= {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleX": -_LEFT + 10,
        "titleY": -14,
        "titleBaseline": "bottom",
    }
    values: Values = [
        {
            "left": place * step + min(1.0, step * 0.1), "right": (place + 1) * step, "at": height, "zero": 0, "says": says,
            "colour": look.paint("low" if mark else "structure"),
        }
        for place, (height, says, mark) in enumerate(zip(heights, told, marked, strict=True))
    ]  # fmt: skip
    bar = {"x": points("left"), "x2": {"field": "right"}, "y": across("at", y), "y2": {"field": "zero"}}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    layers: list[Layer] = [layer(values, {"type": "rect", "opacity": 1}, {**bar, "color": colour})]
    if line:
        ends = [{"x": (place + 1) * step, "at": at} for place, at in enumerate(line)]
        mark = {"type": "line", "color": look.paint("persona-2"), "strokeWidth": 2}
        layers.append(layer([{"x": 0, "at": 0.0}, *ends], mark, {"x": points("x"), "y": across("at", y)}))
    layers += [_mark(place, step, look) for place, mark in enumerate(marked) if mark]
    layers.append(_edges(rows, step, look))
    return Plot(title, layers, width, _TALL, reads, _LEFT)


def _mark(place: int, step: float, look: Look) -> Layer:
    """A line down to a bar that may be too small to be seen."""
    ends = {"x": points("x"), "y": {"value": 0}, "y2": {"value": _TALL}}
    mark = {"type": "rule", "color": look.paint("low"), "strokeWidth": 1.5, "strokeDash": [4, 3]}
    return layer([{"x": (place + 0.5) * step, "says": say("suggested end of a session")}], mark, ends)


def _edges(rows: Sequence[Given], step: float, look: Look) -> Layer:
    """The bins' edges below the plot, as many as there is room for."""
    edges = [rows[0]["from_s"], *(row["until_s"] for row in rows)]
    texts = [span(edge) for edge in edges]
    every = max(1, -(-int(widest(texts, FIGURE) + 12) // max(1, int(step))))
    values = [{"x": place * step, "text": text} for place, text in enumerate(texts) if place % every == 0]
    return written(values, {"x": points("x"), "y": {"value": _TALL + 16}}, align="center", color=look.paint("muted"))
