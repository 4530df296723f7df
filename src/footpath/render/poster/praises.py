"""The lane of praise: what goes better than comparable places by more than chance, with what would make more of it below."""

from collections.abc import Sequence

from footpath.model.findings import Praise
from footpath.render.language import say
from footpath.render.marks import Box, Mark, Subject
from footpath.render.poster.cards import Draft
from footpath.render.poster.columns import Column
from footpath.render.poster.faces import tier_mark
from footpath.render.poster.facts import fitting
from footpath.render.poster.findings import amplifies, answers_of, signals_that_agree
from footpath.render.poster.pairs import Card, Pair, filled_bar, headed, placed_pairs
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import BODY, SMALL, mood

_LINES = 5


def praises(sheet: Sheet, top: float) -> Lane | None:
    """Nothing where no place stands out."""
    if not any(sheet.by_column(sheet.map.praises)):
        return None
    rows = placed_pairs(sheet, [_pairs(sheet, column) for column in sheet.columns], top)
    title, hint = say("What to amplify"), say("bar: how far above the rest")
    return Lane(title, hint, rows.end - top, rows.marks, cuts=rows.cuts)


def praise_subject(sheet: Sheet, praise: Praise) -> Subject:
    lead = praise.sentence + signals_that_agree(praise.kinds)
    return Subject(praise.title, lead, sheet.known(*praise.claims), praise.quotes)


def _pairs(sheet: Sheet, column: Column) -> list[Pair]:
    """The praise of a column; what amplifies a touchpoint stands below the first praise of it."""
    left = [item for item in sheet.map.opportunities if item.stage == column.name and amplifies(sheet, item)]
    pairs = []
    for praise in sheet.map.praises:
        if praise.stage == column.name:
            own = [item for item in left if item.touchpoint == praise.touchpoint]
            left = [item for item in left if item not in own]
            pairs.append(Pair(_praise(sheet, column, praise), answers_of(sheet, column, own)))
    return pairs


def _praise(sheet: Sheet, column: Column, praise: Praise) -> Card:
    width = column.card_width - 18 - 10
    title, proof = headed(praise.title, praise.proof, BODY, width)
    room = max(1, _LINES - len(title.lines) - len(proof.lines))
    who = fitting([[praise.who]], SMALL, width, room)
    cut = title.shortened or proof.shortened or who.shortened
    hover = " · ".join(part for part in (praise.title, praise.proof, praise.who) if part)
    draft = Draft((title, proof, who), praise_subject(sheet, praise), hover if cut else "", inset_left=18)

    def dress(box: Box) -> tuple[Sequence[Mark], Sequence[Mark]]:
        bar = filled_bar(box, praise.strength, mood(0.35 + 0.65 * praise.strength))
        return bar, tier_mark(box.right - 13, box.y + 15, praise.tier)

    return Card(draft, dress)
