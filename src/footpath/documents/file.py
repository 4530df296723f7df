"""How ``footpath.db`` is opened: for one read, or for one transaction that is kept whole or not at all."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from footpath.documents.schema import migrate
from footpath.errors import WorkspaceError

WAIT_S = 30.0  # for another process that writes
_PAUSE_S = 0.02


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the file, which is made and brought to the newest version where it must be.

    Raises:
        WorkspaceError: the file cannot be used, or a newer Footpath wrote it.
    """
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")  # what was saved is there after a power cut, too
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, path.name)
        yield connection
    except sqlite3.Error as error:
        raise WorkspaceError(
            f"The documents {path} cannot be used: {error}.", "Is the disk full, or the file no database?"
        ) from error
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction that holds the file for writing from its beginning: others wait for it."""
    with reading(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while one writes. SQLite does not wait when several processes ask for it at once, so we do."""
    until = time.monotonic() + WAIT_S
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE_S)
