"""Real reviews that nobody here made. None of them is in the repository, and no weights were fitted on them."""

import csv
import gzip
import re
from pathlib import Path

import numpy as np
import pytest

from footpath.voice import Calibration, language, scrub, sentiment
from footpath.voice.own_head import classes_of
from footpath.voice.sentiment import LABELS

SHARED = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not SHARED.exists(), reason="the folder ../shared/data does not exist"),
]
COUNT = 700


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("vectors")


def rated(file: str, text: str, stars: str) -> tuple[list[str], np.ndarray]:
    with gzip.open(SHARED / file, "rt", encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row[text].strip()]
    rows = [rows[place] for place in np.random.default_rng(5).permutation(len(rows))[:COUNT]]
    return [row[text] for row in rows], np.array([(int(row[stars]) - 3) / 2 for row in rows])


@pytest.fixture(scope="module")
def portuguese() -> tuple[list[str], np.ndarray]:
    return rated("olist_sample15k/olist_order_reviews_dataset.csv.gz", "review_comment_message", "review_score")


@pytest.fixture(scope="module")
def english() -> tuple[list[str], np.ndarray]:
    return rated("womens_reviews/womens_clothing_reviews.csv.gz", "Review Text", "Rating")


def sides(texts: list[str], felt: np.ndarray, cache: Path) -> float:
    """Share of clearly good and bad texts that are told apart, good and bad counting the same."""
    scores = np.array([said.score for said in sentiment(texts, cache_dir=cache)])
    return float(np.mean([(scores[felt > 0.4] > 0).mean(), (scores[felt < -0.4] < 0).mean()]))


def test_good_and_bad_are_told_apart_without_labels(
    portuguese: tuple[list[str], np.ndarray], english: tuple[list[str], np.ndarray], cache: Path
) -> None:
    assert sides(*portuguese, cache) > 0.75
    assert sides(*english, cache) > 0.7


def test_own_labels_help_and_the_error_they_report_holds_for_unseen_texts(
    portuguese: tuple[list[str], np.ndarray], cache: Path
) -> None:
    texts, felt = portuguese
    learned = Calibration.fit(texts[:350], felt[:350], cache_dir=cache)
    told = sentiment(texts[350:], cache_dir=cache, rated=learned)
    accuracy = np.mean([LABELS.index(said.label) for said in told] == classes_of(felt[350:]))
    mae = np.abs(np.array([said.score for said in told]) - felt[350:]).mean()
    assert accuracy > 0.76 > learned.baseline_accuracy
    assert abs(accuracy - learned.accuracy) < 0.08
    assert abs(mae - learned.mae) < 0.1
    assert mae < 0.75 * learned.baseline_mae


def test_reviews_of_a_brazilian_shop_are_in_portuguese(portuguese: tuple[list[str], np.ndarray]) -> None:
    found = language(portuguese[0])
    assert found.count("pt") / COUNT > 0.9
    assert found.count("pt") + found.count("") > 0.99 * COUNT


def test_no_address_and_no_long_number_is_left(
    portuguese: tuple[list[str], np.ndarray], english: tuple[list[str], np.ndarray]
) -> None:
    scrubbed = [scrub(text) for text in portuguese[0] + english[0]]
    assert not [text for text in scrubbed if re.search(r"\S+@\S+\.\w|\d{7,}", text)]
    untouched = np.mean([left == text for left, text in zip(scrubbed, portuguese[0] + english[0], strict=True)])
    assert untouched > 0.95  # reviews hold little personal data: much more than that is not taken out
