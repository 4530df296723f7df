"""The ground of the emotion lane: what is taken by the curve, its band and points, and where something else may stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from footpath.render.marks import Box
from footpath.render.poster.curve import Curve, Point
from footpath.render.poster.spots import Spot

CLEAR = 7.0  # what keeps its distance from curve and points
_CORNER = 34.0  # the two faces at the left edge keep this much
_SAMPLE = 4.0


@dataclass(frozen=True)
class Ground:
    """``samples`` are (x, lowest, highest) of curve and band; ``leaders`` the lines from quotes to their points."""

    area: Box
    line: Curve
    samples: tuple[tuple[float, float, float], ...]
    dots: tuple[Box, ...]
    leaders: tuple[Box, ...] = ()

    def without(self, leader: Box) -> "Ground":
        """The same ground with a leader taken too."""
        return replace(self, leaders=(*self.leaders, leader))

    def near(self, left: float, right: float) -> "Ground":
        """What of it matters to boxes that stand between two places across the sheet: the same answers, sooner."""
        left, right = left - CLEAR, right + CLEAR
        return replace(
            self,
            samples=tuple(sample for sample in self.samples if left <= sample[0] <= right),
            dots=tuple(dot for dot in self.dots if dot.x < right and left < dot.right),
            leaders=tuple(line for line in self.leaders if line.x < right and left < line.right),
        )

    def is_free(self, box: Box, clear: float = CLEAR) -> bool:
        if not self.area.holds(box) or (box.x < self.area.x + _CORNER and self._near_a_face(box)):
            return False
        if any(box.crosses(dot, clear) for dot in self.dots) or any(box.crosses(line, 2) for line in self.leaders):
            return False
        first, last = bisect_left(self._places, box.x - clear), bisect_right(self._places, box.right + clear)
        top, bottom = box.y - clear, box.bottom + clear
        return not any(top < high and low < bottom for _, low, high in self.samples[first:last])

    @cached_property
    def _places(self) -> list[float]:
        """Of the samples, from left to right."""
        return [sample[0] for sample in self.samples]

    def is_passable(self, start: Point, end: Point) -> bool:
        """Whether a leader meets no other point, no other leader, and the curve only at its own end."""
        length = max(1.0, ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5)
        for step in range(1, max(2, int(length // 3))):
            t = 3 * step / length
            here = (start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t)
            if self._is_taken(here, end) or (length - 3 * step > 12 and self._is_on_curve(here)):
                return False
        return True

    def _near_a_face(self, box: Box) -> bool:
        return box.y < self.area.y + _CORNER or box.bottom > self.area.bottom - _CORNER

    def _is_taken(self, point: Point, own: Point) -> bool:
        here = Box(point[0] - 1, point[1] - 1, 2, 2)
        return any(here.crosses(dot, 2) for dot in self.dots if not _is_at(dot, own)) or any(
            here.crosses(line, 1) for line in self.leaders
        )

    def _is_on_curve(self, point: Point) -> bool:
        points = self.line.points
        return points[0][0] <= point[0] <= points[-1][0] and abs(self.line.at(point[0]) - point[1]) < 4


def ground_around(spots: Sequence[Spot], area: Box) -> Ground:
    """The ground of a lane with these points."""
    line = Curve(tuple((s.x, s.y) for s in spots))
    curves = (line, Curve(tuple((s.x, s.high) for s in spots)), Curve(tuple((s.x, s.low) for s in spots)))
    first, last = spots[0].x, spots[-1].x
    samples = []
    for step in range(int((last - first) // _SAMPLE) + 2):
        x = min(first + step * _SAMPLE, last)
        heights = [curve.at(x) for curve in curves]
        samples.append((x, min(heights), max(heights)))
    dots = tuple(Box(s.x - s.radius, s.y - s.radius, 2 * s.radius, 2 * s.radius) for s in spots)
    return Ground(area, line, tuple(samples), dots)


def _is_at(dot: Box, point: Point) -> bool:
    return abs(dot.x + dot.width / 2 - point[0]) < 0.5 and abs(dot.y + dot.height / 2 - point[1]) < 0.5
