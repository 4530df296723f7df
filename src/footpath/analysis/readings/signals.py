"""Signs of frustration in the order of events: rage repeats, error loops and retries."""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.properties import Property
from footpath.journeys.selection import View
from footpath.journeys.sessions import begins_session

RAGE, ERROR_LOOP, RETRY = range(3)
_NONE = np.empty(0, dtype=np.uint8)
_NONE.flags.writeable = False


@dataclass(frozen=True)
class Signals:
    """A reading by cell (signal, touchpoint, group).

    Attributes:
        errors: by touchpoint code, 1 where it means an error.
        action: the dimension that a rage repeat has the same value of, None for none.
        rage_count, rage_us: so many in so long a time are rage.
        gap_us: the pause that ends a session.
    """

    errors: NDArray[np.uint8]
    groups: int
    action: Property | None
    rage_count: int
    rage_us: int
    gap_us: int

    @property
    def cells(self) -> int:
        return check_cells(3 * len(self.errors) * self.groups)

    def partial(self, view: View) -> NDArray[np.int32]:
        return self._find(view, -1)[0]

    def combine(self, partials: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
        """By signal, touchpoint and group: how often, and distinct customers."""
        return add_up([part[:, :2] for part in partials]).reshape(3, len(self.errors), self.groups, 2)

    def members(self, view: View, cell: int) -> NDArray[np.uint8]:
        return self._find(view, cell)[1]

    def _find(self, view: View, cell: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        shard = view.shard
        return _find_signals(
            shard.offsets,
            shard.touchpoint,
            shard.time,
            view.keep,
            view.group,
            _NONE if self.action is None else self.action.codes(shard),
            self.errors,
            self.groups,
            self.rage_count,
            self.rage_us,
            self.gap_us,
            self.cells,
            cell,
        )


@numba.njit(nogil=True, cache=True)
def _add(
    table: NDArray[np.int32],
    who: NDArray[np.uint8],
    place: int,
    row: int,
    group: NDArray[np.uint16],
    groups: int,
    c: int,
    wanted: int,
) -> None:
    """Count one signal that began at a row."""
    of = int(group[row]) if group.size else 0
    if of == NOWHERE:
        return
    cell = place * groups + of
    own = table[cell]
    own[0] += 1
    own[1] += own[2] != c + 1
    own[2] = c + 1
    if cell == wanted:
        who[c] = 1


@numba.njit(nogil=True, cache=True)
def _find_signals(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    action: NDArray[np.uint16],
    errors: NDArray[np.uint8],
    groups: int,
    rage_count: int,
    rage_us: int,
    gap_us: int,
    cells: int,
    wanted: int,
) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """By cell: how often, distinct customers, (the customer counted last); and who is in the wanted cell."""
    table = np.zeros((cells, 3), np.int32)
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    places = errors.size
    ring, row_of = np.zeros(rage_count, np.int64), np.full(places, -1, np.int64)
    for c in range(offsets.size - 1):
        first = offsets[c]
        start, place, run, raging = first, 0, 0, False  # place in the ring
        before, before_that = -1, -1  # rows
        for i in range(first, offsets[c + 1]):
            if begins_session(i, first, time[i - 1], time[i], gap_us):
                start = i
            if keep.size and keep[i] == 0:
                continue
            here = int(touchpoint[i])
            same = before >= 0 and touchpoint[before] == touchpoint[i]
            if same and action.size:
                same = action[before] == action[i]
            if not same:
                run, raging = 0, False
            run += 1
            ring[place] = i
            place = place + 1 if place + 1 < rage_count else 0
            if run >= rage_count:
                opened = ring[place]
                if time[i] - time[opened] <= rage_us:
                    if not raging:
                        _add(table, who, RAGE * places + here, opened, group, groups, c, wanted)
                    raging = True
                else:
                    raging = False
            if errors[here]:
                if row_of[here] >= start:
                    _add(table, who, ERROR_LOOP * places + here, row_of[here], group, groups, c, wanted)
                row_of[here] = i
            elif before_that >= start and touchpoint[before_that] == touchpoint[i] and errors[touchpoint[before]]:
                _add(table, who, RETRY * places + here, before_that, group, groups, c, wanted)
            before_that, before = before, i
    return table, who
