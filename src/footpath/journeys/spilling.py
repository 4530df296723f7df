"""One file for the columns that do not fit into memory; several threads write and read it at once."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray


class SpillFile:
    """A file without a name: it is gone when it is closed, however the process ends."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 (closed by close)
        self._end = 0
        self._growing = Lock()

    def write(self, values: NDArray[Any]) -> "Spilled":
        with self._growing:
            offset, self._end = self._end, self._end + values.nbytes
        left, at = _bytes(values), offset
        while left:
            done = os.pwrite(self._file.fileno(), left, at)
            left, at = left[done:], at + done
        return Spilled(self, offset, values.dtype)

    def read(self, offset: int, into: NDArray[Any]) -> None:
        left = _bytes(into)
        while left:
            done = os.preadv(self._file.fileno(), [left], offset)
            if not done:
                raise OSError("the file of spilled events is shorter than what was written to it")
            left, offset = left[done:], offset + done

    def close(self) -> None:
        self._file.close()


@dataclass(frozen=True)
class Spilled:
    """A column in a spill file."""

    file: SpillFile
    offset: int
    dtype: np.dtype[Any]

    def read(self, first: int, into: NDArray[Any]) -> None:
        """Fill an array with the rows from ``first`` on."""
        if into.dtype == self.dtype:
            self.file.read(self.offset + first * self.dtype.itemsize, into)
        else:
            plain = np.empty(len(into), self.dtype)
            self.file.read(self.offset + first * self.dtype.itemsize, plain)
            into[:] = plain


def _bytes(values: NDArray[Any]) -> memoryview:
    return values.data.cast("B") if values.nbytes else memoryview(b"")
