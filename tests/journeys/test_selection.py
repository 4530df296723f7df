"""Conditions, periods and groups: which events a question sees."""

import pickle
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis import ask
from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.journeys.calendar import quarter_groups
from footpath.journeys.conditions import period_us
from footpath.journeys.selection import View, select
from footpath.journeys.textual import START
from footpath.model.questions import Question

INDEX = journeys(
    stages={"look": "find", "pay": "buy"},
    channels={"look": "web", "pay": "store"},
    traits={"ann": {"plan": "gold"}, "bob": {"plan": "basic"}},
    ann="look@0|device=phone pay@10|device=Desk|source=till",
    bob="look@1d|device=phone look@1d|source=web pay@2d|promised=1d|record=A",
    eve="look@3d",
    shards=2,
)


def events(**question: Any) -> int:
    return int(ask(INDEX, {"ask": "overview", **question}).rows[0].events)


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({}, 6),
        ({"device": "phone"}, 2),
        ({"device": "desk"}, 1),  # differs in case only
        ({"device": ["phone", "Desk"]}, 3),
        ({"device": {"not": "phone"}}, 4),
        ({"device": None}, 3),
        ({"device": {"not": None}}, 3),
        ({"device": "phone", "plan": "gold"}, 1),
        ({"plan": "gold"}, 2),
        ({"plan": None}, 1),
        ({"touchpoint": "PAY"}, 2),
        ({"stage": "find"}, 4),
        ({"stage": None}, 0),
        ({"channel": ["web", "store"]}, 6),
        ({"source": "till"}, 1),
        ({"promise": "broken"}, 1),
        ({"promise": None}, 5),
        ({"Device": "phone"}, 2),
    ],
)
def test_where(where: dict[str, Any], count: int) -> None:
    assert events(where=where) == count


SOLD = journeys(
    traits={"ann": {"age": "34"}, "bob": {"age": "8"}, "eve": {"age": "unknown"}},
    ann='buy@0|value=5|url="/Shoes/red" buy@1d|value=50 look@2d|url="/shoes"',
    bob='buy@5d|value=100|url="/hats" look@6d',
    eve="look@3d|value=-2.5",
    shards=2,
)  # Monday to Sunday, the first of January 2024 being a Monday


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({"value": {"at_least": 50}}, 2),
        ({"value": {"above": 50}}, 1),
        ({"value": {"below": 50}}, 2),
        ({"value": {"at_most": 50}}, 3),
        ({"value": {"at_least": 5, "below": 100}}, 2),
        ({"value": {"any": True}}, 4),
        ({"value": {"any": False}}, 2),
        ({"value": None}, 2),
        ({"value": 50}, 1),
        ({"value": [5, "100"]}, 2),
        ({"value": {"not": {"at_least": 50}}}, 4),  # those without a value among them
        ({"value": {"not": {"at_least": 50}, "any": True}}, 2),
        ({"value": {"not": {"not": 5}}}, 1),
        ({"url": {"contains": "SHOES"}}, 2),
        ({"url": {"not": {"contains": "shoes"}}}, 4),
        ({"url": {"any": True}}, 3),
        ({"url": {"any": False}}, 3),
        ({"url": {"any": True, "not": "/hats"}}, 2),
        ({"age": {"at_least": 9}}, 3),  # as numbers, not as texts
        ({"age": {"below": 9}}, 2),
        ({"age": {"not": {"below": 9}}}, 4),
        ({"weekday": ["Saturday", "sunday"]}, 2),
        ({"weekday": {"not": ["Saturday", "Sunday"]}}, 4),
        ({"weekend": "weekend"}, 2),
        ({"day": "2024-01-01"}, 1),
        ({"hour": {"below": 1}}, 6),
        ({"weekday": "Monday", "touchpoint": "buy"}, 1),
    ],
)
def test_where_compares_numbers_parts_of_texts_and_the_calendar(where: dict[str, Any], count: int) -> None:
    assert ask(SOLD, {"ask": "overview", "where": where}).rows[0].events == count
    rest = {"value": {"not": where["value"]}} if "value" in where else None
    if rest and len(where) == 1:
        assert ask(SOLD, {"ask": "overview", "where": rest}).rows[0].events == 6 - count


def test_a_unit_of_the_calendar_is_written_small() -> None:
    index = journeys(ann="cart@0|month=may cart@1|month=june")
    assert ask(index, {"ask": "overview", "where": {"Month": "may"}}).rows[0].events == 1
    assert ask(index, {"ask": "overview", "where": {"month": "2024-01"}}).rows[0].events == 2


@given(
    st.lists(st.lists(st.integers(0, 20), max_size=6), min_size=1, max_size=6),
    st.integers(-1, 21),
    st.integers(0, 10),
    st.integers(1, 3),
)
@settings(max_examples=60, deadline=None)
def test_a_period_keeps_the_events_in_it(hours: list[list[int]], start: int, length: int, shards: int) -> None:
    index = journeys({str(n): " ".join(f"a@{h}h" for h in at) for n, at in enumerate(hours)}, shards=shards)
    begin = START + timedelta(hours=start)
    period = f"{begin.isoformat()}..{(begin + timedelta(hours=length + 1)).isoformat()}"
    inside = sum(start <= h <= start + length for at in hours for h in at)
    assert ask(index, {"ask": "overview", "during": period}).rows[0].events == inside


def test_groups_are_the_column_of_the_index_itself() -> None:
    view = select(INDEX, Question(by="device")).views[0]
    assert np.shares_memory(view.group, view.shard.dimensions["device"])
    assert not view.group.flags.writeable
    assert not view.keep.size


def test_conditions_and_groups_travel_without_the_index() -> None:
    where = {"device": "phone", "plan": "gold", "value": {"any": False}, "weekday": "Monday"}
    recipe = select(INDEX, Question(where=where, by="hour", during="2024")).views[0].recipe
    assert len(pickle.dumps(recipe)) < 5_000
    again = View(INDEX.shards[0], pickle.loads(pickle.dumps(recipe)))
    assert again.keep.tolist() == View(INDEX.shards[0], recipe).keep.tolist()


@pytest.mark.parametrize(
    ("during", "count"),
    [
        ("2024", 6),
        ("2024-01-02", 2),
        ("2024-01-01..2024-01-02", 2),
        ("2024-01-01T00:10..2024-01-03", 3),
        ("2023", 0),
        ("2024-01-02T00:00:00+00:00..2024-01-02T00:00:01Z", 2),
    ],
)
def test_during_includes_its_first_instant_and_not_its_last(during: str, count: int) -> None:
    assert events(during=during) == count


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("device", {"Desk": 1, "phone": 2, None: 3}),
        ("plan", {"basic": 3, "gold": 2, None: 1}),
        ("day", {"2024-01-01": 2, "2024-01-02": 2, "2024-01-03": 1, "2024-01-04": 1}),
        ("week", {"2024-W01": 6}),
        ("month", {"2024-01": 6}),
        ("weekday", {"Monday": 2, "Tuesday": 2, "Wednesday": 1, "Thursday": 1}),
        ("weekend", {"weekday": 6}),
        ("hour", {"00": 6}),
        ("stage", {"find": 4, "buy": 2}),
        ("channel", {"store": 2, "web": 4}),
        ("touchpoint", {"look": 4, "pay": 2}),
        ("source", {"text": 4, "till": 1, "web": 1}),
        ("promise", {"broken": 1, None: 5}),
    ],
)
def test_by(by: str, groups: dict[str | None, int]) -> None:
    rows = ask(INDEX, {"ask": "overview", "by": by}).rows
    assert [(row.group, row.events) for row in rows] == list(groups.items())


def test_a_group_can_be_asked_for_again() -> None:
    for row in ask(INDEX, {"ask": "overview", "by": "device"}).rows:
        assert events(where={"device": row.group}) == row.events


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"where": {"colour": "red"}}, 'no dimension "colour".*source, device, plan'),
        ({"by": "colour"}, 'no dimension "colour".*device.*weekday'),
        ({"where": {"device": "fone"}}, '"device" is never "fone".*phone'),
        ({"where": {"device": {"is": "phone"}}}, "not understood"),
        ({"where": {"device": {}}}, "not understood"),
        ({"where": {"device": {"at_least": 3}}}, '"device" is never a number'),
        ({"where": {"device": {"contains": "xyz"}}}, 'never contains "xyz".*phone'),
        ({"where": {"device": {"contains": ""}}}, "never contains"),
        ({"where": {"device": {"any": "yes"}}}, "not understood"),
        ({"where": {"value": {"at_least": "much"}}}, '"much".*not a number'),
        ({"where": {"value": {"at_least": True}}}, "not a number"),
        ({"where": {"value": {"contains": "5"}}}, '"contains" says nothing'),
        ({"where": {"value": {"more": 5}}}, "not understood"),
        ({"where": {"weekday": "Caturday"}}, '"weekday" is never "Caturday".*Saturday'),
        ({"during": "yesterday"}, '"yesterday" is not a period'),
        ({"during": "2024-02-01..2024-01-01"}, "ends before it begins"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(question: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(INDEX, {"ask": "overview", **question})


def test_days_are_those_of_the_zone() -> None:
    index = journeys(ann="late@23h", zone="Europe/Berlin")
    assert [row.group for row in ask(index, {"ask": "overview", "by": "day"}).rows] == ["2024-01-02"]
    assert [row.group for row in ask(index, {"ask": "overview", "by": "hour"}).rows] == ["00"]
    assert ask(index, {"ask": "overview", "during": "2024-01-02"}).rows[0].events == 1


def test_a_zone_that_is_half_an_hour_off() -> None:
    noon = 12 * 3_600_000_000
    groups, labels = quarter_groups("hour", "Asia/Kolkata", noon, noon + 1)
    assert [labels[group] for group in groups] == ["17"]


def test_the_day_on_which_clocks_change_has_its_own_length() -> None:
    for day, hours in (("2024-03-31", 23), ("2024-10-27", 25), ("2024-06-01", 24)):
        start, end = period_us(day, "Europe/Berlin")
        assert (end - start) // 3_600_000_000 == hours
        groups, labels = quarter_groups("day", "Europe/Berlin", start, end)
        assert [labels[groups[0]], labels[groups[-2]], labels[groups[-1]]][:2] == [day, day]
        assert labels[groups[-1]] != day


def test_a_feedback_takes_the_dimension_of_the_event_it_speaks_of() -> None:
    index = journeys(
        ann="pay@0|device=phone look@1|device=desk review@5|about=pay|experience=-1", bob="review@5|score=1"
    )
    (row,) = ask(index, {"ask": "experience", "by": "device"}).rows
    assert (row.group, row.n, row.experience) == ("phone", 1, -1.0)
    assert [row.group for row in ask(index, {"ask": "experience", "by": "device", "per": "all"}).rows] == [
        "phone",
        None,
    ]
    assert ask(index, {"ask": "experience", "where": {"device": "desk"}}).rows == ()


def test_a_feedback_takes_the_promise_of_its_record() -> None:
    index = journeys(ann="parcel@9|promised=5|record=A review@12|record=A|score=0", bob="parcel@1|promised=5|record=B")
    assert ask(index, {"ask": "scores", "per": "all", "where": {"promise": "broken"}}).rows[0].n == 1
    assert ask(index, {"ask": "scores", "per": "all", "where": {"promise": "kept"}}).rows == ()
