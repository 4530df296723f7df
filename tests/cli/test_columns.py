"""What a table in a terminal shows first: the group of a row, and what the question is asked for."""

from dataclasses import dataclass, fields
from importlib import import_module
from typing import Any

import pytest

from footpath.cli.columns import FIRST, rows_for_people, told_below
from footpath.cli.show import show_table
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
