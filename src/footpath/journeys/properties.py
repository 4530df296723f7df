"""What an event can be asked about: its dimensions, its customer's traits, where and when it happened, what was promised.

A `Property` finds the code of each event: through a table from touchpoints, from a column of events or of customers, or from
the quarter of an hour. A feedback event that has no value of its own for a dimension takes that of the event it speaks of.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.applying import apply_mask, apply_quarters, apply_table, spread
from footpath.journeys.calendar import QUARTER_US, UNITS, quarter_groups
from footpath.journeys.columns import Shard
from footpath.journeys.index import Index

OF_PLACE = ("touchpoint", "stage", "channel")
PROMISES = ("", "kept", "broken")
Codes = NDArray[np.unsignedinteger]


@dataclass(frozen=True)
class Property:
    """A name with the texts of its codes; code 0 is none.

    Attributes:
        place_codes: code by touchpoint, of a property of places.
        quarters: the time zone, first and last microsecond, of a calendar unit.
    """

    name: str
    values: tuple[str, ...]
    of: Literal["place", "promise", "event", "customer", "time"]
    place_codes: NDArray[np.int64] | None = None
    quarters: tuple[str, int, int] | None = None

    def holds(self, shard: Shard, table: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """``table[code]``, 0 or 1, for every event of the shard."""
        if self.of not in ("event", "promise"):
            return self._through(shard, table)  # type: ignore[return-value]
        column = self._column(shard)
        found = apply_mask(table, column)
        rows, codes = self._inherited(shard, column)
        found[rows] = table[codes]
        return found

    def codes(self, shard: Shard) -> Codes:
        """The code of every event of the shard: the column itself where no feedback takes another's value."""
        if self.of not in ("event", "promise"):
            return self._through(shard, np.arange(len(self.values), dtype=narrowest(len(self.values))))  # type: ignore[return-value]
        column = self._column(shard)
        rows, codes = self._inherited(shard, column)
        if not len(rows):
            return np.ascontiguousarray(column)  # one number for all rows is written out
        patched = column.copy()  # never the index
        patched[rows] = codes
        return patched

    def _through(self, shard: Shard, table: NDArray[np.generic]) -> NDArray[np.generic]:
        """``table[code]`` where the codes are no column of events."""
        if self.of == "customer":
            return spread(table[shard.traits[self.name]], shard.offsets)
        if self.of == "place":
            assert self.place_codes is not None
            return apply_table(table[self.place_codes], shard.touchpoint)
        assert self.quarters is not None
        groups = quarter_groups(self.name, *self.quarters)[0]
        return apply_quarters(table[groups.astype(np.int64) + 1], shard.time, self.quarters[1] // QUARTER_US)

    def _column(self, shard: Shard) -> Codes:
        return shard.promise if self.of == "promise" else shard.dimensions[self.name]

    def _inherited(self, shard: Shard, column: Codes) -> tuple[NDArray[np.int64], Codes]:
        """The rows of the feedback that takes another event's code, and those codes."""
        said = shard.feedback
        from_row = said.about_row if self.of == "event" else said.promised_row
        taker = (from_row >= 0) & (column[said.row] == 0)
        codes = column[from_row[taker]]
        return said.row[taker][codes != 0], codes[codes != 0]


def narrowest(codes: int) -> type[np.unsignedinteger]:
    """The narrowest type that holds so many codes."""
    return np.uint8 if codes <= 1 << 8 else np.uint16 if codes <= 1 << 16 else np.uint32


def find_property(index: Index, name: str) -> Property:
    """The property of that name. A calendar unit is written small; written otherwise, its word names a dimension.

    Raises:
        SpecError: nothing is called so.
    """
    if name in UNITS:
        quarters = index.zone, index.first_us or 0, index.last_us or 0
        return Property(name, ("", *quarter_groups(name, *quarters)[1]), "time", quarters=quarters)
    if name in OF_PLACE:
        return _place(index, name)
    if name == "promise":
        return Property(name, PROMISES, "promise")
    for of, known in (("event", index.dimensions), ("customer", index.traits)):
        exact = name if name in known else next((key for key in known if key.casefold() == name.casefold()), None)
        if exact is not None:
            return Property(exact, known[exact], of)  # type: ignore[arg-type]
    raise SpecError(f'There is no dimension "{name}".', f"There are: {', '.join(property_names(index))}.")


def property_names(index: Index) -> list[str]:
    return list(dict.fromkeys([*index.dimensions, *index.traits, *OF_PLACE, "promise", *UNITS]))


def _place(index: Index, name: str) -> Property:
    texts: list[str] = {
        "touchpoint": list(index.names),
        "stage": [touchpoint.stage or "" for touchpoint in index.touchpoints],
        "channel": list(index.channels),
    }[name]
    ordered = index.stages if name == "stage" else sorted(set(texts) - {""}) if name == "channel" else texts
    values = ("", *ordered)
    codes = {text: code for code, text in reversed(list(enumerate(values)))}
    return Property(name, values, "place", np.array([codes[text] for text in texts], dtype=np.int64))


def closest(wanted: str, known: list[str], count: int = 5) -> list[str]:
    """The texts most like ``wanted``; some of them when none is like it."""
    lowered = {text.casefold(): text for text in known}
    near = get_close_matches(wanted.casefold(), lowered, n=count, cutoff=0.4)
    inside = [key for key in lowered if wanted.casefold() in key and key not in near]
    return [lowered[key] for key in [*inside, *near][:count]] or known[:count]
