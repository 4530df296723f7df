"""What became of each row of a source: an event says it of its own row, and of the lines that follow it without one."""

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.lake.counts import Counts
from footpath.lake.seen import NEW

_EVENT, _LOADED, _REJECTED = np.uint8(1), np.uint8(2), np.uint8(4)


class RowTally:
    """Counts rows by what their events met.

    A row is loaded when one of its events is new, a duplicate when it has events and none is. A row without an event
    of its own (the second line of a basket) shares the fate of the nearest row before it that has one.

    Examples:
        >>> tally = RowTally()
        >>> tally.note(np.array([0, 0, 1, 4]), np.array([0, 1, 1, 0], dtype=np.uint8))  # rows 0 and 4 are new, 1 is known
        >>> tally.reject(np.array([3]))
        >>> tally.counts(6)  # row 2 goes with row 1, row 5 with row 4
        Counts(read=6, loaded=3, duplicate=2, rejected=1)
    """

    def __init__(self) -> None:
        self._status = np.zeros(1 << 10, dtype=np.uint8)
        self._rows = 0
        self.events = 0

    def note(self, rows: NDArray[np.int64], found: NDArray[np.uint8]) -> None:
        """Rows that gave events, with what `SeenIds.admit` found of each event."""
        if rows.size:
            self._reach(rows)
            _mark_events(rows, found, self._status)
            self.events += rows.size

    def reject(self, rows: NDArray[np.int64]) -> None:
        """Rows that were rejected; one that gave an event all the same stays what its event says."""
        if rows.size:
            self._reach(rows)
            rows = rows[rows >= 0]
            self._status[rows] |= _REJECTED

    def counts(self, read: int) -> Counts:
        """The rows so far; those after the last one noted go with the last event."""
        loaded, duplicate, rejected, fate = _count_rows(self._status[: self._rows])
        read = max(read, loaded + duplicate + rejected)
        rest = read - loaded - duplicate - rejected
        if fate == _LOADED:
            return Counts(read, loaded + rest, duplicate, rejected)
        return Counts(read, loaded, duplicate + rest, rejected)

    def _reach(self, rows: NDArray[np.int64]) -> None:
        self._rows = max(self._rows, int(rows.max()) + 1)
        if self._rows > self._status.size:
            wider = np.zeros(max(self._rows, self._status.size * 2), dtype=np.uint8)
            wider[: self._status.size] = self._status
            self._status = wider


@numba.njit(nogil=True, cache=True)
def _mark_events(rows: NDArray[np.int64], found: NDArray[np.uint8], status: NDArray[np.uint8]) -> None:
    for at in range(rows.size):
        if rows[at] >= 0:
            status[rows[at]] |= (_EVENT | _LOADED) if found[at] == NEW else _EVENT


@numba.njit(nogil=True, cache=True)
def _count_rows(status: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    loaded, duplicate, rejected, fate = 0, 0, 0, 0
    for row in range(status.size):
        if status[row] & _EVENT:
            fate = 2 if status[row] & _LOADED else 1
        elif status[row] & _REJECTED:
            rejected += 1
            continue
        if fate == 2:
            loaded += 1
        elif fate == 1:
            duplicate += 1
    return loaded, duplicate, rejected, fate
