"""Ways within a column: each in a lane of its own, ports side by side at each card."""

from itertools import combinations

import pytest
from flowing_maps import with_flows
from hypothesis import given, settings
from hypothesis import strategies as st
from made_maps import MapMaker

from footpath.render.forms import layout
from footpath.render.forms.lanes import Span, detour, lanes
from footpath.render.forms.ports import Link, ports, sides, widths
from footpath.render.marks import Box, Group

A, B, C = Box(0, 0, 100, 60), Box(0, 80, 100, 60), Box(300, 0, 100, 60)
BOXES = {"a": A, "b": B, "c": C}


def test_ways_that_do_not_meet_share_the_first_lane() -> None:
    assert lanes([Span(0, 40, 4), Span(60, 90, 6)], 50) == (13.0, 13.0)


def test_a_long_way_lies_outside_of_the_short_ones_that_it_passes() -> None:
    assert lanes([Span(0, 200, 10), Span(20, 60, 4), Span(100, 140, 4)], 50) == (22.0, 12.0, 12.0)


def test_lanes_stand_closer_where_there_is_little_room() -> None:
    spans = [Span(0, 100 + at, 10) for at in range(6)]
    found = lanes(spans, 40)
    assert sorted(found) == list(found)
    assert len(set(found)) == 6
    assert max(found) + 10 / 2 * 30 / 75 <= 40


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500), st.floats(1, 20)), max_size=14))
def test_no_two_ways_in_their_lanes_lie_upon_each_other(drawn: list[tuple[float, float, float]]) -> None:
    spans = [Span(*one) for one in drawn]
    for (one, x), (other, z) in combinations(zip(spans, lanes(spans, 10_000), strict=True), 2):
        if one.meets(other):
            assert abs(x - z) >= (one.width + other.width) / 2 + 2.99


@pytest.mark.parametrize(("lane", "side"), [(112.0, 1), (-12.0, -1)])
def test_a_detour_runs_level_out_along_its_lane_and_level_back(lane: float, side: int) -> None:
    x = 100.0 if side > 0 else 0.0
    d = detour(x, 20, x, 100, lane)
    assert d.startswith(f"M{x:g} 20H")
    assert f"V{100 - 12:g}" in d
    assert d.endswith(f"H{x:g}")


def test_sides_face_each_other_and_ways_back_within_a_column_are_at_its_left() -> None:
    assert sides(Link("a", "c", 1, False), BOXES) == (("a", True), ("c", False))
    assert sides(Link("c", "a", 1, True), BOXES) == (("c", False), ("a", True))
    assert sides(Link("a", "b", 1, False), BOXES) == (("a", True), ("b", True))
    assert sides(Link("b", "a", 1, True), BOXES) == (("b", False), ("a", False))


def test_a_way_and_its_way_back_do_not_touch_the_card_at_one_place() -> None:
    links = [Link("a", "c", 100, False), Link("c", "a", 50, True), Link("a", "b", 20, False)]
    wide = widths(links, BOXES, 40, 1, 3)
    found = ports(links, BOXES, wide)
    assert wide[0] / wide[2] == pytest.approx(5)
    assert wide[1] == 3
    at_a = sorted([(found[0][0], wide[0]), (found[1][1], wide[1]), (found[2][0], wide[2])])
    for (y, half), (other, more) in combinations(at_a, 2):
        assert other - y >= (half + more) / 2 - 1e-9
    assert at_a[0][0] - at_a[0][1] / 2 >= A.y
    assert at_a[-1][0] + at_a[-1][1] / 2 <= A.bottom


def test_columns_of_the_flow_stand_apart_as_far_as_ways_beside_them_need() -> None:
    def second_column(cards: int) -> float:
        m = MapMaker("Beside")
        m.stage("One", 100)
        m.stage("Two", 90)
        for at in range(cards):
            m.touchpoint("One", f"Place {at}", "web", 0.5, 0.1, 50)
        m.touchpoint("Two", "Last", "web", 0.5, 0.1, 50)
        journey = with_flows(m.map())
        names = [card.name for card in journey.touchpoints[:-1]]
        flows = tuple(
            journey.flows[0].model_copy(update={"from_touchpoint": one, "to_touchpoint": other, "direction": "forward"})
            for one, other in combinations(names, 2)
        )
        drawn = layout(journey.model_copy(update={"flows": flows}), "flow")
        return max(mark.card.x for mark in drawn.walk() if isinstance(mark, Group) and mark.card)

    assert second_column(7) > second_column(2)


def test_of_ways_between_cards_of_one_height_that_from_afar_arrives_and_leaves_below() -> None:
    boxes = {name: Box(300.0 * at, 0, 100, 60) for at, name in enumerate("abc")}
    links = [Link("a", "c", 10, False), Link("a", "b", 10, False), Link("b", "c", 10, False)]
    (far_from, far_to), (near_from, _), (_, near_to) = ports(links, boxes, widths(links, boxes, 10, 1, 3))
    assert far_from > near_from
    assert far_to > near_to
