"""Whether customers come back: cohorts, and the states they are in."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.matrices import Cell, Matrix, columns_of, draw_matrix
from footpath.render.charts.plot import Drawing, Layer, Plot, Values, across, key, layer, painted, points, written
from footpath.render.charts.style import FIGURE, Look
from footpath.render.charts.terms import term
from footpath.render.charts.trends import Curve, Point, draw_trend
from footpath.render.charts.wording import (
    between,
    by,
    counted,
    figure,
    named,
    part_of,
    ready,
    sentences,
    widest,
    words,
)
from footpath.render.language import say
from footpath.render.marks import Circle, Group, Mark, Path, line_ending

Given = Mapping[str, Any]
ALL = "all"
_COHORTS, _SCALE, _TALL, _CURVE = 20, 52.0, 280.0, 96.0
_STATES = {
    "new": "persona-1",
    "returning": "structure",
    "resurrected": "persona-3",
    "dormant": "persona-2",
    "open": "neutral",
}
_BELOW = ("dormant", "open")


def draw_retention(answer: Answer, look: Look) -> Plot | Drawing:
    """The triangle of cohorts with the sum of them on top; with ``by``, a curve for each group."""
    rows = answer.dicts()
    title = say("Customers who come back")
    if "by" in answer.question:
        return _curves([row for row in rows if row["cohort"] == ALL], by(title, answer.question["by"]), look)
    periods = sorted({(row["period"], row["span"]) for row in rows if row["customers"]})[: 7 if look.narrow else 13]
    if not periods:
        return Drawing(title, [], 0.0)
    cohorts = [cohort for cohort in dict.fromkeys(row["cohort"] for row in rows) if cohort != ALL]
    shown = cohorts[-_COHORTS:]
    names = [ALL, *shown]
    place = {period: number for number, (period, _) in enumerate(periods)}
    sizes: dict[str, int] = {}
    cells: dict[tuple[int, int], Cell] = {}
    for row in rows:
        sizes.setdefault(row["cohort"], row["customers"] + row["open"])
        if row["cohort"] in names and row["period"] in place and row["customers"]:
            cells[names.index(row["cohort"]), place[row["period"]]] = _cell(row)
    heads = [span.rsplit(" ", 1)[-1] if _alike(periods) else span for _, span in periods]
    unit = term(periods[0][1].rsplit(" ", 1)[0]) if _alike(periods) else ""
    shown_names = [term(ALL), *names[1:]]
    matrix = Matrix(shown_names, heads, cells, unit, say("cohort"), [counted(sizes.get(name, 0)) for name in names])
    whole = [row for row in rows if row["cohort"] == ALL and row["period"] in place and row["rate"] is not None]
    curve, top = _curve(whole, place, columns_of(matrix, look))
    marks, height = draw_matrix(matrix, look, top)
    left = len(cohorts) - len(shown)
    more = say("And {count} earlier cohorts in the table.", count=counted(left)) if left else ""
    whole_curve = say("The curve is all cohorts together with its 95% interval.")
    reads = say("Of each cohort, those whose period is over. An empty cell has no such customers yet.")
    return Drawing(title, [*curve, *marks], top + height, sentences(whole_curve, reads, more))


def _curve(rows: Sequence[Given], place: Mapping[int, int], columns: tuple[float, float]) -> tuple[list[Mark], float]:
    """All cohorts together above their columns, 0 to 100%, and the height it takes."""
    if len(rows) < 2:
        return [], 0.0
    left, size = columns

    def at(row: Given, field: str) -> str:
        return f"{left + (place[row['period']] + 0.5) * size - 1:.2f} {_CURVE * (1 - row[field]):.2f}"

    band = "L".join([at(row, "high") for row in rows] + [at(row, "low") for row in reversed(rows)])
    ends = left + (max(place.values()) + 1) * size
    marks: list[Mark] = [
        *(Path(f"M{left:.2f} {y:.2f}H{ends:.2f}", stroke="hairline") for y in (0.0, _CURVE / 2, _CURVE)),
        *(
            line_ending(text, FIGURE, left - 8, y + 4)
            for text, y in ((figure(1, "share"), 0.0), (figure(0.5, "share"), _CURVE / 2), (figure(0, "share"), _CURVE))
        ),
        Path(f"M{band}Z", "persona-1", opacity=0.2),
        Path("M" + "L".join(at(row, "rate") for row in rows), stroke="persona-1", width=2),
    ]
    for row in rows:
        x, y = (float(part) for part in at(row, "rate").split())
        marks.append(Group((Circle(x, y, 3, "persona-1"),), full_text=_cell(row).says))
    return marks, _CURVE + 14


def _alike(periods: Sequence[tuple[int, str]]) -> bool:
    """Whether the periods are called "week 0", "week 1" …"""
    return len({span.rsplit(" ", 1)[0] for _, span in periods}) == 1 and all(" " in span for _, span in periods)


def _cell(row: Given) -> Cell:
    says = (
        f"{term(row['cohort']) if row['cohort'] == ALL else row['cohort']}, {_span(row['span'])}: "
        f"{figure(row['rate'], 'share')}{between(row['low'], row['high'], 'share')}, "
        + say(
            "{part} customers, {open} open", part=part_of(row["returned"], row["customers"]), open=counted(row["open"])
        )
    )
    return Cell((row["rate"] or 0.0) ** 0.7, figure(row["rate"], "share"), says)


def _span(span: str) -> str:
    """A period as it is called: "week 3"; the unit is a word of ours, the number stays."""
    unit, _, number = span.rpartition(" ")
    return f"{term(unit)} {number}" if unit else span


def _curves(rows: Sequence[Given], title: str, look: Look) -> Plot:
    spans = [span for _, span in sorted({(row["period"], row["span"]) for row in rows})]
    weights: dict[str, int] = {}
    for row in rows:
        weights[str(row["group"])] = weights.get(str(row["group"]), 0) + row["customers"]
    groups = sorted(weights, key=lambda group: -weights[group])
    curves = []
    for number, group in enumerate(groups):
        of = {row["span"]: row for row in rows if str(row["group"]) == group}
        curves.append(Curve(group, look.kind(number), [_point(of.get(span)) for span in spans]))
    return draw_trend(
        title, spans, curves, Axis(say("share of all cohorts"), "share"), look, say("Bands are 95% intervals.")
    )


def _point(row: Given | None) -> Point:
    if row is None or not row["customers"]:
        return Point(None)
    return Point(row["rate"], row["low"], row["high"], f"{named(row['group'])}, {_cell({**row, 'cohort': ALL}).says}")


def draw_lifecycle(answer: Answer, look: Look) -> Plot:
    """Who is new, back again or back after long, above the line; who has gone quiet, below it."""
    rows = answer.dicts()
    groups = list(dict.fromkeys(str(row.get("group", "")) for row in rows))
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row["period"], row["state"]] = counts.get((row["period"], row["state"]), 0) + row["customers"]
    periods = sorted({row["period"] for row in rows})[-(18 if look.narrow else 40) :]
    width = look.inner - _SCALE - 8
    step = width / len(periods)
    values: Values = []
    for place, period in enumerate(periods):
        values += _stack(period, place * step, step, counts, look)
    y = Axis(say("customers"), "count").over([value[end] for value in values for end in ("first", "last")], _TALL)
    y["axis"] |= {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleX": -_SCALE + 10,
        "titleY": -12,
        "titleBaseline": "bottom",
    }
    y["axis"] |= {"labelExpr": "format(abs(datum.value), ',.3~s')"}
    place_of = {"x": points("left"), "x2": {"field": "right"}, "y": across("first", y), "y2": {"field": "last"}}
    head = key([(words(state), tone) for state, tone in _STATES.items()], look, look.inner, _SCALE, 32)
    layers: list[Layer] = [layer(values, {"type": "rect", "opacity": 1}, {**place_of, "color": painted()}), *head]
    zero = {"y": across("zero", y), "x": {"value": 0}, "x2": {"value": width}}
    layers.append(layer([{"zero": 0}], {"type": "rule", "color": look.paint("muted"), "strokeWidth": 1}, zero))
    layers.append(_names(periods, step, look))
    summed = (
        say("All {count} groups together; each is in the table.", count=counted(len(groups))) if len(groups) > 1 else ""
    )
    reads = sentences(say("Above the line: seen in the period. Below it: seen before and not in it."), summed)
    return Plot(say("Customers by what they do"), layers, width, _TALL, reads, _SCALE)


def _stack(period: str, left: float, step: float, counts: Mapping[tuple[str, str], int], look: Look) -> Values:
    up, down = 0, 0
    values: Values = []
    for state, tone in _STATES.items():
        count = counts.get((period, state), 0)
        if not count:
            continue
        first, last = (-down, -(down + count)) if state in _BELOW else (up, up + count)
        up, down = (up, down + count) if state in _BELOW else (up + count, down)
        says = f"{period}: {words(state)}, {counted(count)}"
        right = left + step * 0.88
        values.append(
            {"left": left, "right": right, "first": first, "last": last, "says": says, "colour": look.paint(tone)}
        )
    return values


def _names(periods: Sequence[str], step: float, look: Look) -> Layer:
    every = max(1, -(-int(widest(periods, FIGURE) + 12) // max(1, int(step))))
    first = (len(periods) - 1) % every
    values = [
        {"x": (place + 0.44) * step, "text": ready(period, FIGURE, 90)}
        for place, period in enumerate(periods)
        if place % every == first
    ]
    return written(values, {"x": points("x"), "y": {"value": _TALL + 16}}, align="center", color=look.paint("muted"))
