"""Questions that share give the same answers, keep no more than they may, and leave nothing behind."""

import numpy as np
import pytest

from footpath.analysis import ask, customers_of
from footpath.journeys import journeys
from footpath.journeys.columns import frozen
from footpath.journeys.sharing import Shared, shared_now, sharing

INDEX = {
    "ann": "cart@0|device=mobile pay@10|device=mobile",
    "bob": "cart@0|device=desktop",
    "eve": "cart@5|device=mobile help@1d",
}
QUESTIONS = [
    {"ask": "touchpoints"},
    {"ask": "touchpoints", "by": "device"},
    {"ask": "touchpoints", "where": {"device": "mobile"}},
    {"ask": "touchpoints", "where": {"device": {"not": "mobile"}}, "by": "device"},
    {"ask": "dropoff", "where": {"device": "mobile"}, "by": "day"},
    {"ask": "touchpoints", "where": {"device": "mobile"}, "during": "2024"},
]


def test_shared_answers_are_those_of_each_question_alone() -> None:
    index = journeys(**INDEX)
    alone = [(repr(ask(index, one)), customers_of(index, one, 0).tolist()) for one in QUESTIONS]
    with sharing() as shared:
        for _ in range(2):
            assert [(repr(ask(index, one)), customers_of(index, one, 0).tolist()) for one in QUESTIONS] == alone
        assert shared.bytes > 0
    assert shared_now() is None


def test_what_an_index_learns_is_not_taken_for_what_it_was() -> None:
    index = journeys(**INDEX)
    question = {"ask": "touchpoints", "where": {"tier": "gold"}}
    keys = np.concatenate([shard.key for shard in index.shards])
    with sharing():
        index.attach_trait("tier", ("", "gold"), keys, [1] * len(keys))
        everybody = ask(index, question).n
        index.attach_trait("tier", ("", "gold"), keys[:1], [1])
        assert (everybody, ask(index, question).n) == (3, 1)


def test_no_more_is_kept_than_fits_and_the_oldest_goes_first() -> None:
    shared, worked_out = Shared(most=250), []

    def column(name: str) -> None:
        def work_out() -> np.ndarray:
            worked_out.append(name)
            return frozen(np.zeros(100, dtype=np.uint8))

        shared.column("shard", name, work_out)

    for name in ("a", "b", "a", "c", "a", "b"):  # c drops b, which was asked for longest ago
        column(name)
    assert worked_out == ["a", "b", "c", "b"]
    assert shared.bytes == 200
    shared.column("shard", "large", lambda: frozen(np.zeros(251, dtype=np.uint8)))
    assert shared.bytes == 200


def test_a_block_inside_of_another_is_part_of_it_and_an_error_ends_it() -> None:
    with sharing() as outer, sharing() as inner:
        assert inner is outer is shared_now()

    def fail() -> None:
        with sharing():
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert shared_now() is None
