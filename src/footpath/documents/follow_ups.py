"""What people decided about bad feedback: done, or taken up again. Nothing is ever changed, only added."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from footpath.documents.file import reading, writing
from footpath.errors import SpecError
from footpath.model.follow_ups import Mark

LONGEST_WHO, LONGEST_WHY = 200, 2_000
_COLUMNS = "feedback, done, at, who, why"


def _now() -> datetime:
    return datetime.now(UTC)


class FollowUpMarks:
    """The marks of a workspace. Each call opens the file, does its work and closes it.

    Args:
        path: the file; made where there is none, by the first mark.
        clock: tells the time of new marks.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = _now) -> None:
        self._path = path
        self._clock = clock

    def add(self, feedback_ids: Sequence[int], *, done: bool, who: str = "", why: str = "") -> tuple[int, ...]:
        """Mark feedback as done or as taken up again: all of it in one transaction, or none.

        What is marked so already stays as it is, unless there is something new to say of it.

        Returns:
            The feedback that was marked.

        Raises:
            SpecError: the name or the note is too long.
        """
        who, why = _told(who, "name", LONGEST_WHO), _told(why, "note", LONGEST_WHY)
        at = self._clock().isoformat()
        with writing(self._path) as connection:
            known = _latest(connection)
            new = [
                one
                for one in dict.fromkeys(feedback_ids)
                if why or (known[one].done if one in known else None) is not done
            ]
            connection.executemany(
                f"INSERT INTO follow_ups ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
                [(one, done, at, who, why) for one in new],
            )
        return tuple(new)

    def latest(self) -> dict[int, Mark]:
        """By feedback, the last mark."""
        if not self._path.exists():
            return {}
        with reading(self._path) as connection:
            return _latest(connection)

    def history(self, feedback_id: int) -> tuple[Mark, ...]:
        """All marks of one feedback, the first one first."""
        if not self._path.exists():
            return ()
        with reading(self._path) as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM follow_ups WHERE feedback = ? ORDER BY id", (feedback_id,)
            )
            return tuple(map(_mark, rows))


def _latest(connection: sqlite3.Connection) -> dict[int, Mark]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM follow_ups WHERE id IN (SELECT max(id) FROM follow_ups GROUP BY feedback)"
    )
    return {mark.feedback_id: mark for mark in map(_mark, rows)}


def _mark(row: tuple[int, int, str, str, str]) -> Mark:
    feedback_id, done, at, who, why = row
    return Mark(feedback_id, bool(done), datetime.fromisoformat(at), who, why)


def _told(text: str, what: str, longest: int) -> str:
    """A text in one line, without control characters and marks that turn its direction."""
    said = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(said) > longest:
        raise SpecError(f"The {what} is longer than {longest} characters.", "Say it in one short line.")
    return said
