"""Bad input: one clear sentence that says what, where and what to do; exit code 2; nothing lost."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = "customer_id,event,time\nann,look,2024-03-01T10:00:00Z\nann,buy,2024-03-01T11:00:00Z\nbob,look,2024-03-02T10:00:00Z\n"


def footpath(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "footpath", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=120)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "good.csv").write_text(GOOD)
    done = footpath("load", "good.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def write(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(content) and None


CASES: dict[str, tuple[Callable[[Path], None], list[str], str]] = {
    "a missing file": (lambda _folder: None, ["gone.csv"], "gone.csv"),
    "an empty file": (write("bad.csv", b""), ["bad.csv"], "empty"),
    "only a header": (write("bad.csv", b"customer_id,event,time\n"), ["bad.csv"], "header"),
    "a binary file": (write("bad.csv", bytes(range(256)) * 40), ["bad.csv"], "bad.csv"),
    "a picture": (write("bad.csv", b"\x89PNG\r\n\x1a\n" + bytes(5000)), ["bad.csv"], "bad.csv"),
    "a column that is not there": (write("bad.csv", GOOD.encode()), ["bad.csv", "--customer", "nobody"], "nobody"),
    "no time": (write("bad.csv", b"customer_id,event\nann,look\nbob,buy\n"), ["bad.csv", "--as", "events"], "time"),
    "a future": (write("bad.csv", GOOD.replace("2024", "2924").encode()), ["bad.csv"], "future"),
    "before the epoch": (write("bad.csv", GOOD.replace("2024", "1924").encode()), ["bad.csv"], "1970"),
    "NUL bytes": (write("bad.csv", b"customer_id,event,time\n" + b"\x00" * 4000), ["bad.csv"], "bad.csv"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_load_that_cannot_be_is_refused_in_one_sentence(case: str, loaded: Path) -> None:
    prepare, arguments, says = CASES[case]
    prepare(loaded)
    before = footpath("ask", "overview", "--json", cwd=loaded).stdout
    done = footpath("load", *arguments, cwd=loaded)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("footpath: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert footpath("ask", "overview", "--json", cwd=loaded).stdout == before
    (loaded / "bad.csv").unlink(missing_ok=True)


def test_two_candidates_for_the_customer_are_named(tmp_path: Path) -> None:
    rows = "".join(f"a{i % 40},b{(i * 7) % 40},look,2024-03-{i % 27 + 1:02d}T10:00:00Z\n" for i in range(200))
    (tmp_path / "two.csv").write_text("customer_a,customer_b,event,time\n" + rows)
    done = footpath("load", "two.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "customer_a" in done.stderr
    assert "customer_b" in done.stderr
    assert "--customer" in done.stderr
    assert footpath("load", "two.csv", "--customer", "customer_b", cwd=tmp_path).returncode == 0


def test_bad_rows_are_kept_with_row_and_reason_and_the_counts_add_up(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        GOOD + "cid,look,yesterday\n,look,2024-03-03T10:00:00Z\ndan,look,1960-01-01T00:00:00Z\n"
    )
    done = footpath("load", "log.csv", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (table,) = json.loads(done.stdout)["tables"]
    assert (table["read"], table["loaded"], table["duplicate"], table["rejected"]) == (6, 3, 0, 3)
    kept = Path(tmp_path / table["rejects_file"]).read_text()
    assert all(word in kept for word in ("yesterday", "2024-03-03", "1960"))


def test_loading_twice_changes_nothing_and_unload_undoes(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(GOOD)
    first = json.loads(footpath("load", "log.csv", "--json", cwd=tmp_path).stdout)
    overview = json.loads(footpath("ask", "overview", "--json", cwd=tmp_path).stdout)["rows"][0]
    assert (overview["customers"], overview["events"], overview["touchpoints"]) == (2, 3, 2)
    (again,) = json.loads(footpath("load", "log.csv", "--json", cwd=tmp_path).stdout)["tables"]
    assert (again["loaded"], again["duplicate"]) == (0, 3)
    assert json.loads(footpath("ask", "overview", "--json", cwd=tmp_path).stdout)["rows"][0] == overview
    assert footpath("unload", first["batch"], cwd=tmp_path).returncode == 0
    (reloaded,) = json.loads(footpath("load", "log.csv", "--json", cwd=tmp_path).stdout)["tables"]
    assert (reloaded["loaded"], reloaded["duplicate"]) == (3, 0)


def test_a_newer_workspace_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "footpath.toml").write_text("[workspace]\nformat = 99\n")
    (tmp_path / "log.csv").write_text(GOOD)
    done = footpath("load", "log.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "newer version" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["footpath.toml", "log.csv"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(GOOD)
    done = footpath("load", "log.csv", "--dry-run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "customer_id" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("{not json", "not valid JSON"),
        ("[1, 2]", "JSON object"),
        ('{"ask": "poem"}', "poem"),
        ('{"ask": "funnel", "steps": ["look", "by"], "within": "7d"}', "by"),
        ('{"ask": "funnel", "steps": ["look", "buy"], "within": 7}', "duration"),
        ('{"ask": "overview", "where": {"colour": "red"}}', "colour"),
        ('{"ask": "overview", "during": "soon"}', "soon"),
    ],
)
def test_a_bad_question_is_refused_in_one_sentence(question: str, says: str, loaded: Path) -> None:
    done = footpath("ask", question, cwd=loaded)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_asking_where_there_is_no_workspace_says_what_to_do(tmp_path: Path) -> None:
    done = footpath("ask", "overview", cwd=tmp_path)
    assert done.returncode == 2
    assert "footpath load" in done.stderr


def test_who_lists_the_customers_behind_a_row(loaded: Path) -> None:
    done = footpath(
        "ask", '{"ask": "funnel", "steps": ["look", "buy"], "within": "7d"}', "--who", "2", "--json", cwd=loaded
    )
    assert json.loads(done.stdout)["customers"] == ["customer_id: ann"]
