"""The foot: what the marks mean, how many claims stand on the map, and what was left out."""

from collections.abc import Callable, Iterator
from functools import partial

from footpath.model.records import Tier
from footpath.render.language import say, say_many, to_say
from footpath.render.marks import Group, Mark, line, line_ending, paragraph
from footpath.render.numbers import count, day
from footpath.render.poster.faces import face, tier_mark
from footpath.render.poster.moments import diamond
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
    marks, x, y = _legend(sheet, top)
    claims = line_ending(standing(sheet), SMALL, sheet.right, y + 12)
    wrapped = claims.x < x + 16
    y += 20 if wrapped else 0
    marks.append(line(standing(sheet), SMALL, MARGIN, y + 12, sheet.right - MARGIN) if wrapped else claims)
    y += 24
    notes, height = _notes(sheet, y)
    return Lane("", "", y - top + height, (*marks, *notes))


def _legend(sheet: Sheet, top: float) -> tuple[list[Mark], float, float]:
    """What the marks mean, in as many lines as they need, and where the last line begins and ends."""
    marks: list[Mark] = []
    x, y = float(MARGIN), top
    for room, after, words, sign in _signs(sheet):
        said = line(words, SMALL, x + room, y + 12)
        if said.box.right > sheet.right and x > MARGIN:
            x, y = float(MARGIN), y + 20
            said = line(words, SMALL, x + room, y + 12, sheet.right - x - room)
        marks += [*sign(x, y + 8), said]
        x = said.box.right + after
    return marks, x, y


def _signs(sheet: Sheet) -> Iterator[tuple[float, float, str, Callable[[float, float], tuple[Mark, ...]]]]:
    """Each sign with the room that it takes, the distance after its words, and the words."""
    for tier, word in _TIERS:
        yield 12, 32 if tier is _TIERS[-1][0] else 20, say(word), partial(_tier, tier)
    for experience, word in _MOODS if sheet.feels else ():
        yield 18, 28 if experience == _MOODS[-1][0] else 16, say(word), partial(_mood, experience)
    if sheet.map.moments:
        yield 16, 16, say("moment of truth: goes with another outcome"), _moment


def _tier(tier: Tier, x: float, y: float) -> tuple[Mark, ...]:
    return tier_mark(x + 4, y, tier)


def _mood(experience: float, x: float, y: float) -> tuple[Mark, ...]:
    return face(x + 7, y, 7, experience)


def _moment(x: float, y: float) -> tuple[Mark, ...]:
    return (diamond(x + 5, y, 5),)


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
