"""The lane of touchpoints: one card each, with its channel, its reach within the stage and how it feels there."""

from dataclasses import dataclass

from footpath.model.maps import TouchpointCard
from footpath.model.records import Tier
from footpath.render.icons import touchpoint_icon
from footpath.render.marks import Box, Group, Icon, Mark, Paragraph, Rect, Subject, line, line_ending, paragraph
from footpath.render.numbers import experience_words
from footpath.render.poster.cards import frame, place_rows
from footpath.render.poster.faces import face, no_face
from footpath.render.poster.sheet import Column, Lane, Sheet
from footpath.render.theme import NAME, SMALL

_NEAR = 6.0
_FULL, _FULL_AMONG_MANY = 7, 4  # a stage with more than seven touchpoints draws four in full, the others in one line
_ICON, _FACE, _NO_FACE = 38.0, 34.0, 14.0  # room kept at the left for the icon and at the right for the face
_COMPACT = 14.0  # what a compact card adds to its name's height


@dataclass(frozen=True)
class _Card:
    card: TouchpointCard
    name: Paragraph
    small: Paragraph
    compact: bool

    @property
    def height(self) -> float:
        if self.compact:
            return self.name.height + _COMPACT
        bar = 16 if self.card.reach else 0
        return 9 + self.name.height + bar + self.small.height + 7


def touchpoints(sheet: Sheet, top: float) -> Lane | None:
    if not sheet.map.touchpoints:
        return None
    columns = []
    for column, cards in zip(sheet.columns, sheet.by_column(sheet.map.touchpoints), strict=True):
        full = _FULL if len(cards) <= _FULL else _FULL_AMONG_MANY
        columns.append([_measure(sheet, column, card, row >= full) for row, card in enumerate(cards)])
    boxes, end = _places(sheet, columns, top)
    marks = tuple(
        _draw(sheet, card, box)
        for cards, places in zip(columns, boxes, strict=True)
        for card, box in zip(cards, places, strict=True)
    )
    hint = "bar: share of the stage’s people" + ("; face: how it feels" if sheet.feels else "")
    hint += "; edge: pain point" if sheet.map.pains else ""
    return Lane("Touchpoints", hint, end - top, marks)


def _places(sheet: Sheet, columns: list[list[_Card]], top: float) -> tuple[tuple[tuple[Box, ...], ...], float]:
    """Full cards in rows that align over all columns; compact ones close below, each as high as it needs."""
    full = [[card.height for card in cards if not card.compact] for cards in columns]
    rows, end = place_rows(sheet, full, top)
    found = []
    for column, cards, boxes in zip(sheet.columns, columns, rows, strict=True):
        below, y = list(boxes), boxes[-1].bottom + _NEAR if boxes else top
        for card in cards[len(boxes) :]:
            below.append(Box(column.x, y, column.width, card.height))
            y += card.height + _NEAR
        found.append(tuple(below))
        end = max(end, below[-1].bottom if below else top)
    return tuple(found), end


def effect_words(value: float) -> str:
    """Effectiveness −1 friction … 1 seamless, in words.

    Examples:
        >>> effect_words(-0.6), effect_words(0), effect_words(0.6)
        ('much friction', 'some friction', 'runs smoothly')
    """
    return "much friction" if value < -0.25 else "some friction" if value < 0.25 else "runs smoothly"


def _measure(sheet: Sheet, column: Column, card: TouchpointCard, compact: bool) -> _Card:
    width = column.width - _ICON - _face_room(sheet)
    name = paragraph(card.name, NAME, width if not compact else column.width - 32 - 72, 2 if compact else 4)
    return _Card(card, name, paragraph(_small(sheet, card), SMALL, width, 1), compact)


def _small(sheet: Sheet, card: TouchpointCard) -> str:
    if card.tier is Tier.ASSUMED:
        return "assumed, no record"
    effect = sheet.claim(card.effectiveness)
    parts = [effect_words(effect.value)] if effect else []
    parts += [{"partner": "run by a partner", "earned": "earned"}.get(card.ownership, "")]
    return ", ".join(part for part in parts if part)


def _subject(sheet: Sheet, card: TouchpointCard) -> Subject:
    claims = sheet.known(card.reach, card.experience, card.effectiveness)
    feels = sheet.claim(card.experience)
    lead = f"{card.channel}, {card.stage}" + (f". Experience: {experience_words(feels.value)}" if feels else "")
    if card.tier is Tier.ASSUMED:
        lead += ". Assumed: no record speaks of it"
    return Subject(card.name, lead, claims, tuple(q.id for q in sheet.quotes_at(card.name, card.stage)))


def _draw(sheet: Sheet, item: _Card, box: Box) -> Group:
    drawn = _compact(sheet, item, box) if item.compact else _full(sheet, item, box)
    hover = item.card.name if item.name.shortened else ""
    ground = frame(box, "3 3" if item.card.tier is Tier.ASSUMED else "")
    edge = [Rect(Box(box.x + 3, box.y + 6, 3, box.height - 12), "low", radius=1.5)] if _hurts(sheet, item.card) else []
    return Group((ground, *edge, *drawn), "card", _subject(sheet, item.card), box, hover)


def _face_room(sheet: Sheet) -> float:
    assumed = any(card.tier is Tier.ASSUMED for card in sheet.map.touchpoints)
    return _FACE if assumed or any(sheet.claim(card.experience) for card in sheet.map.touchpoints) else _NO_FACE


def _hurts(sheet: Sheet, card: TouchpointCard) -> bool:
    """Whether a pain point of the map stands at this touchpoint."""
    return any(pain.touchpoint == card.name and pain.stage == card.stage for pain in sheet.map.pains)


def _mood(sheet: Sheet, card: TouchpointCard, x: float, y: float, radius: float) -> tuple[Mark, ...]:
    claim = sheet.claim(card.experience)
    if claim is not None:
        return face(x, y, radius, claim.value)
    return no_face(x, y, radius) if card.tier is Tier.ASSUMED else ()


def _full(sheet: Sheet, item: _Card, box: Box) -> list[Mark]:
    card, y = item.card, box.y + 9
    spare = max(0.0, box.height - item.height) / 2
    y += spare
    x, width = box.x + _ICON, box.width - _ICON - _face_room(sheet)
    marks: list[Mark] = [Icon(touchpoint_icon(card.name, card.channel), box.x + 11, box.y + box.height / 2 - 8.5, 17)]
    marks += item.name.place(x, y)
    y += item.name.height
    reach = sheet.claim(card.reach)
    if reach is not None:
        marks += _bar(x, y + 6, width - 38, reach.value)
        marks.append(line_ending(sheet.value(card.reach), SMALL, x + width, y + 12))
        y += 16
    marks += item.small.place(x, y)
    return [*marks, *_mood(sheet, card, box.right - 19, box.y + box.height / 2, 8.5)]


def _bar(x: float, y: float, width: float, share: float) -> list[Mark]:
    filled = width * min(1.0, max(0.0, share))
    marks: list[Mark] = [Rect(Box(x, y, width, 4), fill="track", radius=2)]
    if share > 0:
        marks.append(Rect(Box(x, y, max(filled, 2.0), 4), fill="structure", radius=2))
    return marks


def _compact(sheet: Sheet, item: _Card, box: Box) -> list[Mark]:
    middle = box.y + box.height / 2
    marks: list[Mark] = [Icon(touchpoint_icon(item.card.name, item.card.channel), box.x + 10, middle - 7, 14)]
    marks += item.name.place(box.x + 32, middle - item.name.height / 2)
    if item.card.reach:
        marks.append(line_ending(sheet.value(item.card.reach), SMALL, box.right - 28, middle + 4))
    elif item.card.tier is Tier.ASSUMED:
        marks.append(line("?", SMALL, box.right - 38, middle + 4))
    return [*marks, *_mood(sheet, item.card, box.right - 15, middle, 6.5)]
