"""Listening again costs what the new texts cost."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from footpath.model.records import Emotion, FeedbackKind, LinkKind
from footpath.voice import embedding, hearing, told, whole_and_parts
from footpath.voice.calibration import Calibration
from footpath.voice.embedding import LetterEncoder, Vectors
from footpath.voice.emotions import read_emotions
from footpath.voice.hearing import hear
from footpath.voice.sentiment import has_words, sentiment
from footpath.voice.themes import Themes, discover_themes, english, readings


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


def tickets(count: int) -> dict[str, tuple[object, ...]]:
    none, nowhere = (None,) * count, (LinkKind.NONE,) * count
    return {"kind": (FeedbackKind.TICKET,) * count, "about": none, "link": nowhere, "language": ("en",) * count}


def listen(
    texts: list[str], cache: Path, known: Themes | None = None, *, calibration: Calibration | None = None
) -> Themes:
    experience = np.full(len(texts), -0.2)
    facts = SimpleNamespace(
        feedback_id=np.arange(len(texts)), experience=experience, calibration=calibration, **tickets(len(texts))
    )
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


def test_only_new_texts_are_cut_and_searched(
    counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = said(0, 120), said(1000, 10)
    seen: dict[str, list[str]] = {}

    def watch(module: ModuleType, name: str) -> None:
        real = getattr(module, name)

        def watched(texts: Sequence[str], *more: object) -> object:
            seen.setdefault(name, []).extend(texts)
            return real(texts, *more)

        monkeypatch.setattr(module, name, watched)

    for module, name in (
        (readings, "read_parts"),
        (told, "read_emotions"),
        (told, "stated_seconds"),
        (told, "read_aims"),
        (whole_and_parts, "_cut"),
    ):
        watch(module, name)
    learned = Calibration.fit(old, np.linspace(-1, 1, 120), cache_dir=tmp_path)
    themes = listen(old, tmp_path, calibration=learned)
    assert themes.themes
    assert {name: set(old) <= set(texts) for name, texts in seen.items()} == dict.fromkeys(
        ("read_parts", "read_emotions", "stated_seconds", "read_aims", "_cut"), True
    )
    before = set(seen["_cut"])
    seen.clear()
    themes = listen(old + new, tmp_path, themes, calibration=learned)
    moods = set(seen.pop("_cut"))
    assert {name: sorted(texts) for name, texts in seen.items()} == dict.fromkeys(
        ("read_parts", "read_emotions", "stated_seconds", "read_aims"), sorted(new)
    )
    assert moods
    assert not moods & before  # a new theme may be heard in old texts, whose parts are then first cut
    seen.clear()
    listen(old + new, tmp_path, themes, calibration=learned)
    assert seen == {}


def test_what_is_kept_tells_what_reading_tells(tmp_path: Path) -> None:
    texts = [*said(0, 60), "They promised 3 days but it took 2 weeks. I am furious!", "I want to change my address."]
    experience = np.linspace(-1, 1, 62)
    facts = SimpleNamespace(feedback_id=np.arange(62), experience=experience, calibration=None, **tickets(62))
    first = hear(texts, facts, cache_dir=tmp_path)  # type: ignore[arg-type]
    again = hear(texts, facts, known=first[0], known_sayings=first[1], cache_dir=tmp_path)  # type: ignore[arg-type]
    alone = hear(texts, facts, known=first[0])  # type: ignore[arg-type]
    for heard in (again[2], alone[2]):
        for name in (
            "theme_starts",
            "theme",
            "theme_mood",
            "emotion",
            "aim",
            "stated_s",
            "waited_s",
            "saying_starts",
            "saying",
        ):
            np.testing.assert_array_equal(getattr(heard, name), getattr(first[2], name), err_msg=name)


def test_a_tone_is_as_good_as_another_of_its_step() -> None:
    texts = ["I love it, thank you!", "Ich bin stinksauer, der Fahrer war unverschämt.", "It broke. I am so sad."]
    embedder = embedding.open_embedder()
    for mood in (-1.0, -0.36, -0.31, -0.2, 0.0, 0.29, 0.33, 0.5):
        felt = read_emotions(texts, embedder, np.full(3, mood))
        assert told.emotions(texts, np.full(3, mood), embedder).tolist() == [
            tuple(Emotion).index(one.emotion) if one else 0 for one in felt
        ]


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
    assert has_words(said(0, 1)[0])


def test_moods_are_told_of_no_text_twice(counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by what ratings taught nor by what ships with the program, and never by the one what the other told."""
    old, new = said(0, 80), said(1000, 10)
    learned = Calibration.fit(old, np.linspace(-1, 1, 80), cache_dir=tmp_path)
    other = Calibration.fit(old, np.linspace(1, -1, 80), cache_dir=tmp_path)
    by_hand = [(rated, sentiment(old, rated=rated)) for rated in (None, learned, other)]
    for rated, shares in by_hand:
        assert sentiment(old, cache_dir=tmp_path, rated=rated) == shares
    read: list[str] = []
    module = import_module("footpath.voice.sentiment")
    real = module._told_shares

    def watched(reader: object, rated: object, dtype: object, texts: Sequence[str]) -> object:
        read.extend(texts)
        return real(reader, rated, dtype, texts)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_told_shares", watched)
    for rated, shares in (by_hand[0], by_hand[2]):
        assert sentiment(old + new, cache_dir=tmp_path, rated=rated)[:80] == shares
        assert sorted(read) == sorted(new)
        read.clear()


def test_themes_are_found_knowing_where_texts_are_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []

    def noting(*texts: object, **named: object) -> Themes:
        asked.append(named["origins"])
        return discover_themes(*texts, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(hearing, "discover_themes", noting)
    texts = [None, *said(0, 3)]
    facts = SimpleNamespace(feedback_id=np.arange(4), experience=np.zeros(4), calibration=None, **tickets(4))
    facts.about, facts.link = (
        (None, "Chat", "Chat", None),
        (LinkKind.NONE, LinkKind.STATED, LinkKind.NEAREST, LinkKind.NONE),
    )
    hear(texts, facts, cache_dir=tmp_path)  # type: ignore[arg-type]
    assert asked == [[("ticket", "Chat"), ("ticket", ""), ("ticket", "")]]
