"""Promised and waited times are found in what people write, and lengths of time that nobody waited are not."""

import csv
import gzip
import re
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.voice.stated_times import StatedTime, stated_seconds, stated_times

from .stated_sentences import HELD_OUT, TRIED

SHARED = Path(__file__).parents[3] / "shared" / "data"
_SECONDS = {"m": 60.0, "h": 3_600.0, "d": 86_400.0}


def written(told: str) -> "Counter[tuple[str, float]]":
    pairs = (part.split() for part in told.split(", ") if part)
    return Counter((kind, round(float(length[:-1]) * _SECONDS[length[-1]], 1)) for kind, length in pairs)


def found_in(text: str) -> "Counter[tuple[str, float]]":
    return Counter((time.kind, round(time.seconds, 1)) for time in stated_times([text])[0])


def figures(sentences: tuple[tuple[str, str], ...]) -> tuple[float, float, list[str]]:
    """Recall, precision, and the sentences that are read otherwise than by hand."""
    right = told = found = 0
    wrong = []
    for text, by_hand in sentences:
        want, have = written(by_hand), found_in(text)
        right, told, found = right + (want & have).total(), told + want.total(), found + have.total()
        if want != have:
            wrong.append(f"{text} | by hand: {by_hand or 'nothing'} | read: {dict(have)}")
    return right / told, right / found, wrong


def test_the_sentences_are_many_and_speak_six_languages() -> None:
    assert len({text for text, _ in (*TRIED, *HELD_OUT)}) >= 190
    assert sum(not told for _, told in (*TRIED, *HELD_OUT)) >= 60


def test_nine_in_ten_are_right_and_nearly_all_are_found() -> None:
    recall, precision, wrong = figures((*TRIED, *HELD_OUT))
    assert recall >= 0.85, wrong
    assert precision >= 0.9, wrong


def test_sentences_for_which_no_rule_was_made_are_read_nearly_as_well() -> None:
    recall, precision, wrong = figures(HELD_OUT)
    assert recall >= 0.8, wrong
    assert precision >= 0.85, wrong


def test_a_length_of_time_keeps_its_place_and_working_days_are_longer() -> None:
    text = "They promised 5 working days; I waited 2-3 weeks 😡."
    first, second = stated_times([text])[0]
    assert first == StatedTime("expected", 7 * 86_400.0, text.index("5"), text.index(";"))
    assert (second.kind, second.seconds, text[second.start : second.end]) == ("waited", 14 * 86_400.0, "2-3 weeks")


def test_one_promise_and_the_longest_wait_stand_for_a_text() -> None:
    texts = ["Promised 1 day, then told 3 days. Waited 2 days, then waited 9 days more.", "Lovely.", ""]
    stated, waited = stated_seconds(texts)
    np.testing.assert_array_equal(stated, [86_400.0, np.nan, np.nan])
    np.testing.assert_array_equal(waited, [9 * 86_400.0, np.nan, np.nan])


def test_texts_are_read_one_by_one() -> None:
    texts = [text for text, _ in TRIED]
    assert stated_times(texts[::-1]) == stated_times(texts)[::-1]
    assert stated_times([]) == []


@pytest.mark.parametrize(
    "sign", ["3 days " * 4_000, "waited " * 9_000 + "3 days", "1-" * 20_000 + "2 days", "an hour and " * 4_000]
)
def test_endless_texts_are_read_to_their_end(sign: str) -> None:
    times = stated_times([sign])[0]
    assert all(sign[time.start : time.end].strip() and time.seconds > 0 for time in times)


@given(st.text(max_size=80), st.sampled_from([text for text, told in TRIED if told]), st.text(max_size=80))
def test_any_text_may_stand_around_a_time(before: str, middle: str, after: str) -> None:
    text = f"{before}\n{middle}\n{after}"
    for time in stated_times([text])[0]:
        assert re.search(r"\w", text[time.start : time.end])
        assert 0 <= time.start < time.end <= len(text)
        assert time.seconds > 0


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.exists(), reason="the folder ../shared/data does not exist")
def test_reviews_of_clothes_state_hardly_any_times_and_reviews_of_deliveries_many() -> None:
    clothes = texts_in("womens_reviews/womens_clothing_reviews.csv.gz", "Review Text")
    orders = texts_in("olist_sample15k/olist_order_reviews_dataset.csv.gz", "review_comment_message")
    share = [np.mean([bool(times) for times in stated_times(texts)]) for texts in (clothes, orders)]
    assert share[0] < 0.01
    assert share[1] > 3 * share[0]


def texts_in(name: str, column: str) -> list[str]:
    with gzip.open(SHARED / name, "rt", encoding="utf-8") as file:
        return list(islice((row[column] for row in csv.DictReader(file) if row[column]), 2_000))
