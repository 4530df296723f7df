"""Retention: every kind against its reference, and rules that can be counted by hand."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_long import ZONE, long_index, long_rows

from footpath.analysis import Retention, ask, customers_of
from footpath.errors import SpecError
from footpath.journeys import journeys
from reference.retention import retention
from reference.rows import Row

few = settings(max_examples=50, deadline=None)


@few
@given(
    long_rows,
    st.integers(1, 3),
    st.sampled_from(["on", "rolling", "bracket"]),
    st.sampled_from(["day", "week", "month"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([("abc", "abc"), ("a", "bc"), ("ab", "b")]),
    st.booleans(),
)
def test_as_counted_naively(
    events: list[Row], shards: int, kind: str, every: str, first: bool, by: bool, steps: tuple[str, str], named: bool
) -> None:
    known = {row.touchpoint for row in events}
    starts, backs = ("".join(place for place in step if place in known) for step in steps)
    if not starts or not backs:
        return
    index, ends = long_index(events, shards), [0, 6, 48, 240]
    question: dict[str, Any] = {"ask": "retention", "every": every, "kind": kind, "first": first, "periods": 3}
    question |= {"brackets": ["6h", "2d", "10d"]}
    if named or not set(starts) == set(backs) == known:  # with neither named any event will do
        question |= {"start": list(starts), "back": list(backs)}
    question |= {"by": "device"} if by else {}
    rows = ask(index, question).rows
    found = {(row.group, row.cohort, row.period): (row.customers, row.returned, row.open) for row in rows}
    assert found == retention(events, every, kind, first, starts, backs, ends, 3, by, ZONE)
    for number in range(len(events) % 4, len(rows), 4):
        row, behind = rows[number], customers_of(index, question, number)
        assert len(behind) == row.returned or (row.cohort == "all" and not first and len(behind) <= row.returned)


@few
@given(long_rows, st.integers(1, 3))
def test_a_filter_and_a_period_choose_events_and_starts(events: list[Row], shards: int) -> None:
    index = long_index(events, shards, "UTC")
    phone = [row for row in events if row.device == "phone"]
    if not phone:
        return
    last = [row._replace(customer=99, device="phone") for row in [max(events, key=lambda row: row.at)]]
    kept = long_index([*phone, *last], 1, "UTC")
    without = {"ask": "retention", "where": {"device": "phone"}, "during": "2024-01"}
    once = ask(long_index([*events, *last], shards, "UTC"), without).dicts()
    assert once == ask(kept, {**without, "where": {}}).dicts()
    during = ask(index, {"ask": "retention", "every": "month", "during": "2024-01"}).dicts()
    alone = [row for row in ask(index, {"ask": "retention", "every": "month"}).dicts() if row["cohort"] == "2024-01"]
    assert [row for row in during if row["cohort"] != "all"] == alone


def test_cohorts_of_recurring_starts_and_conditions_on_them() -> None:
    index = journeys(
        ann="buy@0|value=5 app@1d buy@2d|value=50|plan=pro app@3d",
        bob="buy@2d|value=50|plan=pro",
        eve="app@4d",
    )
    asked = Retention(start="buy", back="app", every="day", first=False, periods=1)
    cells = {(row.cohort, row.period): (row.customers, row.returned) for row in ask(index, asked).rows}
    assert cells["2024-01-01", 0] == (1, 0)  # the start is no visit of the app
    assert cells["2024-01-01", 1] == (1, 1)
    assert cells["2024-01-03", 1] == (2, 1)
    assert cells["all", 1] == (3, 2)
    pro = Retention(start="buy", start_where={"plan": "pro"}, back="app", every="day", periods=1)
    assert {row.cohort for row in ask(index, pro).rows} == {"2024-01-03", "all"}
    never = Retention(start="buy", back="buy", back_where={"plan": "pro"}, every="day", periods=2)
    assert {(r.cohort, r.period): r.returned for r in ask(index, never).rows}["2024-01-01", 2] == 1


def test_a_row_is_a_cohort_that_can_be_kept() -> None:
    index = journeys(ann="app@0 app@8d", bob="app@1d", eve="app@9d app@15d", dan="app@20d")
    rows = ask(index, Retention()).rows
    first = next(number for number, row in enumerate(rows) if (row.cohort, row.period) == ("2024-W01", 0))
    assert customers_of(index, Retention(), first).tolist() == [0, 1]
    weeks = {row.cohort: (row.customers, row.returned) for row in rows if row.period == 1}
    assert weeks == {"2024-W01": (2, 1), "2024-W02": (0, 0), "all": (2, 1)}
    assert [row.open for row in rows if (row.cohort, row.period) == ("2024-W02", 1)] == [1]


def test_rates_have_intervals_and_spans_have_words() -> None:
    index = journeys(ann="app@0 app@2d", bob="app@0", eve="app@40d")
    row = next(row for row in ask(index, Retention(kind="bracket", brackets=("1d", "3d"))).rows if row.period == 2)
    assert (row.span, row.customers, row.returned, row.rate) == ("1d to 3d", 2, 1, 0.5)
    assert (round(row.low, 3), round(row.high, 3)) == (0.095, 0.905)
    assert {row.span for row in ask(index, Retention(kind="rolling", periods=1)).rows} == {
        "week 0 or later",
        "week 1 or later",
    }


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"brackets": ["3d", "1d"]}, "brackets of a retention do not ascend"),
        ({"brackets": []}, "do not ascend"),
        ({"start": "buz"}, 'No touchpoint matches "buz".*buy'),
        ({"start_where": {"colour": "red"}}, 'There is no dimension "colour"'),
        ({"every": "year"}, 'The field "every" of retention'),
        ({"periods": 0}, 'The field "periods" of retention'),
        ({"every": "day", "periods": 1000, "by": "hour"}, "room for"),
    ],
)
def test_what_cannot_be_asked(fields: dict[str, Any], words: str) -> None:
    index = journeys(ann="buy@0 app@400d")
    with pytest.raises(SpecError, match=words):
        ask(index, {"ask": "retention", **fields})
