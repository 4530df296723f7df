"""The linear flow: touchpoints from left to right by stage, and the ways that customers take between them."""

from collections.abc import Sequence
from dataclasses import replace

from footpath.model.maps import JourneyMap
from footpath.render.forms.frame import Body, framed, sheet_with
from footpath.render.forms.stage_heads import stage_heads
from footpath.render.forms.ways import counted_ways, drawn_ways, ways, ways_key
from footpath.render.language import say
from footpath.render.marks import Box, Group, Line, Mark, Scene, paragraph
from footpath.render.poster.columns import Column
from footpath.render.poster.sheet import Sheet
from footpath.render.poster.touchpoint_cards import TouchpointDraft, drawn_card, measured
from footpath.render.theme import GUTTER, MARGIN, SMALL

_CARD, _BETWEEN = 196.0, 104.0  # a card's width, and the least room for ways between two columns
_SIDE, _BENDS = 24.0, 56.0  # the least room beside the first column, and that for ways from one column to another
_MOST_BESIDE = 120.0  # for ways within a column, at each of its sides
_GAP, _THICKEST = 18.0, 26.0
_MOST_COUNTS = 24


def layout_flow(journey: JourneyMap) -> Scene:
    """Every mark of the flow with its place. Columns stand as far apart as the ways between them need."""
    count = len(journey.stages)
    usual = _sheet(journey, _SIDE, [_BETWEEN] * count)
    lefts, rights = _beside(usual)
    wide = [max(_BETWEEN, right + left + _BENDS) for right, left in zip(rights, [*lefts[1:], 0.0], strict=False)]
    sheet = _sheet(journey, max([_SIDE, *lefts[:1]]), wide)
    ends = max([0.0, *rights[-1:]])
    sheet = replace(sheet, width=sheet.width + max(0.0, ends - GUTTER))
    return framed(sheet, say("Flow"), lambda top: _body(sheet, top))


def _sheet(journey: JourneyMap, side: float, between: Sequence[float]) -> Sheet:
    columns, x = [], MARGIN + side
    for at, (stage, wide) in enumerate(zip(journey.stages, between, strict=True)):
        columns.append(Column(stage.name, at, x, x + _CARD + GUTTER))
        x += _CARD + wide
    return sheet_with(journey, columns)


def _beside(sheet: Sheet) -> tuple[list[float], list[float]]:
    """How much room ways within each column take at its left and at its right."""
    boxes, cards, _ = _cards(sheet, 0.0)
    drawn = [way for way in ways(sheet, boxes, cards, _THICKEST, _MOST_BESIDE) if way.stays]
    lefts, rights = [0.0] * len(sheet.columns), [0.0] * len(sheet.columns)
    for way in drawn:
        at = next(column.number for column in sheet.columns if column.x == way.source.x)
        side = lefts if way.is_back else rights
        side[at] = max(side[at], way.lane + way.width / 2)
    return lefts, rights


def _body(sheet: Sheet, top: float) -> Body:
    heads, y = stage_heads(sheet, sheet.columns, top)
    boxes, cards, end = _cards(sheet, y + 12)
    drawn = ways(sheet, boxes, cards, _THICKEST, _MOST_BESIDE)
    end = max(end, *(way.bottom for way in drawn)) if drawn else end
    written = [mark.box for group in cards for mark in group.marks if isinstance(mark, Line)]
    placed = [card.card for card in cards if card.card is not None]
    counts = counted_ways(drawn, [*placed, *written], _MOST_COUNTS)
    legend, end = _legend(sheet, end + 16)
    return [*heads, *drawn_ways(sheet, drawn), *cards, *counts, *legend], end, ()


def _cards(sheet: Sheet, top: float) -> tuple[dict[str, Box], list[Group], float]:
    """The cards column by column in the map's order, so that onward runs down and to the right; where they end."""
    drafts = [
        [measured(sheet, column, card) for card in cards]
        for column, cards in zip(sheet.columns, sheet.by_column(sheet.map.touchpoints), strict=True)
    ]
    boxes: dict[str, Box] = {}
    marks, end = [], top
    for column, own in zip(sheet.columns, drafts, strict=True):
        y = top
        for draft in own:
            box = Box(column.x, y, column.width, _height(draft))
            boxes.setdefault(draft.card.name, box)
            marks.append(drawn_card(sheet, draft, box))
            y, end = box.bottom + _GAP, max(end, box.bottom)
    return boxes, marks, end


def _height(draft: TouchpointDraft) -> float:
    return max(44.0, draft.height)


def _legend(sheet: Sheet, top: float) -> tuple[list[Mark], float]:
    """What the bands mean; that there are none, where there are none."""
    if not sheet.map.flows:
        text = paragraph(say("No evidence of how customers go from one touchpoint to the next."), SMALL, 600, 2)
        return list(text.place(MARGIN, top)), top + text.height
    return ways_key(top)
