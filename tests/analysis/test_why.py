"""What must be true of all questions that ask why: of the order of rows, of threads, and of what travels to other machines."""

import pickle
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows
from pyspark.cloudpickle import dumps

from footpath.analysis import ask, moments
from footpath.analysis.readings import differences
from footpath.engine import Threads, using
from reference.rows import Row

few = settings(max_examples=10, deadline=None)
SIDES = {"a": {"where": {"touchpoint": ["a", "b"]}}, "b": {"where": {"touchpoint": ["c", "d"]}}}
QUESTIONS: list[dict[str, Any]] = [
    {"ask": "leavers", "touchpoint": "a"},
    {"ask": "leavers", "stage": "b", "by": "device", "top": None},
    {"ask": "compare", **SIDES},
    {"ask": "moments", "outcome": "d"},
    {"ask": "moments", "after": "12h", "by": "weekday", "within": "1d"},
    {"ask": "decompose", "steps": ["a", "b"], "before": "2024-01-01", "after": "2024-01-02", "over": "device"},
]


class Elsewhere:
    """An engine that sends work, shards and results the way another machine gets them."""

    def each(self, work: Callable[[Any], Any], shards: Sequence[Any]) -> list[Any]:
        return [pickle.loads(pickle.dumps(pickle.loads(dumps(work))(pickle.loads(dumps(shard))))) for shard in shards]


@pytest.fixture(autouse=True, scope="module")
def few_are_enough() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in (differences, moments):
            patch.setattr(module, "LEAST", 1)
            patch.setattr(module, "FEWEST", 1)
        yield


@few
@given(rows, st.randoms())
def test_the_order_of_rows_matters_only_between_ties(events: list[Row], chance: random.Random) -> None:
    distinct = list({(row.customer, row.at): row for row in events}.values())
    distinct += [Row(9, 0, "a", "desk"), Row(9, 6, "b", "phone")]  # every value is there to be asked for
    shuffled = chance.sample(distinct, len(distinct))
    for question in QUESTIONS:
        assert ask(index_of(distinct), question).json() == ask(index_of(shuffled), question).json()


@settings(max_examples=8)
@given(rows, st.integers(1, 3))
def test_threads_and_other_machines_find_the_same(events: list[Row], shards: int) -> None:
    index = index_of(events, shards)
    for question in QUESTIONS:
        here = repr(everybody(index, question))
        for engine in (Threads(1), Elsewhere()):
            with using(engine):
                assert repr(everybody(index, question)) == here
