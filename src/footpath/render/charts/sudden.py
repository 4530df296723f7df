"""What has suddenly become commoner: from when until when, how much, and whom it hits."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.plot import Layer, Plot, Values, at_left, layer, points, written
from footpath.render.charts.ranked import MOST
from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.wording import between, counted, figure, more_rows, named, ready, sentences, widest
from footpath.render.language import say
from footpath.render.locales import marks
from footpath.render.text import clean

Given = Mapping[str, Any]
_ROW, _BAR, _MARGIN = 34.0, 10.0, timedelta(days=10)


def draw_spikes(answer: Answer, look: Look) -> Plot:
    """A bar from the onset to the end of each, with its peak, the surest on top."""
    title = say("What has suddenly become commoner")
    rows = [row for row in answer.dicts() if row["ratio"] is not None]
    if not rows:
        return Plot(title, [], look.inner, 0.0)
    shown = rows[:MOST]
    names = [_name(row) for row in shown]
    left = min(widest(names, NAME), look.inner * (0.36 if look.narrow else 0.3)) + 2
    right = 64.0
    width = look.inner - left - right - 14
    first, last = _ends(shown, answer)
    spans = [_span(row, last) for row in shown]
    height = _ROW * len(shown)
    values = [
        _value(row, span, number, (first, last), width)
        for number, (row, span) in enumerate(zip(shown, spans, strict=True))
    ]
    layers = [*_months(first, last, width, height, look), *_bars(values, look)]
    middles = [_ROW * (number + 0.5) for number in range(len(shown))]
    layers += at_left([(y, clean(name), False) for y, name in zip(middles, names, strict=True)], look, left)
    figures = [{"y": y, "text": _times(row)} for y, row in zip(middles, shown, strict=True)]
    layers.append(
        written(figures, {"x": {"value": width + 10}, "y": points("y")}, align="left", color=look.paint("ink"))
    )
    bars = say("Bars: days with surely more than expected; dots: the peaks; open ends: it goes on.")
    reads = sentences(bars, more_rows(len(rows) - len(shown)))
    return Plot(title, layers, width, height, reads, left + 12)


def _times(row: Given) -> str:
    ratio = f"{row['ratio']:,.1f}"
    local = marks()
    return say("{number} times", number=local.number(ratio) if local else ratio)


def _name(row: Given) -> str:
    name = named(row["touchpoint"] if row["touchpoint"] is not None else row["theme"])
    return f"{named(row['group'])}: {name}" if "group" in row else name


def _what(row: Given) -> str:
    """What of a touchpoint has become commoner, where its name alone does not tell."""
    if row["kind"] == "experience":
        return say("bad scores")
    return say("broken promises") if row["kind"] == "promise" else ""


def _ends(rows: Sequence[Given], answer: Answer) -> tuple[date, date]:
    """The days that the plot shows."""
    first = min(date.fromisoformat(row["onset_low_on"]) for row in rows)
    last = max(date.fromisoformat(row["until_on"] or row["peak_on"]) for row in rows)
    if answer.as_of is not None:
        last = max(last, answer.as_of.date()) if any(row["open"] for row in rows) else last
    return first - _MARGIN, last + timedelta(days=1)


def _span(row: Given, last: date) -> tuple[date, date]:
    until = last if row["open"] else date.fromisoformat(row["until_on"]) + timedelta(days=1)
    return date.fromisoformat(row["onset_on"]), until


def _value(row: Given, span: tuple[date, date], number: int, ends: tuple[date, date], width: float) -> dict[str, Any]:
    def place(day: date) -> float:
        return (day - ends[0]).days / max((ends[1] - ends[0]).days, 1) * width

    until = say("still goes on") if row["open"] else say("until {day}", day=row["until_on"])
    says = say(
        "{name}: since {day}, {until}, {count} seen, {ratio} times what was expected",
        name=_name(row),
        day=row["onset_on"],
        until=until,
        count=counted(row["seen"]),
        ratio=figure(row["ratio"], "score") + between(row["low"], row["high"], "score"),
    )
    if what := _what(row):
        says += f"; {what}"
    if row["theme"] is not None and row["touchpoint"] is not None:
        says += "; " + say("spoken of then: {theme}", theme=named(row["theme"]))
    whom = ""
    if row["dimension"] is not None and row["segment_share"] is not None:
        of = say("{share} of them", share=figure(row["segment_share"], "share"))
        whom = f"{named(row['dimension'])} {named(row['value'])}: {of}"
        says += "; " + say("{whom}, {share} of others", whom=whom, share=figure(row["rest_share"], "share"))
    for text in row["came_before"]:
        says += "; " + say("came before: {what}", what=clean(text))
    middle = _ROW * (number + 0.5)
    start, end = place(span[0]), place(span[1])
    return {
        "x": start,
        "end": max(end, start + 2),
        "top": middle - _BAR / 2,
        "bottom": middle + _BAR / 2,
        "y": middle,
        "peak": place(date.fromisoformat(row["peak_on"])) + width / max((ends[1] - ends[0]).days, 1) / 2,
        "under": middle + _BAR / 2 + 6,
        "whom": ready("; ".join(filter(None, (what, whom))), FIGURE, max(60.0, width - start)),
        "says": says,
    }


def _bars(values: Values, look: Look) -> list[Layer]:
    bar = {"x": points("x"), "x2": {"field": "end"}, "y": points("top"), "y2": {"field": "bottom"}}
    peaks = [{"x": value["peak"], "y": value["y"]} for value in values]
    whom = [{"x": value["x"], "y": value["under"], "text": value["whom"]} for value in values if value["whom"]]
    layers = [
        layer(values, {"type": "rect", "color": look.paint("structure"), "opacity": 1}, bar),
        layer(
            peaks,
            {"type": "circle", "size": 50, "color": look.paint("low"), "opacity": 1},
            {"x": points("x"), "y": points("y")},
        ),
    ]
    if whom:
        where = {"x": points("x"), "y": points("y")}
        layers.append(written(whom, where, align="left", fontSize=10, color=look.paint("muted")))
    return layers


def _months(first: date, last: date, width: float, height: float, look: Look) -> list[Layer]:
    """A line at the first of each month, with its name while there is room."""
    days = max((last - first).days, 1)
    starts, day = [], date(first.year, first.month, 1)
    while day <= last:
        if day >= first:
            starts.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    every = max(1, -(-len(starts) * 58 // max(1, int(width))))
    values: Values = [{"x": (start - first).days / days * width, "text": f"{start:%Y-%m}"} for start in starts[::every]]
    if not values:
        values = [{"x": 0.0, "text": first.isoformat()}]
    rule = {"type": "rule", "strokeWidth": 1, "color": look.paint("hairline")}
    lines = layer(values, rule, {"x": points("x"), "y": {"value": 0}, "y2": {"value": height}})
    texts = written(values, {"x": points("x"), "y": {"value": height + 12}}, align="center", color=look.paint("muted"))
    return [lines, texts]
