"""Rises within one value of a dimension that all others drown."""

from random import Random

import numpy as np
import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis import ask
from footpath.analysis.readings.scanning import scan, stands_out
from footpath.journeys import Index, journeys

DAYS = 150
ONSET, END = 80, 115
REGIONS = ("east", "north", "south", "west", "<b>'far'</b>")


def day_of(label: str) -> int:
    return int((np.datetime64(label) - np.datetime64("2024-01-01")).astype(int))


def company(seed: int, *, before: float, after: float, shards: int = 1, everywhere: bool = False) -> Index:
    """Texts from five regions and on three devices, a fifth of which is of late parcels; in the far region much more for five weeks."""
    chance, written = Random(seed), {}
    for number in range(6000):
        day, region = chance.randrange(DAYS), chance.choices(REGIONS, (6, 6, 6, 6, 1))[0]
        hit = everywhere or region == REGIONS[-1]
        late = chance.random() < ((after if ONSET <= day < END else before) if hit else 0.2)
        theme, device = (
            "late" if late else chance.choice(["price", "staff"]),
            chance.choice(["phone", "desk", "tablet"]),
        )
        region = region.replace("'", "")
        written[f"c{number}"] = f'say@{day}d{chance.randrange(24)}h|theme={theme}:-1|region="{region}"|device={device}'
    return journeys(written, shards=shards)


def test_what_rises_in_one_region_is_told_of_it_though_all_others_drown_it() -> None:
    question = {"ask": "spikes", "what": "themes"}
    whole = ask(company(1, before=0.2, after=0.7), question)
    (row,) = whole.rows
    assert (row.theme, row.scope, row.dimension, row.value) == ("late", "segment", "region", "<b>far</b>")
    assert abs(day_of(row.onset_on) - ONSET) <= 3
    assert row.onset_low_on <= row.onset_on <= row.onset_high_on
    assert row.until_on is not None
    assert abs(day_of(row.until_on) - END) <= 4
    assert row.group is None
    assert row.segment_share > row.rest_share
    for answered, people in everybody(company(1, before=0.2, after=0.7, shards=3), question):
        assert answered == row
        assert len(people) == row.customers == row.seen


def test_what_rises_for_all_is_told_once() -> None:
    rows = ask(company(2, before=0.1, after=0.5, everywhere=True), {"ask": "spikes"}).rows
    assert [(row.theme, row.scope) for row in rows] == [("late", "all")]


def test_values_that_always_have_more_are_no_spikes() -> None:
    alarms = sum(bool(ask(company(seed, before=0.6, after=0.6), {"ask": "spikes"}).rows) for seed in range(5))
    assert not alarms


def test_who_asks_by_a_property_looks_within_its_values_alone() -> None:
    rows = ask(company(3, before=0.2, after=0.7), {"ask": "spikes", "by": "device"}).rows
    assert {row.scope for row in rows} <= {"all"}


@pytest.mark.parametrize("days", [36, 40, 57])
def test_records_of_a_few_weeks_are_looked_at_within_values_too(days: int) -> None:
    chance = Random(days)
    written = {
        f"c{number}": f"say@{chance.randrange(days)}d|theme={chance.choice(['late', *9 * ['price']])}:-1"
        f"|region={chance.choice(['north', 'south', 'west'])}"
        for number in range(1500)
    }
    sudden = {f"s{n}": f"say@{days - 6 + n % 5}d{n % 24}h|theme=late:-1|region=west" for n in range(200)}
    (row,) = ask(journeys({**written, **sudden}), {"ask": "spikes", "what": "themes"}).rows
    assert (row.theme, row.scope, row.dimension, row.value) == ("late", "segment", "region", "west")
    assert abs(day_of(row.onset_on) - (days - 6)) <= 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 6), st.integers(30, 120), st.integers(1, 60))
def test_where_nothing_stands_out_a_scan_finds_nothing(seed: int, more: float, first: int, length: int) -> None:
    draw, day = np.random.default_rng(seed), np.arange(DAYS)
    exposure = draw.uniform(5, 20, DAYS)
    counts = draw.poisson(exposure * 0.1 + np.where((day >= first) & (day < first + length), more, 0))
    sure = [stretch for stretch in scan(counts, exposure, day % 7) if stretch.p <= 0.01][:1]
    assert stands_out(counts, exposure) or not sure
