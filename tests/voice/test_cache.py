from mmap import mmap
from pathlib import Path

import numpy as np

from footpath.voice.cache import ContentCache
from footpath.voice.embedding import CachedEmbedder, LetterEncoder
from footpath.voice.keys import content_key

KEYS = [content_key(text) for text in ("a", "b", "c")]
ROWS = np.array([[1, 2], [3, 4], [5, 6]], dtype=np.float32)


def test_rows_come_back_in_the_order_asked_for_and_after_a_restart(tmp_path: Path) -> None:
    cache = ContentCache(tmp_path, "two", 2)
    cache.store(KEYS[:2], ROWS[:2])
    cache.store(KEYS[2:], ROWS[2:])
    again = ContentCache(tmp_path, "two", 2)
    assert again.rows([KEYS[2], KEYS[0], KEYS[2]]).tolist() == [[5, 6], [1, 2], [5, 6]]
    assert again.missing([KEYS[0], content_key("d"), content_key("d")]) == [1]


def test_what_is_on_disk_is_not_held_in_memory_and_may_be_deleted(tmp_path: Path) -> None:
    kept, loose = ContentCache(tmp_path, "two", 2), ContentCache(None, "two", 2)
    for cache in (kept, loose):
        cache.store(KEYS, ROWS)
    assert mapped(kept._rows[0])
    assert not mapped(loose._rows[0])
    for path in (tmp_path / "two").glob("*.npy"):
        path.unlink()
    assert kept.rows(KEYS).tolist() == loose.rows(KEYS).tolist() == ROWS.tolist()


def mapped(rows: object) -> bool:
    while rows is not None and not isinstance(rows, mmap):
        rows = getattr(rows, "base", None)
    return rows is not None


def test_another_name_or_width_shares_nothing(tmp_path: Path) -> None:
    ContentCache(tmp_path, "two", 2).store(KEYS, ROWS)
    assert len(ContentCache(tmp_path, "other", 2)) == 0
    assert len(ContentCache(tmp_path, "two", 3)) == 0


def test_a_file_cut_off_by_a_crash_or_not_ours_is_passed_over(tmp_path: Path) -> None:
    ContentCache(tmp_path, "two", 2).store(KEYS, ROWS)
    [segment] = (tmp_path / "two").glob("*.npy")
    (tmp_path / "two" / "0cut.npy").write_bytes(segment.read_bytes()[:150])
    (tmp_path / "two" / "0empty.npy").touch()
    (tmp_path / "two" / "half.new").write_bytes(b"abc")
    assert len(ContentCache(tmp_path, "two", 2)) == 3


def test_many_small_segments_become_one(tmp_path: Path) -> None:
    cache = ContentCache(tmp_path, "one", 1)
    for number in range(40):
        cache.store([content_key(str(number))], np.array([[number]], dtype=np.float32))
    again = ContentCache(tmp_path, "one", 1)
    assert len(list((tmp_path / "one").glob("*.npy"))) == 1
    assert again.rows([content_key("39"), content_key("0")]).tolist() == [[39], [0]]
    assert len(ContentCache(tmp_path, "one", 1)) == 40


def test_a_directory_that_cannot_be_made_costs_no_result(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = ContentCache(tmp_path / "file", "two", 2)
    cache.store(KEYS, ROWS)
    assert cache.rows(KEYS[:1]).tolist() == [[1, 2]]


def test_no_text_is_stored(tmp_path: Path) -> None:
    CachedEmbedder(LetterEncoder(), tmp_path).embed(["my secret is ann@example.org"])
    assert all(b"ann@" not in path.read_bytes() for path in tmp_path.rglob("*.npy"))


def test_no_text_is_computed_twice(tmp_path: Path) -> None:
    first = CachedEmbedder(LetterEncoder(), tmp_path)
    vectors = first.embed(["late", "late", "early"])
    later = CachedEmbedder(LetterEncoder(), tmp_path)
    assert np.array_equal(later.embed(["early", "late"]), vectors[[2, 0]])
    assert (first.computed, later.computed) == (2, 0)
