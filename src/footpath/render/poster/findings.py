"""The lanes of pain points and of opportunities: bars at the left edge, one finding a card."""

from footpath.model.maps import Opportunity, Pain
from footpath.render.marks import Box, Mark, Rect, Subject, paragraph
from footpath.render.poster.cards import Draft, place_rows
from footpath.render.poster.faces import tier_mark
from footpath.render.poster.sheet import Column, Lane, Sheet
from footpath.render.theme import BODY, CARD, SMALL, mood

_BAR = 5.0


def pains(sheet: Sheet, top: float) -> Lane | None:
    """Pain points, in the map's order. With none at all the lane says so once."""
    if not sheet.columns:
        return None
    columns = sheet.by_column(sheet.map.pains)
    if not any(columns):
        words = "No evidence: no touchpoint is worse than its comparable rest by more than chance."
        text = paragraph(words, SMALL, sheet.right - sheet.left - 16, 2)
        return Lane("Pain points", "", text.height + 8, text.place(sheet.left, top + 2))
    drafts = [[_pain(sheet, c, p) for p in items] for c, items in zip(sheet.columns, columns, strict=True)]
    boxes, end = place_rows(sheet, [[draft.height for draft in column] for column in drafts], top)
    marks: list[Mark] = []
    for items, cards, places in zip(columns, drafts, boxes, strict=True):
        for pain, draft, box in zip(items, cards, places, strict=True):
            marks.append(
                draft.place(box, severity_bar(box, pain.severity), tier_mark(box.right - 13, box.y + 15, pain.tier))
            )
    return Lane("Pain points", "bar: how severe", end - top, tuple(marks))


def severity_bar(box: Box, severity: float) -> tuple[Mark, ...]:
    """A bar at the card's left edge, filled from below: length and colour say the same."""
    inner = Box(box.x + 4, box.y + 6, _BAR, box.height - 12)
    filled = max(_BAR, inner.height * severity)
    return (
        Rect(inner, "track", radius=_BAR / 2),
        Rect(Box(inner.x, inner.bottom - filled, _BAR, filled), mood(-0.35 - 0.65 * severity), radius=_BAR / 2),
    )


def opportunities(sheet: Sheet, top: float) -> Lane | None:
    columns = sheet.by_column(sheet.map.opportunities)
    if not any(columns):
        return None
    drafts = [[_opportunity(sheet, c, o) for o in items] for c, items in zip(sheet.columns, columns, strict=True)]
    boxes, end = place_rows(sheet, [[draft.height for draft in column] for column in drafts], top)
    marks: list[Mark] = [
        draft.place(box, (Rect(Box(box.x + 4, box.y + 6, _BAR, box.height - 12), "opportunity", radius=_BAR / 2),))
        for cards, places in zip(drafts, boxes, strict=True)
        for draft, box in zip(cards, places, strict=True)
    ]
    return Lane("Opportunities", "what to do about it, and its worth", end - top, tuple(marks))


def pain_subject(sheet: Sheet, pain: Pain) -> Subject:
    """What the panel says of a pain: its sentence, and which signals agree when there are several."""
    several = f" Signals that agree: {', '.join(pain.kinds)}." if len(pain.kinds) > 1 else ""
    return Subject(pain.title, pain.sentence + several, sheet.known(*pain.claims), pain.quotes)


def _pain(sheet: Sheet, column: Column, pain: Pain) -> Draft:
    title = paragraph(pain.title, CARD, column.width - 18 - 26, 4)
    proof = paragraph(pain.proof, BODY, column.width - 18 - 10, 3)
    who = paragraph(pain.who, SMALL, column.width - 18 - 10, 2)
    subject = pain_subject(sheet, pain)
    hover = " · ".join(part for part in (pain.title, pain.proof, pain.who) if part)
    cut = title.shortened or proof.shortened or who.shortened
    return Draft((title, proof, who), subject, hover if cut else "", inset_left=18)


def _opportunity(sheet: Sheet, column: Column, item: Opportunity) -> Draft:
    width = column.width - 18 - 10
    title = paragraph(item.title, CARD, width, 4)
    worth = paragraph(item.worth, BODY.coloured("opportunity"), width, 2)
    pain = next((p for p in sheet.map.pains if p.id == item.pain), None)
    claims = sheet.known(item.claim, *(pain.claims if pain else ()))
    subject = Subject(item.title, item.why, claims, pain.quotes if pain else ())
    hover = f"{item.title} · {item.worth}" if title.shortened or worth.shortened else ""
    return Draft((title, worth), subject, hover, inset_left=18, last_at_foot=True)
