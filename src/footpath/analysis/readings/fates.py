"""Experiences as landmarks: how it was at a touchpoint, and what the customer did afterwards.

Each customer counts once at a touchpoint: at the first moment of which it is known whether it was good or poor there. Only what
comes after that moment is the outcome, so nobody had more time than others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.chosen import FIRST, LENGTHS, OPEN, SECOND
from footpath.analysis.readings.scales import EMPLOYEES
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import KEPT, NO_PROMISE, NOWHERE, Shard
from footpath.journeys.selection import View

Told = Literal["said", "promise"]
GOOD, POOR = 0, 1
FELT = 0.25  # an experience this far from 0 is good, or poor; what lies between is neither
_LENGTHS = len(LENGTHS) + 1
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Moments:
    """The first moment of each customer at each place.

    Attributes:
        row: the event by which it is known: the feedback, or what was promised.
        place: code of the touchpoint.
        side: `GOOD` or `POOR`.
    """

    row: Ints
    place: Ints
    side: Ints


def moments(view: View, told: Told) -> Moments:
    """Those whose event counts."""
    row, place, side = _said(view.shard) if told == "said" else _promised(view.shard)
    counted = view.kept(row)
    row, place, side = row[counted], place[counted], side[counted]
    order = np.argsort(row, kind="stable")
    row, place, side = row[order], place[order], side[order]
    pairs = view.shard.customer_at(row) * (NOWHERE + 1) + place
    _, first = np.unique(pairs, return_index=True)
    first.sort()
    return Moments(row[first], place[first], side[first])


def _said(shard: Shard) -> tuple[Ints, Ints, Ints]:
    said = shard.feedback
    felt = said.experience.astype(np.float64)
    known = (np.abs(felt) >= FELT) & (said.about != NOWHERE) & (said.kind != EMPLOYEES)
    side = np.where(felt[known] > 0, GOOD, POOR).astype(np.int64)
    return said.row[known], said.about[known].astype(np.int64), side


def _promised(shard: Shard) -> tuple[Ints, Ints, Ints]:
    row = np.flatnonzero(shard.promise != NO_PROMISE)
    side = np.where(shard.promise[row] == KEPT, GOOD, POOR).astype(np.int64)
    return row, shard.touchpoint[row].astype(np.int64), side


@dataclass(frozen=True)
class Fated:
    """By place, group, side, fate (reached, not) and stratum: customers; and by place and group those still open."""

    counts: Ints
    open: Ints


@dataclass(frozen=True)
class Fates:
    """A reading: what became of customers after a good and after a poor moment.

    Attributes:
        outcome: 1 by touchpoint code; no 1 at all when any further event is the outcome.
        within: microseconds after the moment, of which the whole must have been seen.
        as_of: the index's last instant.
        decided_until: see `footpath.analysis.readings.leaving.left_before`; used where there is no limit.
        channel_of: number of the channel by touchpoint code.
    """

    told: Told
    outcome: NDArray[np.uint8]
    within: int
    limited: bool
    as_of: int
    decided_until: Ints
    channel_of: Ints
    groups: int

    @property
    def strata(self) -> int:
        return _LENGTHS * (int(self.channel_of.max(initial=0)) + 1)

    def partial(self, view: View) -> Fated:
        found, group, fate, stratum = self._read(view)
        places = len(self.outcome)
        cells = check_cells(places * self.groups * 4 * self.strata)
        at = found.place * self.groups + group
        known = fate != OPEN
        cell = ((at * 2 + found.side) * 2 + fate) * self.strata + stratum
        counts = np.bincount(cell[known], minlength=cells)
        return Fated(counts, np.bincount(at[~known], minlength=places * self.groups))

    def combine(self, partials: Sequence[Fated]) -> Fated:
        counts, still_open = (add_up([getattr(part, name) for part in partials]) for name in ("counts", "open"))
        places = len(self.outcome)
        return Fated(counts.reshape(places, self.groups, 2, 2, self.strata), still_open.reshape(places, self.groups))

    def decided(self, view: View, place: int, group: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with such a moment, of whom it is known what became of them."""
        found, groups, fate, _ = self._read(view)
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        mine = (found.place == place) & (groups == group) & (fate != OPEN)
        who[view.shard.customer_at(found.row[mine])] = 1
        return who

    def _read(self, view: View) -> tuple[Moments, Ints, Ints, Ints]:
        """The moments, and of each the group, the fate and the stratum: how long the journey was, and its first channel."""
        found, shard = moments(view, self.told), view.shard
        fate, length, channel = _fates(
            shard.offsets,
            shard.touchpoint,
            shard.time,
            view.keep,
            self.outcome,
            bool(self.outcome.any()),
            found.row,
            shard.customer_at(found.row),
            self.within,
            self.limited,
            self.as_of,
            self.decided_until,
            self.channel_of,
        )
        stratum = channel * _LENGTHS + np.searchsorted(LENGTHS, length)
        return found, view.group_of(found.row), fate, stratum


@numba.njit(nogil=True, cache=True)
def _fates(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    outcome: NDArray[np.uint8],
    named: bool,
    rows: NDArray[np.int64],
    customer: NDArray[np.int64],
    within: int,
    limited: bool,
    as_of: int,
    decided_until: NDArray[np.int64],
    channel_of: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """By moment: reached, not or open; how many events there were up to it, itself included; the first channel."""
    fate, length, channel = np.zeros(rows.size, np.int64), np.zeros(rows.size, np.int64), np.zeros(rows.size, np.int64)
    for m in range(rows.size):
        at, c = rows[m], customer[m]
        first, last, reached = -1, at, False
        for i in range(offsets[c], at + 1):
            if keep.size and keep[i] == 0:
                continue
            if first < 0:
                first = i
            length[m] += 1
        for i in range(at + 1, offsets[c + 1]):
            if keep.size and keep[i] == 0:
                continue
            last = i
            if not named or outcome[touchpoint[i]]:
                reached = not limited or time[i] - time[at] <= within
                break
        channel[m] = channel_of[touchpoint[first]]
        if limited:
            decided = as_of - time[at] >= within
        else:
            decided = reached or time[last] <= decided_until[touchpoint[last]]
        fate[m] = (FIRST if reached else SECOND) if decided else OPEN
    return fate, length, channel
