"""Kills a save with SIGKILL right before each of its SQL statements; run as a script with the file and the statement's number.

The file's first revision is there already; the child tries to save the second.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from footpath.documents import Documents
from footpath.model.maps import JourneyMap

REAL = sqlite3.connect


class Counted:
    """Counts statements over all connections, and kills the process before the one that was asked for."""

    def __init__(self, fatal: int) -> None:
        self.left = fatal

    def __call__(self, _statement: str) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def arm(fatal: int) -> None:
    counted = Counted(fatal)

    def connect(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = REAL(*args, **options)
        tell: Callable[[str], None] = counted
        connection.set_trace_callback(tell)
        return connection

    sqlite3.connect = connect  # type: ignore[assignment]


def main(path: Path, moments: list[int]) -> None:
    for moment in moments:
        child = os.fork()
        if child == 0:
            arm(moment)
            Documents(path.with_name(f"{path.stem}-{moment}.db")).save(JourneyMap(title="Shop", scope="new"), "second")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(moment, "killed" if os.WIFSIGNALED(status) else "saved", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(moment) for moment in sys.argv[2:]])
