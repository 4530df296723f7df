"""Where a way passes the columns that it skips: between their cards, as near to its straight course as there is room."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from footpath.render.marks import Box
from footpath.render.svg import number

_CLEAR = 3.0  # what a way keeps from a card, if there is room
Point = tuple[float, float]


@dataclass(frozen=True)
class Gate:
    """A level stretch of a way across a column that it skips."""

    left: float
    right: float
    y: float


def gates(boxes: Collection[Box], start: Point, end: Point, width: float) -> tuple[Gate, ...]:
    """The stretches of a way from one point to another, in the order in which it takes them.

    Args:
        boxes: all cards; those with one left edge are a column.
        width: of the way.
    """
    columns: dict[float, list[Box]] = defaultdict(list)
    for box in boxes:
        columns[box.x].append(box)
    low, high = sorted((start[0], end[0]))
    top = min((box.y for box in boxes), default=0.0)
    found = []
    for x in sorted(columns, reverse=start[0] > end[0]):
        right = max(box.right for box in columns[x])
        if low < x and right < high:
            part = ((x + right) / 2 - start[0]) / (end[0] - start[0])
            wanted = start[1] + part * (end[1] - start[1])
            found.append(Gate(x, right, _free(columns[x], top, wanted, width / 2 + _CLEAR)))
    return tuple(found)


def _free(column: Sequence[Box], top: float, wanted: float, half: float) -> float:
    """The height nearest to the wanted one that lies between two cards; in a narrow gap its middle."""
    ordered = sorted(column, key=lambda box: box.y)
    gaps = [*((a.bottom, b.y) for a, b in pairwise(ordered)), (ordered[-1].bottom, float("inf"))]
    if ordered[0].y - top >= 2 * half:
        gaps.append((top, ordered[0].y))
    return min((_within(*gap, wanted, half) for gap in gaps), key=lambda y: (abs(y - wanted), y))


def _within(above: float, below: float, wanted: float, half: float) -> float:
    if below - above < 2 * half:
        return (above + below) / 2
    return min(max(wanted, above + half), below - half)


def course(start: Point, end: Point, through: Iterable[Gate]) -> str:
    """SVG path data from start to end: level across each gate, a bend from one to the next."""
    onward = end[0] >= start[0]
    d, (x, y) = f"M{number(start[0])} {number(start[1])}", start
    for gate in through:
        first, last = (gate.left, gate.right) if onward else (gate.right, gate.left)
        d += _bend(x, y, first, gate.y) + f"L{number(last)} {number(gate.y)}"
        x, y = last, gate.y
    return d + _bend(x, y, *end)


def _bend(x0: float, y0: float, x1: float, y1: float) -> str:
    middle = number((x0 + x1) / 2)
    return f"C{middle} {number(y0)} {middle} {number(y1)} {number(x1)} {number(y1)}"
