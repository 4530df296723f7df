"""What a change is made of: the way from the rate before to the rate after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Layer, Plot, Values, across, at_left, key, layer, painted, points, written
from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.wording import between, by, counted, figure, named, sentences, widest
from footpath.render.language import say

Given = Mapping[str, Any]
_SEGMENTS, _ROW, _BAR = 15, 26.0, 14.0


@dataclass(frozen=True)
class _Step:
    """A part of the way: where it begins, how far other customers and how far their own rate lead."""

    name: str
    start: float
    mix: float
    rate: float
    text: str
    says: str
    low: float | None = None
    high: float | None = None
    whole: bool = False

    @property
    def end(self) -> float:
        return self.start + self.mix + self.rate


def draw_decompose(answer: Answer, look: Look) -> Plot:
    """The way from the rate before to the rate after, segment by segment."""
    rows = answer.dicts()
    title = by(say("Why the rate changed"), answer.question.get("over"))
    change = figure(rows[0]["change"], "points") + between(rows[0]["change_low"], rows[0]["change_high"], "points")
    reads = sentences(say("In all {change}.", change=change), say("Thin lines are 95% intervals."))
    return _waterfall(title, _steps(rows), look, reads)


def _steps(rows: Sequence[Given]) -> list[_Step]:
    kept = sorted((row for row in rows if row["total"] is not None), key=lambda row: -abs(row["total"]))
    before, after = (_rate(rows, side) for side in ("before", "after"))
    steps = [_whole(say("Before"), before)]
    for row in kept[:_SEGMENTS]:
        steps.append(_segment(row, steps[-1].end))
    others = kept[_SEGMENTS:]
    if others:
        mix, rate = sum(row["mix"] for row in others), sum(row["rate"] for row in others)
        text = figure(mix + rate, "points").split(" ")[0]
        name = say("{count} others", count=counted(len(others)))
        steps.append(_Step(name, steps[-1].end, mix, rate, text, f"{name}: {text}"))
    return [*steps, _whole(say("After"), after)]


def _rate(rows: Sequence[Given], side: str) -> float:
    return sum(row[f"{side}_reached"] for row in rows) / max(1, sum(row[f"{side}_n"] for row in rows))


def _whole(name: str, rate: float) -> _Step:
    return _Step(name, 0.0, rate, 0.0, figure(rate, "share"), f"{name}: {figure(rate, 'share')}", whole=True)


def _segment(row: Given, start: float) -> _Step:
    says = (
        f"{named(row['segment'])}: {figure(row['total'], 'points')}{between(row['total_low'], row['total_high'], 'points')}; "
        + say("mix {mix}, own rate {rate}", mix=figure(row["mix"], "points"), rate=figure(row["rate"], "points"))
    )
    text = figure(row["total"], "points").split(" ")[0]
    low, high = (None if row[end] is None else start + row[end] for end in ("total_low", "total_high"))
    return _Step(named(row["segment"]), start, row["mix"], row["rate"], text, says, low, high)


def _waterfall(title: str, steps: Sequence[_Step], look: Look, reads: str) -> Plot:
    names = min(widest([step.name for step in steps], NAME), look.inner * 0.36) + 2
    width = look.inner - names - 12 - widest([step.text for step in steps], FIGURE) - 18
    ends = [at for step in steps for at in (step.start, step.start + step.mix, step.end, step.low, step.high) if at]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    from_zero = low <= 0 or (high - low) > 0.5 * high
    lowest = min(0.0, low) if from_zero else max(0.0, low - (high - low) * 0.4)
    measure = say("rate") if from_zero else say("rate; the scale does not begin at zero")
    scale = Axis(measure, "share", from_zero).over([lowest, high], width)
    bars = [bar for number, step in enumerate(steps) for bar in _bars(step, number, lowest, look)]
    place = {"x": across("from", scale), "x2": {"field": "to"}, "y": points("top"), "y2": {"field": "bottom"}}
    layers: list[Layer] = [layer(bars, {"type": "rect", "opacity": 1}, {**place, "color": painted()})]
    lines: Values = [
        {"y": number * _ROW + _ROW / 2, "low": step.low, "high": step.high}
        for number, step in enumerate(steps)
        if step.low is not None and step.high is not None
    ]
    if lines:
        interval = {"x": across("low", scale), "x2": {"field": "high"}, "y": points("y")}
        layers.append(layer(lines, {"type": "rule", "color": look.paint("ink"), "strokeWidth": 1.5}, interval))
    meanings = [(say("Mix: other customers"), "persona-2"), (say("Rate: the same fare otherwise"), "persona-1")]
    layers += key(meanings, look, look.inner, names + 12)
    middles = [number * _ROW + _ROW / 2 for number in range(len(steps))]
    layers += at_left([(y, step.name, step.whole) for y, step in zip(middles, steps, strict=True)], look, names)
    texts = [{"y": y, "text": step.text} for y, step in zip(middles, steps, strict=True)]
    layers.append(written(texts, {"x": {"value": width + 10}, "y": points("y")}, align="left", color=look.paint("ink")))
    return Plot(title, layers, width, _ROW * len(steps), reads, names + 12)


def _bars(step: _Step, number: int, lowest: float, look: Look) -> Values:
    middle = number * _ROW + _ROW / 2
    parts = (
        (step.start, step.mix, "structure" if step.whole else "persona-2"),
        (step.start + step.mix, step.rate, "persona-1"),
    )
    return [
        {
            "from": max(begin, lowest), "to": max(begin + length, lowest), "top": middle - _BAR / 2,
            "bottom": middle + _BAR / 2, "colour": look.paint(tone), "says": step.says,
        }
        for begin, length, tone in parts
        if length or step.whole
    ]  # fmt: skip
