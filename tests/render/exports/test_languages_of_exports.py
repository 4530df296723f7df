"""Exports speak the map's language; a workbook keeps the names by which it is read back."""

import sys
from io import BytesIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from made_maps import rich_map

from footpath.maps.importing import read_xlsx
from footpath.render.exports.markdown import render_markdown
from footpath.render.exports.pdf import render_pdf
from footpath.render.exports.pptx import render_pptx
from footpath.render.exports.xlsx import render_xlsx
from footpath.render.language import with_language


def words_of_slides(data: bytes) -> str:
    from pptx import Presentation

    slides = Presentation(BytesIO(data)).slides
    return "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def test_slides_and_documents_are_headed_in_the_maps_language() -> None:
    german = with_language(rich_map(), "de")
    slides, document = words_of_slides(render_pptx(german)), render_markdown(german)
    for label in ("Wo es schmerzt", "Schmerzpunkte", "gehen weiter", "19.842 Kunden"):
        assert label in slides
    for label in ("## Aussagen", "| Kontaktpunkt | Kanal | Reichweite | Erlebnis |", "Daten bis 30. Juni 2026"):
        assert label in document
    for label in ("Pain points", " go on", "Where it hurts"):
        assert label not in slides
        assert label not in document


def test_a_document_in_pages_numbers_them_in_its_language() -> None:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(render_pdf(with_language(rich_map(), "fr"), "A4")))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert f"1 sur {len(reader.pages)}" in " ".join(text.split())
    assert reader.trailer["/Root"]["/Lang"] == "fr"


@pytest.mark.parametrize("language", ["de", "es", "fr", "pt", "ar"])
def test_a_workbook_that_nobody_edited_is_read_back_without_a_change(language: str) -> None:
    journey = with_language(rich_map(), language)
    written = render_xlsx(journey)
    edited = read_xlsx(written, journey, render_xlsx)
    assert edited.map == journey
    assert edited.changes == ()


def test_the_first_sheet_of_a_workbook_is_in_the_maps_language_and_the_names_of_sheets_are_not() -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(render_xlsx(with_language(rich_map(), "de"))))
    assert {"Map", "Touchpoints", "Claims"} <= set(book.sheetnames)
    titles = {cell.value for cell in book["Map"]["A"]}
    assert {"Kontaktpunkte", "Schmerzpunkte", "Chancen"} <= titles
