"""What follows good and poor moments."""

from collections.abc import Iterator
from typing import Any

import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st
from made_spoken import NAMED, index_of_spoken, spoken

from footpath.analysis import aftermath, ask
from footpath.journeys import journeys
from reference.aftermath import fates
from reference.said import Spoken

few = settings(max_examples=40, deadline=None)
asked = st.fixed_dictionaries(
    {"of": st.sampled_from(["said", "promise"])},
    optional={"outcome": st.sampled_from(["cart", "parcel"]), "within": st.sampled_from(["60h", "240h"])},
)


@pytest.fixture(autouse=True, scope="module")
def few_are_enough() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aftermath, "LEAST", 1)
        patch.setattr(aftermath, "FEWEST", 0)
        yield


@few
@given(spoken, st.integers(1, 3), asked)
def test_who_reached_the_outcome_after_it_was_good_and_poor(
    events: list[Spoken], shards: int, question: dict[str, Any]
) -> None:
    index = index_of_spoken(events, shards)
    within = int(question["within"][:-1]) if "within" in question else None
    expected = fates([*events, *NAMED], question["of"], question.get("outcome"), within)
    for row in ask(index, {"ask": "aftermath", **question}).rows:
        good, poor = (expected.get((row.touchpoint, side), {}) for side in ("good", "poor"))
        assert (row.good_n, row.good_reached) == (good["reached"] + good["not"], good["reached"])
        assert (row.poor_n, row.poor_reached) == (poor["reached"] + poor["not"], poor["reached"])
        assert row.open == good["open"] + poor["open"]
        assert row.low <= row.difference <= row.high


@few
@given(spoken, st.integers(2, 4), asked, st.sampled_from([None, "device"]))
def test_shards_change_nothing_and_every_row_says_who(
    events: list[Spoken], shards: int, question: dict[str, Any], by: str | None
) -> None:
    whole = {"ask": "aftermath", "by": by, **question}
    here, there = everybody(index_of_spoken(events), whole), everybody(index_of_spoken(events, shards), whole)
    assert repr(here) == repr(there)
    assert all(len(who) == row.good_n + row.poor_n for row, who in here)


def test_who_leaves_after_a_broken_promise_is_told() -> None:
    kept = {f"k{n}": f"order@0 parcel@{n + 1}d|promised=99d look@{n + 2}d" for n in range(40)}
    late = {f"l{n}": f"order@0 parcel@{n + 2}d|promised=1d" + (f" look@{n + 3}d" if n % 2 else "") for n in range(40)}
    index = journeys({**kept, **late, "end": "look@400d"})
    (row,) = ask(index, {"ask": "aftermath"}).rows
    assert (row.touchpoint, row.of, row.good_rate, row.poor_rate, row.raw_difference) == (
        "parcel",
        "promise",
        1.0,
        0.5,
        0.5,
    )
    assert row.low > 0
    assert row.q < 0.01


def test_only_the_first_moment_of_a_customer_counts() -> None:
    changed = {f"c{n}": "help@0 say@1|about=help|experience=-1 say@2|about=help|experience=1" for n in range(3)}
    fine = {f"f{n}": "help@0 say@1|about=help|experience=1" for n in range(3)}
    (row,) = ask(journeys({**changed, **fine, "end": "help@9d"}), {"ask": "aftermath", "of": "said"}).rows
    assert (row.good_n, row.poor_n) == (3, 3)
    assert (row.good_reached, row.poor_reached) == (0, 3)
