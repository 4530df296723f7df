"""The benchmark agrees with DuckDB on a small log, and tells when it does not."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_all_answers_agree_with_duckdb(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "bench.py"), "--sizes", "2e4", "--markdown", str(tmp_path / "table.md")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "All answers agree." in done.stdout
    assert "| 0.02 M | transitions in full by device |" in (tmp_path / "table.md").read_text()


@pytest.mark.parametrize(
    ("own", "other", "told"),
    [
        ({"a>b": [1, 2.0]}, {"a>b": [1, 2.0005]}, ""),
        ({"a>b": [1, 2.0]}, {"a>b": [1, 2.5]}, "a>b: 2.0 here, 2.5 there"),
        ({"a": 1}, {"b": 1}, "a: 1 here, None there"),
        ([1], [1, 2], "[1] here, [1, 2] there"),
    ],
)
def test_differences_are_told(own: object, other: object, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from questions import differs

    assert differs(own, other) == told
