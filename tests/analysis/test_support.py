"""Support: by hand, against the reference, and on real tickets."""

from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_events import events, index_of
from pyarrow import csv

from footpath.analysis import ask, customers_of
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from reference.events import Event
from reference.support import tickets

few = settings(max_examples=60, deadline=None)
DATA = Path(__file__).parents[3] / "shared" / "data"
OPEN, REPLY, CLOSE, AGAIN = '"ticket opened"', '"ticket replied"', '"ticket closed"', '"ticket reopened"'


def by_measure(index: Any, **more: Any) -> dict[str, Any]:
    return {row.measure: row for row in ask(index, {"ask": "support", **more}).rows if row.period is None}


def test_replies_resolutions_and_what_comes_back() -> None:
    index = journeys(
        ann=f"{OPEN}@0|record=A {REPLY}@10|record=A {REPLY}@20|record=A {CLOSE}@60|record=A {AGAIN}@90|record=A {CLOSE}@99|record=A",
        bob=f"{OPEN}@0|record=B {CLOSE}@30|record=B {OPEN}@100|record=C",  # resolved without a reply; then another
        eve=f"{CLOSE}@5|record=D {OPEN}@40",  # the first one's opening is not known
    )
    rows = by_measure(index)
    assert [(rows[m].n, rows[m].open) for m in ("first_reply", "resolution", "backlog")] == [(1, 2), (2, 2), (5, 2)]
    assert (rows["first_reply"].median_s, rows["resolution"].median_s) == (600.0, 2700.0)
    assert (rows["reopened"].n, rows["reopened"].kept, rows["reopened"].promised) == (1, 1, 2)
    assert (rows["reopened"].median_s, rows["backlog"].resolved) == (1800.0, 3)
    assert customers_of(index, {"ask": "support"}, 3).tolist() == [1, 2]


def test_a_promise_is_broken_as_soon_as_its_time_is_over() -> None:
    index = journeys(
        ann=f"{OPEN}@0|record=A {REPLY}@60|record=A", bob=f"{OPEN}@0|record=B {REPLY}@61|record=B", eve=f"{OPEN}@0|record=C", dan=f"{OPEN}@90|record=D look@120"
    )  # fmt: skip
    row = by_measure(index, reply_within="1h")["first_reply"]
    assert (row.n, row.open, row.promised, row.kept, row.kept_rate) == (2, 2, 3, 1, 1 / 3)
    assert by_measure(index)["first_reply"].promised == 0


def test_business_hours_are_those_of_the_workspace() -> None:
    """Friday 16:00 to Tuesday 10:00 in Berlin, over the night in which clocks go forward and Easter Monday."""
    index = journeys(ann=f"{OPEN}@127620|record=A {REPLY}@132960|record=A", zone="Europe/Berlin")
    row = by_measure(index, hours="Mon-Fri 09:00-17:00", reply_within="10h")["first_reply"]
    assert (row.median_s, row.kept) == (36000.0, 1)
    row = by_measure(index, hours="Mon-Fri 09:00-17:00", holidays=["2024-04-01"], reply_within="10h")["first_reply"]
    assert row.median_s == 7200.0
    assert by_measure(index)["first_reply"].median_s == 89 * 3600.0


def test_the_backlog_at_the_end_of_each_day() -> None:
    index = journeys(
        ann=f"{OPEN}@0|record=A {CLOSE}@1d|record=A {AGAIN}@3d|record=A",
        bob=f"{OPEN}@0|record=B {OPEN}@1d|record=C {CLOSE}@1d|record=C",
    )
    rows = [row for row in ask(index, {"ask": "support", "every": "day"}).rows if row.period]
    assert [(row.period, row.n, row.resolved, row.open, row.customers) for row in rows] == [
        ("2024-01-01", 2, 0, 2, 2), ("2024-01-02", 1, 2, 1, 1),
        ("2024-01-03", 0, 0, 1, 0), ("2024-01-04", 1, 0, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"opened": ["nothing"]}, 'No touchpoint matches "nothing"'),
        ({"opened": ["ticket opened"], "replied": ["ticket*"]}, "named for"),
        ({"hours": "all day"}, '"all day" are no business hours'),
        ({"holidays": ["Easter"]}, "holidays"),
        ({"every": "hour"}, "every"),
    ],
)
def test_what_cannot_be_asked(more: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(journeys(ann=f"{OPEN}@0 {CLOSE}@1"), {"ask": "support", **more})


def test_what_no_step_is_known_of_is_not_measured() -> None:
    assert set(by_measure(journeys(ann=f"{OPEN}@0 {REPLY}@1"))) == {"first_reply"}
    assert set(by_measure(journeys(ann=f"{OPEN}@0 {CLOSE}@1"))) == {"resolution", "reopened", "backlog"}
    with pytest.raises(SpecError, match="answered or resolved"):
        by_measure(journeys(ann=f"{OPEN}@0"))


def test_a_log_without_words_of_tickets_asks_for_names() -> None:
    with pytest.raises(SpecError, match="ticket was opened"):
        ask(journeys(ann="cart@0 pay@1"), {"ask": "support"})


@few
@given(events, st.integers(1, 3), st.booleans())
def test_against_the_reference(found: list[Event], shards: int, by: bool) -> None:
    question: dict[str, Any] = {
        "ask": "support", "opened": ["a"], "replied": ["b"], "resolved": ["c"], "reopened": ["d"],
        "reply_within": "20m", "every": "day", **({"by": "device"} if by else {}),
    }  # fmt: skip
    index = index_of(found, shards)
    expected = tickets(found, {"a": "opened", "b": "replied", "c": "resolved", "d": "reopened"}, by)
    end = max(event.at for event in found)
    for number, row in enumerate(ask(index, question).rows):
        own = [ticket for ticket in expected if ticket.group == row.group]
        behind = set(customers_of(index, question, number).tolist())
        assert len(behind) == row.customers
        if row.measure == "first_reply":
            done = [ticket.replied - ticket.opened for ticket in own if ticket.replied is not None]
            wait = [end - t.opened for t in own if t.replied is None and t.resolved is None]
            assert (row.n, row.open) == (len(done), len(wait))
            assert row.kept == sum(took <= 20 for took in done)
            assert row.promised == len(done) + sum(age > 20 for age in wait)
        elif row.measure == "resolution":
            done = [ticket.resolved - ticket.opened for ticket in own if ticket.resolved is not None]
            assert (row.n, row.open) == (len(done), sum(ticket.resolved is None for ticket in own))
        elif row.measure == "reopened":
            done = [t.reopened - t.resolved for t in own if t.reopened is not None and t.resolved is not None]
            assert (row.n, row.promised) == (len(done), sum(ticket.resolved is not None for ticket in own))
        else:
            changes = [way for ticket in own for _, way in ticket.changes]
            assert (row.n, row.resolved, row.open) == (changes.count(1), changes.count(-1), sum(t.waiting for t in own))
            who = own if row.period else [ticket for ticket in own if ticket.waiting]
            assert behind == {ticket.customer for ticket in who}
            continue
        assert not done or row.median_s == 60 * median(done)


@pytest.mark.shared_data
@pytest.mark.skipif(not DATA.exists(), reason="the real records are not on this machine")
def test_helpdesk() -> None:
    """The steps of a real help desk, named; checked against plain lines over its rows."""
    with pa.input_stream(str(DATA / "helpdesk/helpdesk_events.csv.gz"), compression="gzip") as stream:
        table = csv.read_csv(stream)
    cases, activities = table["case_id"].to_pylist(), table["activity"].to_pylist()
    times = [at if isinstance(at, datetime) else datetime.fromisoformat(at) for at in table["timestamp"].to_pylist()]
    index = Index.in_memory(cases, times, activities, shards=3)
    question: dict[str, Any] = {
        "ask": "support", "opened": ["Assign seriousness"], "replied": ["Take in charge ticket"],
        "resolved": ["Resolve ticket", "Closed"], "resolve_within": "30d",
    }  # fmt: skip
    rows = {row.measure: row for row in ask(index, question).rows}
    stories: dict[str, list[tuple[datetime, int, str]]] = {}
    for number, (case, at, activity) in enumerate(zip(cases, times, activities, strict=True)):
        stories.setdefault(case, []).append((at, number, activity))
    took = []
    for story in stories.values():
        opened: datetime | None = None
        for at, _, activity in sorted(story):
            if activity == "Assign seriousness" and opened is None:
                opened = at
            if activity in ("Resolve ticket", "Closed") and opened is not None:
                took.append((at - opened).total_seconds())
                break
    assert rows["resolution"].n >= len(took) > 4000  # a case without a record of its own may be opened again
    assert rows["resolution"].median_s == pytest.approx(median(took), rel=0.01)
    assert rows["resolution"].promised == rows["resolution"].n + rows["resolution"].open
