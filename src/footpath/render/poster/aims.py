"""The lane of aims: what customers say they want and need, why, and what stands in their way, in their own words."""

from footpath.model.maps import Aim, Quote
from footpath.render.language import say, to_say
from footpath.render.marks import Group, Icon, Mark, Subject, paragraph
from footpath.render.numbers import count
from footpath.render.poster.columns import Column
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import BODY, NAME, SMALL

_LEFT, _BETWEEN = 22.0, 10.0
_ICONS = {
    "goal": ("target", "structure"),
    "need": ("circle-plus", "structure"),
    "motivation": ("lightbulb", "muted"),
    "obstacle": ("octagon-alert", "low"),
}
_TITLES = {
    "goal": to_say("They want"),
    "need": to_say("They need"),
    "motivation": to_say("Why they do it"),
    "obstacle": to_say("In their way"),
}


def aims(sheet: Sheet, top: float) -> Lane | None:
    """Nothing where no text states an aim; where only a stage has none, it says so."""
    columns = sheet.by_column(sheet.map.aims)
    if not any(columns):
        return None
    marks: list[Mark] = []
    told: list[str] = []
    lowest = top
    for column, items in zip(sheet.columns, columns, strict=True):
        y = top
        for item in items:
            drawn, height = _item(sheet, column, item, y)
            marks.append(drawn)
            told += [quote.id for quote in aim_quotes(sheet, item)[:1]]
            y += height + _BETWEEN
        if not items:
            nothing = paragraph(say("no evidence"), SMALL, column.width, 1)
            marks += nothing.place(column.x, top)
            y += nothing.height + _BETWEEN
        lowest = max(lowest, y - _BETWEEN)
    return Lane(say("What they want"), say("and what stands in their way"), lowest - top, tuple(marks), tuple(told))


def aim_icon(aim: Aim) -> tuple[str, str]:
    """Its icon, and the colour of that."""
    return _ICONS[aim.kind]


def aim_title(aim: Aim) -> str:
    """ "In their way, at Checkout"."""
    title = say(_TITLES[aim.kind])
    return say("{what}, at {where}", what=title, where=aim.text) if aim.text else title


def aim_figure(sheet: Sheet, aim: Aim) -> str:
    """How many say so, of those who say anything of the sort; empty without a claim."""
    claim = sheet.claim(aim.claim)
    if claim is None:
        return ""
    return say("{share} of {count} texts with an aim", share=sheet.value(aim.claim), count=count(claim.n))


def aim_quotes(sheet: Sheet, aim: Aim) -> tuple[Quote, ...]:
    """The quotes of the map that state it."""
    known = {quote.id: quote for quote in sheet.map.quotes}
    return tuple(known[name] for name in aim.quotes if name in known)


def aim_subject(sheet: Sheet, aim: Aim) -> Subject:
    quotes = tuple(quote.id for quote in aim_quotes(sheet, aim))
    return Subject(aim_title(aim), aim_figure(sheet, aim), sheet.known(aim.claim), quotes)


def _item(sheet: Sheet, column: Column, aim: Aim, top: float) -> tuple[Group, float]:
    width = column.width - _LEFT
    title = paragraph(aim_title(aim), NAME, width, 3)
    said = [paragraph(f"“{quote.text}”", BODY, width, 4, "”") for quote in aim_quotes(sheet, aim)[:1]]
    figure = paragraph(aim_figure(sheet, aim), SMALL, width, 2)
    icon, colour = aim_icon(aim)
    marks: list[Mark] = [Icon(icon, column.x, top + 1, 14, colour)]
    y = top
    for block in (title, *said, figure):
        if block.lines:
            marks += block.place(column.x + _LEFT, y)
            y += block.height + 1
    shortened = title.shortened or figure.shortened or any(block.shortened for block in said)
    texts = (aim_title(aim), *(f"“{quote.text}”" for quote in aim_quotes(sheet, aim)[:1]), aim_figure(sheet, aim))
    full = " · ".join(text for text in texts if text) if shortened else ""
    return Group(tuple(marks), "point", aim_subject(sheet, aim), full_text=full), y - top
