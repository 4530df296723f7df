import numpy as np
import pytest

from footpath.voice import embedding
from footpath.voice.embedding import LetterEncoder, SentenceEncoder, best_installed, open_embedder

HOSTILE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "👎" * 50,
    "مرحبا",
    "x" * 100_000,
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_near_in_meaning_is_near_across_languages(encoder: SentenceEncoder) -> None:
    late, spaet, shirt = encoder.embed(
        ["The delivery was late.", "Die Lieferung kam zu spät.", "I like the blue shirt."]
    )
    assert late @ spaet > 0.7 > 0.5 > late @ shirt


@pytest.mark.parametrize("which", [SentenceEncoder, LetterEncoder])
def test_any_text_has_a_vector(which: type[SentenceEncoder] | type[LetterEncoder]) -> None:
    vectors = which().embed(HOSTILE)
    assert vectors.shape == (len(HOSTILE), which.dimensions)
    assert np.isfinite(vectors).all()


def test_company_changes_nothing(encoder: SentenceEncoder) -> None:
    texts = ["Great shop.", "Never again!", "It came on Monday."]
    together = encoder.embed(texts * 40)
    assert np.allclose(together[:3], encoder.embed(texts), atol=1e-5)


def test_no_texts_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.embed([]).shape == (0, 512)
    assert open_embedder().embed([]).shape == (0, 512)


def test_the_floor_stands_in_when_the_encoder_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("weights are missing")

    monkeypatch.setattr(embedding, "SentenceEncoder", broken)
    best_installed.cache_clear()
    try:
        floor = open_embedder()
        same, other = floor.embed(["late delivery", "late deliveries"]), floor.embed(["nice colour"])
    finally:
        best_installed.cache_clear()
    assert floor.name == "letters-1"
    assert same[0] @ same[1] > 0.6 > same[0] @ other[0]
