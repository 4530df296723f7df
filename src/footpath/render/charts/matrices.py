"""Heat maps with their numbers: rows by columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from footpath.render.charts.style import FIGURE, NAME, Look
from footpath.render.charts.wording import named, ready, widest
from footpath.render.marks import Box, Group, Line, Mark, Path, Rect
from footpath.render.text import width_of
from footpath.render.theme import Style

_GAP = 2.0
_SMALL = Style(10, 400, "ink", 13)


@dataclass(frozen=True)
class Cell:
    """One number of a matrix.

    Attributes:
        heat: 0..1, how deep its ground is.
        text: the number, as short as can be read.
        says: the whole of it, on hover.
        ground: heat; grey for what has no kind of its own, as those who left; back for what runs backwards.
    """

    heat: float
    text: str
    says: str
    ground: Literal["heat", "grey", "back"] = "heat"


@dataclass(frozen=True)
class Matrix:
    """Rows by columns; cells by row and column number.

    Attributes:
        beside: a second, quieter name of each row, as its size.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[int, int], Cell]
    across: str = ""
    down: str = ""
    beside: Sequence[str] = ()


def draw_matrix(matrix: Matrix, look: Look, top: float = 0.0) -> tuple[list[Mark], float]:
    """The marks of a matrix, and the height they take."""
    left, size = columns_of(matrix, look)
    names = _names_of(matrix, look)
    tall = min(28.0, max(19.0, size))
    marks: list[Mark] = []
    head = _heads(matrix, size, left, top, look, marks)
    first = top + head
    for number, row in enumerate(matrix.rows):
        middle = first + number * tall + tall / 2 + 4
        marks.append(_named(row, NAME, 0, middle, names - 10))
        if matrix.beside:
            marks.append(_ending(matrix.beside[number], FIGURE, left - 8, middle))
    for (row_number, column), cell in sorted(matrix.cells.items()):
        box = Box(left + column * size, first + row_number * tall, size - _GAP, tall - _GAP)
        marks.append(_cell(cell, box, look))
    return marks, head + tall * len(matrix.rows)


def columns_of(matrix: Matrix, look: Look) -> tuple[float, float]:
    """Where the first column begins, and how wide each is."""
    left = _names_of(matrix, look) + (widest(matrix.beside, FIGURE) + 12 if matrix.beside else 0.0)
    return left, min(76.0, (look.inner - left) / max(1, len(matrix.columns)))


def _names_of(matrix: Matrix, look: Look) -> float:
    return min(widest([named(row) for row in matrix.rows], NAME), look.inner * 0.3) + 10


def _heads(matrix: Matrix, size: float, left: float, top: float, look: Look, marks: list[Mark]) -> float:
    """The columns' names: level where all fit, else step by step down, so that none crosses another."""
    texts = [named(column) for column in matrix.columns]
    head = 4.0
    if matrix.across:
        marks.append(_named(matrix.across, FIGURE, left, top + 10, look.inner - left))
        head += 18
    if matrix.down:
        marks.append(_named(matrix.down, FIGURE, 0, top + head + 10, left - 6))
    if widest(texts, FIGURE) <= size - 4:
        for number, text in enumerate(texts):
            wide = width_of(text, FIGURE)
            marks.append(_named(text, FIGURE, left + number * size + (size - _GAP - wide) / 2, top + head + 10, size))
        return head + 18
    return head + _stairs(texts, size, left, top + head, look, marks)


def _stairs(texts: Sequence[str], size: float, left: float, top: float, look: Look, marks: list[Mark]) -> float:
    wide = [min(width_of(text, FIGURE), 150.0) for text in texts]
    starts = [min(left + number * size + size / 2 - 5, look.inner - wide[number]) for number in range(len(texts))]
    levels: list[float] = []
    placed: list[int] = []
    for start, length in reversed(list(zip(starts, wide, strict=True))):
        level = next((at for at, taken in enumerate(levels) if start + length + 10 <= taken), len(levels))
        levels[level:level] = [] if level < len(levels) else [start]
        levels[level] = start
        placed.insert(0, level)
    height = 15.0 * len(levels) + 6
    for number, (text, level) in enumerate(zip(texts, placed, strict=True)):
        middle = left + number * size + (size - _GAP) / 2
        baseline = top + 15.0 * (len(levels) - 1 - level) + 11
        marks.append(Path(f"M{middle:.2f} {baseline + 3:.2f}V{top + height - 2:.2f}", stroke="hairline"))
        marks.append(_named(text, FIGURE, starts[number], baseline, wide[number]))
    return height


def _cell(cell: Cell, box: Box, look: Look) -> Group:
    share = ceil(min(1.0, max(0.0, cell.heat)) * 20) / 20
    ground = f"{cell.ground}-{share}"
    fits = width_of(cell.text, FIGURE) <= box.width - 2
    style = FIGURE if fits else _SMALL
    text = cell.text if width_of(cell.text, style) <= box.width else ""
    wide = width_of(text, style)
    x, baseline = box.x + (box.width - wide) / 2, box.y + box.height / 2 + 4
    line = Line(x, baseline, text, style.coloured(f"on-{ground}"), wide)
    return Group((Rect(box, ground, radius=2), line), full_text=cell.says)


def _named(text: str, style: Style, x: float, baseline: float, room: float) -> Mark:
    shown = ready(text, style, room)
    line = Line(x, baseline, shown, style, width_of(shown, style))
    return Group((line,), full_text=text) if shown != named(text) else line


def _ending(text: str, style: Style, right: float, baseline: float) -> Line:
    wide = width_of(text, style)
    return Line(right - wide, baseline, text, style, wide)
