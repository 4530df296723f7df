"""Sessions, the pauses between them and pages: against their references, and rules that can be counted by hand."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows

from footpath.analysis import Pages, SessionGaps, Sessions, ask, customers_of
from footpath.analysis.session_gaps import valley
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from reference.rows import HOUR, Row
from reference.rows import journeys as journeys_of
from reference.sessions import pages, sessions, summary

few = settings(max_examples=30, deadline=None)
shards = st.integers(1, 3)


def plain(value: float) -> float | None:
    return None if value != value else value


def narrowed(events: list[Row], by: bool, filtered: bool) -> tuple[dict[str, Any], str]:
    """The fields that split and filter, and the device that is kept."""
    kept = "phone" if filtered and any(row.device == "phone" for row in events) else ""
    return {**({"by": "device"} if by else {}), **({"where": {"device": kept}} if kept else {})}, kept


@few
@given(rows, shards, st.booleans(), st.booleans(), st.booleans())
def test_sessions(events: list[Row], count: int, by: bool, filtered: bool, opened: bool) -> None:
    index, (more, kept) = index_of(events, count), narrowed(events, by, filtered)
    question = {"ask": "sessions", "gap": "12h", **more, **({"opens": "b"} if opened else {})}
    found = ask(index, question).rows
    assert {
        row.group: (
            row.sessions,
            row.open,
            row.customers,
            row.events,
            row.bounced,
            plain(row.median_events),
            plain(row.median_s),
        )
        for row in found
    } == summary(events, 12, by, opens="b" if opened else "", kept=kept)
    for number, row in enumerate(found):
        assert len(customers_of(index, question, number)) == row.customers


@few
@given(rows, shards, st.booleans(), st.booleans())
def test_pages(events: list[Row], count: int, by: bool, filtered: bool) -> None:
    index, (more, kept) = index_of(events, count), narrowed(events, by, filtered)
    found = ask(index, question := {"ask": "pages", "gap": "12h", **more}).rows
    assert {
        (row.group, row.touchpoint): (
            row.views,
            row.sessions,
            row.open,
            row.customers,
            row.entries,
            row.open_entries,
            row.exits,
            row.bounces,
            plain(row.median_s),
        )
        for row in found
    } == pages(events, 12, by, kept)
    for number in range(len(events) % 3, len(found), 3):
        assert len(customers_of(index, question, number)) == found[number].customers


@few
@given(rows, shards, st.booleans())
def test_pages_agree_with_sessions(events: list[Row], count: int, by: bool) -> None:
    more = {"gap": "12h", **({"by": "device"} if by else {})}
    found = ask(index_of(events, count), {"ask": "pages", **more}).rows
    for group in ask(index_of(events, count), {"ask": "sessions", **more}).rows:
        own = [row for row in found if row.group == group.group]
        assert sum(row.entries for row in own) == group.sessions == own[0].of_sessions
        assert sum(row.exits for row in own) == group.sessions - group.open
        assert sum(row.bounces for row in own) == group.bounced
        assert sum(row.open_entries for row in own) == group.open
        assert sum(row.views for row in own) == group.events
        assert {row.of_customers for row in own} == {group.customers}


@few
@given(rows, shards, st.booleans(), st.integers(1, 9))
def test_pauses(events: list[Row], count: int, by: bool, bins: int) -> None:
    pauses = [
        ((two.at - one.at) * HOUR, one.device if by else None, one.customer)
        for journey in journeys_of(events)
        for one, two in pairwise(journey)
    ]
    question = {"ask": "session_gaps", "bins": bins, **({"by": "device"} if by else {})}
    found = ask(index_of(events, count), question).rows
    assert sum(row.gaps for row in found) == len(pauses)
    for number, row in enumerate(found):
        inside = [who for pause, group, who in pauses if group == row.group and row.from_s <= pause < row.until_s]
        assert row.gaps == len(inside)
        if inside:
            assert len(customers_of(index_of(events, count), question, number)) == len(set(inside))


def test_a_filter_never_moves_where_sessions_begin() -> None:
    index = journeys(ann="home@0|via=mail click@20 home@40|via=mail home@5d", bob="home@9d")
    (all_of_it,) = ask(index, Sessions()).rows
    assert (all_of_it.sessions, all_of_it.events, all_of_it.median_s) == (3, 5, 2400.0)
    (filtered,) = ask(index, Sessions(where={"via": "mail"})).rows
    assert (filtered.sessions, filtered.events, filtered.bounced, filtered.median_s) == (1, 2, 0, 2400.0)
    (page,) = ask(index, Pages(where={"via": "mail"})).rows
    assert (page.sessions, page.entries, page.exits, page.timed, page.median_s) == (1, 1, 1, 1, 2400.0)


def test_a_pause_of_exactly_the_gap_belongs_to_the_session_and_to_the_end_of_the_log() -> None:
    index = journeys(ann="home@0 home@30 home@61", bob="home@31", eve="home@61")
    row = ask(index, Sessions()).rows[0]
    assert (row.sessions, row.open, row.bounced) == (4, 3, 0)  # bob's might still go on: exactly 30 minutes have passed
    assert (row.median_events, row.median_s, row.bounce_rate) == (2.0, 1800.0, 0.0)


def test_a_step_opens_a_session_and_a_period_counts_what_begins_in_it() -> None:
    index = journeys(ann="login@0 read@1 login@2 read@3 read@4 read@2d", bob="read@1d login@3d")
    (row,) = ask(index, Sessions(opens="login")).rows
    assert (row.sessions, row.open, row.bounced) == (5, 1, 2)
    (row,) = ask(index, Sessions(opens="login", gap=None)).rows
    assert (row.sessions, row.open, row.bounced) == (4, 0, 2)
    (row,) = ask(index, Sessions(during="2024-01-01")).rows
    assert (row.sessions, row.events, row.median_s) == (1, 5, 240.0)
    with pytest.raises(SpecError, match=r"Nothing says where a session begins.*gap"):
        ask(index, Sessions(gap=None))
    with pytest.raises(SpecError, match='No touchpoint matches "logout"'):
        ask(index, Sessions(opens="logout"))


def test_page_metrics_and_what_they_are_compared_with() -> None:
    index = journeys(
        channels={"home": "web", "shop": "web", "call": "phone"},
        ann="home@0 shop@10 home@12",
        bob="shop@0",
        eve="call@0 home@5 call@6",
        dan="call@9d",
    )
    home, shop, call = ask(index, Pages()).rows
    assert (home.channel, home.views, home.adoption_share, home.exit_rate, home.rest_exit_rate) == (
        "web",
        3,
        0.5,
        0.5,
        0.5,
    )
    assert (shop.entry_rate, shop.bounce_rate, shop.rest_bounce_rate) == (0.25, 1.0, 0.0)
    assert (call.open, call.open_entries, call.entry_rate, call.exit_rate, call.rest_sessions) == (1, 1, 0.5, 1.0, 0)
    assert [(row.touchpoint, row.timed) for row in (home, shop, call)] == [("home", 2), ("shop", 1), ("call", 1)]
    assert ask(index, Pages(touchpoint="SHOP")).rows[0].rest_entries == 1
    with pytest.raises(SpecError, match=r'no touchpoint "hom".*home'):
        ask(index, Pages(touchpoint="hom"))


def test_the_gap_that_the_pauses_suggest() -> None:
    chance = np.random.default_rng(4)
    within, between = 60 * np.exp(chance.normal(0, 0.8, 3000)), 86_400 * np.exp(chance.normal(0, 0.7, 1000))
    pauses = chance.permutation(np.concatenate([within, between]))
    index = Index.in_memory([0] * 4001, np.append(0, np.cumsum(pauses * 1e6)).astype(np.int64), ["app"] * 4001)
    rows = ask(index, SessionGaps()).rows
    (row,) = [row for row in rows if row.suggested]
    assert 10 * 60 < row.from_s < row.until_s < 6 * 3600
    assert sum(row.gaps for row in rows) == 4000
    assert not any(row.suggested for row in ask(index, SessionGaps(during="1970-01-01")).rows)  # too few
    only = Index.in_memory([0] * 3001, np.append(0, np.cumsum(within * 1e6)).astype(np.int64), ["app"] * 3001)
    assert not any(row.suggested for row in ask(only, SessionGaps()).rows)


def test_no_valley_where_there_is_none() -> None:
    assert valley(np.zeros(10, dtype=np.int64)) is None
    assert valley(np.array([500])) is None
    assert valley(np.array([900, 200, 200, 0, 0, 0, 0, 0, 200, 200])) == 5
    assert valley(np.array([900, 200, 200, 0, 0, 0, 0, 0, 20, 20])) is None
    assert valley(np.array([0, 300, 300, 260, 260, 260, 300, 300])) is None
    assert valley(np.array([900_000, 0, 0, 0, 0, 0, 0, 100, 100])) is None  # what is simultaneous is no hill


def test_the_reference_itself_on_one_journey() -> None:
    split = sessions([Row(0, 0, "a"), Row(0, 2, "b"), Row(0, 9, "a")], gap=2)
    assert [([row.touchpoint for row in session], ended) for session, ended in split] == [
        (["a", "b"], True),
        (["a"], False),
    ]
