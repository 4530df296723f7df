"""Waiting: curves against the reference and against known figures; dwell with the visits that nothing has followed."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows

from footpath.analysis import Dwell, Survival, ask, customers_of
from footpath.analysis.readings.kaplan_meier import curve_of, interval_of, quantile_ranks
from footpath.errors import SpecError
from footpath.journeys import journeys
from reference.dwell import fates, followed
from reference.rows import Row
from reference.survival import survival

few = settings(max_examples=40, deadline=None)


@few
@given(rows, st.integers(1, 3), st.booleans(), st.booleans(), st.sampled_from(["b", "a", "bcd", "abcd"]))
def test_survival(events: list[Row], shards: int, by: bool, limited: bool, ends: str) -> None:
    index = index_of(events, shards)
    question: dict[str, Any] = {"ask": "survival", "start": "a", "until": [*ends], **({"by": "device"} if by else {})}
    question |= {"until": None} if ends == "abcd" else {}
    question |= {"within": "18h"} if limited else {}
    found: dict[str | None, list[Any]] = {}
    for row in ask(index, question).rows:
        found.setdefault(row.group, []).append(row)
    expected = survival(events, "a", ends, 18 if limited else None, by)
    assert found.keys() == expected.keys()
    for group, own in found.items():
        points = {point[0]: point for point in expected[group]}
        assert own[0].at_s == 0
        assert own[-1].at_s == max(points)
        for row in own:
            *counts, share = points[row.at_s]
            assert [row.at_s, row.at_risk, row.reached, row.censored] == counts
            assert row.waiting_share == pytest.approx(share)
            assert row.low <= row.waiting_share <= row.high
        moved = {
            point[0]
            for before, point in zip(expected[group], expected[group][1:], strict=False)
            if point[2] > before[2]
        }
        assert moved <= {row.at_s for row in own}
    for number, row in enumerate(ask(index, question).rows):
        if number % 3 == 0:
            assert len(customers_of(index, question, number)) == row.reached


REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def test_a_known_curve() -> None:
    """Remission of 21 patients under 6-MP (Freireich 1963), the curve of the textbooks; intervals are those of lifelines."""
    ended, lost = REMISSION
    patients = {f"ended {n}": f"start@0 end@{t}d" for n, t in enumerate(ended)}
    patients |= {f"lost {n}": f"start@{100 - t}d" for n, t in enumerate(lost)}
    index = journeys({**patients, "clock": "tick@100d"}, shards=2)
    found = ask(index, Survival(start="start", until="end")).rows
    assert [(r.at_s / 86_400, r.at_risk, *(round(x, 6) for x in (r.waiting_share, r.low, r.high))) for r in found] == [
        (0.0, 21, 1.0, 1.0, 1.0),
        (6.0, 21, 0.857143, 0.619718, 0.951552),
        (7.0, 17, 0.806723, 0.563147, 0.922809),
        (10.0, 15, 0.752941, 0.5032, 0.889362),
        (13.0, 12, 0.690196, 0.43161, 0.849066),
        (16.0, 11, 0.627451, 0.367511, 0.804912),
        (22.0, 7, 0.537815, 0.267779, 0.746791),
        (23.0, 6, 0.448179, 0.188052, 0.680143),
        (35.0, 1, 0.448179, 0.188052, 0.680143),
    ]
    start = next(row for row in ask(index, Dwell()).rows if row.touchpoint == "start")
    assert (start.n, start.km_median_s, start.km_low, start.km_high) == (9, 23 * 86_400, 13 * 86_400, float("inf"))


def test_ranks_of_quantiles_in_bins_are_those_of_the_exact_curve() -> None:
    chance = np.random.default_rng(8)
    for _ in range(200):
        reached, share = chance.integers(0, 6, 40), float(chance.choice([0.5, 0.9]))
        exact, nobody = np.ones(reached.sum(), np.int64), np.zeros(reached.sum(), np.int64)
        assert quantile_ranks(reached, np.zeros(40, np.int64), share) == quantile_ranks(exact, nobody, share)
    curve = curve_of(np.array([3, 2]), np.array([0, 0]))
    assert (curve.waiting.tolist(), interval_of(curve)[0].tolist()[1]) == ([0.4, 0.0], 0.0)


def test_points_share_the_arrivals_out_evenly() -> None:
    people = {f"p{n}": f"start@0 end@{n}s" for n in range(1, 101)}
    rows_ = ask(journeys(people), Survival(start="start", points=7)).rows
    assert [(row.at_s, row.reached) for row in rows_] == [(0, 0), (1, 1), (26, 26), (51, 51), (76, 76), (100, 100)]
    assert rows_[2].waiting_share == pytest.approx(0.74)


def test_until_is_the_next_event_and_who_takes_just_so_long_arrives() -> None:
    index = journeys(ann="order@0 order@1d parcel@2d", bob="order@0 parcel@3d", eve="order@1d")
    assert [row.reached for row in ask(index, Survival(start="order")).rows] == [0, 1, 2]
    limited = ask(index, Survival(start="order", until="parcel", within="2d")).rows
    assert [(row.at_s / 86_400, row.reached, row.censored) for row in limited] == [(0, 0, 0), (2, 1, 2)]
    with pytest.raises(SpecError, match='No touchpoint matches "parcle"'):
        ask(index, Survival(start="order", until="parcle"))
    with pytest.raises(SpecError, match='The field "start" of survival'):
        ask(index, {"ask": "survival"})


@few
@given(rows, st.integers(1, 3), st.booleans())
def test_dwell_and_what_nothing_has_followed(events: list[Row], shards: int, by: bool) -> None:
    found = ask(index_of(events, shards), {"ask": "dwell", **({"by": "device"} if by else {})}).rows
    expected, ended = followed(events, by), fates(events, by)
    assert {(row.group, row.touchpoint) for row in found} == {key for key, (n, *_) in ended.items() if n}
    for row in found:
        key = row.group, row.touchpoint
        assert (row.n, row.open, row.left, row.total_s) == ended[key]
        assert (row.km_median_s, row.km_p90_s) == expected[key]
        assert row.km_low <= row.km_median_s <= row.km_high
        assert row.median_low <= row.median_s <= row.median_high


def test_dwell_tells_few_who_go_on_soon_from_all_who_do() -> None:
    index = journeys(
        ann="ask@0 reply@1", bob="ask@0 reply@2", eve="ask@0", dan="ask@0", joe="ask@0", clock="tick@0 tick@30d"
    )
    row = ask(index, Dwell(touchpoint="ask")).rows[0]
    assert (row.n, row.left, row.open, row.median_s, row.km_median_s) == (2, 3, 0, 90.0, float("inf"))
    assert (row.total_s, row.median_low, row.median_high) == (180.0, float("-inf"), float("inf"))


def test_many_waits_have_an_interval_and_a_long_tail() -> None:
    people = {f"p{n}": f"ask@{n} reply@{n + n * n / 60}" for n in range(100)}
    row = ask(journeys(people, shards=3), Dwell(touchpoint="ask")).rows[0]
    waits = sorted(float(n * n) for n in range(100))
    assert (row.median_low, row.median_high) == (waits[39], waits[60])  # as binomial chance has it
    assert row.median_s == pytest.approx((waits[49] + waits[50]) / 2)
    assert row.p90_s == pytest.approx(np.quantile(waits, 0.9))
    assert row.km_median_s == waits[49]
    assert row.total_s == pytest.approx(sum(waits))


def test_a_wrong_clock_neither_ends_a_wait_nor_opens_a_period() -> None:
    people = {f"p{n}": f"start@{n % 20}d end@{n % 20 + n % 7}d" for n in range(2500)}
    index = journeys({**people, "late": "start@1d end@2500d", "later": "start@2600d"})
    assert index.as_of is not None
    assert index.as_of.year == 2024
    end = ask(index, Survival(start="start", until="end")).rows[-1]
    assert (end.at_s, end.reached, end.censored) == ((index.as_of.day - 2) * 86_400, 2500, 1)
    for question in ({"ask": "retention"}, {"ask": "retention", "kind": "bracket"}):
        assert {row.cohort[:4] for row in ask(index, question).rows} == {"2024", "all"}
    for question in ({"ask": "stickiness"}, {"ask": "lifecycle"}):
        assert {row.period[:4] for row in ask(index, question).rows} <= {"2024", "all"}
    dwell = ask(index, Dwell(touchpoint="start")).rows[0]
    assert (dwell.n, dwell.open + dwell.left) == (2501, 1)
