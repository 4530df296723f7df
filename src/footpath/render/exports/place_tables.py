"""Sheets of what stands on the map: stages, actions, aims, touchpoints, the curve, quotes, measures, personas and ways."""

from footpath.model.maps import CurvePoint, JourneyMap
from footpath.render.exports.cells import (
    CLAIMS,
    HIGH,
    ID,
    LOW,
    STAGE,
    TOUCHPOINT,
    Column,
    N,
    Number,
    Table,
    count_of,
    day_cell,
    ends_of,
    ids_of,
    texts_of,
    value_cell,
    written,
)
from footpath.render.exports.figures import Figures
from footpath.render.text import clean


def stages(journey: JourneyMap, figures: Figures) -> Table:
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


def actions(journey: JourneyMap, figures: Figures) -> Table:
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


def touchpoints(journey: JourneyMap, figures: Figures) -> Table:
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


def curve(journey: JourneyMap, figures: Figures) -> Table:
    listed: list[tuple[str, CurvePoint]] = [("all", point) for point in journey.curve.points]
    listed += [(curve.persona, point) for curve in journey.curve.personas for point in curve.points]
    listed += [("all, before", point) for point in (journey.current_curve.points if journey.current_curve else ())]
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


def quotes(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, quote in enumerate(journey.quotes, start=1):
        parts = (written(part) for part in (quote.stage, quote.touchpoint, quote.text, quote.source))
        feels = None if quote.experience is None else Number(quote.experience, "experience")
        ends = written(quote.language), day_cell(quote.said_at), written(quote.link), written(quote.id)
        rows.append((f"quote-{at}", *parts, feels, *ends))
    columns = (
        Column("Id", 10), Column("Stage", 18), Column("Touchpoint", 26), Column("Said", 80), Column("Source", 20),
        Column("Experience", 11), Column("Language", 10), Column("On", 11), Column("Link", 10), Column("Quote", 8),
    )  # fmt: skip
    hint = "Customers' own words, free of personal data. They are never rewritten; a row may be removed."
    return Table("Quotes", hint, columns, tuple(rows))


def measures(journey: JourneyMap, figures: Figures) -> Table:
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


def personas(journey: JourneyMap, figures: Figures) -> Table:
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


def flows(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, flow in enumerate(journey.flows, start=1):
        claim = figures.claim(flow.claim)
        told = texts_of(flow.from_touchpoint, flow.to_touchpoint, flow.direction)
        rows.append((f"way-{at}", *told, value_cell(claim), count_of(claim), ids_of(figures, flow.claim)))
    columns = (
        ID, Column("From", 32), Column("To", 32), Column("Direction", 11), Column("Customers", 12), N, CLAIMS,
    )  # fmt: skip
    return Table("Ways", "Who goes from one touchpoint straight to another.", columns, tuple(rows))


def aims(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, aim in enumerate(journey.aims, start=1):
        claim = figures.claim(aim.claim)
        told = texts_of(aim.stage, aim.touchpoint, aim.kind, aim.text)
        share = value_cell(claim), *ends_of(claim), count_of(claim)
        rows.append((f"aim-{at}", *told, *share, written(", ".join(aim.quotes)), ids_of(figures, aim.claim)))
    columns = (
        ID, STAGE, TOUCHPOINT, Column("Kind", 12), Column("Aim", 60, "yes"), Column("Share", 9), LOW, HIGH, N,
        Column("Quotes", 12), CLAIMS,
    )  # fmt: skip
    hint = (
        "What customers say they want, need, do something for, or cannot do. Put it in your own words, or remove a row."
    )
    return Table("Aims", hint, columns, tuple(rows))


def links(journey: JourneyMap, figures: Figures) -> Table:
    rows = [
        (f"link-{at}", *texts_of(link.stage, link.touchpoint, link.map))
        for at, link in enumerate(journey.parts, start=1)
    ]
    columns = (ID, STAGE, TOUCHPOINT, Column("Map", 60))
    return Table("Maps of parts", "Stages and touchpoints that have a map of their own.", columns, tuple(rows))
