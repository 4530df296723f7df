"""How far customers get: funnels."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Layer, Plot, Values, across, layer, points, written
from footpath.render.charts.ranked import Item, Ranking, Row, draw_ranking
from footpath.render.charts.readings import CALENDAR, MOST_GROUPS
from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.trends import Curve, Point, draw_trend
from footpath.render.charts.wording import (
    between,
    by,
    counted,
    figure,
    more_groups,
    named,
    of_customers,
    part_of,
    ready,
    sentences,
    widest,
)
from footpath.render.language import say

Given = Mapping[str, Any]
_PITCH, _BAR = 54.0, 22.0


def _title() -> str:
    return say("Customers who reach each step")


def _share() -> Axis:
    return Axis(say("share of those at the first step"), "share")


def draw_funnel(answer: Answer, look: Look) -> Plot:
    """Bars with what lies between them; with ``by``, groups beside each other, or lines over calendar periods."""
    rows = answer.dicts()
    if "by" not in answer.question:
        return _funnel(rows, answer.question, look)
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    steps = list(dict.fromkeys(row["step"] for row in rows))
    of = {(str(row["group"]), row["step"]): row for row in rows}
    title = by(_title(), answer.question["by"])
    if answer.question["by"] in CALENDAR:
        curves = [
            Curve(step, look.kind(number), [_point(of.get((group, step)), group) for group in groups])
            for number, step in enumerate(steps[1:])
        ]
        return draw_trend(title, groups, curves, _share(), look, say("Bands are 95% intervals."))
    entered = {group: of[group, steps[0]]["customers"] for group in groups}
    chosen = sorted(groups, key=lambda group: -entered[group])[:MOST_GROUPS]
    shown = [group for group in groups if group in chosen]
    tones = {group: look.kind(number) for number, group in enumerate(shown)}
    drawn = [
        Row(
            step,
            [
                _item(of[group, step], f"{named(step)}, {named(group)}", tones[group])
                for group in shown
                if (group, step) in of
            ],
        )
        for step in steps
    ]
    reads = sentences(say("Lines are 95% intervals."), more_groups(len(groups) - len(shown)))
    legend = [(named(group), tones[group]) for group in shown]
    return draw_ranking(Ranking(title, drawn, _share(), reads, bars=True, legend=legend), look)


def _item(row: Given, name: str, tone: str) -> Item:
    text = figure(row["rate"], "share")
    says = f"{name}: {text}{between(row['low'], row['high'], 'share')}, {of_customers(row['customers'])}"
    return Item(row["rate"] or 0.0, row["low"], row["high"], text=text, says=says, tone=tone)


def _point(row: Given | None, group: str) -> Point:
    if row is None or row["rate"] is None:
        return Point(None)
    return Point(row["rate"], row["low"], row["high"], _item(row, f"{named(row['step'])}, {group}", "structure").says)


def _funnel(rows: Sequence[Given], question: Given, look: Look) -> Plot:
    names = min(widest([named(row["step"]) for row in rows], NAME), look.inner * 0.36) + 2
    texts = [f"{figure(row['rate'], 'share')}   {counted(row['customers'])}" for row in rows]
    right = widest(texts, FIGURE) + 18
    width = look.inner - names - 12 - right
    height = _PITCH * len(rows) - (_PITCH - _BAR)
    scale = _share().over([0.0, 1.0], width)
    bars: Values = []
    for number, row in enumerate(rows):
        y = number * _PITCH
        rate = row["rate"] or 0.0
        whole = rows[0]["customers"] or 1
        open_share = row["open"] / whole if number else 0.0
        bars.append(
            {
                "rate": rate, "zero": 0, "low": row["low"], "high": row["high"], "until": min(1.0, rate + open_share),
                "top": y, "bottom": y + _BAR, "y": y + _BAR / 2, "says": _told(row),
            }
        )  # fmt: skip
    place = {"y": points("top"), "y2": {"field": "bottom"}}
    lighter = [
        {**bar, "says": say("still open: {customers}", customers=of_customers(row["open"]))}
        for bar, row in zip(bars, rows, strict=True)
        if bar["until"] > bar["rate"]
    ]
    layers: list[Layer] = []
    if lighter:
        ends = {"x": across("rate", scale), "x2": {"field": "until"}, **place}
        layers.append(layer(lighter, {"type": "rect", "color": look.paint("track"), "cornerRadius": 2}, ends))
    ends = {"x": across("rate", scale), "x2": {"field": "zero"}, **place}
    layers.append(
        layer(bars, {"type": "rect", "color": look.paint("structure"), "opacity": 1, "cornerRadius": 2}, ends)
    )
    interval = {"x": across("low", scale), "x2": {"field": "high"}, "y": points("y")}
    known = [bar for bar in bars[1:] if bar["low"] is not None]
    if known:
        layers.append(layer(known, {"type": "rule", "strokeWidth": 1.5, "color": look.paint("low")}, interval))
    layers += _beside(rows, names, width, look)
    open_ones = say("Lighter: still open, time left.") if lighter else ""
    within = say("Within {time}.", time=named(question["within"])) if question.get("within") else ""
    reads = sentences(within, say("Red lines are 95% intervals."), open_ones)
    return Plot(_title(), layers, width, height, reads, names + 12)


def _told(row: Given) -> str:
    text = f"{named(row['step'])}: {figure(row['rate'], 'share')}{between(row['low'], row['high'], 'share')}, "
    return (
        text + say("{part} customers", part=part_of(row["customers"], row["entered"]))
        if row["entered"]
        else text + of_customers(row["customers"])
    )


def _beside(rows: Sequence[Given], names: float, width: float, look: Look) -> list[Layer]:
    """Names at the left, figures at the right, and between the bars what share went on and how fast."""
    left = [
        {"y": n * _PITCH + _BAR / 2, "text": ready(row["step"], NAME, names), "says": named(row["step"])}
        for n, row in enumerate(rows)
    ]
    rates = [{"y": n * _PITCH + _BAR / 2, "text": figure(row["rate"], "share")} for n, row in enumerate(rows)]
    counts = [{"y": n * _PITCH + _BAR / 2, "text": counted(row["customers"])} for n, row in enumerate(rows)]
    first = widest([figure(row["rate"], "share") for row in rows], FIGURE)
    between_them = [
        {"y": n * _PITCH - (_PITCH - _BAR) / 2, "text": _step(row, look)} for n, row in enumerate(rows) if n
    ]
    ink, muted = look.paint("ink"), look.paint("muted")
    y = points("y")
    layers = [
        written(left, {"x": {"value": -10}, "y": y}, align="right", fontSize=NAME.size, color=ink),
        written(rates, {"x": {"value": width + 10}, "y": y}, align="left", color=ink),
        written(counts, {"x": {"value": width + 20 + first}, "y": y}, align="left", color=muted),
    ]
    if between_them:
        layers.append(written(between_them, {"x": {"value": 4}, "y": y}, align="left", color=muted))
    return layers


def _step(row: Given, look: Look) -> str:
    text = f"↓ {figure(row['step_rate'], 'share')}"
    if not look.narrow:
        share = text + between(row["step_low"], row["step_high"], "share")
        text = say("{share} of the step before", share=share)
    if row["median_s"] is None:
        return text
    text = say("{what}, median {time}", what=text, time=figure(row["median_s"], "seconds"))
    return text if look.narrow else say("{what} since the first", what=text)
