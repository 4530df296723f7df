"""What an event can be asked about: its dimensions, its customer's traits, where it happened, what was promised.

A `Property` finds the code of each event without copying the column: a table from touchpoints, a column of events, or a
column of customers. A feedback event that has no value of its own for a dimension takes that of the event it speaks of.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.columns import Shard
from footpath.journeys.index import Index

OF_PLACE = ("touchpoint", "stage", "channel")
PROMISES = ("", "kept", "broken")


@dataclass(frozen=True)
class Property:
    """A name with the texts of its codes; code 0 is none."""

    name: str
    values: tuple[str, ...]
    of: Literal["place", "promise", "event", "customer"]
    place_codes: NDArray[np.int64] | None = None

    def codes_by_table(self, shard: Shard, table: NDArray[np.generic]) -> NDArray[np.generic]:
        """``table[code]`` for every event of the shard."""
        if self.of == "place":
            assert self.place_codes is not None
            return table[self.place_codes][shard.touchpoint]
        if self.of == "customer":
            return np.repeat(table[shard.traits[self.name]], shard.lengths)
        column = shard.promise if self.of == "promise" else shard.dimensions[self.name]
        found = table[column]
        self._inherit(shard, column, table, found)
        return found

    def _inherit(
        self, shard: Shard, column: NDArray[np.generic], table: NDArray[np.generic], found: NDArray[np.generic]
    ) -> None:
        said = shard.feedback
        from_row = said.about_row if self.of == "event" else said.promised_row
        taker = (from_row >= 0) & (column[said.row] == 0)
        found[said.row[taker]] = table[column[from_row[taker]]]


def find_property(index: Index, name: str) -> Property:
    """The property of that name.

    Raises:
        SpecError: nothing is called so.
    """
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
    return list(dict.fromkeys([*index.dimensions, *index.traits, *OF_PLACE, "promise"]))


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
