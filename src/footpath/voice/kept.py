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

from footpath.voice.cache import KEY_BYTES, Segments, content_key

_AT_ONCE = 4096  # texts that are worked out before what is told of them is stored
_MOST_BYTES = 1 << 30


@dataclass(frozen=True)
class Told:
    """Runs of records of some texts, one text after the other: ``counts`` of each text, and all ``records``."""

    counts: NDArray[np.int64]
    records: NDArray[np.void]

    @property
    def starts(self) -> NDArray[np.int64]:
        """int64[n + 1], where the records of each text begin."""
        return np.concatenate([[0], np.cumsum(self.counts)]).astype(np.int64)


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
        self._dtype = np.dtype([("key", f"V{KEY_BYTES}"), ("place", "u1"), *fields])
        home = directory / "told" / name if directory else None
        _remove_others(home, version)
        self._segments = Segments(home / version if home else None, self._dtype, _MOST_BYTES)
        self._stored: list[NDArray[np.void]] = []
        self._runs: dict[bytes, tuple[int, int, int]] = {}
        self.computed = 0  # texts that had to be worked out since this was opened
        for segment in self._segments.stored():
            self._adopt(segment)

    def known(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Of which of these texts it is kept."""
        return np.array([content_key(text) in self._runs for text in texts], dtype=bool)

    def told(
        self, texts: Sequence[str], tell: Callable[[list[str]], Told], keys: Sequence[bytes] | None = None
    ) -> Told:
        """What is told of each text; ``tell`` works it out for those of which it is not kept, each once.

        Args:
            tell: gives each text at least one record, and at most 255.
            keys: what stands for each text, where its words alone do not decide.
        """
        keys = [content_key(text) for text in texts] if keys is None else keys
        new = list({key: place for place, key in enumerate(keys) if key not in self._runs}.values())
        for at in range(0, len(new), _AT_ONCE):
            some = new[at : at + _AT_ONCE]
            self._store([keys[place] for place in some], tell([texts[place] for place in some]))
        self.computed += len(new)
        return self._gathered(keys)

    def _store(self, keys: Sequence[bytes], told: Told) -> None:
        segment = np.empty(len(told.records), dtype=self._dtype)
        segment["key"] = np.repeat(np.array(keys, dtype=f"V{KEY_BYTES}"), told.counts)
        segment["place"] = np.arange(len(told.records)) - np.repeat(told.starts[:-1], told.counts)
        for field in self.dtype.names or ():
            segment[field] = told.records[field]
        self._adopt(self._segments.store(segment))

    def _adopt(self, segment: NDArray[np.void]) -> None:
        number = len(self._stored)
        self._stored.append(segment)
        first = np.flatnonzero(np.asarray(segment["place"]) == 0)
        counts = np.diff(np.append(first, len(segment)))
        for key, start, count in zip(segment["key"][first].tolist(), first.tolist(), counts.tolist(), strict=True):
            self._runs[key] = (number, start, count)

    def _gathered(self, keys: Sequence[bytes]) -> Told:
        runs = np.array([self._runs[key] for key in keys], dtype=np.int64).reshape(-1, 3)
        counts = runs[:, 2]
        ends = np.cumsum(counts)
        source = np.repeat(runs[:, 0], counts)
        row = np.arange(counts.sum()) - np.repeat(ends - counts, counts) + np.repeat(runs[:, 1], counts)
        records = np.empty(len(row), dtype=self.dtype)
        for segment in np.unique(source).tolist():
            here = source == segment
            for field in self.dtype.names or ():
                records[field][here] = self._stored[segment][field][row[here]]
        return Told(counts, records)


def _remove_others(home: Path | None, version: str) -> None:
    if home is not None and home.is_dir():
        for other in home.iterdir():
            if other.name != version:
                shutil.rmtree(other, ignore_errors=True)


def each_once(records: NDArray[np.void]) -> Told:
    """One record for each text."""
    return Told(np.ones(len(records), dtype=np.int64), records)
