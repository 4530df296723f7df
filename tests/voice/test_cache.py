import tempfile
from mmap import mmap
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.voice.cache import ContentCache
from footpath.voice.embedding import CachedEmbedder, LetterEncoder
from footpath.voice.keys import content_key, content_keys

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


def test_what_is_read_by_keys_at_hand_is_what_is_read_by_texts(tmp_path: Path) -> None:
    reader, texts = CachedEmbedder(LetterEncoder(), tmp_path), ["late", "\ud800", "", "late"]
    keys = content_keys(texts)
    assert np.array_equal(reader.embed(texts, keys), CachedEmbedder(LetterEncoder(), None).embed(texts))
    assert np.array_equal(reader.embed(texts[1:], keys[1:]), reader.embed(texts[1:]))
    assert reader.computed == 3


def test_a_key_that_is_not_stored_has_no_row() -> None:
    with pytest.raises(KeyError):
        ContentCache(None, "two", 2).rows(KEYS[:1])


HALVES = st.integers(0, 0xFFFF).map(lambda bits: np.array(bits, dtype="<u2").view("<f2").astype("<f4").item())
BATCHES = st.lists(
    st.dictionaries(st.text(st.characters(codec=None), max_size=3), st.tuples(HALVES, HALVES), max_size=9), max_size=4
)


@settings(max_examples=50)
@given(BATCHES, BATCHES, st.randoms(use_true_random=False))
def test_a_cache_tells_what_a_dictionary_tells(before: list[dict], later: list[dict], chance: object) -> None:
    plain: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as home:
        for batches in (before, later):
            cache = ContentCache(Path(home), "two", 2)
            for batch in batches:
                new = {text: row for text, row in batch.items() if text not in plain}
                plain |= new
                cache.store(content_keys(new), np.array(list(new.values()), dtype=np.float32).reshape(-1, 2))
        for reader in (cache, ContentCache(Path(home), "two", 2)):
            asked = chance.choices(sorted(plain), k=20) if plain else []
            told = np.array([plain[text] for text in asked], dtype=np.float32).reshape(-1, 2)
            assert np.array_equal(reader.rows(content_keys(asked)), told, equal_nan=True)
            mixed = [*asked, "unheard of", *asked, "unheard of", "unheard of too"]
            assert reader.missing(content_keys(mixed)).tolist() == [len(asked), 2 * len(asked) + 2]
            assert len(reader) == len(plain)


def test_every_half_float_comes_back_as_it_is() -> None:
    halves = np.arange(0x10000, dtype="<u2").view("<f2").reshape(64, -1)
    cache, keys = ContentCache(None, "all", 1024), [bytes([row]) * 16 for row in range(64)]
    with np.errstate(all="ignore"):
        numbers = halves.astype(np.float32)
        cache.store(keys, numbers)
    assert np.array_equal(cache.rows(keys), numbers, equal_nan=True)
    assert np.array_equal(np.signbit(cache.rows(keys)), np.signbit(numbers))
