"""The map as tables for a workbook: which sheets, which columns, and which cells a person may change."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from footpath.model.claims import Claim
from footpath.model.maps import CurvePoint, JourneyMap
from footpath.model.spreadsheets import neutral
from footpath.render.exports.figures import Figures
from footpath.render.text import clean

LONGEST = 32_000  # characters; a cell holds 32,767
Edit = Literal["no", "yes", "new"]  # "new": only in rows that a person adds


@dataclass(frozen=True)
class Number:
    """A figure of a cell, in the unit of its claim."""

    value: float
    unit: str


Cell = str | Number | None


@dataclass(frozen=True)
class Column:
    heading: str
    width: int
    edit: Edit = "no"
    choices: str = ""  # "stages", "channels" or "ownership"


@dataclass(frozen=True)
class Table:
    """A sheet. The first cell of a row is its id, which ties it to the map when the workbook comes back."""

    name: str
    hint: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def written(text: str) -> str:
    """An outside string as a cell has it: one line, no formula, not too long."""
    return neutral(clean(text))[:LONGEST]


def tables_of(journey: JourneyMap) -> tuple[Table, ...]:
    """Every sheet but the picture of the map, in the order in which they stand."""
    figures = Figures(journey)
    return tuple(build(journey, figures) for build in _SHEETS)


def _value(claim: Claim | None) -> Cell:
    return None if claim is None else Number(claim.value, claim.unit)


def _ends(claim: Claim | None) -> tuple[Cell, Cell]:
    if claim is None:
        return None, None
    low, high = (None if end is None else Number(end, claim.unit) for end in (claim.low, claim.high))
    return low, high


def _n(claim: Claim | None) -> Cell:
    return None if claim is None else Number(claim.n, "count")


def _ids(figures: Figures, *names: str | None) -> Cell:
    return written(", ".join(dict.fromkeys(figures.known(*names))))


def _day(at: datetime | None) -> Cell:
    return at.date().isoformat() if at else None


def _stages(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, stage in enumerate(journey.stages, start=1):
        on = figures.claim(stage.goes_on)
        seen = _value(figures.claim(stage.reach))
        name = written(stage.name)
        rows.append(
            (f"stage-{at}", name, seen, _value(on), *_ends(on), _n(on), _ids(figures, stage.reach, stage.goes_on))
        )
    columns = (
        Column("Id", 10), Column("Stage", 26, "yes"), Column("Customers", 12), Column("Go on", 9), Column("Low", 9),
        Column("High", 9), Column("n", 10), Column("Claims", 12),
    )  # fmt: skip
    hint = "Rename a stage, or move its row: the map follows, with everything in the stage."
    return Table("Stages", hint, columns, tuple(rows))


def _actions(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, action in enumerate(journey.actions, start=1):
        claim = figures.claim(action.claim)
        place = f"action-{at}", written(action.stage), written(action.text)
        rows.append((*place, _value(claim), _n(claim), _ids(figures, action.claim)))
    columns = (
        Column("Id", 10), Column("Stage", 22, "yes", "stages"), Column("Action", 48, "yes"), Column("Figure", 10),
        Column("n", 10), Column("Claim", 10),
    )  # fmt: skip
    return Table(
        "Actions", "What customers do, as a person would say it. Rows may be added below.", columns, tuple(rows)
    )


def _touchpoints(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, card in enumerate(journey.touchpoints, start=1):
        reach, feels, works = (figures.claim(name) for name in (card.reach, card.experience, card.effectiveness))
        place = (written(part) for part in (card.stage, card.name, card.channel, card.ownership))
        told = _value(reach), _value(feels), *_ends(feels), _n(feels), _value(works), card.tier.value
        rows.append((f"touchpoint-{at}", *place, *told, _ids(figures, card.reach, card.experience, card.effectiveness)))
    columns = (
        Column("Id", 10), Column("Stage", 20, "yes", "stages"), Column("Touchpoint", 32, "yes"),
        Column("Channel", 11, "yes", "channels"), Column("Ownership", 11, "yes", "ownership"), Column("Reach", 9),
        Column("Experience", 11), Column("Low", 8), Column("High", 8), Column("n", 9), Column("Effectiveness", 14),
        Column("Tier", 10), Column("Claims", 14),
    )  # fmt: skip
    hint = "Experience runs from −1 (very poor) to 1 (very good). A row that is added is assumed: no record speaks of it yet."
    return Table("Touchpoints", hint, columns, tuple(rows))


def _curve(journey: JourneyMap, figures: Figures) -> Table:
    listed: list[tuple[str, CurvePoint]] = [("all", point) for point in journey.curve.points]
    listed += [(curve.persona, point) for curve in journey.curve.personas for point in curve.points]
    rows = []
    for at, (whose, point) in enumerate(listed, start=1):
        claim = figures.claim(point.claim)
        place = (written(part) for part in (point.stage, point.touchpoint, whose))
        rows.append((f"point-{at}", *place, _value(claim), *_ends(claim), _n(claim), _ids(figures, point.claim)))
    columns = (
        Column("Id", 10), Column("Stage", 20), Column("Touchpoint", 32), Column("Whose", 16), Column("Experience", 11),
        Column("Low", 9), Column("High", 9), Column("n", 9), Column("Claim", 10),
    )  # fmt: skip
    hint = (
        clean(journey.curve.missing)
        or "The emotion curve with its 95% interval. It is measured, so nothing here can be edited."
    )
    return Table("Curve", written(hint), columns, tuple(rows))


def _pains(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, pain in enumerate(journey.pains, start=1):
        place = (written(part) for part in (pain.stage, pain.touchpoint, pain.title, pain.proof, pain.who))
        where = ", ".join(f"{name}: {value}" for name, value in pain.segment.items())
        rest = written(pain.sentence), written(", ".join(pain.kinds)), written(where), written(", ".join(pain.quotes))
        graded = Number(pain.severity, "score"), pain.tier.value
        rows.append((f"pain-{at}", *place, *graded, *rest, _ids(figures, *pain.claims)))
    columns = (
        Column("Id", 10), Column("Stage", 18, "new", "stages"), Column("Touchpoint", 26, "new"), Column("Pain point", 40, "yes"),
        Column("Proof", 34), Column("Who", 22), Column("Severity", 9), Column("Tier", 10), Column("In a sentence", 60),
        Column("Signals", 16), Column("Segment", 20), Column("Quotes", 12), Column("Claims", 20),
    )  # fmt: skip
    hint = "Name a pain point in your own words, remove one, or add one. Its proof is measured and stays as it is."
    return Table("Pain points", hint, columns, tuple(rows))


def _opportunities(journey: JourneyMap, figures: Figures) -> Table:
    titles = {pain.id: pain.title for pain in journey.pains}
    rows = []
    for at, chance in enumerate(journey.opportunities, start=1):
        parts = (
            chance.stage,
            chance.touchpoint,
            chance.title,
            chance.why,
            chance.worth,
            titles.get(chance.pain or "", ""),
        )
        rows.append((f"opportunity-{at}", *(written(part) for part in parts), _ids(figures, chance.claim)))
    columns = (
        Column("Id", 10), Column("Stage", 18, "new", "stages"), Column("Touchpoint", 26, "new"), Column("Opportunity", 44, "yes"),
        Column("Why", 50, "yes"), Column("Worth", 40), Column("Pain point", 40), Column("Claim", 10),
    )  # fmt: skip
    hint = "Write in Opportunity and Why; add or remove rows. What it would be worth is measured and stays as it is."
    return Table("Opportunities", hint, columns, tuple(rows))


def _quotes(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, quote in enumerate(journey.quotes, start=1):
        parts = (written(part) for part in (quote.stage, quote.touchpoint, quote.text, quote.source))
        feels = None if quote.experience is None else Number(quote.experience, "experience")
        ends = written(quote.language), _day(quote.said_at), written(quote.link), written(quote.id)
        rows.append((f"quote-{at}", *parts, feels, *ends))
    columns = (
        Column("Id", 10), Column("Stage", 18), Column("Touchpoint", 26), Column("Said", 80), Column("Source", 20),
        Column("Experience", 11), Column("Language", 10), Column("On", 11), Column("Link", 10), Column("Quote", 8),
    )  # fmt: skip
    hint = "Customers' own words, free of personal data. They are never rewritten; a row may be removed."
    return Table("Quotes", hint, columns, tuple(rows))


def _measures(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, item in enumerate(journey.measures, start=1):
        claim = figures.claim(item.claim)
        place = f"measure-{at}", written(item.stage), written(item.label), written(figures.value(item.claim))
        ends = (claim.unit, claim.tier.value) if claim else ("", "")
        rows.append((*place, _value(claim), *_ends(claim), _n(claim), *ends, _ids(figures, item.claim)))
    columns = (
        Column("Id", 10), Column("Stage", 20), Column("Measure", 30, "yes"), Column("Reads as", 14), Column("Value", 12),
        Column("Low", 12), Column("High", 12), Column("n", 10), Column("Unit", 11), Column("Tier", 10), Column("Claim", 10),
    )  # fmt: skip
    return Table(
        "Measures",
        "A measure may be named differently or removed; its value is asked of the records.",
        columns,
        tuple(rows),
    )


def _personas(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, persona in enumerate(journey.personas, start=1):
        claim = figures.claim(persona.claim)
        lines = [f"{part.title}: {line.text}" for part in persona.sections for line in part.lines]
        lines += [found.text for found in journey.differences if found.persona == persona.name]
        said = "; ".join(dict.fromkeys(lines))
        place = f"persona-{at}", written(persona.name), written(persona.note), written(said)
        rows.append((*place, _value(claim), *_ends(claim), _n(claim), _ids(figures, persona.claim)))
    columns = (
        Column("Id", 10), Column("Persona", 24, "yes"), Column("Note", 50, "yes"), Column("What sets them apart", 60),
        Column("Share", 9), Column("Low", 9), Column("High", 9), Column("n", 10), Column("Claim", 10),
    )  # fmt: skip
    return Table(
        "Personas", "Name a persona and say in a note who it is. Whom it holds is measured.", columns, tuple(rows)
    )


def _claims(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for name, claim in journey.claims.items():
        texts = name, name, claim.text, figures.value(name)
        ends = (
            claim.unit,
            claim.tier.value,
            _day(claim.from_at),
            _day(claim.to_at),
            written(claim.caution),
            written(claim.field),
        )
        asked = (written(json.dumps(part, ensure_ascii=False, sort_keys=True)) for part in (claim.pick, claim.question))
        numbers = _value(claim), *_ends(claim), _n(claim)
        rows.append((*(written(text) for text in texts), *numbers, *ends, *asked))
    columns = (
        Column("Id", 10), Column("Claim", 8), Column("Says", 60), Column("Reads as", 14), Column("Value", 12), Column("Low", 12),
        Column("High", 12), Column("n", 10), Column("Unit", 11), Column("Tier", 10), Column("From", 11), Column("To", 11),
        Column("Caution", 24), Column("Field", 14), Column("Row", 34), Column("Question", 60),
    )  # fmt: skip
    hint = "Where every figure comes from: ask the question with `footpath ask`, take the row and the field. Nothing here can be edited."
    return Table("Claims", hint, columns, tuple(rows))


_SHEETS: Sequence[Callable[[JourneyMap, Figures], Table]] = (
    _stages, _actions, _touchpoints, _curve, _pains, _opportunities, _quotes, _measures, _personas, _claims,
)  # fmt: skip
