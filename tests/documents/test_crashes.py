"""Whatever ends a save early, the file holds what it held before, or all of what was saved."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from footpath.documents import Documents
from footpath.model.maps import JourneyMap

HERE = Path(__file__).parent
MOMENTS = range(1, 16)


def sound(path: Path) -> bool:
    connection = sqlite3.connect(path)
    told = connection.execute("PRAGMA integrity_check").fetchone()
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return told == ("ok",) and not broken


def test_a_save_killed_at_any_statement_is_whole_or_not_there(tmp_path: Path) -> None:
    paths = {moment: tmp_path / f"docs-{moment}.db" for moment in MOMENTS}
    for path in paths.values():
        Documents(path).save(JourneyMap(title="Shop", scope="old"), "first")
    script = [sys.executable, str(HERE / "killed_saves.py"), str(tmp_path / "docs.db"), *map(str, MOMENTS)]
    ended = subprocess.run(script, capture_output=True, text=True, check=True).stdout.split("\n")
    fates = dict(line.split() for line in ended if line)
    assert set(fates.values()) == {"killed", "saved"}  # the moments cover the whole of a save
    for moment, path in paths.items():
        assert sound(path)
        saved = fates[str(moment)] == "saved"
        documents = Documents(path)
        assert documents.revision("Shop").scope == ("new" if saved else "old")
        assert len(documents.history("Shop")) == (2 if saved else 1)
        again = documents.save(JourneyMap(title="Shop", scope="after"), "the next one")
        assert again.number == (3 if saved else 2)


@pytest.mark.parametrize("after", [1, 5])
def test_what_was_told_as_saved_is_there_after_kill_9(tmp_path: Path, after: int) -> None:
    path = tmp_path / "footpath.db"
    script = [sys.executable, str(HERE / "saving_on_and_on.py"), str(path), "ann", "100000"]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told = [int(process.stdout.readline()) for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        told += [int(line) for line in process.stdout.read().split()]
    assert sound(path)
    kept = Documents(path).history("Shop")
    assert told == list(range(1, len(told) + 1))
    assert len(kept) - len(told) in (0, 1)  # one may have been kept and not yet told
    for revision in kept:
        assert Documents(path).revision("Shop", revision.number).scope == f"ann {revision.number - 1}"


def test_several_processes_save_without_losing_a_revision(tmp_path: Path) -> None:
    path = tmp_path / "footpath.db"
    script = [sys.executable, str(HERE / "saving_on_and_on.py"), str(path)]
    running = [
        subprocess.Popen([*script, who, "12"], stdout=subprocess.PIPE, text=True) for who in ("ann", "bob", "eve")
    ]
    told = sorted(int(line) for process in running for line in process.communicate()[0].split())
    assert [process.returncode for process in running] == [0, 0, 0]
    assert told == list(range(1, 37))
    history = Documents(path).history("Shop")
    for who in ("ann", "bob", "eve"):
        own = [Documents(path).revision("Shop", r.number).scope for r in reversed(history) if r.who == who]
        assert own == [f"{who} {at}" for at in range(12)]


def test_several_processes_may_make_the_file_at_once(tmp_path: Path) -> None:
    for at in range(3):
        script = [sys.executable, str(HERE / "saving_on_and_on.py"), str(tmp_path / f"{at}.db")]
        running = [subprocess.Popen([*script, who, "1"], stdout=subprocess.PIPE, text=True) for who in "abcd"]
        assert sorted(int(process.communicate()[0]) for process in running) == [1, 2, 3, 4]
