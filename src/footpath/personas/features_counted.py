"""How often, how fast, for how much: the features of the customers of one shard."""

from dataclasses import dataclass
from typing import Literal

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.journeys.applying import apply_quarters, apply_table
from footpath.journeys.calendar import QUARTER_US
from footpath.journeys.columns import Shard
from footpath.journeys.sessions import GAP, begins_session
from footpath.personas.features import ACTS, Feature, Floats32, shard_rows

_GAP_US = round(GAP.total_seconds() * 1e6)
PACE = (
    Feature("events", "events", "tempo", "count", ("events",)),
    Feature("sessions", "sessions", "tempo", "count", ("sessions",)),
    Feature("events_per_session", "events a session", "tempo", "count", ("events_per_session",)),
    Feature("pause", "median time between sessions", "tempo", "seconds", ("pause",)),
    Feature("span", "time from first to last event", "tempo", "seconds", ("span",)),
    Feature(ACTS, "things that they did themselves", "tempo", "count", (ACTS,)),
)
WORTH = (
    Feature("value", "value of all events", "value", "money", ("value",)),
    Feature("event_value", "mean value of an event that has one", "value", "money", ("event_value",)),
    Feature("valued_events", "events with a value", "value", "count", ("valued_events",)),
)
SAID = (
    Feature("feedback", "times that they said something", "feedback", "count", ("feedback",)),
    Feature("experience", "mean experience of what they said", "feedback", "score", ("experience",)),
)


@dataclass(frozen=True, eq=False)
class Counted:
    """Shares of a customer's events, or of their steps.

    Attributes:
        of: what has the code: the event's touchpoint, its value of a dimension, its quarter of an hour, or two touchpoints.
        table: the feature by code; -1 for an event that does not count at all, and as many as there are features for one that
            counts and is none of them.
        first_us: when the table of quarters begins.
        place: of steps, the place in the table by touchpoint.
    """

    of: Literal["place", "dimension", "time", "step"]
    dimension: str
    table: NDArray[np.int16]
    features: tuple[Feature, ...]
    first_us: int = 0
    place: NDArray[np.uint8] | None = None

    def shares(self, shard: Shard) -> Floats32:
        if self.place is not None:
            return _step_shares(shard.offsets, shard.touchpoint, self.place, self.table, len(self.features))
        return _shares(shard.offsets, self._coded(shard), len(self.features))

    def _coded(self, shard: Shard) -> NDArray[np.generic]:
        if self.of == "time":
            return apply_quarters(self.table, shard.time, self.first_us // QUARTER_US)
        return apply_table(self.table, shard.touchpoint if self.of == "place" else shard.dimensions[self.dimension])


@dataclass(frozen=True, eq=False)
class Traits:
    """One trait: a number by its code, or a feature for each of some codes."""

    name: str
    numbers: Floats32
    codes: tuple[int, ...]
    features: tuple[Feature, ...]

    def of_customers(self, shard: Shard) -> Floats32:
        column = shard.traits[self.name]
        if len(self.numbers):
            return self.numbers[column][:, None]
        found = np.asarray(column[:, None] == np.array(self.codes), np.float32)
        found[column == 0] = np.nan
        return found


@dataclass(frozen=True, eq=False)
class Columns:
    """All features, in their order.

    Attributes:
        own: by touchpoint, whether customers do it themselves: see `footpath.personas.deeds`.
    """

    counted: tuple[Counted, ...]
    traits: tuple[Traits, ...]
    own: NDArray[np.bool_]

    @property
    def features(self) -> tuple[Feature, ...]:
        shares = [feature for one in self.counted for feature in one.features]
        return (*shares, *PACE, *WORTH, *SAID, *(feature for trait in self.traits for feature in trait.features))

    def of_shard(self, shard: Shard) -> tuple[NDArray[np.int64], Floats32]:
        """Keys and values of the customers who have an event."""
        blocks = [one.shares(shard) for one in self.counted]
        blocks += [_paced(shard, self.own), _worth(shard.offsets, shard.value), _said(shard)]
        blocks += [trait.of_customers(shard) for trait in self.traits]
        rows = shard_rows(shard)
        return shard.key[rows], np.concatenate([block[rows] for block in blocks], axis=1, dtype=np.float32)


def _paced(shard: Shard, own: NDArray[np.bool_]) -> Floats32:
    """All events, and the visits of those that customers did themselves; what they say is said in a visit, and is no deed."""
    theirs = np.asarray(apply_table(own, shard.touchpoint), bool)
    before = np.concatenate([[0], np.cumsum(theirs)])
    offsets, time = before[shard.offsets], np.asarray(shard.time)[theirs]
    found = _pace(shard.offsets, shard.time, offsets, time, _GAP_US)
    said = np.bincount(shard.customer_at(shard.feedback.row[theirs[shard.feedback.row]]), minlength=shard.customers)
    acts = (np.diff(offsets) - said).astype(np.float32)
    return np.concatenate([found, acts[:, None]], axis=1)


def _said(shard: Shard) -> Floats32:
    said, customers = shard.feedback, shard.customers
    customer = shard.customer_at(said.row)
    known = ~np.isnan(said.experience)
    n = np.bincount(customer[known], minlength=customers)
    total = np.bincount(customer[known], said.experience[known].astype(np.float64), minlength=customers)
    mean = np.where(n > 0, total / np.maximum(n, 1), np.nan)
    return np.stack([np.bincount(customer, minlength=customers), mean], axis=1).astype(np.float32)


@numba.njit(nogil=True, cache=True)
def _shares(offsets: NDArray[np.int64], coded: NDArray[np.int16], features: int) -> Floats32:
    found = np.zeros((offsets.size - 1, features + 1), np.float32)
    for c in range(offsets.size - 1):
        n = 0
        for i in range(offsets[c], offsets[c + 1]):
            if coded[i] >= 0:
                found[c, coded[i]] += 1
                n += 1
        share = np.float32(1.0 / n) if n else np.float32(np.nan)
        for f in range(features):
            found[c, f] *= share
    return found[:, :features]


@numba.njit(nogil=True, cache=True)
def _step_shares(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    place: NDArray[np.uint8],
    table: NDArray[np.int16],
    features: int,
) -> Floats32:
    found = np.zeros((offsets.size - 1, features + 1), np.float32)
    for c in range(offsets.size - 1):
        n = offsets[c + 1] - offsets[c] - 1
        for i in range(offsets[c] + 1, offsets[c + 1]):
            found[c, table[place[touchpoint[i - 1]], place[touchpoint[i]]]] += 1
        share = np.float32(1.0 / n) if n > 0 else np.float32(np.nan)
        for f in range(features):
            found[c, f] *= share
    return found[:, :features]


@numba.njit(nogil=True, cache=True)
def _pace(
    offsets: NDArray[np.int64],
    time: NDArray[np.int64],
    own_offsets: NDArray[np.int64],
    own_time: NDArray[np.int64],
    gap_us: int,
) -> Floats32:
    """Events, sessions, own events a session, median pause between sessions, from first to last event."""
    found = np.full((offsets.size - 1, 5), np.nan, np.float32)
    for c in range(offsets.size - 1):
        if offsets[c] == offsets[c + 1]:
            continue
        first, last = own_offsets[c], own_offsets[c + 1]
        pauses, sessions = np.empty(last - first, np.float64), 0
        for i in range(first, last):
            before = own_time[i - 1] if i > first else own_time[i]
            if begins_session(i, first, before, own_time[i], gap_us):
                pauses[sessions] = (own_time[i] - before) / 1e6
                sessions += 1
        found[c, 0], found[c, 1] = offsets[c + 1] - offsets[c], sessions
        if sessions > 0:
            found[c, 2] = (last - first) / sessions
        if sessions > 1:
            found[c, 3] = np.median(pauses[1:sessions])
        found[c, 4] = (time[offsets[c + 1] - 1] - time[offsets[c]]) / 1e6
    return found


@numba.njit(nogil=True, cache=True)
def _worth(offsets: NDArray[np.int64], value: NDArray[np.float64]) -> Floats32:
    """The sum of a customer's values, their mean, and how many there are; the first two NaN where there are none."""
    found = np.full((offsets.size - 1, 3), np.nan, np.float32)
    for c in range(offsets.size - 1):
        total, n = 0.0, 0
        for i in range(offsets[c], offsets[c + 1]):
            if value[i] == value[i]:
                total += value[i]
                n += 1
        found[c, 2] = n
        if n:
            found[c, 0], found[c, 1] = total, total / n
    return found
