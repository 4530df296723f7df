"""Which customers of an index at rest stay where they are, and whose events must go elsewhere.

A customer is known by the smallest of their identities. When a smaller one turns up, or an edge joins two customers, the
events go to the place of the smallest identity, which may lie in another shard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.journeys.arrival import COUNTED
from footpath.journeys.arriving import CustomerOf
from footpath.journeys.columns import Shard, column_of
from footpath.journeys.gathering import gather
from footpath.journeys.lineage import CannotMergeError, Origin
from footpath.journeys.places import Places
from footpath.journeys.sharding import Chunk


@dataclass(frozen=True)
class OldShard:
    """A shard at rest, with the arrival of each event.

    Attributes:
        present: the columns in which some event has a value.
        touchpoints: the code that each of its codes has now, None when they are the same.
    """

    shard: Shard
    arrival: NDArray[Any]
    present: frozenset[str]
    touchpoints: NDArray[Any] | None


@dataclass(frozen=True)
class Staying:
    """Where the customers of an old shard are now.

    Attributes:
        number: the number in the same shard of each customer who stays, -1 for those who do not.
        leaving: the events of the others, by the shard that they go to.
    """

    number: NDArray[np.int64]
    leaving: Chunk


def check_together(before: Origin, now: Origin) -> None:
    """Are all who were one customer still one?

    Raises:
        CannotMergeError: somebody is gone, or apart.
    """
    if np.array_equal(before.identities, now.identities) and np.array_equal(before.customers, now.customers):
        return
    found = np.full(int(before.customers.max(initial=-1)) + 1, -1, np.int32)
    if not _together(before.identities, before.customers, now.identities, now.customers, found):
        raise CannotMergeError("identities that were one customer are apart now")


@numba.njit(nogil=True, cache=True)
def _together(
    identities: NDArray[np.int64],
    customers: NDArray[np.int32],
    known: NDArray[np.int64],
    of: NDArray[np.int32],
    found: NDArray[np.int32],
) -> bool:
    at = 0
    for place in range(identities.size):
        while at < known.size and known[at] < identities[place]:
            at += 1
        if at == known.size or known[at] != identities[place]:
            return False
        customer = customers[place]
        if found[customer] < 0:
            found[customer] = of[at]
        elif found[customer] != of[at]:
            return False
    return True


def settle_customers(old: Sequence[OldShard], customer_of: CustomerOf, places: Places) -> list[Staying]:
    """For each shard who stays, and the events of who does not.

    Raises:
        CannotMergeError: the order of the events of customers who are one now cannot be told.
    """
    now = [np.asarray(customer_of(part.shard.key), np.int64) for part in old]
    if any(bool((customers < 0).any()) for customers in now):
        raise CannotMergeError("a customer is not known by the smallest identity")
    sources = np.zeros(len(places.keys), np.int64)
    for part, customers in zip(old, now, strict=True):
        sources += np.bincount(customers[part.shard.lengths > 0], minlength=len(sources))
    joined = sources > 1
    _check_order(old, now, joined)
    return each(partial(_settle, places, joined), list(zip(old, now, strict=True)))


def _settle(places: Places, joined: NDArray[np.bool_], told: tuple[OldShard, NDArray[np.int64]]) -> Staying:
    old, now = told
    stays = (places.keys[now] == old.shard.key) & ~joined[now]
    number = np.where(stays, places.of(now)[1], -1)
    if (np.diff(number[stays]) <= 0).any():
        raise CannotMergeError("customers are not numbered in the order of their keys")
    return Staying(number, _leaving(old, places, now, ~stays))


def _leaving(old: OldShard, places: Places, now: NDArray[np.int64], who: NDArray[np.bool_]) -> Chunk:
    rows, customers = _rows_of(old.shard, np.flatnonzero(who))
    order, number, bounds = places.order(now[customers].astype(np.int32))
    rows = rows[order]
    columns: dict[str, NDArray[Any]] = {"customer": number, "arrival": gather(old.arrival, rows)}
    for name in old.present:
        columns[name] = gather(column_of(old.shard, name), rows)
    if old.touchpoints is not None and "touchpoint" in columns:
        columns["touchpoint"] = old.touchpoints[columns["touchpoint"]]
    return Chunk(columns, bounds[:-1], COUNTED)


def _rows_of(shard: Shard, customers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of some customers, and the customer of each."""
    lengths = shard.lengths[customers]
    owner = np.repeat(customers, lengths)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return shard.offsets[owner] + within, owner


def _check_order(old: Sequence[OldShard], now: Sequence[NDArray[np.int64]], joined: NDArray[np.bool_]) -> None:
    """The arrival tells the order at one instant, unless one row of a load brought events of two customers."""
    parts, offset = [], 0
    for part, customers in zip(old, now, strict=True):
        rows, owner = _rows_of(part.shard, np.flatnonzero(joined[customers]))
        arrival = part.arrival[rows].astype(np.int64)
        parts.append(np.stack([offset + owner, arrival, part.shard.time[rows], customers[owner]]))
        offset += len(customers)
    told = np.concatenate(parts, axis=1) if parts else np.empty((4, 0), np.int64)
    told = told[:, np.lexsort(told)]
    same = (told[1:, 1:] == told[1:, :-1]).all(axis=0) & (told[0, 1:] != told[0, :-1])
    if same.any():
        raise CannotMergeError("one row brought events of two identities that are one customer now")
