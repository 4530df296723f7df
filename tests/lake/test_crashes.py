"""Whatever ends a load early, the lake holds what it held before, or all of what was loaded."""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from lake_records import event_batch, events, feedback_rows, traits

from footpath.errors import WorkspaceError
from footpath.lake import Counts, Lake
from footpath.model.ids import stable_id

BEFORE = [
    "rows-1-before",
    "rows-1-after",
    "commit-1-before",
    "table-1-before",
    "table-1-after",
    "columns-1-after",
    "table-2-after",
    "table-3-after",
    "state-1-before",
    "rename-1-before",
    "removal-1-after",
    "removal-2-after",
]
AFTER_LOAD = ["state-1-after", "commit-1-after"]
AFTER_UNLOAD = ["rename-1-after", "sweep-1-before"]


def names(lake: Lake) -> list[str]:
    texts = {stable_id("event", name): name for name in "abcd"}
    return [texts[event] for batch in lake.events(["event_id"]) for event in batch.column(0).to_pylist()]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of its own for each moment, with one load that ended and another that was killed then."""
    home = tmp_path_factory.mktemp("killed")
    first = home / "first" / "lake"
    with Lake(first).load("b1") as load:
        records = events("a", "b")
        records.feedback = feedback_rows("a")
        load.append(records)
        load.append(traits(("a", "city", "Oslo")))
    moments = [*BEFORE, *AFTER_LOAD, *AFTER_UNLOAD]
    for moment in moments:
        shutil.copytree(first, home / moment)
    script = Path(__file__).parent / "killed_loads.py"
    subprocess.run([sys.executable, str(script), str(home), *moments], check=True, timeout=120)
    return home


@pytest.mark.parametrize("moment", BEFORE)
def test_killed_before_the_end_nothing_has_changed(killed: Path, moment: str) -> None:
    lake = Lake(killed / moment)
    assert names(lake) == ["a", "b"]
    assert lake.feedback().column("text").to_pylist() == ["said by a"]
    assert lake.profiles().column("value").to_pylist() == ["Oslo"]
    assert lake.dimensions == ()
    assert [batch.id for batch in lake.batches()] == ["b1"]
    with lake.load("b3") as load:
        assert load.append(events("b", "c", device=["tablet", "phone"])).counts == Counts(2, 1, 1, 0)
    assert names(lake) == ["a", "b", "c"]
    assert len(list((lake.directory / "events").glob("*.parquet"))) == 2
    assert lake.unload("b1") == 2
    assert names(lake) == ["c"]


@pytest.mark.parametrize("moment", AFTER_LOAD)
def test_killed_after_the_end_everything_is_there(killed: Path, moment: str) -> None:
    lake = Lake(killed / moment)
    assert names(lake) == ["a", "b", "c", "d"]
    assert lake.feedback().num_rows == lake.profiles().num_rows == 2
    assert lake.unload("b2") == 2
    assert names(lake) == ["a", "b"]


@pytest.mark.parametrize("moment", AFTER_UNLOAD)
def test_killed_after_an_unload_the_batch_is_gone_and_its_files_soon(killed: Path, moment: str) -> None:
    lake = Lake(killed / moment)
    assert names(lake) == []
    with lake.load("b2") as load:
        load.append(events("d"))
    assert names(lake) == ["d"]
    assert len(list(lake.directory.rglob("*.parquet"))) == 1


def wide_batch(rows: int, seed: int = 1) -> pa.RecordBatch:
    """Rows whose texts no compression makes small."""
    batch = event_batch([str(row) for row in range(rows)])
    noise = np.random.default_rng(seed).bytes(120 * rows).hex()
    return batch.set_column(12, "properties", pa.array([noise[240 * row : 240 * (row + 1)] for row in range(rows)]))


def load_wide(lake: Lake, rows: int = 20_000) -> None:
    records = events()
    records.events, records.rows_read = iter([wide_batch(rows)]), rows
    with lake.load("wide") as load:
        load.append(records)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB; where none may be mounted, a directory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "footpath-test", str(disk)]
    mounted = (
        subprocess.run(mount, capture_output=True, check=False).returncode == 0 if shutil.which("mount") else False
    )
    yield disk
    if mounted:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def small_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_one_sentence_and_changes_nothing(small_disk: Path, small_files: None) -> None:
    lake = Lake(small_disk / "lake")
    with lake.load("b1") as load:
        load.append(events("a", "b"))
    before = (lake.version, sorted(lake.directory.rglob("*")))
    with pytest.raises(WorkspaceError, match=r"nothing was changed\. [A-Z].* try again\.$"):
        load_wide(lake)
    assert (lake.version, sorted(lake.directory.rglob("*"))) == before
    with lake.load("b2") as load:
        load.append(events("c"))
    assert names(lake) == ["a", "b", "c"]


@pytest.mark.parametrize("spare", [0, 4, 8, 12, 16, 24])
def test_a_disk_that_fills_up_at_any_step_leaves_the_old_or_the_new(small_disk: Path, spare: int) -> None:
    """``spare`` KiB are left when the load begins: room for some of its steps."""
    if not os.path.ismount(small_disk):
        pytest.skip("no file system may be mounted here; the test before this one limits the size of files instead")
    lake = Lake(small_disk / "lake")
    with lake.load("b1") as load:
        load.append(events("a", "b"))
    free = os.statvfs(small_disk)
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * max(free.f_bavail * free.f_frsize - spare * 1024, 0))
    told = ""
    try:
        with lake.load("b2") as load:
            load.append(events("c", device=["phone"]))
    except WorkspaceError as error:
        told = error.message
    assert names(lake) == (["a", "b"] if told else ["a", "b", "c"])
    assert not told or told.endswith("is full; nothing was changed.")
    filler.unlink()
    with lake.load("b3") as load:
        load.append(events("c", "d"))
    assert names(lake) == ["a", "b", "c", "d"]


def test_an_interruption_after_the_last_step_keeps_everything(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    with pytest.raises(KeyboardInterrupt):
        _load_interrupted(lake)
    assert names(lake) == ["a"]


def _load_interrupted(lake: Lake) -> None:
    with lake.load("b1") as load:
        load.append(events("a"))
        load.commit()
        raise KeyboardInterrupt


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    inside, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with lake.load("b1") as load:
            inside.set()
            go_on.wait(10)
            load.append(events("a"))

    writer = threading.Thread(target=first)
    writer.start()
    assert inside.wait(10)
    impatient = Lake(lake.directory, wait=timedelta(seconds=0.1))
    with pytest.raises(WorkspaceError, match=rf"Another load \(process {os.getpid()}\) is writing") as busy:
        load_wide(impatient, 1)
    assert busy.value.hint.startswith("Wait")
    go_on.set()
    with lake.load("b2") as load:
        assert load.append(events("a", "b")).counts == Counts(2, 1, 1, 0)
    writer.join()
    assert names(lake) == ["a", "b"]


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    with lake.load("b1") as load:
        load.append(events("a"))
    path = lake.directory / "state.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "format": 2, "tables": {"events": "elsewhere"}}))
    for refused in (lambda: lake.version, lambda: load_wide(lake), lambda: lake.unload("b1"), lake.events):
        with pytest.raises(WorkspaceError, match=r"written by a newer Footpath .* Install the newer version"):
            refused()
    path.write_text(json.dumps(told))
    assert names(lake) == ["a"]


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"format": "x"}', "\x00\x01", '{"format": 1, "commits": 1}'])
def test_a_damaged_state_is_said_to_be_damaged(tmp_path: Path, damage: str) -> None:
    (tmp_path / "state.json").write_text(damage)
    with pytest.raises(WorkspaceError, match="is damaged"):
        load_wide(Lake(tmp_path))


def test_a_missing_table_is_said_to_be_missing(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    with lake.load("b1") as load:
        load.append(events("a"))
    shutil.rmtree(lake.directory / "events")
    with pytest.raises(WorkspaceError, match="events is missing: the lake is damaged"):
        lake.events()


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match=os.strerror(errno.ENOTDIR)):
        load_wide(Lake(tmp_path / "file" / "lake"))
