"""Spikes: found where they are, not found where there are none, whom they hit, and what came before."""

from random import Random
from typing import Any

import numpy as np
import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from footpath.analysis import ask, customers_of
from footpath.analysis.readings.daily_rates import fit_rates, grounds
from footpath.analysis.readings.rises import SURE
from footpath.analysis.readings.scanning import scan
from footpath.analysis.readings.stretches import BEFORE
from footpath.analysis.readings.unrest import dispersion
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from footpath.model.significance import false_discovery_q
from reference.spikes import best_stretch

DAYS = 240
WEEK = np.array([1.3, 1.0, 0.9, 1.0, 1.0, 0.5, 0.4])
Counts = NDArray[np.int64]


def found_in(counts: Counts, exposure: Counts, *, part: bool = True) -> bool:
    """Is anything surely there?"""
    best = next(iter(scan(counts, exposure.astype(np.float64), np.arange(len(counts)) % 7, part=part)), None)
    return best is not None and best.p <= 0.01


def noise(kind: str, seed: int) -> tuple[Counts, Counts]:
    """Texts of a theme and all texts, or contacts and customers who are there, of a company in which nothing happens."""
    draw, day = np.random.default_rng(seed), np.arange(DAYS)
    level = {
        "rare": np.full(DAYS, 4.0),
        "even": np.full(DAYS, 40.0),
        "growth": 3 + 60 * np.minimum(day / 60, 1),  # from nothing, as all companies' records begin
        "doubling": 10 * 2 ** (day / 80),
        "season": 40 * (1 + 0.6 * np.sin(2 * np.pi * day / DAYS)),
        "waves": np.where(day % 30 < 3, 200.0, 20.0),  # a survey goes out once a month
    }.get(kind, np.full(DAYS, 40.0))
    texts = draw.poisson(level * WEEK[day % 7])
    share = draw.beta(2, 18, DAYS) if kind == "unrest" else np.full(DAYS, 0.1)
    if kind == "drift":  # twice as much of it at the end as at the beginning
        share = 0.1 * (1 + day / DAYS)
    return draw.binomial(texts, share), texts


@pytest.mark.parametrize("kind", ["rare", "even", "growth", "doubling", "season", "waves", "unrest", "drift"])
def test_noise_growth_seasons_and_waves_are_no_spikes(kind: str) -> None:
    assert sum(found_in(*noise(kind, seed)) for seed in range(40)) <= 2  # 5%


@pytest.mark.parametrize("kind", ["even", "growth", "doubling", "season"])
def test_contacts_that_follow_customers_are_no_spikes(kind: str) -> None:
    found = 0
    for seed in range(40):
        _, people = noise(kind, seed)
        calls = np.random.default_rng(seed + 1000).poisson(np.convolve(people, np.ones(14) / 14)[:DAYS] * 0.2)
        found += found_in(calls, people, part=False)
    assert found <= 2  # 5%


def test_few_companies_in_which_nothing_happens_have_a_spike() -> None:
    """All series of one company, as the question judges them: q over all, at 1%."""
    alarms = 0
    for company in range(20):
        draw, day = np.random.default_rng(company), np.arange(DAYS)
        texts = draw.poisson((5 + 40 * np.minimum(day / 90, 1)) * WEEK[day % 7])
        shares = draw.dirichlet(np.full(12, 0.6))
        each = [draw.binomial(texts, share) for share in shares]
        chances = [next((at.p for at in scan(own, texts.astype(np.float64), day % 7)), 1.0) for own in each]
        alarms += bool((false_discovery_q(chances) <= SURE).any())
    assert alarms <= 1  # 5%


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 20))
def test_twice_the_exposure_changes_nothing(seed: int, times: float) -> None:
    counts, texts = noise("season", seed)
    more = np.random.default_rng(seed).poisson(np.where(np.arange(DAYS) >= 120, 9, 0))
    counts, texts = counts + more, texts + more
    one, other = (next(iter(scan(counts, texts * by, np.arange(DAYS) % 7))) for by in (1.0, times))
    assert (one.first, one.end, one.seen) == (other.first, other.end, other.seen)
    assert one.ratio == pytest.approx(other.ratio, rel=1e-3)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(40, 180), st.integers(10, 40))
def test_a_sudden_rise_is_dated_as_the_reference_does(seed: int, first: int, length: int) -> None:
    """Without weeks or growth, days are those of the likeliest stretch against a level that never changes."""
    draw, day = np.random.default_rng(seed), np.arange(DAYS)
    counts = draw.poisson(2.0, DAYS) + draw.poisson(np.where((day >= first) & (day < first + length), 8.0, 0.0))
    best = next(iter(scan(counts, np.full(DAYS, 20.0), day % 7)))
    assert best.p <= SURE
    expected = best_stretch(counts.tolist(), BEFORE)
    assert best.earliest - 2 <= expected[0] <= best.latest + 2
    assert abs(best.first - expected[0]) <= 7
    assert abs(best.end - expected[1]) <= 3
    assert best.earliest <= best.first <= best.latest
    assert best.first <= best.peak < best.end
    assert best.seen == counts[best.first : best.end].sum()
    assert best.low < best.ratio < best.high


def test_what_goes_on_is_open_and_its_onset_is_known_within_days() -> None:
    near = 0
    for seed in range(20):
        draw, day = np.random.default_rng(seed), np.arange(DAYS)
        counts = draw.poisson(WEEK[day % 7] * np.where(day >= 90, 9, 3))
        best = next(iter(scan(counts, np.full(DAYS, 20.0), day % 7)))
        near += abs(best.first - 90) <= 3 and best.open
    assert near >= 18


@pytest.mark.parametrize("slow", [14, 28])
def test_a_slow_beginning_is_dated_from_its_first_days(slow: int) -> None:
    """The step that fits best lies half way up."""
    near = covered = 0
    for seed in range(12):
        draw, day = np.random.default_rng(seed), np.arange(300)
        texts = draw.poisson(60, 300)
        counts = draw.binomial(texts, 0.05 + 0.15 * np.clip((day - 119) / slow, 0, 1))
        best = next(iter(scan(counts, texts.astype(np.float64), day % 7)))
        near += best.p <= 0.01 and abs(best.first - 120) <= slow / 2
        covered += best.earliest <= 120 <= best.latest
    assert near >= 8
    assert covered >= 8


def test_calls_alone_are_judged_by_the_calendar() -> None:
    """Where nothing else is recorded, no customers are there to hold them against."""
    written = {f"c{number}": f"call@{number % 100}d" for number in range(200)}
    more = {f"m{number}": f"call@{60 + number % 10}d5h" for number in range(80)}
    (row,) = ask(journeys({**written, **more}, channels={"call": "phone"}), {"ask": "spikes"}).rows
    assert (row.touchpoint, row.onset_on, row.until_on) == ("call", "2024-03-01", "2024-03-10")


def test_errors_that_customers_suddenly_meet_are_spikes() -> None:
    """As many look as before; from day 70 on every second of those on phones fails."""
    chance, written = Random(3), {}
    for number in range(1500):
        day, device = chance.randrange(120), chance.choice(["phone", "desk"])
        failing = chance.random() < (0.5 if day >= 70 and device == "phone" else 0.03)
        written[f"c{number}"] = f"look@{day}d|device={device}" + (f" payment_failed@{day}d1h|device={device}" * failing)
    (row,) = ask(journeys(written), {"ask": "spikes", "what": "errors"}).rows
    assert (row.kind, row.touchpoint, row.open, row.value) == ("error", "payment_failed", True, "phone")
    assert abs(_day(row.onset_on) - 70) <= 2
    assert ask(journeys(written), {"ask": "spikes", "what": "contacts"}).rows == ()


def test_two_rises_of_one_series_are_both_found() -> None:
    draw, day = np.random.default_rng(4), np.arange(DAYS)
    counts = draw.poisson(3 + 9 * ((day >= 60) & (day < 75)) + 12 * ((day >= 160) & (day < 170)))
    found = [stretch for stretch in scan(counts, np.full(DAYS, 20.0), day % 7) if stretch.p <= 0.01]
    assert sorted((stretch.first, stretch.end) for stretch in found) == [(60, 75), (160, 170)]


def test_a_fall_is_no_spike_and_too_little_is_none() -> None:
    day = np.arange(DAYS)
    fallen = np.random.default_rng(1).poisson(np.where(day < 100, 12, 2))
    assert not [stretch for stretch in scan(fallen, np.full(DAYS, 20.0), day % 7) if stretch.p <= 0.01]
    assert not list(scan(np.ones(20, np.int64), np.ones(20), day[:20] % 7))
    assert not list(scan(np.zeros(DAYS, np.int64), np.ones(DAYS), day % 7))


def test_the_model_of_days_knows_weeks_and_how_much_counts_vary() -> None:
    draw, day = np.random.default_rng(2), np.arange(700)
    held = grounds(day % 7, np.full(700, 5.0), part=True)
    plain = draw.poisson(10 * WEEK[day % 7]).astype(np.float64)
    fit = fit_rates(plain, held)
    assert fit.expected[:7] / fit.expected[0] == pytest.approx(WEEK / WEEK[0], abs=0.1)
    assert dispersion(plain, fit) < 1.6
    wild = draw.poisson(draw.gamma(2, 5 * WEEK[day % 7])).astype(np.float64)
    assert dispersion(wild, fit_rates(wild, held)) > 3


def shop(seed: int = 1, shards: int = 1) -> Index:
    """Texts on 120 days, of which some on phones of a new version complain of paying from day 70 to 84; and calls as usual."""
    chance, written = Random(seed), {}
    for number in range(900):
        day, device = chance.randrange(120), chance.choice(["phone", "desk"])
        at = f"{day}d{chance.randrange(24)}h"
        version = "2.0" if day >= 67 and device == "phone" else "1.0"
        theme = chance.choice(["price", "staff"])
        if 70 <= day < 84 and device == "phone" and chance.random() < 0.7:
            theme = "paying"
        text = f"look@{at}|device={device}|version={version} say@{day}d23h59m|theme={theme}:-1|device={device}"
        written[f"c{number}"] = f"{text} call@{day}d23h59m" if number % 4 == 0 else text
    return journeys(written, channels={"call": "phone"}, shards=shards)


def test_a_spike_says_since_when_whom_it_hits_and_what_came_before() -> None:
    (row,) = ask(shop(), {"ask": "spikes"}).rows
    assert (row.kind, row.theme, row.touchpoint, row.open) == ("theme", "paying", None, False)
    assert abs(_day(row.onset_on) - 70) <= 1
    assert row.until_on is not None
    assert abs(_day(row.until_on) - 83) <= 1
    assert row.onset_low_on <= row.onset_on <= row.onset_high_on
    assert (row.dimension, row.value) in {("device", "phone"), ("version", "2.0")}
    assert row.segment_share == 1.0
    assert row.segment_low > 0.3
    assert 'version "2.0" was first seen on 2024-03-08' in row.came_before
    assert not [text for text in row.came_before if "because" in text]


def _day(label: str) -> int:
    return int((np.datetime64(label) - np.datetime64("2024-01-01")).astype(int))


def test_who_is_behind_a_spike_and_shards_change_nothing() -> None:
    question: dict[str, Any] = {"ask": "spikes", "what": "themes"}
    whole, parts = ask(shop(), question), ask(shop(shards=3), question)
    assert whole.json() == parts.json()
    for row, people in everybody(shop(shards=3), question):
        assert len(people) == row.customers == row.seen
    assert len(customers_of(shop(), question, 0)) == whole.rows[0].customers


def calls(seed: int) -> Index:
    """Calls as usual, and three times as many in one region from day 80 on."""
    chance, written = Random(seed), {}
    for number in range(3000):
        day, region = chance.randrange(150), chance.choice(["north", "south"])
        calling = chance.random() < (0.9 if day >= 80 and region == "north" else 0.15)
        written[f"c{number}"] = f"look@{day}d|region={region}" + (f" call@{day}d1h|region={region}" if calling else "")
    return journeys(written, channels={"call": "phone"})


def test_contacts_spike_too_and_by_a_dimension_only_where_they_do() -> None:
    (row,) = ask(calls(2), {"ask": "spikes", "what": "contacts"}).rows
    assert (row.kind, row.theme, row.touchpoint, row.open, row.until_on) == ("contact", None, "call", True, None)
    assert abs(_day(row.onset_on) - 80) <= 3
    assert (row.dimension, row.value) == ("region", "north")
    (only,) = ask(calls(2), {"ask": "spikes", "by": "region"}).rows
    assert only.group == "north"
    assert only.dimension is None  # the group itself is no news within it
    assert ask(calls(2), {"ask": "spikes", "where": {"region": "south"}}).rows == ()


def test_during_looks_at_those_days_alone() -> None:
    assert ask(shop(), {"ask": "spikes", "during": "2024-01"}).rows == ()
    (row,) = ask(shop(), {"ask": "spikes", "during": "2024-01-15..2024-04-15"}).rows
    assert abs(_day(row.onset_on) - 70) <= 1


def test_a_calendar_unit_is_refused_and_hostile_names_are_only_names() -> None:
    with pytest.raises(SpecError, match="stretch of days"):
        ask(shop(), {"ask": "spikes", "by": "week"})
    name = "<script>'; DROP TABLE"
    usual = {f"u{d}": f"say@{d}d|theme=price:-1" for d in range(100)}
    sudden = {f"s{d}.{n}": f'say@{d}d{n}h|theme="{name}:-1"' for d in range(60, 70) for n in range(1, 6)}
    (row,) = ask(journeys({**usual, **sudden}), {"ask": "spikes"}).rows
    assert (row.theme, row.onset_on, row.seen) == (name, "2024-03-01", 50)


def test_nothing_recorded_gives_no_rows() -> None:
    assert ask(journeys(ann="look@0"), {"ask": "spikes"}).rows == ()
