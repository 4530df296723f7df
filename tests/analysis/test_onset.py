"""Since which day it is worse."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis import ask
from footpath.analysis.readings.changing import Counted, find_change, weigh
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from reference.onset import likeliest

START = date(2024, 1, 1)


def shop(seed: int, begins: int = 60, ends: int = 120, shards: int = 1, device: str = "phone") -> Index:
    """Eight carts a day on either device; from a day until another, half of those on one are left there for good."""
    rng, lives = np.random.default_rng(seed), {}
    for day in range(120):
        for n in range(16):
            own = "phone" if n % 2 else "desk"
            wrong = own == device and begins <= day < ends
            lost = rng.random() < (0.6 if wrong else 0.1)
            told = f"|about=cart|experience={-1 if rng.random() < (0.8 if wrong else 0.3) else 1}"
            lives[f"{day}.{n}"] = f"cart@{day}d{n}h|device={own} say@{day}d{n}h30m{told}" + (
                "" if lost else f" pay@{day + 1}d{n}h|device={own}"
            )
    return journeys({**lives, "end": "pay@200d"}, shards=shards)


def onset(index: Index, **fields: Any) -> dict[str, Any] | None:
    rows = ask(index, {"ask": "onset", "touchpoint": "cart", "during": "2024-01-01..2024-04-30", **fields}).dicts()
    return rows[0] if rows else None


@pytest.mark.parametrize("seed", range(3))
def test_a_score_is_dated_in_its_segment_and_not_in_the_other(seed: int) -> None:
    index = shop(seed)
    found = onset(index, signals=["score"], segment={"device": "phone"})
    assert found is not None
    assert abs(date.fromisoformat(found["onset_on"]) - START - timedelta(days=60)) <= timedelta(days=3)
    assert found["onset_low_on"] <= "2024-03-01" <= found["onset_high_on"]
    assert found["until_on"] is None
    assert found["since_high"] < found["before_low"]
    assert abs(found["rest_since"] - found["rest_before"]) < 0.3
    other = onset(index, signals=["score"], segment={"device": "desk"})
    assert other is None


def test_what_ended_says_when() -> None:
    found = onset(shop(4, begins=45, ends=85), signals=["score"], segment={"device": "phone"})
    assert found is not None
    assert abs(date.fromisoformat(found["onset_on"]) - START - timedelta(days=45)) <= timedelta(days=4)
    assert abs(date.fromisoformat(found["until_on"]) - START - timedelta(days=84)) <= timedelta(days=4)


@pytest.mark.parametrize("seed", range(8))
def test_where_it_was_always_so_there_is_no_onset(seed: int) -> None:
    assert onset(shop(seed, begins=0), signals=["score"], segment={"device": "phone"}) is None
    assert onset(shop(seed, begins=120), signals=["score"]) is None


def test_shards_change_nothing_and_the_row_says_who() -> None:
    question = {"ask": "onset", "touchpoint": "cart", "signals": ["score"], "segment": {"device": "phone"}}
    here, there = everybody(shop(1), question), everybody(shop(1, shards=3), question)
    assert repr(here) == repr(there)
    ((row, who),) = here
    begun = (date.fromisoformat(row.onset_on) - START).days
    assert len(who) == 8 * (120 - begun)  # eight customers a day on phones


def test_a_wait_is_dated_from_where_it_begins() -> None:
    rng = np.random.default_rng(2)
    lives = {
        f"{day}.{n}": f"ask@{day}d{n}h reply@{day}d{n}h{int(rng.integers(10, 50) * (4 if day >= 50 else 1))}m"
        for day in range(100)
        for n in range(6)
    }
    question = {"ask": "onset", "touchpoint": "reply", "signals": ["delay"], "origin": "ask"}
    (row,) = ask(journeys(lives), question).rows
    assert row.onset_on == "2024-02-20"
    assert 2 * row.before < row.since
    with pytest.raises(SpecError, match="begins somewhere"):
        ask(journeys(lives), {**question, "origin": None})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"by": "device"}, "one segment"),
        ({"segment": {"device": "watch"}}, "never"),
        ({"segment": {"colour": "red"}}, "no dimension"),
        ({"signals": ["theme"], "theme": "gone"}, "no theme"),
    ],
)
def test_what_cannot_be_asked_is_said(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        onset(shop(1), **fields)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(30, 60),
    st.floats(0.05, 0.3),
    st.floats(0.3, 0.9),
)
def test_the_likeliest_day_is_that_of_plain_sums(seed: int, begins: int, before: float, since: float) -> None:
    rng = np.random.default_rng(seed)
    n = rng.integers(5, 30, 80).astype(float)
    rate = np.where(np.arange(80) >= begins, since, before)
    hits = rng.binomial(n.astype(int), rate).astype(float)
    nothing = np.zeros(80)
    change = find_change([weigh(Counted(n, hits, hits, True), Counted(nothing, nothing, nothing, True), 1)])
    day, gain = likeliest(n.tolist(), hits.tolist())
    if change is not None and change.end == 80:
        assert change.first == day
        assert change.earliest <= change.first <= change.latest
    if gain > 40 and day >= 30:  # nobody could overlook it
        assert change is not None
