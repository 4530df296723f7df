"""Who answered and who did not, and what both had done: one line of numbers for each customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.inviting import WITHIN_US, Inviting
from footpath.analysis.readings.money import values_of
from footpath.analysis.readings.scales import KINDS, on_scale
from footpath.engine import add_up
from footpath.journeys.selection import View

PACE = ("events", "days from first to last event", "days since the last event", "value", "broken promises", "contacts")
RESPONDED, SILENT = 0, 1
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Lines(NamedTuple):
    """One entry per customer in question, of some shards.

    Attributes:
        key, group: of the customer.
        side: `RESPONDED` or `SILENT`.
        facts: by customer and feature.
        answers, total, squares: how many scores, and the sums of their figures and of the squares of these.
    """

    key: Ints
    group: Ints
    side: Ints
    facts: NDArray[np.float32]
    answers: Ints
    total: Floats
    squares: Floats

    def of(self, which: NDArray[np.generic]) -> "Lines":
        return Lines(*(column[which] for column in self))


@dataclass(frozen=True)
class Features:
    """Which features customers have.

    Attributes:
        skip: by touchpoint code, 1 for those that belong to asking and answering: not looked at.
        contact: 1 where customers turn to the company.
        channel_of: number of the channel by touchpoint code, -1 for none.
        channels: their names.
        traits: names of traits, and how many values each has but unknown.
    """

    skip: NDArray[np.uint8]
    contact: NDArray[np.uint8]
    channel_of: Ints
    channels: tuple[str, ...]
    traits: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return len(PACE) + len(self.channels) + sum(values for _, values in self.traits)


@dataclass(frozen=True)
class Respondents:
    """Finds them in a shard.

    Attributes:
        kind: of the scores.
        inviting: how invitations are found, where only those who were invited are looked at, each up to their first one.
        as_of_us: the end of the records.
    """

    kind: int
    groups: int
    features: Features
    inviting: Inviting | None
    as_of_us: int

    def partial(self, view: View) -> Ints:
        found = self.read(view)
        return np.bincount(found.group * 2 + found.side, minlength=2 * self.groups)

    def combine(self, partials: Sequence[Ints]) -> Ints:
        """Customers by group and side."""
        return add_up(partials).reshape(self.groups, 2)

    def read(self, view: View) -> Lines:
        shard = view.shard
        until, end = self._moments(view)
        skip = self.features.skip[shard.touchpoint]
        skip[shard.feedback.row] = 1
        facts, last = _pace(
            shard.offsets,
            shard.touchpoint,
            shard.time,
            values_of(shard),
            np.ascontiguousarray(shard.promise),
            view.keep,
            skip,
            until,
            end,
            self.features.contact,
            self.features.channel_of,
            len(self.features.channels),
        )
        group_row = last if self.inviting is None else np.where(last >= 0, until, -1)
        who = np.flatnonzero(group_row >= 0)
        who = who[view.kept(group_row[who])]
        answers, total, squares = self._answers(view, until)
        side = np.where(answers[who] > 0, RESPONDED, SILENT)
        numbers = np.hstack([facts[who], *self._traits(view, who)]).astype(np.float32)
        group = view.group_of(group_row[who])
        return Lines(shard.key[who], group, side, numbers, answers[who], total[who], squares[who])

    def _moments(self, view: View) -> tuple[Ints, Ints]:
        """By customer: the row before which is looked, -1 for nobody in question; and the instant of looking."""
        shard = view.shard
        if self.inviting is None:
            return shard.offsets[1:].astype(np.int64), np.full(shard.customers, self.as_of_us)
        found = self.inviting.read(view)
        rows = found.row[~found.open]
        until = np.full(shard.customers, -1, dtype=np.int64)
        until[shard.customer_at(rows[::-1])] = rows[::-1]  # the first stays
        return until, np.where(until >= 0, shard.time[np.maximum(until, 0)] if shard.events else until, 0)

    def _answers(self, view: View, until: Ints) -> tuple[Ints, Floats, Floats]:
        """By customer: scores of the kind that count, their sum, and that of their squares."""
        shard, said = view.shard, view.shard.feedback
        mask = (said.kind == self.kind) & ~np.isnan(said.score)
        customer = shard.customer_at(said.row)
        if self.inviting is None:
            mask &= view.kept(said.row)
        else:
            asked = until[customer]
            since = shard.time[said.row] - shard.time[np.maximum(asked, 0)]
            mask &= (asked >= 0) & (said.row > asked) & (since <= WITHIN_US)
        found = customer[mask]
        figure = on_scale(said.score[mask].astype(np.float64), KINDS[self.kind])
        counts = np.bincount(found, minlength=shard.customers)
        total, squares = (
            np.bincount(found, amount, minlength=shard.customers).astype(np.float64)
            for amount in (figure, figure * figure)
        )
        return counts, total, squares

    def _traits(self, view: View, who: Ints) -> list[NDArray[np.bool_]]:
        return [
            view.shard.traits[name][who][:, None] == np.arange(1, values + 1)[None, :]
            for name, values in self.features.traits
        ]


@dataclass(frozen=True)
class Fetching:
    """Fetches lines, of a group and side with too many only a part that is chosen by the customers' keys.

    Attributes:
        shares: by group and side, the part.
    """

    respondents: Respondents
    shares: Floats

    def __call__(self, view: View) -> Lines:
        found = self.respondents.read(view)
        place = (found.key.view(np.uint64) * _SPREAD >> np.uint64(11)).astype(np.float64) / 2.0**53
        return found.of(place < self.shares[found.group, found.side])


@dataclass(frozen=True)
class WhoResponded:
    """By customer: 1 for those of a group who answered."""

    respondents: Respondents
    group: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        found = self.respondents.read(view)
        keys = found.key[(found.side == RESPONDED) & (found.group == self.group)]
        return np.isin(view.shard.key, keys).astype(np.uint8)


def joined(parts: Sequence[Lines]) -> Lines:
    """All lines by key: so the same come out however customers are spread over shards."""
    together = Lines(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    return together.of(np.argsort(together.key, kind="stable"))


@numba.njit(nogil=True, cache=True)
def _pace(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    time: NDArray[np.int64],
    value: NDArray[np.float64],
    promise: NDArray[np.uint8],
    keep: NDArray[np.uint8],
    skip: NDArray[np.uint8],
    until: NDArray[np.int64],
    end: NDArray[np.int64],
    contact: NDArray[np.uint8],
    channel_of: NDArray[np.int64],
    channels: int,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """By customer the features of `PACE`, as logarithms of one more, and whether they were on each channel; and the last row
    that counts, -1 where there is none."""
    customers = offsets.size - 1
    facts, last = np.zeros((customers, 6 + channels)), np.full(customers, -1, np.int64)
    for c in range(customers):
        events, first, money, broken, contacts = 0, 0, 0.0, 0, 0
        for i in range(offsets[c], until[c]):
            if skip[i] or (keep.size and keep[i] == 0):
                continue
            if events == 0:
                first = time[i]
            events += 1
            last[c] = i
            code = touchpoint[i]
            if value.size and value[i] == value[i]:
                money += value[i]
            broken += promise[i] == 2
            contacts += contact[code]
            if channel_of[code] >= 0:
                facts[c, 6 + channel_of[code]] = 1.0
        if events == 0:
            continue
        facts[c, 0] = np.log1p(events)
        facts[c, 1] = np.log1p((time[last[c]] - first) / 86_400e6)
        facts[c, 2] = np.log1p(max(end[c] - time[last[c]], 0) / 86_400e6)
        facts[c, 3] = np.log1p(abs(money)) * (1.0 if money >= 0 else -1.0)
        facts[c, 4] = np.log1p(broken)
        facts[c, 5] = np.log1p(contacts)
    return facts, last
