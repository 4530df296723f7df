"""From the text of ``--engine`` to the engine."""

import pytest

from footpath.engine import Threads
from footpath.engine.opening import open_engine
from footpath.engine.spark import Spark
from footpath.errors import SpecError


def test_threads() -> None:
    assert open_engine("threads") == Threads()
    assert open_engine("threads:3") == Threads(3)


@pytest.mark.parametrize(
    "master", ["local", "local[2]", "local[*]", "yarn", "spark://a:7077,b:7077", "k8s://https://c:443"]
)
def test_masters_of_spark(master: str) -> None:
    assert open_engine(master) == Spark(master)


def test_the_session_that_is_there_and_options() -> None:
    assert open_engine("spark") == Spark("")
    assert open_engine("spark?spark.a=b%20c&spark.d=") == Spark("", (("spark.a", "b c"), ("spark.d", "")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thread",
        "threads:0",
        "threads:-1",
        "spark://",
        "local[x]",
        "local[2];rm",
        "yarn\n",
        "http://a",
        "spark?a=b",
        "spark?&&",
        "ß" * 999,
    ],
)
def test_what_is_no_engine(text: str) -> None:
    with pytest.raises(SpecError) as told:
        open_engine(text)
    assert "Write" in str(told.value)
    assert len(str(told.value)) < 300
