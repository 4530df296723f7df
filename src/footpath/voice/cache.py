"""What was computed from a text, kept by the text's hash so that no text is computed twice.

A directory of segments: plain ``.npy`` files of (key, values) rows, each written whole under a temporary name and then
renamed. A killed writer leaves the rows that were there before; two writers at once lose nothing. No text is stored.
Everything in the directory can be deleted at any time.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_KEY_BYTES = 16
_MOST_SEGMENTS = 32


def content_key(text: str) -> bytes:
    """Sixteen bytes that stand for the text, the same on every machine."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


class ContentCache:
    """Rows of half-precision numbers by content key.

    Args:
        directory: where the segments stand; made when the first row is stored. None keeps rows in memory only.
        name: what computed the rows, with its version; rows of another name are never read.
        width: numbers per row.
    """

    def __init__(self, directory: Path | None, name: str, width: int) -> None:
        self._directory = directory / name if directory else None
        self._dtype = np.dtype([("key", f"V{_KEY_BYTES}"), ("values", "<f2", (width,))])
        self._width = width
        self._rows: list[NDArray[np.float16]] = []
        self._place: dict[bytes, tuple[int, int]] = {}
        self._read_segments()

    def __len__(self) -> int:
        return len(self._place)

    def missing(self, keys: Sequence[bytes]) -> list[int]:
        """Places in ``keys`` of the first mention of each key that is not stored."""
        seen: set[bytes] = set()
        places = []
        for place, key in enumerate(keys):
            if key not in self._place and key not in seen:
                seen.add(key)
                places.append(place)
        return places

    def rows(self, keys: Sequence[bytes]) -> NDArray[np.float32]:
        """The rows of these keys, in their order. All must be stored."""
        out = np.empty((len(keys), self._width), dtype=np.float32)
        for at, key in enumerate(keys):
            segment, row = self._place[key]
            out[at] = self._rows[segment][row]
        return out

    def store(self, keys: Sequence[bytes], rows: NDArray[np.float32]) -> None:
        """Keep rows: on disk, from where they are read when they are asked for, else (a full disk, no directory) in memory."""
        if not keys:
            return
        segment = np.empty(len(keys), dtype=self._dtype)
        segment["key"] = np.array(keys, dtype=f"V{_KEY_BYTES}")
        segment["values"] = rows
        written = None
        if self._directory is not None:
            with contextlib.suppress(OSError):
                written = self._read(self._write(segment))
        self._adopt(segment if written is None else written)

    def _adopt(self, segment: NDArray[np.void]) -> None:
        number = len(self._rows)
        self._rows.append(np.asarray(segment["values"]))
        for row, key in enumerate(segment["key"]):
            self._place[key.tobytes()] = (number, row)

    def _read_segments(self) -> None:
        if self._directory is None or not self._directory.is_dir():
            return
        paths = sorted(self._directory.glob("*.npy"))
        segments = [segment for path in paths if (segment := self._read(path)) is not None]
        for segment in segments:
            self._adopt(segment)
        if len(paths) > _MOST_SEGMENTS:
            with contextlib.suppress(OSError):
                kept = self._write(np.concatenate(segments)) if segments else None
                for path in paths:
                    if path != kept:
                        path.unlink(missing_ok=True)

    def _read(self, path: Path) -> NDArray[np.void] | None:
        """A segment, or None when the file is not one (cut off by a crash of the machine, or not ours)."""
        try:
            segment: NDArray[np.void] = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        return segment if segment.dtype == self._dtype and segment.ndim == 1 else None

    def _write(self, segment: NDArray[np.void]) -> Path:
        assert self._directory is not None
        self._directory.mkdir(parents=True, exist_ok=True)
        name = hashlib.blake2b(segment["key"].tobytes(), digest_size=_KEY_BYTES).hexdigest()
        path = self._directory / f"{name}.npy"
        handle, temporary = tempfile.mkstemp(dir=self._directory, suffix=".new")
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
