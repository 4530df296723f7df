"""What can be counted or measured of a customer up to a moment: how much, how fast, how they felt."""

from dataclasses import dataclass
from typing import Protocol

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.chosen import Chosen
from footpath.analysis.readings.exact_sums import PLACES, Whole, add_exactly, bounded, whole
from footpath.analysis.readings.features import What
from footpath.analysis.readings.money import values_of
from footpath.journeys.selection import View
from footpath.journeys.sessions import GAP, begins_session
from footpath.model.records import FeedbackKind

KINDS = tuple(FeedbackKind)
_GAP_US = round(GAP.total_seconds() * 1e6)
Amount = NDArray[np.float64]


class Measure(Protocol):
    """One amount of a customer.

    Attributes:
        kind, name: as in `Features`.
        logarithmic: amounts are the logarithm of one more than what is shown, so that means are of the typical order.
        adjusted: as in `Features`.
    """

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def logarithmic(self) -> bool: ...
    @property
    def adjusted(self) -> bool: ...

    def of_customers(self, view: View, who: Chosen, /) -> Amount:
        """By customer, NaN where nothing is known."""


@dataclass(frozen=True)
class Length:
    """Events that count, up to the moment."""

    kind: str = "pace"
    name: str = "events"
    logarithmic: bool = False
    adjusted: bool = False

    def of_customers(self, view: View, who: Chosen) -> Amount:
        return np.where(who.until >= 0, who.length, np.nan)


@dataclass(frozen=True)
class Sessions:
    """Sessions with an event that counts, up to the moment."""

    kind: str = "pace"
    name: str = "sessions"
    logarithmic: bool = False
    adjusted: bool = False

    def of_customers(self, view: View, who: Chosen) -> Amount:
        return _sessions(view.shard.offsets, view.shard.time, view.keep, who.until, _GAP_US)


@dataclass(frozen=True)
class MedianGap:
    """Seconds from one event to the next, in the middle of all of a customer's; of an even number, the shorter of the two."""

    kind: str = "pace"
    name: str = "median gap (s)"
    logarithmic: bool = True
    adjusted: bool = False

    def of_customers(self, view: View, who: Chosen) -> Amount:
        return _median_gaps(view.shard.offsets, view.shard.time, view.keep, who.until)


@dataclass(frozen=True)
class Worth:
    """The sum of the values recorded, 0 where none was."""

    kind: str = "value"
    name: str = "value"
    logarithmic: bool = False
    adjusted: bool = True

    def of_customers(self, view: View, who: Chosen) -> Amount:
        return _worth_until(view.shard.offsets, values_of(view.shard), view.keep, who.until)


@dataclass(frozen=True)
class Experience:
    """The mean experience, -1..1, of what a customer said."""

    kind: str = "scores"
    name: str = "experience"
    logarithmic: bool = False
    adjusted: bool = False

    def of_customers(self, view: View, who: Chosen) -> Amount:
        return _mean_said(view, who, view.shard.feedback.experience, None)


@dataclass(frozen=True)
class Score:
    """The mean score, 0..1, of one kind that a customer gave."""

    code: int
    kind: str = "scores"
    logarithmic: bool = False
    adjusted: bool = False

    @property
    def name(self) -> str:
        return f"{KINDS[self.code]} score"

    def of_customers(self, view: View, who: Chosen) -> Amount:
        return _mean_said(view, who, view.shard.feedback.score, self.code)


def measures_of(what: What) -> list[Measure]:
    """All measures of the kinds asked for."""
    found: list[Measure] = []
    if what in ("pace", "all"):
        found += [Length(), Sessions(), MedianGap()]
    if what in ("value", "all"):
        found += [Worth()]
    if what in ("scores", "all"):
        found += [Experience(), *(Score(code) for code in range(len(KINDS)))]
    return found


def count_amounts(amount: Amount, cell: NDArray[np.int64], cells: int) -> tuple[NDArray[np.int64], Whole]:
    """By cell: how many amounts are known; and, exactly, their sum and the sum of their squares."""
    n, places = _add_amounts(amount, cell, cells)
    return n, whole(places)


def _mean_said(view: View, who: Chosen, column: NDArray[np.float32], kind: int | None) -> Amount:
    said, customers = view.shard.feedback, view.shard.customers
    counted = ~np.isnan(column) & (view.keep[said.row] != 0 if len(view.keep) else True)
    if kind is not None:
        counted &= said.kind == kind
    rows = np.flatnonzero(counted)
    customer = view.shard.customer_at(said.row[rows])
    before = said.row[rows] <= who.until[customer]
    rows, customer = rows[before], customer[before]
    n = np.bincount(customer, minlength=customers)
    total = np.bincount(customer, column[rows].astype(np.float64), minlength=customers)
    return np.where(n > 0, total / np.maximum(n, 1), np.nan)


@numba.njit(nogil=True, cache=True)
def _add_amounts(
    amount: NDArray[np.float64], cell: NDArray[np.int64], cells: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    n = np.zeros(cells, np.int64)
    places = np.zeros((cells, 2, PLACES), np.int64)
    for c in range(amount.size):
        if cell[c] >= 0 and amount[c] == amount[c]:
            one = bounded(amount[c])
            n[cell[c]] += 1
            add_exactly(places[cell[c], 0], one)
            add_exactly(places[cell[c], 1], one * one)
    return n, places


@numba.njit(nogil=True, cache=True)
def _sessions(
    offsets: NDArray[np.int64],
    time: NDArray[np.int64],
    keep: NDArray[np.uint8],
    until: NDArray[np.int64],
    gap_us: int,
) -> NDArray[np.float64]:
    found = np.full(offsets.size - 1, np.nan)
    for c in range(offsets.size - 1):
        first = offsets[c]
        counted, sessions = False, 0
        for i in range(first, until[c] + 1):
            if begins_session(i, first, time[max(i - 1, first)], time[i], gap_us):
                counted = False
            if not counted and (keep.size == 0 or keep[i]):
                counted = True
                sessions += 1
        if until[c] >= 0:
            found[c] = sessions
    return found


@numba.njit(nogil=True, cache=True)
def _median_gaps(
    offsets: NDArray[np.int64], time: NDArray[np.int64], keep: NDArray[np.uint8], until: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Logarithm of one more than the seconds."""
    found = np.full(offsets.size - 1, np.nan)
    longest = 0
    for c in range(offsets.size - 1):
        longest = max(longest, until[c] + 1 - offsets[c])
    gaps = np.empty(longest, np.int64)
    for c in range(offsets.size - 1):
        n, before = 0, -1
        for i in range(offsets[c], until[c] + 1):
            if keep.size and keep[i] == 0:
                continue
            if before >= 0:
                gaps[n] = time[i] - time[before]
                n += 1
            before = i
        if n:
            found[c] = np.log1p(np.sort(gaps[:n])[(n - 1) // 2] / 1e6)
    return found


@numba.njit(nogil=True, cache=True)
def _worth_until(
    offsets: NDArray[np.int64], value: NDArray[np.float64], keep: NDArray[np.uint8], until: NDArray[np.int64]
) -> NDArray[np.float64]:
    found = np.full(offsets.size - 1, np.nan)
    for c in range(offsets.size - 1):
        if until[c] < 0:
            continue
        found[c] = 0.0
        for i in range(offsets[c], until[c] + 1 if value.size else 0):
            if value[i] == value[i] and (keep.size == 0 or keep[i]):
                found[c] += value[i]
    return found
