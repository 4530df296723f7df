import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.voice import sentiment
from footpath.voice.sentiment_negation import signs, turns
from footpath.voice.sentiment_negation_cues import all_turns, spoken_in

WRITTEN = Path(__file__).parents[1] / "data" / "negations.tsv"


def written() -> list[dict[str, str]]:
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def told() -> list[tuple[dict[str, str], bool]]:
    """Each sentence that we wrote, with whether its side was told."""
    rows = written()
    said = sentiment([row["text"] for row in rows])
    return [(row, one.label == row["side"]) for row, one in zip(rows, said, strict=True)]


@pytest.mark.parametrize("named", ["construction", "language"])
def test_sentences_of_each_construction_and_language_are_told(
    told: list[tuple[dict[str, str], bool]], named: str
) -> None:
    right = defaultdict(list)
    for row, was_told in told:
        right[row[named]].append(was_told)
    assert len(right) == {"construction": 6, "language": 16}[named]
    assert {name: found for name, found in right.items() if sum(found) / len(found) < 0.9} == {}


def side(text: str) -> int:
    """1 where a "not" praises, −1 where it blames, 0 where there is none."""
    sign = float(signs([text])[0])
    return (sign > 0) - (sign < 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No lo recomiendo", -1),
        ("Non ve lo consiglio", -1),
        ("Não o recomendo", -1),
        ("Je n'aime pas", -1),
        ("Das gefällt mir nicht", -1),
        ("Dat bevalt me niet", -1),
        ("よくない", -1),
        ("iyi değil", -1),
        ("hardly helpful", -1),
        ("far from bad", 1),
        ("I expected better", -1),
        ("better than I expected", 0),
        ("couldn't be better", 1),
        ("never again", -1),
        ("nie wieder ohne", 1),
        ("nunca más", -1),
        ("niente male", 1),
        ("not without problems", -1),
        ("without problems", 1),
        ("I never had a problem here, but this time they lost it", 0),
        ("not only good", 1),
        ("nicht nur schlecht", -1),
        ("it did not arrive", -1),
        ("not only did it arrive", 0),
        ("好不好", 0),
        ("不好意思", 0),
        ("不好", -1),
        ("不错", 1),
        ("差不多", 0),
        ("no doubt", 0),
        ("I like it", 0),
    ],
)
def test_what_turns_and_what_does_not(text: str, expected: int) -> None:
    assert side(text) == expected


@pytest.mark.parametrize("text", ["don't recommend", "Don’t Recommend", "DON`T\n RECOMMEND", "don´t  recommend"])
def test_one_way_of_writing_is_as_good_as_another(text: str) -> None:
    assert side(text) == -1


def test_letters_put_together_from_two_are_read() -> None:
    assert side(unicodedata.normalize("NFD", "Não gostei")) == -1
    assert side("İYİ DEĞİL") == -1
    assert side("لا أَنصَح به") == side("لا انصح به") == -1


def test_words_that_two_languages_share_are_counted_once() -> None:
    phrase, share = "nada mal", len("nada mal") / len("nada mal, y luego vino la otra caja")  # Spanish, Portuguese
    assert signs([f"{phrase}, y luego vino la otra caja"])[0] == pytest.approx(1 + share)


def test_a_phrase_counts_for_less_in_a_long_text_and_a_fact_for_less_than_a_judgement() -> None:
    short, long, fact = signs(["not good", "not good, " + "as I told you on the phone yesterday " * 9, "not received"])
    assert -2 == short < -0.4 < long < 0
    assert short < fact < 0


def test_praise_and_blame_of_one_text_weigh_against_each_other() -> None:
    assert abs(signs(["The lamp is not bad but the shade is not good"])[0]) < 0.1


def test_every_language_of_the_default_reader_is_known() -> None:
    said = {row["language"]: row["text"] for row in written()}
    assert len(said) == 16  # Chinese in either writing is one
    assert len(all_turns()) == 15


def test_a_text_without_a_word_of_denial_is_not_searched() -> None:
    assert spoken_in("great shoes, thanks!") == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([row["text"] for row in written()]) | st.text(max_size=20), max_size=4).map(" ".join))
def test_any_text_is_moved_by_two_at_most_and_only_where_a_phrase_is_found(text: str) -> None:
    sign = signs([text])[0]
    assert -2 <= sign <= 2
    assert turns(text) or sign == 0


@pytest.mark.parametrize("hostile", ["n't " * 3000, "not " * 3000, "had " * 3000, "不" * 9000, "a" * 9000, "'" * 9000])
def test_hostile_texts_are_read_to_the_end(hostile: str) -> None:
    assert -2 <= signs([hostile])[0] <= 2
    assert turns(hostile) in (True, False)
