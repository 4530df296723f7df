"""Maps and their revisions in one file.

A revision is written whole or not at all, by one transaction, and stays: killing the process, or the machine losing power,
leaves the file as it was before or after. Readers never wait for a writer (SQLite's write-ahead log), writers wait for
each other. Two people who change the same revision do not overwrite each other: the second one is told.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from footpath.documents.content import packed, unpacked
from footpath.documents.file import reading, writing
from footpath.documents.revision import Revision
from footpath.errors import MapError
from footpath.model.maps import JourneyMap

LONGEST_NAME, LONGEST_WHY = 200, 2_000
_COLUMNS = "r.id, m.name, r.number, r.at, r.who, r.why, r.base, r.content, r.drawn, r.restored"
_FROM = "FROM revisions r JOIN maps m ON m.id = r.map"


def _now() -> datetime:
    return datetime.now(UTC)


class Documents:
    """The documents of a workspace.

    Each call opens the file, does its work and closes it, so one object may be shared by threads and outlive a fork.

    Args:
        path: the file; made where there is none, by the first call that saves.
        clock: tells the time of new revisions.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = _now) -> None:
        self._path = path
        self._clock = clock

    def names(self) -> tuple[str, ...]:
        """The names of all maps, in the order of the alphabet."""
        if not self._path.exists():
            return ()
        with reading(self._path) as connection:
            return tuple(name for (name,) in connection.execute("SELECT name FROM maps ORDER BY name"))

    def save(
        self,
        journey: JourneyMap,
        why: str,
        *,
        name: str = "",
        who: str = "",
        base: int | None = None,
        drawn: JourneyMap | None = None,
    ) -> Revision:
        """Keep a map as the next revision; the newest one stays where it says the same already.

        Args:
            why: what the change is about, in words.
            name: of the map; its title where none is given.
            base: the number of the revision that was changed; 0 says that there is none yet. Where none is given, the newest.
            drawn: what was drawn from data, for a map that was drawn anew; an edit stands on what its base stood on.

        Raises:
            MapError: the name or the reason is empty or too long, or ``base`` is not the newest revision any more.
        """
        name = _told(name or journey.title, "name of the map", LONGEST_NAME)
        why = _told(why, "reason", LONGEST_WHY)
        with writing(self._path) as connection:
            newest = _newest(connection, name)
            if base is not None and base != (newest.number if newest else 0):
                raise _overtaken(name, newest)
            return self._add(connection, name, who, why, journey, drawn, newest)

    def history(self, name: str) -> tuple[Revision, ...]:
        """All revisions of a map, the newest first.

        Raises:
            MapError: there is no such map.
        """
        name = self._known(name)
        with reading(self._path) as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} {_FROM} WHERE m.name = ? ORDER BY r.number DESC", (name,))
            found = tuple(_revision(row) for row in rows)
        if not found:
            raise self._unknown(name)
        return found

    def revision(self, name: str, number: int = 0) -> JourneyMap:
        """The document of a revision; of the newest one where no number is given.

        Raises:
            MapError: there is no such map or revision, or its bytes are damaged.
        """
        return self._document(name, number, "content")

    def drawn(self, name: str, number: int = 0) -> JourneyMap:
        """What was last drawn from data before people edited it into this revision: the base of a three-way merge."""
        return self._document(name, number, "drawn")

    def restore(self, name: str, number: int, *, who: str = "", why: str = "") -> Revision:
        """Bring a revision back as a new one; those in between stay in the history.

        The newest revision stays where it says the same already.

        Raises:
            MapError: there is no such map or revision.
        """
        name = self._known(name)
        journey, drawn = self.revision(name, number), self.drawn(name, number)
        why = _told(why or f"Back to revision {number}", "reason", LONGEST_WHY)
        with writing(self._path) as connection:
            newest = _newest(connection, name)
            return self._add(connection, name, who, why, journey, drawn, newest, restored=number)

    def _add(
        self,
        connection: sqlite3.Connection,
        name: str,
        who: str,
        why: str,
        journey: JourneyMap,
        drawn: JourneyMap | None,
        newest: Revision | None,
        restored: int | None = None,
    ) -> Revision:
        content = _keep(connection, journey)
        if drawn is not None:
            stands_on = _keep(connection, drawn)
        else:
            stands_on = newest.drawn if newest else content
        if newest is not None and (newest.content, newest.drawn) == (content, stands_on):
            return newest
        connection.execute("INSERT OR IGNORE INTO maps (name) VALUES (?)", (name,))
        number, before = (newest.number + 1, newest.number) if newest else (1, None)
        connection.execute(
            "INSERT INTO revisions (map, number, at, who, why, base, restored, content, drawn)"
            " SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM maps WHERE name = ?",
            (
                number,
                self._clock().isoformat(),
                _one_line(who)[:LONGEST_NAME],
                why,
                before,
                restored,
                content,
                stands_on,
                name,
            ),
        )
        added = _newest(connection, name)
        assert added is not None
        return added

    def _document(self, name: str, number: int, which: str) -> JourneyMap:
        name = self._known(name)
        with reading(self._path) as connection:
            kept = f"SELECT d.hash, d.json {_FROM} JOIN documents d ON d.hash = r.{which} WHERE m.name = ?"
            if number:
                row = connection.execute(f"{kept} AND r.number = ?", (name, number)).fetchone()
            else:
                row = connection.execute(f"{kept} ORDER BY r.number DESC LIMIT 1", (name,)).fetchone()
        if row is None:
            last = self.history(name)[0].number
            raise MapError(f'The map "{name}" has no revision {number}.', f"Name one from 1 to {last}.")
        return unpacked(*row)

    def _known(self, name: str) -> str:
        """The name as it is kept; a file that is not there is not made by looking into it."""
        if not self._path.exists():
            raise self._unknown(name)
        return _told(name, "name of the map", LONGEST_NAME)

    def _unknown(self, name: str) -> MapError:
        names = ", ".join(f'"{known}"' for known in self.names()[:10])
        return MapError(f'There is no map "{name}".', f"Name one of {names}." if names else "Save one first.")


def _newest(connection: sqlite3.Connection, name: str) -> Revision | None:
    asked = f"SELECT {_COLUMNS} {_FROM} WHERE m.name = ? ORDER BY r.number DESC LIMIT 1"
    row = connection.execute(asked, (name,)).fetchone()
    return _revision(row) if row else None


def _keep(connection: sqlite3.Connection, journey: JourneyMap) -> str:
    identifier, data = packed(journey)
    connection.execute("INSERT OR IGNORE INTO documents (hash, json) VALUES (?, ?)", (identifier, data))
    return identifier


def _revision(row: tuple[int, str, int, str, str, str, int | None, str, str, int | None]) -> Revision:
    identifier, name, number, at, who, why, base, content, drawn, restored = row
    return Revision(identifier, name, number, datetime.fromisoformat(at), who, why, base, content, drawn, restored)


def _one_line(text: str) -> str:
    """A text without line ends, control characters and marks that turn its direction."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _told(text: str, what: str, longest: int) -> str:
    said = _one_line(text)
    if not said or len(said) > longest:
        raise MapError(f"The {what} is empty or longer than {longest} characters.", "Say it in one short line.")
    return said


def _overtaken(name: str, newest: Revision | None) -> MapError:
    if newest is None:
        return MapError(f'There is no map "{name}" yet.', "Save it as a new one.")
    by = f" by {newest.who}" if newest.who else ""
    return MapError(
        f'The map "{name}" was changed meanwhile{by}: its newest revision is {newest.number}.',
        "Take the newest revision and make the change there.",
    )
