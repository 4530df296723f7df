"""Landmarks: what customers had done by a moment, held against what they did after it.

Whoever lives longer can do more. To set customers who did something against those who did not, and to look at what became
of them, is to favour whatever takes time ("immortal time"). So a moment is set that is the same for all: only customers
count whose outcome is still open then, only what came before it can be had, and only what comes after it is the outcome.

Source: J. R. Anderson, K. C. Cain and R. D. Gelber, "Analysis of survival by tumor response", Journal of Clinical Oncology 1
(1983).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.chosen import LENGTHS, Chosen, chosen
from footpath.analysis.readings.features import Mask
from footpath.engine import add_up
from footpath.journeys.selection import View

_MINUTE = 60_000_000
SPANS = (
    np.array([1, 5, 30, 120, 1_440, 10_080, 43_200], dtype=np.int64) * _MINUTE
)  # longest of all but the last stratum
LONGEST = 4_096  # journeys, of which the median is looked for, are told apart up to so many events
NO_LIMIT = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Landmark:
    """Chooses customers whose outcome is open at the landmark: first those who reach it afterwards, second who do not.

    Attributes:
        outcome: 1 by touchpoint code; no 1 at all when any further event is the outcome.
        events, after: the landmark: that many events, or microseconds since the first one; the other is -1.
        within: microseconds after the landmark, of which the whole must have been seen.
        as_of: the index's last instant.
        decided_until: see `footpath.analysis.readings.leaving.left_before`; used where there is no limit.
        channel_of: number of the channel by touchpoint code.
    """

    outcome: Mask
    events: int
    after: int
    within: int
    as_of: int
    decided_until: NDArray[np.int64]
    channel_of: NDArray[np.int64]

    @property
    def strata(self) -> int:
        return self._lengths * (int(self.channel_of.max(initial=0)) + 1)

    @property
    def _lengths(self) -> int:
        return 1 + (len(SPANS) if self.events >= 0 else len(LENGTHS))

    def choose(self, view: View) -> Chosen:
        moment, side, length, _, _ = self._read(view)
        return chosen(view, moment, side, length)

    def choose_in_strata(self, view: View) -> tuple[Chosen, NDArray[np.int64]]:
        """The same, with each customer's stratum: how long the journey was at the landmark, and its first channel."""
        moment, side, length, span, channel = self._read(view)
        bounds, by = (SPANS, span) if self.events >= 0 else (LENGTHS, length)
        return chosen(view, moment, side, length), channel * self._lengths + np.searchsorted(bounds, by)

    def _read(self, view: View) -> tuple[NDArray[np.int64], ...]:
        shard = view.shard
        return _at_landmark(
            shard.offsets,
            shard.touchpoint,
            shard.time,
            view.keep,
            self.outcome,
            bool(self.outcome.any()),
            self.events,
            self.after,
            self.within,
            self.as_of,
            self.decided_until,
            self.channel_of,
        )


@dataclass(frozen=True)
class Undecided:
    """Counts customers by their events before the first outcome; what is longer counts as `LONGEST`."""

    outcome: Mask

    def partial(self, view: View) -> NDArray[np.int64]:
        shard = view.shard
        return _count_undecided(shard.offsets, shard.touchpoint, view.keep, self.outcome, LONGEST)

    def combine(self, partials: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        return add_up(partials)


def usual_length(counts: NDArray[np.int64]) -> int:
    """The median length, the lower of two, of those with any event before the outcome; 1 when there are none.

    Examples:
        >>> usual_length(np.array([5, 2, 0, 2]))
        1
        >>> usual_length(np.array([5, 2, 0, 3]))
        3
    """
    reached = np.cumsum(counts[1:])
    return 1 + int(np.searchsorted(reached, (reached[-1] + 1) // 2)) if len(reached) and reached[-1] else 1


@numba.njit(nogil=True, cache=True)
def _count_undecided(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    keep: NDArray[np.uint8],
    outcome: NDArray[np.uint8],
    longest: int,
) -> NDArray[np.int64]:
    counts = np.zeros(longest + 1, np.int64)
    for c in range(offsets.size - 1):
        events = 0
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            if outcome[touchpoint[i]] or events == longest:
                break
            events += 1
        counts[events] += 1
    return counts


@numba.njit(nogil=True, cache=True)
def _at_landmark(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    outcome: NDArray[np.uint8],
    named: bool,
    k: int,
    after: int,
    within: int,
    as_of: int,
    decided_until: NDArray[np.int64],
    channel_of: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """By customer: the landmark's row (-1: not at risk then), the side, the events and the time up to it, the first channel."""
    customers = offsets.size - 1
    moment = np.full(customers, -1, np.int64)
    side, length, span, channel = (
        np.zeros(customers, np.int64),
        np.zeros(customers, np.int64),
        np.zeros(customers, np.int64),
        np.zeros(customers, np.int64),
    )
    for c in range(customers):
        events, last, first, reached = 0, -1, -1, False
        landmark = 0  # the instant, once it is known
        for i in range(offsets[c], offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            code = touchpoint[i]
            if first < 0:
                first = i
                landmark = time[i] + after
            before = events < k if k >= 0 else time[i] <= landmark
            if not before:
                if not named or outcome[code]:
                    reached = time[i] - landmark <= within
                    break
                last = i
                continue
            if named and outcome[code]:
                events = -1
                break
            events += 1
            last, moment[c] = i, i
            if k >= 0:
                landmark = time[i]
        if events < 0 or first < 0 or (k >= 0 and moment[c] >= 0 and events < k):
            moment[c] = -1
            continue
        length[c], span[c], channel[c] = events, landmark - time[first], channel_of[touchpoint[first]]
        if within != NO_LIMIT:
            decided = as_of - landmark >= within
        else:
            decided = reached or (landmark <= as_of and time[last] <= decided_until[touchpoint[last]])
        side[c] = (0 if reached else 1) if decided else 2
    return moment, side, length, span, channel
