"""The lane of actions: what customers do in each stage, as short sentences."""

from footpath.render.language import leans_right, say
from footpath.render.marks import Circle, Group, Mark, Subject, paragraph
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import BODY, SMALL

_MOST = 5


def actions(sheet: Sheet, top: float) -> Lane | None:
    if not sheet.map.actions:
        return None
    marks: list[Mark] = []
    lowest = top
    for column, items in zip(sheet.columns, sheet.by_column(sheet.map.actions), strict=True):
        y = top
        for item in items[:_MOST]:
            text = paragraph(item.text, BODY, column.width - 12, 2)
            rtl = leans_right(item.text)
            bullet = column.x + (column.width - 3 if rtl else 3)
            words = text.place(column.x + (0 if rtl else 12), y)
            drawn: tuple[Mark, ...] = (Circle(bullet, y + 8, 1.8, fill="structure"), *words)
            subject = Subject(item.text, "", sheet.known(item.claim)) if sheet.known(item.claim) else None
            marks.append(Group(drawn, "point", subject, full_text=item.text if text.shortened else ""))
            y += text.height + 3
        if len(items) > _MOST:
            rest = paragraph(say("and {count} more", count=len(items) - _MOST), SMALL, column.width - 12, 1)
            full = ", ".join(item.text for item in items[_MOST:])
            marks.append(Group(rest.place(column.x + 12, y), full_text=full))
            y += rest.height
        lowest = max(lowest, y)
    return Lane(say("Actions"), say("what people do"), lowest - top, tuple(marks))
