"""Which form an answer takes."""

from collections.abc import Callable, Mapping
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.bins import draw_conversion_times, draw_session_gaps
from footpath.render.charts.chart import Chart
from footpath.render.charts.chips import draw_variants
from footpath.render.charts.differences import draw_aftermath, draw_compare, draw_leavers, draw_moments
from footpath.render.charts.driving import draw_drivers
from footpath.render.charts.fallback import first_figures
from footpath.render.charts.frame import framed, nothing
from footpath.render.charts.heard import draw_aims, draw_emotions, draw_expectations, draw_nonresponse
from footpath.render.charts.moving import draw_stage_transitions, draw_step_matrix, draw_transitions
from footpath.render.charts.onsets import draw_onset
from footpath.render.charts.plot import Drawing, Plot
from footpath.render.charts.reaching import draw_funnel
from footpath.render.charts.readings import draw_reading
from footpath.render.charts.returning import draw_lifecycle, draw_retention
from footpath.render.charts.sankey import draw_flows
from footpath.render.charts.several import (
    draw_attribution,
    draw_metric_or_groups,
    draw_overview_or_groups,
    draw_pages,
    draw_scores,
    draw_support_cases,
    tiles_or_groups,
)
from footpath.render.charts.style import WIDTH, Look
from footpath.render.charts.sudden import draw_spikes
from footpath.render.charts.things import READINGS
from footpath.render.charts.voices import draw_themes
from footpath.render.charts.waiting import draw_survival
from footpath.render.charts.waterfall import draw_decompose
from footpath.render.charts.wording import words
from footpath.render.language import speaking

Form = Callable[[Answer, Look], Plot | Drawing]
FORMS: Mapping[str, Form] = {
    **{ask: draw_reading(reading) for ask, reading in READINGS.items()},
    "aftermath": draw_aftermath,
    "attribution": draw_attribution,
    "compare": draw_compare,
    "conversion_times": draw_conversion_times,
    "decompose": draw_decompose,
    "drivers": draw_drivers,
    "emotions": draw_emotions,
    "aims": draw_aims,
    "expectations": draw_expectations,
    "flows": draw_flows,
    "funnel": draw_funnel,
    "leavers": draw_leavers,
    "lifecycle": draw_lifecycle,
    "matches": tiles_or_groups("matches", READINGS["matches"]),
    "metric": draw_metric_or_groups,
    "moments": draw_moments,
    "nonresponse": draw_nonresponse,
    "onset": draw_onset,
    "overview": draw_overview_or_groups,
    "pages": draw_pages,
    "retention": draw_retention,
    "scores": draw_scores,
    "session_gaps": draw_session_gaps,
    "sessions": tiles_or_groups("sessions", READINGS["sessions"]),
    "spikes": draw_spikes,
    "stage_transitions": draw_stage_transitions,
    "step_matrix": draw_step_matrix,
    "support": draw_support_cases,
    "survival": draw_survival,
    "themes": draw_themes,
    "transitions": draw_transitions,
    "variants": draw_variants,
}


def draw_chart(answer: Answer, *, dark: bool = False, width: int = WIDTH, language: str = "en") -> Chart:
    """Draw an answer in the form of its question; the same answer gives the same bytes.

    Args:
        dark: on a dark ground.
        width: in points, margins included; from 320.
        language: a tag such as "de"; names that the records hold stay as they are.
    """
    look = Look("dark" if dark else "light", max(320, width))
    ask = str(answer.question.get("ask", ""))
    rows: tuple[Mapping[str, Any], ...] = tuple(answer.dicts())
    with speaking(language):
        drawn = FORMS.get(ask, first_figures)(answer, look) if rows else nothing(words(ask), look)
        return framed(drawn, answer, rows, look)
