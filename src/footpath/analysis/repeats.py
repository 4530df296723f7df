"""Who has to come again?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.places import places, rest_of
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.model.durations import Duration
from footpath.model.intervals import wilson, wilson_rate


@dataclass(frozen=True)
class RepeatRow:
    """Customers of a touchpoint of whom it is known whether they came again in time, those who did, and the same of the
    rest. ``open`` are those who did not yet but still may."""

    touchpoint: str
    stage: str | None
    customers: int
    repeated: int
    open: int
    rate: float
    low: float
    high: float
    rest_customers: int
    rest_repeated: int
    rest_rate: float
    rest_low: float
    rest_high: float
    group: str | None = None


class Repeats(JourneyQuestion):
    """How many customers come to the same touchpoint again, soon after they were there?

    A customer repeats when some event of theirs at a touchpoint is followed by another one there no later than ``within``
    after it, whatever happens in between. A customer who did not, and whose last event there is so recent that they still
    may, is open and in neither part of the rate. ``during`` and ``by`` speak of the customer's first event there; what follows
    may lie beyond the period. The rest is the same touchpoint's other groups, or without ``by`` the other touchpoints of
    the stage (all others where there is no stage).

    Args:
        within: how soon is soon; 30 days unless said otherwise.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="call@0 mail@1d call@2d", bob="call@0 call@9d", eve="call@8d", dan="call@0 mail@9d")
        >>> [(row.touchpoint, row.customers, row.repeated, row.open) for row in ask(index, Repeats(within="3d")).rows]
        [('call', 2, 1, 2), ('mail', 1, 0, 1)]
    """

    ask: ClassVar[str] = "repeats"
    anchored: ClassVar[bool] = True
    within: Duration = timedelta(days=30)

    def answer(self, seen: Selection) -> Sequence[RepeatRow]:
        once, repeated, still_open = run(self._reading(seen), seen.views)
        customers, peers = once + repeated, places(seen.index).peers
        rest_n, rest_k = (rest_of(counts, peers, split=self.by is not None) for counts in (customers, repeated))
        rest_low, rest_high = wilson(rest_k, rest_n)
        rows = []
        for group in seen.order:
            for code in np.flatnonzero(customers[:, group] + still_open[:, group]).tolist():
                at = (code, group)
                n, k, others, again = (int(counts[at]) for counts in (customers, repeated, rest_n, rest_k))
                rows.append(
                    RepeatRow(
                        seen.index.names[code],
                        seen.index.stage_of(code),
                        n,
                        k,
                        int(still_open[at]),
                        k / n if n else float("nan"),
                        *wilson_rate(k, n),
                        others,
                        again,
                        again / others if others else float("nan"),
                        float(rest_low[at]),
                        float(rest_high[at]),
                        seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: RepeatRow) -> Sequence[NDArray[np.uint8]]:
        """Those who repeated."""
        cell = seen.index.names.index(row.touchpoint) * seen.groups + seen.labels.index(row.group)
        return each(Repeated(self._reading(seen), cell), seen.views)

    def _reading(self, seen: Selection) -> "Returns":
        within = round(self.within.total_seconds() * 1e6)
        return Returns(len(seen.index.names), seen.groups, within, (seen.index.as_of_us or 0) - within)


@dataclass(frozen=True)
class Returns:
    """One reading: by touchpoint and group, customers who came once, who repeated, and who are open."""

    touchpoints: int
    groups: int
    within: int
    decided_until: int

    def partial(self, view: View) -> NDArray[np.int64]:
        return self.read(view, -1)[0]

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials).reshape(3, self.touchpoints, self.groups)

    def read(self, view: View, cell: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        shard = view.shard
        columns = (shard.offsets, shard.touchpoint, shard.time, view.keep, view.group, self.groups)
        cells = check_cells(self.touchpoints * self.groups)
        return _count_returns(*columns, self.touchpoints, cells, self.within, self.decided_until, cell)


@dataclass(frozen=True)
class Repeated:
    """Who repeated in a cell?"""

    returns: Returns
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.returns.read(view, self.cell)[1]


@numba.njit(nogil=True, cache=True)
def _count_returns(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    groups: int,
    touchpoints: int,
    cells: int,
    within: int,
    decided_until: int,
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    counts = np.zeros((3, cells), np.int64)
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    first, last = np.full(touchpoints, -1, np.int64), np.zeros(touchpoints, np.int64)
    again = np.zeros(touchpoints, np.uint8)
    met = np.empty(touchpoints, np.int64)  # touchpoints of this customer
    for c in range(offsets.size - 1):
        found = 0
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            here = touchpoint[i]
            if first[here] < 0:
                first[here] = i
                again[here] = 0
                met[found] = here
                found += 1
            elif time[i] - last[here] <= within:
                again[here] = 1
            last[here] = time[i]
        for n in range(found):
            here = met[n]
            cell = here * groups
            row = first[here]
            first[here] = -1
            if group.size:
                if group[row] == NOWHERE:
                    continue
                cell += group[row]
            fate = 1 if again[here] else (0 if last[here] <= decided_until else 2)
            counts[fate, cell] += 1
            if fate == 1 and cell == wanted:
                who[c] = 1
    return counts, who
