"""What was promised or expected, in words or by a record, and how long it took by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.amount_features import count_amounts
from footpath.analysis.readings.exact_sums import Whole, add_wholes
from footpath.analysis.readings.record_clocks import NEVER, record_times
from footpath.analysis.readings.scales import EMPLOYEES
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import BROKEN, NO_PROMISE, NO_RECORD, NOWHERE, Shard
from footpath.journeys.selection import View

BASES = ("stated", "promised")
CLOCKS = ("promise", "case", "record", "words", None)
STATED, PROMISED = range(2)
BY_PROMISE, BY_CASE, BY_RECORD, BY_WORDS, BY_NOTHING = range(5)
N, DECIDED, OVER = range(3)
MEASURED = ("stated", "actual", "excess", "ratio")
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Times(NamedTuple):
    """What one shard tells of expectations; times in seconds, NaN where they are not known.

    Attributes:
        row: the feedback event, or the promised one.
        cell: see `Expecting.shape`.
        stated, actual, waited: what was to be, what was by the clock, and what people say it was.
        late: by how much it was over; 0 where it was kept.
    """

    row: Ints
    cell: Ints
    stated: Floats
    actual: Floats
    waited: Floats
    late: Floats

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Which of them state something: the others only say how long they waited."""
        return ~np.isnan(self.stated) | ~np.isnan(self.late)

    def measured(self) -> tuple[Floats, ...]:
        """As in `MEASURED`."""
        excess = np.where(self.late > 0, self.late, np.nan)
        return self.stated, np.where(self.counted, self.actual, np.nan), excess, self.waited / self.actual


class Tables(NamedTuple):
    """Counts (n, decided, over) by cell; and the experience, by cell and whether it was over: n, and sums as whole numbers."""

    counts: Ints
    known: Ints
    sums: Whole


@dataclass(frozen=True)
class Expecting:
    """One reading; called, it measures by cell × measures + measure.

    Attributes:
        place_of: place by touchpoint code, -1 for none.
        places, groups: how many there are.
        everywhere: feedback that is about no touchpoint counts too, in place 0.
        kind: this kind of feedback alone; None for all that customers say.
        states: by touchpoint code, what becomes of a ticket there.
    """

    place_of: Ints
    places: int
    groups: int
    everywhere: bool
    kind: int | None
    states: NDArray[np.uint8]

    @property
    def shape(self) -> tuple[int, int, int, int]:
        return len(BASES), self.places, len(CLOCKS), self.groups

    @property
    def cells(self) -> int:
        return check_cells(int(np.prod(self.shape)))

    def __call__(self, view: View) -> tuple[Ints, Floats]:
        found = self.read(view)
        parts = [
            (found.cell * len(MEASURED) + measure, value.astype(np.float64))
            for measure, value in enumerate(found.measured())
        ]
        cell, value = (np.concatenate([part[at] for part in parts]) for at in range(2))
        known = np.isfinite(value)
        return cell[known].astype(np.int64), value[known].astype(np.float64)

    def partial(self, view: View) -> Tables:
        found = self.read(view)
        marks = found.counted, ~np.isnan(found.late), found.late > 0
        counts = np.stack([np.bincount(found.cell[mark], minlength=self.cells) for mark in marks])
        return Tables(counts, *self._felt(view, found))

    def combine(self, partials: Sequence[Tables]) -> Tables:
        counts, known = (add_up([part[at] for part in partials]) for at in range(2))
        sums = add_wholes([part.sums for part in partials])
        return Tables(counts.reshape(3, *self.shape), known.reshape(*self.shape, 2), sums.reshape(*self.shape, 2, 2))

    def read(self, view: View) -> Times:
        parts = self._stated(view), self._promised(view)
        return Times(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _felt(self, view: View, found: Times) -> tuple[Ints, Whole]:
        """The experience told in the feedback itself, or of a promised event in the feedback on its record."""
        said = view.shard.feedback
        mine = self._spoken(view.shard)
        of = [said.row, said.promised_row]
        cells, amounts = [], []
        for basis, row in enumerate(of):
            own = np.flatnonzero((found.cell // (self.cells // len(BASES)) == basis) & ~np.isnan(found.late))
            order = own[np.argsort(found.row[own], kind="stable")]
            at = np.searchsorted(found.row[order], row)
            met = np.flatnonzero(mine & (at < len(order)) & (row >= 0))
            met = met[found.row[order[at[met]]] == row[met]]
            entry = order[at[met]]
            cells.append(found.cell[entry] * 2 + (found.late[entry] > 0))
            amounts.append(said.experience[met].astype(np.float64))
        return count_amounts(np.concatenate(amounts), np.concatenate(cells).astype(np.int64), 2 * self.cells)

    def _spoken(self, shard: Shard) -> NDArray[np.bool_]:
        kind = shard.feedback.kind
        return np.asarray(kind != EMPLOYEES if self.kind is None else kind == self.kind)

    def _cell(self, basis: int, place: Ints, clock: Ints, view: View, rows: Ints) -> Ints:
        group = view.group_of(rows)
        return ((basis * self.places + place) * len(CLOCKS) + clock) * self.groups + group

    def _stated(self, view: View) -> Times:
        shard, said = view.shard, view.shard.feedback
        table = np.append(self.place_of, np.full(NOWHERE + 1 - len(self.place_of), 0 if self.everywhere else -1))
        tells = ~np.isnan(said.stated_s) | ~np.isnan(said.waited_s)
        found = np.flatnonzero(tells & view.kept(said.row) & self._spoken(shard) & (table[said.about] >= 0))
        rows = said.row[found]
        stated, waited = said.stated_s[found].astype(np.float64), said.waited_s[found].astype(np.float64)
        clock, actual = self._clocks(shard, found)
        told = (clock == BY_NOTHING) & ~np.isnan(waited) & ~np.isnan(stated)
        clock, actual = np.where(told, BY_WORDS, clock), np.where(told, waited, actual)
        late = np.maximum(actual - stated, 0.0)
        cell = self._cell(STATED, table[said.about[found]], clock, view, rows)
        return Times(rows, cell, stated, actual, np.where(told, np.nan, waited), late)

    def _clocks(self, shard: Shard, found: Ints) -> tuple[Ints, Floats]:
        """By which clock each feedback can be measured, and what it says: the first that is known of `CLOCKS`."""
        said = shard.feedback
        rows, about, promised = said.row[found], said.about_row[found], said.promised_row[found]
        record = shard.record[rows]
        record = np.where((record == NO_RECORD) & (about >= 0), shard.record[np.maximum(about, 0)], record)
        times = record_times(shard, rows, record.astype(np.int64), self.states)
        own = (promised >= 0) & (shard.customer_at(np.maximum(promised, 0)) == shard.customer_at(rows))
        kept_at = np.where(own, shard.time[np.maximum(promised, 0)] if len(rows) else rows, NEVER)
        settled = np.where(times.resolved != NEVER, times.resolved, times.replied)
        took = [
            _seconds(times.start, kept_at),
            np.where(times.opened == NEVER, np.nan, _seconds(times.opened, settled)),
            np.where(
                times.opened == NEVER, _seconds(times.start, times.last), np.nan
            ),  # an open ticket has no span yet
        ]
        clock, actual = np.full(len(rows), BY_NOTHING), np.full(len(rows), np.nan)
        for number, seconds in reversed(list(enumerate(took))):
            known = ~np.isnan(seconds)
            clock[known], actual[known] = number, seconds[known]
        return clock.astype(np.int64), actual

    def _promised(self, view: View) -> Times:
        shard = view.shard
        rows = np.flatnonzero(shard.promise != NO_PROMISE)
        rows = rows[view.kept(rows)]
        place = self.place_of[shard.touchpoint[rows]]
        rows, place = rows[place >= 0], place[place >= 0]
        times = record_times(shard, rows, shard.record[rows].astype(np.int64), self.states)
        actual, late = _seconds(times.start, shard.time[rows]), shard.late_s[rows].astype(np.float64)
        stated = np.where(actual - late >= 0, actual - late, np.nan)
        over = np.where(shard.promise[rows] == BROKEN, np.maximum(late, 1e-6), 0.0)
        clock = np.full(len(rows), BY_PROMISE)
        cell = self._cell(PROMISED, place, clock, view, rows)
        return Times(rows, cell, stated, actual, np.full(len(rows), np.nan), over)


def _seconds(start: Ints, end: Ints) -> Floats:
    """From one instant to another, NaN where one is not known or nothing lies between."""
    known = (start != NEVER) & (end != NEVER) & (end > start)
    took: Floats = np.full(len(start), np.nan)
    took[known] = (end[known] - start[known]) / 1e6
    return took


@dataclass(frozen=True)
class OverFor:
    """By customer: 1 for those for whom something of a cell took longer than it was to."""

    reading: Expecting
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        found = self.reading.read(view)
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[view.shard.customer_at(found.row[(found.cell == self.cell) & (found.late > 0)])] = 1
        return who
