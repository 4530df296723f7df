"""Every kernel against a naive reference of a few plain lines, on random journeys and any number of shards."""

from math import isnan
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import PLACES, index_of, rows

from footpath.analysis import ask
from reference.dropoff import dropoff
from reference.dwell import dwell
from reference.funnel import funnel
from reference.paths import repeats, stages, touchpoints, variants
from reference.rows import Row
from reference.transitions import transitions

shards = st.integers(1, 4)
few = settings(max_examples=50, deadline=None)


def asked(events: list[Row], count: int, question: dict[str, Any]) -> list[Any]:
    return list(ask(index_of(events, count), question).rows)


@few
@given(rows, shards, st.booleans())
def test_transitions(events: list[Row], count: int, by: bool) -> None:
    found = asked(events, count, {"ask": "transitions", **({"by": "device"} if by else {})})
    assert {(r.group, r.from_, r.to): (r.count, r.customers, r.median_s) for r in found} == transitions(events, by)


@few
@given(rows, shards, st.lists(st.sets(st.sampled_from(PLACES), min_size=1), min_size=2, max_size=4), st.booleans())
def test_funnel(events: list[Row], count: int, steps: list[set[str]], limited: bool) -> None:
    within = 18 if limited else None
    question: dict[str, Any] = {"ask": "funnel", "steps": [sorted(step) for step in steps], "by": "device"}
    found = asked(events, count, {**question, "within": "18h"} if limited else question)
    expected = funnel(events, steps, within)
    by_group: dict[str | None, list[Any]] = {}
    for row in found:
        by_group.setdefault(row.group, []).append(row)
    assert {group: [row.customers for row in steps] for group, steps in by_group.items()} == {
        group: [len(times) for times in steps] for group, steps in expected.items()
    }
    for group, reached in expected.items():
        for row, times in zip(by_group[group], reached, strict=True):
            middle = (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2 if times else None
            assert (None if isnan(row.median_s) else row.median_s) == middle


@few
@given(rows, shards, st.booleans())
def test_dropoff(events: list[Row], count: int, by: bool) -> None:
    found = asked(events, count, {"ask": "dropoff", **({"by": "device"} if by else {})})
    assert {(r.group, r.touchpoint): (r.arrivals, r.left, r.open) for r in found} == dropoff(events, by)


@few
@given(rows, shards)
def test_variants(events: list[Row], count: int) -> None:
    found = asked(events, count, {"ask": "variants"})
    assert {row.path: row.journeys for row in found} == variants(events)
    assert {row.variants for row in found} == {len(found)}


@few
@given(rows, shards, st.booleans())
def test_touchpoints(events: list[Row], count: int, by: bool) -> None:
    found = asked(events, count, {"ask": "touchpoints", **({"by": "device"} if by else {})})
    assert {(r.group, r.touchpoint): (r.events, r.customers) for r in found} == touchpoints(events, by)


@few
@given(rows, shards)
def test_dwell(events: list[Row], count: int) -> None:
    def plain(value: float) -> float | None:
        return None if isnan(value) else value

    found = asked(events, count, {"ask": "dwell", "by": "device"})
    numbers = {
        (r.group, r.touchpoint): (r.n, r.median_s, r.p90_s, r.rest_n, plain(r.rest_median_s), plain(r.slow))
        for r in found
    }
    expected = dwell(events)
    assert numbers.keys() == expected.keys()
    for key, figures in expected.items():
        for figure, known in zip(numbers[key], figures, strict=True):
            assert figure == known or abs(figure - known) < 1e-6  # type: ignore[operator]


@few
@given(rows, shards)
def test_stages(events: list[Row], count: int) -> None:
    found = asked(events, count, {"ask": "stages"})
    assert {r.stage: (r.customers, r.went_on, None if isnan(r.median_s) else r.median_s) for r in found} == stages(
        events, PLACES
    )


@few
@given(rows, shards)
def test_repeats(events: list[Row], count: int) -> None:
    found = asked(events, count, {"ask": "repeats", "within": "1d"})
    assert {row.touchpoint: (row.customers, row.repeated, row.open) for row in found} == repeats(events, 24)
