"""The doors stay light, and every error of a user is one sentence and exit code 2."""

import subprocess
import sys

HEAVY = ("numba", "duckdb", "pyarrow", "deltalake", "scipy", "numpy", "pydantic")


def test_help_imports_no_heavy_library() -> None:
    code = f"import sys, footpath.cli.commands; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
