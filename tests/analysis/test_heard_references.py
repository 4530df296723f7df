"""Scores, emotions and expectations against naive references, on random lives and any number of shards."""

from math import isnan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_spoken import NAMED, index_of_spoken, spoken

from footpath.analysis import ask, customers_of
from footpath.analysis import emotions as emotions_question
from footpath.analysis.readings import differences
from footpath.model.intervals import wilson_rate
from reference.aims import aims
from reference.emotions import emotions
from reference.expectations import expectations, middle
from reference.said import DAY, Spoken
from reference.scores import invitations, scores

few = settings(max_examples=30, deadline=None)
shards = st.integers(1, 3)
HOUR = 3600


def plain(value: float) -> float | None:
    return None if value is None or isnan(value) else value


@few
@given(spoken, shards, st.booleans(), st.booleans(), st.sampled_from([None, "transactional", "relational"]))
def test_scores(events: list[Spoken], count: int, places: bool, by: bool, relation: str | None) -> None:
    question = {"ask": "scores", "per": "touchpoint" if places else "all", "least": 1, "relation": relation}
    rows = ask(index_of_spoken(events, count), {**question, "by": "device"} if by else question).rows
    found = {(r.kind, r.touchpoint, r.group): (r.n, r.score, r.tops, r.bottoms, r.transactional) for r in rows}
    expected = scores(events, places, by, relation)
    assert found.keys() == expected.keys()
    for cell, figures in expected.items():
        assert found[cell] == pytest.approx(figures, abs=1e-5)
    assert all(row.low <= row.score + 1e-9 and row.score <= row.high + 1e-9 for row in rows)


@few
@given(spoken, shards, st.booleans())
def test_response_rates(events: list[Spoken], count: int, by: bool) -> None:
    events = [*events, Spoken(4, 24 * 60, "cart")]  # so that some invitations are settled
    index = index_of_spoken(events, count)
    rows = ask(index, {"ask": "scores", "per": "all", "by": "device"} if by else {"ask": "scores", "per": "all"}).rows
    for kind in {row.kind for row in rows}:
        expected = invitations([*events, *NAMED], kind, by)
        for row in rows:
            if row.kind == kind:
                assert ((row.invited or 0), (row.answered or 0)) == expected.get(row.group, (0, 0))


@few
@given(spoken, shards, st.booleans(), st.booleans())
def test_emotions(events: list[Spoken], count: int, places: bool, by: bool) -> None:
    question = {"ask": "emotions", "per": "touchpoint" if places else "all", "within": "3d"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(emotions_question, "LEAST", 1)
        for module in (emotions_question, differences):
            patch.setattr(module, "FEWEST", 0)
        rows = ask(index_of_spoken(events, count), {**question, "by": "device"} if by else question).rows
    expected = emotions(events, places, by, 3 * DAY)
    assert {(r.emotion, r.touchpoint, r.group): (r.n, r.texts, r.customers) for r in rows} == {
        cell: figures[:3] for cell, figures in expected.items()
    }
    for row in rows:
        assert (row.low, row.high) == pytest.approx(wilson_rate(row.n, row.texts))
        before = expected[row.emotion, row.touchpoint, row.group][3]
        if row.before is None:
            continue
        others = [f[3] for (_, *cell), f in expected.items() if cell == [row.touchpoint, row.group]]
        rest_n = sum(sum(found.values()) for found in others) - sum(before.values())
        rest = sum(found[row.before] for found in others) - before[row.before]
        assert row.before_n == before[row.before]
        assert row.before_share == pytest.approx(row.before_n / sum(before.values()))
        assert row.before_rest_share == pytest.approx(rest / rest_n)
        assert row.before_share > row.before_rest_share


@few
@given(spoken, shards, st.booleans(), st.booleans())
def test_aims(events: list[Spoken], count: int, places: bool, by: bool) -> None:
    question = {"ask": "aims", "per": "touchpoint" if places else "all"}
    rows = ask(index_of_spoken(events, count), {**question, "by": "device"} if by else question).rows
    expected = aims(events, places, by)
    found = {(r.aim, r.touchpoint, r.group): (r.n, r.texts, r.customers, plain(r.experience)) for r in rows}
    assert found.keys() == expected.keys()
    for cell, (n, texts, customers, experience) in expected.items():
        assert found[cell][:3] == (n, texts, customers)
        assert found[cell][3] == (None if experience is None else pytest.approx(experience))
    for row in rows:
        assert (row.low, row.high) == pytest.approx(wilson_rate(row.n, row.texts))


@few
@given(spoken, shards, st.booleans())
def test_expectations(events: list[Spoken], count: int, by: bool) -> None:
    question = {"ask": "expectations", **({"by": "device"} if by else {})}
    rows = ask(index_of_spoken(events, count), question).rows
    expected = expectations(events, by)
    assert {(r.basis, r.touchpoint, r.clock, r.group) for r in rows} == set(expected)
    for row in rows:
        entries = expected[row.basis, row.touchpoint, row.clock, row.group]
        counted = [entry for entry in entries if entry.stated is not None or entry.late is not None]
        decided = [entry.late for entry in entries if entry.late is not None]
        assert (row.n, row.decided, row.over) == (len(counted), len(decided), sum(late > 0 for late in decided))
        ratios = [entry.waited / entry.actual for entry in entries if entry.waited and entry.actual]
        for found, known, unit in (
            (row.median_stated_s, [entry.stated for entry in entries], HOUR),
            (row.median_actual_s, [entry.actual for entry in counted], HOUR),
            (row.median_over_s, [late for late in decided if late > 0], HOUR),
            (row.waited_ratio, ratios, 1),
        ):
            wanted = middle(list(known))
            assert plain(found) == (None if wanted is None else pytest.approx(wanted * unit, rel=1e-6))
        assert row.n_waited == len(ratios)


@settings(max_examples=12, deadline=None)
@given(spoken, st.integers(2, 4))
def test_shards_change_nothing_and_everybody_behind_a_row_is_there(events: list[Spoken], count: int) -> None:
    one, many = index_of_spoken(events), index_of_spoken(events, count)
    questions: list[dict[str, Any]] = [
        {"ask": "scores", "per": "all", "relation": "apart"},
        {"ask": "emotions", "by": "device"},
        {"ask": "aims", "per": "touchpoint", "by": "device"},
        {"ask": "expectations", "per": "all"},
        {"ask": "nonresponse", "by": "device"},
        {"ask": "nonresponse", "kind": "nps", "among": "invited"},
    ]
    for question in questions:
        answer = ask(one, question)
        assert answer.json() == ask(many, question).json()
        for number, row in enumerate(answer.rows):
            behind = customers_of(many, question, number).tolist()
            assert len(behind) == len(set(behind))
            if question["ask"] in ("emotions", "aims"):
                assert len(behind) == row.customers
            if question["ask"] == "nonresponse":
                assert len(behind) == row.responders
            if question["ask"] == "expectations":
                assert (len(behind) > 0) == (row.over > 0)
