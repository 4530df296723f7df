"""Further sheets of the workbook: goals, checklist, gaps, praise, moments of truth, ways, planned changes and a planned journey.

A sheet that would be empty is left out.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from footpath.model.findings import Goal
from footpath.model.futures import Deviation, subject_of
from footpath.model.maps import JourneyMap
from footpath.render.exports.cells import Cell, Column, Number, Table, count_of, ends_of, ids_of, value_cell, written
from footpath.render.exports.figures import Figures

_ID, _STAGE, _TOUCHPOINT = Column("Id", 10), Column("Stage", 18), Column("Touchpoint", 26)
_LOW, _HIGH, _N, _CLAIMS = Column("Low", 10), Column("High", 10), Column("n", 10), Column("Claims", 16)


def finding_tables(journey: JourneyMap, figures: Figures) -> Iterator[Table]:
    """Those that hold anything, in the order in which they stand."""
    for build in _SHEETS:
        table = build(journey, figures)
        if table.rows:
            yield table


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _texts(*parts: str) -> tuple[Cell, ...]:
    return tuple(written(part) for part in parts)


def _number(value: float | None, unit: str) -> Cell:
    return None if value is None else Number(value, unit)


def _goals(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, goal in enumerate(journey.goals, start=1):
        claim = figures.claim(goal.claim)
        unit = claim.unit if claim else "score"
        aims = _number(goal.start, unit), Number(goal.target, unit), _day(goal.by_on), written(goal.owner)
        place = f"goal-{at}", *_texts(goal.stage, goal.touchpoint, goal.title)
        now = value_cell(claim), *ends_of(claim), count_of(claim)
        rows.append((*place, *aims, *now, *_done(goal), ids_of(figures, goal.claim)))
    columns = (
        _ID, _STAGE, _TOUCHPOINT, Column("Goal", 44, "yes"), Column("Start", 10), Column("Target", 10, "yes"), Column("By", 12, "yes"),
        Column("Owner", 18, "yes"), Column("Now", 10), _LOW, _HIGH, _N, Column("Done", 9), Column("Done low", 9),
        Column("Done high", 9), Column("Status", 13), Column("Why not known", 40), _CLAIMS,
    )  # fmt: skip
    hint = "Name a goal, set its target, its day (2026-12-31) or who owns it. How far it has come is measured."
    return Table("Goals", hint, columns, tuple(rows))


def _done(goal: Goal) -> tuple[Cell, ...]:
    done = (_number(part, "share") for part in (goal.progress, goal.progress_low, goal.progress_high))
    return (*done, goal.status, written(goal.why))


def _checklist(journey: JourneyMap, figures: Figures) -> Table:
    rows = [
        (f"item-{at}", *_texts(item.stage, item.title), item.status, written(item.text), ids_of(figures, *item.claims))
        for at, item in enumerate(journey.checklist, start=1)
    ]
    columns = (
        _ID, _STAGE, Column("Item", 50, "yes"), Column("Status", 12), Column("What the records say", 70), _CLAIMS,
    )  # fmt: skip
    hint = "What a stage should offer, held against the records: covered, a gap, or not known. Reword or remove a row."
    return Table("Checklist", hint, columns, tuple(rows))


def _gaps(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, gap in enumerate(journey.gaps, start=1):
        claim = figures.claim(next(iter(gap.claims), None))
        told = _texts(gap.stage, gap.persona, gap.channel, gap.text)
        rows.append((f"gap-{at}", *told, value_cell(claim), count_of(claim), ids_of(figures, *gap.claims)))
    columns = (
        _ID, _STAGE, Column("Persona", 24), Column("Channel", 12), Column("Gap", 70), Column("Figure", 10), _N, _CLAIMS,
    )  # fmt: skip
    return Table(
        "Gaps", "Where customers find no touchpoint on a channel that they use elsewhere.", columns, tuple(rows)
    )


def _praises(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, praise in enumerate(journey.praises, start=1):
        where = ", ".join(f"{name}: {value}" for name, value in praise.segment.items())
        told = _texts(praise.stage, praise.touchpoint, praise.title, praise.proof, praise.who, praise.sentence)
        ends = _texts(", ".join(praise.kinds), where, ", ".join(praise.quotes))
        graded = Number(praise.strength, "score"), praise.tier.value
        rows.append((f"praise-{at}", *told, *graded, *ends, ids_of(figures, *praise.claims)))
    columns = (
        _ID, _STAGE, _TOUCHPOINT, Column("Praise", 40, "yes"), Column("Proof", 34), Column("Who", 22), Column("In a sentence", 60),
        Column("Strength", 9), Column("Tier", 10), Column("Signals", 16), Column("Segment", 20), Column("Quotes", 12), _CLAIMS,
    )  # fmt: skip
    hint = "What goes better than comparable places by more than chance. Name it in your own words, or remove a row."
    return Table("Praise", hint, columns, tuple(rows))


def _moments(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, moment in enumerate(journey.moments, start=1):
        claim = figures.claim(moment.difference)
        told = _texts(moment.stage, moment.touchpoint, moment.what, moment.outcome, moment.sentence)
        found = value_cell(claim), *ends_of(claim), count_of(claim), Number(moment.effect, "score")
        rows.append((f"moment-{at}", *told, *found, ids_of(figures, moment.difference, *moment.claims)))
    columns = (
        _ID, _STAGE, _TOUCHPOINT, Column("What", 13), Column("Outcome", 34), Column("In a sentence", 70), Column("Difference", 11),
        _LOW, _HIGH, _N, Column("Effect", 9), _CLAIMS,
    )  # fmt: skip
    hint = "Touchpoints that go with another outcome, other things being alike. What goes together need not be cause and effect."
    return Table("Moments of truth", hint, columns, tuple(rows))


def _flows(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, flow in enumerate(journey.flows, start=1):
        claim = figures.claim(flow.claim)
        told = _texts(flow.from_touchpoint, flow.to_touchpoint, flow.direction)
        rows.append((f"way-{at}", *told, value_cell(claim), count_of(claim), ids_of(figures, flow.claim)))
    columns = (
        _ID, Column("From", 32), Column("To", 32), Column("Direction", 11), Column("Customers", 12), _N, _CLAIMS,
    )  # fmt: skip
    return Table("Ways", "Who goes from one touchpoint straight to another.", columns, tuple(rows))


def _planned_changes(journey: JourneyMap, figures: Figures) -> Table:
    titles = {pain.id: pain.title for pain in journey.pains}
    reached = {one.at: one for one in journey.reached}
    rows = []
    for at, change in enumerate(journey.planned_changes):
        far, claim = reached.get(at), figures.claim(change.claim)
        unit = claim.unit if claim else "experience" if change.what == "target" else "share"
        told = _texts(change.what, subject_of(change, titles), change.stage, change.to_stage, change.channel)
        aims = value_cell(claim), _number(change.target, unit), _day(change.by_on), *_texts(change.owner, change.why)
        come = tuple(_number(getattr(far, part, None), unit) for part in ("was", "now"))
        closed = tuple(_number(getattr(far, part, None), "share") for part in ("closed", "closed_low", "closed_high"))
        held = ids_of(figures, change.claim, *((far.before, far.claim) if far else ()))
        rows.append((f"change-{at + 1}", *told, *aims, *come, *closed, written(far.why if far else ""), held))
    columns = (
        _ID, Column("What", 10), Column("Of", 40), _STAGE, Column("To stage", 18), Column("Channel", 10), Column("Was on the map", 14),
        Column("Target", 10, "yes"), Column("By", 12, "yes"), Column("Owner", 18, "yes"), Column("Why", 40, "yes"),
        Column("As long before", 14), Column("Now", 10), Column("Closed", 9), Column("Closed low", 10), Column("Closed high", 10),
        Column("Why not known", 40), _CLAIMS,
    )  # fmt: skip
    hint = "What this map plans, and how far later records have come. Set a target, its day, who owns it and why; or remove a row."
    return Table("Planned changes", hint, columns, tuple(rows))


def _deviations(journey: JourneyMap, figures: Figures) -> Table:
    plan = journey.plan
    if plan is None:
        return Table("Planned journey", "", (_ID,), ())
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
        told = _texts(way.after, way.instead, way.text)
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
        _ID, Column("After", 28), Column("Instead", 28), Column("In words", 60), Column("Customers", 12), _N, Column("Outcome", 10),
        _LOW, _HIGH, Column("n of it", 10), Column("Cost", 12), _CLAIMS,
    )  # fmt: skip
    hint = (
        f"{plan.name}: where real journeys leave the planned one. {'Outcome: ' + plan.outcome if plan.outcome else ''}"
    )
    return Table("Planned journey", written(hint), columns, tuple(rows))


_SHEETS: Sequence[Callable[[JourneyMap, Figures], Table]] = (
    _goals, _checklist, _gaps, _praises, _moments, _flows, _planned_changes, _deviations,
)  # fmt: skip
