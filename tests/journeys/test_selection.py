"""Conditions, periods and groups: which events a question sees."""

from typing import Any

import pytest

from footpath.analysis import ask
from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.journeys.calendar import quarter_groups
from footpath.journeys.conditions import period_us

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
