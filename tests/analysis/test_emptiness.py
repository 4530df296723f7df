"""An answer without rows says why, with what there is and what it takes; one with rows says nothing."""

from typing import Any

import pytest

from footpath.analysis import ask
from footpath.journeys import Index, journeys

OF_WORDS = ("themes", "emotions", "aims", "drivers", "expectations", "scores", "experience", "nonresponse", "spikes")
QUIET = {f"c{n}": f"buy@{n}d pay@{n}d1h" for n in range(60)}
WORDLESS = {f"s{n}": f"buy@{n}d say@{n}d1h|kind=review" for n in range(60)}
UNLIKE: dict[str, dict[str, str]] = {
    "themes": {"s": "buy@0 say@1d|theme=late:-1"},
    "emotions": {"s": "buy@0 say@1d|emotion=anger"},
    "aims": {"s": "buy@0 say@1d|aim=goal"},
    "scores": {f"s{n}": "buy@0 say@1d|about=buy|kind=nps|score=1" for n in range(9)},
    "experience": {"s": "buy@0 say@1d|about=buy|experience=1"},
}


def note(index: Index, **question: Any) -> str:
    answer = ask(index, question)
    assert not answer.rows
    assert answer.json()["note"] == answer.note
    return answer.note


@pytest.mark.parametrize("name", OF_WORDS)
def test_without_any_feedback_it_says_what_to_load(name: str) -> None:
    told = note(journeys(QUIET), ask=name)
    assert "Load" in told


@pytest.mark.parametrize("name", OF_WORDS)
def test_a_period_beyond_the_records_is_told_with_where_they_run(name: str) -> None:
    told = note(journeys(WORDLESS), ask=name, during="2031")
    assert told == "Nothing happened in 2031: records run from 2024-01-01 to 2024-02-29. Ask of a period within."


@pytest.mark.parametrize("name", [name for name in OF_WORDS if name != "spikes"])
def test_feedback_that_says_nothing_of_it_is_counted(name: str) -> None:
    told = note(journeys(WORDLESS), ask=name)
    assert "the 60 pieces of feedback there" in told or told.startswith("Nobody told a good or bad experience")


@pytest.mark.parametrize("name", sorted(UNLIKE))
def test_an_answer_with_rows_has_no_note(name: str) -> None:
    answer = ask(journeys(UNLIKE[name]), {"ask": name})
    assert answer.rows
    assert answer.note == ""
    assert "note" not in answer.json()


def test_conditions_that_nothing_meets_are_told() -> None:
    index = journeys(ann="buy@0|device=phone", bob="pay@1|device=web")
    assert "meets the conditions" in note(index, ask="themes", where={"touchpoint": "buy", "device": "web"})
    assert note(index, ask="touchpoints", where={"touchpoint": "buy", "device": "web"}).startswith("No event meets")


def test_spikes_say_how_many_days_there_are() -> None:
    index = journeys(WORDLESS)
    assert "35 whole days" in note(index, ask="spikes", during="2024-01")
    assert "there are 31" in note(index, ask="spikes", during="2024-01")
    assert "there are 20" in note(journeys({f"s{n}": f"say@{n}d" for n in range(21)}), ask="spikes")


def test_spikes_say_how_few_texts_there_are() -> None:
    few = {f"s{n}": f"say@{n * 9}d|theme=late:-1" for n in range(6)} | QUIET
    assert note(journeys(few), ask="spikes") == (
        "A spike takes 8 texts, scores or the like, and there are 6. Load more, or ask of a longer period."
    )
    calls = {f"k{n}": f'"Support call"@{n}d' for n in range(60)}
    told = note(journeys(few | calls), ask="spikes")
    assert "nothing rose" in told
    assert "6 pieces, of 8" in told


def test_where_nothing_rose_that_is_told_and_not_that_there_is_too_little() -> None:
    steady = {f"s{n}": f"say@{n}d|theme=late:-1 say@{n}d2h|theme=price:-1" for n in range(90)}
    assert note(journeys(steady), ask="spikes") == (
        "In these 89 days nothing rose more than its level, season and chance explain."
    )


def test_themes_say_from_when_on_there_are_any() -> None:
    assert "24 parts of texts" in note(journeys(WORDLESS), ask="themes")


def test_themes_in_no_text_of_the_period_are_not_unknown_themes() -> None:
    index = journeys(WORDLESS | {"t": "say@90d|theme=late:-1"})
    told = note(index, ask="themes", during="2024-01")
    assert told == "None of the 31 pieces of feedback there speaks of a theme. Ask of a longer period."


def test_a_kind_of_which_there_is_nothing_is_named() -> None:
    told = note(journeys(WORDLESS), ask="themes", kind="ticket")
    assert told.startswith('There is no feedback of the kind "ticket".')


def test_drivers_say_whether_scores_or_speakers_are_lacking() -> None:
    nps = {f"n{n}": "buy@0 say@2|kind=nps|score=1" for n in range(40)}
    assert "Nobody told a score of the kind csat" in note(journeys(nps), ask="drivers", outcome="csat")
    assert "Only 5 customers" in note(journeys(dict(list(nps.items())[:5])), ask="drivers", outcome="nps")
    spoke = {f"p{n}": "buy@0 say@1|about=buy|experience=1 say@2|kind=nps|score=1" for n in range(12)}
    told = note(journeys(nps | spoke), ask="drivers", outcome="nps")
    assert "30 of the 52 customers" in told
    assert "spoken of by 12" in told


def test_a_notebook_shows_the_note_as_text() -> None:
    answer = ask(journeys(WORDLESS), {"ask": "themes", "where": {"touchpoint": "say"}, "during": "2031"})
    assert "Nothing happened in 2031" in answer._repr_html_()
