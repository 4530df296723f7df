"""The document, read back by another library: pages, words, fonts, and the same bytes each time."""

import hashlib
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made_maps import HARD_CASES, MapMaker, hostile, rich_map
from pypdf import PdfReader
from random_maps import maps

from footpath.errors import MapError
from footpath.model.maps import JourneyMap
from footpath.render.exports.drawing import between
from footpath.render.exports.pdf import render_pdf
from footpath.render.look import Look, laid_out
from footpath.render.marks import Line, Mark, Scene
from footpath.render.sheets import sheets_of


def read(journey: JourneyMap, paper: str = "A4") -> PdfReader:
    return PdfReader(BytesIO(render_pdf(journey, paper)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_words_can_be_selected_and_fonts_travel_along() -> None:
    reader = read(rich_map())
    text = words(reader)
    for said in ("How people buy from Nordlys Home", "Shipping costs appear at the", "19,842", "1 of 2", "2 of 2"):
        assert said in text
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert {str(font["/BaseFont"]).split("+")[1].split("-")[0] for font in fonts} == {
        "FootpathInter",
        "FootpathInterDisplay",
    }
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in described
        assert "/ToUnicode" in font


def test_no_page_is_a_picture() -> None:
    for page in read(rich_map()).pages:
        assert [image for image in page.images if image.data] == []


@pytest.mark.parametrize(("paper", "size"), [("A4", (842, 595)), ("A3", (1191, 842))])
def test_pages_are_landscape_and_end_where_sheets_end(paper: str, size: tuple[int, int]) -> None:
    reader = read(rich_map(), paper)
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages] == [size, size]
    assert len(reader.pages) == len(sheets_of(laid_out(rich_map())))
    assert "Advocacy" in reader.pages[1].extract_text()
    assert "Pain points" in words(reader)


@pytest.mark.parametrize("form", ["poster", "swimlane"])
def test_every_page_of_columns_names_them(form: str) -> None:
    m = MapMaker("Two tall columns")
    for stage in ("Looking", "Buying"):
        m.stage(stage, 100, 0.5)
        for at in range(24):
            m.touchpoint(stage, f"Place {at} of {stage.lower()}", ("web", "store", "phone")[at % 3], 0.5, 0.1, 50)
    pages = PdfReader(BytesIO(render_pdf(m.map(), look=Look(form, "full")))).pages
    assert len(pages) > 1
    for page in pages:
        assert {"Looking", "Buying"} <= set(page.extract_text().split())


@pytest.mark.parametrize("form", ["flow", "circle", "matrix"])
def test_a_form_without_columns_from_top_to_bottom_repeats_no_names(form: str) -> None:
    assert laid_out(rich_map(), Look(form)).heads == ()


def test_a_large_sheet_and_a_fitting_one_are_one_page() -> None:
    scene = laid_out(rich_map())
    (large,) = read(rich_map(), "A0").pages
    assert sorted((round(large.mediabox.width), round(large.mediabox.height))) == [2384, 3370]
    (fitting,) = read(rich_map(), "fit").pages
    assert float(fitting.mediabox.width) == pytest.approx(scene.width * 0.75, abs=0.01)
    assert float(fitting.mediabox.height) == pytest.approx(scene.height * 0.75, abs=0.01)


def test_it_says_its_title_and_language_and_no_date() -> None:
    reader = read(MapMaker("Käufe <b>\x00&\u202e", language="de").map())
    assert reader.metadata == {
        "/Title": "Käufe <b> &",
        "/Subject": "Ist-Zustand, alle Kunden. Januar bis Juni 2026",
        "/Producer": "Footpath",
    }
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert "/ID" not in reader.trailer


@pytest.mark.parametrize("paper", ["A4", "A0"])
def test_the_same_map_gives_the_same_bytes_in_another_process(paper: str) -> None:
    code = (
        f"import sys, hashlib; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from made_maps import hostile\nfrom footpath.render.exports.pdf import render_pdf\n"
        f"print(hashlib.sha256(render_pdf(hostile(), {paper!r})).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert hashlib.sha256(render_pdf(hostile(), paper)).hexdigest() == other


@pytest.mark.parametrize("name", HARD_CASES)
def test_hard_cases_are_bound(name: str) -> None:
    journey = HARD_CASES[name]()
    assert len(read(journey).pages) == len(sheets_of(laid_out(journey)))


def test_dark_differs_from_light_and_says_the_same() -> None:
    dark = render_pdf(rich_map(), "A4", dark=True)
    assert dark != render_pdf(rich_map())
    assert words(PdfReader(BytesIO(dark))) == words(read(rich_map()))


def lines_of(scene: Scene, marks: list[Mark]) -> list[Line]:
    found = Scene(scene.width, scene.height, "", "", tuple(marks))
    return [mark for mark in found.walk() if isinstance(mark, Line)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_every_line_stands_whole_on_exactly_one_page(journey: JourneyMap) -> None:
    scene = laid_out(journey)
    sheets = sheets_of(scene)
    shown = [line for top, bottom in sheets for line in lines_of(scene, list(between(scene.marks, top, bottom)))]
    every = [mark for mark in scene.walk() if isinstance(mark, Line) and mark.text]
    assert sorted(map(repr, (line for line in shown if line.text))) == sorted(map(repr, every))


def test_an_unknown_paper_is_refused() -> None:
    with pytest.raises(MapError, match='No paper is called "A9 x"'):
        render_pdf(rich_map(), "A9\nx")
