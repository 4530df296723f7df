"""Rows by name with a figure each: bars or dots, their intervals, and what they are to be compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Layer, Plot, Values, across, at_left, key, layer, painted, points, written
from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.wording import more_rows, named, sentences, widest
from footpath.render.text import clean

MOST = 25
_ROW, _SERIES, _BAR = 26.0, 13.0, 11.0


@dataclass(frozen=True)
class Item:
    """One figure of a row.

    Attributes:
        rest: what it is compared with.
        text: the figure, written at the right of the row.
        counts: what it comes from, written after it.
        says: the whole, for hover and for screen readers.
        tone: a token.
        open: how much more may still come, drawn lighter after a bar.
    """

    at: float
    low: float | None = None
    high: float | None = None
    rest: float | None = None
    text: str = ""
    counts: str = ""
    says: str = ""
    tone: str = "structure"
    open: float = 0.0


@dataclass(frozen=True)
class Row:
    name: str
    items: Sequence[Item]
    strong: bool = False


@dataclass(frozen=True)
class Ranking:
    """Rows as they are to be drawn, first on top.

    Attributes:
        bars: bars from zero instead of dots.
        zero: whether zero is marked, as where differences are shown.
        legend: name and token of each series.
        ranges: whether the items of a row are joined by a line.
    """

    title: str
    rows: Sequence[Row]
    axis: Axis
    reads: str = ""
    bars: bool = False
    zero: bool = False
    ranges: bool = False
    legend: Sequence[tuple[str, str]] = ()
    more: int = 0


def draw_ranking(ranking: Ranking, look: Look) -> Plot:
    rows = ranking.rows[:MOST]
    more = ranking.more + len(ranking.rows) - len(rows)
    joined = ranking.ranges
    tall = [_ROW if joined else max(_ROW, _SERIES * len(row.items) + 10) for row in rows]
    tops = [sum(tall[:number]) for number in range(len(rows))]
    middles = [top + height / 2 for top, height in zip(tops, tall, strict=True)]
    names = min(widest([named(row.name) for row in rows], NAME), look.inner * (0.42 if look.narrow else 0.38)) + 2
    items = [item for row in rows for item in row.items if not joined]
    first, second = (
        widest(texts, FIGURE) for texts in ([item.text for item in items], [item.counts for item in items])
    )
    right = min(first + (second + 12 if second else 0), look.inner * 0.36) + 14
    width = max(80.0, look.inner - names - right - 14)
    values = [value for row, y in zip(rows, middles, strict=True) for value in _placed(row, y, ranking, look)]
    numbers = [
        value[field] for value in values for field in ("at", "low", "high", "rest") if value.get(field) is not None
    ]
    top = {"axis": None} if not rows else {}
    scale = {**ranking.axis.over(numbers, width), **top}
    head = key(ranking.legend, look, look.inner - 20, names + 10)
    layers: list[Layer] = [*_ground(ranking, scale, look, sum(tall)), *_marks(values, ranking, scale, look), *head]
    layers += at_left([(y, clean(row.name), row.strong) for y, row in zip(middles, rows, strict=True)], look, names)
    for field, x, tone in (("text", width + 12, "ink"), ("counts", width + first + 24, "muted")):
        texts = [{"y": value["y"], "text": value[field]} for value in values if value[field] and not joined]
        if texts:
            layers.append(written(texts, {"x": {"value": x}, "y": points("y")}, align="left", color=look.paint(tone)))
    reads = sentences(ranking.reads, more_rows(more))
    return Plot(ranking.title, layers, width, sum(tall), reads, names + 12)


def _placed(row: Row, middle: float, ranking: Ranking, look: Look) -> Values:
    spread = 0.0 if ranking.ranges else _SERIES
    first = middle - spread * (len(row.items) - 1) / 2
    known = [number for item in row.items for number in (item.at, item.low, item.rest)]
    floor = ranking.axis.floor
    return [
        {
            "y": first + spread * number,
            "at": floor(item.at, known),
            "low": None if item.low is None else floor(item.low, known),
            "high": item.high,
            "rest": item.rest,
            "until": item.at + item.open,
            "text": item.text,
            "counts": item.counts,
            "zero": 0,
            "top": first + spread * number - _BAR / 2,
            "bottom": first + spread * number + _BAR / 2,
            "says": item.says or f"{row.name}: {item.text}",
            "colour": look.paint(item.tone),
        }
        for number, item in enumerate(row.items)
    ]


def _ground(ranking: Ranking, scale: dict[str, object], look: Look, height: float) -> list[Layer]:
    """The axis, and the line at zero."""
    axis = {"x": across("at", scale)}
    ground = layer([{"at": 0}], {"type": "rule", "strokeWidth": 1, "color": look.paint("neutral")}, axis)
    ground["mark"]["opacity"] = 1 if ranking.zero else 0
    ground["encoding"] |= {"y": {"value": 0}, "y2": {"value": height}}
    if ranking.axis.kind == "seconds" and ranking.axis.steps:
        ground["data"] = {"values": [{"at": 1}]}
    return [ground]


def _marks(values: Values, ranking: Ranking, scale: dict[str, object], look: Look) -> list[Layer]:
    x, y = across("at", scale), points("y")
    layers: list[Layer] = []
    joins = _joined(values) if ranking.ranges else []
    if joins:
        ends = {"x": across("low", scale), "x2": {"field": "high"}, "y": y}
        layers.append(
            layer(joins, {"type": "rule", "strokeWidth": 6, "color": look.paint("track"), "strokeCap": "round"}, ends)
        )
    if ranking.bars:
        until = [
            {**value, "zero": value["at"], "at": value["until"]} for value in values if value["until"] > value["at"]
        ]
        bar = {"x": x, "x2": {"field": "zero"}, "y": points("top"), "y2": {"field": "bottom"}}
        layers.append(layer(until, {"type": "rect", "color": look.paint("track")}, bar))
        layers.append(layer(values, {"type": "rect", "opacity": 1}, {**bar, "color": painted()}))
    else:
        mark = {"type": "circle", "size": 70, "opacity": 1}
        layers.append(layer(values, mark, {"x": x, "y": y, "color": painted()}))
    if not ranking.ranges:
        ends = {"x": across("low", scale), "x2": {"field": "high"}, "y": y}
        known = [value for value in values if value["low"] is not None and value["high"] is not None]
        mark = {"type": "rule", "strokeWidth": 1.5, "color": look.paint("ink" if ranking.bars else "band")}
        layers.insert(len(layers) if ranking.bars else 0, layer(known, mark, ends))
    rests = [value for value in values if value["rest"] is not None]
    tick = {"type": "tick", "thickness": 2, "size": 14, "color": look.paint("muted"), "orient": "vertical"}
    layers.append(layer(rests, tick, {"x": across("rest", scale), "y": y}))
    return [drawn for drawn in layers if drawn["data"]["values"]]


def _joined(values: Values) -> Values:
    rows: dict[float, list[float]] = {}
    for value in values:
        rows.setdefault(value["y"], []).append(value["at"])
    return [{"y": y, "low": min(ats), "high": max(ats)} for y, ats in rows.items()]
