"""Onsets by what is bad of all there is, and of two series together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from footpath.analysis.readings.onsets import Likely, date_onset, odds_likelihoods
from footpath.analysis.readings.scanning import scan
from footpath.analysis.readings.unrest import Unrest, by_chance

DAYS = 200
Floats = NDArray[np.float64]


def bad_scores(seed: int, first: int, after: float, before: float = 0.1) -> tuple[Floats, Floats]:
    """Bad scores and all scores by day."""
    draw, day = np.random.default_rng(seed), np.arange(DAYS)
    there = draw.poisson(4, DAYS)
    return draw.binomial(there, np.where(day >= first, after, before)).astype(np.float64), there.astype(np.float64)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 120))
def test_a_first_day_is_as_likely_as_the_split_into_two_shares(seed: int, first: int) -> None:
    counts, there = bad_scores(seed, first, 0.7)
    days, firsts = np.arange(DAYS), np.arange(40, 150)
    found = odds_likelihoods(counts, 0.1 * there, there, (days[None, :] >= firsts[:, None]).astype(np.float64))
    nothing = counts.sum() * np.log(0.1) + (there - counts).sum() * np.log(0.9)
    plain = np.array([two_shares(counts, there, int(day)) for day in firsts]) - nothing
    np.testing.assert_allclose(found, plain, atol=1e-3)


def test_what_grows_slowly_is_likelier_as_such() -> None:
    draw, day = np.random.default_rng(3), np.arange(DAYS)
    there = np.full(DAYS, 30.0)
    grown = np.clip((day - 99) / 15, 0, 1)
    counts = draw.binomial(30, 0.1 + 0.5 * grown).astype(np.float64)
    sudden, slowly = odds_likelihoods(counts, 0.1 * there, there, np.array([(day >= 100) * 1.0, grown]))
    assert slowly > sudden + 5
    assert abs(date_onset(counts, 0.1 * there, 106, DAYS, 1.0, 28, there).first - 100) <= 2


def two_shares(counts: Floats, there: Floats, day: int) -> float:
    """The log-likelihood of a tenth before a day, and of the likeliest share from it on, if that is more."""
    seen, n = counts[day:].sum(), there[day:].sum()
    share = max(seen / n, 0.1)
    after = seen * np.log(share) + (n - seen) * np.log(1 - share)
    was, m = counts[:day].sum(), there[:day].sum()
    return float(after + was * np.log(0.1) + (m - was) * np.log(0.9))


def test_the_interval_holds_the_day_as_often_as_it_says() -> None:
    held = 0
    for seed in range(60):
        counts, there = bad_scores(seed, 100, 0.6)
        found = date_onset(counts, 0.1 * there, 100, DAYS, 1.0, 28, there)
        held += found.earliest <= 100 <= found.latest
    assert held >= 53  # 95%, less what chance may take of 60


def test_large_shares_vary_less_and_are_found_where_counts_alone_are_not_sure() -> None:
    more = found = alarms = 0
    for seed in range(20):
        counts, there = bad_scores(seed, 100, 0.62, 0.42)
        known = Unrest(regular=by_chance(counts.astype(np.int64), there.astype(np.int64)))
        arguments = counts.astype(np.int64), there, np.arange(DAYS) % 7
        found += any(at.p <= 0.001 for at in scan(*arguments, usual=known, there=there))
        more += any(at.p <= 0.001 for at in scan(*arguments))
        quiet, there = bad_scores(seed + 100, 100, 0.5, 0.5)
        known = Unrest(regular=by_chance(quiet.astype(np.int64), there.astype(np.int64)))
        quiet_arguments = quiet.astype(np.int64), there, np.arange(DAYS) % 7
        alarms += any(at.p <= 0.01 for at in scan(*quiet_arguments, usual=known, there=there))
    assert found > more
    assert alarms <= 1


def likely(best: int, width: float, first: int = 0, days: int = 60) -> Likely:
    firsts = np.arange(first, first + days)
    curve = -(((firsts - best) / width) ** 2)
    return Likely(firsts, curve, curve)


def test_weeks_that_are_barely_possible_do_not_pull_the_day_towards_them() -> None:
    """Half of what is likely lies in three weeks before, none of it near the day on which it peaks."""
    curve = np.full(60, -30.0)
    curve[10:31], curve[38:41] = -2.0, 0.0
    assert likely_of(curve).onset().first == 39
    assert likely_of(-np.abs(np.arange(60.0) - 20)).onset().first == 20


def likely_of(curve: Floats) -> Likely:
    return Likely(np.arange(len(curve)), curve, curve)


def test_two_that_agree_are_dated_more_exactly_than_each() -> None:
    one, two = likely(30, 4.0), likely(32, 4.0)
    both = one.beside(two, 0, (1.0, 1.0)).onset()
    assert both.first == 31
    assert both.latest - both.earliest < one.onset().latest - one.onset().earliest
    assert one.beside(two, 0, (1.0, 0.0)).onset().first == one.onset().first
    assert one.beside(two, 0, (0.0, 1.0)).onset().first == two.onset().first


def test_what_may_begin_later_is_as_likely_on_each_day_before() -> None:
    two = likely(22, 4.0, first=5, days=40)
    early = two.before(7)
    plain = dict(zip(two.firsts.tolist(), two.told.tolist(), strict=True))
    for day, told in zip(early.firsts.tolist(), early.told.tolist(), strict=True):
        assert told == max(plain[at] for at in range(day, day + 8) if at in plain)
    assert (early.firsts[0], early.firsts[-1]) == (5 - 7, two.firsts[-1])
    np.testing.assert_array_equal(two.before(0).told, two.told)
    assert likely(18, 1.0).beside(early, 0, (1.0, 1.0)).onset().first == 18
    assert likely(24, 4.0).beside(early, 0, (1.0, 1.0)).onset().first < 24


def test_days_are_counted_alike_wherever_records_begin() -> None:
    one, two = likely(30, 4.0), likely(22, 4.0)
    assert one.beside(two, 10, (1.0, 1.0)).onset().first == 31


@pytest.mark.parametrize("other", [likely(45, 2.0), likely(90, 2.0, first=80)])
def test_two_that_cannot_begin_together_leave_each_other_alone(other: Likely) -> None:
    one = likely(30, 2.0)
    assert one.beside(other, 0, (1.0, 1.0)) is one


def test_where_all_is_bad_chance_is_not_nothing() -> None:
    assert 0 < by_chance(np.full(5, 3), np.full(5, 3)) < 0.1
    assert by_chance(np.zeros(5, np.int64), np.full(5, 3)) == 1.0
