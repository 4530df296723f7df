"""One load: records are de-duplicated and written aside, and one step at the end makes all of them visible."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footpath.lake.commits import commit
from footpath.lake.counts import Appended, Counts
from footpath.lake.files import source_files
from footpath.lake.keys import KEY_COLUMNS, integers, record_keys
from footpath.lake.rejects import rejects_path, write_rejects
from footpath.lake.seen import NEW, SeenIds
from footpath.lake.shapes import dimension_names, event_schema, shape_events, shape_table
from footpath.lake.staging import StagedFile
from footpath.lake.standardised import Standardised
from footpath.lake.state import Batch, SourceFile, State, read_state
from footpath.lake.tables import (
    EVENTS,
    FEEDBACK,
    IDENTIFIERS,
    PROFILES,
    clear_errors,
    columns_of,
    files_of,
    schema_of,
)
from footpath.lake.tally import RowTally
from footpath.model.ids import combine_ids, stable_ids
from footpath.model.records import EVENT_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa


class Load:
    """A load that is under way; `Lake.load` opens it and ends it."""

    def __init__(
        self, directory: Path, rejects: Path, state: State, batch: str, paths: Sequence[Path | SourceFile]
    ) -> None:
        self.batch = batch
        self._directory = directory
        self._rejects = rejects
        self._state = state
        self._counts: dict[str, Counts] = {}
        self._seen: dict[str, SeenIds] = {}
        self._dimensions = columns_of(directory, state.tables, EVENTS)[len(EVENT_COLUMNS) :]
        self._encoder = ThreadPoolExecutor(1, thread_name_prefix="lake-encoder")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="lake-digest")
        self._files = self._reader.submit(source_files, paths)  # beside the loading: a digest needs every byte
        self._staging: list[StagedFile] = []
        self._tables = {name: self._stage(name) for name in (FEEDBACK, PROFILES, IDENTIFIERS)}

    def append(self, standardised: Standardised) -> Appended:
        """Add the records of one table, leaving out those that are there already.

        Returns:
            What became of its rows. Records that another table of this load brought already are duplicates too.

        Raises:
            WorkspaceError: the disk is full or refuses. The load is over then, and nothing was changed.
        """
        tally = self._append_events(standardised)
        with clear_errors(self._directory):
            self._append_feedback(standardised.feedback)
            traits = self._append_records(PROFILES, standardised.profiles)
            links = self._append_records(IDENTIFIERS, standardised.identifiers)
            rejected = standardised.rejects
            path = self._write_rejects(standardised.source, rejected)
        tally.reject(integers(rejected.column("row")) if rejected.num_rows else np.empty(0, dtype=np.int64))
        counts = tally.counts(standardised.rows_read)
        if not tally.events:
            counts = self._count_without_events(standardised, counts, traits, links)
        self._counts[standardised.source] = self._counts.get(standardised.source, Counts()) + counts
        return Appended(**asdict(counts), rejects_file=path)

    def _append_events(self, standardised: Standardised) -> RowTally:
        tally, staged, schema, names = RowTally(), self._stage(EVENTS), None, {}
        for batch in standardised.events:
            if schema is None:
                names = self._dimension_names(batch.schema)
                schema = event_schema(batch.schema, names)
            found = self._seen_ids(EVENTS).admit(record_keys(EVENTS, batch))
            tally.note(integers(batch.column("sequence")), found)
            with clear_errors(self._directory):
                staged.add(shape_events(_only(batch, found == NEW), names, schema, self.batch))
        return tally

    def _dimension_names(self, schema: "pa.Schema") -> dict[str, str]:
        incoming = [name for name in schema.names if name not in EVENT_COLUMNS]
        names = dimension_names(incoming, self._dimensions)
        self._dimensions += [name for name in names.values() if name not in self._dimensions]
        return names

    def _append_feedback(self, feedback: "pa.Table") -> None:
        """Feedback goes with its event: only that of an event which came with this table is new."""
        if feedback.num_rows:
            new = self._seen_ids(EVENTS).came_now(integers(feedback.column("event_id")))
            keys = combine_ids(integers(feedback.column("feedback_id")), stable_ids(feedback.column("kind")))
            first = np.zeros(len(keys), dtype=np.bool_)
            first[np.unique(keys, return_index=True)[1]] = True
            self._add(FEEDBACK, _only(feedback, new & first))
        if EVENTS in self._seen:
            self._seen[EVENTS].settle()

    def _append_records(self, table: str, records: "pa.Table") -> NDArray[np.bool_]:
        """Add what is new, and say of each record whether it was."""
        if not records.num_rows:
            return np.empty(0, dtype=np.bool_)
        new = self._seen_ids(table).admit(record_keys(table, records)) == NEW
        self._add(table, _only(records, new))
        return new

    def _add(self, table: str, records: "pa.Table") -> None:
        for batch in shape_table(records, schema_of(table), self.batch).to_batches():
            self._tables[table].add(batch)

    def _seen_ids(self, table: str) -> SeenIds:
        """What the lake's version of a table has, read when the first record asks."""
        if table not in self._seen:
            import pyarrow.parquet as pq

            seen = SeenIds()
            for path in files_of(self._directory, self._state.tables, table):
                with clear_errors(self._directory), pq.ParquetFile(path) as file:
                    for batch in file.iter_batches(1 << 20, columns=list(KEY_COLUMNS[table])):
                        seen.admit(record_keys(table, batch))
            seen.settle()
            self._seen[table] = seen
        return self._seen[table]

    def _count_without_events(
        self, standardised: Standardised, counts: Counts, traits: NDArray[np.bool_], links: NDArray[np.bool_]
    ) -> Counts:
        """A row of a table without events is a duplicate when what it tells of its identity was all known."""
        rows = counts.read - counts.rejected
        if not traits.size and not links.size:
            return _split(counts, rows if self._known_before(standardised.source) else 0)
        if not traits.any() and not links.any():
            return _split(counts, rows)
        records, new = (standardised.profiles, traits) if traits.size else (standardised.identifiers, links)
        identities, of = np.unique(integers(records.column("identity_id")), return_inverse=True)
        news = np.bincount(of, weights=new, minlength=len(identities))
        return _split(counts, min(int((news == 0).sum()), rows))

    def _known_before(self, source: str) -> bool:
        """Were this source's files loaded before? Tells of tables that leave no records, as a list of products."""
        known = {file.digest for batch in self._state.batches if source in batch.counts for file in batch.files}
        files = self._files.result()
        own = [file for file in files if source.lower() in file.name.lower()] or list(files)
        return bool(own) and all(file.digest in known for file in own)

    def _write_rejects(self, source: str, rejected: "pa.Table") -> str:
        if not rejected.num_rows:
            return ""
        path = rejects_path(self._rejects, self.batch, source)
        write_rejects(path, rejected)
        return str(path)

    def _stage(self, table: str) -> StagedFile:
        staged = StagedFile(
            self._directory, table, f"{self._state.commits + 1:08d}-{len(self._staging):04d}", self._encoder
        )
        self._staging.append(staged)
        return staged

    def commit(self) -> None:
        """Make all of it visible. A load that brought nothing new changes nothing."""
        with clear_errors(self._directory):
            done = [finished for staged in self._staging if (finished := staged.close()) is not None]
        files = self._files.result()
        if done or any(counts.loaded for counts in self._counts.values()):
            commit(self._directory, self._state, Batch.begun(self.batch, files, self._counts), done, self._dimensions)
        self._end()

    def discard(self) -> None:
        """Give up: nothing that was written stays, except the rejected rows, which say why.

        An interruption may come when the last step is done already; then everything stays.
        """
        if read_state(self._directory).commits == self._state.commits:
            for staged in self._staging:
                staged.discard()
        self._end()

    def _end(self) -> None:
        self._encoder.shutdown()
        self._reader.shutdown(cancel_futures=True)


def _only(records: "pa.Table | pa.RecordBatch", keep: NDArray[np.bool_]) -> "pa.Table | pa.RecordBatch":
    import pyarrow as pa

    return records if keep.all() else records.filter(pa.array(keep))


def _split(counts: Counts, duplicate: int) -> Counts:
    return Counts(counts.read, counts.read - counts.rejected - duplicate, duplicate, counts.rejected)
