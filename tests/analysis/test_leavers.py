"""Who leaves, and what differs?"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import PLACES, index_of, rows

from footpath.analysis import ask, customers_of
from footpath.analysis.readings import differences
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from reference.leavers import difference, fates, features
from reference.rows import Row

few = settings(max_examples=40, deadline=None)
KINDS = ("touchpoint", "transition", "dimension")


@pytest.fixture(autouse=True, scope="module")
def few_are_enough() -> Iterator[None]:
    """Random journeys are of six customers at most."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "LEAST", 1)
        patch.setattr(differences, "FEWEST", 0)
        yield


def somebody(row: Any) -> bool:
    """Whether it is true of anybody: with no least number, features that nobody has are told, too."""
    return row.left_with is None or row.left_with + (row.stayed_with or 0) > 0


@few
@given(rows, st.integers(1, 3), st.sampled_from(["touchpoint", "stage", "outcome"]), st.sampled_from("abc"))
def test_sides_counts_and_differences_are_those_of_the_reference(
    events: list[Row], shards: int, by: str, place: str
) -> None:
    onward = {"touchpoint": None, "stage": set(PLACES[PLACES.index(place) + 1 :]), "outcome": {"d"}}[by]
    index = index_of(events, shards)
    question = {"ask": "leavers", "top": None, ("stage" if by == "stage" else "touchpoint"): place}
    found = ask(index, {**question, "outcome": "d"} if by == "outcome" else question).rows
    sides = fates(events, {place}, onward)
    left, stayed = ([past for fate, past, _ in sides if fate == side] for side in ("left", "stayed"))
    compared = {(row.kind, row.feature): row for row in found if row.kind in KINDS and somebody(row)}
    known = {feature for past in left + stayed for feature in features(past)}
    expected = {feature: difference(left, stayed, feature) for feature in known}
    assert compared.keys() == {feature for feature, by_how_much in expected.items() if by_how_much is not None}
    for feature, row in compared.items():
        assert (row.left_n, row.left_with) == (len(left), sum(feature in features(past) for past in left))
        assert (row.stayed_n, row.stayed_with) == (len(stayed), sum(feature in features(past) for past in stayed))
        assert row.difference == pytest.approx(float(expected[feature] or 0), abs=1e-12)
        assert row.open == sum(fate == "open" for fate, _, _ in sides)
    went = {row.feature: row.left_with for row in found if row.kind == "next"}
    follows = [after for fate, _, after in sides if fate == "left"]
    assert went == ({} if by == "touchpoint" else {name: follows.count(name) for name in follows})


@few
@given(rows, st.integers(1, 3), st.sampled_from([None, "device"]), st.sampled_from("abcd"))
def test_leavers_are_those_that_drop_off(events: list[Row], shards: int, by: str | None, place: str) -> None:
    index = index_of(events, shards)
    dropped = {row.group: row for row in ask(index, {"ask": "dropoff", "touchpoint": place, "by": by}).rows}
    for row in ask(index, {"ask": "leavers", "touchpoint": place, "by": by, "what": "touchpoints"}).rows:
        own = dropped[row.group]
        assert (row.left_n, row.stayed_n, row.open) == (own.left, own.arrivals - own.left, own.open)


@few
@given(rows, st.integers(2, 4), st.sampled_from([None, "device"]), st.booleans())
def test_shards_change_nothing_and_every_row_says_who(
    events: list[Row], shards: int, by: str | None, filtered: bool
) -> None:
    question: dict[str, Any] = {"ask": "leavers", "stage": "b", "by": by, "top": None}
    question |= {"where": {"touchpoint": {"not": "d"}}, "during": "2024-01-01..2024-01-03"} if filtered else {}
    one, many = index_of(events), index_of(events, shards)
    here, there = everybody(one, question), everybody(many, question)
    assert repr(here) == repr(there)
    assert all(len(who) == (row.left_n if row.left_with is None else row.left_with) for row, who in here)


@few
@given(rows)
def test_where_is_as_if_other_events_had_never_been(events: list[Row]) -> None:
    kept = [row for row in events if row.device == "phone"]
    last = Row(99, max(row.at for row in events), "d", "phone")  # both then end at one instant
    if kept:
        question = {"ask": "leavers", "stage": "a", "top": None}
        found = [
            [replace(row, q=0, skipped=0) for row in ask(index, asked).rows if somebody(row)]
            for index, asked in (
                (index_of([*events, last]), {**question, "where": {"device": "phone"}}),
                (index_of([*kept, last]), question),
            )
        ]
        assert repr(found[0]) == repr(found[1])


def shop() -> Index:
    """Three left at the cart after help; two paid, one of them after help, too."""
    return journeys(
        stages={"help": "find", "ad": "find", "cart": "choose", "pay": "buy"},
        channels={"help": "chat"},
        traits={"ann": {"plan": "free"}, "bob": {"plan": "free"}, "kim": {"plan": "paid"}, "joe": {"plan": "paid"}},
        ann='help@0 cart@2 "say"@3|score=0|about=help cart@4',
        bob="help@0 cart@10|value=8",
        eve="help@0 cart@4 ad@5",
        kim="help@0 cart@8 pay@9|value=20",
        joe="ad@0 cart@6 pay@7 help@8",
        end="pay@9d",
    )


def row_of(index: Index, kind: str, feature: str, **question: Any) -> Any:
    found = ask(index, {"ask": "leavers", "top": None, **question}).rows
    return next(row for row in found if (row.kind, row.feature) == (kind, feature))


def test_only_what_came_before_counts() -> None:
    row = row_of(shop(), "touchpoint", "help", stage="choose")
    assert (row.left_with, row.left_n, row.stayed_with, row.stayed_n) == (3, 3, 1, 2)  # joe's help came too late
    assert row_of(shop(), "channel", "chat", stage="choose").stayed_with == 1
    row = row_of(shop(), "transition", "help → cart", stage="choose")
    assert (row.left_with, row.stayed_with) == (3, 1)
    assert row_of(shop(), "value", "value", stage="choose").stayed_mean == 0.0  # kim had not paid yet


def test_who_they_are_and_what_they_said() -> None:
    row = row_of(shop(), "trait", "plan: free", stage="choose")
    assert (row.left_with, row.left_n, row.stayed_with, row.stayed_n) == (2, 3, 0, 2)
    assert row.difference == pytest.approx(2 / 3)
    assert customers_of(shop(), {"ask": "leavers", "stage": "choose", "what": "traits"}, 1).tolist() == [0, 1]


def test_where_they_went_instead() -> None:
    rows = [row for row in ask(shop(), {"ask": "leavers", "stage": "choose"}).rows if row.kind == "next"]
    assert [(row.feature, row.left_with, row.left_n, row.stayed_rate) for row in rows] == [
        ("left", 2, 3, None),
        ("ad", 1, 3, None),
    ]
    eve = {"ask": "leavers", "stage": "choose", "what": "value"}
    number = next(n for n, row in enumerate(ask(shop(), eve).rows) if row.feature == "ad")
    assert customers_of(shop(), eve, number).tolist() == [2]


def test_speed_is_the_typical_gap_and_length_is_not_adjusted() -> None:
    index = journeys(
        ann="ad@0 cart@1", bob="ad@0 cart@4", eve="ad@0 cart@9 pay@10", kim="ad@0 cart@9 pay@11", end="pay@9d"
    )
    gap = row_of(index, "pace", "median gap (s)", touchpoint="cart")
    assert (gap.left_n, gap.stayed_n) == (2, 2)
    assert gap.left_mean == pytest.approx((61 * 241) ** 0.5 - 1)
    assert gap.stayed_mean == pytest.approx(540.0)
    assert gap.difference == pytest.approx(gap.left_mean - gap.stayed_mean)
    assert row_of(index, "pace", "events", touchpoint="cart").left_mean == 2.0


@pytest.mark.parametrize(
    "what", ["touchpoints", "transitions", "channels", "dimensions", "traits", "pace", "value", "scores"]
)
@pytest.mark.parametrize("place", [{"touchpoint": "cart"}, {"stage": "choose"}])
def test_one_kind_is_the_same_rows_as_among_all(what: str, place: dict[str, str]) -> None:
    question = {"ask": "leavers", "top": None, **place}
    everything = {(row.kind, row.feature): row for row in ask(shop(), question).rows}
    for row in ask(shop(), {**question, "what": what}).rows:
        assert row.kind in (what.removesuffix("s"), what, "next")
        other = everything[row.kind, row.feature]
        assert (row.left_n, row.left_with, row.difference, row.p) == (
            other.left_n,
            other.left_with,
            other.difference,
            other.p,
        )


def test_longer_journeys_do_not_make_everything_differ() -> None:
    """Who stayed had looked around twice as long; at any length, half of either side has been at the help page."""
    customers = {}
    for n in range(80):
        half = "help@0" if n % 2 else "look@0"
        customers[f"left{n}"] = f"{half} cart@1" if n < 60 else f"look@-9 {half} help@0.5 cart@1"
        customers[f"stayed{n}"] = f"{half} cart@1 pay@2" if n < 20 else f"look@-9 {half} help@0.5 cart@1 pay@2"
    row = row_of(journeys({**customers, "end": "pay@9d"}), "touchpoint", "help", touchpoint="cart")
    assert row.left_rate == pytest.approx(50 / 80)
    assert row.stayed_rate == pytest.approx(70 / 80)
    assert row.difference == pytest.approx(0, abs=1e-12)
    assert row.p == pytest.approx(1.0)


def test_nothing_is_told_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differences, "LEAST", 30)
    left = {f"l{n}": "ad@0 cart@1" for n in range(30)}
    stayed = {f"s{n}": "ad@0 cart@1 pay@2" for n in range(30)}
    enough = ask(journeys({**left, **stayed, "end": "pay@9d"}), {"ask": "leavers", "touchpoint": "cart"})
    assert {row.kind for row in enough.rows} == {"touchpoint", "transition", "channel", "dimension", "pace"}
    stayed.popitem()
    assert ask(journeys({**left, **stayed, "end": "pay@9d"}), {"ask": "leavers", "touchpoint": "cart"}).rows == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({}, 'either "touchpoint" or "stage"'),
        ({"touchpoint": "cart", "stage": "find"}, 'either "touchpoint" or "stage"'),
        ({"touchpoint": "crat"}, 'no touchpoint "crat".*cart'),
        ({"stage": "chose"}, 'no stage "chose".*choose'),
        ({"stage": "buy"}, 'no stage after "buy"'),
        ({"touchpoint": "cart", "outcome": "pya"}, '"pya".*pay'),
        ({"touchpoint": "cart", "what": "moods"}, 'field "what" of leavers'),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(question: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(shop(), {"ask": "leavers", **question})


def test_no_events() -> None:
    assert ask(index_of([]), {"ask": "leavers", "touchpoint": "a"}).rows == ()
