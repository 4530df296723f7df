"""Title, subtitle and margins around what a form has drawn."""

from collections.abc import Mapping
from typing import Any

from footpath.model.questions import Answer
from footpath.render.charts.chart import Chart
from footpath.render.charts.plot import Drawing, Plot
from footpath.render.charts.style import BESIDE, HEADING, PAD, Look, config
from footpath.render.charts.wording import about, lines, turned
from footpath.render.language import language, say
from footpath.render.marks import Line, Mark, Paragraph
from footpath.render.svg import SvgWriter, escape, number
from footpath.render.theme import FAMILY

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # names the language; nothing is fetched
Rows = tuple[Mapping[str, Any], ...]


def nothing(title: str, look: Look) -> Drawing:
    """What is drawn where there is nothing to draw."""
    why = say("No evidence: nothing in the records answers this, or not yet.")
    text = Paragraph(tuple(lines(why, BESIDE, look.inner)), BESIDE, look.inner).place(0, 8)
    return Drawing(title, text, 40)


def framed(drawn: Plot | Drawing, answer: Answer, rows: Rows, look: Look) -> Chart:
    """A chart of what a form has drawn; a form that found nothing to place hands over a plot without height."""
    if not drawn.height:
        drawn = nothing(drawn.title, look)
    under = about(answer.question, answer.n, answer.as_of)
    description = " ".join(part for part in (f"{drawn.title}.", f"{under}.", drawn.reads) if part)
    if isinstance(drawn, Plot):
        spec = _specified(drawn, under, description, look)
        return Chart(spec, drawn.title, rows, description, dark=look.theme == "dark", language=language())
    spec = {"title": drawn.title, "description": description, "data": {"values": [dict(row) for row in rows]}}
    return Chart(
        spec, drawn.title, rows, description, _own(drawn, under, description, look), look.theme == "dark", language()
    )


def _heads(drawn: Plot | Drawing, under: str, look: Look) -> tuple[list[str], list[str]]:
    beside = [text for part in (under, drawn.reads) if part for text in lines(part, BESIDE, look.inner, 6)]
    return lines(drawn.title, HEADING, look.inner), beside


def _specified(plot: Plot, under: str, description: str, look: Look) -> dict[str, Any]:
    title, beside = _heads(plot, under, look)
    return {
        "$schema": SCHEMA,
        "description": description,
        "title": {"text": title, "subtitle": beside},
        "width": round(plot.width, 2),
        "height": round(plot.height, 2),
        "layer": [_whole_width(plot, look), *plot.layers],
        "config": config(look),
    }


def _whole_width(plot: Plot, look: Look) -> dict[str, Any]:
    """Nothing to see, from margin to margin: all charts are equally wide."""
    ends = {"x": {"value": -plot.left}, "x2": {"value": look.inner - plot.left}, "y": {"value": 0}, "y2": {"value": 0}}
    return {"data": {"values": [{}]}, "mark": {"type": "rule", "opacity": 0, "aria": False}, "encoding": ends}


class _Writer(SvgWriter):
    """Writes all text from its left edge on, so that pictures made without a browser have it where it belongs."""

    def _line(self, mark: Line) -> str:
        style = mark.style
        weight = f' font-weight="{style.weight}"' if style.weight != 400 else ""
        place = f'x="{number(mark.x)}" y="{number(mark.baseline)}" font-size="{number(style.size)}"{weight}'
        return f'<text {place} fill="{self._paint(style.colour)}">{turned(escape(mark.text))}</text>'


def _own(drawing: Drawing, under: str, description: str, look: Look) -> str:
    title, beside = _heads(drawing, under, look)
    marks: list[Mark] = []
    top = 0.0
    for style, texts in ((HEADING, title), (BESIDE, beside)):
        placed: tuple[Line, ...] = Paragraph(tuple(texts), style, look.inner).place(0, top)
        marks += placed
        top += style.leading * len(texts) + 4
    writer = _Writer(look.paint)
    top += 14
    width, height = look.width, PAD + top + drawing.height + PAD
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}"'
        f' viewBox="0 0 {number(width)} {number(height)}" role="img" font-family="{escape(FAMILY)}">'
        f"<title>{escape(drawing.title)}</title><desc>{escape(description)}</desc>"
        "<style>text{font-variant-numeric:tabular-nums;white-space:pre}</style>"
        f'<rect width="100%" height="100%" fill="{look.paint("card")}"/>'
        f'<g transform="translate({PAD} {PAD})">{writer.write(marks)}</g>'
        f'<g transform="translate({PAD} {number(PAD + top)})">{writer.write(drawing.marks)}</g></svg>\n'
    )
