"""A workbook tells in which language and layout it was drawn, so an English map takes its edits from a German workbook."""

import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "render"))

from made_maps import rich_map, wanting_map

from footpath.errors import MapError
from footpath.maps.importing import Edited, Origin, origin_of, read_xlsx
from footpath.model.maps import MapLink
from footpath.render.exports.xlsx import LAYOUT, fingerprint, render_xlsx
from footpath.render.language import with_language


def retold(workbook: bytes, **cells: str) -> bytes:
    """The workbook with other texts in it; ``Sheet__old`` is the cell that says ``old``, with spaces for underscores."""
    book = openpyxl.load_workbook(BytesIO(workbook))
    for key, text in cells.items():
        sheet, _, old = key.partition("__")
        found = [cell for row in book[sheet].iter_rows() for cell in row if cell.value == old.replace("_", " ")]
        found[0].value = text
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def headed(workbook: bytes, head: str) -> bytes:
    """The workbook as if its head said so."""
    book = openpyxl.load_workbook(BytesIO(workbook))
    row = next(row for row in book["About"].iter_rows() if row[0].value == "made-from")
    row[2].value = head
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changes_of(edited: Edited) -> list[tuple[str, str, bool]]:
    return [(change.what, change.now, change.taken) for change in edited.changes]


@pytest.mark.parametrize("language", ["de", "pt", "fr", "es", "pt-BR", "ja"])
def test_a_workbook_in_another_language_is_the_english_maps_own(language: str) -> None:
    journey = rich_map()
    edited = read_xlsx(render_xlsx(with_language(journey, language)), journey, render_xlsx)
    assert edited == Edited(journey, ())


@pytest.mark.parametrize("language", ["de", "pt"])
def test_its_edits_are_taken_over_and_the_map_keeps_its_language(language: str) -> None:
    journey = rich_map()
    drawn = render_xlsx(with_language(journey, language))
    old = journey.pains[0].title
    workbook = retold(drawn, **{f"Pain points__{old.replace(' ', '_')}": "Niemand sagt Bescheid"})
    edited = read_xlsx(workbook, journey, render_xlsx)
    assert edited.map.language == "en"
    assert edited.map.pains[0].title == "Niemand sagt Bescheid"
    assert changes_of(edited) == [("pain point", "Niemand sagt Bescheid", True)]
    assert edited.map.model_copy(update={"pains": journey.pains}) == journey


def test_a_workbook_says_what_it_was_made_from() -> None:
    journey = rich_map()
    assert origin_of(render_xlsx(with_language(journey, "pt"))) == Origin(fingerprint(journey), LAYOUT, "pt")
    assert fingerprint(with_language(journey, "pt")) == fingerprint(journey)
    assert fingerprint(journey.model_copy(update={"title": "Another"})) != fingerprint(journey)


def test_a_cell_that_names_another_language_changes_nothing() -> None:
    journey = rich_map()
    edited = read_xlsx(retold(render_xlsx(with_language(journey, "de")), About__de="fr"), journey, render_xlsx)
    assert edited.map == journey
    assert changes_of(edited) == [("head", "fr", False)]


def test_a_workbook_of_the_layout_before_is_read_and_what_it_had_no_sheet_for_stays() -> None:
    journey = wanting_map()
    stage = journey.stages[0].name
    journey = journey.model_copy(update={"parts": (MapLink(stage=stage, map="A part"),)})
    book = openpyxl.load_workbook(BytesIO(render_xlsx(journey)))
    assert journey.aims
    del book["Aims"]
    del book["Maps of parts"]
    out = BytesIO()
    book.save(out)
    old = headed(out.getvalue(), f"{fingerprint(journey)} layout 2")
    assert read_xlsx(old, journey, render_xlsx) == Edited(journey, ())
    title = journey.opportunities[0].title
    renamed = read_xlsx(
        retold(old, **{f"Opportunities__{title.replace(' ', '_')}": "Say it at once"}), journey, render_xlsx
    )
    assert renamed.map.opportunities[0].title == "Say it at once"
    assert renamed.map.aims == journey.aims
    assert renamed.map.parts == journey.parts


@pytest.mark.parametrize(
    ("layout", "told"),
    [("layout 1", "older Footpath"), ("", "older Footpath"), ("layout 99 language de", "newer Footpath")],
)
def test_a_workbook_of_a_footpath_too_old_or_too_new_is_refused_in_a_sentence(layout: str, told: str) -> None:
    journey = rich_map()
    with pytest.raises(MapError, match=told):
        read_xlsx(headed(render_xlsx(journey), f"{fingerprint(journey)} {layout}".strip()), journey, render_xlsx)


def test_aims_may_be_put_in_other_words_or_removed() -> None:
    journey = wanting_map()
    book = openpyxl.load_workbook(BytesIO(render_xlsx(journey)))
    book["Aims"].cell(3, 5).value = "To be told"
    out = BytesIO()
    book.save(out)
    edited = read_xlsx(out.getvalue(), journey, render_xlsx)
    assert edited.map.aims[0].text == "To be told"
    book = openpyxl.load_workbook(BytesIO(render_xlsx(journey)))
    book["Aims"].delete_rows(3)
    out = BytesIO()
    book.save(out)
    assert read_xlsx(out.getvalue(), journey, render_xlsx).map.aims == journey.aims[1:]
