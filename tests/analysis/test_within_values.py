"""Texts by day within values, all at once: the same as when each value is read by itself."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.analysis.readings.daily_series import DailyReading, Days, Series, days_of, span, spans
from footpath.analysis.readings.periods import periods_of
from footpath.analysis.readings.segment_rises import by_property
from footpath.analysis.readings.streams import Streams
from footpath.analysis.readings.within_values import Valued, Wanted, by_day, valued_of
from footpath.analysis.spikes import Spikes
from footpath.engine import run
from footpath.journeys import Index, journeys
from footpath.journeys.properties import find_property
from footpath.journeys.selection import Selection, select

THEMES = ("price", "staff", "late")


def company(seed: int, days: int, shards: int) -> Index:
    """Texts of one to three themes; some customers have no region, and some texts no device."""
    chance, written = Random(seed), {}
    for number in range(300):
        region, device = chance.choice(["", "|region=north", "|region=south"]), chance.choice(["", "|device=phone"])
        says = [
            f"say@{chance.randrange(days)}d{hour}h|theme={theme}:-1{region}{device}"
            for hour, theme in enumerate(chance.sample(THEMES, chance.randint(1, 3)))
        ]
        written[f"c{number}"] = " ".join(says)
    return journeys(written, shards=shards)


def asked(index: Index) -> tuple[Selection, Series, Days, Streams]:
    seen = select(index, Spikes())
    series = Series(np.arange(len(index.themes)), (), None)
    return seen, series, days_of(periods_of(index, "day")), Streams(len(index.dimensions.get("source", ("",))))


@pytest.mark.parametrize(("seed", "days", "shards"), [(1, 90, 1), (2, 40, 2), (3, 200, 3)])
def test_values_read_together_have_what_each_has_when_read_alone(seed: int, days: int, shards: int) -> None:
    index = company(seed, days, shards)
    seen, series, calendar, streams = asked(index)
    properties = [find_property(index, name) for name in ("region", "device")]
    valued = valued_of(seen.views, series, calendar, streams, properties)
    wanted = [
        Wanted(*(at.astype(np.int64) for at in np.nonzero(np.ones((len(series), len(prop.values))))))
        for prop in properties
    ]
    by = by_day(seen.views, series, calendar, properties, wanted)
    for prop, found, asks, (own, others) in zip(properties, valued, wanted, by, strict=True):
        part = by_property(seen, prop.name)
        nothing = np.zeros(len(index.touchpoints), dtype=bool)
        daily = run(DailyReading(series, calendar, part.groups, streams, nothing), part.views)
        np.testing.assert_array_equal(found.texts, daily.texts)
        np.testing.assert_array_equal(found.of_stream, daily.of_stream)
        for at, (number, value) in enumerate(zip(asks.numbers.tolist(), asks.values.tolist(), strict=True)):
            np.testing.assert_array_equal(own[at], daily.counts[number, value])
            np.testing.assert_array_equal(others[at], daily.counts[number, 1:].sum(axis=0) - own[at])
            np.testing.assert_allclose(
                found.exposures(np.array([number]), value)[0], daily.exposure(number, value), rtol=1e-12
            )


@given(st.integers(0, 1000), st.integers(35, 150))
def test_the_level_elsewhere_is_that_of_the_days_around(seed: int, days: int) -> None:
    draw = np.random.default_rng(seed)
    valued = Valued(draw.poisson(20, (3, 2, days)), draw.poisson(300, (4, 3, 2)))
    seen = draw.poisson(2, (1, days))
    found = valued.as_elsewhere(np.array([2]), 1, seen)[0]
    shares = valued.of_stream[2].sum(axis=0) / valued.texts.sum(axis=(0, 2))
    for day in range(0, days, 7):
        around = slice(max(day - 28, 0), day + 29)
        due = shares @ valued.texts[2][:, around].sum(axis=1)
        level = (seen[0, around].sum() + 10) / (due + 10)
        assert np.isclose(found[day], valued.exposures(np.array([2]), 1)[0, day] * level, rtol=1e-12)


@given(st.integers(0, 1000), st.integers(1, 60), st.integers(0, 60))
def test_spans_of_many_are_those_of_each(seed: int, days: int, until: int) -> None:
    draw = np.random.default_rng(seed)
    rows = draw.poisson(0.05 * draw.integers(0, 40, (5, 1)), (5, days)) * draw.integers(0, 2000, (5, days))
    firsts, ends = spans(rows, until)
    assert list(zip(firsts.tolist(), ends.tolist(), strict=True)) == [span(row, until) for row in rows]
