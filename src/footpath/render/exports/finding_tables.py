"""Sheets of what is found: pain points, opportunities, praise, moments of truth, goals, checklist and gaps."""

from footpath.model.findings import Goal
from footpath.model.maps import JourneyMap
from footpath.render.exports.cells import (
    CLAIMS,
    HIGH,
    ID,
    LOW,
    STAGE,
    TOUCHPOINT,
    Cell,
    Column,
    N,
    Number,
    Table,
    count_of,
    day_cell,
    ends_of,
    ids_of,
    number_cell,
    texts_of,
    value_cell,
    worth_cells,
    written,
)
from footpath.render.exports.figures import Figures


def pains(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, pain in enumerate(journey.pains, start=1):
        place = (written(part) for part in (pain.stage, pain.touchpoint, pain.title, pain.proof, pain.who))
        where = ", ".join(f"{name}: {value}" for name, value in pain.segment.items())
        rest = written(pain.sentence), written(", ".join(pain.kinds)), written(where), written(", ".join(pain.quotes))
        graded = Number(pain.severity, "score"), pain.tier.value
        lasts = (str(on or "") for on in (pain.onset_on, pain.onset_low_on, pain.onset_high_on, pain.until_on))
        known = (value_cell(figures.claim(name)) for name in (pain.frequency, pain.reach))
        held = (pain.frequency, pain.reach, *(pain.stake.claims if pain.stake else ()))
        more = *known, *lasts, *worth_cells(pain.stake), written(" ".join(pain.coincides))
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


def opportunities(journey: JourneyMap, figures: Figures) -> Table:
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
        more = fits, *worth_cells(chance.bringing), chance.kind, effort, goals
        rows.append((f"opportunity-{at}", *(written(part) for part in parts), *more, ids_of(figures, *held)))
    columns = (
        Column("Id", 10), Column("Stage", 18, "new", "stages"), Column("Touchpoint", 26, "new"), Column("Opportunity", 44, "yes"),
        Column("Why", 50, "yes"), Column("Worth", 40), Column("Pain point", 40), Column("Why it fits here", 50), Column("Would bring", 12),
        Column("Would bring, low", 12), Column("Would bring, high", 12), Column("What it would bring", 44), Column("Assumed", 44),
        Column("Kind", 10), Column("Effort", 10, "yes", "effort"), Column("Goals", 30), Column("Claims", 16),
    )  # fmt: skip
    hint = "Write in Opportunity and Why; add or remove rows. What it would be worth is measured and stays as it is."
    return Table("Opportunities", hint, columns, tuple(rows))


def praises(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, praise in enumerate(journey.praises, start=1):
        where = ", ".join(f"{name}: {value}" for name, value in praise.segment.items())
        told = texts_of(praise.stage, praise.touchpoint, praise.title, praise.proof, praise.who, praise.sentence)
        ends = texts_of(", ".join(praise.kinds), where, ", ".join(praise.quotes))
        graded = Number(praise.strength, "score"), praise.tier.value
        rows.append((f"praise-{at}", *told, *graded, *ends, ids_of(figures, *praise.claims)))
    columns = (
        ID, STAGE, TOUCHPOINT, Column("Praise", 40, "yes"), Column("Proof", 34), Column("Who", 22), Column("In a sentence", 60),
        Column("Strength", 9), Column("Tier", 10), Column("Signals", 16), Column("Segment", 20), Column("Quotes", 12), CLAIMS,
    )  # fmt: skip
    hint = "What goes better than comparable places by more than chance. Name it in your own words, or remove a row."
    return Table("Praise", hint, columns, tuple(rows))


def moments(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, moment in enumerate(journey.moments, start=1):
        claim = figures.claim(moment.difference)
        told = texts_of(moment.stage, moment.touchpoint, moment.what, moment.outcome, moment.sentence)
        found = value_cell(claim), *ends_of(claim), count_of(claim), Number(moment.effect, "score")
        rows.append((f"moment-{at}", *told, *found, ids_of(figures, moment.difference, *moment.claims)))
    columns = (
        ID, STAGE, TOUCHPOINT, Column("What", 13), Column("Outcome", 34), Column("In a sentence", 70), Column("Difference", 11),
        LOW, HIGH, N, Column("Effect", 9), CLAIMS,
    )  # fmt: skip
    hint = "Touchpoints that go with another outcome, other things being alike. What goes together need not be cause and effect."
    return Table("Moments of truth", hint, columns, tuple(rows))


def goals(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, goal in enumerate(journey.goals, start=1):
        claim = figures.claim(goal.claim)
        unit = claim.unit if claim else "score"
        aims = number_cell(goal.start, unit), Number(goal.target, unit), day_cell(goal.by_on), written(goal.owner)
        place = f"goal-{at}", *texts_of(goal.stage, goal.touchpoint, goal.title)
        now = value_cell(claim), *ends_of(claim), count_of(claim)
        rows.append((*place, *aims, *now, *_done(goal), ids_of(figures, goal.claim)))
    columns = (
        ID, STAGE, TOUCHPOINT, Column("Goal", 44, "yes"), Column("Start", 10), Column("Target", 10, "yes"), Column("By", 12, "yes"),
        Column("Owner", 18, "yes"), Column("Now", 10), LOW, HIGH, N, Column("Done", 9), Column("Done low", 9),
        Column("Done high", 9), Column("Status", 13), Column("Why not known", 40), CLAIMS,
    )  # fmt: skip
    hint = "Name a goal, set its target, its day (2026-12-31) or who owns it. How far it has come is measured."
    return Table("Goals", hint, columns, tuple(rows))


def _done(goal: Goal) -> tuple[Cell, ...]:
    done = (number_cell(part, "share") for part in (goal.progress, goal.progress_low, goal.progress_high))
    return (*done, goal.status, written(goal.why))


def checklist(journey: JourneyMap, figures: Figures) -> Table:
    rows = [
        (
            f"item-{at}",
            *texts_of(item.stage, item.title),
            item.status,
            written(item.text),
            ids_of(figures, *item.claims),
        )
        for at, item in enumerate(journey.checklist, start=1)
    ]
    columns = (
        ID, STAGE, Column("Item", 50, "yes"), Column("Status", 12), Column("What the records say", 70), CLAIMS,
    )  # fmt: skip
    hint = "What a stage should offer, held against the records: covered, a gap, or not known. Reword or remove a row."
    return Table("Checklist", hint, columns, tuple(rows))


def gaps(journey: JourneyMap, figures: Figures) -> Table:
    rows = []
    for at, gap in enumerate(journey.gaps, start=1):
        claim = figures.claim(next(iter(gap.claims), None))
        told = texts_of(gap.stage, gap.persona, gap.channel, gap.text)
        rows.append((f"gap-{at}", *told, value_cell(claim), count_of(claim), ids_of(figures, *gap.claims)))
    columns = (
        ID, STAGE, Column("Persona", 24), Column("Channel", 12), Column("Gap", 70), Column("Figure", 10), N, CLAIMS,
    )  # fmt: skip
    return Table(
        "Gaps", "Where customers find no touchpoint on a channel that they use elsewhere.", columns, tuple(rows)
    )
