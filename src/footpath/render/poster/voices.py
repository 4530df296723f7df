"""The lane of quotes: what else customers said, in their words."""

from collections.abc import Collection

from footpath.model.maps import Quote
from footpath.render.language import say
from footpath.render.marks import Group, Mark, Subject, paragraph
from footpath.render.poster.cards import Draft, place_rows
from footpath.render.poster.columns import Column
from footpath.render.poster.faces import face
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import BODY, SMALL

_MOST = 2


def voices(sheet: Sheet, top: float, told: Collection[str]) -> Lane | None:
    """Quotes that do not stand on the curve already, two a track of cards; the others are one step away."""
    columns = sheet.by_column(quote for quote in sheet.map.quotes if quote.id not in told)
    if not any(columns):
        return None
    drafts = [
        [_draft(c, q) for q in quotes[: _MOST * c.tracks]] for c, quotes in zip(sheet.columns, columns, strict=True)
    ]
    boxes, end = place_rows(sheet, [[draft.height for draft in column] for column in drafts], top)
    marks: list[Mark] = []
    more = False
    for column, quotes, cards, places in zip(sheet.columns, columns, drafts, boxes, strict=True):
        for quote, draft, box in zip(quotes, cards, places, strict=False):
            feels = () if quote.experience is None else face(box.x + 19, box.y + 19, 8, quote.experience)
            marks.append(draft.place(box, feels))
        if len(quotes) > len(cards):
            marks.append(_more(column, quotes[len(cards) :], end + 4))
            more = True
    return Lane(say("In their words"), say("face: how it was felt"), end - top + (22 if more else 0), tuple(marks))


def _draft(column: Column, quote: Quote) -> Draft:
    width = column.card_width - 36 - 10
    said = paragraph(f"“{quote.text}”", BODY, width, 4, "”")
    source = paragraph(", ".join(part for part in (quote.source, quote.touchpoint) if part), SMALL, width, 2)
    subject = Subject(quote.touchpoint, say("In a customer’s own words"), (), (quote.id,))
    return Draft((said, source), subject, quote.text if said.shortened else "", inset_left=36)


def _more(column: Column, quotes: tuple[Quote, ...], top: float) -> Group:
    text = paragraph(say("{count} more", count=len(quotes)), SMALL, column.width, 1)
    subject = Subject(
        say("More voices: {stage}", stage=column.name),
        say("In customers’ own words"),
        (),
        tuple(quote.id for quote in quotes),
    )
    return Group(text.place(column.x + 12, top), "point", subject)
