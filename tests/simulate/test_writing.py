"""Instants in the spellings of many tools, and dirt that can be counted."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from footpath.simulate.clock import END, START, falls_on_weekend, waking_moment
from footpath.simulate.dirt import soil
from footpath.simulate.exports.writing import day_first, day_only, iso_local, iso_utc, month_first, spaced
from footpath.simulate.texts import misspell

instants = st.integers(0, 2_000_000_000).map(float)


@given(instants)
def test_spellings_agree_with_the_standard_library(at: float) -> None:
    moment = datetime.fromtimestamp(at, UTC)
    assert iso_utc(at) == moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert datetime.strptime(month_first(at), "%m/%d/%Y %I:%M %p").replace(tzinfo=UTC) == moment.replace(second=0)


@given(st.floats(START, END - 1))
def test_local_spellings_keep_the_instant(at: float) -> None:
    from zoneinfo import ZoneInfo

    moment = datetime.fromtimestamp(int(at), UTC)
    there = moment.astimezone(ZoneInfo("Europe/Berlin"))
    assert datetime.fromisoformat(iso_local(at)) == moment
    assert day_first(at) == there.strftime("%d.%m.%Y %H:%M")
    assert day_only(at) == there.strftime("%d.%m.%Y")
    assert spaced(at) == moment.strftime("%Y-%m-%d %H:%M:%S")
    assert falls_on_weekend(at) == (there.weekday() >= 5)


def test_what_has_not_happened_is_empty() -> None:
    assert [spell(at) for spell in (iso_local, day_first, spaced) for at in (None, END)] == [""] * 6


@given(st.integers(0, 10_000), st.floats(START, END))
def test_a_waking_moment_is_never_before_the_earliest(seed: int, earliest: float) -> None:
    moment = waking_moment(Random(seed), earliest)
    assert earliest <= moment < earliest + timedelta(days=5).total_seconds()


@given(st.integers(0, 1_000), st.integers(0, 400))
def test_dirt_adds_up(seed: int, size: int) -> None:
    rows = [[str(number), "2025-01-01", "x"] for number in range(size)]
    soiled = soil(Random(seed), rows, [1])
    assert len(soiled.rows) == size + soiled.resent
    clean = [tuple(row) for row in soiled.rows if len(row) == 3 and row[1] == "2025-01-01"]
    assert len(clean) == size - soiled.broken + soiled.resent
    assert len(set(clean)) == size - soiled.broken


@given(st.integers(), st.text(max_size=30))
def test_a_slip_of_the_finger_changes_a_letter_at_most(seed: int, text: str) -> None:
    assert abs(len(misspell(Random(seed), text)) - len(text)) <= 1
