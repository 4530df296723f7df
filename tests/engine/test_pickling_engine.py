"""Every question can be asked where the shards are elsewhere: nothing large travels, and nobody reads columns but the work."""

import io
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from pyspark.cloudpickle import CloudPickler
from test_laws import QUESTIONS

from footpath.analysis import QUESTIONS as ASKED
from footpath.analysis import ask, customers_of
from footpath.engine import using
from footpath.journeys import Index, journeys
from footpath.journeys.columns import Shard
from footpath.journeys.selection import Selection

Partial = TypeVar("Partial")
MOST_BYTES = 200_000  # of any work, which holds tables and never the index
MORE: list[dict[str, Any]] = [
    {"ask": "transitions", "medians": False},
    {"ask": "experience"},
    {"ask": "experience", "per": "all"},
    {"ask": "scores"},
    {"ask": "themes"},
    {"ask": "spikes"},
    {"ask": "drivers", "outcome": "nps", "least": 5},
    {"ask": "promises"},
    {"ask": "value"},
    {"ask": "loops"},
    {"ask": "flows", "start": "a"},
    {"ask": "step_matrix", "start": "a"},
    {"ask": "conversion_times", "steps": ["a", "b"], "within": "1d"},
    {"ask": "survival", "start": "a"},
    {"ask": "stage_transitions"},
    {"ask": "retention"},
    {"ask": "stickiness"},
    {"ask": "lifecycle"},
    {"ask": "sessions"},
    {"ask": "session_gaps"},
    {"ask": "pages"},
    {"ask": "frustration"},
    {"ask": "attribution", "conversion": "c"},
    {"ask": "tiers"},
    {"ask": "metric"},
    {"ask": "transitions", "where": {"matches": "a -> c"}},
]
NARROWED: dict[str, Any] = {"where": {"device": {"not": "desk"}}, "by": "plan", "during": "2024-01"}
SHARDS: dict[int, Shard] = {}


def shard_at(number: int) -> Shard:
    return SHARDS[number]


class Elsewhere:
    """A shard that only work can read: whoever asks gets to know how large it is, and no column."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.events, self.customers = SHARDS[number].events, SHARDS[number].customers

    def __reduce__(self) -> tuple[Callable[[int], Shard], tuple[int]]:
        return shard_at, (self.number,)

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} was read outside of the work")


class Strict(CloudPickler):  # type: ignore[misc]
    """Refuses what shall not travel."""

    def reducer_override(self, value: Any) -> Any:
        assert not isinstance(value, Index | Selection), f"{type(value).__name__} was about to travel"
        return super().reducer_override(value)


def packed(value: Any) -> bytes:
    file = io.BytesIO()
    Strict(file).dump(value)
    return file.getvalue()


@dataclass(frozen=True)
class Pickling:
    """The work, each view and each result go through bytes, as on a cluster."""

    def each(self, work: Callable[[Any], Partial], shards: Sequence[Any]) -> list[Partial]:
        sent = packed(work)
        assert len(sent) < MOST_BYTES
        found = [packed(pickle.loads(sent)(pickle.loads(packed(shard)))) for shard in shards]
        return [pickle.loads(part) for part in found]


@pytest.fixture(scope="module")
def here() -> Index:
    return journeys(
        stages={"a": "one", "b": "two", "c": "three", "d": "three"},
        traits={"ann": {"plan": "gold"}, "bob": {"plan": "free"}},
        ann="a@0|device=phone|value=5 b@10|device=phone c@1d|promised=20h|record=A d@2d|about=c|score=0.2|kind=nps|record=A",
        bob="a@5|device=desk b@7|value=7 a@8 c@1d|promised=2d|record=B d@3d|about=c|score=0.9|kind=nps|record=B",
        eve="b@0 a@30 a@50 b@2d c@3d|device=phone|value=1.5 d@9d|score=0.5",
        shards=3,
    )


@pytest.fixture
def elsewhere(here: Index) -> Index:
    """The same index, whose shards cannot be read."""
    far = Index(here.shards, here.meta)
    for name in ("events", "customers", "first_us", "last_us"):
        getattr(far, name)  # is known once and for all
    SHARDS.update(enumerate(here.shards))
    far.shards = tuple(Elsewhere(number) for number in SHARDS)  # type: ignore[assignment]
    return far


@pytest.mark.parametrize("narrowed", [{}, NARROWED], ids=["whole", "narrowed"])
@pytest.mark.parametrize("question", [*QUESTIONS, *MORE], ids=lambda question: question["ask"])
def test_answers_are_the_same_elsewhere(
    here: Index, elsewhere: Index, question: dict[str, Any], narrowed: dict[str, Any]
) -> None:
    asked = {**question, **narrowed}
    answer = ask(here, asked)
    with using(Pickling()):
        assert ask(elsewhere, asked).json() == answer.json()
        for number in range(min(len(answer.rows), 3)):
            assert customers_of(elsewhere, asked, number).tolist() == customers_of(here, asked, number).tolist()


def test_an_unreadable_shard_is_unreadable(elsewhere: Index) -> None:
    with pytest.raises(AssertionError, match="was read outside"):
        ask(elsewhere, {"ask": "transitions"})


def test_no_index_travels(here: Index) -> None:
    with pytest.raises(AssertionError, match="Index was about to travel"):
        packed(lambda view: here.names)
    assert {question["ask"] for question in [*QUESTIONS, *MORE]} <= set(ASKED)
