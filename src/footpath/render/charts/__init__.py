"""A chart for every answer: a pure function from an `Answer` to Vega-Lite, drawn without a browser."""

from footpath.render.charts.chart import Chart
from footpath.render.charts.forms import draw_chart

__all__ = ["Chart", "draw_chart"]
