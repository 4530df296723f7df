"""The reach ribbon: thickness is customers, what leaves falls away, newcomers rise in."""

import itertools

import pytest
from made_maps import MapMaker, non_monotone, rich_map

from footpath.render.marks import Gradient, Line
from footpath.render.poster.ribbon import reaches, ribbon
from footpath.render.poster.sheet import Sheet, sheet_of


def _sheet(*stages: tuple[int | None, float | None]) -> Sheet:
    m = MapMaker("Ribbon")
    for at, (reach, on) in enumerate(stages):
        m.stage(f"Stage {at}", reach, on)
    return sheet_of(m.map())


def _gradients(sheet: Sheet) -> list[str]:
    lane = ribbon(sheet, 0)
    assert lane
    return [mark.name for mark in lane.marks if isinstance(mark, Gradient)]


def test_thickness_is_proportional_to_customers() -> None:
    found = reaches(_sheet((1000, 0.5), (500, 0.2), (250, None)))
    assert [reach.thick for reach in found if reach] == [56, 28, 14]
    assert [reach.carried for reach in found if reach] == pytest.approx([28, 5.6, None])


def test_a_stage_that_nobody_reached_has_no_thickness_and_one_without_a_record_none_at_all() -> None:
    none, unknown, few = reaches(_sheet((0, 0.0), (None, None), (9, None)))
    assert none
    assert none.thick == 0
    assert unknown is None
    assert few


def test_leavers_fall_away_where_there_are_any() -> None:
    assert _gradients(_sheet((1000, 0.5), (500, 1.0), (500, None))) == ["leave-0"]


def test_newcomers_rise_in_where_a_stage_has_more_than_came_over() -> None:
    assert _gradients(_sheet((100, 1.0), (900, None))) == ["join-1"]
    assert _gradients(_sheet((1000, 0.3), (700, None))) == ["leave-0", "join-1"]


def test_nothing_falls_away_where_it_is_not_known_who_goes_on() -> None:
    assert _gradients(_sheet((1000, None), (500, None))) == []


def test_the_joint_says_who_goes_on_and_an_unknown_stage_says_so() -> None:
    lane = ribbon(sheet_of(non_monotone()), 0)
    assert lane
    words = [
        line.text for mark in lane.marks if hasattr(mark, "marks") for line in mark.marks if isinstance(line, Line)
    ]
    assert "40% go on" in words
    assert "no evidence" in words
    assert "0 customers" in words


def test_a_column_is_a_stage() -> None:
    columns = sheet_of(rich_map()).columns
    assert [column.name for column in columns][:2] == ["Awareness", "Consideration"]
    assert all(a.right == b.left for a, b in itertools.pairwise(columns))
