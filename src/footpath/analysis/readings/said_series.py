"""What texts say, as numbers: themes, and then sayings with all unions that those are part of."""

from dataclasses import dataclass
from functools import cached_property

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.columns import Feedback
from footpath.model.sayings import NO_SAYINGS, Sayings

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Numbered:
    """Which sayings and unions count.

    Attributes:
        sayings: the tree.
        number: by saying and union, under which number it counts, −1 for not at all.
        count: how many do.
    """

    sayings: Sayings
    number: Ints
    count: int

    @staticmethod
    def all_of(sayings: Sayings) -> "Numbered":
        return Numbered(sayings, np.arange(len(sayings.names)), len(sayings.names))

    def only(self, numbers: Ints) -> "Numbered":
        """Some of the numbers alone, counted from 0 in this order."""
        new = np.full(self.count + 1, -1, dtype=np.int64)
        new[numbers] = np.arange(len(numbers))
        return Numbered(self.sayings, new[self.number], len(numbers))

    def among(self, counts: NDArray[np.bool_]) -> "Numbered":
        """The same where some of the numbers alone count."""
        return Numbered(self.sayings, np.where(np.append(counts, False)[self.number], self.number, -1), self.count)

    @property
    def numbers(self) -> Ints:
        """Those that count."""
        return np.unique(self.number[self.number >= 0])

    def kin(self, number: int) -> Ints:
        """What is part of a saying or union, and what that is part of."""
        return self._kin[number]

    @cached_property
    def _kin(self) -> list[Ints]:
        within = np.zeros((self.count, self.sayings.count), dtype=bool)  # which sayings each is made of
        for saying, above in enumerate(self.sayings.above()):
            numbers = self.number[above]
            within[numbers[numbers >= 0], saying] = True
        shared = (
            within.astype(np.int64) @ within.T.astype(np.int64) > 0
        )  # in a tree, what shares anything holds all of it
        np.fill_diagonal(shared, False)
        return [np.flatnonzero(row) for row in shared]

    def name(self, number: int) -> str:
        return self.sayings.names[int(np.flatnonzero(self.number == number)[0])]

    @cached_property
    def _above(self) -> tuple[Ints, Ints]:
        """Numbers that each saying counts under, one after the other, and where those of each begin."""
        found = [self.number[part] for part in self.sayings.above()]
        found = [part[part >= 0] for part in found]
        starts = np.concatenate([[0], np.cumsum([len(part) for part in found])]).astype(np.int64)
        return np.concatenate([*found, np.empty(0, np.int64)]), starts

    def entries(self, said: Feedback, counted: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Positions of feedback, and the numbers that each counts under, none twice."""
        if not self.count or not len(said.saying):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        above, starts = self._above
        return _entries(said.saying_starts, said.saying, counted, above, starts, self.count)


@numba.njit(nogil=True, cache=True)
def _entries(
    first: NDArray[np.integer],
    saying: NDArray[np.integer],
    counted: NDArray[np.bool_],
    above: Ints,
    starts: Ints,
    count: int,
) -> tuple[Ints, Ints]:
    """By text, all numbers of its sayings, ascending, none twice."""
    room = 0
    for text in range(counted.size):
        if counted[text]:
            for at in range(first[text], first[text + 1]):
                room += starts[saying[at] + 1] - starts[saying[at]]
    position, number, last = np.empty(room, np.int64), np.empty(room, np.int64), np.full(count, -1)
    end = 0
    for text in range(counted.size):
        if not counted[text]:
            continue
        begin = end
        for at in range(first[text], first[text + 1]):
            for place in range(starts[saying[at]], starts[saying[at] + 1]):
                if last[above[place]] != text:
                    last[above[place]] = text
                    position[end], number[end] = text, above[place]
                    end += 1
        number[begin:end].sort()
    return position[:end], number[:end]


NOTHING_SAID = Numbered.all_of(NO_SAYINGS)
