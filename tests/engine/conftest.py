"""Lets these tests share the questions of `tests/analysis` and the made log of `tests/cluster`, and starts Spark once."""

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
PATHS = [str(TESTS / "analysis"), str(TESTS / "cluster"), str(TESTS), str(TESTS.parent)]
sys.path[:0] = PATHS


def _finder() -> Any:
    spec = importlib.util.spec_from_file_location("find_java", TESTS.parent / "tools" / "find_java.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="package")
def spark() -> Iterator[Any]:
    """Spark in two threads of this machine, or the test is left out where there is no Java."""
    from footpath.engine.opening import open_engine

    home = _finder().java_home()
    if home is None:
        pytest.skip("no Java on this machine: run tools/find_java.py")
    before = dict(os.environ)
    paths = os.pathsep.join([*PATHS, before.get("PYTHONPATH", "")])  # the workers find what the tests find
    os.environ.update(JAVA_HOME=home, SPARK_LOCAL_IP="127.0.0.1", PYTHONPATH=paths)
    brief = "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:%2BUseSerialGC"  # a JVM that lives for seconds
    engine: Any = open_engine(f"local[2]?spark.driver.bindAddress=127.0.0.1&{brief}")
    yield engine
    engine.stop()
    os.environ.clear()
    os.environ.update(before)
