"""Flows and the step matrix: by hand, against a naive reference, and the sums that must hold."""

from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import PLACES, index_of, rows

from footpath.analysis import ask, customers_of, flows, parse_question
from footpath.errors import SpecError
from footpath.journeys import journeys
from reference.flows import Trail, named, tops, trails
from reference.rows import Row

few = settings(max_examples=40, deadline=None)
ends = st.one_of(st.none(), st.sets(st.sampled_from("abc"), min_size=1, max_size=2))
spec = st.fixed_dictionaries(
    {
        "anchor": ends,
        "back": st.booleans(),
        "collapse": st.booleans(),
        "within": st.sampled_from([None, None, 6, 24]),
        "gap": st.sampled_from([None, None, 6]),
        "top": st.integers(1, 3),
    }
)


def asked(kind: str, wanted: dict[str, Any]) -> dict[str, Any]:
    anchor = {"end" if wanted["back"] else "start": sorted(wanted["anchor"])} if wanted["anchor"] else {}
    hours = {"within": f"{wanted['within']}h"} if wanted["within"] else {}
    per = {"per": {"session": f"{wanted['gap']}h"}} if wanted["gap"] else {}
    columns = {"depth": 3} if kind == "flows" else {"steps": 3}
    return {"ask": kind, **anchor, **hours, **per, **columns, "collapse": wanted["collapse"], "top": wanted["top"]}


def walked(events: list[Row], wanted: dict[str, Any], alike: bool) -> list[Trail]:
    anchor = {"end" if wanted["back"] else "start": wanted["anchor"]} if wanted["anchor"] else {}
    found = trails(events, 3, **anchor, collapse=wanted["collapse"], within=wanted["within"], gap=wanted["gap"])
    return named(found, tops(found, wanted["top"], PLACES, alike)) if found else []


def known(events: list[Row]) -> list[Row]:
    return [*events, *(Row(9, 0, place) for place in PLACES)]


@few
@given(rows, spec, st.integers(1, 3), st.booleans(), st.booleans())
def test_flows(events: list[Row], wanted: dict[str, Any], shards: int, by: bool, large: bool) -> None:
    events = known(events)
    question = {**asked("flows", wanted), **({"by": "device"} if by else {})}
    back = wanted["back"] and wanted["anchor"]
    expected: dict[Any, list[int]] = defaultdict(list)
    for trail in walked(events, wanted, False):
        for column in range(3):
            here, there = trail.places[column : column + 2]
            if here not in ("began", "left", "open"):
                pair = (there, here) if back else (here, there)
                expected[trail.group if by else None, column, *pair].append(trail.customer)
    with pytest.MonkeyPatch.context() as patch:
        if large:  # as many touchpoints are counted in two readings
            patch.setattr(flows, "SMALL", 0)
        answer = ask(index_of(events, shards), question).rows
    assert {(r.group, r.column, r.from_, r.to): r.customers for r in answer} == {
        key: len(who) for key, who in expected.items()
    }
    for number in range(0, len(answer), 4):
        row = answer[number]
        who = customers_of(index_of(events, shards), question, number).tolist()
        assert len(who) == len(set(expected[row.group, row.column, row.from_, row.to]))


@few
@given(rows, spec, st.integers(1, 3))
def test_step_matrix(events: list[Row], wanted: dict[str, Any], shards: int) -> None:
    events = known(events)
    question = asked("step_matrix", wanted)
    found = walked(events, wanted, True)
    expected = Counter((step, trail.places[step]) for trail in found for step in range(4))
    answer = ask(index_of(events, shards), question).rows
    assert {(row.step, row.touchpoint): row.customers for row in answer} == expected
    assert all(row.share == row.customers / len(found) for row in answer)
    for number in range(0, len(answer), 4):
        row = answer[number]
        own = {trail.customer for trail in found if trail.places[row.step] == row.touchpoint}
        assert len(customers_of(index_of(events, shards), question, number)) == len(own)


@few
@given(rows, spec)
def test_what_flows_in_flows_out(events: list[Row], wanted: dict[str, Any]) -> None:
    answer = ask(index_of(known(events), 2), {**asked("flows", wanted), "by": "weekday"}).rows
    back = wanted["back"] and wanted["anchor"]
    inward: Counter[Any] = Counter()
    outward: Counter[Any] = Counter()
    for row in answer:
        here, there = (row.to, row.from_) if back else (row.from_, row.to)
        outward[row.group, row.column, here] += row.customers
        inward[row.group, row.column + 1, there] += row.customers
    for (group, column, place), count in inward.items():
        if column < 3 and place not in ("began", "left", "open"):
            assert outward[group, column, place] == count
    assert all(inward[key] == count for key, count in outward.items() if key[1] > 0)


@few
@given(rows, st.integers(1, 3), st.sampled_from("abcd"), st.sampled_from("abcd"))
def test_flow_and_funnel_agree(events: list[Row], shards: int, start: str, then: str) -> None:
    """The first event at a start is followed at once by another touchpoint: the first flow, and the strict funnel."""
    index = index_of(known(events), shards)
    flow = ask(index, {"ask": "flows", "start": start, "collapse": False, "depth": 1, "top": 9})
    funnel = ask(index, {"ask": "funnel", "steps": [start, then], "order": "strict", "entry": "first"}).rows
    goes = flow.pick({"column": 0, "to": then})
    assert (goes["customers"] if goes else 0) == funnel[1].customers
    assert sum(row.customers for row in flow.rows) == funnel[0].customers


@few
@given(rows, st.sampled_from(["flows", "step_matrix"]))
def test_a_period_is_the_group_of_its_day(events: list[Row], kind: str) -> None:
    index = index_of(known(events), 2)
    question = {"ask": kind, "start": "a", "top": 9}
    by_day = [row for row in ask(index, {**question, "by": "day"}).dicts() if row.pop("group") == "2024-01-02"]
    alone = ask(index, {**question, "during": "2024-01-02"}).dicts()
    assert sorted(map(str, by_day)) == sorted(map(str, alone))  # groups stand in the order of all of them together


TRAILS = journeys(
    ann="ad@0 cart@1 cart@2 pay@10 help@40",
    bob="cart@0 help@5 cart@9",
    eve="cart@9d",
    dan="cart@1d ad@1d pay@2d",
)


def test_repeats_are_one_unless_asked_otherwise() -> None:
    rows = ask(TRAILS, {"ask": "flows", "start": "cart", "depth": 1, "collapse": False}).rows
    assert {row.to: row.customers for row in rows} == {"cart": 1, "help": 1, "ad": 1, "open": 1}


def test_events_at_one_time_go_in_the_order_in_which_they_came() -> None:
    rows = ask(TRAILS, {"ask": "flows", "start": "ad", "depth": 1}).rows
    assert {row.to: row.customers for row in rows} == {"cart": 1, "pay": 1}


def test_a_limit_is_inclusive_and_what_comes_later_has_left_the_trail() -> None:
    within = [ask(TRAILS, {"ask": "flows", "start": "cart", "depth": 1, "within": w}).rows for w in ("9m", "8m", "1d")]
    assert [{row.to: row.customers for row in rows} for rows in within] == [
        {"pay": 1, "help": 1, "ad": 1, "open": 1},
        {"left": 1, "help": 1, "ad": 1, "open": 1},
        {"pay": 1, "help": 1, "ad": 1, "open": 1},
    ]


def test_every_session_has_a_trail_of_its_own() -> None:
    rows = ask(TRAILS, {"ask": "flows", "depth": 1, "per": {"session": "29m"}}).rows
    assert {(row.from_, row.to): row.customers for row in rows} == {
        ("ad", "cart"): 1,  # ann's first session; her second is help
        ("help", "left"): 1,
        ("cart", "help"): 1,
        ("cart", "ad"): 1,
        ("pay", "left"): 1,
        ("cart", "open"): 1,
    }


def test_touchpoints_that_are_called_like_the_ends_are_told_apart() -> None:
    index = journeys(ann="left@0 other@1 open@2", bob="left@0")
    rows = ask(index, {"ask": "flows", "depth": 3, "top": 2}).rows
    assert [(row.from_, row.to) for row in rows] == [
        ('touchpoint "left"', 'touchpoint "other"'),
        ('touchpoint "left"', "open"),
        ('touchpoint "other"', 'touchpoint "open"'),
        ('touchpoint "open"', "open"),
    ]
    assert customers_of(index, {"ask": "flows", "depth": 3, "top": 2}, 1).tolist() == [1]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"ask": "flows", "start": "cart", "end": "pay"}, "not both"),
        ({"ask": "flows", "start": "crat"}, 'No touchpoint matches "crat".*cart'),
        ({"ask": "flows", "depth": 0}, 'The field "depth" of flows'),
        ({"ask": "flows", "per": {"visit": "1h"}}, 'The field "per'),
        ({"ask": "step_matrix", "steps": 51}, 'The field "steps" of step_matrix'),
    ],
)
def test_what_cannot_be_asked(question: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(TRAILS, question)


def test_a_question_survives_being_written() -> None:
    question = {"ask": "flows", "start": "cart", "within": "1d", "per": {"session": "1h"}, "depth": 2}
    assert parse_question(question).spec() == question
    assert timedelta(days=1) == parse_question(question).within  # type: ignore[attr-defined]
