"""Touchpoints that go with an outcome."""

from collections.abc import Iterator
from typing import Any

import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows

from footpath.analysis import ask, moments
from footpath.errors import SpecError
from footpath.journeys import journeys
from reference.moments import at_risk, usual_length
from reference.rows import Row

few = settings(max_examples=40, deadline=None)
landmarks = st.one_of(
    st.fixed_dictionaries({"after_events": st.integers(1, 4)}),
    st.sampled_from([0, 6, 24]).map(lambda hours: {"after": f"{hours}h"}),
)


@pytest.fixture(autouse=True, scope="module")
def few_are_enough() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "LEAST", 1)
        patch.setattr(moments, "FEWEST", 0)
        yield


@few
@given(rows, st.integers(1, 3), landmarks, st.sampled_from([None, "d"]), st.sampled_from([None, 18]))
def test_who_is_at_risk_had_been_where_and_reached_the_outcome(
    events: list[Row], shards: int, landmark: dict[str, Any], outcome: str | None, within: int | None
) -> None:
    index = index_of(events, shards)
    question = {"ask": "moments", "outcome": outcome, **landmark, "within": f"{within}h" if within else None}
    found = {row.touchpoint: row for row in ask(index, question).rows}
    hours = int(landmark["after"][:-1]) if "after" in landmark else None
    risks = at_risk(events, {outcome} if outcome else None, landmark.get("after_events"), hours, within)
    decided = [(past, fate) for past, fate in risks if fate != "open"]
    for place, row in found.items():
        fates = [[fate for past, fate in decided if (place in past) is having] for having in (True, False)]
        assert (row.n_with, row.with_reached) == (len(fates[0]), fates[0].count("reached"))
        assert (row.n_without, row.without_reached) == (len(fates[1]), fates[1].count("reached"))
        assert row.open == len(risks) - len(decided)
        assert row.low <= row.difference <= row.high
    everywhere = {place for past, _ in decided for place in past}
    assert found.keys() <= {place for place in everywhere if not all(place in past for past, _ in decided)}


@few
@given(rows)
def test_by_default_half_of_the_customers_are_at_risk(events: list[Row]) -> None:
    k = usual_length(events, {"d"})
    default = ask(index_of(events), {"ask": "moments", "outcome": "d"}).dicts()
    named = ask(index_of(events), {"ask": "moments", "outcome": "d", "after_events": k}).dicts()
    assert default == named
    assert all(row["landmark"] == f"after {k} event{'s' * (k > 1)}" for row in default)


@few
@given(rows, st.integers(2, 4), st.sampled_from([None, "device"]), landmarks)
def test_shards_change_nothing_and_every_row_says_who(
    events: list[Row], shards: int, by: str | None, landmark: dict[str, Any]
) -> None:
    question = {"ask": "moments", "outcome": "d", "by": by, **landmark, "where": {"touchpoint": {"not": "a"}}}
    one, many = index_of(events), index_of(events, shards)
    here, there = everybody(one, question), everybody(many, question)
    assert repr(here) == repr(there)
    assert all(len(who) == (row.n_with) for row, who in here)


def test_a_landmark_gives_nobody_more_time() -> None:
    """Everybody who buys late has seen the loyalty page by then; at a landmark it goes with nothing."""
    early = {f"e{n}": "ad@0 look@1 pay@2" for n in range(20)}
    late = {f"l{n}": f"ad@0 look@1 {'loyalty@2' if n % 2 else 'look@2'} loyalty@3 pay@{4 + n % 4}" for n in range(40)}
    never = {f"n{n}": f"ad@0 look@1 {'loyalty@2' if n % 2 else 'look@2'}" for n in range(40)}
    index = journeys({**early, **late, **never, "end": "look@9d"})
    (row,) = [r for r in ask(index, {"ask": "moments", "outcome": "pay", "after_events": 3}).rows if r.strata]
    assert (row.touchpoint, row.n_with, row.n_without) == ("loyalty", 40, 40)  # nobody who paid at once is at risk
    assert (row.with_rate, row.without_rate, row.difference, row.p) == (0.5, 0.5, 0.0, 1.0)


def test_channels_are_compared_with_themselves() -> None:
    """Mail brings buyers and shows the offer: within mail and within ads the offer makes no difference."""
    customers = {}
    for n in range(40):
        customers[f"mail{n}"] = f"mail@0 {'offer@1' if n < 30 else 'look@1'}" + (" pay@2" if n % 10 < 8 else "")
        customers[f"ad{n}"] = f"ad@0 {'offer@1' if n < 10 else 'look@1'}" + (" pay@2" if n % 10 < 2 else "")
    index = journeys({**customers, "end": "pay@9d"}, channels={"mail": "email", "ad": "ads"})
    rows = {row.touchpoint: row for row in ask(index, {"ask": "moments", "outcome": "pay"}).rows}
    assert rows["offer"].raw_difference == pytest.approx((24 + 2) / 40 - (8 + 6) / 40)
    assert rows["offer"].difference == pytest.approx(0, abs=1e-12)
    assert (rows["offer"].strata, rows["offer"].landmark) == (2, "after 2 events")
    assert "mail" not in rows  # in no channel are there customers with it and without


def test_a_limit_counts_only_those_whose_time_is_over() -> None:
    index = journeys(ann="ad@0 help@1 pay@61", bob="ad@0 look@1", eve="ad@100 help@101 pay@102", end="look@2h")
    question = {"ask": "moments", "outcome": "pay", "after_events": 2, "within": "1h"}
    row = next(row for row in ask(index, question).rows if row.touchpoint == "help")
    assert (row.n_with, row.with_reached, row.n_without, row.open) == (1, 1, 1, 1)  # eve paid, but may be too new


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"after": "1d", "after_events": 2}, "two landmarks"),
        ({"after_events": 0}, 'field "after_events" of moments'),
        ({"outcome": "pya"}, '"pya".*pay'),
        ({"within": 3}, '"3" is not a duration'),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(question: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(journeys(ann="ad@0 pay@1"), {"ask": "moments", **question})


def test_no_events() -> None:
    assert ask(index_of([]), {"ask": "moments", "outcome": "d"}).rows == ()
