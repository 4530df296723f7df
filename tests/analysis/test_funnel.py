"""Each thing that a funnel can be asked, on journeys that can be counted by hand."""

from typing import Any

import numpy as np
import pytest

from footpath.analysis import Funnel, ask, customers_of, parse_question
from footpath.analysis.readings import reaching
from footpath.errors import SpecError
from footpath.journeys import Index, journeys


def reached(index: Index, *steps: Any, **fields: Any) -> list[int]:
    return [row.customers for row in ask(index, Funnel(*steps, **fields)).rows]


SHOP = journeys(
    ann="ad@0 cart@10|device=phone|item=hat pay@20|device=phone|item=hat",
    bob="cart@0|device=desk|item=hat help@5|device=phone cart@60|device=phone|item=bag pay@65|item=hat",
    eve="pay@0 cart@0|item=bag",
    dan="cart@0 pay@30|item=hat",
    joe="end@30d",
)


def test_a_step_may_have_conditions_of_its_own_and_says_so() -> None:
    rows = ask(SHOP, Funnel({"step": "cart", "where": {"device": "phone"}}, "pay")).rows
    assert [(row.step, row.customers) for row in rows] == [("cart (device phone)", 2), ("pay", 2)]
    assert reached(SHOP, {"step": "cart", "where": {"device": ["desk", None]}}, "pay") == [3, 2]
    (row, _) = ask(SHOP, Funnel({"step": "cart", "label": "in the basket"}, "pay")).rows
    assert row.step == "in the basket"


def test_a_limit_of_a_step_counts_from_the_step_before_and_is_inclusive() -> None:
    index = journeys(ann="ad@0 cart@10 pay@70", bob="ad@0 cart@10 pay@71", eve="ad@0 cart@10 ad@50 pay@80 cart@80")
    assert reached(index, "ad", "cart", {"step": "pay", "within": "1h"}) == [3, 3, 1]
    assert reached(index, "ad", {"step": "cart", "within": "9m"}, "pay") == [3, 0, 0]
    # The later cart is the one to pay from; the first ad is too long ago, the second is not.
    again = journeys(ann="ad@0 cart@1 ad@30 cart@31 pay@40")
    assert reached(again, "ad", "cart", {"step": "pay", "within": "9m"}, within="10m") == [1, 1, 1]


def test_optional_steps_with_limits_need_more_than_the_latest_walk() -> None:
    """Over the help, the way is in time for the funnel but not for the step; without it, the other way round."""
    index = journeys(ann="ad@0 ad@10 help@12 pay@16", bob="ad@0 help@12 pay@16")
    limited = [{"step": "help", "optional": True, "within": "20m"}, {"step": "pay", "within": "5m"}]
    assert reached(index, "ad", *limited) == [2, 2, 2]
    assert reached(index, "ad", *limited, within="10m") == [2, 1, 1]


def test_optional_steps_in_the_middle_at_the_beginning_and_at_the_end() -> None:
    index = journeys(ann="ad@0 cart@1 pay@2", bob="cart@0 pay@1", eve="ad@0 pay@1", dan="pay@0")
    rows = ask(index, Funnel("ad", {"step": "cart", "optional": True}, "pay")).rows
    assert [(row.customers, row.rate, row.step_rate) for row in rows] == [(2, 1, 1), (1, 0.5, 0.5), (2, 1, 1)]
    rows = ask(index, Funnel({"step": "ad", "optional": True}, "cart", "pay")).rows
    assert [(row.customers, row.entered) for row in rows] == [(2, 3), (2, 3), (2, 3)]
    assert reached(index, "cart", "pay", {"step": "ad", "optional": True}) == [2, 2, 0]


def test_excluded_events_end_the_walks_they_meet() -> None:
    assert reached(SHOP, "cart", "pay", exclude=["help"]) == [4, 3]  # bob has a way after it
    assert reached(SHOP, "cart", "pay", exclude=["help"], entry="first") == [4, 2]
    phone, desk = ({"step": "help", "where": {"device": device}} for device in ("phone", "desk"))
    assert reached(SHOP, "cart", "pay", exclude=[phone], entry="first") == [4, 2]
    assert reached(SHOP, "cart", "pay", exclude=[desk], entry="first") == [4, 3]


def test_exclusions_between_two_steps_leave_the_others_alone() -> None:
    index = journeys(ann="ad@0 help@1 cart@2 pay@3", bob="ad@0 cart@2 help@2 pay@3")
    assert reached(index, "ad", "cart", "pay", exclude=["help"]) == [2, 1, 0]
    assert reached(index, "ad", "cart", "pay", exclude=[{"step": "help", "after": 0, "before": 1}]) == [2, 1, 1]
    assert reached(index, "ad", "cart", "pay", exclude=[{"step": "help", "after": 1}]) == [2, 2, 1]


def test_strict_steps_follow_at_once_among_the_events_that_count() -> None:
    index = journeys(ann="ad@0 cart@1 pay@2", bob="ad@0 help@1 cart@2 pay@3")
    assert reached(index, "ad", "cart", "pay", order="strict") == [2, 1, 1]
    assert reached(index, "ad", "cart", "pay", order="strict", where={"touchpoint": {"not": "help"}}) == [2, 2, 2]


def test_any_order_takes_an_event_for_each_step() -> None:
    index = journeys(ann="pay@0 cart@5 ad@9", bob="ad@0 ad@1", eve="cart@0 pay@30 ad@35", dan="help@0")
    rows = ask(index, Funnel("ad", "cart", "pay", order="any", within="10m")).rows
    assert [(row.customers, row.median_s) for row in rows] == [(3, 0), (2, 300), (1, 540)]
    once = journeys(ann="ad@0", bob="ad@0 cart@5", eve="ad@0 ad@5")
    assert reached(once, ["ad", "cart"], "ad", order="any") == [3, 2]  # one event cannot be both
    assert reached(index, "ad", "cart", order="any", entry="first", within="9m") == [3, 1]


def test_revisits_do_not_change_what_was_reached() -> None:
    index = journeys(ann="ad@0 cart@1 ad@2 pay@3", bob="cart@0 ad@1 cart@2 ad@3", eve="ad@0 ad@1 ad@2")
    assert reached(index, "ad", "cart", "pay") == [3, 2, 1]
    assert reached(index, "ad", "ad", "ad") == [3, 3, 1]


def test_events_at_one_time_stand_in_the_order_in_which_they_came() -> None:
    index = journeys(ann="cart@0 pay@0", bob="pay@0 cart@0")
    rows = ask(index, Funnel("cart", "pay", within="1s")).rows
    assert [(row.customers, row.median_s) for row in rows] == [(2, 0), (1, 0)]


def test_the_same_item_on_all_steps_and_an_unknown_one_is_nobodys() -> None:
    assert reached(SHOP, "cart", "pay") == [4, 3]
    assert reached(SHOP, "cart", "pay", same="item") == [3, 2]  # bob's hat, but not dan's unknown one
    assert reached(SHOP, "cart", "pay", same="item", within="10m") == [3, 1]
    with pytest.raises(SpecError, match='no dimension "colour"'):
        ask(SHOP, Funnel("cart", "pay", same="colour"))


def test_who_still_has_time_is_told_apart() -> None:
    index = journeys(ann="cart@0", bob="cart@0 pay@1d", eve="cart@9d pay@9d", dan="cart@8d end@10d", joe="cart@3d")
    first, second = ask(index, Funnel("cart", "pay", within="7d")).rows
    assert (second.entered, second.customers, second.open, second.rate, second.settled_rate) == (5, 2, 1, 0.4, 0.5)
    assert (first.open, first.settled_rate) == (0, 1.0)  # joe's seven days ended with the last event
    assert ask(index, Funnel("cart", "pay")).rows[1].open == 0
    limited = Funnel("cart", {"step": "pay", "within": "3d"}, "end")
    assert [row.open for row in ask(index, limited).rows] == [0, 1, 2]  # eve may pay again in time
    assert ask(index, Funnel("cart", "pay", within="7d", order="strict")).rows[1].open == 0  # dan went elsewhere
    assert ask(index, Funnel("cart", "pay", within="7d", exclude=["end"])).rows[1].open == 0


def test_a_period_holds_for_all_events_or_for_the_entry_alone() -> None:
    index = journeys(ann="cart@0 pay@1d", bob="cart@1d pay@1.5d", eve="cart@5d")
    days = {"during": "2024-01-01", "within": "2d"}
    events, entry = (ask(index, Funnel("cart", "pay", **days, during_of=of)).rows[1] for of in ("events", "entry"))
    assert (events.entered, events.customers, events.open, events.settled_rate == events.settled_rate) == (
        1,
        0,
        1,
        False,
    )
    assert (entry.entered, entry.customers, entry.open) == (1, 1, 0)
    trend = [row for row in ask(index, Funnel("cart", "pay", within="2d", by="day")).rows if row.step == "pay"]
    assert [(row.group, row.entered, row.customers, row.open) for row in trend] == [
        ("2024-01-01", 1, 1, 0),
        ("2024-01-02", 1, 1, 0),
        ("2024-01-06", 1, 0, 1),
    ]


def test_sessions_and_records_are_counted_and_say_whose_they_are() -> None:
    index = journeys(
        ann="cart@0|record=A pay@20|record=A cart@100|record=B pay@101|record=B",
        bob="cart@0|record=C pay@31|record=C",
        eve="cart@0|record=D pay@10|record=E cart@100 pay@500",
    )
    sessions = Funnel("cart", "pay", per="session")
    assert [row.customers for row in ask(index, sessions).rows] == [5, 3]
    assert customers_of(index, sessions, 1).tolist() == [0, 2]
    assert reached(index, "cart", "pay", per={"session": "31m"}) == [5, 4]
    assert reached(index, "cart", "pay", per="record") == [4, 3]
    assert customers_of(index, Funnel("cart", "pay", per="record"), 1).tolist() == [0, 1]


def test_a_session_that_goes_on_has_time_left() -> None:
    index = journeys(ann="cart@0", bob="cart@60 help@70", eve="cart@80 pay@90")
    rows = ask(index, Funnel("cart", "pay", per="session")).rows
    assert (rows[1].entered, rows[1].customers, rows[1].open) == (3, 1, 1)


def test_an_open_funnel_may_be_entered_at_any_step() -> None:
    index = journeys(ann="ad@0 cart@5 pay@9", bob="cart@0 pay@30", eve="pay@0 cart@5", dan="ad@0")
    rows = ask(index, Funnel("ad", "cart", "pay", open=True)).rows
    assert [(row.customers, row.entered, row.rate) for row in rows] == [(2, 4, 0.5), (3, 4, 0.75), (3, 4, 0.75)]
    assert [row.step_rate for row in rows] == [0.5, 0.5, 2 / 3]
    assert [row.median_s for row in rows] == [0, 300, (240 + 1800) / 2]


def test_medians_and_ninetieth_percentiles_have_their_intervals() -> None:
    index = journeys({str(n): f"cart@0 pay@{n}" for n in range(1, 101)})
    row = ask(index, Funnel("cart", "pay")).rows[1]
    assert (row.median_s / 60, row.median_low / 60, row.median_high / 60) == (50.5, 40, 61)
    assert row.p90_s / 60 == pytest.approx(90.1)
    assert ask(SHOP, Funnel("cart", "pay")).dicts()[1]["median_low"] is None


def test_large_indexes_are_sampled_and_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(2)
    customers = np.repeat(np.arange(3_000), 6)
    times = np.sort(chance.integers(0, 10**12, (3_000, 6)), axis=1).ravel() // 10**7 * 10**7
    devices = chance.choice(["a", "b", "c"], 18_000, p=[0.6, 0.39, 0.01]).tolist()
    index = Index.in_memory(
        customers.tolist(), times, chance.choice(["x", "y"], 18_000).tolist(), dimensions={"device": devices}, shards=3
    )
    questions = [
        Funnel("x", "y", "x", within="3d", by="device"),
        Funnel("x", "y", per={"session": "10h"}),  # more units than customers
    ]
    whole = [ask(index, question).json() for question in questions]
    monkeypatch.setattr(reaching, "SAMPLED", 1_500)
    assert [ask(index, question).json() for question in questions] == whole
    monkeypatch.setattr("footpath.analysis.readings.brackets.ERRORS", -2.0)  # brackets that all miss are read again
    assert [ask(index, question).json() for question in questions] == whole
    assert whole[1]["rows"][0]["entered"] > 3_000


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"steps": ["cart", {"step": "pay", "optinal": True}]}, '"optinal" is not a field of a step.*optional'),
        ({"steps": ["cart", {"step": "pay", "where": {"colour": "red"}}]}, 'no dimension "colour"'),
        ({"steps": ["cart", {"step": "pay", "within": 5}]}, '"5" is not a duration'),
        ({"steps": [{"step": s, "optional": True} for s in ("ad", "pay")]}, "All steps of the funnel are optional"),
        ({"exclude": [{"step": "help", "after": 1}]}, "after step 1 and before step 1 lies outside"),
        ({"exclude": [{"step": "help", "after": "cart"}]}, '"cart" is not the number of a step'),
        ({"exclude": ["hlp"]}, 'No touchpoint matches "hlp".*help'),
        ({"exclude": [{"step": "help", "optional": True}]}, '"optional" is not a field of an exclusion'),
        ({"order": "any", "open": True}, 'Steps in any order know no "optional"'),
        ({"open": True, "steps": ["ad", {"step": "pay", "optional": True}]}, "In an open funnel no step is optional"),
        ({"order": "loose"}, 'The field "order" of funnel'),
        ({"per": "visit"}, 'The field "per'),
        ({"during_of": "exit"}, 'The field "during_of" of funnel'),
    ],
)
def test_what_cannot_be_asked_is_said(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(SHOP, {"ask": "funnel", "steps": ["cart", "pay"], **fields})


def test_a_question_survives_being_written() -> None:
    question = {
        "ask": "funnel",
        "steps": ["cart", {"step": ["help", "ad"], "optional": True}, {"step": {"channel": "web"}, "within": "1h"}],
        "per": {"session": "1h"},
        "exclude": [{"step": "end", "where": {"device": "phone"}, "before": 1}, "ad"],
        "within": "1d",
    }
    assert parse_question(question).spec() == question
    assert parse_question(parse_question(question).spec()) == parse_question(question)
