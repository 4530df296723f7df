"""Stickiness and lifecycle: every period against its reference, and rules that can be counted by hand."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from made_long import ZONE, long_index, long_rows, only_phone

from footpath.analysis import Lifecycle, Stickiness, ask, customers_of
from footpath.journeys import journeys
from reference.lifecycle import lifecycle
from reference.periods import period
from reference.rows import Row
from reference.stickiness import stickiness

few = settings(max_examples=30, deadline=None)


@few
@given(
    long_rows, st.integers(1, 3), st.sampled_from(["week", "month"]), st.sampled_from(["day", "week"]), st.booleans()
)
def test_stickiness(events: list[Row], shards: int, of: str, every: str, by: bool) -> None:
    index = long_index(events, shards)
    question: dict[str, Any] = {"ask": "stickiness", "of": of, "every": every, **({"by": "device"} if by else {})}
    rows = ask(index, question).rows
    found = {(row.group, row.period, row.days): row.customers for row in rows if row.customers}
    assert found == stickiness(events, of, every, by, ZONE)
    for number in range(len(events) % 5, len(rows), 5):
        behind = len(customers_of(index, question, number))
        assert behind == rows[number].customers or (rows[number].period == "all" and behind < rows[number].customers)


@few
@given(long_rows)
def test_stickiness_shares_add_up(events: list[Row]) -> None:
    for row in (rows := ask(long_index(events, 2), {"ask": "stickiness", **only_phone(events)}).rows):
        same = [other for other in rows if other.period == row.period]
        assert row.n == sum(other.customers for other in same)
        assert row.at_least_share * row.n == sum(o.customers for o in same if o.days >= row.days)


@few
@given(long_rows, st.integers(1, 3), st.sampled_from(["day", "week", "month"]), st.integers(1, 3), st.booleans())
def test_lifecycle(events: list[Row], shards: int, every: str, dormant: int, by: bool) -> None:
    index = long_index(events, shards)
    question: dict[str, Any] = {"ask": "lifecycle", "every": every, "dormant": dormant}
    question |= {"by": "device"} if by else {}
    numbers = {period(6 * quarter, every, ZONE)[1]: period(6 * quarter, every, ZONE)[0] for quarter in range(401)}
    rows = ask(index, question).rows
    found = {(row.group, numbers[row.period], row.state): row.customers for row in rows if row.customers}
    assert found == lifecycle(events, every, dormant, by, ZONE)
    for number in range(len(events) % 7, len(rows), 7):
        assert len(customers_of(index, question, number)) == rows[number].customers


@few
@given(long_rows, st.booleans())
def test_who_is_awake_is_who_was_and_who_came_and_not_who_fell_silent(events: list[Row], by: bool) -> None:
    states: dict[Any, dict[str, Any]] = {}
    question = {"ask": "lifecycle", "every": "day", **({"by": "device"} if by else {})}
    for row in ask(long_index(events, 2), {**question, **only_phone(events)}).rows:
        states.setdefault((row.group, row.period), {})[row.state] = row
    active: dict[Any, int] = {}
    for (group, _), now in states.items():
        leaving = now.get("dormant") or now["open"]
        assert leaving.n == active.get(group, 0)  # silence of one day: those active the day before
        active[group] = sum(now[state].customers for state in ("new", "returning", "resurrected"))
        assert now["returning"].customers + leaving.customers == leaving.n
        assert now["new"].n == active[group]


def test_stickiness_counts_days_once_and_tells_the_week_that_goes_on() -> None:
    index = journeys(
        ann="app@0 app@5 app@1d web@2d app@8d app@9d", bob="app@3d app@8d", zone="Pacific/Auckland", eve="app@0.3d"
    )
    rows = [row for row in ask(index, Stickiness(touchpoint="app")).rows if row.customers]
    assert [(row.period, row.days, row.customers, row.n, row.open) for row in rows] == [
        ("2024-W01", 1, 2, 3, False),
        ("2024-W01", 2, 1, 3, False),
        ("2024-W02", 1, 1, 2, True),
        ("2024-W02", 2, 1, 2, True),
        ("all", 1, 2, 3, False),
        ("all", 2, 1, 3, False),
    ]
    assert (rows[1].share, rows[0].at_least_share) == (1 / 3, 1.0)


def test_a_period_shows_its_part_and_nobody_is_new_twice() -> None:
    index = journeys(ann="app@0 app@40d", bob="app@35d app@50d", eve="web@10d app@41d")
    rows = ask(index, Lifecycle(every="month", during="2024-02")).rows
    assert [(row.period, row.state, row.customers, row.n) for row in rows] == [
        ("2024-02", "new", 1, 3),
        ("2024-02", "returning", 2, 3),
        ("2024-02", "resurrected", 0, 3),
        ("2024-02", "open", 0, 2),
    ]
    late = ask(index, Lifecycle(every="month", during="2024-02", touchpoint="app")).rows
    assert [(row.state, row.customers) for row in late[:2]] == [("new", 2), ("returning", 1)]
    assert ask(index, Lifecycle(during="2023")).rows == ()


def test_dormant_after_several_periods() -> None:
    index = journeys(ann="app@0 app@3d app@8d", bob="app@9d")
    rows = ask(index, Lifecycle(every="day", dormant=3)).rows
    states = [
        (row.period[-2:], row.state, row.customers) for row in rows if row.customers and row.period < "2024-01-10"
    ]
    assert states == [("01", "new", 1), ("04", "returning", 1), ("07", "dormant", 1), ("09", "resurrected", 1)]
