"""Spark gives the answers that threads give, on an index at rest; and says clearly what went wrong."""

import socket
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_log import CATALOGUE, MadeLog
from test_laws import QUESTIONS

from footpath.analysis import ask, customers_of
from footpath.engine import each, using
from footpath.engine.spark import Spark
from footpath.engine.spark_failures import reason
from footpath.engine.spark_session import need_answer, need_java
from footpath.errors import EngineError, SpecError
from footpath.identity import resolve
from footpath.journeys import Index, build_index, event_columns
from footpath.lake import Lake

NARROWED = {"where": {"device": ["phone", "desk"]}, "by": "tier", "during": "2024-01-03..2024-02-20"}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return MadeLog(events=3_000, files=3, people=200).write(tmp_path_factory.mktemp("made") / "lake")


@pytest.fixture(scope="module")
def index(lake: Lake, tmp_path_factory: pytest.TempPathFactory) -> Index:
    customers = resolve(lake.identifiers())
    return build_index(
        tmp_path_factory.mktemp("here"),
        lake.events(event_columns(lake.dimensions)),
        customers.customer_of,
        customers.count,
        customers.keys,
        CATALOGUE,
        lake.profiles(),
        dimensions=lake.dimensions,
        shards=2,
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_all_questions(spark: Spark, index: Index, question: dict[str, Any]) -> None:
    here = ask(index, {**question, **NARROWED}).json()
    with using(spark):
        assert ask(index, {**question, **NARROWED}).json() == here
    assert here["n"] > 0


def test_the_people_behind_a_row(spark: Spark, index: Index) -> None:
    question = {"ask": "transitions", "by": "device"}
    here = customers_of(index, question, 1)
    with using(spark):
        np.testing.assert_array_equal(customers_of(index, question, 1), here)
    assert len(here) > 1


def test_a_shard_travels_as_its_place(spark: Spark, index: Index) -> None:
    with using(spark):
        homes = each(lambda shard: (shard.home, shard.events), index.shards)
    assert homes == [(shard.home, shard.events) for shard in index.shards]


def test_many_things_to_do_come_back_in_order(spark: Spark) -> None:
    with using(spark):
        assert each(lambda number: number * 2, range(150)) == [number * 2 for number in range(150)]
        assert each(len, []) == []


def test_without_where_and_by(spark: Spark, index: Index) -> None:
    here = ask(index, {"ask": "transitions"}).json()
    with using(spark):
        assert ask(index, {"ask": "transitions"}).json() == here


def test_a_users_error_is_told_as_if_it_had_been_met_here(spark: Spark) -> None:
    def refuse(number: int) -> int:
        if number == 2:
            raise SpecError("Two is too many.", "Take one.")
        return number

    with using(spark), pytest.raises(SpecError) as told:
        each(refuse, [1, 2, 3])
    assert (told.value.message, told.value.hint, str(told.value)) == (
        "Two is too many.",
        "Take one.",
        "Two is too many. Take one.",
    )


def test_a_broken_work_is_one_sentence(spark: Spark) -> None:
    with using(spark), pytest.raises(EngineError) as told:
        each(lambda number: 1 // number, [1, 0])
    assert told.value.message == "Spark gave up: ZeroDivisionError: integer division or modulo by zero"


def test_another_master_is_refused(spark: Spark) -> None:
    assert spark.context.master == "local[2]"
    with pytest.raises(EngineError, match=r"connected to Spark at local\[2\], not at yarn"):
        Spark("yarn").each(len, ["a"])


def test_without_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineError, match=r"needs Java 17 or newer, and JAVA_HOME, .* holds none"):
        need_java()
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="none was found"):
        need_java()


def test_nobody_at_the_address() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(EngineError, match=f"Nobody answers at {master}"):
            need_answer(master)  # bound, but nobody listens
        listening.listen()
        need_answer(f"spark://127.0.0.1:1,{master.removeprefix('spark://')}")
    for elsewhere in ("", "yarn", "local[2]", "spark://no-port"):
        need_answer(elsewhere)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("", "an unknown error"),
        ("An error occurred\n: java.io.IOException: disk\n\tat x", "disk"),
        ('…Traceback (most recent call last):\n  File "a"\n    x\nmy.Own: it\n\n\tat y', "my.Own: it"),
    ],
)
def test_reasons(told: str, meant: str) -> None:
    assert reason(told) == meant


def test_pickles_are_small(index: Index) -> None:
    from footpath.engine.spark import pickled

    held: Any = index.shards[0]
    assert len(pickled(held)) < 1_000
