"""Which form an answer takes, and what every form is framed with."""

from collections.abc import Callable, Mapping
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.chart import Chart
from footpath.render.charts.chips import draw_variants
from footpath.render.charts.fallback import first_figures
from footpath.render.charts.frame import framed, nothing
from footpath.render.charts.moving import draw_stage_transitions, draw_step_matrix, draw_transitions
from footpath.render.charts.plot import Drawing, Plot
from footpath.render.charts.readings import draw_reading
from footpath.render.charts.sankey import draw_flows
from footpath.render.charts.style import WIDTH, Look
from footpath.render.charts.things import READINGS

Form = Callable[[Answer, Look], Plot | Drawing]
FORMS: Mapping[str, Form] = {
    **{ask: draw_reading(reading) for ask, reading in READINGS.items()},
    "transitions": draw_transitions,
    "stage_transitions": draw_stage_transitions,
    "step_matrix": draw_step_matrix,
    "flows": draw_flows,
    "variants": draw_variants,
}


def draw_chart(answer: Answer, *, dark: bool = False, width: int = WIDTH) -> Chart:
    """Draw an answer in the form of its question; the same answer gives the same bytes.

    Args:
        dark: on a dark ground.
        width: in points, margins included; from 320.
    """
    look = Look("dark" if dark else "light", max(320, width))
    ask = str(answer.question.get("ask", ""))
    rows: tuple[Mapping[str, Any], ...] = tuple(answer.dicts())
    drawn = FORMS.get(ask, first_figures)(answer, look) if rows else nothing(ask, look)
    return framed(drawn, answer, rows, look)
