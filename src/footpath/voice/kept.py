"""What is told of a text beside its vector, kept by content: how it is cut, which times it states, what it is about.

Each text has a run of records, one or several. They stand beside the vectors (`footpath.voice.cache`), as safe as those and as
free to be deleted. What they depend on is their version; when that changes, what was kept of another version is removed.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.voice.key_kernels import copy_runs
from footpath.voice.keys import KEY, KEY_BYTES, KeyIndex, Keys, Places, as_keys, content_keys, first_mentions
from footpath.voice.segments import Segment, Segments

_AT_ONCE = 4096  # texts that are worked out before what is told of them is stored
_MOST_BYTES = 1 << 30
_BEFORE = KEY_BYTES + 1  # bytes of a stored record that are not told: its key and its place in the run


@dataclass(frozen=True)
class Told:
    """Runs of records of some texts, one text after the other: ``counts`` of each text, and all ``records``."""

    counts: NDArray[np.int64]
    records: NDArray[np.void]

    @property
    def starts(self) -> NDArray[np.int64]:
        """int64[n + 1], where the records of each text begin."""
        return np.concatenate([[0], np.cumsum(self.counts)]).astype(np.int64)

    def after_first(self) -> "Told":
        """The runs without their first records: those that say something of a text that may say nothing."""
        kept = np.ones(len(self.records), dtype=bool)
        kept[self.starts[:-1]] = False
        return Told(self.counts - 1, self.records[kept])


class Kept:
    """Runs of records by what texts say.

    Args:
        directory: None keeps them in memory only.
        name: what is told.
        version: what it depends on.
        fields: of a record, as NumPy names types.
    """

    def __init__(self, directory: Path | None, name: str, version: str, fields: Sequence[tuple[Any, ...]]) -> None:
        self.dtype = np.dtype(list(fields))
        self._dtype = np.dtype([("key", KEY), ("place", "u1"), *fields])
        home = directory / "told" / name if directory else None
        _remove_others(home, version)
        self._segments = Segments(home / version if home else None, self._dtype, _MOST_BYTES)
        self._stored: list[NDArray[np.uint8]] = []  # records of each segment, byte by byte
        self._starts: list[Places] = []  # of each segment, where its runs begin and where the last one ends
        self._index = KeyIndex()  # of runs
        self.computed = 0  # texts that had to be worked out since this was opened
        for segment in self._segments.stored():
            self._adopt(segment)

    def known(self, texts: Sequence[str], keys: Sequence[bytes] | Keys | None = None) -> NDArray[np.bool_]:
        """Of which of these texts it is kept."""
        return self._index.find(content_keys(texts) if keys is None else as_keys(keys)) >= 0

    def told(
        self, texts: Sequence[str], tell: Callable[[list[str]], Told], keys: Sequence[bytes] | Keys | None = None
    ) -> Told:
        """What is told of each text; ``tell`` works it out for those of which it is not kept, each once.

        Args:
            tell: gives each text at least one record, and at most 255.
            keys: what stands for each text, where its words alone do not decide, or its `content_keys` where they are at hand.
        """
        wanted = content_keys(texts) if keys is None else as_keys(keys)
        unknown = np.flatnonzero(self._index.find(wanted) < 0)
        new = unknown[first_mentions(wanted[unknown])]
        for at in range(0, len(new), _AT_ONCE):
            some = new[at : at + _AT_ONCE]
            self._store(wanted[some], tell([texts[place] for place in some.tolist()]))
        self.computed += len(new)
        return self._gathered(wanted)

    def _store(self, keys: Keys, told: Told) -> None:
        segment = np.empty(len(told.records), dtype=self._dtype)
        segment["key"] = np.repeat(keys, told.counts)
        segment["place"] = np.arange(len(told.records)) - np.repeat(told.starts[:-1], told.counts)
        for field in self.dtype.names or ():
            segment[field] = told.records[field]
        self._adopt(self._segments.store(segment))

    def _adopt(self, segment: Segment) -> None:
        self._stored.append(segment.as_bytes())
        self._starts.append(segment.starts)
        self._index.add(segment.keys)

    def _gathered(self, keys: Keys) -> Told:
        parts = list(self._index.parted(self._index.find(keys)))
        counts = np.empty(len(keys), dtype=np.int64)
        for number, runs, at in parts:
            counts[at] = self._starts[number][runs + 1] - self._starts[number][runs]
        begins = np.cumsum(counts) - counts
        out = np.empty((int(counts.sum()), self.dtype.itemsize), dtype=np.uint8)
        for number, runs, at in parts:
            copy_runs(self._stored[number], _BEFORE, self._starts[number][runs], counts[at], begins[at], out)
        return Told(counts, out.reshape(-1).view(self.dtype))


def _remove_others(home: Path | None, version: str) -> None:
    if home is not None and home.is_dir():
        for other in home.iterdir():
            if other.name != version:
                shutil.rmtree(other, ignore_errors=True)


def each_once(records: NDArray[np.void]) -> Told:
    """One record for each text."""
    return Told(np.ones(len(records), dtype=np.int64), records)
