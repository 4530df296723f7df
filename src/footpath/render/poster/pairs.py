"""Cards with their answers right below them, in rows that align over all columns, so that a column reads as a story."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from footpath.render.marks import Box, Group, Icon, Mark, Paragraph, Rect, paragraph
from footpath.render.poster.cards import Draft, row_heights
from footpath.render.poster.sheet import Sheet, row_tops
from footpath.render.theme import CARD, Style

BAR, _SIGN = 5.0, 14.0  # of a card: how strong, at its left; room for a sign at its right
_JOIN, _PARTING = 4.0, 14.0  # between a card and its answer, and between two such pairs

Dress = Callable[[Box], tuple[Sequence[Mark], Sequence[Mark]]]  # what is drawn below a card's words, and above them


@dataclass(frozen=True)
class Card:
    """A draft and what is drawn on its card besides the words."""

    draft: Draft
    dress: Dress

    def place(self, box: Box) -> Group:
        before, after = self.dress(box)
        return self.draft.place(box, before, after)


@dataclass(frozen=True)
class Pair:
    """A card and what answers it; either may be missing."""

    above: Card | None
    answers: tuple[Card, ...] = ()

    @property
    def upper(self) -> float:
        return self.above.draft.height if self.above else 0.0


@dataclass(frozen=True)
class Rows:
    """Placed pairs: where they end, where a page may end, and where the first answer begins."""

    marks: tuple[Mark, ...]
    end: float
    cuts: tuple[float, ...]
    answers_at: float | None


def placed_pairs(sheet: Sheet, columns: Sequence[Sequence[Pair]], top: float) -> Rows:
    """The pairs of each column in rows; all first answers of a row begin at one height, then all second ones."""
    upper = _tallest(sheet, [[pair.upper for pair in pairs] for pairs in columns])
    ranks = [_ranks(sheet, columns, row) for row in range(len(upper))]
    lower = [sum(heights) + _JOIN * max(0, len(heights) - 1) for heights in ranks]
    whole = [a + b + (_JOIN if a and b else 0) for a, b in zip(upper, lower, strict=True)]
    tops, _, end = row_tops([whole], top, _PARTING)
    answers = [y + (height + _JOIN if height else 0) for y, height in zip(tops, upper, strict=True)]
    marks: list[Mark] = []
    for column, pairs in zip(sheet.columns, columns, strict=True):
        for at, pair in enumerate(pairs):
            row = at // column.tracks
            marks += [pair.above.place(column.card(at, tops[row], upper[row]))] if pair.above else []
            y = answers[row]
            for answer, height in zip(pair.answers, ranks[row], strict=False):
                marks.append(answer.place(column.card(at, y, height)))
                y += height + _JOIN
    first = next((y for y, height in zip(answers, lower, strict=True) if height), None)
    return Rows(tuple(marks), end, tuple(y - _PARTING / 2 for y in tops[1:]), first)


def headed(title: str, text: str, style: Style, width: float) -> tuple[Paragraph, Paragraph]:
    """A card's title, which leaves room for the sign at its right, and the text below; without a title the text stands there."""
    head = paragraph(title, CARD, width - _SIGN, 5)
    if not head.lines:
        title, text = text, ""
        head = paragraph(title, CARD, width - _SIGN, 5)
    return head, paragraph(text, style, width, 4)


def opportunity_dress(box: Box) -> tuple[Sequence[Mark], Sequence[Mark]]:
    """What an answer's card bears: a bar at its edge and a lamp."""
    bar = Rect(Box(box.x + 4, box.y + 6, BAR, box.height - 12), "opportunity", radius=BAR / 2)
    return (bar,), (Icon("lightbulb", box.right - 21, box.y + 8, 14, "opportunity"),)


def filled_bar(box: Box, part: float, colour: str) -> tuple[Mark, ...]:
    """A bar at the card's left edge, filled from below."""
    inner = Box(box.x + 4, box.y + 6, BAR, box.height - 12)
    filled = max(BAR, inner.height * part)
    return (
        Rect(inner, "track", radius=BAR / 2),
        Rect(Box(inner.x, inner.bottom - filled, BAR, filled), colour, radius=BAR / 2),
    )


def _tallest(sheet: Sheet, heights: Sequence[Sequence[float]]) -> list[float]:
    """The height of each row over all columns, on the grid."""
    rows = [row_heights(column, of) for column, of in zip(sheet.columns, heights, strict=True)]
    return [*row_tops(rows, 0.0)[1]]


def _ranks(sheet: Sheet, columns: Sequence[Sequence[Pair]], row: int) -> list[float]:
    """The heights of a row's first answers, of its second ones, and so on."""
    pairs = [
        pair
        for column, of in zip(sheet.columns, columns, strict=True)
        for at, pair in enumerate(of)
        if at // column.tracks == row
    ]
    return [*row_tops([[one.draft.height for one in pair.answers] for pair in pairs], 0.0)[1]]
