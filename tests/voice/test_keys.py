import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.errors import SpecError
from footpath.voice.keys import KEY, KeyIndex, Texts, as_keys, content_key, content_keys, first_mentions

TEXTS = st.lists(st.text(st.characters(codec=None), max_size=300), max_size=20)
ALIKE = [bytes(16), bytes(15) + b"\x01", b"\x01" + bytes(15), b"\xff" * 16, b"a" * 8 + b"b" * 8, b"b" * 8 + b"a" * 8]
KEYS = st.lists(st.sampled_from(ALIKE) | st.binary(min_size=16, max_size=16), max_size=60)


@given(TEXTS)
def test_keys_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    keys = content_keys(texts)
    assert keys.dtype == KEY
    assert keys.tolist() == [content_key(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "cae66941d9efbd404e4d88758ea67670"),
        ("Spät, aber gut. 很好", "5cd7be8162de725e4c5ab3f4a8e7fb93"),
        ("\ud800 alone, \u202e turned", "7ab9f3c716ffc1d2f756452c49f3937b"),
    ],
)
def test_a_key_stays_what_it_was_so_that_what_is_kept_is_found(text: str, key: str) -> None:
    assert content_key(text).hex() == key
    assert content_keys([text]).tobytes().hex() == key


@given(st.lists(KEYS, max_size=5), KEYS)
def test_an_index_finds_what_a_dictionary_finds(batches: list[list[bytes]], unsure: list[bytes]) -> None:
    index, places = KeyIndex(), dict[bytes, int]()
    added = 0
    for batch in batches:
        new = [key not in places and key not in batch[:at] for at, key in enumerate(batch)]
        assert index.add(as_keys(batch)).tolist() == new
        places |= {key: added + at for at, key in enumerate(batch)}
        added += len(batch)
    asked = [*unsure, *places]
    assert index.find(as_keys(asked)).tolist() == [places.get(key, -1) for key in asked]
    assert len(index) == len(places)


@given(st.lists(KEYS, max_size=5))
def test_places_are_parted_by_the_batch_they_were_added_in(batches: list[list[bytes]]) -> None:
    index = KeyIndex()
    for batch in batches:
        index.add(as_keys(batch))
    asked = [key for batch in reversed(batches) for key in batch]
    told = {
        which: batches[number][place]
        for number, within, at in index.parted(index.find(as_keys(asked)))
        for place, which in zip(within.tolist(), at.tolist(), strict=True)
    }
    assert [told[which] for which in range(len(asked))] == asked


def test_a_key_that_was_never_added_is_of_no_batch() -> None:
    with pytest.raises(KeyError):
        list(KeyIndex().parted(np.array([-1])))


def test_many_keys_that_begin_alike_are_all_found() -> None:
    keys = as_keys([bytes(8) + number.to_bytes(8, "big") for number in range(5000)])
    index = KeyIndex()
    for some in np.array_split(keys, 7):
        index.add(some)
    assert index.find(keys).tolist() == list(range(5000))


@given(KEYS)
def test_first_mentions_are_in_order_and_of_each_key_one(keys: list[bytes]) -> None:
    assert first_mentions(as_keys(keys)).tolist() == [at for at, key in enumerate(keys) if key not in keys[:at]]


def test_keys_with_gaps_between_them_become_an_array_without() -> None:
    rows = np.zeros(3, dtype=[("key", "V16"), ("number", "i1")])
    rows["key"] = as_keys([b"a" * 16, b"b" * 16, b"c" * 16])
    assert as_keys(rows["key"][::2]).tolist() == [b"a" * 16, b"c" * 16]
    assert as_keys(as_keys([])).tolist() == []


@pytest.mark.parametrize("keys", [[b"short"], [b"a" * 16, b"a" * 17], np.zeros(2, "V8"), np.zeros(2)])
def test_what_is_not_sixteen_bytes_is_no_key(keys: list[bytes]) -> None:
    with pytest.raises(SpecError, match="16 bytes"):
        as_keys(keys)


def test_texts_are_hashed_once() -> None:
    some = Texts(["late", "", "\ud800", "late"])
    assert content_keys(some).tolist() == content_keys(list(some)).tolist()
    assert content_keys(some) is content_keys(some)
    assert (some[0], len(some), list(some[1:3])) == ("late", 4, ["", "\ud800"])
