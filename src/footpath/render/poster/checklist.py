"""The lane of the checklist: what each stage should offer, and whether the records show it."""

from dataclasses import dataclass

from footpath.model.findings import ChecklistItem
from footpath.render.language import say, to_say
from footpath.render.marks import Group, Icon, Mark, Subject, paragraph
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import BODY, SMALL

_LEFT, _BETWEEN = 20.0, 8.0


@dataclass(frozen=True)
class Answer:
    """How a status is told: an icon, its colour, a word."""

    icon: str
    colour: str
    word: str


_ANSWERS = {
    "covered": Answer("circle-check", "opportunity", to_say("covered")),
    "gap": Answer("circle-x", "low", to_say("gap")),
    "unknown": Answer("circle-question-mark", "muted", to_say("unknown")),
}


def answer_of(item: ChecklistItem) -> Answer:
    return _ANSWERS[item.status]


def checklist(sheet: Sheet, top: float) -> Lane | None:
    """Nothing where nothing was held against the records."""
    columns = sheet.by_column(sheet.map.checklist)
    if not any(columns):
        return None
    marks: list[Mark] = []
    lowest = top
    for column, items in zip(sheet.columns, columns, strict=True):
        width = column.card_width
        each = -(-len(items) // column.tracks)
        for track in range(column.tracks):
            x, y = column.card(track, top, 0).x, top
            for item in items[track * each : (track + 1) * each]:
                drawn, height = _item(sheet, item, x, y, width)
                marks.append(drawn)
                y += height + _BETWEEN
            lowest = max(lowest, y - _BETWEEN)
    return Lane(
        say("Checklist"), say("what a stage should offer, and what the records show"), lowest - top, tuple(marks)
    )


def checklist_subject(sheet: Sheet, item: ChecklistItem) -> Subject:
    return Subject(item.title, f"{sentence(say(answer_of(item).word))}. {item.text}", sheet.known(*item.claims))


def _item(sheet: Sheet, item: ChecklistItem, x: float, top: float, width: float) -> tuple[Group, float]:
    """An item with its height: sign, what is asked for, and the answer as a word."""
    answer = answer_of(item)
    title = paragraph(item.title, BODY, width - _LEFT, 3)
    word = paragraph(sentence(say(answer.word)), SMALL.coloured(answer.colour), width - _LEFT, 1)
    marks: tuple[Mark, ...] = (
        Icon(answer.icon, x, top + 1, 14, answer.colour),
        *title.place(x + _LEFT, top),
        *word.place(x + _LEFT, top + title.height),
    )
    full = item.title if title.shortened else ""
    return Group(marks, "point", checklist_subject(sheet, item), full_text=full), title.height + word.height
