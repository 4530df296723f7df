"""Where do customers go round in circles?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.loop_reading import Chosen, Priced, Pricing
from footpath.analysis.readings.loop_reading import Loops as Reading
from footpath.analysis.readings.money import Mean, difference, means
from footpath.analysis.readings.ranks import Ranked, rank
from footpath.engine import each, run
from footpath.journeys.selection import Selection, View
from footpath.journeys.sessions import GAP
from footpath.model.durations import Duration
from footpath.model.intervals import wilson_rate


@dataclass(frozen=True)
class LoopRow:
    """How often customers went round, how many of the customers of ``from`` did, and how long a round took.

    ``mean_value`` is what the customers with the loop are worth, ``rest_mean_value`` what the other customers of ``from``
    are; ``n_value`` of them and ``rest_n_value`` of the others have any value recorded, the rest count as 0. The difference
    is an association: it does not say that the loop is its cause. NaN where no value is recorded.
    """

    kind: str
    from_: str
    via: str | None
    count: int
    customers: int
    arrivals: int
    share: float
    low: float
    high: float
    median_s: float
    median_low: float
    median_high: float
    n_value: int
    mean_value: float
    rest_customers: int
    rest_n_value: int
    rest_mean_value: float
    difference: float
    difference_low: float
    difference_high: float
    group: str | None = None


class Loops(JourneyQuestion):
    """Where do customers go round, how long does a round take, and what are those who do worth?

    An event closes a loop with the same customer's last event at its touchpoint A, counted among the events that meet
    ``where`` and ``during``: a *repeat* when no event lies between (A A), a *ping-pong* when one does (A B A, by what it
    went ``via``), a *return* when 2 to ``reach`` do (A … A). Longer ones are not counted, and an event closes one loop at
    most: A A A are two repeats, A B A B two ping-pongs, one from A and one from B. A loop lies within one session, unless
    ``gap`` is null; sessions are told from all events of the journey. With ``by``, a loop belongs to the group of the event
    it starts from. The most frequent of each group come first, equals in the order of the map.

    Args:
        gap: the pause that ends a session, and with it a loop; null for none.
        reach: most events that may lie between the ends of a return.
        top: rows of each group.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 cart@1 help@2 cart@4", bob="cart@0 pay@1|value=9", eve="cart@0 cart@90")
        >>> rows = ask(index, Loops()).rows
        >>> [(row.kind, row.from_, row.via, row.count, row.customers, row.arrivals, row.median_s) for row in rows]
        [('repeat', 'cart', None, 1, 1, 3, 60.0), ('ping-pong', 'cart', 'help', 1, 1, 3, 180.0)]
        >>> rows[0].mean_value, rows[0].rest_mean_value
        (0.0, 4.5)
    """

    ask: ClassVar[str] = "loops"
    gap: Duration | None = GAP
    reach: int = Field(10, ge=1, le=1_000)
    top: int = Field(50, ge=1, le=10_000)

    def answer(self, seen: Selection) -> Sequence[LoopRow]:
        reading = self._reading(seen)
        counted = run(reading, seen.views)
        cells = [cell for group in seen.order for cell in self._largest(counted, group, seen.groups)]
        chosen = _choose(reading, cells)
        took = rank(chosen, seen.views, len(cells))
        priced = run(Pricing(chosen), seen.views)
        return [_row(seen, reading, counted, cell, slot, took, priced) for slot, cell in enumerate(cells)]

    def members(self, seen: Selection, row: LoopRow) -> Sequence[NDArray[np.uint8]]:
        reading, names = self._reading(seen), seen.index.names
        wanted = (row.kind, names.index(row.from_), names.index(row.via) if row.via is not None else -1)
        group = seen.labels.index(row.group)
        cell = next(cell for cell in range(group, reading.cells, seen.groups) if reading.name(cell)[:3] == wanted)
        return each(Who(_choose(reading, [cell])), seen.views)

    def _largest(self, counted: NDArray[np.int64], group: int, groups: int) -> list[int]:
        present = np.flatnonzero(counted[group::groups, 0]) * groups + group
        return sorted(present.tolist(), key=lambda cell: (-counted[cell, 0], cell))[: self.top]

    def _reading(self, seen: Selection) -> Reading:
        gap_us = -1 if self.gap is None else self.gap // timedelta(microseconds=1)
        return Reading(len(seen.index.names), seen.groups, gap_us, self.reach)


def _choose(reading: Reading, cells: Sequence[int]) -> Chosen:
    slot_of = np.full(reading.cells, -1, dtype=np.int32)
    slot_of[list(cells)] = np.arange(len(cells))
    return Chosen(reading, slot_of, len(cells))


@dataclass(frozen=True)
class Who:
    """Marks the customers with a loop in one of the chosen cells."""

    chosen: Chosen

    def __call__(self, view: View) -> NDArray[np.uint8]:
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[self.chosen.found(view)[1]] = 1
        return who


def _row(
    seen: Selection,
    reading: Reading,
    counted: NDArray[np.int64],
    cell: int,
    slot: int,
    took: Ranked,
    priced: Priced,
) -> LoopRow:
    kind, start, via, group = reading.name(cell)
    count, customers = (int(number) for number in counted[cell])
    place = start * reading.groups + group
    arrivals, known = int(priced.arrivals[place]), int(priced.arrivals_known[place])
    own = means(np.array([customers]), priced.sums[slot : slot + 1])[0]
    rest = Mean(arrivals, *(int(total) for total in priced.arrivals_sums[place])) - own
    nothing = float("nan")
    gap, bounds = difference(own, rest) if known else (nothing, (nothing, nothing))
    round_ = took.spread(slot, 1e6)
    return LoopRow(
        kind,
        seen.index.names[start],
        seen.index.names[via] if via >= 0 else None,
        count,
        customers,
        arrivals,
        customers / arrivals,
        *wilson_rate(customers, arrivals),
        round_.median,
        round_.low,
        round_.high,
        int(priced.known[slot]),
        own.value if known else nothing,
        rest.n,
        known - int(priced.known[slot]),
        rest.value if known else nothing,
        gap,
        *bounds,
        group=seen.labels[group],
    )
