"""The tidy table: every figure is in it as the claim has it, and no cell is a formula."""

import csv
import json
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from made_futures import future_of
from made_maps import HARD_CASES, MapMaker, hostile, rich_map
from random_maps import maps

from footpath.errors import MapError
from footpath.maps.importing.citing import cited
from footpath.model.maps import JourneyMap, Saying
from footpath.render.exports.csv import COLUMNS, render_csv
from footpath.render.exports.markdown import render_markdown


def lines_of(journey: JourneyMap) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render_csv(journey))))


def test_a_figure_stands_with_its_interval_and_its_question() -> None:
    cart = next(
        line for line in lines_of(rich_map()) if line["touchpoint"] == "Cart" and line["section"] == "experience"
    )
    claim = rich_map().claims[cart["claim"]]
    assert float(cart["value"]) == claim.value == 0.12
    assert (float(cart["low"]), float(cart["high"])) == (claim.low, claim.high)
    assert (cart["stage"], cart["n"], cart["unit"], cart["tier"]) == ("Decision", "800", "experience", "measured")
    assert json.loads(cart["question"]) == claim.question


def test_every_claim_of_the_map_is_in_it() -> None:
    journey = rich_map()
    assert {line["claim"] for line in lines_of(journey)} - {""} == set(journey.claims)


def test_and_every_one_that_a_map_of_the_future_cites() -> None:
    future = future_of(rich_map())
    assert {line["claim"] for line in lines_of(future)} - {""} == cited(future)


def test_what_employees_say_stands_apart() -> None:
    base = rich_map()
    journey = base.model_copy(update={"employees": (Saying(text="Stock is wrong", claim="c1"),)})
    said = next(line for line in lines_of(journey) if line["section"] == "employees say")
    assert (said["text"], said["claim"]) == ("Stock is wrong", "c1")
    assert "## What employees say\n\n- Stock is wrong[^c1]\n" in render_markdown(journey)


def test_what_rests_on_nothing_has_no_value() -> None:
    posts = next(line for line in lines_of(rich_map()) if line["touchpoint"] == "Posts")
    assert [posts[name] for name in ("value", "low", "high", "n", "unit", "tier", "claim", "question")] == [""] * 8


def test_a_finding_has_a_line_and_one_more_for_each_further_claim() -> None:
    found = [line for line in lines_of(rich_map()) if "pain" in line["section"] and line["touchpoint"] == "Delivery"]
    assert [line["section"] for line in found] == ["pain point", "pain point evidence", "pain point since"]
    assert found[0]["text"] == "Late delivery in the north"


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_table_of_even_lines(name: str) -> None:
    text = render_csv(HARD_CASES[name]())
    rows = list(csv.reader(StringIO(text)))
    assert rows[0] == list(COLUMNS)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert text == render_csv(HARD_CASES[name]())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_no_cell_is_a_formula_or_breaks_a_line(journey: JourneyMap) -> None:
    for row in csv.reader(StringIO(render_csv(journey))):
        for at, cell in enumerate(row):
            assert "\n" not in cell
            assert "\x00" not in cell
            if COLUMNS[at] not in ("value", "low", "high"):
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "|", "%"))


def test_a_formula_is_neutralised() -> None:
    assert "'=cmd|' /C calc'!A0" in [line["text"] for line in lines_of(hostile())]


def test_a_number_that_is_none_is_refused() -> None:
    m = MapMaker("x")
    m.figure("customers", float("inf"), 5, "count")
    with pytest.raises(MapError, match="no finite number"):
        render_csv(m.map())
