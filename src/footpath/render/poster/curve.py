"""A smooth curve through points that never overshoots them: monotone cubic interpolation.

Between two points the curve stays between their heights, so it invents no high and no low.
Source: F. N. Fritsch, R. E. Carlson, "Monotone piecewise cubic interpolation", SIAM J. Numer. Anal. 17 (1980).
"""

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from footpath.render.svg import number

Point = tuple[float, float]


def slopes(points: Sequence[Point]) -> tuple[float, ...]:
    """The curve's slope at each point; 0 at highs and lows.

    Examples:
        >>> slopes([(0, 0), (1, 1), (2, 0)])
        (1.0, 0.0, -1.0)
    """
    rises = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in itertools.pairwise(points)]
    if not rises:
        return (0.0,) * len(points)
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in itertools.pairwise(rises)]
    return (float(rises[0]), *inner, float(rises[-1]))


def path_through(points: Sequence[Point], move: str = "M") -> str:
    """SVG path data: a move (or a line) to the first point and one cubic per interval."""
    if not points:
        return ""
    slope = slopes(points)
    text = f"{move}{number(points[0][0])} {number(points[0][1])}"
    for (a, b), (m, n) in zip(itertools.pairwise(points), itertools.pairwise(slope), strict=True):
        third = (b[0] - a[0]) / 3
        text += (
            f"C{number(a[0] + third)} {number(a[1] + m * third)} {number(b[0] - third)} {number(b[1] - n * third)}"
            f" {number(b[0])} {number(b[1])}"
        )
    return text


@dataclass(frozen=True)
class Curve:
    """The curve as a function, to ask where it passes."""

    points: tuple[Point, ...]

    def at(self, x: float) -> float:
        """Its height at x; level beyond its ends.

        Examples:
            >>> Curve(((0.0, 0.0), (2.0, 4.0))).at(1.0), Curve(((0.0, 3.0),)).at(9.0)
            (2.0, 3.0)
        """
        if x <= self.points[0][0]:
            return self.points[0][1]
        if x >= self.points[-1][0]:
            return self.points[-1][1]
        left = bisect_right(self._places, x) - 1
        (x0, y0), (x1, y1) = self.points[left], self.points[left + 1]
        slope = self._slopes
        width = x1 - x0
        t = (x - x0) / width
        return (
            (1 + 2 * t) * (1 - t) ** 2 * y0
            + t * (1 - t) ** 2 * width * slope[left]
            + t * t * (3 - 2 * t) * y1
            + t * t * (t - 1) * width * slope[left + 1]
        )

    @cached_property
    def _places(self) -> list[float]:
        return [point[0] for point in self.points]

    @cached_property
    def _slopes(self) -> tuple[float, ...]:
        return slopes(self.points)
