"""The lane of touchpoints: one card each, with its channel, its reach within the stage and how it feels there.

A stage with very many keeps the cards of those that hurt or that most customers meet, and lists the others in one line each.
"""

from collections.abc import Sequence

from footpath.model.maps import TouchpointCard
from footpath.render.language import say
from footpath.render.marks import Mark
from footpath.render.poster.cards import place_rows
from footpath.render.poster.columns import Column
from footpath.render.poster.plans_on_cards import with_ghosts
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.poster.touchpoint_cards import any_friction, drawn_card, drawn_list, hurts, measured
from footpath.render.theme import GAP

_FULL, _FULL_AMONG_MANY = 8, 4  # a track with more than eight draws four in full, the others in one line each


def touchpoints(sheet: Sheet, top: float) -> Lane | None:
    every = with_ghosts(sheet)
    if not every:
        return None
    chosen, listed = [], []
    for column, cards in zip(sheet.columns, sheet.by_column(every), strict=True):
        full = _full_ones(sheet, column, cards)
        chosen.append([measured(sheet, column, card) for card in full])
        listed.append([card for card in cards if card not in full])
    boxes, end = place_rows(sheet, [[card.height for card in cards] for cards in chosen], top)
    marks: list[Mark] = []
    for column, items, places, rest in zip(sheet.columns, chosen, boxes, listed, strict=True):
        marks += [drawn_card(sheet, item, box) for item, box in zip(items, places, strict=True)]
        if rest:
            drawn, bottom = drawn_list(sheet, column, rest, places[-1].bottom + GAP)
            marks += drawn
            end = max(end, bottom)
    hint = say("bar: share of the stage’s people") + (say("; face: how it feels") if sheet.feels else "")
    hint += say("; triangle: friction; octagon: much") if any_friction(sheet) else ""
    hint += say("; edge: pain point") if sheet.map.pains else ""
    rows = sorted({box.y for places in boxes for box in places})
    return Lane(say("Touchpoints"), hint, end - top, tuple(marks), cuts=tuple(y - GAP / 2 for y in rows[1:]))


def _full_ones(sheet: Sheet, column: Column, cards: Sequence[TouchpointCard]) -> list[TouchpointCard]:
    """All of them where there is room; else those that hurt and those that most customers meet, in the map's order."""
    if len(cards) <= _FULL * column.tracks:
        return [*cards]

    def weight(card: TouchpointCard) -> tuple[bool, float]:
        reach = sheet.claim(card.reach)
        return hurts(sheet, card), reach.value if reach else 0.0

    most = _FULL_AMONG_MANY * column.tracks
    kept = sorted(cards, key=weight, reverse=True)[: max(most, sum(hurts(sheet, card) for card in cards))]
    return [card for card in cards if card in kept]
