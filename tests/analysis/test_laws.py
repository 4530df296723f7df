"""What must be true whatever the events are: of renaming, splitting, filtering, and of the people behind a row."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows

from footpath.analysis import ask, customers_of
from reference.rows import Row

few = settings(max_examples=25, deadline=None)
QUESTIONS: list[dict[str, Any]] = [
    {"ask": "overview"},
    {"ask": "touchpoints"},
    {"ask": "transitions"},
    {"ask": "variants"},
    {"ask": "funnel", "steps": ["a", "b", "c"], "within": "1d"},
    {"ask": "flows", "start": "a", "depth": 2, "top": 2},
    {"ask": "step_matrix", "end": ["b", "c"], "steps": 2},
    {"ask": "conversion_times", "steps": ["a", "b"], "within": "1d"},
    {"ask": "matches", "pattern": "a -> !b c? within 1d"},
    {"ask": "conformance", "planned": "a -[<=18h]-> [b | c] .*"},
    {"ask": "dwell"},
    {"ask": "dropoff"},
    {"ask": "stages"},
    {"ask": "repeats", "within": "1d"},
    {"ask": "retention", "every": "day"},
    {"ask": "stickiness"},
    {"ask": "lifecycle", "every": "day"},
    {"ask": "sessions", "gap": "12h"},
    {"ask": "session_gaps"},
    {"ask": "pages", "gap": "12h"},
    {"ask": "survival", "start": ["a", "b"]},
    {"ask": "loops", "gap": None},
    {"ask": "stage_transitions"},
    {"ask": "frustration", "errors": ["b"], "contacts": ["c", "d"], "rage_count": 2, "rage_within": "6h"},
    {"ask": "support", "opened": ["a"], "replied": ["b"], "resolved": ["c"]},
    {"ask": "attribution", "conversion": "d", "over": "touchpoint", "within": "1d"},
    {"ask": "tiers"},
    {"ask": "metric", "count": "events", "step": ["a", "b"], "of": {"count": "events"}},
]
# By question: the field that counts the customers behind a row, and the fields that add up over groups.
PEOPLE = {
    "matches": "matched",
    "conformance": "customers",
    "overview": "customers",
    "touchpoints": "customers",
    "transitions": "customers",
    "variants": "journeys",
    "funnel": "customers",
    "flows": "customers",
    "step_matrix": "customers",
    "conversion_times": "customers",
    "dropoff": "left",
    "stages": "customers",
    "repeats": "repeated",
    "retention": "returned",
    "stickiness": "customers",
    "lifecycle": "customers",
    "sessions": "customers",
    "pages": "customers",
    "survival": "reached",
    "loops": "customers",
    "stage_transitions": "customers",
    "frustration": "customers",
    "support": "customers",
    "attribution": "customers",
    "tiers": "customers",
    "metric": "customers",
}
ADD_UP = {
    "matches": (["customers", "matched"], []),
    "conformance": (["customers"], ["verdict", "after", "instead"]),
    "overview": (["events"], []),
    "touchpoints": (["events"], ["touchpoint"]),
    "transitions": (["count"], ["from", "to"]),
    "variants": (["journeys"], ["path"]),
    "funnel": (["customers", "entered", "open"], ["step"]),
    "flows": (["customers"], ["column", "from", "to"]),
    "step_matrix": (["customers"], ["step", "touchpoint"]),
    "conversion_times": (["customers"], ["from_s"]),
    "dwell": (["n"], ["touchpoint"]),
    "dropoff": (["arrivals", "left", "open"], ["touchpoint"]),
    "stages": (["customers", "went_on"], ["stage"]),
    "repeats": (["customers", "repeated", "open"], ["touchpoint"]),
    "retention": (["customers", "returned", "open"], ["cohort", "period"]),
    "stickiness": (["customers"], ["period", "days"]),
    "lifecycle": (["customers"], ["period", "state"]),
    "sessions": (["sessions", "open", "events", "bounced"], []),
    "session_gaps": (["gaps"], ["from_s"]),
    "pages": (["views", "sessions", "open", "entries", "exits", "bounces", "timed"], ["touchpoint"]),
    "survival": ([], []),  # curves have their own times
    "loops": (["count"], ["kind", "from", "via"]),
    "stage_transitions": (["count"], ["from", "to"]),
    "frustration": (["events"], ["signal", "touchpoint"]),
    "support": (["n", "open", "kept"], ["measure"]),
    "attribution": (["touched", "touches"], ["channel", "model"]),
    "tiers": (["customers"], ["tier"]),
    "metric": (["numerator", "denominator"], []),
}
# Those that look to the end of all records, or to events that a filter leaves out.
TO_THE_END = frozenset(
    [
        "conformance",
        "funnel",
        "flows",
        "step_matrix",
        "dropoff",
        "repeats",
        "dwell",
        "retention",
        "stickiness",
        "lifecycle",
        "sessions",
        "session_gaps",
        "pages",
        "survival",
        "frustration",
        "tiers",
    ]
)


@few
@given(rows, st.integers(2, 5), st.randoms())
def test_shards_and_names_of_customers_change_nothing(events: list[Row], shards: int, chance: random.Random) -> None:
    names = list(range(100, 106))
    chance.shuffle(names)
    renamed = [row._replace(customer=names[row.customer]) for row in events]
    for question in QUESTIONS:
        assert ask(index_of(events), question).json() == ask(index_of(renamed, shards), question).json()


@few
@given(rows, st.randoms())
def test_the_order_of_rows_matters_only_between_ties(events: list[Row], chance: random.Random) -> None:
    distinct = list({(row.customer, row.at): row for row in events}.values())
    shuffled = chance.sample(distinct, len(distinct))
    for question in QUESTIONS:
        assert ask(index_of(distinct), question).json() == ask(index_of(shuffled), question).json()


@few
@given(rows, st.sampled_from(["device", "weekday", "touchpoint"]))
def test_groups_add_up(events: list[Row], by: str) -> None:
    index = index_of(events, 2)
    for question in QUESTIONS:
        fields, keys = ADD_UP[question["ask"]]
        totals: dict[Any, list[int]] = {}
        for row in ask(index, {**question, "by": by}).dicts():
            sums = totals.setdefault(str([row[key] for key in keys]), [0] * len(fields))
            totals[str([row[key] for key in keys])] = [
                total + row[field] for total, field in zip(sums, fields, strict=True)
            ]
        whole = {str([r[key] for key in keys]): [r[field] for field in fields] for r in ask(index, question).dicts()}
        assert {key: sums for key, sums in totals.items() if any(sums)} == {k: v for k, v in whole.items() if any(v)}


@few
@given(rows)
def test_a_period_is_the_group_of_its_day_where_rows_count_anchors(events: list[Row]) -> None:
    index = index_of(events, 2)
    for question in [{"ask": "dwell"}, {"ask": "dropoff"}, {"ask": "stages"}, {"ask": "repeats", "within": "1d"}]:
        fields, keys = ADD_UP[question["ask"]]
        wanted = [*fields, *keys]
        by_day = [row for row in ask(index, {**question, "by": "day"}).dicts() if row["group"] == "2024-01-02"]
        during = ask(index, {**question, "during": "2024-01-02"}).dicts()
        assert sorted([row[field] for field in wanted] for row in by_day) == sorted(
            [row[field] for field in wanted] for row in during
        )


@few
@given(rows, st.booleans(), st.integers(1, 3))
def test_the_people_behind_a_row_are_as_many_as_it_says(events: list[Row], by: bool, shards: int) -> None:
    index = index_of(events, shards)
    for question in QUESTIONS:
        asked = {**question, "by": "device"} if by else question
        for number, row in enumerate(ask(index, asked).dicts()):
            keys = customers_of(index, asked, number).tolist()
            assert len(keys) == len(set(keys))
            assert set(keys) <= {event.customer for event in events}
            if question["ask"] in PEOPLE:
                assert len(keys) == row[PEOPLE[question["ask"]]]


@few
@given(rows)
def test_where_is_as_if_other_events_had_never_been(events: list[Row]) -> None:
    kept = [row for row in events if row.device == "phone"]
    if not kept:
        return
    index, smaller = index_of(events, 2), index_of(kept, 2)
    for question in QUESTIONS:
        if question["ask"] in TO_THE_END:
            continue  # they look to the end of all records, which the other events set
        one = ask(index, {**question, "where": {"device": "phone"}})
        two = ask(smaller, question)
        assert (one.n, one.dicts()) == (two.n, two.dicts())


@few
@given(rows)
def test_a_funnel_never_widens(events: list[Row]) -> None:
    reached = [r.customers for r in ask(index_of(events), {"ask": "funnel", "steps": ["a", "b", "a", "c"]}).rows]
    assert reached == sorted(reached, reverse=True)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_no_events_give_no_rows_or_zeros(question: dict[str, Any]) -> None:
    answer = ask(index_of([]), question)
    assert (answer.n, answer.as_of) == (0, None)
    assert all(
        value in (0, 0.0, 1.0, None) or isinstance(value, str | list)
        for row in answer.dicts()
        for value in row.values()
    )
