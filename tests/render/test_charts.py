"""Every answer has a chart: it draws, it is the same each time, it is inert, and it says what it shows."""

import json
import re
from dataclasses import fields, replace
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from made_answers import ARABIC, CHINESE, LONG, NAMELESS, PROTO, QUESTIONS, SCRIPT, answer_to

from footpath.analysis.homes import HOMES
from footpath.model.questions import Answer
from footpath.render.charts import Chart, draw_chart
from footpath.render.charts.forms import FORMS
from footpath.render.charts.page import cell

ASKS = sorted(QUESTIONS)
SVG = "{http://www.w3.org/2000/svg}"


def _text(chart: Chart) -> str:
    return "\n".join("".join(part.itertext()) for part in fromstring(chart.svg()).iter(f"{SVG}text"))


def _inert(svg: str) -> None:
    root = fromstring(svg)
    tags = {part.tag.removeprefix(SVG) for part in root.iter()}
    assert tags <= {
        "svg",
        "g",
        "path",
        "rect",
        "line",
        "circle",
        "text",
        "title",
        "desc",
        "tspan",
        "style",
        "defs",
        "clipPath",
    }
    for part in root.iter():
        assert not [name for name in part.attrib if name.lower().startswith("on") or name.endswith("href")]
    assert set(re.findall(r"https?://[^\"' <]+", svg)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_every_question_has_a_form_and_is_drawn_here() -> None:
    assert set(QUESTIONS) == set(HOMES) == set(FORMS)


@pytest.mark.parametrize("ask", ASKS)
def test_an_answer_is_drawn_inert_and_in_words(ask: str) -> None:
    answer = answer_to(ask)
    assert answer.rows
    chart = draw_chart(answer)
    svg = chart.svg()
    _inert(svg)
    root = fromstring(svg)
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.description
    assert float(root.attrib["width"]) == pytest.approx(720, abs=14)
    assert "n = 200 customers" in _text(chart)
    assert json.loads(chart.json()) == chart.spec
    assert draw_chart(answer).spec == chart.spec
    if ask not in NAMELESS:
        shown = _text(chart)
        assert any(name in shown for name in (SCRIPT, ARABIC, CHINESE, PROTO, LONG[:12]))


@pytest.mark.parametrize("ask", ASKS)
def test_no_rows_say_that_there_is_no_evidence(ask: str) -> None:
    empty = replace(answer_to(ask), n=0, rows=())
    chart = draw_chart(empty)
    assert "No evidence" in chart.own
    _inert(chart.own)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ask", ASKS)
def test_one_row_and_rows_without_numbers_are_drawn(ask: str, dark: bool) -> None:
    answer = answer_to(ask)
    one = draw_chart(replace(answer, rows=answer.rows[:1]), dark=dark)
    assert one.own or one.spec["layer"]
    unknown = draw_chart(replace(answer, rows=tuple(_unknown(row) for row in answer.rows)), dark=dark)
    assert "NaN" not in json.dumps(unknown.spec)
    assert "nan" not in re.sub(r"<text[^>]*>[^<]*", "", unknown.own).lower()


def test_rows_of_which_nothing_is_known_say_so_too() -> None:
    answer = answer_to("dropoff")
    chart = draw_chart(replace(answer, rows=tuple(_unknown(row) for row in answer.rows)))
    assert "No evidence" in chart.own
    assert chart.title == draw_chart(answer).title


def _unknown(row: Any) -> Any:
    known = {field.name: getattr(row, field.name) for field in fields(row)}
    edges = ("from_s", "until_s", "at_s")  # always known
    unknown = [name for name, value in known.items() if isinstance(value, float) and name not in edges]
    return replace(row, **dict.fromkeys(unknown, float("nan")))


@pytest.mark.parametrize("by", ["device", "week"])
@pytest.mark.parametrize("ask", [ask for ask in ASKS if ask not in ("decompose", "spikes")])
def test_groups_are_drawn_on_a_telephone(ask: str, by: str) -> None:
    answer = answer_to(ask, by)
    chart = draw_chart(answer, dark=True, width=390)
    assert chart.own or chart.spec["layer"]
    if chart.own:
        _inert(chart.own)
        assert fromstring(chart.own).attrib["width"] == "390"


def test_an_unknown_question_is_drawn_by_its_first_rate() -> None:
    answer = answer_to("dropoff")
    chart = draw_chart(Answer({"ask": "else"}, answer.as_of, answer.n, answer.rows))
    assert SCRIPT in _text(chart)
    assert f"{chart.table[0]['rate']:.0%}" in _text(chart)


def test_the_same_answer_gives_the_same_bytes() -> None:
    for ask in ("funnel", "flows"):
        answer = answer_to(ask)
        first, again = draw_chart(answer), draw_chart(answer)
        assert first.svg() == again.svg()
        assert first.html() == again.html()
    assert draw_chart(answer_to("funnel"), dark=True).svg() != draw_chart(answer_to("funnel")).svg()


def test_text_is_in_the_picture_and_not_only_in_its_source() -> None:
    import vl_convert

    for ask in ("touchpoints", "variants"):
        chart = draw_chart(answer_to(ask))
        png = chart.png(1)
        assert png.startswith(b"\x89PNG")
        for name in (ARABIC, CHINESE, "customers"):
            wordless = chart.svg().replace(name, "")
            assert wordless != chart.svg()
            assert vl_convert.svg_to_png(wordless, scale=1) != png


def test_a_page_holds_picture_and_rows_and_asks_nobody() -> None:
    chart = draw_chart(answer_to("dropoff"))
    page = chart.html()
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert page.count("<tr>") == 1 + len(chart.table)
    assert set(re.findall(r"https?://[^\"' <]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert cell("median_low", 7200.0) == "7,200"
    assert set(chart._repr_mimebundle_()) == {"image/svg+xml", "text/plain"}
