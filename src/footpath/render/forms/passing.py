"""Where ways pass the columns that they skip: between their cards, each on a track of its own, as near to its straight course as can be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from footpath.render.marks import Box
from footpath.render.svg import number

_CLEAR = 3.0  # what a way keeps from a card and from another way
Point = tuple[float, float]


@dataclass(frozen=True)
class Trip:
    """A way from one point to another, so wide."""

    start: Point
    end: Point
    width: float

    def over(self, left: float, right: float) -> bool:
        """Whether it skips a column with these sides."""
        low, high = sorted((self.start[0], self.end[0]))
        return low < left and right < high

    def height_at(self, x: float) -> float:
        """Where its straight course is there."""
        part = (x - self.start[0]) / (self.end[0] - self.start[0])
        return self.start[1] + part * (self.end[1] - self.start[1])


@dataclass(frozen=True)
class Gate:
    """A level stretch of a way across a column that it skips."""

    left: float
    right: float
    y: float


@dataclass
class _Gap:
    """Room between two cards of a column, and what passes there: the wanted height, the width and the number of each way."""

    above: float
    below: float
    ways: list[tuple[float, float, int]] = field(default_factory=list)

    def has_room(self, width: float) -> bool:
        taken = sum(wide + _CLEAR for _, wide, _ in self.ways)
        return self.below - self.above - taken >= width + 2 * _CLEAR

    def apart(self, wanted: float, width: float) -> float:
        """How far from the wanted height a way would pass, were it alone."""
        half = width / 2 + _CLEAR
        return max(self.above + half - wanted, wanted - (self.below - half), 0.0)

    def heights(self) -> dict[int, float]:
        """The height of each way: ordered as they would like to be, none upon another."""
        ordered, floor = [], self.above
        for wanted, width, at in sorted(self.ways):
            y = max(wanted, floor + _CLEAR + width / 2)
            ordered.append((y, width, at))
            floor = y + width / 2
        placed, ceiling = {}, self.below
        for y, width, at in reversed(ordered):
            placed[at] = min(y, ceiling - _CLEAR - width / 2)
            ceiling = placed[at] - width / 2
        return placed


def tracks(boxes: Collection[Box], trips: Sequence[Trip]) -> tuple[tuple[Gate, ...], ...]:
    """For each trip its stretches across the columns that it skips, in the order in which it takes them.

    The widest choose first. One for which no gap between cards has room passes below the column.

    Args:
        boxes: all cards; those with one left edge are a column.
    """
    columns: dict[float, list[Box]] = defaultdict(list)
    for box in boxes:
        columns[box.x].append(box)
    top = min((box.y for box in boxes), default=0.0)
    found: list[list[Gate]] = [[] for _ in trips]
    for x in sorted(columns):
        right = max(box.right for box in columns[x])
        passing = [at for at, trip in enumerate(trips) if trip.over(x, right)]
        gaps = _gaps(columns[x], top)
        for at in sorted(passing, key=lambda at: (-trips[at].width, at)):
            wanted, width = trips[at].height_at((x + right) / 2), trips[at].width
            free = (gap for gap in gaps if gap.has_room(width))
            nearest = min(free, key=lambda gap: (gap.apart(wanted, width), gap.above))
            nearest.ways.append((wanted, width, at))
        for gap in gaps:
            for at, y in gap.heights().items():
                found[at].append(Gate(x, right, y))
    return tuple(
        tuple(gates if trip.end[0] > trip.start[0] else reversed(gates))
        for trip, gates in zip(trips, found, strict=True)
    )


def _gaps(column: Sequence[Box], top: float) -> list[_Gap]:
    """Above the column where others begin higher, between its cards, and below it, where there is room for all."""
    ordered = sorted(column, key=lambda box: box.y)
    between = [_Gap(a.bottom, b.y) for a, b in pairwise(ordered)]
    return [_Gap(top, ordered[0].y), *between, _Gap(ordered[-1].bottom, float("inf"))]


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
