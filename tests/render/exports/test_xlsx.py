"""The workbook, read again by openpyxl: what stands in it, that it is inert, and that it prints."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, MapMaker, hostile, rich_map
from random_maps import maps

from footpath.errors import MapError
from footpath.model.maps import JourneyMap
from footpath.render.exports.xlsx import render_xlsx

SHEETS = [
    "Map", "About", "Stages", "Actions", "Touchpoints", "Curve", "Pain points", "Opportunities", "Goals", "Checklist", "Gaps",
    "Praise", "Moments of truth", "Quotes", "Measures", "Personas", "Claims",
]  # fmt: skip


def opened(journey: JourneyMap) -> Any:
    return openpyxl.load_workbook(BytesIO(render_xlsx(journey)))


def rows_of(book: Any, sheet: str) -> list[dict[str, Any]]:
    _, headings, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_sheet_for_each_kind_of_card() -> None:
    book = opened(rich_map())
    assert book.sheetnames == SHEETS
    journey = rich_map()
    sizes = [len(rows_of(book, name)) for name in SHEETS[2:]]
    parts = (
        journey.stages, journey.actions, journey.touchpoints, journey.curve.points, journey.pains, journey.opportunities,
        journey.goals, journey.checklist, journey.gaps, journey.praises, journey.moments, journey.quotes, journey.measures, journey.personas, journey.claims,
    )  # fmt: skip
    assert sizes == [len(part) for part in parts]


def test_the_map_is_a_grid_of_stages_and_lanes() -> None:
    grid = [[cell or "" for cell in row] for row in opened(rich_map())["Map"].iter_rows(values_only=True)]
    assert grid[0][0] == "How people buy from Nordlys Home"
    assert grid[1][0] == "All customers · January to June 2026"
    assert grid[3] == ["", *(stage.name for stage in rich_map().stages)]
    lanes = [row[0] for row in grid[4:] if row[0]]
    assert lanes == [
        "Reach", "Actions", "Touchpoints", "Emotion", "In their words", "Pain points", "Opportunities", "Measures",
    ]  # fmt: skip
    decision = [row[3] for row in grid[4:] if row[3]]
    assert decision[:2] == ["8,934 customers, 69% go on", "Put things in the cart"]
    assert "Shipping costs: very poor, −0.62 (± 0.03, n = 2,100)" in decision


def test_the_head_holds_the_figures_and_the_notes() -> None:
    head = {row["What"]: row["Value"] for row in rows_of(opened(rich_map()), "About")}
    assert (head["Title"], head["Records until"]) == ("How people buy from Nordlys Home", "30 June 2026")
    assert (head["customers"], head["NPS"]) == ("19,842", "'+12 (± 2, n = 4,210)")
    assert head["Note 3"] == rich_map().notes[2]


def test_a_figure_is_a_number_with_its_format() -> None:
    sheet = opened(rich_map())["Touchpoints"]
    costs = next(row for row in sheet.iter_rows(min_row=3) if row[2].value == "Shipping costs")
    reach, feels = costs[5], costs[6]
    assert (reach.value, reach.number_format) == (0.71, "0.0%")
    assert (feels.value, feels.number_format) == (-0.62, "+0.00;-0.00;0.00")


def test_a_claim_carries_its_question() -> None:
    first = rows_of(opened(rich_map()), "Claims")[0]
    assert (first["Claim"], first["Says"], first["Value"], first["Reads as"]) == ("c1", "customers", 19842, "19,842")
    assert (first["Question"], first["Field"], first["Tier"]) == ('{"ask": "dropoff"}', "rate", "measured")


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_landscape_with_its_head_in_view(name: str) -> None:
    sheet = opened(rich_map())[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    down = None if name == "Curve" else 0  # the curve and its chart share a page
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, down)
    assert sheet.freeze_panes == ("B5" if name == "Map" else "C3")
    assert sheet.print_title_rows is not None


def test_ids_are_hidden_and_what_is_fixed_is_grey() -> None:
    sheet = opened(rich_map())["Pain points"]
    assert sheet.column_dimensions["A"].hidden
    title, proof = sheet["D3"], sheet["E3"]
    assert title.fill.fill_type is None
    assert proof.fill.fgColor.rgb == "FFF4F2EE"


def test_a_stage_is_chosen_from_those_of_the_map() -> None:
    rules = opened(rich_map())["Actions"].data_validations.dataValidation
    assert [(rule.type, rule.formula1) for rule in rules] == [("list", "Stages!$B$3:$B$9")]


def test_a_map_in_arabic_runs_from_right_to_left() -> None:
    for sheet in opened(HARD_CASES["arabic"]()):
        assert sheet.sheet_view.rightToLeft
        assert sheet["B4"].alignment.horizontal in ("right", "general", None)
    assert not opened(rich_map())["Map"].sheet_view.rightToLeft


def test_the_curve_is_drawn() -> None:
    assert len(opened(rich_map())["Curve"]._charts) == 1
    assert not opened(HARD_CASES["no_feedback"]())["Curve"]._charts


def test_no_cell_is_a_formula_or_a_link() -> None:
    for journey in (hostile(), rich_map()):
        for sheet in opened(journey):
            assert not sheet._hyperlinks
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("name", HARD_CASES)
def test_same_map_same_bytes(name: str) -> None:
    assert render_xlsx(HARD_CASES[name]()) == render_xlsx(HARD_CASES[name]())


def test_a_text_longer_than_a_cell_is_cut() -> None:
    m = MapMaker("x")
    m.stage("One", 5)
    m.action("One", "word " * 20_000)
    assert len(rows_of(opened(m.map()), "Actions")[0]["Action"]) == 32_000


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_random_maps_open(journey: JourneyMap) -> None:
    book = opened(journey)
    assert [len(rows_of(book, name)) for name in ("Stages", "Touchpoints")] == [
        len(journey.stages),
        len(journey.touchpoints),
    ]
    for row in book["Map"].row_dimensions.values():
        assert row.height is None or row.height <= 409


def test_a_number_that_is_none_is_refused() -> None:
    m = MapMaker("x")
    m.figure("customers", float("nan"), 5, "count")
    with pytest.raises(MapError, match="no finite number"):
        render_xlsx(m.map())
