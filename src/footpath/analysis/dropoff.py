"""Where do customers leave?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.leaving import left_before
from footpath.analysis.readings.places import one_touchpoint, places, rest_of
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up, each, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View
from footpath.model.intervals import wilson, wilson_rate


@dataclass(frozen=True)
class DropoffRow:
    """Customers whose last visit here is decided, those of them who left, and those still open.

    ``rate`` is left / arrivals. The rest is the same touchpoint's other groups, or without ``by`` the other touchpoints of
    the stage.
    """

    touchpoint: str
    stage: str | None
    arrivals: int
    left: int
    open: int
    rate: float
    low: float
    high: float
    rest_arrivals: int
    rest_left: int
    rest_rate: float
    rest_low: float
    rest_high: float
    group: str | None = None


class Dropoff(JourneyQuestion):
    """Where do customers leave for good?

    A customer arrives at a touchpoint once: at their last visit there. They *left* there when that is the last event of
    their journey and enough time has passed since: longer than 95% of the pauses between sessions that begin there, and at
    least a day (`footpath.analysis.readings.leaving`). They are *open* when it is their last event and not enough time has passed;
    open arrivals are in neither part of the rate. Time passes until the index's last instant, whatever ``during`` says.

    ``where`` decides which events make a journey. ``during`` and ``by`` speak of the arrival: last visits in the period are
    counted, and what follows them is seen beyond its end, so a month's row is the same with either.

    Args:
        touchpoint: show this one only; the rest it is compared with stays the same.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@10", bob="cart@0", eve="cart@9d", dan="pay@9d")
        >>> [(row.touchpoint, row.arrivals, row.left, row.open) for row in ask(index, Dropoff()).rows]
        [('cart', 2, 1, 1), ('pay', 1, 1, 1)]
    """

    ask: ClassVar[str] = "dropoff"
    anchored: ClassVar[bool] = True
    touchpoint: str | None = None

    def answer(self, seen: Selection) -> Sequence[DropoffRow]:
        arrived = run(LastVisits(len(seen.index.names), seen.groups, left_before(seen)), seen.views)
        here = places(seen.index)
        arrivals, left = arrived.went_on + arrived.left, arrived.left
        rest_arrivals, rest_left = (rest_of(n, here.peers, split=self.by is not None) for n in (arrivals, left))
        rest_low, rest_high = wilson(rest_left, rest_arrivals)
        only = one_touchpoint(seen.index, self.touchpoint)
        rows = []
        for group in seen.order:
            present = np.flatnonzero(arrivals[:, group] + arrived.open[:, group]).tolist()
            for code in sorted(present, key=lambda code: (-left[code, group], code)):
                if only not in (None, code):
                    continue
                at = (code, group)
                n, k = int(arrivals[at]), int(left[at])
                rest_n, rest_k = int(rest_arrivals[at]), int(rest_left[at])
                rows.append(
                    DropoffRow(
                        seen.index.names[code],
                        seen.index.stage_of(code),
                        n,
                        k,
                        int(arrived.open[at]),
                        k / n if n else float("nan"),
                        *wilson_rate(k, n),
                        rest_n,
                        rest_k,
                        rest_k / rest_n if rest_n else float("nan"),
                        float(rest_low[at]),
                        float(rest_high[at]),
                        seen.labels[group],
                    )
                )
        return rows

    def members(self, seen: Selection, row: DropoffRow) -> Sequence[NDArray[np.uint8]]:
        """Those who left."""
        visits = LastVisits(len(seen.index.names), seen.groups, left_before(seen))
        cell = seen.index.names.index(row.touchpoint) * seen.groups + seen.labels.index(row.group)
        return each(lambda view: visits.leavers(view, cell), seen.views)


@dataclass(frozen=True)
class Arrived:
    """Customers by touchpoint and group of their last visit there."""

    went_on: NDArray[np.int64]
    left: NDArray[np.int64]
    open: NDArray[np.int64]


@dataclass(frozen=True)
class LastVisits:
    """One reading: what became of each customer's last visit to each touchpoint."""

    touchpoints: int
    groups: int
    decided_until: NDArray[np.int64]

    def partial(self, view: View) -> NDArray[np.int64]:
        return self._read(view, -1)[0]

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> Arrived:
        return Arrived(*add_up(partials).reshape(3, self.touchpoints, self.groups))

    def leavers(self, view: View, cell: int) -> NDArray[np.uint8]:
        return self._read(view, cell)[1]

    def _read(self, view: View, cell: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        shard = view.shard
        return _last_visits(
            shard.offsets,
            shard.touchpoint,
            shard.time,
            view.keep,
            view.group,
            self.groups,
            check_cells(self.touchpoints * self.groups),
            self.decided_until,
            cell,
        )


@numba.njit(nogil=True, cache=True)
def _last_visits(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    groups: int,
    cells: int,
    decided_until: NDArray[np.int64],
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Counts of those who went on, left and are open, by cell; and who left at the wanted cell."""
    counts = np.zeros((3, cells), np.int64)
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    seen = np.full(decided_until.size, -1, np.int64)  # the customer last met at each touchpoint
    for c in range(offsets.size - 1):
        last = True
        for i in range(offsets[c + 1] - 1, offsets[c] - 1, -1):
            if keep.size and keep[i] == 0:
                continue
            here = touchpoint[i]
            fate = 0
            if last:
                fate = 1 if time[i] <= decided_until[here] else 2
            last = False
            if seen[here] == c:
                continue
            seen[here] = c
            cell = here * groups
            if group.size:
                if group[i] == NOWHERE:
                    continue
                cell += group[i]
            counts[fate, cell] += 1
            if fate == 1 and cell == wanted:
                who[c] = 1
    return counts, who
