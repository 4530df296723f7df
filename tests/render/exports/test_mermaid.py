"""The diagram: a small reader of Mermaid's `journey` grammar finds in it what the map holds, and nothing more."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, rich_map
from random_maps import maps

from footpath.model.few import without_few
from footpath.model.maps import JourneyMap
from footpath.render.exports.mermaid import render_mermaid

TASK = re.compile(r"      ([^#:\n;]+): ([1-5]): ([^#:\n;,]+)")
LINES = (re.compile(r"    title [^#\n;]+"), re.compile(r"    %% [^{}]+"), re.compile(r"    section [^:\n;#]+"), TASK)
KEYWORDS = ("title", "section", "journey", "acctitle", "accdescr")


def tasks_of(text: str) -> list[tuple[str, int]]:
    return [(found[1], int(found[2])) for line in text.splitlines() if (found := TASK.fullmatch(line))]


def check_grammar(text: str) -> None:
    first, *rest = text.splitlines()
    assert first == "journey"
    for line in rest:
        assert any(form.fullmatch(line) for form in LINES), line
    for name, _ in tasks_of(text):
        assert not re.match(rf"(?:{'|'.join(KEYWORDS)})\b", name, re.IGNORECASE)


def test_scores_come_from_the_experience_and_only_from_there() -> None:
    tasks = tasks_of(render_mermaid(rich_map()))
    assert ("Shipping costs", 2) in tasks
    assert ("Referral", 4) in tasks
    assert ("Social ads", 3) in tasks
    assert "Newsletter" not in [name for name, _ in tasks]
    assert "Posts" not in [name for name, _ in tasks]
    assert len(tasks) == sum(card.experience is not None for card in rich_map().touchpoints)


def test_what_is_left_out_is_told() -> None:
    assert "%% 3 touchpoints are not shown" in render_mermaid(rich_map())
    assert "not shown" not in render_mermaid(HARD_CASES["all_equal"]())


def test_stages_are_sections_in_their_order() -> None:
    sections = re.findall(r"section (.+)", render_mermaid(rich_map()))
    assert sections == [stage.name for stage in rich_map().stages]


@pytest.mark.parametrize("name", HARD_CASES)
def test_hard_cases_keep_to_the_grammar(name: str) -> None:
    text = render_mermaid(HARD_CASES[name]())
    check_grammar(text)
    assert text == render_mermaid(HARD_CASES[name]())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_random_maps_keep_to_the_grammar(journey: JourneyMap) -> None:
    text = render_mermaid(journey)
    check_grammar(text)
    journey = without_few(journey)
    names = {stage.name for stage in journey.stages}
    felt = [card for card in journey.touchpoints if card.experience and card.stage in names]
    assert len(tasks_of(text)) == len(felt)


@pytest.mark.parametrize("name", ["section two", "Title: x", "journey", "accTitle"])
def test_a_keyword_is_a_name_in_quotes(name: str) -> None:
    journey = rich_map()
    cards = (journey.touchpoints[0].model_copy(update={"name": name}), *journey.touchpoints[1:])
    text = render_mermaid(journey.model_copy(update={"touchpoints": cards}))
    check_grammar(text)
    assert f"“{name.replace(':', '∶')}”" in text
