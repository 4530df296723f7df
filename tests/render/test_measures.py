"""Sparklines: steady figures look steady, thin ones are not drawn."""

from footpath.render.marks import Circle, Path
from footpath.render.poster.measures import sentence, sparkline, tells_a_trend


def test_a_trend_needs_three_weeks_and_half_of_them() -> None:
    assert tells_a_trend((1.0, 2.0, 3.0))
    assert tells_a_trend((None, None, None, None, 1.0, 2.0, 3.0))
    assert not tells_a_trend((1.0, None, 2.0))
    assert not tells_a_trend((1.0, None, None, 2.0, None, None, 3.0))
    assert not tells_a_trend(())


def test_a_line_is_broken_where_a_week_is_missing_and_ends_in_a_dot() -> None:
    path, dot = sparkline((0.0, 10.0, None, 0.0, 10.0), 0, 0)
    assert isinstance(path, Path)
    assert path.d == "M0 24L14 0M42 24L56 0"
    assert isinstance(dot, Circle)
    assert (dot.x, dot.y) == (56, 0)


def test_a_week_alone_is_a_small_dot() -> None:
    marks = sparkline((5.0, None, 0.0, 10.0), 0, 0)
    assert [mark.radius for mark in marks if isinstance(mark, Circle)] == [1.3, 2.4]


def test_a_change_of_one_in_a_thousand_is_no_drama() -> None:
    path = sparkline((1000.0, 1001.0), 0, 0)[0]
    assert isinstance(path, Path)
    heights = [float(part.split()[1]) for part in path.d[1:].split("L")]
    assert abs(heights[0] - heights[1]) < 1


def test_labels_begin_with_a_capital() -> None:
    assert (sentence("go on"), sentence("NPS"), sentence("")) == ("Go on", "NPS", "")
