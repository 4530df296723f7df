"""Cards: a frame with text blocks below one another, stretched to the height of its row."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.render.marks import Box, Group, Mark, Paragraph, Rect, Subject
from footpath.render.poster.columns import Column
from footpath.render.poster.sheet import Sheet, row_tops
from footpath.render.theme import RADIUS


@dataclass(frozen=True)
class Draft:
    """A card before it has its place: text blocks, the space around them, and what is drawn besides them."""

    blocks: tuple[Paragraph, ...]
    subject: Subject
    full_text: str = ""
    inset_left: float = 12
    inset_top: float = 8
    spacing: float = 3

    @property
    def height(self) -> float:
        shown = [block for block in self.blocks if block.lines]
        return 2 * self.inset_top + sum(b.height for b in shown) + self.spacing * max(0, len(shown) - 1)

    def place(self, box: Box, before: Sequence[Mark] = (), after: Sequence[Mark] = ()) -> Group:
        marks: list[Mark] = [frame(box), *before]
        y = box.y + self.inset_top
        shown = [block for block in self.blocks if block.lines]
        for block in shown:
            marks += block.place(box.x + self.inset_left, y)
            y += block.height + self.spacing
        return Group((*marks, *after), "card", self.subject, box, self.full_text)


def frame(box: Box, dash: str = "") -> Rect:
    """A card's ground and hairline."""
    return Rect(Box(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1), "card", "hairline", RADIUS, 1, dash)


def place_rows(
    sheet: Sheet, heights: Sequence[Sequence[float]], top: float
) -> tuple[tuple[tuple[Box, ...], ...], float]:
    """The boxes of cards in rows that align over all columns and their tracks, and where the lane ends.

    Args:
        heights: for each column the natural heights of its cards, in their order.
        top: where the first row begins.
    """
    rows = [row_heights(column, of) for column, of in zip(sheet.columns, heights, strict=True)]
    tops, tall, end = row_tops(rows, top)
    boxes = tuple(
        tuple(column.card(at, tops[at // column.tracks], tall[at // column.tracks]) for at in range(len(of)))
        for column, of in zip(sheet.columns, heights, strict=True)
    )
    return boxes, end


def row_heights(column: Column, heights: Sequence[float]) -> list[float]:
    """The tallest card of each row of one column.

    Examples:
        >>> row_heights(Column("Care", 0, 0, 400, tracks=2), (40, 64, 48))
        [64, 48]
    """
    return [max(heights[at : at + column.tracks]) for at in range(0, len(heights), column.tracks)]
