"""What a table in a terminal shows first: the group of a row, and what the question is asked for."""

from dataclasses import dataclass, fields
from importlib import import_module
from typing import Any

import pytest

from footpath.cli.columns import FIRST, Seconds, rows_for_people, told_below
from footpath.cli.show import show_answer, show_table
from footpath.model.questions import Answer


@dataclass(frozen=True)
class Row:
    """What is said of a theme, with a rest and a group."""

    theme: str
    n: int
    share: float
    rest_n: int
    rest_share: float
    group: str = ""


def answer(*rows: Any, **question: Any) -> Answer:
    return Answer({"ask": "themes", **question}, None, 7, rows)


@pytest.mark.parametrize("ask", sorted(FIRST))
def test_every_column_that_comes_first_is_one_that_the_question_has(ask: str) -> None:
    module = import_module(f"footpath.analysis.{ask}")
    names = [name for name in vars(module) if name.endswith("Row") and vars(module)[name].__module__ == module.__name__]
    known = {field.name for name in names for field in fields(vars(module)[name])}
    assert known
    assert set(FIRST[ask]) <= known


def test_the_group_comes_first_and_a_rest_of_nobody_not_at_all() -> None:
    alone = Row("late", 3, 0.5, 0, 1.0, "2025-W01")
    assert list(rows_for_people(answer(alone, by="week"))[0]) == ["group", "theme", "n", "share"]
    assert list(rows_for_people(answer(alone))[0]) == ["theme", "n", "share"]
    beside = Row("kind", 3, 0.5, 4, 0.25, "2025-W01")
    assert rows_for_people(answer(alone, beside))[0] == {
        "theme": "late", "n": 3, "share": 0.5, "rest_share": 1.0, "rest_n": 0,
    }  # fmt: skip
    assert rows_for_people(answer()) == []


@dataclass(frozen=True)
class Spike:
    """The fields of a spike that are told below the table."""

    kind: str = "theme"
    theme: str | None = "Late parcel"
    words: str | None = None
    touchpoint: str | None = None
    about: str | None = "Order delivered"
    onset_on: str = "2025-04-12"
    dimension: str | None = "region"
    value: str | None = "Tirol"
    segment_share: float | None = 0.57
    rest_share: float | None = 0.054
    scope: str = "all"
    came_before: tuple[str, ...] = ('release "5.2" was first seen on 2025-04-11', "\x1b[31mred")
    group: str = ""


def test_of_a_spike_is_told_whom_it_sets_apart_and_what_came_before() -> None:
    (line,) = told_below(answer(Spike(), ask="spikes"))
    assert line == (
        "Late parcel (Order delivered), since 2025-04-12: region is Tirol in 57.0% of its customers, 5.4% of others; "
        'came before: release "5.2" was first seen on 2025-04-11; came before: \x1b[31mred.'
    )
    nothing = Spike(dimension=None, value=None, segment_share=None, rest_share=None, came_before=())
    assert told_below(answer(nothing, ask="spikes")) == []
    (named,) = told_below(answer(Spike(theme=None, words="spät, paket", group="app"), ask="spikes", by="channel"))
    assert named.startswith("app: spät, paket (Order delivered)")
    assert told_below(answer(Row("late", 3, 0.5, 0, 0.0))) == []


def test_the_week_of_a_row_is_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(rows_for_people(answer(Row("late", 3, 0.5, 4, 0.25, "2025-W01"), by="week")))
    assert "2025-W01" in capsys.readouterr().out


@dataclass(frozen=True)
class Wait:
    """How long something took, and how often it was too long."""

    touchpoint: str
    over: int
    over_share: float
    low: float
    high: float
    median_s: float | None
    median_low: float | None
    median_high: float | None


WAITS = (
    Wait("Payment", 0, float("nan"), 0.0, 1.0, None, None, None),
    Wait("Delivery", 1, 0.25, 0.05, 0.7, 604_800.0, 90.0, float("inf")),
    Wait("Chat", 0, 0.0, 0.0, 0.4, 0.25, 0.0, 45_287.0),
)


def test_durations_read_in_days_and_hours_and_json_stays_in_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    show_answer(answer(*WAITS), as_json=False)
    shown = capsys.readouterr().out
    _, delivery, chat = (line.split("  ") for line in shown.splitlines() if line.strip()[:1] in "PDC" and line.strip())
    assert [cell.strip() for cell in delivery if cell.strip()][-2:] == ["7 days", "1.5 minutes"]
    assert [cell.strip() for cell in chat if cell.strip()][-3:] == ["0.25 seconds", "0 seconds", "13 hours"]
    show_answer(answer(*WAITS), as_json=True)
    assert '"median_s": 604800.0' in capsys.readouterr().out


def test_where_there_is_no_figure_it_has_no_bounds() -> None:
    nobody, some, _ = rows_for_people(answer(*WAITS))
    assert (nobody["over_share"], nobody["low"], nobody["high"]) == (None, None, None)
    assert (some["low"], some["high"]) == (0.05, 0.7)
    assert not isinstance(some["low"], Seconds)
    assert isinstance(some["median_low"], Seconds)
    assert answer(*WAITS).dicts()[0]["high"] == 1.0


def test_numbers_stand_right_though_the_first_row_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    show_table([{"name": "a", "n": None}, {"name": "b", "n": 7}, {"name": "c", "n": 12_345}])
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if "7" in line).rstrip().endswith("     7")


def test_no_rows_come_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    show_answer(Answer({"ask": "themes"}, None, 0, (), note="There is no feedback.\x1b[31m Load some."), as_json=False)
    assert capsys.readouterr().out.startswith(
        "No rows. There is no feedback.\N{REPLACEMENT CHARACTER}[31m Load some.\n"
    )
    show_table([])
    assert capsys.readouterr().out == "No rows.\n"
