"""Quotes for themes, segments and moods; on real texts that they are readable, verbatim, and never the same thing twice."""

import csv
import gzip
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from footpath.journeys.feedback import Heard
from footpath.journeys.textual import journeys
from footpath.model.records import Aim
from footpath.model.themes import Theme
from footpath.voice import ChosenQuote, Quotes, annotate, open_embedder, scrub
from footpath.voice.coverage import most_covering
from footpath.voice.excerpts import LONGEST, excerpts, readability

from .said import feedback, stars

DATA = Path(__file__).parents[3] / "shared" / "data"
LATE, STAFF = Theme("t1", "late parcel", "delivery"), Theme("t2", "friendly staff", "people")
SAID: list[tuple[int, str, dict[int, float]]] = [  # stars, words, mood of each theme
    (1, "The parcel came two weeks late and nobody told me anything.", {0: -0.9}),
    (2, "The staff at the desk were kind, but the parcel came two weeks late once more.", {0: -0.8, 1: 0.7}),
    (5, "Really friendly staff who found me the right lamp at once.", {1: 0.9}),
    (5, "The parcel came a day early, which I did not expect at all.", {0: 0.8}),
    (1, "I could not find the blue button in the menu of the app.", {}),
    (1, "Your app closes whenever I try to open the menu on my tablet.", {}),
]


def quotes_of(said: list[tuple[int, str, dict[int, float]]], *, aims: Sequence[Aim] = (), **more: Any) -> Quotes:
    index = journeys(ann="cart@0 " + " ".join(f"answer@{n + 1}" for n in range(len(said))))
    table = feedback(*({**stars(0, score, text), **more, "event_id": n + 1} for n, (score, text, _) in enumerate(said)))
    pairs = [(theme, mood) for _, _, themes in said for theme, mood in themes.items()]
    heard = Heard(
        (LATE, STAFF),
        np.cumsum([0, *(len(themes) for _, _, themes in said)]),
        np.array([theme for theme, _ in pairs], np.uint16),
        np.array([mood for _, mood in pairs], np.float32),
        np.zeros(len(said), np.uint8),
        np.array([list(Aim).index(aim) for aim in aims or [Aim.NONE] * len(said)], np.uint8),
        np.full(len(said), np.nan, np.float32),
        np.full(len(said), np.nan, np.float32),
    )
    return Quotes(table, annotate(table, index, touchpoints=index.touchpoints), heard=heard)


def texts(quotes: list[ChosenQuote]) -> list[str]:
    return [quote.text for quote in quotes]


def test_a_theme_is_asked_for_by_id_by_name_or_by_the_broader_one() -> None:
    quotes = quotes_of(SAID)
    for theme in ("t1", "late parcel", "delivery"):
        assert set(texts(quotes.choose(None, 9, theme=theme))) <= {text for _, text, themes in SAID if 0 in themes}
    assert {quote.theme for quote in quotes.choose(None, 9, theme="late parcel")} == {"t1"}
    assert quotes.choose(None, 9, theme="unheard of") == []


def test_the_mood_of_a_theme_is_that_of_the_part_that_speaks_of_it() -> None:
    kind = texts(quotes_of(SAID).choose(None, 9, theme="t2", mood="high"))
    assert any("kind" in text for text in kind)  # two stars, but the staff are praised
    assert texts(quotes_of(SAID).choose(None, 9, theme="t1", mood="high")) == [SAID[3][1]]


def test_of_a_long_text_the_part_that_speaks_of_the_theme_is_quoted() -> None:
    about = "I have written to you often, for I like to furnish my rooms with care and with things from near here."
    more = "The colours of the curtains are lovely and go well with the green sofa that we bought in the spring."
    late = [
        "The parcel came three weeks late again.",
        "My parcel was a month late, too.",
        "So late a parcel I never had.",
    ]
    said = [(1, f"{about} {text} {more}", {0: -0.8}) for text in late]
    chosen = quotes_of(
        [*said, *((1, text, {0: -0.9}) for text in (SAID[0][1], "Two weeks late, that parcel of mine."))]
    )
    assert all("late" in text for text in texts(chosen.choose(None, 5, theme="t1")))


def test_a_theme_has_its_opposing_view() -> None:
    *most, last = quotes_of(SAID).choose("cart", 3, theme="t1")
    assert (last.text, last.opposing, last.experience) == (SAID[3][1], True, pytest.approx(0.8))
    assert not any(quote.opposing for quote in most)


def test_themes_and_moods_are_covered_before_anything_is_repeated() -> None:
    chosen = quotes_of(SAID * 3).choose(None, 4)
    assert len({quote.text for quote in chosen}) == len(chosen)
    assert {quote.experience is not None and quote.experience > 0 for quote in chosen} == {True, False}
    assert any("staff" in text for text in texts(chosen))
    assert any("parcel" in text for text in texts(chosen))
    assert any("menu" in text for text in texts(chosen))


def test_each_segment_has_a_quote() -> None:
    few = {"tablet": [6], "all": [1, 2, 3, 4, 5]}
    assert any("tablet" in text for text in texts(quotes_of(SAID).choose(None, 3, mood="low", segments=few)))


def test_what_employees_say_is_apart() -> None:
    staff = quotes_of(SAID, kind="employee", score=None)
    assert staff.choose("cart", 3) == staff.choose(None, 3) == []
    assert all(quote.source == "employee" for quote in staff.choose(None, 3, employees=True))
    assert len(staff.choose(None, 3, employees=True)) == 3
    assert quotes_of(SAID).choose(None, 3, employees=True) == []


def test_none_says_what_another_says() -> None:
    same = [
        (1, "I have not received the product that I bought.", {}),
        (1, "I still have not received the product that I bought from you.", {}),
        (1, "The product that I bought, I have still not received.", {}),
    ]
    assert len(quotes_of(same).choose(None, 3, mood="low")) == 1


def test_the_shortest_text_does_not_win() -> None:
    said = [(1, text, {}) for text in ("Came too late.", "It was late.", SAID[0][1])]
    assert texts(quotes_of(said).choose(None, 1)) == [SAID[0][1]]


def test_covering_against_its_definition() -> None:
    """On few texts the first choice is the medoid, and two choices are as good as the best pair but for a third."""
    dice = np.random.default_rng(7)
    for _ in range(20):
        vectors = dice.normal(size=(8, 3)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        likeness = np.clip(vectors @ vectors.T, 0, 1)
        chosen = most_covering(vectors, range(8), [frozenset()] * 8, np.zeros(8), 2)
        assert chosen[0] == int(np.argmax(np.round(likeness.mean(axis=0), 4)))

        def covered(pair: list[int], likeness: Any = likeness) -> float:
            return float(likeness[:, pair].max(axis=1).mean())

        pairs = [[a, b] for a in range(8) for b in range(a) if likeness[a, b] < 0.6]
        assert covered(chosen) >= 0.63 * max(covered(pair) for pair in pairs)
        assert likeness[chosen[0], chosen[1]] < 0.72


def test_what_is_about_the_same_comes_when_nothing_else_is_left() -> None:
    vectors = np.array([[1, 0], [0.65, 0.76], [0, 1]], dtype=np.float32)
    worth = np.array([1.0, 0.0, 0.0])
    assert most_covering(vectors, [0, 1, 2], [frozenset()] * 3, worth, 2) == [0, 2]
    assert most_covering(vectors[:2], [0, 1], [frozenset()] * 2, worth[:2], 2) == [0, 1]


def test_a_side_that_nobody_covers_yet_wins_and_records_are_quoted_once() -> None:
    vectors = np.eye(4, dtype=np.float32)
    sides = [frozenset({"a"}), frozenset({"a"}), frozenset({"b"}), frozenset({"b"})]
    assert {place // 2 for place in most_covering(vectors, [0, 1, 2, 3], sides, np.zeros(4), 2)} == {0, 1}
    assert len(most_covering(vectors, [5, 5, 5, 5], sides, np.zeros(4), 4)) == 1
    assert most_covering(vectors, [0, 1, 2, 3], sides, np.zeros(4), 4, said=vectors[:3]) == [3]


def test_a_long_sentence_is_cut_where_a_clause_ends() -> None:
    long = (
        "I ordered the lamp because everybody in the house liked the one that my sister has had in her kitchen for years, "
        "but the box that was left at my door on a rainy evening held two plates and a cup that nobody here had ever asked for, "
        "and your support told me to wait."
    )
    first, *rest = excerpts(long)
    assert first.endswith("for years, …")
    assert rest[-1].startswith("… but the box")


def test_a_shouted_text_and_one_of_marks_read_worse() -> None:
    plain = "The parcel came two weeks late, and nobody told me."
    assert readability(plain) > readability("[name] told [name] that the parcel came two weeks late.") > 0.5
    assert readability(plain) > readability(plain.upper())


def is_verbatim(quote: str, record: str) -> bool:
    pieces = re.split(r"\[\w+\]", quote.removeprefix("… ").removesuffix(" …"))
    return re.search(".+?".join(map(re.escape, pieces)), " ".join(record.split()), re.DOTALL) is not None


@pytest.mark.shared_data
def test_on_real_reviews_quotes_are_readable_verbatim_and_apart() -> None:
    path = DATA / "olist_sample15k" / "olist_order_reviews_dataset.csv.gz"
    if not DATA.exists():
        pytest.skip("no shared data here")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["review_comment_message"]][:400]
    records = {n + 1: row["review_comment_message"] for n, row in enumerate(rows)}
    quotes = quotes_of([(int(row["review_score"]), row["review_comment_message"], {}) for row in rows])
    for mood in ("low", "high", None):
        chosen = quotes.choose(None, 6, mood=mood)  # type: ignore[arg-type]
        assert len(chosen) == 6
        for quote in chosen:
            assert 40 <= len(quote.text.strip("… ")) <= LONGEST
            assert is_verbatim(quote.text, records[quote.event_id])
            assert scrub(quote.text) == quote.text
            assert quote.language == "pt"
        vectors = open_embedder(None).embed(texts(chosen))
        assert (vectors @ vectors.T - np.eye(6)).max() < 0.9
    assert quotes.choose(None, 6)[-1].opposing


def test_an_aim_is_quoted_from_the_part_that_states_it() -> None:
    long = (
        "The lamp is lovely and looks very well beside the green sofa in our living room, as everybody says who comes."
    )
    said = [
        (2, f"{long} I could not find the instructions for the lamp anywhere in the box.", Aim.OBSTACLE),
        (5, f"{long} It came on Monday and the driver was friendly.", Aim.NONE),
        (3, "I want to exchange the lamp for a smaller one, please.", Aim.GOAL),
    ]
    quotes = quotes_of([(stars_given, text, {}) for stars_given, text, _ in said], aims=[aim for *_, aim in said])
    (quote,) = quotes.stating(Aim.OBSTACLE, None, 3)
    assert "could not find the instructions" in quote.text
    assert texts(quotes.stating(Aim.GOAL, None)) == [said[2][1]]
    assert quotes.stating(Aim.NEED, None) == []
    assert quotes.stating(Aim.GOAL, None, among=[1]) == []
