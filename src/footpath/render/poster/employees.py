"""The lane of employees: what they say, in lines across the sheet, apart from customers."""

from footpath.render.language import say
from footpath.render.marks import Circle, Group, Mark, Subject, paragraph
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import BODY

_COLUMNS, _BETWEEN, _DOT = 3, 24.0, 14.0


def employees(sheet: Sheet, top: float) -> Lane | None:
    """Nothing where no employee was asked."""
    said = [one for one in sheet.map.employees if sheet.claim(one.claim)]
    if not said:
        return None
    columns = min(_COLUMNS, len(said))
    wide = (sheet.right - sheet.left - _BETWEEN * (columns - 1)) / columns
    texts = [paragraph(one.text, BODY, wide - _DOT, 3) for one in said]
    marks: list[Mark] = []
    y = top
    for first in range(0, len(said), columns):
        row = list(zip(said, texts, strict=True))[first : first + columns]
        for place, (one, text) in enumerate(row):
            x = sheet.left + place * (wide + _BETWEEN)
            drawn: tuple[Mark, ...] = (Circle(x + 3, y + 8, 2.2, fill="structure"), *text.place(x + _DOT, y))
            subject = Subject(one.text, say("What employees say"), sheet.known(one.claim))
            marks.append(Group(drawn, "point", subject, full_text=one.text if text.shortened else ""))
        y += max(text.height for _, text in row) + 6
    return Lane(say("Employees"), say("what staff say, apart from customers"), y - 6 - top, tuple(marks))
