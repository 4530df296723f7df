"""Listening again costs what the new texts cost."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from footpath.voice import embedding, hearing
from footpath.voice.calibration import Calibration
from footpath.voice.embedding import LetterEncoder, Vectors
from footpath.voice.hearing import hear
from footpath.voice.sentiment import sentiment
from footpath.voice.themes import Themes, english


class Counting(LetterEncoder):
    """Counts what it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return super().embed(texts)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    reader = Counting()
    monkeypatch.setattr(embedding, "best_installed", lambda: reader)
    monkeypatch.setattr(english, "best_installed", lambda: reader)
    monkeypatch.setattr(english, "_english", lambda: None)
    return reader


def word(number: int) -> str:
    """A word for each number: digits would be taken out of the texts that themes are found in."""
    return "".join("bdfgklmnpr"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:04}")


def said(first: int, count: int) -> list[str]:
    things, faults = ("lamp", "chair", "sofa", "shelf"), ("broke", "came late", "was too small", "looks lovely")
    return [
        f"The {word(n)} {things[n % 4]} {faults[n // 4 % 4]}. Nobody at the {word(n)} desk helped me."
        for n in range(first, first + count)
    ]


def listen(texts: list[str], cache: Path, known: Themes | None = None) -> Themes:
    facts = SimpleNamespace(feedback_id=np.arange(len(texts)), experience=np.full(len(texts), -0.2), calibration=None)
    return hear(texts, facts, known=known, cache_dir=cache)[0]  # type: ignore[arg-type]


def test_new_texts_cost_what_they_cost_alone(counting: Counting, tmp_path: Path) -> None:
    old, new = said(0, 120), said(1000, 30)
    themes = listen(old, tmp_path / "kept")
    assert len(counting.read) >= 120
    assert len(set(counting.read)) == len(counting.read)
    counting.read.clear()
    listen(old, tmp_path / "kept", themes)
    assert counting.read == []
    listen(old + new, tmp_path / "kept", themes)
    more = len(counting.read)
    counting.read.clear()
    listen(new, tmp_path / "empty")
    assert 30 <= more <= len(counting.read)


def test_what_ratings_taught_is_told_without_reading_twice(counting: Counting, tmp_path: Path) -> None:
    old, new = said(0, 80), said(1000, 10)
    learned = Calibration.fit(old, np.linspace(-1, 1, 80), cache_dir=tmp_path)
    assert learned.embedder == counting.name
    counting.read.clear()
    sentiment(old, cache_dir=tmp_path, rated=learned)
    assert counting.read == []
    sentiment(old + new, cache_dir=tmp_path, rated=learned)
    assert sorted(set(counting.read)) == sorted(counting.read)
    assert all(word(n) in " ".join(counting.read) for n in range(1000, 1010))
    assert len(counting.read) == 30  # each text, and its two parts


def test_nothing_said_is_heard(counting: Counting, tmp_path: Path) -> None:
    assert listen(["", " -- "], tmp_path).themes == ()
    assert hearing.has_words(said(0, 1)[0])
