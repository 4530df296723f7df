"""What moves the score: importance against how it is, one dot a driver."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Layer, Plot, Values, across, layer, painted, points, written
from footpath.render.charts.ranked import MOST
from footpath.render.charts.readings import Reading, draw_reading
from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.terms import term
from footpath.render.charts.wording import between, figure, more_rows, n_of, named, ready, sentences
from footpath.render.language import say
from footpath.render.text import width_of

Given = Mapping[str, Any]
_LEFT, _HEIGHT, _LINE = 52.0, 380.0, 14.0
_TONES = {"fix first": "low", "keep": "high", "watch": "neutral", "low priority": "neutral"}


def _counts(row: Given) -> str:
    return f"{n_of(row['n'])} · {term(row['quadrant'])}"


_ranked = draw_reading(
    lambda: Reading(
        lambda question: say("What goes with the score"),
        "importance",
        Axis(say("part of what varies in the score"), "share"),
        lambda row: named(row["driver"]),
        _counts,
        "n",
        tone=lambda row: _TONES.get(row["quadrant"], "structure"),
    )
)


def draw_drivers(answer: Answer, look: Look) -> Plot:
    """Dots with their intervals in four quadrants; by groups, importances side by side."""
    if "by" in answer.question:
        return _ranked(answer, look)
    rows = [row for row in answer.dicts() if row["importance"] is not None and row["performance"] is not None]
    outcome = str(answer.dicts()[0]["outcome"])
    short = outcome in ("nps", "csat", "ces")
    title = say("What goes with {score}", score=outcome.upper() if short else term(outcome))
    if not rows:
        return Plot(title, [], look.inner, 0.0)
    shown = rows[:MOST]
    width = look.inner - _LEFT - 8
    x, y = _axes(shown, width)
    values = [_value(row, look) for row in shown]
    layers = [*_medians(shown[0], x, y, look), *_corners(width, look), *_dots(values, x, y, look)]
    layers.append(_labels(values, x, y, width, look))
    up = say(
        "Up: goes more with the score (all add up to {share} of what varies in it).",
        share=figure(shown[0]["r2"], "share"),
    )
    right = say("Right: better experience. Lines are 95% intervals, dashes the medians.")
    reads = sentences(up, right, more_rows(len(rows) - len(shown)))
    return Plot(title, layers, width, _HEIGHT, reads, _LEFT)


def _axes(rows: Sequence[Given], width: float) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both scales, with their ends as given so that names can be placed."""
    moods = [row[field] for row in rows for field in ("performance", "performance_low", "performance_high")]
    known = [mood for mood in moods if mood is not None]
    room = 0.06 * (max(known) - min(known) or 1.0)
    x = Axis(say("mean experience, −1 to 1"), "experience", from_zero=False).over(
        [min(known) - room, max(known) + room], width
    )
    parts = [row[field] for row in rows for field in ("importance", "high") if row[field] is not None]
    y = Axis(say("part of what varies in the score"), "share").over([0.0, max(parts) * 1.06 or 1.0], _HEIGHT)
    y["axis"] |= {"titleAngle": 0, "titleAlign": "left", "titleX": -42, "titleY": -14, "titleBaseline": "bottom"}
    for axis in (x, y):
        axis["scale"]["nice"] = False
    return x, y


def _value(row: Given, look: Look) -> dict[str, Any]:
    felt = f"{figure(row['performance'], 'experience')}{between(row['performance_low'], row['performance_high'], 'experience')}"
    says = say(
        "{name} ({kind}): importance {part}, experience {felt}, {n}: {what}",
        name=named(row["driver"]),
        kind=term(str(row["kind"])),
        part=f"{figure(row['importance'], 'share')}{between(row['low'], row['high'], 'share')}",
        felt=felt,
        n=n_of(row["n"]),
        what=term(row["quadrant"]),
    )
    return {
        "at": row["performance"],
        "part": row["importance"],
        "low": row["low"],
        "high": row["high"],
        "worse": row["performance_low"],
        "better": row["performance_high"],
        "name": named(row["driver"]),
        "says": says,
        "colour": look.paint(_TONES.get(row["quadrant"], "structure")),
    }


def _dots(values: Values, x: dict[str, Any], y: dict[str, Any], look: Look) -> list[Layer]:
    quiet = [{key: of for key, of in value.items() if key != "says"} for value in values]
    rule = {"type": "rule", "strokeWidth": 1.2, "color": look.paint("band"), "clip": True}
    upright = [value for value in quiet if value["low"] is not None and value["high"] is not None]
    level = [value for value in quiet if value["worse"] is not None and value["better"] is not None]
    at, part = across("at", x), across("part", y)
    return [
        *([layer(upright, rule, {"x": at, "y": across("low", y), "y2": {"field": "high"}})] if upright else []),
        *([layer(level, rule, {"x": across("worse", x), "x2": {"field": "better"}, "y": part})] if level else []),
        layer(values, {"type": "circle", "size": 90, "opacity": 1}, {"x": at, "y": part, "color": painted()}),
    ]


def _medians(row: Given, x: dict[str, Any], y: dict[str, Any], look: Look) -> list[Layer]:
    dashes = {"type": "rule", "strokeWidth": 1, "strokeDash": [4, 4], "color": look.paint("muted"), "clip": True}
    found: list[Layer] = []
    if row["median_performance"] is not None:
        found.append(layer([{"at": row["median_performance"]}], dashes, {"x": across("at", x)}))
    if row["median_importance"] is not None:
        found.append(layer([{"part": row["median_importance"]}], dashes, {"y": across("part", y)}))
    return found


def _corners(width: float, look: Look) -> list[Layer]:
    """What each quarter of the plot means."""
    corners = ((say("Fix first"), "left", 6.0, 10.0), (say("Keep"), "right", width - 6, 10.0))
    lower = ((say("Watch"), "left", 6.0, _HEIGHT - 10), (say("Low priority"), "right", width - 6, _HEIGHT - 10))
    return [
        written(
            [{"x": at, "y": top, "text": text}],
            {"x": points("x"), "y": points("y")},
            align=align,
            fontSize=FIGURE.size,
            fontWeight=600,
            color=look.paint("muted"),
        )
        for text, align, at, top in (*corners, *lower)
    ]


def _labels(values: Values, x: dict[str, Any], y: dict[str, Any], width: float, look: Look) -> Layer:
    """The names beside their dots, moved down where they would meet."""
    placed: list[tuple[float, float, float]] = []
    labels: Values = []
    for value in sorted(values, key=lambda value: -value["part"]):
        left, top = _share(value["at"], x) * width, (1 - _share(value["part"], y)) * _HEIGHT
        text = ready(value["name"], NAME, width * 0.34)
        wide = width_of(text, NAME)
        top -= 9  # above the interval
        start = left + 9 if left + 9 + wide <= width else left - 9 - wide
        while any(a < start + wide and start < b and abs(top - c) < _LINE for a, b, c in placed):
            top += 3
        placed.append((start, start + wide, top))
        labels.append({"x": start, "y": top, "text": text})
    where = {"x": points("x"), "y": points("y")}
    return written(labels, where, align="left", fontSize=NAME.size, color=look.paint("ink"))


def _share(value: float, scale: dict[str, Any]) -> float:
    low, high = scale["scale"]["domain"]
    return (value - low) / ((high - low) or 1.0)
