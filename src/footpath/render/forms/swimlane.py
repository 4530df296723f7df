"""The swimlanes: a row for each channel, persona or owner, a column for each stage, a card where one meets the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from footpath.errors import MapError
from footpath.model.maps import JourneyMap, TouchpointCard
from footpath.render.forms.frame import Body, framed, sheet_with
from footpath.render.forms.stage_heads import stage_heads
from footpath.render.forms.ways import drawn_ways, ways, ways_key
from footpath.render.icons import touchpoint_icon
from footpath.render.language import say
from footpath.render.marks import Box, Group, Icon, Mark, Path, Rect, Scene, paragraph
from footpath.render.poster.columns import Column
from footpath.render.poster.faces import persona as persona_head
from footpath.render.poster.head import column_names
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.touchpoint_cards import TouchpointDraft, drawn_card, measured
from footpath.render.svg import number
from footpath.render.text import clean
from footpath.render.theme import GUTTER, LANE, MARGIN, SMALL
from footpath.render.vocabulary import word

By = Literal["channel", "persona", "owner"]
_LABEL, _CARD, _BETWEEN = 128.0, 196.0, 40.0
_GAP, _AIR, _THICKEST, _BESIDE = 10.0, 14.0, 9.0, 26.0


@dataclass(frozen=True)
class _Row:
    """A lane: its name, the mark before it, and its cards."""

    name: str
    cards: tuple[TouchpointCard, ...]
    sign: Callable[[float, float], tuple[Mark, ...]]


def layout_swimlane(journey: JourneyMap, by: str = "channel") -> Scene:
    """Every mark of the swimlanes with its place.

    Args:
        by: "channel", "persona" (each persona's experience at the touchpoints it has a voice of; ways and pains are of all
            customers, so they are not drawn) or "owner" (who owns the touchpoint: the company, a partner, nobody).

    Raises:
        MapError: it cannot be split so.
    """
    if by not in _ROWS:
        raise MapError(f'There are no swimlanes by "{clean(by)}".', f"Choose {', '.join(_ROWS)}.")
    if by == "persona":
        journey = journey.model_copy(update={"flows": (), "pains": ()})
    step = _CARD + _BETWEEN
    left = MARGIN + _LABEL
    columns = [
        Column(stage.name, at, left + at * step, left + at * step + _CARD + GUTTER)
        for at, stage in enumerate(journey.stages)
    ]
    sheet = sheet_with(journey, columns)
    return framed(sheet, say("Swimlanes"), lambda top: _body(sheet, _ROWS[by](sheet), top), column_names(sheet))


def _body(sheet: Sheet, rows: Sequence[_Row], top: float) -> Body:
    heads, y = stage_heads(sheet, sheet.columns, top)
    boxes: dict[str, Box] = {}
    grounds: list[Mark] = []
    cards: list[Mark] = []
    cuts = []
    y += 10
    if not rows:
        text = paragraph(say("No evidence: no touchpoint is known here."), SMALL, 600, 2)
        return [*heads, *text.place(MARGIN, y)], y + text.height, ()
    for at, row in enumerate(rows):
        lane, y_end = _lane(sheet, row, y, boxes)
        if at % 2 == 0:
            band = Box(MARGIN - 12, y, sheet.width - 2 * MARGIN + 24, y_end - y)
            grounds.append(Rect(band, "track", radius=8, opacity=0.38))
        cards += lane
        cuts.append(y)
        y = y_end
    between = ways(sheet, boxes, cards, _THICKEST, _BESIDE)
    y = max(y, *(way.bottom + _GAP for way in between)) if between else y
    rule = Path(f"M{MARGIN} {number(y)}H{number(sheet.right)}", stroke="hairline")
    key, end = ways_key(y + 12) if between else ([], y + 6)
    return [*heads, *grounds, *drawn_ways(sheet, between), *cards, rule, *key], end, cuts


def _lane(sheet: Sheet, row: _Row, top: float, boxes: dict[str, Box]) -> tuple[list[Mark], float]:
    """One row; the boxes of its cards are added to ``boxes`` by touchpoint."""
    name = paragraph(sentence(word(row.name)), LANE, _LABEL - 44, 3)
    words = name.place(MARGIN + 26, top + _AIR)
    title = Group((*row.sign(MARGIN, top + _AIR), *words), full_text=row.name if name.shortened else "")
    marks: list[Mark] = [title]
    end = top + _AIR + max(name.height, 20.0)
    for column, cards in zip(sheet.columns, sheet.by_column(row.cards), strict=True):
        y = top + _AIR
        for card in cards:
            draft = measured(sheet, column, card)
            box = Box(column.x, y, column.width, _height(draft))
            boxes.setdefault(card.name, box)
            marks.append(drawn_card(sheet, draft, box))
            y = box.bottom + _GAP
            end = max(end, box.bottom)
    return marks, end + _AIR


def _height(draft: TouchpointDraft) -> float:
    return max(42.0, draft.height)


def _by_channel(sheet: Sheet) -> list[_Row]:
    """The channels in the order in which a customer first meets them."""
    found = dict.fromkeys(card.channel for card in sheet.map.touchpoints)
    return [
        _Row(channel, tuple(card for card in sheet.map.touchpoints if card.channel == channel), _icon(channel))
        for channel in found
    ]


def _by_owner(sheet: Sheet) -> list[_Row]:
    signs = {"owned": "building-2", "partner": "handshake", "earned": "users-round"}
    found = dict.fromkeys(card.ownership for card in sheet.map.touchpoints)
    return [
        _Row(
            owner,
            tuple(card for card in sheet.map.touchpoints if card.ownership == owner),
            _named(signs.get(owner, "")),
        )
        for owner in found
    ]


def _by_persona(sheet: Sheet) -> list[_Row]:
    """A persona's touchpoints are those that it has a voice of: how it feels there, not how all do."""
    known = {(card.stage, card.name): card for card in sheet.map.touchpoints}
    rows = []
    for at, curve in enumerate(sheet.map.curve.personas):
        cards = [
            _felt_by_one(known[point.stage, point.touchpoint], point.claim)
            for point in curve.points
            if (point.stage, point.touchpoint) in known
        ]
        rows.append(_Row(curve.persona, tuple(cards), _head(at)))
    return rows


def _felt_by_one(card: TouchpointCard, experience: str) -> TouchpointCard:
    """The card with one persona's experience, and without what is of all customers."""
    return card.model_copy(update={"experience": experience, "reach": None, "effectiveness": None})


def _icon(channel: str) -> Callable[[float, float], tuple[Mark, ...]]:
    return _named(touchpoint_icon("", channel))


def _named(icon: str) -> Callable[[float, float], tuple[Mark, ...]]:
    return lambda x, y: (Icon(icon or "circle", x, y + 1, 16),)


def _head(at: int) -> Callable[[float, float], tuple[Mark, ...]]:
    return lambda x, y: persona_head(x + 9, y + 9, 9, f"persona-{at % 5}")


_ROWS: dict[str, Callable[[Sheet], list[_Row]]] = {
    "channel": _by_channel,
    "persona": _by_persona,
    "owner": _by_owner,
}
