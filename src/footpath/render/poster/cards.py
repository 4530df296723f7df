"""Cards: a frame with text blocks below one another, stretched to the height of its row."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.render.marks import Box, Group, Mark, Paragraph, Rect, Subject
from footpath.render.poster.sheet import Sheet, row_tops
from footpath.render.theme import RADIUS


@dataclass(frozen=True)
class Draft:
    """A card before it has its place: text blocks, the space around them, and what is drawn besides them.

    ``last_at_foot`` sets the last block at the card's foot when the card is stretched.
    """

    blocks: tuple[Paragraph, ...]
    subject: Subject
    full_text: str = ""
    inset_left: float = 12
    inset_top: float = 8
    spacing: float = 3
    last_at_foot: bool = False

    @property
    def height(self) -> float:
        shown = [block for block in self.blocks if block.lines]
        return 2 * self.inset_top + sum(b.height for b in shown) + self.spacing * max(0, len(shown) - 1)

    def place(self, box: Box, before: Sequence[Mark] = (), after: Sequence[Mark] = ()) -> Group:
        marks: list[Mark] = [frame(box), *before]
        y = box.y + self.inset_top
        shown = [block for block in self.blocks if block.lines]
        for block in shown:
            if self.last_at_foot and block is shown[-1] and len(shown) > 1:
                y = max(y, box.bottom - self.inset_top - block.height)
            marks += block.place(box.x + self.inset_left, y)
            y += block.height + self.spacing
        return Group((*marks, *after), "card", self.subject, box, self.full_text)


def frame(box: Box, dash: str = "") -> Rect:
    """A card's ground and hairline."""
    return Rect(Box(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1), "card", "hairline", RADIUS, 1, dash)


def place_rows(
    sheet: Sheet, heights: Sequence[Sequence[float]], top: float
) -> tuple[tuple[tuple[Box, ...], ...], float]:
    """The boxes of cards in aligned rows, per column, and where the lane ends."""
    tops, tall, end = row_tops(heights, top)
    boxes = tuple(
        tuple(Box(column.x, tops[row], column.width, tall[row]) for row in range(len(heights[column.number])))
        for column in sheet.columns
    )
    return boxes, end
