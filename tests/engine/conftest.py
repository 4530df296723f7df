"""Lets these tests share the questions of `tests/analysis` and the made log of `tests/cluster`, and starts Spark once."""

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "analysis"), str(TESTS / "cluster"), str(TESTS)]


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
    os.environ.update(JAVA_HOME=home, SPARK_LOCAL_IP="127.0.0.1", PYTHONPATH=os.pathsep.join(sys.path[:3]))
    engine: Any = open_engine("local[2]?spark.driver.bindAddress=127.0.0.1")
    yield engine
    engine.stop()
    os.environ.clear()
    os.environ.update(before)
