"""Calendar periods as numbers: the days, weeks or months that the index knows, counted from 0."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.calendar import QUARTER_US, quarter_groups
from footpath.journeys.index import Index

LONG_AGO = -(1 << 62)  # microseconds: before all events
Unit = Literal["day", "week", "month"]


@dataclass(frozen=True)
class Periods:
    """The periods from that of the first event to that of the last.

    Attributes:
        open: the one period that has not ended: that of the instant until which the records tell what happened. Events of
            later ones have wrong clocks.
        labels: as in ``by``: "2024-01-05", "2024-W01", "2024-01".
        of_quarter: period by quarter of an hour since ``first_quarter``.
        ends: the first microsecond after each period; that of the last is never.
    """

    labels: tuple[str, ...]
    of_quarter: NDArray[np.uint16]
    first_quarter: int
    ends: NDArray[np.int64]
    open: int

    def touched(self, start_us: int, end_us: int) -> range:
        """The periods that share an instant with a stretch of time."""
        quarters = len(self.of_quarter)
        first = start_us // QUARTER_US - self.first_quarter
        last = (end_us - 1) // QUARTER_US - self.first_quarter
        if last < 0 or first >= quarters:
            return range(0)
        return range(int(self.of_quarter[max(first, 0)]), int(self.of_quarter[min(last, quarters - 1)]) + 1)


def periods_of(index: Index, unit: Unit) -> Periods:
    """The calendar periods of an index, in its own time zone."""
    first, last = index.first_us or 0, index.last_us or 0
    of_quarter, labels = quarter_groups(unit, index.zone, first, last)
    ends = np.append(
        (np.flatnonzero(np.diff(of_quarter)) + 1 + first // QUARTER_US) * QUARTER_US, np.iinfo(np.int64).max
    )
    known = (index.as_of_us or 0) // QUARTER_US - first // QUARTER_US
    return Periods(labels, of_quarter, first // QUARTER_US, ends, int(of_quarter[known]))
