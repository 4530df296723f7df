"""Charts and drawn differences speak one language: no label of theirs is said without the catalogue."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

sys.path.insert(0, str(Path(__file__).parent))

from made_answers import QUESTIONS, answer_to
from made_maps import rich_map

from footpath.maps.comparing import compare_maps
from footpath.model.maps import JourneyMap
from footpath.render.changes import diff_json, diff_text, render_diff
from footpath.render.charts import draw_chart
from footpath.render.charts.page import cell
from footpath.render.charts.wording import span
from footpath.render.language import knowing, speaking, with_language
from footpath.render.words import Words

_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that an answer brings along, in no catalogue: an explanation that the question itself wrote, and fields of records.
_TOLD = {
    "hardly",
    "anybody",
    "who",
    "answered",
    "is",
    "like",
    "of",
    "those",
    "did",
    "not",
    "reweighted",
    "still",
    "unlike",
    "after",
    "weighting",
    "device",
    "day",
}
_VEGA = {"title", "subtitle", "text"}  # how Vega names its own marks


class _Marked(dict[Any, Any]):
    """A catalogue that knows every label, and puts it in brackets."""

    def get(self, key: Any, default: Any = None) -> Any:
        return tuple(f"⟦{form}⟧" for form in key) if isinstance(key, tuple) else f"⟦{key}⟧"


MARKED = Words("xx", _Marked(), _Marked(), lambda n: 0 if n == 1 else 1)


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def unsaid(text: str) -> set[str]:
    """The words outside of brackets: those that no catalogue was asked for."""
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = inner
    return words_of(text)


def texts_of(svg: str) -> str:
    return "\n".join(
        "".join(part.itertext()) for part in fromstring(svg).iter() if part.tag.endswith(("}text", "}title", "}desc"))
    )


@pytest.mark.parametrize("ask", sorted(QUESTIONS))
def test_a_chart_says_nothing_without_the_catalogue_but_names_of_the_records(ask: str) -> None:
    answer = answer_to(ask)
    with knowing(MARKED):
        chart = draw_chart(answer, language="xx")
    told = f"{chart.title}. {chart.description}"
    names = words_of(str([answer.question, *answer.dicts()])) | _TOLD
    assert unsaid(told) <= names
    marks = re.findall(r"aria-label=\"([^\"]*)\"", chart.svg())
    whole = [mark for mark in marks if mark.count("⟦") == mark.count("⟧")]
    assert {word for mark in whole for word in unsaid(mark)} <= names | _VEGA


def test_a_german_chart_is_german_with_german_figures() -> None:
    chart = draw_chart(answer_to("funnel"), language="de")
    assert chart.title == "Kunden, die jeden Schritt erreichen"
    assert "Rote Linien sind 95-%-Intervalle." in chart.description
    assert '<html lang="de">' in chart.html()
    assert draw_chart(answer_to("funnel")).title == "Customers who reach each step"


@pytest.mark.parametrize(("tag", "told"), [("en", "3.2 d"), ("de", "3,2 T"), ("fr", "3,2 j"), ("pt", "3,2 d")])
def test_durations_have_the_units_and_signs_of_the_language(tag: str, told: str) -> None:
    with speaking(tag):
        assert span(276_480) == told
        assert cell("median_s", 276_480.0) == told


def changed(journey: JourneyMap) -> JourneyMap:
    """Another revision: a pain gone, another renamed, an action added, a figure far lower."""
    pains = (journey.pains[1].model_copy(update={"title": "Quite another"}), *journey.pains[2:])
    reach = journey.stages[1].goes_on
    assert reach is not None
    claim = journey.claims[reach]
    low = claim.model_copy(
        update={"value": claim.value / 2, "low": claim.value / 2 - 0.01, "high": claim.value / 2 + 0.01}
    )
    return journey.model_copy(update={"pains": pains, "claims": {**journey.claims, reach: low}})


def test_drawn_differences_say_nothing_of_their_own_without_the_catalogue() -> None:
    english, second = rich_map(), changed(rich_map())
    before = unsaid(texts_of(render_diff(english, english, compare_maps(english, english))))
    with knowing(MARKED):
        diff = compare_maps(english, second)
        text = diff_text(diff, "xx")
        drawn = texts_of(render_diff(english, with_language(second, "xx"), diff))
    of_maps = words_of(english.model_dump_json() + second.model_dump_json()) | before
    assert "⟦The whole map⟧" in text or "⟦pain point⟧" in text
    assert unsaid(text) <= of_maps
    assert "⟦" in drawn


@pytest.mark.parametrize(
    ("language", "labels"),
    [("de", ("Was sich geändert hat", "Verglichen mit")), ("pt", ("O que mudou", "Comparado com"))],
)
def test_drawn_differences_are_in_the_language_of_the_second_map(language: str, labels: tuple[str, ...]) -> None:
    first, second = rich_map(), with_language(changed(rich_map()), language)
    drawn = " ".join(texts_of(render_diff(first, second, compare_maps(first, second))).split())
    for label in labels:
        assert label in drawn
    for label in ("What changed", "Compared with", "moved by more than chance", "Pain points"):
        assert label not in drawn


def test_differences_of_what_so_few_did_are_not_told() -> None:
    first, second = rich_map(), changed(rich_map())
    name = first.stages[1].goes_on
    assert name is not None
    for diff in (compare_maps(first, second), compare_maps(second, first)):
        moved = next(figure for figure in diff.figures if figure.claim == name)
        small = diff.model_copy(
            update={"figures": tuple(f.model_copy(update={"n": 4}) if f is moved else f for f in diff.figures)}
        )
        assert f'"claim": "{name}"' in diff_json(diff)
        assert f'"claim": "{name}"' not in diff_json(small)
        assert diff_text(small) != diff_text(diff)


def test_the_axes_that_vega_writes_have_the_signs_of_the_language() -> None:
    shares = texts_of(draw_chart(answer_to("funnel"), language="de").svg()).split("\n")
    assert "20\u202f%" in shares
    felt = texts_of(draw_chart(answer_to("experience"), language="pt").svg()).split("\n")
    assert "0,1" in felt
    assert "20%" in texts_of(draw_chart(answer_to("funnel")).svg()).split("\n")
