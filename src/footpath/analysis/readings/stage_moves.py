"""From each event with a stage to the customer's next one: counts, distinct customers, and the time between."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import View


@dataclass(frozen=True)
class StageMoves:
    """A reading by cell (from, to, group).

    Attributes:
        stage_codes: stage by touchpoint code, -1 for none.
        stages, groups: how many there are.
    """

    stage_codes: NDArray[np.int64]
    stages: int
    groups: int

    @property
    def shape(self) -> tuple[int, int, int]:
        return self.stages, self.stages, self.groups

    @property
    def cells(self) -> int:
        return check_cells(self.stages * self.stages * self.groups)

    def partial(self, view: View) -> NDArray[np.int32]:
        return _count_moves(*self._columns(view), self.cells)

    def combine(self, partials: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
        """By cell: moves and distinct customers."""
        return add_up([part[:, :2] for part in partials]).reshape(*self.shape, 2)

    def __call__(self, view: View) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Cell of each move, and the microseconds between its two events."""
        cell, _, took = _find_moves(*self._columns(view), view.shard.time)
        return cell.astype(np.int64), took.astype(np.float64)

    def movers(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with a move in a cell."""
        cells, customer, _ = _find_moves(*self._columns(view), view.shard.time)
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[customer[cells == cell]] = 1
        return who

    def _columns(self, view: View) -> tuple[Any, ...]:
        shard = view.shard
        return shard.offsets, shard.touchpoint, view.keep, view.group, self.stage_codes, self.stages, self.groups


@numba.njit(nogil=True, cache=True)
def _count_moves(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    stage_codes: NDArray[np.int64],
    stages: int,
    groups: int,
    cells: int,
) -> NDArray[np.int32]:
    """By cell: moves, distinct customers, and the customer counted last."""
    table = np.zeros((cells, 3), np.int32)
    for c in range(offsets.size - 1):
        start = -1
        for i in range(offsets[c], offsets[c + 1]):
            stage = stage_codes[touchpoint[i]]
            if stage < 0 or (keep.size and keep[i] == 0):
                continue
            if start >= 0:
                row = table[start + stage * groups]
                row[0] += 1
                row[1] += row[2] != c + 1
                row[2] = c + 1
            of = int(group[i]) if group.size else 0
            start = stage * stages * groups + of if of != NOWHERE else -1
    return table


@numba.njit(nogil=True, cache=True)
def _find_moves(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    stage_codes: NDArray[np.int64],
    stages: int,
    groups: int,
    time: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Cell, customer and microseconds of every move."""
    cells, who = np.empty(touchpoint.size, np.int32), np.empty(touchpoint.size, np.int32)
    took = np.empty(touchpoint.size, np.int64)
    found = 0
    for c in range(offsets.size - 1):
        start, since = -1, 0
        for i in range(offsets[c], offsets[c + 1]):
            stage = stage_codes[touchpoint[i]]
            if stage < 0 or (keep.size and keep[i] == 0):
                continue
            if start >= 0:
                cells[found], who[found], took[found] = start + stage * groups, c, time[i] - since
                found += 1
            of = int(group[i]) if group.size else 0
            start = stage * stages * groups + of if of != NOWHERE else -1
            since = time[i]
    return cells[:found], who[:found], took[:found]
