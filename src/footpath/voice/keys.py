"""What stands for a text wherever something is kept of it, and the index that finds many such keys at once.

A key is sixteen bytes of a hash. Half a million of them are a few arrays, filled in 30 ms; a dictionary of as many takes ten times as long.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.voice.key_kernels import find_keys, put_keys

KEY_BYTES = 16
KEY = np.dtype(f"V{KEY_BYTES}")
Keys = NDArray[np.void]
Places = NDArray[np.int64]

_LEAST_SLOTS = 16


def content_key(text: str) -> bytes:
    """Sixteen bytes that stand for the text, the same on every machine."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()


class Texts(tuple[str, ...]):
    """Texts whose keys are worked out once, however often they are asked for."""

    @cached_property
    def keys(self) -> Keys:
        return content_keys(iter(self))


def content_keys(texts: Iterable[str]) -> Keys:
    """The `content_key` of each text, as an array.

    A hash that is copied is ready a third sooner than one that is made.

    Examples:
        >>> content_keys(["late", ""]).tolist() == [content_key("late"), content_key("")]
        True
    """
    if isinstance(texts, Texts):
        return texts.keys
    fresh = hashlib.blake2b(digest_size=KEY_BYTES).copy
    digests = []
    for text in texts:
        one = fresh()
        one.update(text.encode("utf-8", "surrogatepass"))
        digests.append(one.digest())
    return np.frombuffer(b"".join(digests), dtype=KEY)


def as_keys(keys: Sequence[bytes] | Keys) -> Keys:
    """Keys as one array without gaps.

    Raises:
        SpecError: one of them is not sixteen bytes long.

    Examples:
        >>> as_keys([b"a" * 16, b"b" * 16]).tolist() == [b"a" * 16, b"b" * 16]
        True
    """
    if isinstance(keys, np.ndarray):
        fits = keys.dtype == KEY
    else:
        fits = all(len(key) == KEY_BYTES for key in keys)
    if not fits:
        raise SpecError(f"A key is {KEY_BYTES} bytes.", "Make keys with content_key.")
    return np.ascontiguousarray(keys if isinstance(keys, np.ndarray) else np.frombuffer(b"".join(keys), dtype=KEY))


class KeyIndex:
    """Where each key stands among all that were added, one after the other; a key that comes again stands where it came last.

    Examples:
        >>> index = KeyIndex()
        >>> index.add(content_keys(["late", "early", "late"])).tolist()
        [True, True, False]
        >>> index.find(content_keys(["early", "late", "never"])).tolist()
        [1, 2, -1]
        >>> len(index)
        2
    """

    def __init__(self) -> None:
        self._words = np.empty((_LEAST_SLOTS, 2), dtype=np.uint64)  # of all keys; places beyond `_added` are spare
        self._slots = np.full(_LEAST_SLOTS, -1, dtype=np.int32)
        self._added = self._different = 0
        self._firsts: list[int] = []  # place of the first key of each batch that was added

    def __len__(self) -> int:
        """How many different keys there are."""
        return self._different

    def add(self, keys: Keys) -> NDArray[np.bool_]:
        """Put keys after those that are there; which of them were not there before, each at its first mention."""
        first, self._added = self._added, self._added + len(keys)
        self._firsts.append(first)
        self._make_room(first)
        self._words[first : self._added] = _words(keys)
        fresh = np.empty(len(keys), dtype=np.bool_)
        self._different += put_keys(self._words, first, self._slots, fresh)
        return fresh

    def find(self, keys: Keys) -> Places:
        """The place of each key, -1 where it was never added."""
        places = np.empty(len(keys), dtype=np.int64)
        find_keys(_words(keys), self._words, self._slots, places)
        return places

    def parted(self, places: Places) -> Iterator[tuple[int, Places, Places]]:
        """Places by the batch in which their keys were added: its number, where they stand in it, which of ``places`` they are.

        Raises:
            KeyError: one of the places is -1.
        """
        if places.size and places.min() < 0:
            raise KeyError("a key that was never added")
        batches = np.searchsorted(self._firsts, places, side="right") - 1
        for number in np.unique(batches).tolist():
            at = np.flatnonzero(batches == number)
            yield number, places[at] - self._firsts[number], at

    def _make_room(self, before: int) -> None:
        if self._added > len(self._words):
            grown = np.empty((max(self._added, 2 * len(self._words)), 2), dtype=np.uint64)
            grown[:before] = self._words[:before]
            self._words = grown
        if 2 * self._added > len(self._slots):
            self._slots = np.full(1 << (2 * self._added - 1).bit_length(), -1, dtype=np.int32)
            put_keys(self._words[:before], 0, self._slots, np.empty(before, dtype=np.bool_))


def first_mentions(keys: Keys) -> Places:
    """Places of the first mention of each different key."""
    return np.flatnonzero(KeyIndex().add(keys))


def _words(keys: Keys) -> NDArray[np.uint64]:
    words = np.require(np.ascontiguousarray(keys).view(np.uint64).reshape(-1, 2), requirements="A")
    words.flags.writeable = False  # always, so that a loop is compiled for one kind of array
    return words
