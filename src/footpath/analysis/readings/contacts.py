"""Contacts that did not settle the matter: the customer turns to the company again about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from footpath.engine import add_up
from footpath.journeys.columns import NO_RECORD
from footpath.journeys.properties import Property
from footpath.journeys.selection import View

AGAIN, SETTLED, OPEN = range(3)
Ints = NDArray[np.int64]


class Contacted(NamedTuple):
    """By touchpoint and group: contacts that were repeated; and customers by fate (again, settled, open)."""

    events: Ints
    customers: Ints


@dataclass(frozen=True)
class RepeatContacts:
    """A reading.

    Attributes:
        contacts: by touchpoint code, 1 where a customer turns to the company.
        topic: the dimension that says what about, None for none.
        within_us: how soon is again.
        gap_us: events about one matter with no longer pause than this are one contact.
        as_of_us: the end of the records.
    """

    contacts: NDArray[np.uint8]
    groups: int
    topic: Property | None
    within_us: int
    gap_us: int
    as_of_us: int

    @property
    def cells(self) -> int:
        return len(self.contacts) * self.groups

    def partial(self, view: View) -> Contacted:
        cell, customer, fate = self._read(view)
        own, worst = _worst(cell, customer, fate)
        counts = [np.bincount(own[worst == kind], minlength=self.cells) for kind in (AGAIN, SETTLED, OPEN)]
        return Contacted(np.bincount(cell[fate == AGAIN], minlength=self.cells), np.stack(counts))

    def combine(self, partials: Sequence[Contacted]) -> Contacted:
        shape = (len(self.contacts), self.groups)
        events, customers = (add_up([part[n] for part in partials]) for n in range(2))
        return Contacted(events.reshape(shape), customers.reshape(3, *shape))

    def members(self, view: View, cell: int) -> NDArray[np.uint8]:
        """By customer: 1 for those with a repeated contact in a cell."""
        cells, customer, fate = self._read(view)
        who = np.zeros(view.shard.customers, dtype=np.uint8)
        who[customer[(cells == cell) & (fate == AGAIN)]] = 1
        return who

    def _read(self, view: View) -> tuple[Ints, Ints, Ints]:
        """Cell, customer and fate of every contact that counts."""
        shard = view.shard
        rows = np.flatnonzero(self.contacts[shard.touchpoint])
        if len(view.keep):
            rows = rows[view.keep[rows] != 0]
        matter, kind = self._matters(view, rows)
        customer = shard.customer_at(rows)
        order = np.lexsort((matter, kind, customer))  # stable: events of a matter stay in their order
        rows, matter, kind, customer = rows[order], matter[order], kind[order], customer[order]
        same = (customer[1:] == customer[:-1]) & (matter[1:] == matter[:-1]) & (kind[1:] == kind[:-1])
        pause = np.diff(shard.time[rows])
        begins = np.flatnonzero(np.append(True, ~same | (pause > self.gap_us))[: len(rows)])
        ends = np.append(begins[1:], len(rows))[: len(begins)] - 1
        followed = np.zeros(len(begins), dtype=bool)
        followed[:-1] = same[ends[:-1]] & (pause[ends[:-1]] <= self.within_us)
        settled = shard.time[rows[ends]] <= self.as_of_us - self.within_us
        fate = np.where(followed, AGAIN, np.where(settled, SETTLED, OPEN))
        counted = view.kept(rows[begins])
        first = rows[begins[counted]]
        cell = shard.touchpoint[first].astype(np.int64) * self.groups + view.group_of(first)
        return cell, customer[begins[counted]], fate[counted]

    def _matters(self, view: View, rows: Ints) -> tuple[Ints, Ints]:
        """What each row is about, and what tells it: its record, else its topic, else its touchpoint."""
        shard = view.shard
        record = shard.record[rows]
        topic = np.zeros(len(rows), dtype=np.int64)
        if self.topic is not None:
            topic = self.topic.codes(shard)[rows].astype(np.int64)
        kind = np.where(record != NO_RECORD, 0, np.where(topic > 0, 1, 2))
        return np.choose(kind, (record, topic, shard.touchpoint[rows].astype(np.int64))), kind


def _worst(cell: Ints, customer: Ints, fate: Ints) -> tuple[Ints, Ints]:
    """Cell and fate of each customer of each cell: again if any of their contacts was, else open if any is."""
    order = np.lexsort((np.choose(fate, (0, 2, 1)), customer, cell))
    cell, customer, fate = cell[order], customer[order], fate[order]
    new = np.ones(len(cell), dtype=bool)
    new[1:] = (cell[1:] != cell[:-1]) | (customer[1:] != customer[:-1])
    return cell[new], fate[new]
