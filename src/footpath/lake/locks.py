"""One writer at a time. The lock is the operating system's: a killed load leaves none behind."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from footpath.errors import WorkspaceError

_PAUSE_S = 0.05


@contextmanager
def writer_lock(directory: Path, wait: timedelta) -> Iterator[None]:
    """Hold the lake for writing.

    Raises:
        WorkspaceError: another process still holds it after ``wait``, or the directory cannot be written.
    """
    import fcntl

    try:
        directory.mkdir(parents=True, exist_ok=True)
        handle = os.open(directory / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise WorkspaceError(f"The lake {directory} cannot be written: {error.strerror}.") from error
    try:
        until = time.monotonic() + wait.total_seconds()
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise _busy(directory, handle) from None
                time.sleep(_PAUSE_S)
        with suppress(OSError):  # who holds it is a courtesy; a full disk must be told by the load itself
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _busy(directory: Path, handle: int) -> WorkspaceError:
    owner = os.pread(handle, 20, 0).decode("ascii", "replace") or "unknown"
    return WorkspaceError(
        f"Another load (process {owner}) is writing to the lake {directory}.",
        "Wait until it has ended, then try again.",
    )
