"""What each conversion was preceded by, and what the models that look at one conversion at a time make of it.

The touches of a conversion are rows of the same customer, the latest first. A model gives each channel a credit, the
credits of one conversion add up to 1, and only their exact sums leave the shard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.exact_sums import PLACES, Whole, add_exactly, add_wholes, bounded, whole
from footpath.analysis.readings.money import values_of
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.properties import Property
from footpath.journeys.selection import View

MOST_TOUCHES = 1_000  # before one conversion: what came before these is not looked at
CONVERTS, TOUCHES = 1, 2
SINGLE = ("first", "last", "last_non_direct", "linear", "position", "decay", "priority", "shapley")
FIRST, LAST, NON_DIRECT, LINEAR, POSITION, DECAY, PRIORITY, SHAPLEY = range(len(SINGLE))
_ENDS = 0.4  # of the credit goes to the first touch in "position", and as much to the last


class Credited(NamedTuple):
    """By group and channel (0: conversions without a touch).

    Attributes:
        counts: conversions with it, touches, customers.
        credit: by model: conversions, and their value.
        moves: by group, from a channel (0 is the start) to a channel, to conversion and to none: how often.
    """

    counts: NDArray[np.int64]
    credit: Whole
    moves: NDArray[np.int64]


@dataclass(frozen=True)
class Crediting:
    """A reading.

    Attributes:
        role: by touchpoint code, `CONVERTS` and `TOUCHES` in one number.
        over: what is credited.
        rank: by channel, its place in the list of priority; the larger, the earlier it gets the credit.
        direct: by channel, 1 for those that "last_non_direct" passes over.
        within, half_life: microseconds.
    """

    role: NDArray[np.uint8]
    over: Property
    rank: NDArray[np.int64]
    direct: NDArray[np.uint8]
    within: int
    half_life: float
    groups: int

    def partial(self, view: View) -> Credited:
        shard, channels = view.shard, len(self.over.values)
        check_cells(self.groups * channels * (channels + 2))
        counts, credit, moves = _credit_all(
            shard.offsets,
            shard.touchpoint,
            shard.time,
            view.keep,
            view.group,
            values_of(shard),
            self.over.codes(shard),
            self.role,
            self.rank,
            self.direct,
            self.within,
            self.half_life,
            self.groups,
        )
        return Credited(counts[:, :, :3], whole(credit), moves)

    def combine(self, partials: Sequence[Credited]) -> Credited:
        return Credited(
            add_up([part.counts for part in partials]),
            add_wholes([part.credit for part in partials]),
            add_up([part.moves for part in partials]),
        )

    def converted(self, view: View, channel: int, group: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with a conversion of a group that a channel touched (0: none did)."""
        shard = view.shard
        columns = (shard.offsets, shard.touchpoint, shard.time, view.keep, view.group, self.over.codes(shard))
        return _converted(*columns, self.role, self.within, channel, group)


@numba.njit(nogil=True, cache=True)
def _gather(
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    channel: NDArray[np.uint16],
    role: NDArray[np.uint8],
    first: int,
    end: int,
    until: int,
    within: int,
    touches: NDArray[np.int64],
) -> int:
    """Write the rows of the touches before row ``end``, the latest first, and say how many they are."""
    found = 0
    for j in range(end - 1, first - 1, -1):
        if until - time[j] > within or found == touches.size:
            break
        if role[touchpoint[j]] & TOUCHES and channel[j] and (keep.size == 0 or keep[j]):
            touches[found] = j
            found += 1
    return found


@numba.njit(nogil=True, cache=True)
def _credit_one(
    touches: NDArray[np.int64],
    found: int,
    at: int,
    time: NDArray[np.int64],
    channel: NDArray[np.uint16],
    rank: NDArray[np.int64],
    direct: NDArray[np.uint8],
    half_life: float,
    credit: NDArray[np.float64],
    times: NDArray[np.int64],
    present: NDArray[np.int64],
) -> int:
    """Fill the credit of each channel by model for one conversion, and how often it touched; says how many channels did."""
    distinct, non_direct, best, decayed = 0, -1, 0, 0.0
    for n in range(found):
        here = int(channel[touches[n]])
        if times[here] == 0:
            present[distinct] = here
            distinct += 1
            credit[here] = 0.0
        times[here] += 1
        if non_direct < 0 and not direct[here]:
            non_direct = n
        if rank[here] > rank[channel[touches[best]]]:
            best = n
        decayed += 0.5 ** ((at - time[touches[n]]) / half_life)
    for n in range(found):
        here = int(channel[touches[n]])
        credit[here, LINEAR] += 1.0 / found
        age = 0.5 ** ((at - time[touches[n]]) / half_life)
        credit[here, DECAY] += age / decayed if decayed > 0 else 1.0 / found
        if found <= 2:
            credit[here, POSITION] += 1.0 / found
        else:
            credit[here, POSITION] += _ENDS if n in (0, found - 1) else (1.0 - 2 * _ENDS) / (found - 2)
    credit[channel[touches[found - 1]], FIRST] = 1.0
    credit[channel[touches[0]], LAST] = 1.0
    credit[channel[touches[max(non_direct, 0)]], NON_DIRECT] = 1.0
    credit[channel[touches[best]], PRIORITY] = 1.0
    for n in range(distinct):
        credit[present[n], SHAPLEY] = 1.0 / distinct
    return distinct


@numba.njit(nogil=True, cache=True)
def _walk(
    touches: NDArray[np.int64], found: int, channel: NDArray[np.uint16], end: int, moves: NDArray[np.int64]
) -> None:
    """Count the moves of one path: start, its channels, its end."""
    here = 0
    for n in range(found - 1, -1, -1):
        moves[here, channel[touches[n]]] += 1
        here = int(channel[touches[n]])
    moves[here, end] += 1


@numba.njit(nogil=True, cache=True)
def _credit_all(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    value: NDArray[np.float64],
    channel: NDArray[np.uint16],
    role: NDArray[np.uint8],
    rank: NDArray[np.int64],
    direct: NDArray[np.uint8],
    within: int,
    half_life: float,
    groups: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    channels = rank.size
    counts = np.zeros((groups, channels, 4), np.int64)  # conversions, touches, customers, the customer counted last
    sums = np.zeros((groups, channels, len(SINGLE), 2, PLACES), np.int64)
    moves = np.zeros((groups, channels, channels + 2), np.int64)
    touches, present = np.empty(MOST_TOUCHES, np.int64), np.empty(channels, np.int64)
    credit, times = np.zeros((channels, len(SINGLE))), np.zeros(channels, np.int64)
    for c in range(offsets.size - 1):
        converts, last = False, -1
        for i in range(offsets[c], offsets[c + 1]):
            own = role[touchpoint[i]]
            if own == 0 or (keep.size and keep[i] == 0):
                continue
            if own & TOUCHES and channel[i]:
                last = i
            if not own & CONVERTS:
                continue
            converts = True
            of = int(group[i]) if group.size else 0
            if of == NOWHERE:
                continue
            worth = bounded(value[i]) if value.size else 0.0
            found = _gather(touchpoint, time, keep, channel, role, offsets[c], i, time[i], within, touches)
            distinct = 1
            if found:
                distinct = _credit_one(
                    touches, found, time[i], time, channel, rank, direct, half_life, credit, times, present
                )
                _walk(touches, found, channel, channels, moves[of])
            else:
                present[0] = 0
                credit[0] = 1.0
            for n in range(distinct):
                here = present[n]
                row = counts[of, here]
                row[0] += 1
                row[1] += times[here]
                row[2] += row[3] != c + 1
                row[3] = c + 1
                times[here] = 0
                for model in range(len(SINGLE)):
                    if credit[here, model]:
                        add_exactly(sums[of, here, model, 0], credit[here, model])
                        if worth:
                            add_exactly(sums[of, here, model, 1], credit[here, model] * worth)
        of = int(group[last]) if group.size and last >= 0 else 0
        if not converts and last >= 0 and of != NOWHERE:
            found = _gather(touchpoint, time, keep, channel, role, offsets[c], last + 1, time[last], within, touches)
            _walk(touches, found, channel, channels + 1, moves[of])
    return counts, sums, moves


@numba.njit(nogil=True, cache=True)
def _converted(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    group: NDArray[np.uint16],
    channel: NDArray[np.uint16],
    role: NDArray[np.uint8],
    within: int,
    wanted: int,
    wanted_group: int,
) -> NDArray[np.uint8]:
    who = np.zeros(offsets.size - 1, np.uint8)
    touches = np.empty(MOST_TOUCHES, np.int64)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], offsets[c + 1]):
            if not role[touchpoint[i]] & CONVERTS or (keep.size and keep[i] == 0):
                continue
            if (int(group[i]) if group.size else 0) != wanted_group:
                continue
            found = _gather(touchpoint, time, keep, channel, role, offsets[c], i, time[i], within, touches)
            if found == 0 and wanted == 0:
                who[c] = 1
            for n in range(found):
                if channel[touches[n]] == wanted:
                    who[c] = 1
    return who
