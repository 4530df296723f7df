"""The tables of ``footpath.db`` and how an older file comes to have them."""

import sqlite3

from footpath.errors import WorkspaceError

# Each script takes a file from the version of its place to the next. Scripts are added, never changed.
MIGRATIONS = (
    """
    CREATE TABLE documents (
        hash TEXT PRIMARY KEY,
        json BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE maps (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    );
    CREATE TABLE revisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        map INTEGER NOT NULL REFERENCES maps (id),
        number INTEGER NOT NULL CHECK (number > 0),
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        why TEXT NOT NULL,
        base INTEGER,
        restored INTEGER,
        content TEXT NOT NULL REFERENCES documents (hash),
        drawn TEXT NOT NULL REFERENCES documents (hash),
        UNIQUE (map, number)
    );
    CREATE TRIGGER revisions_stay BEFORE UPDATE ON revisions
    BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
    """,
    """
    CREATE TABLE follow_ups (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        feedback INTEGER NOT NULL,
        done INTEGER NOT NULL CHECK (done IN (0, 1)),
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        why TEXT NOT NULL
    );
    CREATE INDEX follow_ups_by_feedback ON follow_ups (feedback);
    CREATE TRIGGER follow_ups_stay BEFORE UPDATE ON follow_ups
    BEGIN SELECT RAISE(ABORT, 'a mark is never changed'); END;
    """,
)


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring a file to the newest version, one whole step at a time; another process may do so at the same moment.

    Raises:
        WorkspaceError: a newer Footpath wrote the file.
    """
    while (version := _version(connection)) != len(MIGRATIONS):
        if version > len(MIGRATIONS):
            raise WorkspaceError(f"{name} was written by a newer version of Footpath.", "Update Footpath.")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == version:  # nobody else has taken the step meanwhile
                for statement in _statements(MIGRATIONS[version]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> list[str]:
    """A script's statements; `executescript` would end the transaction that they must stand in."""
    found, read = [], ""
    for line in script.splitlines():
        read += line + "\n"
        if sqlite3.complete_statement(read):
            found.append(read.strip())
            read = ""
    return found
