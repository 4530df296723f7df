"""Scores 1 to 5 for recency, frequency and money, and the tiers they make."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.ranks import Ranked
from footpath.errors import SpecError

SCORES = 5
OTHER = "other"
TIERS: Mapping[str, str] = {  # recency score, worth score; the first that fits
    "champions": "4-5 4-5",
    "loyal": "3-5 3-5",
    "promising": "4-5 2",
    "new": "4-5 1",
    "needs attention": "3 1-2",
    "cannot lose": "1 4-5",
    "at risk": "1-2 3-5",
    "hibernating": "2 1-2",
    "lost": "1 1-2",
}
_RANGE = re.compile(r"([1-5])(?:-([1-5]))?|\*")


def tier_table(tiers: Mapping[str, str]) -> NDArray[np.int64]:
    """Position among ``tiers`` by recency score − 1 and worth score − 1; one past the last where none fits.

    Raises:
        SpecError: a tier's scores are not understood.

    Examples:
        >>> tier_table({"good": "4-5 *", "rest": "* 1"})[:, :2].tolist()
        [[1, 2], [1, 2], [1, 2], [0, 0], [0, 0]]
    """
    table = np.full((SCORES, SCORES), len(tiers), dtype=np.int64)
    for place, (name, scores) in reversed(list(enumerate(tiers.items()))):
        ranges = [_RANGE.fullmatch(part) for part in scores.split()]
        if len(ranges) != 2 or not all(ranges):
            raise SpecError(
                f'The scores "{scores}" of the tier "{name}" are not understood.',
                'Write those of recency and of worth, 1 to 5, for example "4-5 3" or "1 *".',
            )
        first, second = (_scores(match) for match in ranges if match)
        table[first, second] = place
    return table


def _scores(match: re.Match[str]) -> slice:
    low, high = match.groups()
    return slice(None) if low is None else slice(int(low) - 1, int(high or low))


@dataclass(frozen=True)
class Steps:
    """Where a score rises: it is one more for each bound that is passed.

    Attributes:
        bounds: ascending.
        reached: whether a figure that equals the bound has passed it.
    """

    bounds: NDArray[np.float64]
    reached: NDArray[np.bool_]

    def score(self, figures: NDArray[np.float64]) -> NDArray[np.int64]:
        """1 to 5; equal figures have equal scores."""
        passed = [
            (figures > bound) | (reached & (figures == bound)) for bound, reached in zip(*self._each, strict=True)
        ]
        return 1 + sum(part.astype(np.int64) for part in passed)

    @property
    def _each(self) -> tuple[Sequence[float], Sequence[bool]]:
        return self.bounds.tolist(), self.reached.tolist()


def fifths(n: int) -> list[int]:
    """The ranks at which a score may rise."""
    return [n * part // SCORES for part in range(1, SCORES)]


def steps(ranked: Ranked, cell: int) -> Steps:
    """The steps of a figure: a customer's score is 1 + the whole fifths of all that stand below the middle of their equals.

    With b figures smaller and e equal, of n, that is 1 + ⌊5(2b + e) / 2n⌋.
    """
    n = int(ranked.n[cell])
    at = [ranked.at(cell, rank) for rank in fifths(n)] if n else []
    reached = [SCORES * (2 * found.below + found.equal) >= 2 * n * part for part, found in enumerate(at, 1)]
    return Steps(np.array([found.value for found in at]), np.array(reached, dtype=bool))
