"""Rows that stand for texts, in files that are written whole.

A directory of segments: plain ``.npy`` files of rows with a ``key``, each written under a temporary name and then renamed. A killed
writer leaves the rows that were there before; two writers at once lose nothing. No text is stored. Everything in the directory can be
deleted at any time; when there is too much, the oldest goes.

Rows are wide and keys are not: beside a large segment its keys stand once more, so that opening it reads no row.
"""

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from footpath.voice.keys import KEY, KEY_BYTES, Keys, Places

_MOST_SEGMENTS = 32
_MOST_BYTES = 4 << 30
_FILES_OF_MOST = 8  # files at least that hold all there may be, so that what is too much goes bit by bit
_WIDE_BYTES = 1 << 20  # of a segment whose keys are kept beside it
_HEAD = np.dtype([("key", KEY), ("start", "<i8")])
_BESIDE = ".keys"
_Stored = tuple[Path, NDArray[np.void]]
_COMPARED = 32  # runs that are looked at to tell whether the keys beside rows are theirs


@dataclass(frozen=True)
class Segment:
    """Rows, in runs of one key.

    Args:
        rows: all of them, mapped from disk where they stand there.
        keys: of each run.
        starts: where each run begins, and where the last one ends.
    """

    rows: NDArray[np.void]
    keys: Keys
    starts: Places

    def as_bytes(self) -> NDArray[np.uint8]:
        """The bytes of each row, not to be written to; nothing is copied."""
        table = np.asarray(self.rows).view(np.uint8).reshape(len(self.rows), self.rows.dtype.itemsize)
        table.flags.writeable = False
        return table


class Segments:
    """Rows of one type in the files of a directory.

    Args:
        directory: made when the first row is stored. None keeps nothing.
        dtype: of the rows, with a field ``key``; where several rows in sequence are of one key, a field ``place`` says which of them it is.
            Files of another type are never read.
        most_bytes: when there are more, the oldest files are removed as they are opened.
    """

    def __init__(self, directory: Path | None, dtype: np.dtype[np.void], most_bytes: int = _MOST_BYTES) -> None:
        self._directory, self._dtype, self._most_bytes = directory, dtype, most_bytes

    def stored(self) -> list[Segment]:
        """What is there; many small files become one."""
        if self._directory is None or not self._directory.is_dir():
            return []
        self._make_room(self._directory)
        read = [(path, self._read(path)) for path in sorted(self._directory.glob("*.npy"))]
        found = [(path, rows) for path, rows in read if rows is not None]
        if len(read) > _MOST_SEGMENTS:
            for path, rows in read:
                if rows is None:
                    _remove(path)
            with contextlib.suppress(OSError):
                found = self._joined(self._directory, found)
        return [_open(path, rows) for path, rows in found]

    def store(self, rows: NDArray[np.void]) -> Segment:
        """Keep rows: on disk, from where they are read when they are asked for, else (a full disk, no directory) in memory."""
        if self._directory is not None:
            with contextlib.suppress(OSError):
                path = self._write(self._directory, rows)
                written = self._read(path)
                if written is not None:
                    return _open(path, written)
        return _segment(rows)

    def _joined(self, directory: Path, found: list[_Stored]) -> list[_Stored]:
        """The same rows in few files. What is larger than all that is smaller stays: no row is written anew for a few others."""
        found = sorted(found, key=lambda one: len(one[1]))
        smaller = np.cumsum([0, *(len(rows) for _, rows in found)])
        few = len(found)
        while few and len(found[few - 1][1]) > smaller[few - 1]:
            few -= 1
        groups = _grouped(found[:few], self._most_bytes // _FILES_OF_MOST)
        return [*(self._one(directory, group) for group in groups), *found[few:]]

    def _one(self, directory: Path, group: list[_Stored]) -> _Stored:
        """The rows of several files in one."""
        if len(group) == 1:
            return group[0]
        path = self._write(directory, np.concatenate([rows for _, rows in group]))
        rows = self._read(path)
        if rows is None:
            raise OSError(f"{path} cannot be read back")
        for old, _ in group:
            if old != path:
                _remove(old)
        return path, rows

    def _make_room(self, directory: Path) -> None:
        with contextlib.suppress(OSError):
            for beside in directory.glob(f"*{_BESIDE}"):
                if not beside.with_suffix(".npy").exists():
                    beside.unlink(missing_ok=True)
            files = sorted((path.stat().st_mtime_ns, path.stat().st_size, path) for path in directory.glob("*.npy"))
            total = sum(size for _, size, _ in files)
            for _, size, path in files:
                if total <= self._most_bytes:
                    break
                _remove(path)
                total -= size

    def _read(self, path: Path) -> NDArray[np.void] | None:
        """Rows, or None when the file holds none (cut off by a crash of the machine, or not ours)."""
        rows = _load(path)
        return rows if rows is not None and rows.dtype == self._dtype and rows.ndim == 1 else None

    def _write(self, directory: Path, rows: NDArray[np.void]) -> Path:
        directory.mkdir(parents=True, exist_ok=True)
        name = hashlib.blake2b(rows["key"].tobytes(), digest_size=KEY_BYTES).hexdigest()
        path = directory / f"{name}.npy"
        _write_whole(path, rows)
        return path


def _grouped(found: list[_Stored], most_bytes: int) -> list[list[_Stored]]:
    """Files in groups that fit in so many bytes, in their order; a larger one is alone."""
    groups: list[list[_Stored]] = []
    room = 0
    for one in found:
        if not groups or one[1].nbytes > room:
            groups.append([])
            room = most_bytes
        groups[-1].append(one)
        room -= one[1].nbytes
    return groups


def _open(path: Path, rows: NDArray[np.void]) -> Segment:
    """Rows with what is known of their keys from the file beside them; where there is none, it is written."""
    if rows.nbytes < _WIDE_BYTES:
        return _segment(rows)
    beside = _beside(path)
    heads = _load(beside)
    if heads is not None and heads.dtype == _HEAD and heads.ndim == 1:
        segment = Segment(rows, np.ascontiguousarray(heads["key"]), np.append(heads["start"], len(rows)))
        if _agrees(segment):
            return segment
    segment = _segment(rows)
    heads = np.empty(len(segment.keys), dtype=_HEAD)
    heads["key"], heads["start"] = segment.keys, segment.starts[:-1]
    with contextlib.suppress(OSError):
        _write_whole(beside, heads)
    return segment


def _segment(rows: NDArray[np.void]) -> Segment:
    if "place" not in (rows.dtype.names or ()):
        return Segment(rows, np.ascontiguousarray(rows["key"]), np.arange(len(rows) + 1))
    first = np.flatnonzero(np.asarray(rows["place"]) == 0)
    return Segment(rows, np.asarray(rows["key"])[first], np.append(first, len(rows)))


def _agrees(segment: Segment) -> bool:
    """Whether what was read beside rows is of these rows, by some of them."""
    runs, rows = len(segment.keys), len(segment.rows)
    if not 0 < runs <= rows or segment.starts[0] or np.diff(segment.starts).min() < 1:
        return False
    some = np.unique(np.linspace(0, runs - 1, _COMPARED).astype(np.int64))
    return bool((segment.rows["key"][segment.starts[some]] == segment.keys[some]).all())


def _load(path: Path) -> NDArray[np.void] | None:
    try:
        array: NDArray[np.void] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return array


def _write_whole(path: Path, array: NDArray[np.void]) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, array, allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_suffix(_BESIDE)
