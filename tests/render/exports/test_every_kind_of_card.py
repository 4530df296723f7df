"""Every kind of card that the schema knows is told in each export, or it is written down here why not."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from footpath.model.claims import Claim
from footpath.model.findings import ChecklistItem, ContentGap, Goal, MomentOfTruth, Opportunity, Pain, Praise
from footpath.model.futures import Deviation, PlannedChange, PlannedJourney, Reached
from footpath.model.maps import (
    Action,
    Aim,
    Curve,
    CurvePoint,
    Difference,
    Figure,
    Flow,
    JourneyMap,
    MapLink,
    Measure,
    PersonaCard,
    PersonaLine,
    PersonaSection,
    Quote,
    Saying,
    StageColumn,
    TouchpointCard,
)  # fmt: skip
from footpath.model.walks import Step, Walk
from footpath.render import render_html, render_json
from footpath.render.exports.cjml import render_cjml
from footpath.render.exports.csv import render_csv
from footpath.render.exports.markdown import render_markdown
from footpath.render.exports.mermaid import render_mermaid
from footpath.render.exports.pptx import render_pptx
from footpath.render.exports.xlsx import render_xlsx

# Fields of the map that are no cards: its head, and the claims that everything else rests on.
HEAD = {
    "schema_version", "title", "state", "scope", "from_at", "to_at", "as_of", "language", "currency", "claims", "lake_version",
}  # fmt: skip
# By kind of card a word that only it says; a number where a card says nothing but its claim.
MARKS = {
    "figures": "Figuremark", "personas": "Personamark", "stages": "Stagemark", "actions": "Actionmark",
    "touchpoints": "Touchmark", "aims": "Aimmark", "curve": "0.2345", "quotes": "Quotemark", "pains": "Painmark",
    "opportunities": "Chancemark", "measures": "Measuremark", "differences": "Differencemark", "employees": "Sayingmark",
    "parts": "Partmark", "flows": "4321", "praises": "Praisemark", "moments": "Momentmark", "goals": "Goalmark",
    "checklist": "Itemmark", "gaps": "Gapmark", "planned_changes": "Changemark", "reached": "0.4567",
    "current_curve": "-0.3456", "plan": "Planmark", "walk": "Walkmark", "notes": "Notemark",
}  # fmt: skip
_NO_WAYS = "a table of who goes where would be read by nobody; the sheet, the CSV and the flow form have it"
_NO_WALK = "a journey is played, step by step: in the page and in the terminal"
_AS_READ = "its number is told as people read it, rounded"
_ONLY_PATH = "the format knows stages, touchpoints and how they feel, and says in a comment that the rest is left out"
_PATH = {"stages", "touchpoints"}
WHY_NOT: dict[str, dict[str, str]] = {
    "json": {},
    "csv": {"walk": _NO_WALK},
    "xlsx": {"walk": _NO_WALK},
    "markdown": {
        "walk": _NO_WALK, "flows": _NO_WAYS, "curve": _AS_READ, "reached": _AS_READ,
        "current_curve": "a document is no drawing: how it felt before is what the planned changes speak of",
    },
    "pptx": {
        "walk": _NO_WALK, "flows": _NO_WAYS, "curve": _AS_READ, "reached": _AS_READ, "current_curve": _AS_READ,
        "actions": "a stage's slide has no room beside its touchpoints, which they are the verbs of",
        "differences": "they stand on the persona's card, section by section", "parts": "a slide cannot open a map",
        "employees": "slides speak of customers", "notes": "they are of the whole map, and no claim stands behind them",
    },
    "html": {
        "curve": _AS_READ, "reached": _AS_READ, "current_curve": _AS_READ, "flows": _NO_WAYS,
    },
    "mermaid": {name: _ONLY_PATH for name in MARKS if name not in _PATH},
    "cjml": {name: _ONLY_PATH for name in MARKS if name not in _PATH},
}  # fmt: skip


def whole_map() -> JourneyMap:
    """One card of every kind, each with its mark."""
    claims: dict[str, Claim] = {}

    def claim(value: float, unit: str = "share", n: int = 5000) -> str:
        name = f"c{len(claims) + 1}"
        fields = {"id": name, "text": f"Claim {name}", "question": {"ask": "overview"}, "field": "f", "unit": unit}
        claims[name] = Claim.model_validate({**fields, "value": value, "n": n})
        return name

    place = {"stage": MARKS["stages"], "touchpoint": MARKS["touchpoints"]}
    stage = {"stage": MARKS["stages"]}
    found = {"proof": "38% leave", "kinds": ("leaving",), "claims": (claim(0.38),)}
    felt = claim(0.2345, "experience")
    persona = PersonaCard(
        name=MARKS["personas"], claim=claim(0.3),
        sections=(PersonaSection(title="Goals", lines=(PersonaLine(text="They hurry", n=900),)),),
    )  # fmt: skip
    plan = PlannedJourney(
        name=MARKS["plan"], steps=("Touchmark",), pattern='"Touchmark"', conforms=claim(0.5),
        deviations=(Deviation(instead="left", text="Nobody waits", customers=claim(700, "count")),),
    )  # fmt: skip
    step = Step(at=datetime(2000, 1, 1, tzinfo=UTC), touchpoint="Touchmark", said=MARKS["walk"])
    return JourneyMap(
        title="Everything", figures=(Figure(label=MARKS["figures"], claim=claim(5000, "count")),), personas=(persona,),
        stages=(StageColumn(name=MARKS["stages"], reach=claim(5000, "count")),),
        actions=(Action(**stage, text=MARKS["actions"]),),
        touchpoints=(TouchpointCard(**stage, name=MARKS["touchpoints"], channel="web", reach=claim(0.4), experience=felt),),
        aims=(Aim(**place, kind="goal", text=MARKS["aims"], claim=claim(0.2)),),
        curve=Curve(points=(CurvePoint(**place, claim=felt),)),
        quotes=(Quote(id="q1", **place, text=MARKS["quotes"], source="review"),),
        pains=(Pain(id="p1", **place, title=MARKS["pains"], sentence="They leave", severity=0.5, **found),),
        opportunities=(Opportunity(id="o1", **place, title=MARKS["opportunities"], pain="p1"),),
        measures=(Measure(**stage, label=MARKS["measures"], claim=claim(4.2, "score")),),
        differences=(Difference(persona=persona.name, text=MARKS["differences"], claim=claim(0.6), effect=0.4, q=0.01),),
        employees=(Saying(text=MARKS["employees"], claim=claim(0.1)),),
        parts=(MapLink(**stage, map=MARKS["parts"]),),
        flows=(Flow(from_touchpoint="Touchmark", to_touchpoint="Touchmark", direction="back", claim=claim(4321, "count")),),
        praises=(Praise(id="g1", **place, title=MARKS["praises"], sentence="They stay", strength=0.5, **found),),
        moments=(
            MomentOfTruth(
                **place, what="occurrence", outcome="an order", sentence=MARKS["moments"], difference=claim(0.1), claims=(),
                effect=0.3, q=0.01,
            ),
        ),
        goals=(Goal(id="t1", title=MARKS["goals"], target=0.5, claim=claim(0.4)),),
        checklist=(ChecklistItem(id="k1", **stage, title=MARKS["checklist"], status="gap", text="Not there"),),
        gaps=(ContentGap(**stage, channel="app", text=MARKS["gaps"], claims=(claim(80, "count"),)),),
        planned_changes=(PlannedChange(what="add", touchpoint=MARKS["planned_changes"], to_stage=MARKS["stages"], target=0.6),),
        reached=(Reached(at=0, was=0.1, now=0.4567, target=0.6, closed=0.7, claim=claim(0.4567)),),
        current_curve=Curve(points=(CurvePoint(**place, claim=claim(-0.3456, "experience")),)),
        plan=plan, walk=Walk(customer="customer 3fa2c1", chosen="so", of=40, steps=(step,)), notes=(MARKS["notes"],),
        claims=claims,
    )  # fmt: skip


def sheets(journey: JourneyMap) -> str:
    """All but the list of claims, which holds every number whether a sheet tells it or not."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(render_xlsx(journey)))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row if sheet.title != "Claims")
    return "\n".join(str(value) for value in cells if value is not None)


def slides(journey: JourneyMap) -> str:
    from pptx import Presentation

    shown = [shape for slide in Presentation(BytesIO(render_pptx(journey))).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shown if shape.has_text_frame)


def before_the_data(journey: JourneyMap) -> str:
    """What a reader of the page sees: the data block that it carries tells everything by itself."""
    return render_html(journey).partition('<script type="application/json"')[0]


EXPORTS: dict[str, Callable[[JourneyMap], str]] = {
    "json": render_json, "csv": render_csv, "xlsx": sheets, "markdown": render_markdown, "pptx": slides,
    "html": before_the_data, "mermaid": render_mermaid, "cjml": render_cjml,
}  # fmt: skip


def test_every_field_of_the_schema_is_a_kind_of_card_or_the_head() -> None:
    assert set(JourneyMap.model_fields) == HEAD | MARKS.keys()
    journey = whole_map()
    assert [name for name in MARKS if not getattr(journey, name)] == []


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_tells_of_every_kind_of_card_or_says_why_not(name: str) -> None:
    text = EXPORTS[name](whole_map())
    silent = {kind for kind, mark in MARKS.items() if mark not in text}
    assert silent == set(WHY_NOT[name])
