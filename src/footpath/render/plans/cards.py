"""The ways that leave a plan as cards: in words, how many, what comes of it, how long it takes."""

from footpath.model.futures import Deviation
from footpath.render.marks import Box, Circle, Group, Line, Mark, Rect, paragraph
from footpath.render.plans.spine import BADGE
from footpath.render.plans.view import PlanView
from footpath.render.poster.cards import Draft
from footpath.render.text import width_of
from footpath.render.theme import BODY, CARD, GAP, GUTTER, SMALL

_WIDE = 272.0


def cards(view: PlanView, room: Box) -> tuple[list[Mark], float]:
    """The cards in rows from left to right, and how high they are together."""
    if not view.plan.deviations:
        return [], 0.0
    across = max(1, min(len(view.plan.deviations), int((room.width + GUTTER) // (_WIDE + GUTTER))))
    width = min(_WIDE + 60, (room.width - GUTTER * (across - 1)) / across)
    drafts = [_draft(view, way, width) for way in view.plan.deviations]
    marks: list[Mark] = []
    y = room.y
    for first in range(0, len(drafts), across):
        row = drafts[first : first + across]
        tall = max(draft.height for draft in row)
        for place, draft in enumerate(row):
            box = Box(room.x + place * (width + GUTTER), y, width, tall)
            marks.append(_drawn(view, first + place, draft, box))
        y += tall + GAP
    return marks, y - room.y - GAP


def _draft(view: PlanView, way: Deviation, width: float) -> Draft:
    many, outcome, cost = view.lines(way)
    inner = width - 40 - 12
    colour = {"fewer": "low", "more": "high"}.get(view.verdict(way), "ink")
    blocks = (
        paragraph(way.text, CARD, inner, 5),
        paragraph(many, BODY, inner, 2),
        paragraph(outcome, BODY.coloured(colour), inner, 3),
        paragraph(cost, SMALL, inner, 3),
    )
    cut = any(block.shortened for block in blocks)
    full = " · ".join(part for part in (way.text, many, outcome, cost) if part)
    return Draft(blocks, view.subject(way), full if cut else "", inset_left=40, inset_top=10)


def _drawn(view: PlanView, at: int, draft: Draft, box: Box) -> Group:
    text, colour = str(at + 1), view.colour(view.plan.deviations[at])
    wide = width_of(text, BADGE)
    x, y = box.x + 22, box.y + 20
    bar = Rect(Box(box.x + 3, box.y + 6, 3, box.height - 12), colour, radius=1.5)
    badge = (Circle(x, y, 9.5, fill="card", stroke=colour, width=1.8), Line(x - wide / 2, y + 4, text, BADGE, wide))
    return draft.place(box, (bar,), badge)
