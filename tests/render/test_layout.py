"""The layout: no text crosses another or leaves its card, whatever the map holds."""

from itertools import pairwise

import pytest
from geometry import cards, faults
from hypothesis import HealthCheck, given, settings
from made_maps import (
    HARD_CASES,
    MapMaker,
    crowded_stage,
    few_stages,
    long_quotes,
    overfull_stage,
    rich_map,
    service_heavy,
)
from random_maps import maps

from footpath.model.maps import JourneyMap
from footpath.render.marks import Box, Circle, Group, Icon, Line, Scene, Subject, line
from footpath.render.poster import layout_poster
from footpath.render.poster.callouts import callouts
from footpath.render.poster.sheet import sheet_of
from footpath.render.poster.spots import spots_of
from footpath.render.poster.turns import turning_points
from footpath.render.theme import BODY


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_hard_case_is_laid_out_without_a_fault(name: str) -> None:
    assert faults(layout_poster(HARD_CASES[name]())) == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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
    area = Box(sheet.left, 100, sheet.right - sheet.left, 264)
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
    area = Box(sheet.left, 0, sheet.right - sheet.left, 264)
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
    area = Box(0, 0, 1000, 264)
    spots = {spot.point.touchpoint: spot for spot in spots_of(sheet, area)}
    assert spots["Referral"].y < spots["Reviews"].y < 132 < spots["Delivery"].y < spots["Shipping costs"].y
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


def boxes_of(journey: JourneyMap) -> dict[str, Box]:
    """The card of each subject by its title; of several, the highest on the sheet."""
    groups = [mark for mark in layout_poster(journey).walk() if isinstance(mark, Group) and mark.role == "card"]
    return {mark.subject.title: mark.card for mark in reversed(groups) if mark.subject and mark.card}


def test_a_track_with_more_than_eight_lists_all_but_what_hurts_and_what_most_meet() -> None:
    boxes = boxes_of(overfull_stage())
    full = ["Point 1", "Point 2", "Point 3", "Point 11"]
    listed = ["Page 3", *(f"Point {at}" for at in range(4, 11))]
    assert all(boxes[name].height >= 40 for name in full)
    assert {boxes[name].height for name in listed} == {23.0}
    assert [boxes[b].y - boxes[a].y for a, b in pairwise(listed)] == [23.0] * 7
    assert min(boxes[name].y for name in listed) > max(boxes[name].bottom for name in full)


def test_a_crowded_stage_has_two_tracks_whose_rows_line_up_with_every_other_stage() -> None:
    journey = service_heavy()
    columns = {column.name: column for column in sheet_of(journey).columns}
    assert [column.tracks for column in columns.values()] == [1, 1, 1, 1, 2, 1]
    assert columns["Retention"].card_width == columns["Decision"].card_width > columns["Advocacy"].card_width
    boxes = boxes_of(journey)
    cards_there = [boxes[card.name] for card in journey.touchpoints]
    assert len({(box.y, box.height) for box in cards_there}) == len({box.y for box in cards_there}) == 6


def test_no_name_of_a_touchpoint_is_cut_where_cards_can_grow() -> None:
    for journey in (service_heavy(), overfull_stage(), crowded_stage()):
        said = " ".join(mark.text for mark in layout_poster(journey).walk() if isinstance(mark, Line))
        assert not [card.name for card in journey.touchpoints if card.name not in said]


def test_each_answer_stands_right_below_its_pain() -> None:
    journey = service_heavy()
    boxes = boxes_of(journey)
    answers = {item.pain: item for item in journey.opportunities if item.pain}
    for pain in journey.pains:
        if pain.id in answers:
            above, below = boxes[pain.title], boxes[answers[pain.id].title]
            assert (below.x, below.width) == (above.x, above.width)
            assert below.y - above.bottom == 4
    said = " ".join(mark.text for mark in layout_poster(journey).walk() if isinstance(mark, Line))
    assert said.count("1,051 more customers would") == 3
    assert "…" not in said


def test_a_dip_is_told_by_a_poor_voice_also_where_the_average_is_good() -> None:
    journey = service_heavy()
    sheet = sheet_of(journey)
    area = Box(sheet.left, 0, sheet.right - sheet.left, 264)
    told = callouts(sheet, spots_of(sheet, area), area)
    assert [callout.spot.point.touchpoint for callout in told] == ["Ticket created", "Transcript handed over"]


def test_quotes_leave_the_names_of_silent_dips_free() -> None:
    sheet = sheet_of(rich_map())
    area = Box(sheet.left, 0, sheet.right - sheet.left, 264)
    spots = spots_of(sheet, area)
    free = callouts(sheet, spots, area)
    held = callouts(sheet, spots, area, [free[0].box])
    assert not any(callout.box.crosses(free[0].box) for callout in held)


def test_friction_is_a_sign_on_the_card_and_a_word_in_its_panel() -> None:
    cards_of = {
        m.subject.title: m
        for m in reversed([*layout_poster(rich_map()).walk()])
        if isinstance(m, Group) and m.role == "card" and m.subject
    }
    signs = {name: {mark.name for mark in cards_of[name].marks if isinstance(mark, Icon)} for name in cards_of}
    assert "octagon-alert" in signs["Shipping costs"]
    assert "triangle-alert" in signs["Cart"]
    assert not {"octagon-alert", "triangle-alert"} & signs["Payment"]
    assert "Much friction" in (cards_of["Shipping costs"].subject or Subject("")).lead
    assert "Runs smoothly" in (cards_of["Payment"].subject or Subject("")).lead
