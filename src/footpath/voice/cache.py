"""Vectors of texts, kept by what the texts say so that no text is read twice."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from footpath.voice.key_kernels import widen_rows
from footpath.voice.keys import KEY, KEY_BYTES, KeyIndex, Keys, Places, as_keys, first_mentions
from footpath.voice.segments import Segment, Segments

_KEY_COLUMNS = KEY_BYTES // 2  # before the first half float of a row


class ContentCache:
    """Rows of half-precision numbers by content key.

    Args:
        directory: where the segments stand. None keeps rows in memory only.
        name: what computed the rows, with its version; rows of another name are never read.
        width: numbers per row.
    """

    def __init__(self, directory: Path | None, name: str, width: int) -> None:
        self._dtype = np.dtype([("key", KEY), ("values", "<f2", (width,))])
        self._segments = Segments(directory / name if directory else None, self._dtype)
        self._width = width
        self._rows: list[NDArray[np.uint16]] = []  # of each segment, keys and half floats by their bits
        self._index = KeyIndex()
        for segment in self._segments.stored():
            self._adopt(segment)

    def __len__(self) -> int:
        return len(self._index)

    def missing(self, keys: Sequence[bytes] | Keys) -> Places:
        """Places in ``keys`` of the first mention of each key that is not stored."""
        wanted = as_keys(keys)
        unknown = np.flatnonzero(self._index.find(wanted) < 0)
        return unknown[first_mentions(wanted[unknown])]

    def rows(self, keys: Sequence[bytes] | Keys) -> NDArray[np.float32]:
        """The rows of these keys, in their order.

        Raises:
            KeyError: one of them is not stored.
        """
        places = self._index.find(as_keys(keys))
        out = np.empty((len(places), self._width), dtype=np.float32)
        for number, rows, at in self._index.parted(places):
            widen_rows(self._rows[number], _KEY_COLUMNS, rows, at, out)
        return out

    def store(self, keys: Sequence[bytes] | Keys, rows: NDArray[np.float32]) -> None:
        """Keep rows."""
        if not len(keys):
            return
        segment = np.empty(len(keys), dtype=self._dtype)
        segment["key"] = as_keys(keys)
        segment["values"] = rows
        self._adopt(self._segments.store(segment))

    def _adopt(self, segment: Segment) -> None:
        self._rows.append(segment.as_bytes().view(np.uint16))
        self._index.add(segment.keys)
