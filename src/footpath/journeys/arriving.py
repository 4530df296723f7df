"""A batch of the lake as plain numeric columns, with texts as codes of dictionaries that last for the whole build."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from footpath.journeys.columns import (
    BROKEN,
    EVENT_TYPES,
    KEPT,
    NO_PROMISE,
    NO_RECORD,
    Codes,
    code_type,
    touchpoint_type,
)
from footpath.journeys.recorded import Resolver
from footpath.model.catalogue import REMAINDER

Columns = dict[str, NDArray[Any]]  # those in which some row has a value
MOST_VALUES = 65_000  # of one dimension; the rest is folded into the remainder
DIMENSION = "dimension:"  # before its name among the columns, for a dimension may be called "time"
_SEQUENCE_BITS = 46


def event_columns(dimensions: Sequence[str] = ()) -> list[str]:
    """The columns of the lake's events that an index is built from."""
    columns = ["event_id", "identity_id", "occurred_at", "touchpoint", "source", "record_id", "promised_at", "value"]
    return [*columns, "sequence", "batch", *dimensions]


class Dictionary:
    """Texts as numbers: 0 means none, then in the order of first sight."""

    def __init__(self) -> None:
        self.values: list[str] = [""]
        self._codes: dict[str, int] = {}

    def code(self, text: str | None) -> int:
        if not text:
            return 0
        if text not in self._codes:
            if len(self.values) >= MOST_VALUES and text != REMAINDER:
                return self.code(REMAINDER)
            self._codes[text] = len(self.values)
            self.values.append(text)
        return self._codes[text]

    def encode(self, column: Any) -> NDArray[np.uint16]:
        values, codes = distinct(column)
        return np.array([self.code(value) for value in values], dtype=np.uint16)[codes]


def distinct(column: Any) -> tuple[list[str | None], NDArray[np.int64]]:
    """Distinct values of an Arrow column of texts, and for each row its position among them; null is one of them."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    values: list[str | None] = column.dictionary.to_pylist()
    codes = pc.fill_null(column.indices.cast(pa.int64()), len(values)).to_numpy(zero_copy_only=False)
    return [*values, None], codes


def integers(column: Any, missing: int) -> NDArray[np.int64]:
    """An integer or time column as int64, times in microseconds."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", tz=column.type.tz)).cast(pa.int64())
    return np.asarray(pc.fill_null(column.cast(pa.int64()), missing).to_numpy(zero_copy_only=False))


class Arrivals:
    """Reads batches with the columns of `model.records.events_schema`; those that are not there count as empty."""

    def __init__(
        self,
        resolver: Resolver,
        customer_of: Callable[[NDArray[np.int64]], NDArray[np.int32]],
        dimensions: Sequence[str] = (),
    ) -> None:
        self.resolver = resolver
        self.dictionaries = {name: Dictionary() for name in ("source", *dimensions)}
        self.unresolved = 0  # events of no customer
        self._customer_of = customer_of
        self._loads: dict[tuple[str | None, str | None], int] = {}

    def read(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Columns]:
        for batch in batches:
            if batch.num_rows:
                yield self._columns(batch)

    @property
    def types(self) -> dict[str, type[np.generic]]:
        """The columns of the index, each as narrow as what arrived lets it be."""
        dimensions = {DIMENSION + name: code_type(len(known.values)) for name, known in self.dictionaries.items()}
        return {**EVENT_TYPES, "touchpoint": touchpoint_type(len(self.resolver.touchpoints)), **dimensions}

    def _columns(self, batch: pa.RecordBatch) -> Columns:
        customer = np.asarray(self._customer_of(integers(batch.column("identity_id"), 0)), dtype=np.int32)
        time = integers(batch.column("occurred_at"), 0)
        columns: Columns = {"customer": customer, "time": time, "event_id": integers(batch.column("event_id"), 0)}
        columns["touchpoint"], columns["arrival"] = self._names(batch)
        if _has(batch, "record_id"):
            columns["record"] = integers(batch.column("record_id"), NO_RECORD)
        if _has(batch, "value"):
            value = pc.fill_null(batch.column("value").cast(pa.float64()), float("nan"))
            columns["value"] = np.asarray(value.to_numpy(zero_copy_only=False))
        if _has(batch, "promised_at"):
            columns["late_s"], columns["promise"] = _lateness(batch.column("promised_at"), time)
        for name, dictionary in self.dictionaries.items():
            if _has(batch, name):
                columns[DIMENSION + name] = dictionary.encode(batch.column(name))
        if customer.min() < 0:
            known = customer >= 0
            self.unresolved += int(len(known) - known.sum())
            columns = {name: column[known] for name, column in columns.items()}
        return columns

    def _names(self, batch: pa.RecordBatch) -> tuple[Codes, NDArray[np.int64]]:
        """Touchpoints; and the arrival, which breaks ties: the load and source in order of first sight, then the row."""
        sources, source_codes = distinct(_texts(batch, "source"))
        names, name_codes = distinct(_texts(batch, "touchpoint"))
        loads, load_codes = distinct(_texts(batch, "batch"))
        touchpoint = self.resolver.resolve(sources, source_codes, names, name_codes)
        pairs = load_codes * len(sources) + source_codes
        rank = np.full(len(sources) * len(loads), len(pairs), dtype=np.int64)
        rank[pairs[::-1]] = np.arange(len(pairs))[::-1]  # the first row of each
        for pair in np.argsort(rank, kind="stable")[: int((rank < len(pairs)).sum())]:
            key = (loads[pair // len(sources)], sources[pair % len(sources)])
            rank[pair] = self._loads.setdefault(key, len(self._loads))
        arrival = rank[pairs] << _SEQUENCE_BITS
        return touchpoint, arrival | integers(batch.column("sequence"), 0) if _has(batch, "sequence") else arrival


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
