"""What a version of the index was made from; with it new events can be merged into it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from footpath.journeys.arriving import Arrivals, Load
from footpath.journeys.recorded import Name

_TOLD, _NAMES = "lineage.json", "names.parquet"
_IDENTITIES, _CUSTOMERS, _STRANGERS = "identities.npy", "customers.npy", "strangers.npy"


class CannotMergeError(Exception):
    """New events cannot be merged into the index at rest. The reason is a sentence: it must be built anew."""


@dataclass(frozen=True)
class Origin:
    """Where the events of an index come from.

    Attributes:
        identities: int64, sorted: every identity that belongs to a customer.
        customers: int32: the number of the customer of each.
        batches: the loads in their order, each with a text that changes when what it brought changes.
    """

    identities: NDArray[np.int64]
    customers: NDArray[np.int32]
    batches: Mapping[str, str]


@dataclass(frozen=True)
class Lineage:
    """What a version remembers.

    Attributes:
        names: events by source and recorded name.
        loads: batch and source of those events, in the order of arrival.
        arrivals: how many numbers of arrival were given.
        strangers: identities of events that belonged to no customer.
        present: the columns in which some event has a value.
    """

    origin: Origin
    names: Mapping[Name, int]
    loads: tuple[Load, ...]
    arrivals: int
    strangers: NDArray[np.int64]
    present: frozenset[str]


def lineage_of(arrivals: Arrivals, present: frozenset[str], origin: Origin, before: Lineage | None = None) -> Lineage:
    """What is to be remembered of events that were just read, and of the version that they were merged into."""
    return Lineage(
        origin,
        arrivals.resolver.counts,
        (*(before.loads if before else ()), *arrivals.loads),
        int(arrivals.starts[-1]),
        np.unique(np.concatenate([before.strangers if before else np.empty(0, np.int64), *arrivals.strangers])),
        present,
    )


def save_lineage(version: Path, lineage: Lineage) -> None:
    """Put it into the folder of a version in the making."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    np.save(version / _IDENTITIES, lineage.origin.identities)
    np.save(version / _CUSTOMERS, lineage.origin.customers)
    np.save(version / _STRANGERS, lineage.strangers)
    names = pa.table(
        {
            "source": pa.array([source for source, _ in lineage.names], pa.string()),
            "name": pa.array([name for _, name in lineage.names], pa.string()),
            "events": pa.array(lineage.names.values(), pa.int64()),
        }
    )
    pq.write_table(names, version / _NAMES)
    told = {"batches": dict(lineage.origin.batches), "loads": lineage.loads, "arrivals": lineage.arrivals}
    told["present"] = sorted(lineage.present)
    (version / _TOLD).write_text(json.dumps(told, ensure_ascii=False))


def load_lineage(version: Path) -> Lineage | None:
    """What a version remembers; None when it was built by somebody who could not tell where the events came from."""
    import pyarrow.parquet as pq

    try:
        told = json.loads((version / _TOLD).read_text())
    except FileNotFoundError:
        return None
    names = pq.read_table(version / _NAMES)
    pairs = zip(names["source"].to_pylist(), names["name"].to_pylist(), strict=True)
    origin = Origin(np.load(version / _IDENTITIES), np.load(version / _CUSTOMERS), told["batches"])
    return Lineage(
        origin,
        dict(zip(pairs, names["events"].to_pylist(), strict=True)),
        tuple((batch, source) for batch, source in told["loads"]),
        told["arrivals"],
        np.load(version / _STRANGERS),
        frozenset(told["present"]),
    )


def new_batches(before: Origin, now: Mapping[str, str]) -> list[str]:
    """The loads that a version has not seen, in their order.

    Raises:
        CannotMergeError: one that it has seen was taken back or changed.

    Examples:
        >>> nobody = np.empty(0, np.int64), np.empty(0, np.int32)
        >>> new_batches(Origin(*nobody, {"monday": "x1"}), {"monday": "x1", "tuesday": "y1"})
        ['tuesday']
    """
    for batch, digest in before.batches.items():
        if batch not in now:
            raise CannotMergeError(f'the load "{batch}" was taken back')
        if now[batch] != digest:
            raise CannotMergeError(f'the load "{batch}" has changed')
    order = list(now)
    if order[: len(before.batches)] != list(before.batches):
        raise CannotMergeError("the loads stand in another order")
    return order[len(before.batches) :]
