"""The map as tables for a workbook: which sheets, which columns, and which cells a person may change."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from footpath.model.findings import Worth
from footpath.model.maps import CurvePoint, JourneyMap
from footpath.render.exports.cells import Cell, Column, Number, Table, count_of, ends_of, ids_of, value_cell, written
from footpath.render.exports.figures import Figures
from footpath.render.exports.finding_tables import finding_tables
from footpath.render.text import clean


def tables_of(journey: JourneyMap) -> tuple[Table, ...]:
    """Every sheet but the picture of the map, in the order in which they stand."""
    figures = Figures(journey)
    first, last = _SHEETS[:6], _SHEETS[6:]
    return (
        *(build(journey, figures) for build in first),
        *finding_tables(journey, figures),
        *(build(journey, figures) for build in last),
    )


def _day(at: datetime | None) -> Cell:
    return at.date().isoformat() if at else None


def _stages(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, stage in enumerate(journey.stages, start=1):
        on = figures.claim(stage.goes_on)
        seen = value_cell(figures.claim(stage.reach))
        name = written(stage.name)
        rows.append(
            (
                f"stage-{at}",
                name,
                seen,
                value_cell(on),
                *ends_of(on),
                count_of(on),
                ids_of(figures, stage.reach, stage.goes_on),
            )
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
        rows.append((*place, value_cell(claim), count_of(claim), ids_of(figures, action.claim)))
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
        told = (
            value_cell(reach),
            value_cell(feels),
            *ends_of(feels),
            count_of(feels),
            value_cell(works),
            card.tier.value,
        )
        rows.append(
            (f"touchpoint-{at}", *place, *told, ids_of(figures, card.reach, card.experience, card.effectiveness))
        )
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
        rows.append(
            (f"point-{at}", *place, value_cell(claim), *ends_of(claim), count_of(claim), ids_of(figures, point.claim))
        )
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
        lasts = (str(on or "") for on in (pain.onset_on, pain.onset_low_on, pain.onset_high_on, pain.until_on))
        known = (value_cell(figures.claim(name)) for name in (pain.frequency, pain.reach))
        held = (pain.frequency, pain.reach, *(pain.stake.claims if pain.stake else ()))
        more = *known, *lasts, *_worth(pain.stake), written(" ".join(pain.coincides))
        rows.append((f"pain-{at}", *place, *graded, *rest, *more, ids_of(figures, *pain.claims, *held)))
    columns = (
        Column("Id", 10), Column("Stage", 18, "new", "stages"), Column("Touchpoint", 26, "new"), Column("Pain point", 40, "yes"),
        Column("Proof", 34), Column("Who", 22), Column("Severity", 9), Column("Tier", 10), Column("In a sentence", 60),
        Column("Signals", 16), Column("Segment", 20), Column("Quotes", 12), Column("Frequency", 10), Column("Reach", 10),
        Column("Since", 11), Column("Since, earliest", 14), Column("Since, latest", 14), Column("Until", 11), Column("At stake", 12),
        Column("At stake, low", 12), Column("At stake, high", 12), Column("What is at stake", 44), Column("Assumed", 44),
        Column("At the same time", 44), Column("Claims", 20),
    )  # fmt: skip
    hint = "Name a pain point in your own words, remove one, or add one. Its proof is measured and stays as it is."
    return Table("Pain points", hint, columns, tuple(rows))


def _opportunities(journey: JourneyMap, figures: Figures) -> Table:
    titles = {pain.id: pain.title for pain in journey.pains}
    aims = {goal.id: goal.title for goal in journey.goals}
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
        fits, effort = written(" ".join(chance.fits)), chance.effort
        goals = written(", ".join(aims[name] for name in chance.goals if name in aims))
        held = (chance.claim, *chance.fit_claims, *(chance.bringing.claims if chance.bringing else ()))
        more = fits, *_worth(chance.bringing), chance.kind, effort, goals
        rows.append((f"opportunity-{at}", *(written(part) for part in parts), *more, ids_of(figures, *held)))
    columns = (
        Column("Id", 10), Column("Stage", 18, "new", "stages"), Column("Touchpoint", 26, "new"), Column("Opportunity", 44, "yes"),
        Column("Why", 50, "yes"), Column("Worth", 40), Column("Pain point", 40), Column("Why it fits here", 50), Column("Would bring", 12),
        Column("Would bring, low", 12), Column("Would bring, high", 12), Column("What it would bring", 44), Column("Assumed", 44),
        Column("Kind", 10), Column("Effort", 10, "yes", "effort"), Column("Goals", 30), Column("Claims", 16),
    )  # fmt: skip
    hint = "Write in Opportunity and Why; add or remove rows. What it would be worth is measured and stays as it is."
    return Table("Opportunities", hint, columns, tuple(rows))


def _worth(worth: Worth | None) -> tuple[Cell, ...]:
    """A worth's number with its interval, what it says, and what was assumed."""
    if worth is None:
        return None, None, None, "", ""
    low, high = (None if end is None else Number(end, worth.unit) for end in (worth.low, worth.high))
    return Number(worth.value, worth.unit), low, high, written(worth.text), written(" ".join(worth.assumptions))


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
        rows.append((*place, value_cell(claim), *ends_of(claim), count_of(claim), *ends, ids_of(figures, item.claim)))
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
        rows.append((*place, value_cell(claim), *ends_of(claim), count_of(claim), ids_of(figures, persona.claim)))
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
        numbers = value_cell(claim), *ends_of(claim), count_of(claim)
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
