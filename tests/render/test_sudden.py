"""Spikes drawn: what of a touchpoint has become commoner, and what is said of it."""

import json
from dataclasses import replace

import pytest
from made_answers import answer_to

from footpath.render.charts import draw_chart

NAME = "<b>'shelf' =1+1"


@pytest.mark.parametrize(("kind", "told"), [("experience", "bad scores"), ("promise", "broken promises")])
def test_the_touchpoint_is_the_name_and_what_rises_there_stands_below(kind: str, told: str) -> None:
    answer = answer_to("spikes")
    row = replace(answer.rows[0], kind=kind, touchpoint=NAME, theme="late", dimension="device", value="phone")
    row = replace(row, segment_share=0.5, rest_share=0.1)
    drawn = json.dumps(draw_chart(replace(answer, rows=(row,))).spec, ensure_ascii=False)
    assert f'"whom": "{told}; device phone' in drawn
    assert f"; {told}; spoken of then: late; device phone" in drawn
    assert NAME in drawn
    plain = replace(row, kind="error", theme=None)
    assert told not in json.dumps(draw_chart(replace(answer, rows=(plain,))).spec)


def test_what_rises_there_is_told_in_other_languages() -> None:
    answer = answer_to("spikes")
    row = replace(answer.rows[0], kind="promise", touchpoint=NAME, theme=None)
    assert "gebrochene Versprechen" in json.dumps(draw_chart(replace(answer, rows=(row,)), language="de").spec)
