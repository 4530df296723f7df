"""One touchpoint as a card, or as a line of a list: its channel, its reach within the stage, how it feels and whether it runs."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.model.maps import TouchpointCard
from footpath.model.records import Tier
from footpath.render.icons import touchpoint_icon
from footpath.render.language import leans_right, say
from footpath.render.marks import Box, Group, Icon, Mark, Paragraph, Rect, Subject, line_ending, paragraph
from footpath.render.numbers import experience_words
from footpath.render.poster.cards import frame
from footpath.render.poster.columns import Column
from footpath.render.poster.faces import face, no_face
from footpath.render.poster.measures import sentence
from footpath.render.poster.moments import diamond, moment_claims, moment_words, moments_at
from footpath.render.poster.plans_on_cards import is_ghost, planned_words, strikes
from footpath.render.poster.sheet import Sheet
from footpath.render.text import width_of
from footpath.render.theme import NAME, ROW, SMALL
from footpath.render.vocabulary import word

_ICON, _EDGE, _FACE = 32.0, 9.0, 24.0  # room kept for the icon at the left, at the right, and for a face there
_SHARE, _SIGN = 38.0, 18.0  # room for "100%", and for the sign of friction


@dataclass(frozen=True)
class TouchpointDraft:
    card: TouchpointCard
    name: Paragraph
    small: Paragraph
    beside: bool = False  # whether the small words stand in the name's own line

    @property
    def height(self) -> float:
        own = 0 if self.beside else self.small.height
        return 9 + self.name.height + (15 if self.card.reach else 0) + own + 8


def effect_words(value: float) -> str:
    """Effectiveness −1 friction … 1 seamless, in words.

    Examples:
        >>> effect_words(-0.6), effect_words(0), effect_words(0.6)
        ('much friction', 'some friction', 'runs smoothly')
    """
    return say("much friction") if value < -0.25 else say("some friction") if value < 0.25 else say("runs smoothly")


def touchpoint_subject(sheet: Sheet, card: TouchpointCard) -> Subject:
    """What the panel says of a touchpoint."""
    moments = moments_at(sheet, card.stage, card.name)
    claims = sheet.known(*moment_claims(moments), card.reach, card.experience, card.effectiveness)
    feels = sheet.claim(card.experience)
    lead = f"{word(card.channel)}, {card.stage}"
    lead += ". " + say("Experience: {felt}", felt=experience_words(feels.value)) if feels else ""
    if (effect := sheet.claim(card.effectiveness)) is not None:
        lead += f". {sentence(effect_words(effect.value))}"
    if card.tier is Tier.ASSUMED:
        lead += ". " + say("Assumed: no record speaks of it")
    if moments:
        lead += ". " + say("Moment of truth: {what}", what=moment_words(moments))
    return Subject(card.name, lead, claims, tuple(q.id for q in sheet.quotes_at(card.name, card.stage)))


def measured(sheet: Sheet, column: Column, card: TouchpointCard) -> TouchpointDraft:
    width = column.card_width - _ICON - _EDGE
    if not card.reach:
        width -= _face_room(sheet, card)
    small = paragraph(_small(sheet, card), SMALL, width - (_face_room(sheet, card) if card.reach else 0), 2)
    name = paragraph(card.name, NAME, width, 4)
    return TouchpointDraft(card, name, small, _fits_beside(name, small, width))


def _fits_beside(name: Paragraph, small: Paragraph, width: float) -> bool:
    """Whether the small words can end the name's line; a name that is read from the right keeps its line to itself."""
    if len(name.lines) != 1 or len(small.lines) != 1 or leans_right(name.lines[0]):
        return False
    return width_of(name.lines[0], NAME) + 10 + width_of(small.lines[0], SMALL) <= width


def _small(sheet: Sheet, card: TouchpointCard) -> str:
    if plan := planned_words(sheet, card):
        return plan
    if card.tier is Tier.ASSUMED:
        return say("assumed, no record")
    return {"partner": say("by a partner"), "earned": say("earned")}.get(card.ownership, "")


def _friction_icon(sheet: Sheet, card: TouchpointCard) -> tuple[str, str] | None:
    """The sign of a touchpoint that does not run smoothly, and its colour."""
    effect = sheet.claim(card.effectiveness)
    if effect is None or effect.value >= 0.25:
        return None
    return ("octagon-alert", "low") if effect.value < -0.25 else ("triangle-alert", "muted")


def any_friction(sheet: Sheet) -> bool:
    return any(_friction_icon(sheet, card) for card in sheet.map.touchpoints)


def _face_room(sheet: Sheet, card: TouchpointCard) -> float:
    return _FACE if card.tier is Tier.ASSUMED or sheet.claim(card.experience) else 0.0


def hurts(sheet: Sheet, card: TouchpointCard) -> bool:
    """Whether a pain point of the map stands at this touchpoint."""
    return any(pain.touchpoint == card.name and pain.stage == card.stage for pain in sheet.map.pains)


def _mood(sheet: Sheet, card: TouchpointCard, x: float, y: float, radius: float) -> tuple[Mark, ...]:
    claim = sheet.claim(card.experience)
    if claim is not None:
        return face(x, y, radius, claim.value)
    return no_face(x, y, radius) if card.tier is Tier.ASSUMED else ()


def _edge(sheet: Sheet, card: TouchpointCard, box: Box) -> list[Mark]:
    """The bar at the left of a touchpoint that hurts."""
    return [Rect(Box(box.x + 3, box.y + 5, 3, box.height - 10), "low", radius=1.5)] if hurts(sheet, card) else []


def _moment(sheet: Sheet, card: TouchpointCard, x: float, y: float, radius: float) -> list[Mark]:
    """The diamond of a moment of truth at the corner of the icon."""
    return [diamond(x, y, radius)] if moments_at(sheet, card.stage, card.name) else []


def drawn_card(sheet: Sheet, item: TouchpointDraft, box: Box) -> Group:
    """Name above, bar and share below it, the face at the right of the bar."""
    card = item.card
    x, width = box.x + _ICON, box.width - _ICON - _EDGE
    y = box.y + 9 + max(0.0, box.height - item.height) / 2
    marks: list[Mark] = [Icon(touchpoint_icon(card.name, card.channel), box.x + 10, box.y + box.height / 2 - 8, 16)]
    marks += _moment(sheet, card, box.x + 25, box.y + box.height / 2 - 9, 4)
    name = item.name.place(x, y)
    marks += (*name, *strikes(name)) if is_ghost(card) else name
    if item.beside:
        taken = 0.0 if card.reach else _face_room(sheet, card)
        marks.append(line_ending(item.small.lines[0], SMALL, x + width - taken, y + 12))
    y += item.name.height
    middle = box.y + box.height / 2
    if card.reach:
        middle = y + 9
        marks += _reach(sheet, card, x, middle, width)
        y += 15
    if not item.beside:
        marks += item.small.place(x, y)
    marks += _mood(sheet, card, box.right - _EDGE - 8, middle, 8)
    ground = frame(box, "3 3" if card.tier is Tier.ASSUMED or is_ghost(card) else "")
    hover = card.name if item.name.shortened else ""
    hover = f"{card.name}: {planned_words(sheet, card)}" if item.small.shortened else hover
    return Group((ground, *_edge(sheet, card, box), *marks), "card", touchpoint_subject(sheet, card), box, hover)


def _reach(sheet: Sheet, card: TouchpointCard, x: float, middle: float, width: float) -> list[Mark]:
    """The bar, equally long on every card of a lane's column, and the share."""
    claim = sheet.claim(card.reach)
    right = x + width - (_FACE if sheet.feels else 0)
    rubs = _friction_icon(sheet, card)
    sign = [Icon(rubs[0], right - 13, middle - 6.5, 13, rubs[1])] if rubs else []
    right -= _SIGN if any_friction(sheet) else 0
    long = right - _SHARE - x
    marks: list[Mark] = [Rect(Box(x, middle - 2, long, 4), fill="track", radius=2)]
    if claim is not None and claim.value > 0:
        filled = max(2.0, long * min(1.0, claim.value))
        marks.append(Rect(Box(x, middle - 2, filled, 4), fill="structure", radius=2))
    return [*marks, line_ending(sheet.value(card.reach), SMALL, right, middle + 4), *sign]


def drawn_list(sheet: Sheet, column: Column, cards: Sequence[TouchpointCard], top: float) -> tuple[list[Mark], float]:
    """The rest of a stage in one frame a track: lines of one height, as high as the longest name needs."""
    room = column.card_width - 26 - _SHARE - (_FACE if sheet.feels else 4)
    names = [paragraph(card.name, ROW, room, 2) for card in cards]
    tall = 8 + max(name.height for name in names)
    each = -(-len(cards) // column.tracks)
    marks: list[Mark] = []
    for track in range(column.tracks):
        first = column.card(track, top, tall * len(cards[track * each : (track + 1) * each]) + 4)
        if first.height > 4:
            marks.append(frame(first))
    for at, (card, name) in enumerate(zip(cards, names, strict=True)):
        box = column.card(at // each, top + 2 + at % each * tall, tall)
        marks.append(_row(sheet, card, name, box))
    return marks, top + 4 + tall * each


def _row(sheet: Sheet, card: TouchpointCard, name: Paragraph, box: Box) -> Group:
    middle = box.y + box.height / 2
    inner = Box(box.x + 2, box.y, box.width - 4, box.height)
    marks: list[Mark] = [
        Rect(inner, "card", radius=6),
        Icon(touchpoint_icon(card.name, card.channel), box.x + 8, middle - 6.5, 13),
        *_moment(sheet, card, box.x + 21.5, middle - 6, 3.6),
        *_edge(sheet, card, box),
        *name.place(box.x + 26, middle - name.height / 2),
    ]
    right = box.right - 8 - (_FACE - 6 if sheet.feels else 0)
    if card.reach:
        marks.append(line_ending(sheet.value(card.reach), SMALL, right, middle + 4))
    elif card.tier is Tier.ASSUMED:
        marks.append(line_ending("?", SMALL, right, middle + 4))
    marks += _mood(sheet, card, box.right - 14, middle, 6)
    return Group(tuple(marks), "card", touchpoint_subject(sheet, card), box, card.name if name.shortened else "")
