"""Whom to follow up, as rows: days of the workspace's zone, wrong clocks, themes, and readings that travel."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from footpath import open
from footpath.app.follow_up_marks import mark_done, marks_of, reopen
from footpath.app.follow_ups import Wanted, follow_up_summary, follow_ups
from footpath.app.loading import load_files
from footpath.app.workspace import Workspace
from footpath.documents import FollowUpMarks
from footpath.engine import using
from footpath.errors import SpecError

HEAD = "response_id,customer_id,submitted_at,nps_score,comment\n"
GLAD = "".join(f"g{n},glad{n},2025-04-{n + 10}T10:00:00Z,{n},\n" for n in (7, 8, 9, 10))
LATE = ("The parcel came far too late", "My parcel was a week late", "The delivery was late again")
BROKEN = ("The lamp was broken in its box", "One leg of the chair is broken", "The glass arrived broken")


def loaded(folder: Path, survey: str, zone: str = "UTC") -> Workspace:
    (folder / "nps.csv").write_text(HEAD + GLAD + survey, encoding="utf-8")
    load_files(Workspace(folder / "ws", create=True), [folder / "nps.csv"])
    path = folder / "ws" / "footpath.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('zone = "UTC"', f'zone = "{zone}"'), encoding="utf-8")
    return open(folder / "ws")


class Travelling:
    """Work and shards go through bytes, as they do to another machine."""

    def each(self, work: Callable[[Any], Any], shards: Sequence[Any], /) -> list[Any]:
        return [pickle.loads(pickle.dumps(work))(pickle.loads(pickle.dumps(shard))) for shard in shards]


def test_days_are_those_of_the_zone(tmp_path: Path) -> None:
    survey = "1,ann,2025-05-20T22:30:00Z,1,\n2,bob,2025-05-22T12:00:00Z,9,\n"
    workspace = loaded(tmp_path, survey, "Europe/Berlin")
    (row,) = follow_ups(workspace).rows
    assert (row.said_on, row.waiting_days) == (date(2025, 5, 21), 1)
    assert row.said_at == datetime(2025, 5, 20, 22, 30, tzinfo=UTC)
    assert follow_ups(workspace, Wanted(since="2025-05-21")).bad == 1
    assert follow_ups(workspace, Wanted(since="2025-05-22")).bad == 0


def test_rows_are_frozen_and_travel_as_they_are(tmp_path: Path) -> None:
    survey = "".join(f"{n},c{n % 7},2025-05-{1 + n % 28:02d}T10:00:00Z,{n % 11},It was late {n}\n" for n in range(60))
    workspace = loaded(tmp_path, survey)
    here = follow_ups(workspace)
    assert len(here.rows) == here.bad > 20
    with using(Travelling()):  # type: ignore[arg-type]
        assert follow_ups(workspace) == here
    with pytest.raises(FrozenInstanceError):
        here.rows[0].note = "changed"  # type: ignore[misc]


def test_words_cost_nothing_where_nobody_reads_them(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, "".join(f"{n},c{n},2025-05-0{n}T10:00:00Z,1,Late {n}\n" for n in range(1, 6)))
    told = [row.words for row in follow_ups(workspace, most_words=2).rows]
    assert [bool(words) for words in told] == [True, True, False, False, False]


def test_marks_after_the_end_of_the_records_are_done_and_shorten_no_wait(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, "".join(f"{n},c{n},2025-05-0{n}T10:00:00Z,1,\n" for n in range(1, 6)))
    ids = [row.id for row in follow_ups(workspace).rows]
    assert mark_done(workspace, ids[:3], by="Kim", note="called") == tuple(ids[:3])
    whole = follow_up_summary(workspace).rows[0]
    assert (whole.done, whole.waiting, whole.n_2d, whole.share_2d, whole.median_s) == (3, 2, 3, 0.0, None)
    assert [(mark.done, mark.who, mark.why) for mark in marks_of(workspace, ids[0])] == [(True, "Kim", "called")]


def test_a_mark_in_time_counts_as_such(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, "".join(f"{n},c{n},2025-05-0{n}T10:00:00Z,1,\n" for n in range(1, 10)))
    first = min(follow_ups(workspace).rows, key=lambda row: row.said_at)
    soon = datetime(2025, 5, 2, 10, tzinfo=UTC)
    FollowUpMarks(workspace.directory / "footpath.db", lambda: soon).add([int(first.id[1:], 16)], done=True)
    assert (first.said_at, follow_up_summary(workspace).rows[0].share_2d) == (
        datetime(2025, 5, 1, 10, tzinfo=UTC),
        1 / 7,
    )
    (row,) = [row for row in follow_ups(workspace, every=True).rows if row.id == first.id]
    assert (row.state, row.waiting_days, row.followed_up_at) == ("done", 1, soon)


def test_one_of_several_unknown_ids_is_named_and_nothing_is_marked(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, "1,ann,2025-05-20T22:30:00Z,1,\n")
    known = follow_ups(workspace).rows[0].id
    for change in (mark_done, reopen):
        with pytest.raises(SpecError, match='no feedback "f1", nor 1 more of these; nothing was marked'):
            change(workspace, [known, "f1", "f2"])
    assert marks_of(workspace, known) == ()
    assert not (workspace.directory / "footpath.db").exists()


def test_a_clock_that_runs_ahead_waits_no_days(tmp_path: Path) -> None:
    usual = "".join(f"{n},c{n % 40},2025-05-{1 + n % 28:02d}T10:00:00Z,9,\n" for n in range(1200))
    workspace = loaded(tmp_path, usual + "ahead,zoe,2026-01-01T10:00:00Z,0,\n")
    (row,) = [row for row in follow_ups(workspace).rows if row.customer.endswith("zoe")]
    assert row.waiting_days == 0
    mark_done(workspace, [row.id])  # so that something tells what was followed up
    assert (follow_up_summary(workspace).rows[0].n, follow_up_summary(workspace).rows[0].n_2d) == (1, 0)


def test_themes_are_told_and_chosen_by_once_somebody_listened(tmp_path: Path) -> None:
    texts = [f"{one} and I am sorry about number {n}." for n in range(30) for one in (LATE[n % 3], BROKEN[n % 3])]
    survey = "".join(f"{n},c{n},2025-05-{1 + n % 28:02d}T10:00:00Z,{n % 3},{text}\n" for n, text in enumerate(texts))
    workspace = loaded(tmp_path, survey)
    assert all(row.themes == () for row in follow_ups(workspace).rows)
    theme = workspace.heard_index.themes[0]
    told = {row.id for row in follow_ups(workspace).rows if theme.name in row.themes}
    chosen = follow_ups(workspace, Wanted(theme=theme.name.upper()))
    assert {row.id for row in chosen.rows} == told
    assert 0 < chosen.feedback == len(told) < 60
    with pytest.raises(SpecError, match="no theme"):
        follow_ups(workspace, Wanted(theme="the moon"))


def test_values_are_of_whole_journeys_whatever_the_conditions_keep(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(
        "customer_id,event,time,channel,amount\n"
        "ann,Order placed,2025-05-01T10:00:00Z,web,10.1\nann,Order placed,2025-05-02T10:00:00Z,app,20.2\n"
    )
    load_files(Workspace(tmp_path / "ws", create=True), [tmp_path / "orders.csv"])
    workspace = loaded(tmp_path, "1,ann,2025-05-03T10:00:00Z,1,\n")
    for where in ({}, {"channel": "survey"}):
        from footpath.app.scopes import Scope

        (row,) = follow_ups(workspace, Wanted(scope=Scope(where=where))).rows
        assert row.value == pytest.approx(30.3)
        assert not np.isnan(row.value or 0)
