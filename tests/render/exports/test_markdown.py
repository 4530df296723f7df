"""The document, read back by a Markdown parser: outside texts stay texts, and every figure names its claim."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_maps import HARD_CASES, HOSTILE, rich_map
from markdown_it import MarkdownIt
from markdown_it.token import Token
from random_maps import maps

from footpath.model.maps import JourneyMap
from footpath.render.exports.markdown import plain, render_markdown
from footpath.render.text import clean

READER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
NEVER = {"html_block", "html_inline", "link_open", "image", "s_open", "em_open", "code_block", "fence", "hr"}


def tokens_of(text: str) -> Iterator[Token]:
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


@given(st.text(max_size=80) | st.sampled_from(HOSTILE))
def test_an_outside_text_reads_back_as_it_is(text: str) -> None:
    rendered = READER.parse(f"{plain(text)}\n\nend")
    inline = rendered[1]
    read = "".join(child.content for child in inline.children or () if child.type in ("text", "text_special"))
    assert not {child.type for child in inline.children or ()} - {"text", "text_special"}
    assert read == (clean(text) or "end")


@pytest.mark.parametrize(
    "text",
    [
        "- item",
        "+ item",
        "1. item",
        "12) item",
        "# head",
        "> quote",
        "---",
        "===",
        "***",
        "| a | b |",
        "~~x~~",
        "    x",
    ],
)
def test_a_text_opens_no_block(text: str) -> None:
    assert [token.type for token in READER.parse(plain(text))] == ["paragraph_open", "inline", "paragraph_close"]
    assert [token.type for token in READER.parse(f"- {plain(text)}")].count("bullet_list_open") == 1


@pytest.mark.parametrize("name", HARD_CASES)
def test_no_text_becomes_markup(name: str) -> None:
    text = render_markdown(HARD_CASES[name]())
    assert not NEVER & {token.type for token in tokens_of(text)}
    assert text == render_markdown(HARD_CASES[name]())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_every_footnote_that_is_named_is_written_once(journey: JourneyMap) -> None:
    text = render_markdown(journey)
    assert not NEVER & {token.type for token in tokens_of(text)}
    written = re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE)
    named = set(re.findall(r"(?<!\\)(?:\\\\)*\[\^([A-Za-z0-9.-]+)\](?!:)", text))
    assert sorted(written) == sorted(named)


def test_a_stage_is_a_section_with_its_findings_and_their_proof() -> None:
    text = render_markdown(rich_map())
    section = text.split("## 3. Decision")[1].split("## 4.")[0]
    assert "**Shipping costs appear at the last step**: 38% leave here, 21% elsewhere, 5,330 people[^" in section
    assert "> “At the last step shipping was suddenly 14 euros.”" in section
    assert re.search(r"\| Shipping costs \| web \| 71% \(± 1, n = 9,000\)\[\^c\d+\] \| very poor, −0.62 ", section)
    assert "| Posts | social | assumed, no record |  |" in text


def test_a_claim_is_told_with_its_question() -> None:
    journey = rich_map()
    text = render_markdown(journey)
    assert '[^c1]: customers: 19,842; measured; January to June 2026. Question: `{"ask": "dropoff"}`' in text


def test_a_map_without_a_voice_says_so() -> None:
    assert "Nobody’s feedback is among the records" in render_markdown(HARD_CASES["no_feedback"]())
