"""Who stands behind a number of fewer than five is in no form of a map."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from footpath.model.claims import Claim, Sample
from footpath.model.maps import Figure, JourneyMap
from footpath.render import read_json, render_html, render_json
from footpath.render.exports.csv import render_csv
from footpath.render.exports.markdown import render_markdown
from footpath.render.exports.pptx import render_pptx
from footpath.render.exports.xlsx import render_xlsx

SECRET = Sample(customer="K-4711", touchpoint="Cart", text="only I would say this")


def claim(value: float, n: int, unit: str) -> Claim:
    fields: dict[str, Any] = {"id": "c1", "text": "A few", "question": {"ask": "overview"}, "field": "f"}
    return Claim(value=value, n=n, unit=unit, samples=(SECRET,), **fields)


@pytest.mark.parametrize(
    ("value", "n", "unit", "shown"),
    [
        (0.3, 4, "experience", 0),
        (0.3, 5, "experience", 1),
        (4.0, 20_000, "count", 0),
        (5.0, 20_000, "count", 1),
        (0.1, 40, "share", 0),
        (0.125, 40, "share", 1),
        (12.0, 3, "money", 0),
        (float("inf"), 900, "count", 1),  # no figure, and refused when it is drawn
    ],
)
def test_records_are_shown_from_five_on(value: float, n: int, unit: str, shown: int) -> None:
    assert len(claim(value, n, unit).samples) == shown


@pytest.mark.parametrize(("n", "shown"), [(4, False), (50, True)])
def test_no_form_of_a_map_tells_of_so_few(n: int, shown: bool) -> None:
    held = claim(0.5, n, "experience")
    journey = JourneyMap(title="Shop", figures=(Figure(label="feels", claim="c1"),), claims={"c1": held})
    written = [render_html(journey), render_json(journey)]
    assert [SECRET.text in text for text in written] == [shown, shown]
    packed = "".join(
        archive.read(name).decode("utf-8", "replace")
        for file in (render_xlsx(journey), render_pptx(journey))
        for archive in [ZipFile(BytesIO(file))]
        for name in archive.namelist()
    )
    assert "Shop" in packed
    assert SECRET.customer not in packed + render_csv(journey) + render_markdown(journey)


def test_nor_does_a_map_that_another_program_wrote() -> None:
    journey = JourneyMap(title="Shop", claims={"c1": claim(0.5, 50, "experience")})
    told = json.loads(render_json(journey))
    told["claims"]["c1"]["n"] = 2
    assert read_json(json.dumps(told)).claims["c1"].samples == ()
