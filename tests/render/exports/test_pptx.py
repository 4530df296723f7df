"""The slides, read back by another library: native shapes, notes that cite claims, no text outside of its place."""

import hashlib
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from made_futures import future_of
from made_maps import HARD_CASES, MapMaker, arabic, hostile, rich_map
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import PP_ALIGN
from random_maps import maps

from footpath.errors import MapError
from footpath.model.maps import JourneyMap
from footpath.render.exports.pptx import render_pptx
from footpath.render.exports.pptx_deck import deck
from footpath.render.exports.pptx_slide import FAINT, HEIGHT, WIDTH, Slide, TextBox, fitted
from footpath.render.language import speaking, with_language
from footpath.render.marks import Box
from footpath.render.text import wrap
from footpath.render.theme import ThemeFile


def read(journey: JourneyMap, dark: bool = False) -> Any:
    return Presentation(BytesIO(render_pptx(journey, dark)))


def texts(page: Any) -> list[str]:
    return [shape.text_frame.text for shape in page.shapes if shape.has_text_frame and shape.text_frame.text]


def faults(slide: Slide) -> list[str]:
    """Texts that cross, leave the slide or their card, or need more lines than their box has."""
    boxes = [slide.title, *(item for item in slide.items if isinstance(item, TextBox))]
    boxes = [item for item in boxes if item.lines]
    found = []
    for at, item in enumerate(boxes):
        if not (item.card or Box(0, 0, WIDTH, HEIGHT)).holds(item.box):
            found.append(f"outside: {item}")
        if len(wrap(item.text, item.style, item.box.width, 99)[0]) * item.style.leading > item.box.height + 0.01:
            found.append(f"overflows: {item}")
        found += [f"cross: {item} {other}" for other in boxes[at + 1 :] if item.box.crosses(other.box, -0.01)]
    return found


@pytest.mark.parametrize("name", HARD_CASES)
def test_no_text_of_a_hard_case_leaves_its_place(name: str) -> None:
    journey = HARD_CASES[name]()
    assert [fault for one in (journey, future_of(journey)) for slide in deck(one) for fault in faults(slide)] == []
    with speaking("ar"):
        assert [fault for slide in deck(journey) for fault in faults(slide)] == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_no_text_of_a_random_map_leaves_its_place(journey: JourneyMap) -> None:
    assert [fault for slide in deck(journey) for fault in faults(slide)] == []


def test_a_fault_would_be_seen() -> None:
    text = fitted("Some words that fill a line", FAINT, 10, 10, 400)
    assert any("cross" in fault for fault in faults(Slide(text, (text,), "")))
    assert any("outside" in fault for fault in faults(Slide(fitted("x", FAINT, 1270, 10, 90), (), "")))


def test_there_is_a_slide_for_each_question() -> None:
    pages = read(rich_map()).slides
    stages = ["Awareness", "Consideration", "Decision", "Purchase", "Delivery", "Retention", "Advocacy"]
    assert [page.shapes.title.text_frame.text for page in pages] == [
        "How people buy from Nordlys Home",
        *stages,
        "Where it hurts",
        "What goes well, and what matters most",
        "What to do",
        "Goals",
        "Checklist",
        "Who they are",
    ]
    assert "Shipping costs" in texts(pages[3])
    assert "“At the last step shipping was suddenly 14 euros.”" in texts(pages[3])
    assert "Show delivery costs on the product page" in texts(pages[3])


def test_pains_are_ranked_and_answers_in_their_order() -> None:
    pages = read(rich_map()).slides
    told = texts(pages[8])
    titles = [pain.title for pain in sorted(rich_map().pains, key=lambda pain: -pain.severity)]
    assert [text for text in told if text in titles] == titles
    roadmap = texts(pages[10])
    assert roadmap.index("Show delivery costs on the product page") < roadmap.index("Staff the weekend inbox")


def test_shapes_are_native_and_none_is_a_picture() -> None:
    kinds = [shape.shape_type for page in read(rich_map()).slides for shape in page.shapes]
    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    assert MSO_SHAPE_TYPE.FREEFORM in kinds
    assert MSO_SHAPE_TYPE.AUTO_SHAPE in kinds


def test_notes_cite_the_claims() -> None:
    journey = rich_map()
    notes = read(journey).slides[3].notes_slide.notes_text_frame.text
    claim = journey.claims[next(pain for pain in journey.pains if pain.stage == "Decision").claims[0]]
    assert claim.text in notes
    assert "n = 5,330" in notes
    assert '"ask": "dropoff"' in notes


def test_what_finds_no_room_is_told_in_the_notes() -> None:
    m = MapMaker("Crowded")
    m.stage("One", 10)
    for at in range(30):
        m.quote("One", "Page", f"Said number {at}.", "chat", 0.0)
    page = read(m.map()).slides[1]
    notes = page.notes_slide.notes_text_frame.text
    seen = " ".join(texts(page))
    assert "more in the notes" in seen
    assert all(f"Said number {at}." in seen + notes for at in range(30))


def test_the_same_map_gives_the_same_bytes_in_another_process() -> None:
    code = (
        f"import sys, hashlib; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from made_maps import hostile\nfrom footpath.render.exports.pptx import render_pptx\n"
        "print(hashlib.sha256(render_pptx(hostile())).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert hashlib.sha256(render_pptx(hostile())).hexdigest() == other


def test_the_theme_has_inter_and_our_colours() -> None:
    with ZipFile(BytesIO(render_pptx(rich_map()))) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
    assert re.findall(r'<a:(?:major|minor)Font>\s*<a:latin typeface="(.*?)"', theme) == ["Inter", "Inter"]
    assert '<a:accent1><a:srgbClr val="26405E"/>' in theme


def test_text_from_right_to_left_says_so() -> None:
    runs = [shape for page in read(arabic()).slides for shape in page.shapes if shape.has_text_frame]
    flags = [shape.text_frame.paragraphs[0]._p.get_or_add_pPr().get("rtl") for shape in runs]
    assert "1" in flags


def test_a_deck_that_is_read_from_the_right_is_turned() -> None:
    left, right = read(rich_map()).slides[1], read(with_language(rich_map(), "he")).slides[1]
    width = Presentation(BytesIO(render_pptx(rich_map()))).slide_width
    for one, other in zip(left.shapes, right.shapes, strict=True):
        assert abs(width - (one.left + one.width) - other.left) <= 2
    shown = [shape.text_frame for shape in right.shapes if shape.has_text_frame and shape.text_frame.text]
    assert {frame.paragraphs[0].alignment for frame in shown} == {PP_ALIGN.RIGHT}


def test_a_theme_is_worn() -> None:
    theme = ThemeFile("Ours", light={"structure": "#a00b0c"})
    with ZipFile(BytesIO(render_pptx(rich_map(), theme=theme))) as archive:
        assert '<a:accent1><a:srgbClr val="A00B0C"/>' in archive.read("ppt/theme/theme1.xml").decode()
        assert "A00B0C" in archive.read("ppt/slides/slide1.xml").decode()
    with ZipFile(BytesIO(render_pptx(rich_map()))) as archive:
        assert "A00B0C" not in archive.read("ppt/slides/slide1.xml").decode()


def test_a_pain_is_told_with_its_onset_and_its_stake_and_the_notes_with_its_assumptions() -> None:
    journey = rich_map()
    page = read(journey).slides[8]
    assert any("since " in text for text in texts(page))
    assert any("at stake" in text for text in texts(page))
    notes = page.notes_slide.notes_text_frame.text
    assumed = [text for pain in journey.pains if pain.stake for text in pain.stake.assumptions]
    assert assumed
    assert all(text in notes for text in assumed)


def test_goals_and_planned_changes_have_slides() -> None:
    pages = {page.shapes.title.text_frame.text: page for page in read(future_of(rich_map())).slides}
    assert rich_map().goals[0].title in texts(pages["Goals"])
    assert any("of the way" in text for text in texts(pages["Goals"]))
    assert any("of the gap closed" in text for text in texts(pages["Planned changes"]))


def test_hostile_words_are_words() -> None:
    with ZipFile(BytesIO(render_pptx(hostile()))) as archive:
        written = "".join(archive.read(name).decode() for name in archive.namelist() if "slides/slide" in name)
    assert "<script>" not in written
    assert "&lt;script&gt;" in written


def test_nothing_at_all_is_still_a_deck_and_no_number_is_refused() -> None:
    assert len(read(MapMaker("Empty").map(), dark=True).slides) == 1
    m = MapMaker("x")
    m.figure("customers", float("nan"), 5, "count")
    with pytest.raises(MapError, match="no finite number"):
        render_pptx(m.map())
