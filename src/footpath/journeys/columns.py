"""The columns of one shard: whole journeys, in the order (customer, time, arrival)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.unsignedinteger[Any]]  # as narrow as they can be: see `code_type`
NOWHERE = 65_535  # no touchpoint, no group
MOST_VALUES = 65_000  # of one dimension or trait; the rest is folded into the remainder
NO_RECORD = -1
NO_PROMISE, KEPT, BROKEN = 0, 1, 2


def code_type(count: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest type in which so many codes fit: a question reads a byte where a byte is enough."""
    return np.uint8 if count <= 1 << 8 else np.uint16 if count <= 1 << 16 else np.uint32


def touchpoint_type(count: int) -> type[np.unsignedinteger[Any]]:
    """The same for touchpoints, of whose codes the highest stays free."""
    return code_type(count + 1)


def frozen(array: NDArray[np.generic]) -> NDArray[np.generic]:
    """The same numbers, not to be written to: what is mapped from disk and what is in memory are then of one type."""
    plain = np.asarray(array)
    if plain.strides != (0,):  # one number for all rows takes no room
        plain = np.ascontiguousarray(plain)
    if plain.flags.writeable:
        plain = plain.view()
        plain.flags.writeable = False
    return plain


@dataclass(frozen=True)
class Feedback:
    """What was said, one entry per feedback event, in the order of the rows.

    Attributes:
        row: the event's row in the shard, ascending.
        about: code of the touchpoint it speaks of, 65535 when unknown.
        about_row: row of the event that it speaks of, -1 when unknown: the customer's latest earlier one there.
        promised_row: row of its record's last promised event, -1 when there was none.
        experience: -1..1, NaN when unknown.
        score: the figure given, on 0..1, NaN when none was.
        kind: position in `model.records.FeedbackKind`.
        link: position in `model.records.LinkKind`.
        emotion: position in `model.records.Emotion`, 0 for none.
        aim: position in `model.records.Aim`, 0 for none.
        stated_s: seconds that the text says were promised or expected, NaN when it says none.
        waited_s: seconds that the text says it took, NaN when it says none.
        theme_starts: where the themes of each entry begin, and the end: one more number than entries.
        theme: positions in `Index.themes`, those of one entry side by side, none twice.
        theme_mood: -1..1 of what is said of that theme alone, NaN when unknown; as long as ``theme``.
        saying_starts: where the sayings of each entry begin, and the end.
        saying: positions in `Index.sayings`, those of one entry side by side, none twice; no unions.
    """

    row: NDArray[np.int64]
    about: NDArray[np.uint16]
    about_row: NDArray[np.int64]
    promised_row: NDArray[np.int64]
    experience: NDArray[np.float32]
    score: NDArray[np.float32]
    kind: NDArray[np.uint8]
    link: NDArray[np.uint8]
    emotion: NDArray[np.uint8]
    aim: NDArray[np.uint8]
    stated_s: NDArray[np.float32]
    waited_s: NDArray[np.float32]
    theme_starts: NDArray[np.int64]
    theme: NDArray[np.uint16]
    theme_mood: NDArray[np.float32]
    saying_starts: NDArray[np.int64]
    saying: NDArray[np.uint16]


FEEDBACK_TYPES: dict[str, type[np.generic]] = {
    "row": np.int64,
    "about": np.uint16,
    "about_row": np.int64,
    "promised_row": np.int64,
    "experience": np.float32,
    "score": np.float32,
    "kind": np.uint8,
    "link": np.uint8,
    "emotion": np.uint8,
    "aim": np.uint8,
    "stated_s": np.float32,
    "waited_s": np.float32,
    "theme_starts": np.int64,
    "theme": np.uint16,
    "theme_mood": np.float32,
    "saying_starts": np.int64,
    "saying": np.uint16,
}


# what an index that was written before does not have, and how many more numbers than entries: nothing is known of it then
ADDED_LATER: dict[str, int | None] = {"aim": 0, "saying_starts": 1, "saying": None}
_STARTS = ("theme_starts", "saying_starts")


def no_feedback() -> Feedback:
    columns = {name: frozen(np.empty(0, kind)) for name, kind in FEEDBACK_TYPES.items()}
    return Feedback(**{**columns, **{name: frozen(np.zeros(1, np.int64)) for name in _STARTS}})  # type: ignore[arg-type]


def nothing_known(name: str, entries: int) -> NDArray[Any]:
    """A column of feedback that was added later, where nothing is known of it."""
    more = ADDED_LATER[name]
    return np.zeros(0 if more is None else entries + more, FEEDBACK_TYPES[name])


class Home(Protocol):
    """Where a shard lies at rest."""

    def open(self) -> "Shard": ...


@dataclass(frozen=True)
class Shard:
    """One shard. Customer ``c`` owns the rows ``offsets[c]:offsets[c + 1]`` of every column of events.

    Attributes:
        time: microseconds since 1970, UTC.
        touchpoint: its code, a position in `Index.names`; one byte while there are at most 255 touchpoints, else two.
        record: id of the record that the event belongs to, -1 for none.
        value: money, NaN where none was recorded.
        late_s: seconds between promised and actual time, positive when late, NaN where nothing was promised.
        promise: 0 none, 1 kept, 2 broken.
        dimensions: codes by dimension, 0 where the event has no value for it; one byte while there are at most 256
            codes, else two. All shards of an index have the same widths.
        traits: codes by trait, one per customer, 0 where unknown; as wide as those of dimensions.
        key: the smallest identity id of each customer.
        home: where it lies at rest, None when it is only in memory. A shard at rest travels as its home.
    """

    offsets: NDArray[np.int64]
    key: NDArray[np.int64]
    time: NDArray[np.int64]
    touchpoint: Codes
    event_id: NDArray[np.int64]
    record: NDArray[np.int64]
    value: NDArray[np.float64]
    late_s: NDArray[np.float32]
    promise: NDArray[np.uint8]
    dimensions: Mapping[str, Codes] = field(default_factory=dict)
    traits: Mapping[str, Codes] = field(default_factory=dict)
    feedback: Feedback = field(default_factory=no_feedback)
    home: "Home | None" = None

    def __reduce__(self) -> Any:
        if self.home is not None:
            return self.home.open, ()
        return _shard, ({field.name: getattr(self, field.name) for field in fields(self)},)

    @property
    def events(self) -> int:
        return len(self.time)

    @property
    def customers(self) -> int:
        """Customers, also those without an event."""
        return len(self.offsets) - 1

    def customer_at(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Whose rows are these?"""
        return np.searchsorted(self.offsets, rows, side="right") - 1

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.offsets)


def _shard(columns: dict[str, Any]) -> Shard:
    return Shard(**columns)


DIMENSION = "dimension:"  # before its name among other columns, for a dimension may be called "time"
NOTHING = {"record": NO_RECORD, "value": float("nan"), "late_s": float("nan")}  # 0 for all other columns
EVENT_TYPES: dict[str, type[np.generic]] = {  # that of touchpoints may be narrower
    "time": np.int64,
    "touchpoint": np.uint16,
    "event_id": np.int64,
    "record": np.int64,
    "value": np.float64,
    "late_s": np.float32,
    "promise": np.uint8,
}


def nothing(name: str, kind: type[np.generic]) -> NDArray[Any]:
    """What stands in a column where an event has no value: one number."""
    return np.full(1, NOTHING.get(name, 0), dtype=kind)


def column_of(shard: Shard, name: str) -> NDArray[Any]:
    """A column of events by its name; that of a dimension begins with `DIMENSION`."""
    return getattr(shard, name) if name in EVENT_TYPES else shard.dimensions[name.removeprefix(DIMENSION)]
