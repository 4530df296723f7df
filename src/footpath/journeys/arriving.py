"""A batch of the lake as plain numeric columns by shard, its texts as codes of dictionaries that last for the whole build."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from footpath.journeys import gathering
from footpath.journeys.arrival import WHOLE, first_arrival, whole_arrivals
from footpath.journeys.columns import (
    BROKEN,
    DIMENSION,
    EVENT_TYPES,
    KEPT,
    NO_PROMISE,
    NO_RECORD,
    Codes,
    code_type,
    touchpoint_type,
)
from footpath.journeys.dictionaries import Dictionary, Distinct, integers
from footpath.journeys.places import Places
from footpath.journeys.recorded import Resolver
from footpath.journeys.sharding import Chunk

CustomerOf = Callable[[NDArray[np.int64]], NDArray[np.int32]]
Load = tuple[str, str]  # batch and source


def event_columns(dimensions: Sequence[str] = ()) -> list[str]:
    """The columns of the lake's events that an index is built from."""
    columns = ["event_id", "identity_id", "occurred_at", "touchpoint", "source", "record_id", "promised_at", "value"]
    return [*columns, "sequence", "batch", *dimensions]


class Arrivals:
    """Reads batches with the columns of `model.records.events_schema`; those that are not there count as empty.

    Args:
        dimensions: the columns to keep beside the source.
        known: the texts of dimensions that have codes already.
        start: how many numbers of arrival were given before.
        unresolved: how many events belonged to nobody before.
    """

    def __init__(
        self,
        resolver: Resolver,
        customer_of: CustomerOf,
        places: Places,
        dimensions: Sequence[str] = (),
        known: Mapping[str, tuple[str, ...]] | None = None,
        start: int = 0,
        unresolved: int = 0,
    ) -> None:
        self.resolver = resolver
        self.places = places
        self.dictionaries = {name: Dictionary((known or {}).get(name, ("",))) for name in ("source", *dimensions)}
        self.strangers: list[NDArray[np.int64]] = []  # the identity of each event that belongs to nobody
        self._distinct = {name: Distinct() for name in (*self.dictionaries, "touchpoint", "batch")}
        self._customer_of = customer_of
        self._start = start
        self._unresolved = unresolved
        self._ranks: dict[Load, int] = {}
        self._highest: dict[int, int] = {}

    def read(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Callable[[], Chunk]]:
        """Each batch with its texts coded, in the order given; what is left to do may be done by any thread."""
        for batch in batches:
            if batch.num_rows:
                yield self._coded(batch).chunk

    def note(self, chunk: Chunk) -> Chunk:
        """Remember what the chunk tells of the whole."""
        for rank, row in chunk.highest.items():
            self._highest[rank] = max(self._highest.get(rank, 0), row)
        if len(chunk.strangers):
            self.strangers.append(chunk.strangers)
        return chunk

    @property
    def unresolved(self) -> int:
        """How many events belong to nobody."""
        return self._unresolved + sum(map(len, self.strangers))

    @property
    def loads(self) -> list[Load]:
        """Batch and source of each load, by rank."""
        return list(self._ranks)

    @property
    def starts(self) -> NDArray[np.int64]:
        """By rank, where the load begins to count its arrivals, and where the next one would."""
        rows = [self._highest.get(rank, -1) + 1 for rank in range(len(self._ranks))]
        return np.cumsum([self._start, *rows], dtype=np.int64)

    @property
    def types(self) -> dict[str, type[np.generic]]:
        """The columns of the index, each as narrow as what arrived lets it be."""
        dimensions = {DIMENSION + name: code_type(len(known.values)) for name, known in self.dictionaries.items()}
        return {**EVENT_TYPES, "touchpoint": touchpoint_type(len(self.resolver.touchpoints)), **dimensions}

    def _coded(self, batch: pa.RecordBatch) -> "_CodedBatch":
        sources, source = self._distinct["source"].of(_texts(batch, "source"))
        names, name = self._distinct["touchpoint"].of(_texts(batch, "touchpoint"))
        loads, load = self._distinct["batch"].of(_texts(batch, "batch"))
        counts = np.zeros(len(sources) * len(names), np.int64)
        gathering.count_pairs(source, name, len(names), counts)
        touchpoint = _Pairs(source, name, len(names), self.resolver.table(sources, names, counts))
        ranks = self._ranks_of(loads, load, sources, source)
        dimensions = {
            DIMENSION + of: _codes(batch.column(of), self._distinct[of], dictionary)
            for of, dictionary in self.dictionaries.items()
            if _has(batch, of)
        }
        rank = _Pairs(load, source, len(sources), ranks)
        return _CodedBatch(batch, self._customer_of, self.places, touchpoint, rank, dimensions)

    def _ranks_of(
        self, loads: list[str | None], load: NDArray[np.int32], sources: list[str | None], source: NDArray[np.int32]
    ) -> NDArray[np.int64]:
        """The rank of each pair of load and source that the batch has, -1 for those that it has not."""
        ranks = np.full(len(loads) * len(sources), -1, np.int64)
        gathering.first_rows(load, source, len(sources), ranks)
        there = np.flatnonzero(ranks >= 0)
        for pair in there[np.argsort(ranks[there])]:
            key = (loads[pair // len(sources)] or "", sources[pair % len(sources)] or "")
            ranks[pair] = self._ranks.setdefault(key, len(self._ranks))
        return ranks


@dataclass(frozen=True)
class _Pairs:
    """Two codes for each row, the second below ``width``, and what each pair of them means."""

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    width: int
    table: NDArray[Any]

    def of(self, rows: NDArray[np.int32]) -> NDArray[Any]:
        found: NDArray[Any] = gathering.look_up_pairs(self.first, self.second, self.width, self.table, rows)
        return found


@dataclass(frozen=True)
class _Codes:
    """A code for each row and what it means; no codes when all rows have the first meaning."""

    codes: NDArray[np.int32] | None
    table: Codes

    def of(self, rows: NDArray[np.int32]) -> Codes:
        if self.codes is None:
            return np.broadcast_to(self.table[:1], len(rows))
        found: Codes = gathering.look_up(self.codes, self.table, rows)
        return found


def _codes(column: Any, texts: Distinct, dictionary: Dictionary) -> _Codes:
    values, codes = texts.of(column)
    same = len(values) == 2 and not column.null_count  # one text, and the place of null
    return _Codes(None if same else codes, dictionary.table(values))


@dataclass(frozen=True)
class _CodedBatch:
    """A batch whose texts are coded. `chunk` does what is left: it needs no order, so any thread may do it."""

    batch: pa.RecordBatch
    customer_of: CustomerOf
    places: Places
    touchpoint: _Pairs  # of source and name
    rank: _Pairs  # of load and source
    dimensions: Mapping[str, _Codes]

    def chunk(self) -> Chunk:
        """The columns of all rows by shard."""
        identity = integers(self.batch.column("identity_id"), 0)
        customer = np.asarray(self.customer_of(identity), dtype=np.int32)
        rows, number, bounds = self.places.order(customer)
        strangers = identity[rows[bounds[-2] :]]
        rows, number = rows[: bounds[-2]], number[: bounds[-2]]
        time = integers(self.batch.column("occurred_at"), 0)
        columns = {
            "customer": number,
            "time": gathering.gather(time, rows),
            "event_id": gathering.gather(integers(self.batch.column("event_id"), 0), rows),
            "touchpoint": self.touchpoint.of(rows),
            **self._facts(time, rows),
            **{name: codes.of(rows) for name, codes in self.dimensions.items()},
        }
        arrival, first, highest = self._arrival(rows)
        if arrival is not None:
            columns["arrival"] = arrival
        return Chunk(columns, bounds[:-1], first, highest, strangers)

    def _facts(self, time: NDArray[np.int64], rows: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
        found: dict[str, NDArray[Any]] = {}
        if _has(self.batch, "record_id"):
            found["record"] = gathering.gather(integers(self.batch.column("record_id"), NO_RECORD), rows)
        if _has(self.batch, "value"):
            value = self.batch.column("value").cast(pa.float64())
            value = pc.fill_null(value, float("nan")) if value.null_count else value
            found["value"] = gathering.gather(np.asarray(value.to_numpy(zero_copy_only=False)), rows)
        if _has(self.batch, "promised_at"):
            late, promise = _lateness(self.batch.column("promised_at"), time)
            found["late_s"], found["promise"] = gathering.gather(late, rows), gathering.gather(promise, rows)
        return found

    def _arrival(self, rows: NDArray[np.int32]) -> tuple[NDArray[Any] | None, int, dict[int, int]]:
        """The arrivals of rows, what they count from (see `Chunk`), and the highest row of each load."""
        there = self.rank.table[self.rank.table >= 0]
        told = _has(self.batch, "sequence")
        row = integers(self.batch.column("sequence"), 0) if told else np.zeros(self.batch.num_rows, np.int64)
        low, high = gathering.ends(row)
        if len(there) == 1:
            first = first_arrival(int(there[0]), low)
            if low == high:
                return None, first, {int(there[0]): high}
            if high - low < 1 << 32:
                return gathering.gather_above(row, rows, low), first, {int(there[0]): high}
        rank = self.rank.of(np.arange(self.batch.num_rows, dtype=np.int32))
        highest = np.full(int(there.max()) + 1, -1, np.int64)
        gathering.highest_of(rank, row, highest)
        found = {int(load): int(highest[load]) for load in there}
        return gathering.gather(whole_arrivals(rank, row), rows), WHOLE, found


def _lateness(column: Any, time: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Seconds late, and whether what was promised was kept."""
    promised = np.asarray(column.is_valid())
    gap = time - integers(column, 0)
    late = np.where(promised, gap / 1e6, np.nan).astype(np.float32)
    return late, np.where(promised, np.where(gap > 0, BROKEN, KEPT), NO_PROMISE).astype(np.uint8)


def _has(batch: pa.RecordBatch, name: str) -> bool:
    """Whether any row has a value."""
    return name in batch.schema.names and batch.column(name).null_count < batch.num_rows


def _texts(batch: pa.RecordBatch, name: str) -> Any:
    if name not in batch.schema.names:
        return pa.DictionaryArray.from_arrays(pa.nulls(batch.num_rows, pa.int32()), pa.array([], pa.string()))
    return batch.column(name)
