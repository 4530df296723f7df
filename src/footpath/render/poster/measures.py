"""The lane of measures: one figure each with its interval and up to 26 weeks of it."""

from itertools import dropwhile

from footpath.model.maps import Measure
from footpath.render.language import say
from footpath.render.marks import Circle, Group, Mark, Path, Subject, line, paragraph
from footpath.render.poster.cards import place_rows
from footpath.render.poster.columns import Column
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.svg import number
from footpath.render.theme import MEASURE, SMALL
from footpath.render.vocabulary import word

_SPARK, _TALL = 56.0, 24.0
_WIDEST = 232.0  # in a wide column the line stays near its figure
_APART = 16.0  # measures have no frame, so two beside one another in a column keep this between them


def measures(sheet: Sheet, top: float) -> Lane | None:
    columns = sheet.by_column(sheet.map.measures)
    if not any(columns):
        return None
    heights = [
        [_measure(sheet, c, item, c.x, 0.0)[1] for item in items]
        for c, items in zip(sheet.columns, columns, strict=True)
    ]
    boxes, end = place_rows(sheet, heights, top)
    marks = tuple(
        _measure(sheet, column, item, box.x, box.y)[0]
        for column, items, places in zip(sheet.columns, columns, boxes, strict=True)
        for item, box in zip(items, places, strict=True)
    )
    weeks = max((len(item.trend) for item in sheet.map.measures), default=0)
    return Lane(say("Measures"), say("line: last {count} weeks", count=weeks) if weeks > 1 else "", end - top, marks)


def sentence(words: str) -> str:
    """Words with a capital at their start: "go on" → "Go on"."""
    return words[:1].upper() + words[1:]


def _measure(sheet: Sheet, column: Column, item: Measure, x: float, top: float) -> tuple[Group, float]:
    """A measure drawn at its place, and its height, which does not depend on the place."""
    spark = _SPARK if tells_a_trend(item.trend) else 0.0
    whole = min(column.card_width - (_APART if column.tracks > 1 else 0), _WIDEST)
    width = whole - (spark + 12 if spark else 0)
    label = paragraph(sentence(word(item.label)), SMALL, width, 2)
    value = line(sheet.value(item.claim) or "–", MEASURE, x, top + label.height + 18, width)
    marks: list[Mark] = [*label.place(x, top), value]
    height = label.height + 24
    interval = sheet.interval(item.claim)
    if interval:
        beside = line(interval, SMALL, value.box.right + 6, value.baseline)
        if beside.box.right > x + width:
            beside = line(interval, SMALL, x, value.baseline + 16, column.card_width)
            height += 16
        marks.append(beside)
    if spark:
        marks += sparkline(item.trend, x + whole - spark, top + 8)
    subject = Subject(sentence(word(item.label)), "", sheet.known(item.claim))
    return Group(tuple(marks), "point", subject, full_text=word(item.label) if label.shortened else ""), height


def tells_a_trend(trend: tuple[float | None, ...]) -> bool:
    """Whether a line of these weeks says something: three at least, and half of those since the first known."""
    since = [*dropwhile(lambda value: value is None, trend)]
    known = sum(value is not None for value in since)
    return known >= 3 and 2 * known >= len(since)


def sparkline(trend: tuple[float | None, ...], x: float, top: float) -> list[Mark]:
    """The weeks as a line, broken where a week has too few, with a dot at the last one known.

    The height stands for at least a twentieth of the largest value, so that a steady figure looks steady.
    """
    low, span = _range([value for value in trend if value is not None])
    step = _SPARK / max(1, len(trend) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for week, value in enumerate(trend):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x + week * step, top + _TALL * (1 - (value - low) / span)))
    runs = [run for run in runs if run]
    d = "".join("M" + "L".join(f"{number(a)} {number(b)}" for a, b in run) for run in runs if len(run) > 1)
    alone: list[Mark] = [Circle(*run[0], 1.3, fill="structure") for run in runs[:-1] if len(run) == 1]
    line_of_weeks: list[Mark] = [Path(d, stroke="structure", width=1.5)] if d else []
    return [*line_of_weeks, *alone, Circle(*runs[-1][-1], 2.4, fill="structure")]


def _range(known: list[float]) -> tuple[float, float]:
    """Lowest value and span of the drawing."""
    low, high = min(known), max(known)
    span = max(high - low, max(abs(low), abs(high)) / 20, 1e-9)
    return (low + high - span) / 2, span
