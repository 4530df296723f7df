"""One picture for each group, one below the other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.plot import Drawing
from footpath.render.charts.style import STRONG, Look
from footpath.render.charts.wording import by, more_groups, named, sentences
from footpath.render.marks import Mark, line

Given = Mapping[str, Any]
Part = Callable[[Sequence[Given], Look, float], tuple[list[Mark], float]]
MOST_PICTURES = 4
_HEAD, _BETWEEN = 26.0, 22.0


def stacked(answer: Answer, look: Look, title: str, weight: str, part: Part, reads: str = "") -> Drawing:
    """The whole, or with ``by`` the groups with most of ``weight``, each drawn by ``part`` from a height on."""
    rows: Sequence[Given] = answer.dicts()
    if "by" not in answer.question:
        marks, height = part(rows, look, 0.0)
        return Drawing(title, marks, height, reads)
    weights: dict[str, float] = {}
    for row in rows:
        weights[str(row["group"])] = weights.get(str(row["group"]), 0.0) + (row[weight] or 0)
    chosen = sorted(weights, key=lambda group: -weights[group])[:MOST_PICTURES]
    marks, top = [], 0.0
    for group in (group for group in weights if group in chosen):
        marks.append(line(named(group), STRONG, 0, top + 14, look.inner))
        drawn, height = part([row for row in rows if str(row["group"]) == group], look, top + _HEAD)
        marks += drawn
        top += _HEAD + height + _BETWEEN
    reads = sentences(reads, more_groups(len(weights) - len(chosen)))
    return Drawing(by(title, answer.question["by"]), marks, top - _BETWEEN, reads)
