"""Dots with intervals: the form of an answer that has none of its own."""

from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.axes import Axis
from footpath.render.charts.plot import Plot
from footpath.render.charts.ranked import Item, Ranking, Row, draw_ranking
from footpath.render.charts.style import Look
from footpath.render.charts.wording import Kind, between, figure, named, words


def first_figures(answer: Answer, look: Look) -> Plot:
    """The first figure with an interval, or the first figure, by the texts that name its row."""
    rows = answer.dicts()
    ask = words(str(answer.question.get("ask", "")))
    numbers = [name for name in rows[0] if any(_is_number(row[name]) for row in rows)]
    measured = _figure(numbers)
    if measured is None:
        return draw_ranking(Ranking(ask, [], Axis("", "count")), look)
    kind: Kind = "share" if measured.endswith(("share", "rate")) else "seconds" if measured.endswith("_s") else "score"
    labels = [name for name in rows[0] if name not in numbers]
    shown = [_row(row, measured, labels, kind) for row in rows if _is_number(row[measured])]
    return draw_ranking(Ranking(ask, shown, Axis(words(measured), kind)), look)


def _row(row: dict[str, Any], measured: str, labels: list[str], kind: Kind) -> Row:
    name = " · ".join(named(row[label]) for label in labels if row[label] is not None) or words(measured)
    low, high = row.get("low"), row.get("high")
    says = f"{name}: {figure(row[measured], kind)}{between(low, high, kind)}"
    return Row(name, [Item(row[measured], low, high, text=figure(row[measured], kind), says=says)])


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _figure(numbers: list[str]) -> str | None:
    if "low" in numbers and numbers.index("low") > 0:
        return numbers[numbers.index("low") - 1]
    return numbers[0] if numbers else None
