"""A change of a rate, by mix and by rate."""

from fractions import Fraction
from math import fsum, isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows

from footpath.analysis import ask, customers_of
from footpath.analysis.decompose import kitagawa
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from reference.decompose import decompose
from reference.rows import Row

few = settings(max_examples=40, deadline=None)
counts = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: (max(pair), min(pair)))
QUESTION: dict[str, Any] = {
    "ask": "decompose",
    "steps": ["a", "b"],
    "within": "1d",
    "before": "2024-01-01..2024-01-02",
    "after": "2024-01-02..2024-01-04",
    "over": "device",
}


@few
@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=6))
def test_the_parts_are_those_of_the_reference(segments: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    n0, k0, n1, k1 = (np.array([pair[side][at] for pair in segments]) for side in (0, 1) for at in (0, 1))
    parts = kitagawa(n0, k0, n1, k1)
    if not n0.sum() or not n1.sum():
        assert np.isnan(parts.total).all()
        return
    known = decompose(*({str(at): pair[side] for at, pair in enumerate(segments)} for side in (0, 1)))
    for at, (mix, rate) in ((int(segment), both) for segment, both in known.items()):
        assert (parts.mix[at], parts.rate[at]) == pytest.approx((float(mix), float(rate)), abs=1e-12)
    change = Fraction(int(k1.sum()), int(n1.sum())) - Fraction(int(k0.sum()), int(n0.sum()))
    assert abs(fsum(parts.total) - float(change)) < 1e-12
    assert abs(fsum([*parts.mix, *parts.rate]) - float(change)) < 1e-12


@few
@given(rows, st.integers(1, 4), st.sampled_from(["device", "weekday", "touchpoint"]))
def test_segments_are_the_groups_of_the_funnel_and_add_up(events: list[Row], shards: int, over: str) -> None:
    index = index_of(events, shards)
    answer = ask(index, {**QUESTION, "over": over})
    for number, row in enumerate(answer.rows):
        assert len(customers_of(index, {**QUESTION, "over": over}, number)) == row.after_reached
    for n, reached, period in (("before_n", "before_reached", "before"), ("after_n", "after_reached", "after")):
        asked = {"ask": "funnel", "steps": ["a", "b"], "within": "1d", "by": over}
        last = ask(index, {**asked, "during": QUESTION[period], "during_of": "entry"}).rows[1::2]
        groups = {row.group: (row.entered - row.open, row.customers) for row in last}
        found = {row.segment: (getattr(row, n), getattr(row, reached)) for row in answer.rows}
        assert {segment: pair for segment, pair in found.items() if segment in groups} == groups
    known = [row for row in answer.rows if not isnan(row.change)]
    if known:
        assert abs(fsum(row.total for row in known) - known[0].change) < 1e-12
        assert all(row.total == row.mix + row.rate for row in known)
    assert answer.json() == ask(index_of(events), {**QUESTION, "over": over}).json()


def made(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> Index:
    """Customers by device: so many entered, and so many got through, on the first and on the second of January."""
    customers = {}
    for day, side in enumerate((before, after)):
        for device, (n, reached) in side.items():
            for who in range(n):
                bought = f" b@{day}.1d" if who < reached else ""
                customers[f"{day}{device}{who}"] = f"a@{day}d|device={device}{bought}"
    return journeys({**customers, **{f"end{who}": "d@9d" for who in range(100)}})  # one alone would be a wrong clock


def test_only_the_mix_changed() -> None:
    rows = ask(made({"desk": (50, 40), "phone": (50, 10)}, {"desk": (20, 16), "phone": (80, 16)}), QUESTION).rows
    assert [(row.segment, row.rate) for row in rows] == [("desk", 0.0), ("phone", 0.0)]
    assert [row.mix for row in rows] == pytest.approx([-0.3 * (0.8 - 0.41), 0.3 * (0.2 - 0.41)])
    assert (round(rows[0].change, 12), rows[0].before_share, rows[0].after_share) == (-0.18, 0.5, 0.2)


def test_only_a_rate_changed_and_only_its_interval_is_off_zero() -> None:
    index = made({"desk": (200, 120), "phone": (200, 80)}, {"desk": (200, 120), "phone": (200, 20)})
    phone, desk = ask(index, QUESTION).rows
    assert (phone.segment, round(phone.rate, 12), phone.mix) == ("phone", -0.15, 0.0)
    assert phone.total_low < -0.15 < phone.total_high < 0
    assert desk.total_low < 0 < desk.total_high
    assert phone.change_low < phone.change < phone.change_high < 0
    assert ask(index, QUESTION) == ask(index, QUESTION)


def test_a_segment_that_is_new_is_mix_alone() -> None:
    rows = ask(made({"desk": (10, 5)}, {"desk": (10, 5), "phone": (10, 0)}), QUESTION).rows
    assert {row.segment: (round(row.mix, 12), row.rate) for row in rows} == {
        "phone": (0.5 * (0 - 0.375), 0.0),
        "desk": (-0.5 * (0.5 - 0.375), 0.0),
    }
    assert isnan(next(row.before_rate for row in rows if row.segment == "phone"))


def test_those_who_still_have_time_are_in_no_figure() -> None:
    index = journeys(ann="a@0 b@1", bob="a@0", eve="a@1d b@1.01d", kim="a@1d", joe="a@1.9d", end="d@2.5d")
    (row,) = ask(index, {**QUESTION, "over": "touchpoint"}).rows
    assert (row.before_n, row.before_reached, row.after_n, row.after_reached, row.open) == (2, 1, 2, 1, 1)
    assert row.change == 0.0


def test_a_period_without_entries_has_no_rate() -> None:
    (row,) = ask(made({"desk": (10, 5)}, {}), QUESTION).rows
    assert (row.before_rate, row.after_n) == (0.5, 0)
    assert all(map(isnan, (row.total, row.total_low, row.change)))
    assert ask(index_of([]), QUESTION).rows == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"by": "device"}, 'split by "over"'),
        ({"during": "2024"}, 'split by "over"'),
        ({"over": "devise"}, "devise"),
        ({"before": "soon"}, '"soon" is not a period'),
        ({"steps": ["a", "z"]}, '"z"'),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(change: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(made({"desk": (10, 5)}, {}), {**QUESTION, **change})
