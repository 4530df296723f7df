"""A workbook edited by hand (openpyxl plays the hand) comes back: what may change did, what may not did not, all of it told."""

import itertools
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from made_maps import HARD_CASES, rich_map
from random_maps import maps

from footpath.errors import MapError
from footpath.maps.importing import Edited, read_xlsx
from footpath.model.maps import Flow, JourneyMap, MapLink
from footpath.model.records import Tier
from footpath.render import read_json, render_json, render_svg
from footpath.render.exports.xlsx import render_xlsx

Hand = Callable[[Any], object]


def edited(hand: Hand, base: JourneyMap | None = None) -> Edited:
    journey = base or rich_map()
    book = openpyxl.load_workbook(BytesIO(render_xlsx(journey)))
    hand(book)
    out = BytesIO()
    book.save(out)
    return read_xlsx(out.getvalue(), journey, render_xlsx)


def row_of(sheet: Any, text: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text)


def put(sheet: str, text: str, heading: str, now: object) -> Hand:
    """Writes into the row in which ``text`` stands."""

    def hand(book: Any) -> None:
        column = next(cell.column for cell in book[sheet][2] if cell.value == heading)
        book[sheet].cell(row_of(book[sheet], text), column).value = now

    return hand


def add(sheet: str, **cells: str) -> Hand:
    def hand(book: Any) -> None:
        headings = {cell.value: cell.column for cell in book[sheet][2]}
        row = book[sheet].max_row + 1
        for name, text in cells.items():
            book[sheet].cell(row, headings[name.replace("_", " ")]).value = text

    return hand


def drop(sheet: str, text: str) -> Hand:
    return lambda book: book[sheet].delete_rows(row_of(book[sheet], text))


def both(*hands: Hand) -> Hand:
    def hand(book: Any) -> None:
        for one in hands:
            one(book)

    return hand


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_workbook_that_nobody_edited_changes_nothing(name: str) -> None:
    journey = HARD_CASES[name]()
    written = render_xlsx(journey)
    assert read_xlsx(written, journey, render_xlsx) == Edited(journey, ())
    assert edited(lambda book: None, journey) == Edited(journey, ())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_nor_does_one_of_a_random_map(journey: JourneyMap) -> None:
    assert edited(lambda book: None, journey) == Edited(journey, ())


def test_a_title_and_whose_journey_it_is() -> None:
    found = edited(both(put("About", "Title", "Value", "Buying a lamp"), put("About", "Whose journey", "Value", None)))
    assert (found.map.title, found.map.scope) == ("Buying a lamp", "")
    assert [(c.what, c.where, c.was, c.now) for c in found.changes] == [
        ("head", "Title", "How people buy from Nordlys Home", "Buying a lamp"),
        ("head", "Whose journey", "All customers", ""),
    ]


def test_a_wording_is_one_change_and_nothing_else_moves() -> None:
    found = edited(put("Pain points", "Late delivery in the north", "Pain point", "Winter roads"))
    late = next(pain for pain in found.map.pains if pain.title == "Winter roads")
    before = next(pain for pain in rich_map().pains if pain.id == late.id)
    assert late == before.model_copy(update={"title": "Winter roads"})
    assert found.map.model_copy(update={"pains": rich_map().pains}) == rich_map()
    (change,) = found.changes
    assert (change.what, change.where, change.field) == ("pain point", "Late delivery in the north", "Pain point")
    assert (change.was, change.now, change.taken) == ("Late delivery in the north", "Winter roads", True)


def test_a_renamed_stage_takes_everything_with_it() -> None:
    found = edited(put("Stages", "Delivery", "Stage", "Waiting"))
    assert [stage.name for stage in found.map.stages][4] == "Waiting"
    text = render_json(found.map)
    assert '"stage": "Delivery"' not in text
    assert text.count('"stage": "Waiting"') == render_json(rich_map()).count('"stage": "Delivery"')
    assert len(found.changes) == 1


def test_the_map_of_a_part_stays_with_its_stage() -> None:
    base = rich_map().model_copy(update={"parts": (MapLink(stage="Delivery", touchpoint="Delivery", map="last-mile"),)})
    found = edited(
        both(
            put("Stages", "Delivery", "Stage", "Waiting"), put("Touchpoints", "Parcel tracking", "Touchpoint", "Track")
        ),
        base,
    )
    assert found.map.parts == (MapLink(stage="Waiting", touchpoint="Delivery", map="last-mile"),)


def test_two_stages_change_names() -> None:
    found = edited(both(put("Stages", "Delivery", "Stage", "x"), put("Stages", "Purchase", "Stage", "Delivery"),
                        put("Stages", "x", "Stage", "Purchase")))  # fmt: skip
    cards = {card.name: card.stage for card in found.map.touchpoints}
    assert (cards["Payment"], cards["Parcel tracking"]) == ("Delivery", "Purchase")


def test_stages_in_another_order() -> None:
    def hand(book: Any) -> None:
        sheet = book["Stages"]
        cells = [cell.value for cell in sheet[9]]
        sheet.delete_rows(9)
        sheet.insert_rows(3)
        for at, value in enumerate(cells, start=1):
            sheet.cell(3, at).value = value

    found = edited(hand)
    assert [stage.name for stage in found.map.stages][:2] == ["Advocacy", "Awareness"]
    assert [(change.field, change.now.split(" → ")[0]) for change in found.changes] == [("order", "Advocacy")]


def test_a_new_stage_with_a_new_action_and_touchpoint_in_it() -> None:
    hand = both(
        add("Stages", Stage="Farewell"),
        add("Actions", Stage="farewell", Action="Close the account"),
        add("Touchpoints", Stage="Farewell", Touchpoint="Exit form", Channel="web"),
    )
    found = edited(hand)
    assert found.map.stages[-1].name == "Farewell"
    assert (found.map.actions[-1].stage, found.map.actions[-1].claim) == ("Farewell", None)
    card = found.map.touchpoints[-1]
    assert (card.name, card.channel, card.ownership, card.tier) == ("Exit form", "web", "owned", Tier.ASSUMED)
    assert [(change.what, change.now) for change in found.changes] == [
        ("stage", "Farewell"), ("action", "Close the account"), ("touchpoint", "Exit form"),
    ]  # fmt: skip


def test_a_stage_goes_only_when_nothing_stands_in_it() -> None:
    found = edited(drop("Stages", "Advocacy"))
    assert found.map == rich_map()
    assert [(c.taken, c.why) for c in found.changes] == [(False, "8 things stand in it: move or remove them first.")]
    base = rich_map().model_copy(
        update={"stages": (*rich_map().stages, rich_map().stages[0].model_copy(update={"name": "Bare"}))}
    )
    found = edited(drop("Stages", "Bare"), base)
    assert [stage.name for stage in found.map.stages] == [stage.name for stage in rich_map().stages]


def test_a_touchpoint_that_moves_takes_its_points_quotes_and_findings_with_it() -> None:
    found = edited(
        both(
            put("Touchpoints", "Returns", "Stage", "Delivery"),
            put("Touchpoints", "Returns", "Touchpoint", "Sending back"),
        )
    )
    for parts in (found.map.curve.points, found.map.quotes, found.map.pains, found.map.opportunities):
        assert "Returns" not in {part.touchpoint for part in parts}
        moved = {part.stage for part in parts if part.touchpoint == "Sending back"}
        assert moved <= {"Delivery"}
    assert [p.stage for p in found.map.pains if p.touchpoint == "Sending back"] == ["Delivery"]


def test_a_removed_touchpoint_goes_with_its_point_and_its_claims() -> None:
    found = edited(drop("Touchpoints", "Assembly guide"))
    assert "Assembly guide" not in {card.name for card in found.map.touchpoints}
    assert "Assembly guide" not in {point.touchpoint for point in found.map.curve.points}
    assert len(found.map.claims) == len(rich_map().claims) - 2
    assert [(c.what, c.was, c.now) for c in found.changes] == [("touchpoint", "Assembly guide", "")]


def test_goals_checklist_and_efforts_are_edited_and_a_goal_is_held_against_its_number_again() -> None:
    base = rich_map()
    goal, item, chance = base.goals[0], base.checklist[0], base.opportunities[0]
    now = base.claims[goal.claim or ""].value
    found = edited(
        both(
            put("Goals", goal.title, "Owner", "Ann"),
            put("Goals", goal.title, "Target", now),
            put("Goals", goal.title, "By", "soon"),
            put("Goals", goal.title, "Goal", "Ours"),
            put("Checklist", item.title, "Item", "They find us"),
            put("Opportunities", chance.title, "Effort", "Low"),
        )
    )
    changed = found.map.goals[0]
    assert (changed.title, changed.owner, changed.target, changed.status) == ("Ours", "Ann", now, "reached")
    assert changed.by_on == goal.by_on
    assert [change.why for change in found.changes if not change.taken] == ["A day is written as 2026-12-31."]
    assert found.map.checklist[0].title == "They find us"
    assert found.map.opportunities[0].effort == "low"


def test_ways_follow_a_renamed_touchpoint_and_go_with_a_removed_one() -> None:
    names = [card.name for card in rich_map().touchpoints]
    ways = tuple(
        Flow(from_touchpoint=a, to_touchpoint=b, direction="forward", claim="c1") for a, b in itertools.pairwise(names)
    )
    base = rich_map().model_copy(update={"flows": ways})
    way = base.flows[0]
    found = edited(put("Touchpoints", way.from_touchpoint, "Touchpoint", "Ours"), base).map
    assert {one.from_touchpoint for one in found.flows} >= {"Ours"}
    assert way.from_touchpoint not in {name for one in found.flows for name in (one.from_touchpoint, one.to_touchpoint)}
    gone = edited(drop("Touchpoints", way.from_touchpoint), base).map
    assert gone.flows == tuple(
        one for one in base.flows if way.from_touchpoint not in (one.from_touchpoint, one.to_touchpoint)
    )


def test_a_removed_pain_point_leaves_its_opportunity_without_one() -> None:
    gone = "Shipping costs appear at the last step"
    found = edited(drop("Pain points", gone))
    pain = next(pain.id for pain in rich_map().pains if pain.title == gone)
    assert pain in [o.pain for o in rich_map().opportunities]
    assert pain not in [o.pain for o in found.map.opportunities]
    assert len(found.map.opportunities) == len(rich_map().opportunities)


def test_an_added_pain_point_is_assumed_and_can_be_drawn() -> None:
    found = edited(
        both(
            add("Pain points", Stage="Purchase", Touchpoint="Payment", Pain_point="Cards are refused abroad"),
            add("Opportunities", Stage="Purchase", Opportunity="Take more cards", Why="Shops abroad do"),
        )
    )
    pain, chance = found.map.pains[-1], found.map.opportunities[-1]
    assert (pain.id, pain.tier, pain.claims, pain.proof) == ("p6", Tier.ASSUMED, (), "")
    assert (chance.title, chance.why, chance.claim) == ("Take more cards", "Shops abroad do", None)
    assert "Cards are refused" in render_svg(found.map)
    assert read_json(render_json(found.map)) == found.map
    again = edited(lambda book: None, found.map)
    assert again == Edited(found.map, ())


@pytest.mark.parametrize(
    ("sheet", "text", "heading", "now"),
    [
        ("Stages", "Delivery", "Customers", 7),
        ("Touchpoints", "Cart", "Experience", 0.99),
        ("Curve", "Cart", "Experience", 1),
        ("Pain points", "Late delivery in the north", "Proof", "All is well"),
        ("Measures", "NPS", "Value", 80),
        ("Personas", "Planners", "Share", 1),
        ("Claims", "c1", "Value", 1e6),
        ("Claims", "c1", "Question", "{}"),
        ("Quotes", "Came nine days late, and nobody told me.", "Said", "Came on time."),
    ],
)
def test_a_figure_or_a_quote_is_not_edited_but_told(sheet: str, text: str, heading: str, now: object) -> None:
    found = edited(put(sheet, text, heading, now))
    assert found.map == rich_map()
    (change,) = found.changes
    assert (change.field, change.taken) == (heading, False)
    assert change.why.endswith(".")


def test_rows_that_cannot_be_added_or_removed_are_told() -> None:
    found = edited(
        both(add("Quotes", Stage="Delivery", Said="I love it"), drop("Claims", "c1"), add("Personas", Persona="Ghosts"))
    )
    assert found.map == rich_map()
    assert sorted(change.what for change in found.changes) == ["claim", "persona", "quote"]
    assert not any(change.taken for change in found.changes)


def test_a_stage_that_does_not_exist_is_told() -> None:
    found = edited(
        both(put("Actions", "Pay", "Stage", "Nowhere"), add("Actions", Stage="Elsewhere", Action="Look round"))
    )
    assert found.map == rich_map()
    assert [change.why.split(";")[0] for change in found.changes] == [
        'There is no stage "Nowhere"', 'There is no stage "Elsewhere"',
    ]  # fmt: skip


def test_two_stages_of_one_name_are_told() -> None:
    found = edited(both(put("Stages", "Delivery", "Stage", "Retention"), add("Stages", Stage="Awareness")))
    assert found.map == rich_map()
    assert [change.taken for change in found.changes] == [False, False]


def test_a_touchpoint_that_is_there_already_is_told() -> None:
    found = edited(add("Touchpoints", Stage="Decision", Touchpoint="Cart"))
    assert found.map == rich_map()
    assert [change.why for change in found.changes] == ['"Cart" stands in this stage already.']
    found = edited(add("Touchpoints", Stage="Retention", Touchpoint="Cart"))
    assert [card.stage for card in found.map.touchpoints if card.name == "Cart"] == ["Decision", "Retention"]


def test_an_emptied_name_is_told_and_an_emptied_row_is_removed() -> None:
    def empty(book: Any) -> None:
        sheet = book["Actions"]
        for cell in sheet[row_of(sheet, "Unpack and assemble")][1:]:
            cell.value = None

    found = edited(both(put("Actions", "Pay", "Action", None), empty))
    assert [(c.where, c.taken) for c in found.changes] == [("Pay", False), ("Unpack and assemble", True)]
    assert len(found.map.actions) == len(rich_map().actions) - 1


def test_sorted_rows_change_nothing_and_a_copied_row_is_a_new_one() -> None:
    def hand(book: Any) -> None:
        sheet = book["Actions"]
        rows = sorted(([cell.value for cell in row] for row in sheet.iter_rows(min_row=3)), key=lambda row: str(row[2]))
        for at, row in enumerate([*rows, rows[0]], start=3):
            for column, value in enumerate(row, start=1):
                sheet.cell(at, column).value = value

    found = edited(hand)
    assert found.map.actions[:-1] == rich_map().actions
    assert [(c.was, c.now) for c in found.changes] == [("", "Buy again")]


def test_the_picture_is_not_edited() -> None:
    def hand(book: Any) -> None:
        book["Map"]["B5"].value = "a million customers"

    found = edited(hand)
    assert found.map == rich_map()
    assert [(c.what, c.now, c.taken) for c in found.changes] == [("map", "a million customers", False)]


def test_a_sheet_or_a_column_that_is_gone_removes_nothing() -> None:
    def hand(book: Any) -> None:
        del book["Quotes"]
        book["Actions"].delete_cols(3)

    found = edited(hand)
    assert found.map == rich_map()
    assert [change.where for change in found.changes] == ["Actions", "Quotes"]


def test_a_persona_is_renamed_wherever_it_is_named() -> None:
    found = edited(
        both(
            put("Personas", "Planners", "Persona", "List makers"), put("Personas", "List makers", "Note", "They plan.")
        )
    )
    assert (found.map.personas[1].name, found.map.personas[1].note) == ("List makers", "They plan.")
    assert found.map.personas[1].claim == rich_map().personas[1].claim


def test_a_formula_that_was_made_harmless_is_read_as_it_was_meant() -> None:
    found = edited(put("Actions", "Pay", "Action", "'=SUM of the cart is paid"))
    assert "=SUM of the cart is paid" in [action.text for action in found.map.actions]
    book = openpyxl.load_workbook(BytesIO(render_xlsx(found.map)))
    assert book["Actions"].cell(row_of(book["Actions"], "'=SUM of the cart is paid"), 3).data_type == "s"


def test_a_workbook_of_another_map_is_refused() -> None:
    other = rich_map().model_copy(update={"title": "Another"})
    with pytest.raises(MapError, match="another map, or from another revision"):
        read_xlsx(render_xlsx(other), rich_map(), render_xlsx)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not really", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(MapError, match="cannot be read as a workbook"):
        read_xlsx(data, rich_map(), render_xlsx)


def test_a_workbook_without_a_map_is_refused() -> None:
    out = BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(MapError, match="holds no map"):
        read_xlsx(out.getvalue(), rich_map(), render_xlsx)


def test_a_workbook_that_unfolds_to_more_than_a_map_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as parts, parts.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(620):
            part.write(bytes(1_000_000))
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(MapError, match="larger than any map"):
        read_xlsx(out.getvalue(), rich_map(), render_xlsx)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps(), st.data())
def test_a_renamed_stage_is_a_renamed_word_in_any_map(journey: JourneyMap, data: st.DataObject) -> None:
    assume(journey.stages)
    at = data.draw(st.integers(0, len(journey.stages) - 1))
    found = edited(lambda book: setattr(book["Stages"].cell(3 + at, 2), "value", "Quite another"), journey)
    before, after = (json.loads(render_json(one)) for one in (journey, found.map))
    old = journey.stages[at].name
    before["stages"][at]["name"] = "Quite another"
    points = [point for part in (before["curve"], *before["curve"]["personas"]) for point in part["points"]]
    listed = (
        "actions", "touchpoints", "quotes", "pains", "opportunities", "measures", "praises", "moments", "goals", "checklist",
        "gaps", "aims",
    )  # fmt: skip
    points += before["walk"]["steps"] if before["walk"] else []
    for part in [*points, *(part for name in listed for part in before[name])]:
        part["stage"] = "Quite another" if part["stage"] == old else part["stage"]
    assert after == before
    assert [change.taken for change in found.changes] == [True]
