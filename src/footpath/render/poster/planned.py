"""The lane of planned changes of a future map: each from today's value to its target, and how far it has come."""

from datetime import datetime, time

from footpath.model.futures import PlannedChange, Reached, subject_of
from footpath.render.language import say
from footpath.render.marks import Box, Group, Mark, Rect, Subject, paragraph
from footpath.render.numbers import amount, day, share
from footpath.render.poster.cards import Draft, place_rows
from footpath.render.poster.columns import Column
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.text import clean
from footpath.render.theme import BODY, CARD, SMALL
from footpath.render.vocabulary import word

_BAR = 5.0


def planned(sheet: Sheet, top: float) -> Lane | None:
    """A card for each change in the stage that it is about; what is about none stands in the first."""
    if not sheet.columns or not sheet.map.planned_changes:
        return None
    by_column = [changes_in(sheet, column.name) for column in sheet.columns]
    drafts = [
        [_draft(sheet, column, at) for at in places] for column, places in zip(sheet.columns, by_column, strict=True)
    ]
    boxes, end = place_rows(sheet, [[draft.height for draft in column] for column in drafts], top)
    marks: list[Mark] = []
    for places, column, where in zip(by_column, drafts, boxes, strict=True):
        marks += [_drawn(draft, _reached(sheet, at), box) for at, draft, box in zip(places, column, where, strict=True)]
    hint = say("today → target")
    if sheet.map.reached:
        hint += "; " + say("bar: how much of the gap is closed")
    tops = sorted({box.y for places in boxes for box in places})
    return Lane(say("Planned changes"), hint, end - top, tuple(marks), cuts=tuple(y - 4 for y in tops[1:]))


def changes_in(sheet: Sheet, stage: str) -> list[int]:
    """The places of the changes that are told in a stage."""
    return [at for at, change in enumerate(sheet.map.planned_changes) if _column_of(sheet, change) == stage]


def subject_at(sheet: Sheet, at: int) -> Subject:
    """A change as a title, a line and its claims."""
    change, far = sheet.map.planned_changes[at], _reached(sheet, at)
    heading, value = change_words(sheet, change)
    lead = ". ".join(part for part in (value, reached_words(sheet, change, far), more_words(change)) if part)
    return Subject(heading, lead, sheet.known(change.claim, far.claim if far else None, far.before if far else None))


def more_words(change: PlannedChange) -> str:
    """By when, who, and why."""
    until = say("by {day}", day=day(datetime.combine(change.by_on, time()))) if change.by_on else ""
    return " · ".join(part for part in (until, clean(change.owner), clean(change.why)) if part)


def change_words(sheet: Sheet, change: PlannedChange) -> tuple[str, str]:
    """What is planned: its title, and from which value to which."""
    name, claim = clean(change.touchpoint), sheet.claim(change.claim)
    if change.what == "remove":
        share_now = (
            say("{share} of the stage’s people come there today", share=sheet.value(change.claim)) if claim else ""
        )
        return say("Remove {name}", name=name), share_now
    if change.what == "add":
        return say("Add {name}", name=name), ""
    if change.what == "move":
        return say("Move {name} here", name=name), say("today in {stage}", stage=clean(change.stage))
    spoken = change.model_copy(update={"of": word(change.of)}) if not _is_pain(sheet, change) else change
    about = sentence(subject_of(spoken, {pain.id: pain.title for pain in sheet.map.pains}))
    unit = claim.unit if claim else "experience"
    target = amount(change.target, unit, sheet.map.currency) if change.target is not None else ""
    was = sheet.value(change.claim) if claim else say("not known")
    return clean(about), f"{was} → {target}"


def _is_pain(sheet: Sheet, change: PlannedChange) -> bool:
    return any(pain.id == change.of for pain in sheet.map.pains)


def reached_words(sheet: Sheet, change: PlannedChange, far: Reached | None) -> str:
    """How far later records have come; what they cannot tell stands there as it was found."""
    if far is None:
        return ""
    claim = sheet.claim(far.claim)
    unit = claim.unit if claim else "share"
    now = say("now {value}", value=amount(far.now, unit, sheet.map.currency)) if far.now is not None else ""
    if now and far.was is not None:
        now += " (" + say("{value} as long before", value=amount(far.was, unit, sheet.map.currency)) + ")"
    part = ""
    if far.closed is not None:
        part = say("{part} of the gap closed", part=share(far.closed))
        if far.closed_low is not None and far.closed_high is not None:
            part += f" ({share(far.closed_low)} … {share(far.closed_high)})"
    return ", ".join(text for text in (now, part) if text) or far.why


def _column_of(sheet: Sheet, change: PlannedChange) -> str:
    stage = change.to_stage if change.what == "move" else change.stage
    return stage if any(column.name == stage for column in sheet.columns) else sheet.columns[0].name


def _reached(sheet: Sheet, at: int) -> Reached | None:
    return next((one for one in sheet.map.reached if one.at == at), None)


def _draft(sheet: Sheet, column: Column, at: int) -> Draft:
    change, width = sheet.map.planned_changes[at], column.card_width - 18 - 10
    heading, value = change_words(sheet, change)
    come = reached_words(sheet, change, _reached(sheet, at))
    blocks = (
        paragraph(heading, CARD, width, 3),
        paragraph(value, BODY, width, 2),
        paragraph(come, BODY.coloured("opportunity"), width, 3),
        paragraph(more_words(change), SMALL, width, 2),
    )
    full = " · ".join(part for part in (heading, value, come, more_words(change)) if part)
    cut = any(block.shortened for block in blocks)
    return Draft(blocks, subject_at(sheet, at), full if cut else "", inset_left=18)


def _drawn(draft: Draft, far: Reached | None, box: Box) -> Group:
    inner = Box(box.x + 4, box.y + 6, _BAR, box.height - 12)
    bar: tuple[Mark, ...] = (Rect(inner, "track", radius=_BAR / 2),)
    done = min(1.0, max(0.0, far.closed)) if far and far.closed is not None else 0.0
    if done > 0:
        filled = max(_BAR, inner.height * done)
        bar += (Rect(Box(inner.x, inner.bottom - filled, _BAR, filled), "opportunity", radius=_BAR / 2),)
    return draft.place(box, bar)
