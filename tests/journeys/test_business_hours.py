"""Business hours, against a count of single minutes, across both changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.errors import SpecError
from footpath.journeys.business_hours import business_hours, parse_hours

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
WEEK = {day: [(9 * 60, 17 * 60)] for day in range(5)} | {5: [(0, 4 * 60), (22 * 60, 24 * 60)], 6: [(0, 6 * 60)]}
TEXT = "Mon-Fri 09:00-17:00, Saturday 00:00-04:00 22:00-06:00"


def us(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def minutes(start: datetime, end: datetime, off: date | None) -> int:
    """How many minutes from start to end begin at a working time, by the clock on the wall."""
    count = 0
    while start < end:
        wall = start.astimezone(BERLIN)
        clock = 60 * wall.hour + wall.minute
        begun = wall.date() - timedelta(days=wall.weekday() == 6)  # Sunday's early hours belong to Saturday night
        count += begun != off and any(first <= clock < last for first, last in WEEK[wall.weekday()])
        start += timedelta(minutes=1)
    return count


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from([datetime(2024, 3, 29, tzinfo=UTC), datetime(2024, 10, 25, tzinfo=UTC)]),  # Fridays before a change
    st.integers(0, 4 * 1440),
    st.integers(0, 2 * 1440),
    st.booleans(),
)
def test_every_minute_counts_once(friday: datetime, first: int, length: int, closed: bool) -> None:
    start = friday + timedelta(minutes=first)
    end = start + timedelta(minutes=length)
    off = (friday + timedelta(days=3)).date() if closed else None  # the Monday
    span = us(friday), us(friday + timedelta(days=7))
    hours = business_hours(TEXT, "Europe/Berlin", *span, [off] if off else [])
    one, two = hours.worked(np.array([us(start), us(end)]))
    assert (two - one) / 60_000_000 == minutes(start, end, off)


def test_a_night_in_which_the_clock_changes_is_as_long_as_it_was() -> None:
    for day, length in ((date(2024, 3, 30), 7), (date(2024, 10, 26), 9)):  # Saturdays, 22:00 to 06:00
        start = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        hours = business_hours("Sat 22:00-06:00", "Europe/Berlin", us(start), us(start + timedelta(days=1)))
        worked = hours.worked(np.array([us(start), us(start + timedelta(days=1))]))
        assert (worked[1] - worked[0]) / 3_600_000_000 == length


def test_no_hours_at_all_are_no_time() -> None:
    start = us(datetime(2024, 1, 1, tzinfo=UTC))
    hours = business_hours("Mon 09:00-10:00", "UTC", start, start, [date(2024, 1, 1)])
    assert hours.worked(np.array([start, start + 10**12])).tolist() == [0, 0]


def test_days_may_go_round_the_week_and_overlap() -> None:
    week = parse_hours("Sat-Mon 10:00-12:00, mon 11:00-13:00")
    assert [len(day) for day in week] == [2, 0, 0, 0, 0, 1, 1]
    start = us(datetime(2024, 1, 1, tzinfo=UTC))
    hours = business_hours("Mon 10:00-12:00 11:00-13:00", "UTC", start, start + 10**11)
    worked = hours.worked(np.array([start, start + 86_400_000_000]))
    assert (worked[1] - worked[0]) / 3_600_000_000 == 3


@pytest.mark.parametrize(
    "text", ["", "Mon", "9-17", "Mon-Fri 9-17", "Mon 25:00-26:00", "Mon 09:60-10:00", "Moonday 09:00-10:00; DROP"]
)
def test_what_are_no_business_hours(text: str) -> None:
    with pytest.raises(SpecError, match="are no business hours"):
        business_hours(text, "UTC", 0, 0)
