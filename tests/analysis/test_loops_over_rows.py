"""What the fast loops must not get wrong: wide codes, long journeys, customers without events, rows left out."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows

from footpath.analysis import ask, customers_of
from footpath.analysis.readings import gaps as module
from footpath.engine import Threads, using
from footpath.journeys import Index, journeys
from footpath.journeys.counting import longest_journey, rows_that_count
from reference.rows import Row

few = settings(max_examples=40, deadline=None)


@few
@given(rows, st.sampled_from([{}, {"by": "device"}, {"where": {"device": {"any": True}}}]), st.integers(1, 3))
def test_transitions_without_medians_are_the_same_otherwise(
    events: list[Row], narrowed: dict[str, object], shards: int
) -> None:
    index = index_of(events, shards)
    full = ask(index, {"ask": "transitions", **narrowed}).dicts()
    counts = ask(index, {"ask": "transitions", "medians": False, **narrowed})
    assert [{**row, "median_s": None} for row in full] == counts.dicts()
    assert all(row["median_s"] is not None for row in full)
    assert counts.question.get("medians") is False


def test_more_touchpoints_than_a_byte_holds() -> None:
    names = [f"page {n}" for n in range(600)]
    at = np.arange(600) * 60_000_000
    index = Index.in_memory(["ann"] * 600 + ["bob"] * 2, [*at, 0, 30_000_000], [*names, "page 0", "page 1"], shards=2)
    assert index.shards[0].touchpoint.dtype == np.uint16
    first, *others = ask(index, {"ask": "transitions"}).rows
    assert (first.from_, first.to, first.count, first.customers, first.median_s) == ("page 0", "page 1", 2, 2, 45.0)
    assert len(others) == 598
    assert {row.count for row in others} == {1}
    paths = {len(row.path): row.journeys for row in ask(index, {"ask": "variants"}).rows}
    assert paths == {600: 1, 2: 1}


def test_a_journey_much_longer_than_all_others() -> None:
    places = ["a" if n % 3 else "b" for n in range(5_000)]
    index = Index.in_memory(
        [0] * 5_000 + [1, 1],
        [n * 1_000_000 for n in range(5_000)] + [0, 7_000_000],
        [*places, "a", "b"],
        dimensions={"device": ["phone" if n % 2 else "desk" for n in range(5_000)] + ["phone", "phone"]},
    )
    kept = [place for n, place in enumerate(places) if n % 2]
    expected = Counter([*pairwise(kept), ("a", "b")])
    found = ask(index, {"ask": "transitions", "where": {"device": "phone"}}).rows
    assert {(row.from_, row.to): row.count for row in found} == expected


def test_customers_without_events_are_in_no_number() -> None:
    index = journeys(ann="", bob="a@0 b@5", eve="", traits={"eve": {"plan": "gold"}})
    assert [(row.count, row.customers) for row in ask(index, {"ask": "transitions"}).rows] == [(1, 1)]
    assert [row.journeys for row in ask(index, {"ask": "variants"}).rows] == [1]
    assert customers_of(index, {"ask": "variants"}, 0).tolist() == [1]


@few
@given(st.lists(st.booleans(), max_size=40), st.integers(0, 5))
def test_rows_that_count(keeps: list[bool], first: int) -> None:
    keep = np.array([False] * first + keeps, dtype=np.uint8)
    buffer = np.empty(len(keep) + 1, dtype=np.uint32)
    count = rows_that_count(keep, np.uint64(first), np.uint64(len(keep)), buffer)
    assert buffer[:count].tolist() == [place for place, kept in enumerate(keeps) if kept]
    assert longest_journey(np.array([0, 2, 2, 7])) == 5
    assert longest_journey(np.array([0])) == 0


def _made(customers: int, shards: int) -> Index:
    chance = np.random.default_rng(3)
    customer = np.repeat(np.arange(customers), 8)
    time = np.sort(chance.integers(0, 10**10, (customers, 8)), axis=1).ravel()
    place = chance.choice(["a", "b", "c"], len(customer))
    device = chance.choice(["phone", "desk"], len(customer))
    return Index.in_memory(
        customer.tolist(), time, place.tolist(), dimensions={"device": device.tolist()}, shards=shards
    )


@pytest.mark.parametrize("narrowed", [{}, {"where": {"device": "phone"}, "by": "weekday"}], ids=["whole", "narrowed"])
def test_samples_shards_and_threads_change_nothing(
    monkeypatch: pytest.MonkeyPatch, narrowed: dict[str, object]
) -> None:
    whole = ask(_made(1_500, 1), {"ask": "transitions", **narrowed}).json()
    monkeypatch.setattr(module, "_SAMPLED", 400)  # two samples, one in 30 customers and one in 8
    for shards, threads in ((1, 1), (3, 2), (7, 2)):
        with using(Threads(threads)):
            assert ask(_made(1_500, shards), {"ask": "transitions", **narrowed}).json() == whole


def test_equal_paths_of_several_shards_are_one() -> None:
    index = journeys(ann="a@0 b@1", bob="a@5 b@9", eve="a@0 b@1|device=x", dan="b@0 a@1", shards=3)
    rows = ask(index, {"ask": "variants"}).rows
    assert [(row.path, row.journeys, row.variants) for row in rows] == [(("a", "b"), 3, 2), (("b", "a"), 1, 2)]
    assert customers_of(index, {"ask": "variants"}, 0).tolist() == [0, 1, 2]
    top = ask(index, {"ask": "variants", "top": 1}).rows
    assert [(row.path, row.journeys, row.variants) for row in top] == [(("a", "b"), 3, 2)]
