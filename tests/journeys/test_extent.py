"""Until when do the records tell what happened? A few wrong clocks must not move it; a company that shrinks may."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_batches import batch, build, event

from footpath.journeys import journeys, open_index
from footpath.journeys.extent import DAY_US, Days, as_of_us, extent_of

NOON = DAY_US // 2


def days(*events: int) -> Days:
    """So many events on each day, the last of them at noon."""
    counts = np.array(events)
    there = np.flatnonzero(counts)
    return Days(there, counts[there], there * DAY_US + NOON)


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (days(), None),
        (days(3, 0, 0, 1), 3),  # so few that none is thin
        (days(5000, 5000, 5000, 2), 2),
        (days(5000, 5000, 5000, 2, 0, 1, *[0] * 300, 1), 2),  # clocks that are years ahead
        (days(5000, 5000, 5000, 60), 3),  # a day that has only begun
        (days(5000, 5000, 5000, *[40] * 300), 302),  # a company that shrank
        (days(900_000, *[500] * 10), 10),  # what an older system knew, all on one day
        (days(*[1, 0] * 40, *[50_000] * 3, 1), 82),  # more days with wrong clocks than with right ones
    ],
)
def test_the_records_end_with_the_last_day_that_is_not_thin(told: Days, last: int | None) -> None:
    assert as_of_us(told) == (None if last is None else last * DAY_US + NOON)


def test_nothing_happens_after_it_was_loaded_unless_most_does() -> None:
    told = days(10, 10, 10, 10, 10, 0, 0, 8)
    assert as_of_us(told, loaded_us=3 * DAY_US) == 4 * DAY_US + NOON  # a day's grace for clocks of other zones
    assert as_of_us(told, loaded_us=0) == 7 * DAY_US + NOON
    assert as_of_us(told) == 7 * DAY_US + NOON


@given(st.lists(st.integers(-(10**18), 10**18), max_size=20), st.integers(1, 3))
def test_what_shards_hold_adds_up(times: list[int], shards: int) -> None:
    parts = [np.array(times[shard::shards], np.int64) for shard in range(shards)]
    found = [extent_of(part, np.array([0, len(part)])) for part in parts]
    joined = Days.joined(extent.days for extent in found)
    assert joined.events.sum() == sum(extent.size.events for extent in found) == len(times)
    assert (joined.last_us.max() if times else None) == (max(times) if times else None)
    assert [extent.size.first_us for extent in found] == [min(part.tolist(), default=None) for part in parts]


def test_an_index_at_rest_knows_what_it_holds_without_a_look_at_its_columns(tmp_path: Path) -> None:
    many = [event(1, at, "Cart") for at in range(5)] + [event(3, DAY_US * 900, "Cart")]
    index = build(tmp_path, batch(*many), shards=2)
    in_memory = journeys(ann="cart@0 cart@1", eve="cart@5")
    assert (in_memory.customers, in_memory.as_of_us) == (2, in_memory.last_us)
    for path in tmp_path.glob("v*/shard-*/time.npy"):
        path.write_bytes(path.read_bytes()[:-8] + b"\0" * 8)
    opened = open_index(tmp_path)
    assert opened is not None
    for known in (index, opened):
        assert (known.events, known.customers, known.first_us, known.last_us) == (6, 2, 0, DAY_US * 900)
        assert known.as_of_us == DAY_US * 900
