from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from footpath.voice.cache import Segments
from footpath.voice.kept import Kept, Told, each_once

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


def test_the_oldest_goes_when_there_is_too_much(tmp_path: Path) -> None:
    dtype = np.dtype([("key", "V16"), ("place", "u1")])
    for number in range(3):
        Segments(tmp_path, dtype).store(np.array([(bytes([number]) * 16, 0)] * 100, dtype=dtype))
        newest = max(tmp_path.glob("*.npy"), key=lambda path: path.stat().st_mtime_ns)
    size = newest.stat().st_size
    left = Segments(tmp_path, dtype, most_bytes=size).stored()
    assert [len(segment) for segment in left] == [100]
    assert list(tmp_path.glob("*.npy")) == [newest]


def test_no_text_is_stored(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "words", "1", FIELDS)
    kept.told(["my secret is ann@example.org"], words([], kept.dtype))
    assert all(b"ann@" not in path.read_bytes() for path in tmp_path.rglob("*.npy"))
