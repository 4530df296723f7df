from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.errors import SpecError
from footpath.voice import Calibration, embedding, sentiment
from footpath.voice.clauses import clauses
from footpath.voice.embedding import CachedEmbedder, CarefulEncoder, LetterEncoder, open_embedder
from footpath.voice.own_head import OwnHead, classes_of, fit_own_head
from footpath.voice.sentiment import sentiment_shares, shipped_head
from footpath.voice.softmax import macro_f1
from footpath.voice.whole_and_parts import hear_twice

GOOD, BAD = "It was mellow, number {}.", "It was zesty, number {}."


@pytest.fixture(scope="module")
def reader() -> CachedEmbedder:
    return open_embedder()


def made(count: int) -> tuple[list[str], np.ndarray]:
    return [(BAD, GOOD)[n % 2].format(n) for n in range(count)], np.array([(-1.0, 1.0)[n % 2] for n in range(count)])


def test_parts_are_heard_beside_the_whole(reader: CachedEmbedder) -> None:
    text = "The lamp is lovely, but the delivery was not good."
    heard = hear_twice([text, "", "Fine"], reader)
    parts = reader.embed([text[start:end] for start, end in clauses(text)])
    assert np.allclose(heard.parts[0], parts.mean(axis=0), atol=1e-6)
    assert np.allclose(heard.whole[2], heard.parts[2])
    assert heard.whole_turned[0] < 0 == heard.whole_turned[2]
    assert heard.parts_turned[0] == pytest.approx(-(1 + 8 / 30) / 2)  # 8 of 30 letters of a part
    assert len(hear_twice([], reader)) == 0


def test_weights_over_vectors_tell_what_the_views_told(reader: CachedEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is learned, the head is the shipped one, heard in whole and parts."""
    monkeypatch.setattr("footpath.voice.own_head._HELD", 1e9)
    texts, felt = made(60)
    heard, shipped = hear_twice(texts, reader), shipped_head(reader.name)
    assert shipped is not None
    head = fit_own_head(heard, felt, 1e9, shipped)
    width = heard.whole.shape[1]
    told = heard.whole @ head.weights[:width] + heard.parts @ head.weights[width:-1]
    sides = told[:, 2] - told[:, 0]
    plain = (0.4 * heard.whole + 0.6 * heard.parts) @ (shipped[:-1, 2] - shipped[:-1, 0])
    assert np.corrcoef(sides, plain)[0, 1] > 0.98
    assert np.corrcoef(told[:, 3], plain)[0, 1] > 0.98


@pytest.mark.parametrize(
    "felt",
    [
        lambda n: (-1.0, 1.0)[n % 2],
        lambda n: (-1.0, -0.5, 0.0, 0.5, 1.0)[n % 5],
        lambda n: -1 + n % 11 / 5,
        lambda n: (0.4, 1.0)[n % 2],
        lambda n: 0.0,
        lambda n: (-1.0, -0.2)[n % 2],
    ],
)
def test_whatever_is_rated_there_are_shares(felt: Callable[[int], float], reader: CachedEmbedder) -> None:
    texts, _ = made(60)
    rated = np.array([felt(n) for n in range(60)])
    learned = Calibration.fit(texts, rated, embedder=reader)
    shares = sentiment_shares([*texts, "never seen", ""], reader, learned)
    assert np.isfinite(shares).all()
    assert np.allclose(shares.sum(axis=1), 1)
    unrated = np.setdiff1d([0, 1, 2], classes_of(rated))
    assert (shares[:, unrated] < 0.1).all()


def test_stars_between_the_classes_teach_too(reader: CachedEmbedder) -> None:
    """Nobody gave less than four stars, yet who gave four and who five says which word is the better one."""
    texts, felt = made(80)
    learned = Calibration.fit(texts, np.where(felt > 0, 1.0, 0.5), embedder=reader)
    heard = hear_twice(["it was zesty again", "it was mellow again"], reader)
    width = heard.whole.shape[1]
    line = heard.whole @ learned.head.weights[:width, 3] + heard.parts @ learned.head.weights[width:-1, 3]
    assert line[0] < line[1]


def test_a_floor_without_a_shipped_head_learns_all_by_itself() -> None:
    letters = CachedEmbedder(LetterEncoder(), None)
    texts, felt = made(200)
    learned = Calibration.fit(texts, felt, embedder=letters)
    assert learned.accuracy > 0.9
    told = sentiment_shares(["it was zesty", "it was mellow"], letters, learned).argmax(axis=1)
    assert told.tolist() == [0, 2]


def test_many_texts_are_told_as_few_are(reader: CachedEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, felt = made(60)
    learned = Calibration.fit(texts, felt, embedder=reader)
    whole = learned.shares(texts, reader)
    monkeypatch.setattr("footpath.voice.calibration._AT_ONCE", 7)
    assert np.allclose(learned.shares(texts, reader), whole, atol=1e-9)
    assert learned.shares([], reader).shape == (0, 3)


def test_a_calibration_is_the_same_after_it_was_written_down(reader: CachedEmbedder) -> None:
    texts, felt = made(60)
    learned = Calibration.fit(texts, felt, embedder=reader)
    again = Calibration.from_json(learned.to_json())
    assert again == learned
    assert np.array_equal(again.head.weights, learned.head.weights)
    assert sentiment(texts[:4], rated=again) == sentiment(texts[:4], rated=learned)


@settings(max_examples=30)
@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30))
def test_classes_are_those_of_the_levels(felt: list[float]) -> None:
    classes = classes_of(np.array(felt))
    assert [each == 0 for each in classes] == [value <= -1 / 3 for value in felt]
    assert [each == 2 for each in classes] == [value > 1 / 3 for value in felt]
    assert 0 < macro_f1(classes, classes) <= 1


def test_a_head_far_from_every_rating_stays_finite(reader: CachedEmbedder) -> None:
    heard = hear_twice(["hello"], reader)
    head = OwnHead(np.full((1025, 4), 1e3), -1e3, 1e3)
    assert np.isfinite(head.shares(heard)).all()


class Careful(LetterEncoder):
    """Stands where the careful encoder would."""

    name = CarefulEncoder.name


def test_what_the_careful_tier_learned_is_told_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    careful = Careful()
    monkeypatch.setattr(embedding, "careful_installed", lambda: careful)
    texts, felt = made(200)
    monkeypatch.setattr("footpath.voice.calibration.shipped_head", lambda _name: None)
    learned = Calibration.fit(texts, felt, tier="careful")
    assert learned.embedder == careful.name
    told = sentiment(["it was zesty", "it was mellow"], rated=learned)
    assert [each.label for each in told] == ["negative", "positive"]
    assert told[0].score < -0.3 < 0.3 < told[1].score


def test_the_careful_tier_reads_each_text_once() -> None:
    texts = ["The lamp is lovely, but the delivery was not good.", "Fine"]
    reader = CachedEmbedder(Careful(), None)
    heard = hear_twice(texts, reader)
    assert reader.computed == len(texts)
    assert np.array_equal(heard.whole, heard.parts)
    assert heard.whole_turned[0] == heard.parts_turned[0] < 0


def test_where_the_careful_tier_is_missing_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "careful_installed", lambda: None)
    texts, felt = made(60)
    with pytest.raises(SpecError, match="not installed"):
        Calibration.fit(texts, felt, tier="careful")


def test_a_lesson_serves_until_a_tenth_more_is_rated(reader: CachedEmbedder) -> None:
    texts, felt = made(80)
    learned = Calibration.fit(texts, felt, embedder=reader)
    assert learned.known == 80
    assert [learned.still_serves(count, reader.name) for count in (72, 73, 80, 87, 88)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert not learned.still_serves(80, "another reader")
    assert Calibration.from_json(learned.to_json()).known == 80
