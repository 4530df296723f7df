"""Which form an answer takes."""

from collections.abc import Callable, Mapping
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.chart import Chart
from footpath.render.charts.fallback import dots
from footpath.render.charts.style import WIDTH, config
from footpath.render.theme import Theme

Form = Callable[[Answer, Theme], dict[str, Any]]
FORMS: Mapping[str, Form] = {}
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # names the language; nothing is fetched


def draw_chart(answer: Answer, *, dark: bool = False) -> Chart:
    """Draw an answer in the form of its question; the same answer gives the same bytes.

    Args:
        dark: on a dark ground.
    """
    theme: Theme = "dark" if dark else "light"
    ask = str(answer.question.get("ask", ""))
    drawn = FORMS.get(ask, dots)(answer, theme)
    title = str(drawn.pop("title", ask.replace("_", " ").capitalize()))
    as_of = f", records up to {answer.as_of:%Y-%m-%d}" if answer.as_of else ""
    spec = {
        "$schema": SCHEMA,
        "description": title,
        "width": WIDTH,
        "title": {"text": title, "subtitle": f"n = {answer.n:,} customers{as_of}"},
        **drawn,
        "config": config(theme),
    }
    return Chart(spec, title, tuple(answer.dicts()))
