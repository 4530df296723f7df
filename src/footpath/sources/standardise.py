"""From tables and plans to records: events in a stream, and what they told about feedback, traits, identifiers and bad rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SourceError
from footpath.model.ids import combine_ids, stable_id, stable_ids
from footpath.model.plans import Role, TableKind, TablePlan
from footpath.model.records import events_schema
from footpath.sources.baskets import grouped
from footpath.sources.collect import FeedbackRows, IdentifierRows, ProfileRows, RejectRows
from footpath.sources.joins import joins_of, plans_by_source
from footpath.sources.notes.table import recast
from footpath.sources.query import Rows, rows_query
from footpath.sources.seen import SeenCounts
from footpath.sources.tables import Table
from footpath.sources.words import singular, tokens

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[str, float], None]
BATCH_ROWS = 131_072


def standardise(
    tables: Sequence[Table],
    plans: Sequence[TablePlan],
    batch: str,
    progress: Progress | None = None,
    *,
    now: datetime | None = None,
) -> "Iterator[Standardised]":
    """The records of each table, in the order of the tables.

    Args:
        tables: as `read_tables` gave them.
        plans: one for each table.
        batch: the name of the load.
        progress: told the table's name and the share of its rows that are done.
        now: rows more than a day later are rejected; the present when not given.
    """
    by_source = plans_by_source(plans)
    by_name = {t.name: recast(t, by_source[t.name].speakers) if t.name in by_source else t for t in tables}
    for plan in plans:
        if plan.source in by_name:
            yield Standardised(
                by_name[plan.source], plan, batch, by_name, by_source, now or datetime.now(UTC), progress
            )


class Standardised:
    """One table's records.

    ``events`` is consumed once, and first: only then are ``feedback``, ``profiles``, ``identifiers``, ``rejects`` and ``rows_read`` whole.
    The ``sequence`` of an event is the number of its row in the file (of the first row, where several are one basket).

    Raises:
        SourceError: at the end of ``events``, when not one row could be read.
    """

    def __init__(
        self,
        table: Table,
        plan: TablePlan,
        batch: str,
        tables: dict[str, Table],
        plans: dict[str, TablePlan],
        now: datetime,
        progress: Progress | None,
    ) -> None:
        self.source = plan.source
        self.plan = plan
        self._table, self._batch, self._progress = table, batch, progress
        self._rows: Rows = rows_query(table, plan, joins_of(table, plan, tables, plans), now)
        self._rejects = RejectRows(table.broken)
        self._identifiers = IdentifierRows(plan.source, batch, self._rows.identifiers)
        self._profiles = ProfileRows(plan.source, batch, self._rows)
        self._feedback = FeedbackRows(plan, batch, self._rows)
        self._repeats = SeenCounts()
        self._consumed = False

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(name for _, name in self._rows.dimensions)

    @property
    def rows_read(self) -> int:
        return self._table.rows_read

    @cached_property
    def schema(self) -> "pa.Schema":
        return events_schema(self.dimensions)

    @property
    def events(self) -> "Iterator[pa.RecordBatch]":
        """The events, in the order of the file; those of one row in the order in which they usually happen."""
        if self._consumed:
            return
        self._consumed = True
        if self.plan.kind in (TableKind.REFERENCE, TableKind.DETAILS):
            return
        sql = grouped(self._rows) if self.plan.grain else self._rows.sql
        cursor = self._table.cursor()
        done = 0
        for batch in _read_ahead(cursor.sql(sql).to_arrow_reader(BATCH_ROWS)):
            done += batch.num_rows
            yield from self._read_batch(batch)
            if self._progress is not None:
                self._progress(self.source, min(done / max(self._table.rows, 1), 1.0))
        cursor.close()
        self._refuse_when_empty()

    @property
    def feedback(self) -> "pa.Table":
        return self._feedback.table()

    @property
    def profiles(self) -> "pa.Table":
        return self._profiles.table()

    @property
    def identifiers(self) -> "pa.Table":
        return self._identifiers.table()

    @property
    def rejects(self) -> "pa.Table":
        """Columns row, reason and raw, in the order of the file."""
        return self._rejects.table()

    def _read_batch(self, batch: "pa.RecordBatch") -> "Iterator[pa.RecordBatch]":
        import pyarrow as pa

        reasons = batch.column("reason")
        if reasons.null_count < len(reasons):
            self._rejects.add(batch)
            batch = batch.filter(pa.array(np.asarray(reasons.is_null())))
        if not batch.num_rows:
            return
        ids = [stable_ids(batch.column(identifier.field), identifier.kind) for identifier in self._rows.identifiers]
        identity = _first_known(ids)
        self._identifiers.add(batch, ids, identity)
        times = [np.asarray(batch.column(field).cast(pa.int64()).fill_null(_NEVER)) for field, _ in self._rows.stamps]
        self._profiles.add(batch, identity, times)
        if not times:
            return
        base, record = self._row_ids(batch, identity), self._record_ids(batch, ids)
        event_ids = [
            combine_ids(base, np.full(len(base), stable_id(self._stamp_key(n)), dtype=np.int64))
            for n in range(len(times))
        ]
        self._feedback.add(batch, identity, record, times, event_ids, self._named(batch))
        for n, at in enumerate(times):
            happened = at != _NEVER
            if happened.any():
                events = self._events(batch, n, identity, event_ids[n], record)
                yield events if happened.all() else events.filter(pa.array(happened))

    def _row_ids(self, batch: "pa.RecordBatch", identity: NDArray[np.int64]) -> NDArray[np.int64]:
        """One id a row: of its own key and customer where it has a key, else of its content and the count of its earlier equals."""
        own = stable_ids(batch.column("own"), self._table.stem)
        content = stable_ids(batch.column("content"), self._table.stem)
        keyed = combine_ids(own, identity)
        nameless = own == -1
        if nameless.any():
            repeated = np.zeros(len(own), dtype=np.int64)
            repeated[nameless] = self._repeats.count(content[nameless])
            keyed = np.where(nameless, combine_ids(content, repeated), keyed)
        return keyed

    def _record_ids(self, batch: "pa.RecordBatch", ids: Sequence[NDArray[np.int64]]) -> "pa.Array":
        """The id of the record that a row is of or refers to, null where there is none."""
        import pyarrow as pa

        known = [
            (identifier.is_record, column)
            for identifier, column in zip(self._rows.identifiers, ids, strict=True)
            if not identifier.own
        ]
        if known:
            chosen = next((column for is_record, column in known if is_record), known[0][1])
        elif self._rows.grouping:
            chosen = stable_ids(batch.column("grouping"), self._rows.grouping)
        else:
            return pa.nulls(batch.num_rows, pa.int64())
        return pa.array(chosen, pa.int64(), mask=chosen == -1)

    def _stamp_key(self, n: int) -> str:
        stamp = self._rows.stamps[n][1]
        return stamp.name if stamp is not None else "borrowed"

    def _named(self, batch: "pa.RecordBatch") -> "pa.Array | None":
        return batch.column("name") if any(column.role is Role.TOUCHPOINT for column in self.plan.columns) else None

    def _events(
        self,
        batch: "pa.RecordBatch",
        n: int,
        identity: NDArray[np.int64],
        event_id: NDArray[np.int64],
        record: "pa.Array",
    ) -> "pa.RecordBatch":
        import pyarrow as pa
        import pyarrow.compute as pc

        field, stamp = self._rows.stamps[n]
        rows = batch.num_rows
        fallback = (stamp.touchpoint if stamp is not None else None) or self.plan.touchpoint or _noun(self._table.stem)
        named = self._named(batch)
        own_name = named is None or (stamp is not None and stamp.touchpoint is not None)
        touchpoint = pa.repeat(pa.scalar(fallback), rows) if own_name else pc.fill_null(named, fallback)
        promise = self._rows.promises.get(field)
        channel = batch.column("channel")
        if self.plan.channel:
            channel = pc.fill_null(channel, self.plan.channel)
        nothing = pa.nulls(rows, pa.float64())
        columns = {
            "event_id": pa.array(event_id),
            "identity_id": pa.array(identity),
            "occurred_at": batch.column(field),
            "received_at": batch.column("received"),
            "touchpoint": touchpoint,
            "channel": channel,
            "action": batch.column("action"),
            "source": pa.repeat(pa.scalar(self.source), rows),
            "record_id": record,
            "promised_at": batch.column(promise) if promise else pa.nulls(rows, pa.timestamp("us", tz="UTC")),
            "value": batch.column("value") if n == 0 else nothing,
            "currency": batch.column("currency"),
            "properties": batch.column("properties"),
            "sequence": batch.column("row"),
            "batch": pa.repeat(pa.scalar(self._batch), rows),
            **{name: batch.column(source) for source, name in self._rows.dimensions},
        }
        return pa.RecordBatch.from_arrays([columns[f.name].cast(f.type) for f in self.schema], schema=self.schema)

    def _refuse_when_empty(self) -> None:
        if self.rows_read and self._rejects.count >= self.rows_read and not self._rejects.hold_refusals:
            reason, count = Counter(self._rejects.kinds()).most_common(1)[0]
            raise SourceError(
                f"{self._table.path.name}: none of its {self.rows_read:,} rows can be loaded; {count:,} because of {reason}.",
                "Correct the export, or say with --customer and --time which columns to use.",
            )


_NEVER = np.iinfo(np.int64).min


def _read_ahead(reader: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
    """The same batches, the next one read while this one is worked on."""
    with ThreadPoolExecutor(1, thread_name_prefix="sources-reader") as ahead:
        coming = ahead.submit(next, reader, None)
        while (batch := coming.result()) is not None:
            coming = ahead.submit(next, reader, None)
            yield batch


def _first_known(ids: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    identity = ids[0].copy()
    for column in ids[1:]:
        unknown = identity == -1
        if not unknown.any():
            break
        identity[unknown] = column[unknown]
    return identity


def _noun(stem: str) -> str:
    words = list(tokens(stem)) or ["event"]
    words[-1] = singular(words[-1])
    return " ".join(words)
