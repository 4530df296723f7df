import numpy as np
import pytest

from footpath.voice.embedding import best_installed
from footpath.voice.themes import discover_themes
from footpath.voice.themes.courtesies import are_courtesies, courtesy
from footpath.voice.themes.masking import Mask
from footpath.voice.themes.parts import read_clauses


def test_courtesies_are_known_in_other_languages_and_complaints_are_not() -> None:
    said = [
        "Viele Grüße",
        "Kind regards",
        "Mit freundlichen Grüßen",
        "The lamp is broken",
        "Das Paket kam zu spät",
        "O produto veio quebrado",
    ]
    found = are_courtesies(np.array([0, 0, 0, 1, 1, 1]), courtesy(said, best_installed()))
    assert found.tolist() == [True, False]


def test_no_groups_and_no_texts_do_no_harm() -> None:
    assert courtesy([], best_installed()).shape == (0,)
    assert are_courtesies(np.array([-1, -1]), np.array([0.9, 0.9], np.float32)).tolist() == []


@pytest.mark.parametrize("text", ["THE PARCEL CAME FAR TOO LATE", "The parcel came far too late"])
def test_who_shouts_is_read_as_who_does_not(text: str) -> None:
    assert read_clauses([text], best_installed(), Mask()).said == ["The parcel came far too late"]


def test_signatures_are_no_theme() -> None:
    said = [
        "the parcel came late",
        "my parcel was too late",
        "late parcel again",
        "the lamp is broken",
        "a broken lamp",
        "lamp came broken",
    ]
    texts = [f"{said[n % 6]} number {n}. {('Kind regards', 'Best regards', 'Many regards')[n % 3]}" for n in range(90)]
    names = " ".join(theme.name for theme in discover_themes(texts, best_installed()).themes).lower()
    assert "regards" not in names
    assert "late" in names
