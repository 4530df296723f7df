"""The foot: what the marks mean, how many claims stand on the map, and what was left out."""

from footpath.model.records import Tier
from footpath.render.language import say, say_many, to_say
from footpath.render.marks import Group, Mark, line, line_ending, paragraph
from footpath.render.numbers import count, day
from footpath.render.poster.faces import face, tier_mark
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import GUTTER, MARGIN, SMALL

_TIERS = ((Tier.MEASURED, to_say("measured")), (Tier.INFERRED, to_say("inferred")), (Tier.ASSUMED, to_say("assumed")))
_MOODS = ((-0.8, to_say("poor")), (0.0, to_say("mixed")), (0.8, to_say("good")))


def standing(sheet: Sheet) -> str:
    """ "58 claims, each can be asked again. Records up to 1 July 2026"."""
    total = len(sheet.map.claims)
    text = say_many(
        "{count} claim, each can be asked again", "{count} claims, each can be asked again", total, count=count(total)
    )
    until = say("Records up to {day}", day=day(sheet.map.as_of)) if sheet.map.as_of else ""
    return f"{text}. {until}" if until else text


def foot(sheet: Sheet, top: float) -> Lane:
    marks: list[Mark] = []
    x = float(MARGIN)
    for tier, word in _TIERS:
        said = line(say(word), SMALL, x + 12, top + 12)
        marks += [*tier_mark(x + 4, top + 8, tier), said]
        x = said.box.right + 20
    x += 12
    for experience, word in _MOODS if sheet.feels else ():
        said = line(say(word), SMALL, x + 18, top + 12)
        marks += [*face(x + 7, top + 8, 7, experience), said]
        x = said.box.right + 16
    claims = line_ending(standing(sheet), SMALL, sheet.right, top + 12)
    wrapped = claims.x < x + 16
    marks.append(line(standing(sheet), SMALL, MARGIN, top + 32, sheet.right - MARGIN) if wrapped else claims)
    y = top + (44 if wrapped else 24)
    notes, height = _notes(sheet, y)
    return Lane("", "", y - top + height, (*marks, *notes))


def _notes(sheet: Sheet, top: float) -> tuple[list[Mark], float]:
    """Notes in as many even columns as are readable, filled row by row."""
    room = sheet.right - MARGIN
    across = max(1, min(4, int(room // 340), len(sheet.map.notes)))
    width = room / across
    marks: list[Mark] = []
    y = top + 4
    for start in range(0, len(sheet.map.notes), across):
        row = [paragraph(note, SMALL, width - 2 * GUTTER, 3) for note in sheet.map.notes[start : start + across]]
        for place, text in enumerate(row):
            full = sheet.map.notes[start + place] if text.shortened else ""
            marks.append(Group(text.place(MARGIN + place * width, y), full_text=full))
        y += max(text.height for text in row) + 6
    return marks, y - top if sheet.map.notes else 0.0
