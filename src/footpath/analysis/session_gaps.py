"""How long do customers pause, and which pause should end a session?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Annotated, ClassVar

import numba
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.spread import Bins, bin_of
from footpath.engine import add_up, each, run
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import Selection, View

SECOND_US = 1_000_000
ENOUGH = 100  # pauses on either side of a valley
SHALLOW = 0.75  # of the lower of its two hills: a valley that is not lower than this is none


@dataclass(frozen=True)
class SessionGapsRow:
    """Pauses from ``from_s``, included, until ``until_s``, and their share of all.

    ``suggested`` marks the one row in whose middle lies the gap that the pauses themselves suggest.
    """

    from_s: float
    until_s: float
    gaps: int
    share: float
    suggested: bool
    group: str | None = None


class SessionGaps(JourneyQuestion):
    """How long do customers pause between events, and which pause should end a session?

    A histogram of the pauses from an event to the customer's next, on a logarithmic scale: ``bins`` to a factor of ten, from
    one second on; the first row holds what is shorter. A pause belongs to the event that it follows: ``where``, ``during``
    and ``by`` speak of that one, while the event that ends the pause is the customer's next, whatever it is. The last event of
    a journey has no pause yet.

    Pauses within a session and pauses between sessions make two hills on that scale. The suggested gap lies in the valley
    between them: the histogram is smoothed (weights 1 2 3 2 1), and the row is marked that lies deepest below the lower of the
    highest rows on its either side, the middle one of equals. Nothing is marked where there is no valley: when that row has
    more than three quarters of the lower hill's, or fewer than 100 pauses are on one side of it. Pauses of less than a second
    are no hill: they are one act, recorded as several.

    Args:
        bins: rows to a factor of ten.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 pay@0 home@100s", bob="cart@0 home@9s home@10s")
        >>> [(round(row.from_s, 1), row.gaps) for row in ask(index, SessionGaps(bins=1)).rows]
        [(0.0, 1), (1.0, 2), (10.0, 0), (100.0, 1)]
    """

    ask: ClassVar[str] = "session_gaps"
    anchored: ClassVar[bool] = True
    bins: Annotated[int, Field(ge=1, le=50)] = 8

    def answer(self, seen: Selection) -> Sequence[SessionGapsRow]:
        edges = _edges(seen, self.bins)
        table, seconds = run(Pauses(edges, seen.groups), seen.views), (edges / 1e6).tolist()
        rows: list[SessionGapsRow] = []
        for group in seen.order:
            counts = table[group]
            used = np.flatnonzero(counts)
            total, marked = int(counts.sum()), valley(counts)
            rows += [
                SessionGapsRow(
                    seconds[number],
                    seconds[number + 1],
                    int(counts[number]),
                    int(counts[number]) / total,
                    number == marked,
                    seen.labels[group],
                )
                for number in range(used[-1] + 1 if len(used) else 0)
            ]
        return rows

    def members(self, seen: Selection, row: SessionGapsRow) -> Sequence[NDArray[np.uint8]]:
        """Those with such a pause."""
        edges = _edges(seen, self.bins)
        number = int(np.argmin(np.abs(edges / 1e6 - row.from_s)))
        reading, cell = Pauses(edges, seen.groups), seen.labels.index(row.group) * (len(edges) - 1) + number
        return each(lambda view: reading.pausing(view, cell), seen.views)


def _edges(seen: Selection, bins: int) -> NDArray[np.int64]:
    """Where rows begin, in microseconds: 0, one second, and on in equal factors until past the longest possible pause."""
    longest = max((seen.index.last_us or 0) - (seen.index.first_us or 0), SECOND_US)
    steps = int(log10(longest / SECOND_US) * bins) + 3
    return np.array([0, *(round(SECOND_US * 10 ** (step / bins)) for step in range(steps))], dtype=np.int64)


def valley(counts: NDArray[np.int64]) -> int | None:
    """The number of the row in the valley between the two hills of a histogram, None where there is none.

    Examples:
        >>> valley(np.array([0, 100, 900, 100, 10, 5, 10, 200, 500, 100]))
        5
        >>> valley(np.array([0, 100, 900, 400, 200, 100, 50, 20, 10, 5])) is None
        True
    """
    if len(counts) < 2:
        return None
    smooth = np.convolve(counts[1:], [1, 2, 3, 2, 1])[2 : len(counts) + 1]
    hills = np.minimum(np.maximum.accumulate(smooth), np.maximum.accumulate(smooth[::-1])[::-1])
    lowest = np.flatnonzero(hills - smooth == (hills - smooth).max())
    row = int(lowest[(len(lowest) - 1) // 2])
    deep = smooth[row] < hills[row] and smooth[row] <= SHALLOW * hills[row]
    enough = min(counts[1 : row + 1].sum(), counts[row + 2 :].sum()) >= ENOUGH
    return row + 1 if deep and enough else None


@dataclass(frozen=True)
class Pauses:
    """One reading: pauses by group and row.

    Attributes:
        edges: where rows begin, in microseconds; at the end what is more than all pauses.
    """

    edges: NDArray[np.int64]
    groups: int

    def partial(self, view: View) -> NDArray[np.int64]:
        return self._read(view, -1)[0]

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials).reshape(self.groups, -1)

    def pausing(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with a pause in a cell (group × rows + row)."""
        return self._read(view, cell)[1]

    def _read(self, view: View, wanted: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        fine = Bins(1, 7, 0)
        row_of = (np.searchsorted(self.edges, fine.edges()[:-1], side="right") - 1).astype(np.uint16)
        shard = view.shard
        return _count_pauses(
            shard.offsets, shard.time, view.keep, view.group, row_of, fine.bits, self.edges, self.groups, wanted
        )


@numba.njit(nogil=True, cache=True)
def _count_pauses(
    offsets: NDArray[np.int64],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.unsignedinteger],
    row_of: NDArray[np.uint16],
    bits: int,
    edges: NDArray[np.int64],
    groups: int,
    wanted: int,
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Pauses by cell, and who has one in the wanted cell. ``row_of`` is the row in which a fine bin begins: no fine bin
    reaches into more than the next one."""
    rows = edges.size - 1
    counts = np.zeros(groups * rows, np.int64)
    who = np.zeros(offsets.size - 1 if wanted >= 0 else 0, np.uint8)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1] - 1):
            if keep.size and keep[i] == 0:
                continue
            g = np.int64(group[i]) if group.size else np.int64(0)
            if g == NOWHERE:
                continue
            pause = time[i + 1] - time[i]
            row = np.int64(row_of[bin_of(pause, bits, 0)])
            row += pause >= edges[row + 1]
            counts[g * rows + row] += 1
            if g * rows + row == wanted:
                who[c] = 1
    return counts, who
