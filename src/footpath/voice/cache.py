"""What was computed from a text, kept by the text's hash so that no text is computed twice.

A directory of segments: plain ``.npy`` files of (key, values) rows, each written whole under a temporary name and then
renamed. A killed writer leaves the rows that were there before; two writers at once lose nothing. No text is stored.
Everything in the directory can be deleted at any time; of more than four gigabytes the oldest goes.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from footpath.voice.keys import KEY, KEY_BYTES, KeyIndex, Keys, Places, as_keys, first_mentions

_KEY_COLUMNS = KEY_BYTES // 2  # before the first half float of a row
_MOST_SEGMENTS = 32
_MOST_BYTES = 4 << 30


class Segments:
    """Rows of one type in the files of a directory.

    Args:
        directory: made when the first row is stored. None keeps nothing.
        dtype: of the rows, with a field ``key``; files of another type are never read.
        most_bytes: when there are more, the oldest files are removed as they are opened.
    """

    def __init__(self, directory: Path | None, dtype: np.dtype[np.void], most_bytes: int = _MOST_BYTES) -> None:
        self._directory, self._dtype, self._most_bytes = directory, dtype, most_bytes

    def stored(self) -> list[NDArray[np.void]]:
        """What is there; many small files become one."""
        if self._directory is None or not self._directory.is_dir():
            return []
        self._make_room(self._directory)
        paths = sorted(self._directory.glob("*.npy"))
        found = [segment for path in paths if (segment := self._read(path)) is not None]
        if len(paths) > _MOST_SEGMENTS:
            with contextlib.suppress(OSError):
                kept = self._write(self._directory, np.concatenate(found)) if found else None
                for path in paths:
                    if path != kept:
                        path.unlink(missing_ok=True)
        return found

    def store(self, segment: NDArray[np.void]) -> NDArray[np.void]:
        """Keep rows: on disk, from where they are read when they are asked for, else (a full disk, no directory) in memory."""
        written = None
        if self._directory is not None:
            with contextlib.suppress(OSError):
                written = self._read(self._write(self._directory, segment))
        return segment if written is None else written

    def _make_room(self, directory: Path) -> None:
        with contextlib.suppress(OSError):
            files = sorted((path.stat().st_mtime_ns, path.stat().st_size, path) for path in directory.glob("*.npy"))
            total = sum(size for _, size, _ in files)
            for _, size, path in files:
                if total <= self._most_bytes:
                    break
                path.unlink(missing_ok=True)
                total -= size

    def _read(self, path: Path) -> NDArray[np.void] | None:
        """A segment, or None when the file is not one (cut off by a crash of the machine, or not ours)."""
        try:
            segment: NDArray[np.void] = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        return segment if segment.dtype == self._dtype and segment.ndim == 1 else None

    def _write(self, directory: Path, segment: NDArray[np.void]) -> Path:
        directory.mkdir(parents=True, exist_ok=True)
        name = hashlib.blake2b(segment["key"].tobytes(), digest_size=KEY_BYTES).hexdigest()
        path = directory / f"{name}.npy"
        handle, temporary = tempfile.mkstemp(dir=directory, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                np.save(file, segment, allow_pickle=False)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return path


def as_bytes(segment: NDArray[np.void]) -> NDArray[np.uint8]:
    """The bytes of each record, a row a record, not to be written to; nothing is copied."""
    table = np.asarray(segment).view(np.uint8).reshape(len(segment), segment.dtype.itemsize)
    table.flags.writeable = False
    return table


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
        from footpath.voice.key_kernels import widen_rows

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

    def _adopt(self, segment: NDArray[np.void]) -> None:
        self._rows.append(as_bytes(segment).view(np.uint16))
        self._index.add(np.ascontiguousarray(segment["key"]))
