"""Whatever ends a build or a merge, the index that was current is so still, or the new one is whole."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from killed_builds import build, merge

from footpath.journeys import open_index, storage

OLD = [
    "build-spread-1-before",
    "build-column-1-before",
    "build-column-9-after",
    "build-shard-2-before",
    "build-lineage-1-before",
    "build-meta-1-before",
    "build-meta-1-after",
    "build-version-1-after",
    "build-current-2-before",
    "merge-linked-1-after",
    "merge-merged-3-after",
    "merge-column-2-after",
    "merge-meta-1-after",
    "merge-version-1-after",
    "merge-current-2-before",
]
NEW = ["build-current-2-after", "merge-current-2-after", "merge-sweep-1-before"]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Indexes of two events, with two versions behind them, on which a build or merge of three was killed."""
    directory = tmp_path_factory.mktemp("killed")
    build(directory / "model")
    build(directory / "model")
    for moment in (*OLD, *NEW):
        shutil.copytree(directory / "model", directory / moment)
    script = Path(__file__).with_name("killed_builds.py")
    done = subprocess.run(
        [sys.executable, str(script), str(directory), *OLD, *NEW], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return directory


@pytest.mark.parametrize("moment", [*OLD, *NEW])
def test_a_killed_build_leaves_a_whole_index_and_the_next_one_clears_up(killed: Path, moment: str) -> None:
    directory = killed / moment
    opened = open_index(directory)
    assert opened is not None
    events = 3 if moment in NEW else 2
    assert (opened.events, opened.lake_version) == (events, "2" if moment in NEW else "1")
    assert sum(len(opened.journey(key)) for key in (1, 2, 3)) == events
    if moment in NEW:
        build(directory, 3, "2")
    else:
        merge(directory)
    after = open_index(directory)
    assert after is not None
    assert (after.events, after.lake_version) == (3, "2")
    left = sorted(path.name for path in directory.iterdir())
    assert opened.version is not None
    assert after.version is not None
    assert left == sorted([".lock", "current", opened.version.name, after.version.name])


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(build, tmp_path, 1 + n % 3, str(n)) for n in range(8)]:
            done.result()
    assert storage.current_version(tmp_path) == tmp_path / "v000008"
    opened = open_index(tmp_path)
    assert opened is not None
    assert opened.events == 1 + int(opened.lake_version) % 3
    assert len(list(tmp_path.glob("v*"))) == 2


def test_processes_that_build_at_once_wait_for_each_other(tmp_path: Path) -> None:
    folder = str(Path(__file__).parent)
    script = f"import sys; sys.path.insert(0, {folder!r}); import killed_builds as k; k.build(k.Path(sys.argv[1]), 3)"
    running = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    opened = open_index(tmp_path)
    assert opened is not None
    assert (opened.events, opened.version) == (3, tmp_path / "v000002")
    assert not list(tmp_path.glob("building-*"))


def test_shards_of_dead_versions_are_let_go(tmp_path: Path) -> None:
    for _ in range(5):
        build(tmp_path)
        assert open_index(tmp_path) is not None
    mapped = Path("/proc/self/maps").read_text() if Path("/proc/self/maps").exists() else ""
    assert str(tmp_path / "v000001") not in mapped
    assert str(tmp_path / "v000003") not in mapped


def test_a_folder_that_was_made_anew_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    build(tmp_path, 1)
    shutil.rmtree(tmp_path)
    build(tmp_path, 3)
    opened = open_index(tmp_path)
    assert opened is not None
    assert sum(shard.events for shard in opened.shards) == 3
