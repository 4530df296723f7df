"""What is gathered while the events stream by: identifiers and edges, traits, feedback, rejected rows."""

import json
import re
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from footpath.model.ids import combine_ids, stable_id
from footpath.model.plans import ColumnPlan, TableKind, TablePlan
from footpath.model.records import feedback_schema, identifiers_schema, profiles_schema
from footpath.sources.query import Identifier, Rows
from footpath.sources.seen import SeenCounts
from footpath.sources.stamps import answer_column
from footpath.sources.words import SOLVE, speaks_of, tokens

if TYPE_CHECKING:
    import pyarrow as pa

_NEVER = np.iinfo(np.int64).min
_SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "rating": (1.0, 5.0), "stars": (1.0, 5.0)}
_ENDINGS = {
    " lies in the future": "times in the future",
    " is before 1970": "times before 1970",
    " is not a time": "what is no time",
}
_SAID = ("text", "message", "body", "content", "comment", "utterance")
_SPEAKER = ("role", "from", "author", "sender", "speaker", "by", "type", "who", "direction")
_STAFF = re.compile(r"agent|bot|system|assistant|operator|staff|support|outbound|employee|admin", re.IGNORECASE)


REFUSED = "consent is refused"  # in the reason of rows whose people do not want to be recorded


class RejectRows:
    """Rows that were not loaded, each with its number and reason."""

    def __init__(self, broken: Sequence[tuple[int, str, str]]) -> None:
        self._rows: list[tuple[int, str, str]] = list(broken)

    def add(self, batch: "pa.RecordBatch") -> None:
        import pyarrow as pa

        bad = batch.select(["row", "reason", "raw"]).filter(pa.array(np.asarray(batch.column("reason").is_valid())))
        self._rows.extend(zip(*(bad.column(n).to_pylist() for n in range(3)), strict=True))

    @property
    def count(self) -> int:
        return len(self._rows)

    @property
    def hold_refusals(self) -> bool:
        """Whether people refused: then that nothing is left is no fault of the export."""
        return any(REFUSED in reason for _, reason, _ in self._rows)

    def kinds(self) -> list[str]:
        """The reasons without their values."""
        return [_kind_of_reason(reason) for _, reason, _ in self._rows]

    def table(self) -> "pa.Table":
        import pyarrow as pa

        rows = sorted(self._rows)
        fields = [[row[n] for row in rows] for n in range(3)]
        return pa.table(
            [pa.array(fields[0], pa.int64()), pa.array(fields[1], pa.string()), pa.array(fields[2], pa.string())],
            names=["row", "reason", "raw"],
        )


def _kind_of_reason(reason: str) -> str:
    """A reason without the value that it speaks of.

    Examples:
        >>> _kind_of_reason('at: 2124-01-02 lies in the future'), _kind_of_reason('at: "soon" is not a time')
        ('times in the future in "at"', 'what is no time in "at"')
    """
    for ending, kind in _ENDINGS.items():
        if reason.endswith(ending):
            return f'{kind} in "{reason.partition(": ")[0]}"'
    return reason


class IdentifierRows:
    """Distinct identifiers, and distinct edges between those that stood on one row."""

    def __init__(self, source: str, batch: str, identifiers: Sequence[Identifier]) -> None:
        self._source, self._batch, self._identifiers = source, batch, identifiers
        self._seen = SeenCounts()
        self._parts: list[dict[str, Any]] = []

    def add(self, batch: "pa.RecordBatch", ids: Sequence[NDArray[np.int64]], identity: NDArray[np.int64]) -> None:
        if not ids:
            return
        alone = np.ones(len(identity), dtype=np.bool_)
        leader = _leaders(ids)
        for at, other in enumerate(ids):
            linked = (other != -1) & (leader != at)
            alone &= ~linked
            for by in range(at):
                self._link(batch, ids, by, at, linked & (leader == by))
        for at in range(len(ids)):
            self._introduce(batch, ids[at], at, alone & (leader == at))

    def _link(
        self, batch: "pa.RecordBatch", ids: Sequence[NDArray[np.int64]], by: int, at: int, where: NDArray[np.bool_]
    ) -> None:
        rows = np.flatnonzero(where)
        if not rows.size:
            return
        rows = rows[self._seen.first(combine_ids(ids[by][rows], ids[at][rows]))]
        if rows.size:
            self._parts.append(
                self._part(batch, rows, ids[by], by)
                | {
                    "other_id": ids[at][rows],
                    "other_kind": self._identifiers[at].kind,
                    "other_value": _take(batch, self._identifiers[at].field, rows),
                }
            )

    def _introduce(self, batch: "pa.RecordBatch", ids: NDArray[np.int64], at: int, where: NDArray[np.bool_]) -> None:
        rows = np.flatnonzero(where)
        rows = rows[self._seen.first(ids[rows])] if rows.size else rows
        if rows.size:
            self._parts.append(self._part(batch, rows, ids, at))

    def _part(
        self, batch: "pa.RecordBatch", rows: NDArray[np.int64], ids: NDArray[np.int64], at: int
    ) -> dict[str, Any]:
        return {
            "identity_id": ids[rows],
            "kind": self._identifiers[at].kind,
            "value": _take(batch, self._identifiers[at].field, rows),
        }

    def table(self) -> "pa.Table":
        import pyarrow as pa

        schema = identifiers_schema()
        chunks = []
        for part in self._parts:
            rows = len(part["identity_id"])
            columns = []
            for field in schema:
                told = {"source": self._source, "batch": self._batch, **part}.get(field.name)
                columns.append(
                    pa.nulls(rows, field.type)
                    if told is None
                    else pa.repeat(pa.scalar(told), rows)
                    if isinstance(told, str)
                    else pa.array(told).cast(field.type)
                    if isinstance(told, np.ndarray)
                    else told.cast(field.type)
                )
            chunks.append(pa.RecordBatch.from_arrays(columns, schema=schema))
        return pa.Table.from_batches(chunks, schema=schema)


def _leaders(ids: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """For each row the place of its first identifier."""
    leader = np.full(len(ids[0]), len(ids), dtype=np.int64)
    for at in range(len(ids) - 1, -1, -1):
        leader[ids[at] != -1] = at
    return leader


def _take(batch: "pa.RecordBatch", field: str, rows: NDArray[np.int64]) -> "pa.Array":
    import pyarrow as pa

    return batch.column(field).take(pa.array(rows))


class ProfileRows:
    """Traits: one row for each trait that a row gives."""

    def __init__(self, source: str, batch: str, rows: Rows) -> None:
        self._source, self._batch, self._rows = source, batch, rows
        self._chunks: list[Any] = []

    def add(self, batch: "pa.RecordBatch", identity: NDArray[np.int64], times: Sequence[NDArray[np.int64]]) -> None:
        import pyarrow as pa

        if not self._rows.traits:
            return
        since = times[0] if times else np.full(len(identity), _NEVER, dtype=np.int64)
        for field, trait in self._rows.traits:
            values = batch.column(field)
            given = np.flatnonzero(np.asarray(values.is_valid()))
            if not given.size:
                continue
            columns = [
                pa.array(identity[given]),
                pa.repeat(pa.scalar(trait), given.size),
                values.take(pa.array(given)),
                pa.array(since[given], pa.int64(), mask=since[given] == _NEVER).cast(pa.timestamp("us", tz="UTC")),
                pa.repeat(pa.scalar(self._source), given.size),
                pa.repeat(pa.scalar(self._batch), given.size),
            ]
            schema = profiles_schema()
            self._chunks.append(
                pa.RecordBatch.from_arrays(
                    [c.cast(f.type) for c, f in zip(columns, schema, strict=True)], schema=schema
                )
            )

    def table(self) -> "pa.Table":
        import pyarrow as pa

        return pa.Table.from_batches(self._chunks, schema=profiles_schema())


class FeedbackRows:
    """Scores and texts, each tied to the event of its row at which it was given."""

    def __init__(self, plan: TablePlan, batch: str, rows: Rows) -> None:
        self._plan, self._batch, self._rows = plan, batch, rows
        self._chunks: list[Any] = []
        names = [stamp.name for _, stamp in rows.stamps if stamp is not None]
        self._score_stamp = self._text_stamp = 0
        if plan.kind is TableKind.FEEDBACK and names:
            self._score_stamp = self._text_stamp = names.index(answer_column(names) or names[0])
        elif plan.kind is TableKind.TICKETS and names:
            solved = [at for at, name in enumerate(names) if speaks_of(tokens(name), SOLVE)]
            self._score_stamp = solved[-1] if solved else len(names) - 1

    def add(
        self, batch: "pa.RecordBatch", identity: NDArray[np.int64], record: "pa.Array", times: Sequence[NDArray[np.int64]],
        event_ids: Sequence[NDArray[np.int64]], named: "pa.Array | None",
    ) -> None:  # fmt: skip
        """Gather the feedback of a batch's rows."""
        texts = self._texts(batch) if self._rows.texts else None
        told = False
        for at, (field, column) in enumerate(self._rows.scores):
            score = batch.column(field)
            with_text = texts if at == 0 and texts is not None and (self._score_stamp == self._text_stamp) else None
            given = (
                np.asarray(score.is_valid())
                if with_text is None
                else np.asarray(score.is_valid()) | np.asarray(with_text.is_valid())
            )
            told = told or with_text is not None
            self._gather(
                batch, given, column, self._score_stamp, score, with_text, identity, record, times, event_ids, named
            )
        if texts is not None and not told:
            self._gather(
                batch,
                np.asarray(texts.is_valid()),
                self._rows.texts[-1],
                self._text_stamp,
                None,
                texts,
                identity,
                record,
                times,
                event_ids,
                named,
            )

    def _gather(
        self, batch: "pa.RecordBatch", given: NDArray[np.bool_], column: ColumnPlan, stamp: int, score: "pa.Array | None", text: "pa.Array | None",
        identity: NDArray[np.int64], record: "pa.Array", times: Sequence[NDArray[np.int64]], event_ids: Sequence[NDArray[np.int64]], named: "pa.Array | None",
    ) -> None:  # fmt: skip
        import pyarrow as pa

        at, event_id = _given_at(stamp, times, event_ids)
        rows = np.flatnonzero(given & (at != _NEVER))
        if not rows.size:
            return
        take, count = pa.array(rows), rows.size
        kinds, lows, highs = self._kinds(batch, column, take, count, text is not None and score is None)
        nothing = pa.nulls(count, pa.string())
        columns = {
            "feedback_id": pa.array(
                combine_ids(event_id[rows], np.full(count, stable_id(column.name), dtype=np.int64))
            ),
            "event_id": pa.array(event_id[rows]),
            "identity_id": pa.array(identity[rows]),
            "occurred_at": pa.array(at[rows]).cast(pa.timestamp("us", tz="UTC")),
            "kind": kinds,
            "score": score.take(take) if score is not None else pa.nulls(count, pa.float64()),
            "scale_low": lows,
            "scale_high": highs,
            "text": text.take(take) if text is not None else nothing,
            "language": nothing,
            "touchpoint": named.take(take) if named is not None else nothing,
            "source": pa.repeat(pa.scalar(self._plan.source), count),
            "record_id": record.take(take),
            "batch": pa.repeat(pa.scalar(self._batch), count),
        }
        schema = feedback_schema()
        self._chunks.append(pa.RecordBatch.from_arrays([columns[f.name].cast(f.type) for f in schema], schema=schema))

    def _kinds(
        self, batch: "pa.RecordBatch", column: ColumnPlan, take: "pa.Array", count: int, text_only: bool
    ) -> tuple["pa.Array", "pa.Array", "pa.Array"]:
        import pyarrow as pa

        if column.feedback == "by column" and "score_kind" in batch.schema.names:
            said = [kind if kind in _SCALES else "rating" for kind in batch.column("score_kind").take(take).to_pylist()]
            scales = [_SCALES[kind] for kind in said]
            return (
                pa.array(["rating" if kind == "stars" else kind for kind in said]),
                pa.array([s[0] for s in scales]),
                pa.array([s[1] for s in scales]),
            )
        scale = None if text_only else column.scale
        low, high = (
            pa.repeat(pa.scalar(end), count) if scale else pa.nulls(count, pa.float64())
            for end in (scale or (0.0, 0.0))
        )
        return pa.repeat(pa.scalar(column.feedback or "comment"), count), low, high

    def _texts(self, batch: "pa.RecordBatch") -> "pa.Array":
        """The text of each row; of a conversation what the customer said."""
        import pyarrow as pa

        said = batch.column("said")
        if any(column.format == "turns" for column in self._rows.texts):
            return pa.array([_customers_words(text) for text in said.to_pylist()], pa.string())
        return said

    def table(self) -> "pa.Table":
        import pyarrow as pa

        return pa.Table.from_batches(self._chunks, schema=feedback_schema())


def _given_at(
    stamp: int, times: Sequence[NDArray[np.int64]], event_ids: Sequence[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Time and event at which feedback was given: its stamp's, or the last there is where that is missing."""
    at, event_id = times[stamp].copy(), event_ids[stamp].copy()
    for other in chain(range(stamp - 1, -1, -1), range(stamp + 1, len(times))):
        missing = at == _NEVER
        if not missing.any():
            break
        at[missing], event_id[missing] = times[other][missing], event_ids[other][missing]
    return at, event_id


def _customers_words(text: str | None) -> str | None:
    """What the customer said in a JSON list of turns; the text itself when it is none.

    Examples:
        >>> _customers_words('[{"from": "customer", "text": "Where is it?"}, {"from": "agent", "text": "On its way."}]')
        'Where is it?'
    """
    if text is None:
        return None
    try:
        turns = json.loads(text)
    except ValueError:
        return text
    said = []
    for turn in turns if isinstance(turns, list) else []:
        if not isinstance(turn, dict):
            continue
        words = next((str(turn[key]) for key in _SAID if turn.get(key)), "")
        speaker = next((str(turn[key]) for key in _SPEAKER if turn.get(key)), "")
        if words and not _STAFF.search(speaker):
            said.append(words)
    return "\n".join(said) or None
