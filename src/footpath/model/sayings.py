"""Sayings: groups of parts of texts that say nearly the same, far narrower than themes, and what they make when joined."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Sayings:
    """A tree: sayings, and unions of two that are alike, of two unions, and so on.

    Attributes:
        names: the words that tell each from the others, sayings first, then unions; one may have none.
        joins: of each union, the two that it is made of, numbered in the order of ``names``.
    """

    names: tuple[str, ...] = ()
    joins: tuple[tuple[int, int], ...] = ()

    @property
    def count(self) -> int:
        """How many are no union."""
        return len(self.names) - len(self.joins)

    def above(self) -> list[NDArray[np.int64]]:
        """Of each saying, itself and all unions that it is part of.

        Examples:
            >>> [part.tolist() for part in Sayings(("a", "b", "c", "ab", "abc"), ((0, 1), (3, 2))).above()]
            [[0, 3, 4], [1, 3, 4], [2, 4]]
        """
        over = {part: self.count + place for place, pair in enumerate(self.joins) for part in pair}
        return [np.array(_upwards(saying, over), dtype=np.int64) for saying in range(self.count)]

    @staticmethod
    def read(names: Sequence[str], joins: Sequence[Sequence[int]]) -> "Sayings":
        return Sayings(tuple(map(str, names)), tuple((int(one), int(other)) for one, other in joins))


NO_SAYINGS = Sayings()


def _upwards(saying: int, over: dict[int, int]) -> list[int]:
    found = [saying]
    while found[-1] in over:
        found.append(over[found[-1]])
    return found
