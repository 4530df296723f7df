"""Sheets of what is planned: the changes of a future map, and a planned journey against the real ones."""

from footpath.model.futures import Deviation, subject_of
from footpath.model.maps import JourneyMap
from footpath.render.exports.cells import (
    CLAIMS,
    HIGH,
    ID,
    LOW,
    STAGE,
    Column,
    N,
    Table,
    count_of,
    day_cell,
    ends_of,
    ids_of,
    number_cell,
    texts_of,
    value_cell,
    written,
)
from footpath.render.exports.figures import Figures


def planned_changes(journey: JourneyMap, figures: Figures) -> Table:
    titles = {pain.id: pain.title for pain in journey.pains}
    reached = {one.at: one for one in journey.reached}
    rows = []
    for at, change in enumerate(journey.planned_changes):
        far, claim = reached.get(at), figures.claim(change.claim)
        unit = claim.unit if claim else "experience" if change.what == "target" else "share"
        told = texts_of(change.what, subject_of(change, titles), change.stage, change.to_stage, change.channel)
        aims = (
            value_cell(claim),
            number_cell(change.target, unit),
            day_cell(change.by_on),
            *texts_of(change.owner, change.why),
        )
        come = tuple(number_cell(getattr(far, part, None), unit) for part in ("was", "now"))
        closed = tuple(
            number_cell(getattr(far, part, None), "share") for part in ("closed", "closed_low", "closed_high")
        )
        held = ids_of(figures, change.claim, *((far.before, far.claim) if far else ()))
        rows.append((f"change-{at + 1}", *told, *aims, *come, *closed, written(far.why if far else ""), held))
    columns = (
        ID, Column("What", 10), Column("Of", 40), STAGE, Column("To stage", 18), Column("Channel", 10), Column("Was on the map", 14),
        Column("Target", 10, "yes"), Column("By", 12, "yes"), Column("Owner", 18, "yes"), Column("Why", 40, "yes"),
        Column("As long before", 14), Column("Now", 10), Column("Closed", 9), Column("Closed low", 10), Column("Closed high", 10),
        Column("Why not known", 40), CLAIMS,
    )  # fmt: skip
    hint = "What this map plans, and how far later records have come. Set a target, its day, who owns it and why; or remove a row."
    return Table("Planned changes", hint, columns, tuple(rows))


def deviations(journey: JourneyMap, figures: Figures) -> Table:
    plan = journey.plan
    if plan is None:
        return Table("Planned journey", "", (ID,), ())
    as_planned = Deviation(
        instead="as planned",
        text=" → ".join(plan.steps),
        customers=plan.conforms or "",
        outcome=plan.outcome_conforms,
        cost=plan.cost_conforms,
    )
    rows = []
    for at, way in enumerate((as_planned, *plan.deviations)):
        many, outcome, cost = (figures.claim(name) for name in (way.customers, way.outcome, way.cost))
        told = texts_of(way.after, way.instead, way.text)
        of = (
            value_cell(many),
            count_of(many),
            value_cell(outcome),
            *ends_of(outcome),
            count_of(outcome),
            value_cell(cost),
        )
        rows.append((f"deviation-{at}", *told, *of, ids_of(figures, way.customers, way.outcome, way.cost)))
    columns = (
        ID, Column("After", 28), Column("Instead", 28), Column("In words", 60), Column("Customers", 12), N, Column("Outcome", 10),
        LOW, HIGH, Column("n of it", 10), Column("Cost", 12), CLAIMS,
    )  # fmt: skip
    hint = (
        f"{plan.name}: where real journeys leave the planned one. {'Outcome: ' + plan.outcome if plan.outcome else ''}"
    )
    return Table("Planned journey", written(hint), columns, tuple(rows))
