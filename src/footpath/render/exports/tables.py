"""The map as tables for a workbook: which sheets, in which order, and every claim with its question."""

import json
from collections.abc import Callable, Iterator, Sequence

from footpath.model.maps import JourneyMap
from footpath.render.exports.cells import Column, Table, count_of, day_cell, ends_of, value_cell, written
from footpath.render.exports.figures import Figures
from footpath.render.exports.finding_tables import checklist, gaps, goals, moments, opportunities, pains, praises
from footpath.render.exports.place_tables import (
    actions,
    aims,
    curve,
    flows,
    links,
    measures,
    personas,
    quotes,
    stages,
    touchpoints,
)
from footpath.render.exports.plan_tables import deviations, planned_changes


def tables_of(journey: JourneyMap) -> Iterator[Table]:
    """Every sheet but the picture of the map, in the order in which they stand.

    What every map speaks of has its sheet even where it is empty, so that a person may add to it; of the rest, only those that
    hold anything.
    """
    figures = Figures(journey)
    for build in _SHEETS:
        table = build(journey, figures)
        if table.rows or build in _ALWAYS:
            yield table


def claims(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for name, claim in journey.claims.items():
        texts = name, name, claim.text, figures.value(name)
        ends = (
            claim.unit,
            claim.tier.value,
            day_cell(claim.from_at),
            day_cell(claim.to_at),
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
    stages, actions, aims, touchpoints, curve, pains, opportunities, goals, checklist, gaps, praises, moments, flows,
    planned_changes, deviations, quotes, measures, personas, links, claims,
)  # fmt: skip
_ALWAYS = (stages, actions, touchpoints, curve, pains, opportunities, quotes, measures, personas, claims)
