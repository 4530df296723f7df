"""Marks on bad feedback: added and never changed, all of a call or none, whatever ends the process."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from footpath.documents import Documents, FollowUpMarks
from footpath.errors import SpecError
from footpath.model.maps import JourneyMap

HERE = Path(__file__).parent
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
LARGE = 2**63 - 1


def hours() -> Iterator[datetime]:
    at = NOON
    while True:
        yield at
        at += timedelta(hours=1)


@pytest.fixture
def marks(tmp_path: Path) -> FollowUpMarks:
    clock = hours()
    return FollowUpMarks(tmp_path / "footpath.db", lambda: next(clock))


def test_the_last_mark_counts_and_all_are_kept(marks: FollowUpMarks) -> None:
    assert marks.latest() == {}
    assert marks.history(7) == ()
    assert marks.add([7, LARGE], done=True, who="Ann", why="called") == (7, LARGE)
    assert marks.add([7], done=False, who="Bob") == (7,)
    assert {one: mark.done for one, mark in marks.latest().items()} == {7: False, LARGE: True}
    told = [(mark.done, mark.at, mark.who, mark.why) for mark in marks.history(7)]
    assert told == [(True, NOON, "Ann", "called"), (False, NOON + timedelta(hours=1), "Bob", "")]


def test_what_is_marked_so_already_stays_unless_there_is_something_to_say(marks: FollowUpMarks) -> None:
    assert marks.add([1, 1, 2], done=True) == (1, 2)
    assert marks.add([1, 2, 3], done=True) == (3,)
    assert marks.add([1], done=True, why="they wrote back") == (1,)
    assert [mark.why for mark in marks.history(1)] == ["", "they wrote back"]


def test_a_mark_is_never_changed(marks: FollowUpMarks, tmp_path: Path) -> None:
    marks.add([1], done=True)
    with (
        sqlite3.connect(tmp_path / "footpath.db") as connection,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        connection.execute("UPDATE follow_ups SET done = 0")
    connection.close()


def test_texts_are_one_line_without_marks_that_turn_them(marks: FollowUpMarks) -> None:
    marks.add([1], done=True, who="Ann\x00\u202eB", why="line\r\none\u2066 <b>")
    assert (marks.latest()[1].who, marks.latest()[1].why) == ("Ann B", "line one <b>")
    with pytest.raises(SpecError, match="note is longer"):
        marks.add([2], done=True, why="x" * 2001)
    with pytest.raises(SpecError, match="name is longer"):
        marks.add([2], done=True, who="x" * 201)
    assert 2 not in marks.latest()


def test_maps_and_marks_share_the_file_of_an_older_version(tmp_path: Path) -> None:
    path = tmp_path / "footpath.db"
    Documents(path).save(JourneyMap(title="Shop"), "drawn")
    with sqlite3.connect(path) as connection:  # as the version before left it
        connection.execute("DROP TABLE follow_ups")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert FollowUpMarks(path).latest() == {}
    assert FollowUpMarks(path).add([5], done=True) == (5,)
    assert Documents(path).names() == ("Shop",)


def test_marks_killed_at_any_statement_are_all_there_or_none(tmp_path: Path) -> None:
    paths = {moment: tmp_path / f"docs-{moment}.db" for moment in range(1, 16)}
    for path in paths.values():
        FollowUpMarks(path).add([1], done=True)
    script = [sys.executable, str(HERE / "killed_marks.py"), str(tmp_path / "docs.db"), *map(str, paths)]
    ended = subprocess.run(script, capture_output=True, text=True, check=True).stdout.split("\n")
    fates = dict(line.split() for line in ended if line)
    assert set(fates.values()) == {"killed", "saved"}  # the moments cover the whole of a call
    for moment, path in paths.items():
        done = {one for one, mark in FollowUpMarks(path).latest().items() if mark.done}
        assert done == ({1, 2, 3, 4} if fates[str(moment)] == "saved" else {1})


def test_several_processes_mark_without_losing_any(tmp_path: Path) -> None:
    path = tmp_path / "footpath.db"
    code = (
        "import sys; from pathlib import Path; from footpath.documents import FollowUpMarks\n"
        "for at in range(10): FollowUpMarks(Path(sys.argv[1])).add([int(sys.argv[2]) + at], done=True)"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), str(100 * one)]) for one in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert set(FollowUpMarks(path).latest()) == {100 * one + at for one in range(3) for at in range(10)}
