"""What can be true of a customer up to a moment: where they were, what their events and they themselves are like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.analysis.readings.chosen import STRATA, Chosen
from footpath.analysis.readings.visits import MOST_CELLS, check_cells, count_visits
from footpath.journeys.index import Index
from footpath.journeys.properties import Property, find_property
from footpath.journeys.selection import Selection, View

What = Literal["all", "touchpoints", "transitions", "channels", "dimensions", "traits", "pace", "value", "scores"]
MOST_VALUES = 1_000  # a dimension or trait with more of them tells customers apart, not groups of them
NEXT = "next"  # what follows the moment: told, never compared
Mask = NDArray[np.uint8]


class Features(Protocol):
    """Several things that are or are not true of a customer, of one kind.

    Attributes:
        kind: what they are.
        names: how rows call each.
        adjusted: longer journeys have more of them, so customers are compared with those of about as many events.
    """

    @property
    def kind(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def adjusted(self) -> bool: ...

    def count(self, view: View, who: Chosen, cell: NDArray[np.int64], cells: int, /) -> NDArray[np.int64]:
        """Customers by feature and cell."""

    def having(self, view: View, who: Chosen, feature: int, /) -> Mask:
        """By customer: 1 for those of whom it is true, on whichever side."""


@dataclass(frozen=True)
class OfEvents:
    """True of a customer when an event that counts, no later than the moment, has the property."""

    kind: str
    names: tuple[str, ...]
    property: Property
    feature_of: NDArray[np.int64]  # by code, -1 for none
    adjusted: bool = True

    def count(self, view: View, who: Chosen, cell: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
        return _count_events(*self._columns(view), who.until, cell, len(self.names), check_cells(cells))

    def having(self, view: View, who: Chosen, feature: int) -> Mask:
        return _having_event(*self._columns(view), who.until, feature)

    def _columns(
        self, view: View
    ) -> tuple[NDArray[np.int64], NDArray[np.unsignedinteger], NDArray[np.int64], NDArray[np.uint8]]:
        places = self.property.place_codes
        if places is None:
            return view.shard.offsets, self.property.codes(view.shard), self.feature_of, view.keep
        return view.shard.offsets, view.shard.touchpoint, self.feature_of[places], view.keep


@dataclass(frozen=True)
class OfPairs:
    """True of a customer who went from one touchpoint to another, no later than the moment."""

    kind: str
    names: tuple[str, ...]
    place_of: NDArray[np.int64]  # by touchpoint code, -1 for those left out
    width: int
    adjusted: bool = True

    def count(self, view: View, who: Chosen, cell: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
        shard, pairs = view.shard, self.width * self.width
        columns = shard.offsets, shard.touchpoint, self.place_of, view.keep
        return _count_pairs(*columns, who.until, cell, self.width, check_cells(pairs * cells) // max(pairs, 1))

    def having(self, view: View, who: Chosen, feature: int) -> Mask:
        shard = view.shard
        columns = shard.offsets, shard.touchpoint, self.place_of, view.keep
        return _having_pair(*columns, who.until, self.width, feature)


@dataclass(frozen=True)
class OfCustomers:
    """True of a customer by a code that they have."""

    kind: str
    names: tuple[str, ...]
    codes: Callable[[View, Chosen], NDArray[np.integer]]
    feature_of: NDArray[np.int64]  # by code, -1 for none
    adjusted: bool = False

    def count(self, view: View, who: Chosen, cell: NDArray[np.int64], cells: int) -> NDArray[np.int64]:
        feature = self.feature_of[self.codes(view, who)]
        both = feature * cells + cell
        found = np.bincount(both[(feature >= 0) & (cell >= 0)], minlength=len(self.names) * cells)
        return found.astype(np.int64).reshape(len(self.names), cells)

    def having(self, view: View, who: Chosen, feature: int) -> Mask:
        return (self.feature_of[self.codes(view, who)] == feature).astype(np.uint8)


@dataclass(frozen=True)
class Trait:
    """Reads a trait's codes."""

    name: str

    def __call__(self, view: View, who: Chosen) -> NDArray[np.integer]:
        return view.shard.traits[self.name]


@dataclass(frozen=True)
class Next:
    """Reads where customers went after the moment; the last code is nowhere."""

    nowhere: int

    def __call__(self, view: View, who: Chosen) -> NDArray[np.integer]:
        return np.where(who.next < 0, self.nowhere, who.next)


def features_of(seen: Selection, what: What, without: frozenset[str] = frozenset()) -> list[Features]:
    """All features of the kinds asked for.

    Args:
        without: names of dimensions, traits, "touchpoint" or "channel" that are left out, without regard to case.
    """
    index = seen.index
    dimensions, traits = (_few(known, without) for known in (index.dimensions, index.traits))
    makers: dict[str, Callable[[], list[Features]]] = {
        "touchpoints": lambda: [touchpoint_features(index)][: "touchpoint" not in without],
        "transitions": lambda: _pairs(seen),
        "channels": lambda: [_by_value(index, "channel", "channel", "")][: "channel" not in without],
        "dimensions": lambda: [_by_value(index, name, "dimension", f"{name}: ") for name in dimensions],
        "traits": lambda: [_trait(name, values) for name, values in traits.items()],
    }
    return [features for kind, make in makers.items() if what in (kind, "all") for features in make()]


def touchpoint_features(index: Index) -> Features:
    """Having been at each touchpoint, in the order of codes."""
    return _by_value(index, "touchpoint", "touchpoint", "")


def next_places(index: Index) -> Features:
    """Where customers went after the moment: a touchpoint, or "left"."""
    codes = np.arange(len(index.names) + 1)
    return OfCustomers(NEXT, (*index.names, "left"), Next(len(index.names)), codes)


def _few(properties: Mapping[str, tuple[str, ...]], without: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Those that tell groups of customers apart."""
    few = {name: values for name, values in properties.items() if 1 < len(values) <= MOST_VALUES + 1}
    return {name: values for name, values in few.items() if name.casefold() not in without}


def _by_value(index: Index, name: str, kind: str, prefix: str) -> Features:
    found = find_property(index, name)
    names = tuple(prefix + value for value in found.values[1:])
    return OfEvents(kind, names, found, np.arange(-1, len(found.values) - 1))


def _trait(name: str, values: tuple[str, ...]) -> Features:
    names = tuple(f"{name}: {value}" for value in values[1:])
    return OfCustomers("trait", names, Trait(name), np.arange(-1, len(values) - 1))


def _pairs(seen: Selection) -> list[Features]:
    """From each touchpoint to each; of very many touchpoints, the commonest."""
    names, count = seen.index.names, len(seen.index.names)
    room = int((MOST_CELLS // (2 * STRATA * seen.groups)) ** 0.5)
    places = list(range(count))
    if count > room:
        events = count_visits(seen, np.arange(count), count).events.sum(axis=1)
        places = sorted(sorted(places, key=lambda code: (-events[code], code))[:room])
    place_of = np.full(count, -1, dtype=np.int64)
    place_of[places] = np.arange(len(places))
    pairs = tuple(f"{names[start]} → {names[end]}" for start in places for end in places)
    return [OfPairs("transition", pairs, place_of, len(places))]


@numba.njit(nogil=True, cache=True)
def _count_events(
    offsets: NDArray[np.int64],
    column: NDArray[np.unsignedinteger],
    feature_of: NDArray[np.int64],
    keep: NDArray[np.uint8],
    until: NDArray[np.int64],
    cell: NDArray[np.int64],
    features: int,
    cells: int,
) -> NDArray[np.int64]:
    found = np.zeros((features, cells), np.int64)
    last = np.full(features, -1, np.int64)  # the customer last found to have it
    for c in range(offsets.size - 1):
        at = cell[c]
        if at < 0:
            continue
        for i in range(offsets[c], until[c] + 1):
            feature = feature_of[column[i]]
            if feature < 0 or last[feature] == c or (keep.size and keep[i] == 0):
                continue
            last[feature] = c
            found[feature, at] += 1
    return found


@numba.njit(nogil=True, cache=True)
def _having_event(
    offsets: NDArray[np.int64],
    column: NDArray[np.unsignedinteger],
    feature_of: NDArray[np.int64],
    keep: NDArray[np.uint8],
    until: NDArray[np.int64],
    wanted: int,
) -> NDArray[np.uint8]:
    who = np.zeros(offsets.size - 1, np.uint8)
    for c in range(offsets.size - 1):
        for i in range(offsets[c], until[c] + 1):
            if feature_of[column[i]] == wanted and (keep.size == 0 or keep[i]):
                who[c] = 1
                break
    return who


@numba.njit(nogil=True, cache=True)
def _count_pairs(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    place_of: NDArray[np.int64],
    keep: NDArray[np.uint8],
    until: NDArray[np.int64],
    cell: NDArray[np.int64],
    width: int,
    cells: int,
) -> NDArray[np.int64]:
    found = np.zeros((width * width, cells), np.int64)
    last = np.full(width * width, -1, np.int64)
    for c in range(offsets.size - 1):
        at, before = cell[c], -1
        if at < 0:
            continue
        for i in range(offsets[c], until[c] + 1):
            if keep.size and keep[i] == 0:
                continue
            here = place_of[touchpoint[i]]
            if before >= 0 and here >= 0 and last[before * width + here] != c:
                last[before * width + here] = c
                found[before * width + here, at] += 1
            before = here
    return found


@numba.njit(nogil=True, cache=True)
def _having_pair(
    offsets: NDArray[np.int64],
    touchpoint: NDArray[np.unsignedinteger],
    place_of: NDArray[np.int64],
    keep: NDArray[np.uint8],
    until: NDArray[np.int64],
    width: int,
    wanted: int,
) -> NDArray[np.uint8]:
    who = np.zeros(offsets.size - 1, np.uint8)
    for c in range(offsets.size - 1):
        before = -1
        for i in range(offsets[c], until[c] + 1):
            if keep.size and keep[i] == 0:
                continue
            here = place_of[touchpoint[i]]
            if before >= 0 and here >= 0 and before * width + here == wanted:
                who[c] = 1
                break
            before = here
    return who
