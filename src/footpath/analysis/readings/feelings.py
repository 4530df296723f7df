"""Feedback with an emotion, or with an aim: where, how the experience was, and where the customer had been right before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.amount_features import count_amounts
from footpath.analysis.readings.exact_sums import Whole, add_wholes
from footpath.analysis.readings.scales import EMPLOYEES
from footpath.analysis.readings.visits import check_cells
from footpath.engine import add_up
from footpath.journeys.columns import NOWHERE
from footpath.journeys.selection import View
from footpath.model.records import Emotion, LinkKind

EMOTIONS = tuple(Emotion)
_STATED = tuple(LinkKind).index(LinkKind.STATED)
Ints = NDArray[np.int64]


class Felt(NamedTuple):
    """The feedback of one shard that counts and has an emotion (or whatever is read).

    Attributes:
        position: in the shard's feedback, ascending.
        cell: place × codes × groups + code × groups + group.
        before: code of the touchpoint of the customer's event right before it, -1 for none and where that is not asked.
    """

    position: Ints
    cell: Ints
    before: Ints


class Felts(NamedTuple):
    """By place, code and group: texts, customers, the experience known (n, and its sums as whole numbers); and texts by the touchpoint
    before, which is the last axis, after the last of which stand those with none."""

    texts: Ints
    customers: Ints
    known: Ints
    sums: Whole
    before: Ints
    stated: Ints  # texts that say themselves what they are about


@dataclass(frozen=True)
class Feelings:
    """One reading.

    Attributes:
        place_of: place by code of the touchpoint that the feedback is about, -1 for none.
        places, groups, touchpoints: how many there are; without touchpoints it is not read what came before.
        everywhere: feedback that is about no touchpoint counts too, in place 0.
        kind: this kind of feedback alone; None for all that customers say.
        within_us: how long before is right before.
        codes: how many the column has.
        column: what is read of feedback.
    """

    place_of: Ints
    places: int
    groups: int
    touchpoints: int
    everywhere: bool
    kind: int | None
    within_us: int
    codes: int = len(EMOTIONS)
    column: Literal["emotion", "aim"] = "emotion"

    @property
    def shape(self) -> tuple[int, int, int]:
        return self.places, self.codes, self.groups

    def partial(self, view: View) -> Felts:
        found, cells = self.read(view), check_cells(int(np.prod(self.shape)))
        rows = view.shard.feedback.row[found.position]
        pairs = np.unique(found.cell * max(view.shard.customers, 1) + view.shard.customer_at(rows))
        felt = view.shard.feedback.experience[found.position].astype(np.float64)
        known, sums = count_amounts(felt, found.cell, cells)
        width = self.touchpoints + 1
        last = np.where(found.before < 0, self.touchpoints, found.before)
        before = np.bincount(found.cell * width + last, minlength=check_cells(cells * width))
        customers = np.bincount(pairs // max(view.shard.customers, 1), minlength=cells)
        own = view.shard.feedback.link[found.position] == _STATED
        stated = np.bincount(found.cell[own], minlength=cells)
        return Felts(np.bincount(found.cell, minlength=cells), customers, known, sums, before, stated)

    def combine(self, partials: Sequence[Felts]) -> Felts:
        texts, customers, known = (add_up([part[at] for part in partials]).reshape(self.shape) for at in range(3))
        sums = add_wholes([part.sums for part in partials]).reshape(*self.shape, 2)
        before = add_up([part.before for part in partials]).reshape(*self.shape, self.touchpoints + 1)
        stated = add_up([part.stated for part in partials]).reshape(self.shape)
        return Felts(texts, customers, known, sums, before, stated)

    def read(self, view: View) -> Felt:
        shard, said = view.shard, view.shard.feedback
        table = np.append(self.place_of, np.full(NOWHERE + 1 - len(self.place_of), 0 if self.everywhere else -1))
        place = table[said.about]
        coded: NDArray[np.uint8] = getattr(said, self.column)
        mask = view.kept(said.row) & (coded > 0) & (place >= 0)
        mask &= said.kind != EMPLOYEES if self.kind is None else said.kind == self.kind
        position = np.flatnonzero(mask)
        rows = said.row[position]
        cell = (place[position] * self.codes + coded[position]) * self.groups + view.group_of(rows)
        if not self.touchpoints:
            return Felt(position, cell, np.full(len(rows), -1))
        starts = shard.offsets[shard.customer_at(rows)]
        last = _right_before(rows, starts, said.row, shard.time, self.within_us)
        before = np.where(last < 0, -1, shard.touchpoint[np.maximum(last, 0)].astype(np.int64)) if len(rows) else last
        return Felt(position, cell, before)


@dataclass(frozen=True)
class WhoFelt:
    """By customer: 1 for those with feedback in a cell."""

    reading: Feelings
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        found = self.reading.read(view)
        rows = view.shard.feedback.row[found.position[found.cell == self.cell]]
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[view.shard.customer_at(rows)] = 1
        return who


@numba.njit(nogil=True, cache=True)
def _right_before(
    rows: NDArray[np.int64],
    starts: NDArray[np.int64],
    feedback: NDArray[np.int64],
    time: NDArray[np.int64],
    within: int,
) -> NDArray[np.int64]:
    """For each row (ascending) its customer's latest earlier one that is no feedback, -1 where that is none or too long ago."""
    found = np.full(rows.size, -1, np.int64)
    for i in range(rows.size):
        row, place = rows[i] - 1, np.searchsorted(feedback, rows[i]) - 1
        while row >= starts[i] and place >= 0 and feedback[place] == row:
            row -= 1
            place -= 1
        if row >= starts[i] and time[rows[i]] - time[row] <= within:
            found[i] = row
    return found
