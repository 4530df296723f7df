"""Questions whose rows are named things with one figure each: which figure, of what, and how it is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Plot
from footpath.render.charts.ranked import MOST, Item, Ranking, Row, draw_ranking
from footpath.render.charts.style import Look
from footpath.render.charts.trends import Curve, Point, draw_trend
from footpath.render.charts.wording import Kind, between, by, figure, more_rows, named, sentences
from footpath.render.language import say

Given = Mapping[str, Any]
CALENDAR = frozenset({"day", "week", "month"})
MOST_GROUPS = 5


@dataclass(frozen=True)
class Reading:
    """How the rows of a question are read.

    Attributes:
        title: in words, of the question.
        at, low, high: fields of the figure and its interval.
        name: of a row.
        counts: what the figure comes from, in words.
        rest: the field of what it is compared with.
        weight: the field by which the most telling rows are chosen, where there are too many.
        strong, tone: which rows matter more, and the token of their colour.
        only: which rows are drawn at all.
        ordered: whether the rows' own order says something; else the largest figure comes first.
    """

    title: Callable[[Given], str]
    at: str
    axis: Axis
    name: Callable[[Given], str]
    counts: Callable[[Given], str]
    weight: str
    low: str = "low"
    high: str = "high"
    rest: str = ""
    reads: str = ""
    ordered: bool = False
    bars: bool = False
    zero: bool = False
    strong: Callable[[Given], bool] = lambda row: False
    tone: Callable[[Given], str] = lambda row: "structure"
    only: Callable[[Given], bool] = lambda row: True


def draw_reading(read: Callable[[], Reading]) -> Callable[[Answer, Look], Plot]:
    """The form of a question that is read so; its words are said when it is drawn, in the language of the drawing."""

    def form(answer: Answer, look: Look) -> Plot:
        reading = read()
        rows = [row for row in answer.dicts() if row[reading.at] is not None and reading.only(row)]
        title = reading.title(answer.question)
        if "by" not in answer.question:
            return _plain(rows, reading, title, look)
        if answer.question["by"] in CALENDAR:
            return _trend(answer, rows, reading, by(title, answer.question["by"]), look)
        return _grouped(rows, reading, by(title, answer.question["by"]), look)

    return form


def _item(row: Given, name: str, reading: Reading, tone: str, long: bool) -> Item:
    kind: Kind = reading.axis.kind
    at = figure(row[reading.at], kind)
    low, high = row.get(reading.low), row.get(reading.high)
    rest = row.get(reading.rest) if reading.rest else None
    against = say("; the rest: {figure}", figure=figure(rest, kind)) if rest is not None else ""
    says = f"{name or say('All')}: {at}{between(low, high, kind)}, {reading.counts(row)}{against}"
    return Item(row[reading.at], low, high, rest, at, reading.counts(row) if long else "", says, tone)


def _most(rows: Sequence[Given], reading: Reading) -> list[Given]:
    if any(row[reading.weight] for row in rows):
        rows = [row for row in rows if row[reading.weight]]
    telling = {id(row) for row in sorted(rows, key=lambda row: -(row[reading.weight] or 0))[:MOST]}
    kept = [row for row in rows if id(row) in telling]
    return kept if reading.ordered else sorted(kept, key=lambda row: -row[reading.at])


def _plain(rows: Sequence[Given], reading: Reading, title: str, look: Look) -> Plot:
    kept = _most(rows, reading)
    drawn = []
    for row in kept:
        name = reading.name(row)
        drawn.append(
            Row(
                name or say("All"), [_item(row, name, reading, reading.tone(row), not look.narrow)], reading.strong(row)
            )
        )
    return draw_ranking(_ranking(reading, title, drawn, len(rows) - len(kept)), look)


def _ranking(
    reading: Reading, title: str, rows: Sequence[Row], more: int, legend: Sequence[tuple[str, str]] = ()
) -> Ranking:
    tick = say("The grey tick is the rest to compare with.") if reading.rest else ""
    lines = say("Lines are 95% intervals.") if any(item.low is not None for row in rows for item in row.items) else ""
    reads = " ".join(part for part in (reading.reads, lines, tick) if part)
    return Ranking(title, rows, reading.axis, reads, reading.bars, reading.zero, legend=legend, more=more)


def _heaviest(rows: Sequence[Given], reading: Reading, key: Callable[[Given], str], most: int) -> list[str]:
    """The names of the heaviest, in the order of the rows."""
    weights: dict[str, float] = {}
    for row in rows:
        weights[key(row)] = weights.get(key(row), 0.0) + (row[reading.weight] or 0)
    chosen = set(sorted(weights, key=lambda name: -weights[name])[:most])
    return [name for name in weights if name in chosen]


def _grouped(rows: Sequence[Given], reading: Reading, title: str, look: Look) -> Plot:
    groups = _heaviest(rows, reading, lambda row: str(row["group"]), MOST_GROUPS)
    tones = {group: look.kind(number) for number, group in enumerate(groups)}
    by_name: dict[str, list[Item]] = {}
    names = _heaviest(rows, reading, lambda row: reading.name(row), max(6, MOST // max(1, len(groups))))
    for row in rows:
        name, group = reading.name(row), str(row["group"])
        if group in tones and name in names:
            by_name.setdefault(name or say("All"), []).append(
                _item(row, ", ".join(part for part in (name, named(group)) if part), reading, tones[group], False)
            )
    shown = [Row(name, items) for name, items in by_name.items()]
    left_out = len({reading.name(row) for row in rows}) - len(shown)
    legend = [(named(group), tones[group]) for group in groups]
    return draw_ranking(_ranking(reading, title, shown, left_out, legend), look)


def _trend(answer: Answer, rows: Sequence[Given], reading: Reading, title: str, look: Look) -> Plot:
    periods = sorted({str(row["group"]) for row in answer.dicts()})
    names = _heaviest(rows, reading, lambda row: reading.name(row), 6)
    curves = []
    for number, name in enumerate(names):
        of = {str(row["group"]): row for row in rows if reading.name(row) == name}
        curves.append(
            Curve(
                name if len(names) > 1 else "",
                look.kind(number),
                [_point(of.get(p), p, name, reading) for p in periods],
            )
        )
    left_out = len({reading.name(row) for row in rows}) - len(names)
    reads = sentences(say("Bands are 95% intervals.") if reading.low else "", more_rows(left_out))
    return draw_trend(title, periods, curves, reading.axis, look, reads)


def _point(row: Given | None, period: str, name: str, reading: Reading) -> Point:
    if row is None:
        return Point(None)
    item = _item(row, f"{name}, {period}" if name else period, reading, "structure", False)
    return Point(item.at, item.low, item.high, item.says)
