"""What happens after what?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.gaps import Cells, count_gaps, gap_customers
from footpath.journeys.selection import Selection


@dataclass(frozen=True)
class TransitionRow:
    """How often ``to`` came next after ``from``, for how many distinct customers, and after what median time (NaN without
    ``medians``)."""

    from_: str
    to: str
    count: int
    customers: int
    median_s: float
    group: str | None = None


class Transitions(JourneyQuestion):
    """What happens right after what?

    A transition is two consecutive events of one customer among those that meet ``where`` and ``during``; an event may be
    followed by another of the same touchpoint. With ``by``, a transition belongs to the group of the event it starts from.
    Most frequent first. A group's counts add up to its events that are not the last of their journey.

    Args:
        medians: whether the median time is wanted; without it no time is read, which takes half as long.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@10 cart@20 pay@50", bob="cart@0 pay@0 help@1")
        >>> [(row.from_, row.to, row.count, row.customers, row.median_s / 60) for row in ask(index, Transitions()).rows]
        [('cart', 'pay', 3, 2, 10.0), ('pay', 'cart', 1, 1, 10.0), ('pay', 'help', 1, 1, 1.0)]
    """

    ask: ClassVar[str] = "transitions"
    medians: bool = True

    def answer(self, seen: Selection) -> Sequence[TransitionRow]:
        cells = _cells(seen)
        counted = count_gaps(seen, cells, 0.5 if self.medians else None)
        names, labels = seen.index.names, seen.labels
        cell = np.flatnonzero(counted.gaps)
        start, end, group = np.unravel_index(cell, cells.shape)
        place = np.argsort(seen.order)  # of each group among the rows
        most_first = np.lexsort((cell, -counted.gaps[cell], place[group]))
        columns = (start, end, counted.gaps[cell], counted.customers[cell], counted.quantile_s[cell], group)
        return [
            TransitionRow(names[start], names[end], count, customers, median_s, labels[group])
            for start, end, count, customers, median_s, group in zip(
                *(column[most_first].tolist() for column in columns), strict=True
            )
        ]

    def members(self, seen: Selection, row: TransitionRow) -> Sequence[NDArray[np.uint8]]:
        names, cells = seen.index.names, _cells(seen)
        place = (names.index(row.from_), names.index(row.to), seen.labels.index(row.group))
        return gap_customers(seen, cells, int(np.ravel_multi_index(place, cells.shape)))


def _cells(seen: Selection) -> Cells:
    every = np.arange(len(seen.index.names))
    return Cells(every, every, len(every), len(every), seen.groups)
