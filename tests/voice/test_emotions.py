"""How well feelings are told: on sentences that we wrote for this and that no head was fitted on (tests/data/emotions.tsv)."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.model.records import Emotion
from footpath.voice.embedding import CachedEmbedder, LetterEncoder, open_embedder
from footpath.voice.emotions import EMOTIONS, Felt, read_emotions
from footpath.voice.softmax import macro_f1

MADE = Path(__file__).parents[1] / "data" / "emotions.tsv"


@pytest.fixture(scope="module")
def made() -> list[dict[str, str]]:
    with MADE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def told(made: list[dict[str, str]]) -> list[Felt | None]:
    return read_emotions([row["text"] for row in made], open_embedder())


def test_feelings_are_told_in_six_languages(made: list[dict[str, str]], told: list[Felt | None]) -> None:
    truth = np.array([EMOTIONS.index(Emotion(row["emotion"])) for row in made])
    given = np.array([EMOTIONS.index(felt.emotion) if felt else 0 for felt in told])
    assert macro_f1(truth, given) > 0.85
    assert (given[truth == 0] == 0).mean() > 0.9  # a plain question or fact has none
    for language in ("en", "pt", "es", "de", "fr", "it"):
        of_language = np.array([row["language"] == language for row in made])
        assert (truth == given)[of_language].mean() > 0.7, language


def test_the_words_that_the_feeling_is_about_are_pointed_at(
    made: list[dict[str, str]], told: list[Felt | None]
) -> None:
    right = [
        row["cause"].casefold() in row["text"][felt.start : felt.end].casefold()
        for row, felt in zip(made, told, strict=True)
        if felt and row["cause"]
    ]
    assert len(right) > 100
    assert np.mean(right) > 0.8


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("The lamp is nice. I am worried because the reply took 9 days.", "because the reply took 9 days."),
        ("Das Zimmer war schön. Ich bin enttäuscht, weil das Frühstück kalt war.", "weil das Frühstück kalt war."),
        (
            "I like the colour. They lied to me about the delivery, it is a disgrace!",
            "They lied to me about the delivery",
        ),
    ],
)
def test_a_cause_is_part_of_the_text_word_for_word(text: str, cause: str) -> None:
    [felt] = read_emotions([text])
    assert felt is not None
    assert cause in text[felt.start : felt.end]
    assert "nice" not in text[felt.start : felt.end]


@pytest.mark.parametrize("text", ["", "  ", "12 - 34", "\x00", "The item is blue.", "Wann öffnet der Laden?"])
def test_where_nothing_is_felt_nothing_is_told(text: str) -> None:
    assert read_emotions([text]) == [None]


def test_a_tone_that_contradicts_a_feeling_takes_it_back() -> None:
    text = "Thank you so much for your help!"
    assert read_emotions([text], moods=[-0.9]) == [None]
    [felt] = read_emotions([text], moods=[0.9])
    assert felt is not None
    assert felt.emotion is Emotion.GRATITUDE


def test_a_feeling_that_is_denied_is_not_told() -> None:
    [felt] = read_emotions(["I was not angry at all."])
    assert felt is None or felt.emotion is not Emotion.ANGER


def test_the_floor_knows_the_words_that_name_a_feeling() -> None:
    floor = CachedEmbedder(LetterEncoder(), None)
    told = read_emotions(["I am furious.", "Ich bin enttäuscht.", "It is a table."], floor, moods=[-1, -1, 0])
    assert [felt.emotion if felt else None for felt in told] == [Emotion.ANGER, Emotion.DISAPPOINTMENT, None]


def test_company_changes_nothing(made: list[dict[str, str]], told: list[Felt | None]) -> None:
    some = [3, 40, 77]
    again = read_emotions([made[place]["text"] for place in some])
    assert [(felt.emotion, felt.start, felt.end) if felt else None for felt in again] == [
        (felt.emotion, felt.start, felt.end) if (felt := told[place]) else None for place in some
    ]


@settings(max_examples=20)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_spans_lie_within_the_text(texts: list[str]) -> None:
    for text, felt in zip(texts, read_emotions(texts), strict=True):
        assert felt is None or (0 <= felt.start < felt.end <= len(text) and 0 < felt.strength <= 1)
