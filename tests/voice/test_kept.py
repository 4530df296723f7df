import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.voice import kept as kept_module
from footpath.voice.kept import Kept, Told, each_once
from footpath.voice.keys import content_keys

FIELDS = (("start", "<i4"), ("first", "?"))


def words(read: list[str], dtype: np.dtype) -> Callable[[list[str]], Told]:
    """A record for each word of a text, at least one; ``read`` is told which texts were worked out."""

    def tell(texts: list[str]) -> Told:
        read.extend(texts)
        rows = [[(at, at == 0) for at, _ in enumerate(text.split() or [""])] for text in texts]
        return Told(np.array([len(own) for own in rows]), np.array([row for own in rows for row in own], dtype=dtype))

    return tell


def test_runs_come_back_in_the_order_asked_for_and_each_text_is_worked_out_once(tmp_path: Path) -> None:
    read: list[str] = []
    kept = Kept(tmp_path, "words", "1", FIELDS)
    kept.told(["one", "two words", "two words"], words(read, kept.dtype))
    again = Kept(tmp_path, "words", "1", FIELDS)
    told = again.told(["two words", "", "one", "two words"], words(read, kept.dtype))
    assert told.counts.tolist() == [2, 1, 1, 2]
    assert told.starts.tolist() == [0, 2, 3, 4, 6]
    assert told.records["start"].tolist() == [0, 1, 0, 0, 0, 1]
    assert read == ["one", "two words", ""]
    assert (kept.computed, again.computed) == (2, 1)
    assert again.known(["one", "three"]).tolist() == [True, False]


def test_another_version_shares_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    read: list[str] = []
    for version in ("1", "2"):
        kept = Kept(tmp_path, "words", version, FIELDS)
        kept.told(["one"], words(read, kept.dtype))
    assert read == ["one", "one"]
    assert [path.name for path in (tmp_path / "told" / "words").iterdir()] == ["2"]


def test_a_key_of_its_own_stands_for_more_than_the_text(tmp_path: Path) -> None:
    read: list[str] = []
    kept = Kept(tmp_path, "words", "1", FIELDS)
    kept.told(["one", "one"], words(read, kept.dtype), [b"a" * 16, b"b" * 16])
    assert read == ["one", "one"]


def test_many_small_segments_become_one_and_no_run_is_lost(tmp_path: Path) -> None:
    read: list[str] = []
    for number in range(40):
        kept = Kept(tmp_path, "words", "1", FIELDS)
        kept.told([f"a b {number}"], words(read, kept.dtype))
    texts = [f"a b {number}" for number in range(40)]
    again = Kept(tmp_path, "words", "1", FIELDS).told(texts, words(read, kept.dtype))
    assert again.counts.tolist() == [3] * 40
    assert len(read) == 40
    assert len(list(tmp_path.rglob("*.npy"))) < 33


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY", b"not an array"])
def test_a_broken_file_costs_only_its_rows(content: bytes, tmp_path: Path) -> None:
    read: list[str] = []
    Kept(tmp_path, "words", "1", FIELDS).told(["one"], words(read, np.dtype(list(FIELDS))))
    next(tmp_path.rglob("*.npy")).write_bytes(content)
    kept = Kept(tmp_path, "words", "1", FIELDS)
    assert kept.told(["one"], words(read, kept.dtype)).counts.tolist() == [1]
    assert read == ["one", "one"]


def test_without_a_directory_it_is_remembered_while_it_lives() -> None:
    read: list[str] = []
    kept = Kept(None, "words", "1", FIELDS)
    kept.told(["one"], words(read, kept.dtype))
    kept.told(["one", "\ud800 x"], words(read, kept.dtype))
    assert read == ["one", "\ud800 x"]


def test_no_texts_have_no_records() -> None:
    kept = Kept(None, "words", "1", FIELDS)
    told = kept.told([], lambda texts: each_once(np.zeros(len(texts), kept.dtype)))
    assert (told.counts.tolist(), len(told.records), told.starts.tolist()) == ([], 0, [0])


def test_no_text_is_stored(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "words", "1", FIELDS)
    kept.told(["my secret is ann@example.org"], words([], kept.dtype))
    assert all(b"ann@" not in path.read_bytes() for path in tmp_path.rglob("*.npy"))


SAID = st.lists(st.text(st.characters(codec=None), max_size=4), max_size=12)
NAMED = (("said", "<U4"), ("at", "<f8", (2,)), ("last", "?"))


def letters(texts: list[str]) -> Told:
    """For each text a record of each letter, at least one."""
    records = [[(text, (at, -at), at + 1 >= len(text)) for at in range(max(1, len(text)))] for text in texts]
    rows = [row for own in records for row in own]
    return Told(np.array([len(own) for own in records], dtype=np.int64), np.array(rows, dtype=np.dtype(list(NAMED))))


@settings(max_examples=50)
@given(st.lists(SAID, min_size=1, max_size=4), st.booleans(), st.integers(1, 5))
def test_what_is_kept_is_what_a_dictionary_keeps(rounds: list[list[str]], hashed: bool, at_once: int) -> None:
    read: list[str] = []

    def tell(texts: list[str]) -> Told:
        assert 0 < len(texts) <= at_once
        read.extend(texts)
        return letters(texts)

    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_module, "_AT_ONCE", at_once)
        for texts in rounds:
            kept = Kept(Path(home), "letters", "1", NAMED)
            keys = content_keys(texts) if hashed else None
            known = kept.known(texts, keys).tolist()
            assert known == [text in read for text in texts]
            told, plain = kept.told(texts, tell, keys), letters(texts)
            assert told.counts.tolist() == plain.counts.tolist()
            assert told.records.dtype == plain.records.dtype
            assert told.records.tobytes() == plain.records.tobytes()
    assert read == list(dict.fromkeys(text for texts in rounds for text in texts))
