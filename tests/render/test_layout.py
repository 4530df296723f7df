"""The layout: no text crosses another or leaves its card, whatever the map holds."""

from itertools import pairwise

import pytest
from geometry import cards, faults
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, MapMaker, crowded_stage, few_stages, long_quotes, rich_map
from random_maps import maps

from footpath.model.maps import JourneyMap
from footpath.render.marks import Box, Circle, Group, Line, Scene, line
from footpath.render.poster import layout_poster
from footpath.render.poster.callouts import callouts, turning_points
from footpath.render.poster.sheet import sheet_of
from footpath.render.poster.spots import spots_of
from footpath.render.theme import BODY


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_hard_case_is_laid_out_without_a_fault(name: str) -> None:
    assert faults(layout_poster(HARD_CASES[name]())) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_a_random_map_is_laid_out_without_a_fault(journey: JourneyMap) -> None:
    assert faults(layout_poster(journey)) == []


def test_a_faulty_layout_is_seen() -> None:
    card = Box(0, 0, 40, 20)
    wide = Group((line("much too wide for its card", BODY, 5, 15),), "card", card=card)
    across = line("across", BODY, 8, 14)
    found = faults(Scene(200, 50, "", "", (wide, across)))
    assert [fault.split(":")[0] for fault in found] == ["outside", "texts cross", "text on a card"]


def test_nothing_is_smaller_than_ten_and_a_half() -> None:
    lines = [mark for mark in layout_poster(rich_map()).walk() if isinstance(mark, Line)]
    assert min(line.style.size for line in lines) >= 10.5


@pytest.mark.parametrize(
    "journey", [rich_map(), crowded_stage(), few_stages(9), long_quotes()], ids=["rich", "crowded", "nine", "long"]
)
def test_callouts_cover_neither_point_nor_band_nor_each_other(journey: JourneyMap) -> None:
    sheet = sheet_of(journey)
    area = Box(sheet.left, 100, sheet.right - sheet.left, 232)
    spots = spots_of(sheet, area)
    told = callouts(sheet, spots, area)
    assert told
    for callout in told:
        assert area.holds(callout.box)
        for spot in spots:
            assert not callout.box.crosses(
                Box(spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius)
            )
            if callout.box.x <= spot.x <= callout.box.right:
                assert callout.box.bottom <= spot.high or callout.box.y >= spot.low
        assert not any(callout.box.crosses(other.box) for other in told if other is not callout)


def test_each_dip_and_peak_has_one_quote_at_most_and_no_quote_is_shown_twice() -> None:
    journey = rich_map()
    sheet = sheet_of(journey)
    area = Box(sheet.left, 0, sheet.right - sheet.left, 232)
    told = callouts(sheet, spots_of(sheet, area), area)
    assert len({callout.spot for callout in told}) == len(told)
    shown = [
        quote
        for mark in layout_poster(journey).walk()
        if isinstance(mark, Group)
        and mark.role == "card"
        and mark.subject
        and mark.subject.lead.startswith("In a customer")
        for quote in mark.subject.quotes
    ]
    assert sorted(shown) == sorted(quote.id for quote in journey.quotes)


def test_turning_points_are_dips_peaks_and_ends() -> None:
    m = MapMaker("Five points")
    m.stage("Only", 10)
    for value in (0.1, 0.6, -0.2, -0.1, 0.4):
        m.touchpoint("Only", f"at {value}", "web", 0.5, value)
    spots = spots_of(sheet_of(m.map()), Box(0, 0, 900, 200))
    assert [spot.value for spot in turning_points(spots)] == [0.1, 0.6, -0.2, 0.4]
    assert turning_points(spots[:1]) == [spots[0]]


def test_points_stand_at_their_height_and_grow_with_n() -> None:
    sheet = sheet_of(rich_map())
    area = Box(0, 0, 1000, 232)
    spots = {spot.point.touchpoint: spot for spot in spots_of(sheet, area)}
    assert spots["Referral"].y < spots["Reviews"].y < 116 < spots["Delivery"].y < spots["Shipping costs"].y
    assert spots["Delivery"].radius > spots["Call centre"].radius


def test_a_lane_with_nothing_is_left_out_and_a_missing_curve_says_why() -> None:
    scene = layout_poster(HARD_CASES["no_feedback"]())
    words = " ".join(mark.text for mark in scene.walk() if isinstance(mark, Line))
    assert "Actions" not in words
    assert "In their words" not in words
    assert "Load surveys, reviews or tickets" in words
    assert "No evidence: no touchpoint is worse" in words


def test_fourteen_touchpoints_of_a_stage_are_all_there() -> None:
    scene = layout_poster(crowded_stage())
    names = {mark.text for mark in scene.walk() if isinstance(mark, Line)}
    assert {f"Point {at}" for at in range(1, 15)} <= {" ".join(name.split()[:2]) for name in names}


def test_cards_of_a_row_begin_at_one_height() -> None:
    tops = sorted({box.y for box in cards(layout_poster(few_stages(9))) if box.height < 100})
    assert len(tops) <= 9


def test_a_map_without_anything_is_still_a_sheet() -> None:
    scene = layout_poster(JourneyMap(title="Nothing yet"))
    assert "No stages: no record could be placed on a map." in [m.text for m in scene.walk() if isinstance(m, Line)]
    assert not [m for m in scene.walk() if isinstance(m, Circle) and m.radius > 12]


def test_what_is_listed_short_stands_close_below_the_full_cards() -> None:
    boxes = [box for box in cards(layout_poster(crowded_stage())) if 400 < box.x < 500 and box.height < 90][:14]
    assert [box.height for box in boxes[4:]] == [30.0] * 10
    assert all(after.y - before.bottom == 6 for before, after in pairwise(boxes[3:]))
