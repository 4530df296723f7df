"""The lake: a company's records as four Delta tables, changed by whole batches only."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.errors import WorkspaceError
from footpath.lake.state import Batch, SourceFile, State, read_state

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.lake.loading import Load
    from footpath.lake.quality import Quality

_WAIT = timedelta(seconds=10)


class Lake:
    """What a workspace knows: events, feedback, profiles and identifiers.

    Reading sees the batches that were loaded whole, as they were when the call began; a load that is under way, was
    killed or found the disk full is not there. Nothing is made on disk before the first load.

    Args:
        directory: where the tables are, or will be.
        rejects: where the rejected rows of loads are written; beside the directory unless told.
        wait: how long a writer waits for another one to end.
    """

    def __init__(self, directory: Path, rejects: Path | None = None, wait: timedelta = _WAIT) -> None:
        self.directory = Path(directory)
        self._rejects = rejects or self.directory.parent / "rejects"
        self._wait = wait

    @property
    def state(self) -> State:
        return read_state(self.directory)

    @property
    def version(self) -> str:
        """Changes with each load and unload, and only then."""
        return self.state.version

    def batches(self) -> tuple[Batch, ...]:
        """What was loaded, oldest first."""
        return self.state.batches

    @contextmanager
    def load(self, batch: str, files: Sequence[Path | SourceFile] = ()) -> "Iterator[Load]":
        """Append records; when the block ends well they all become visible in one step, else none of them.

        Args:
            batch: the id that `unload` takes; one that is there already is added to.
            files: what is read, kept with their digests.

        Raises:
            WorkspaceError: another load is writing, the disk is full, or a newer version wrote this lake.
        """
        from footpath.lake.commits import recover
        from footpath.lake.loading import Load
        from footpath.lake.locks import writer_lock

        read_state(self.directory)  # refuse before anything is made
        with writer_lock(self.directory, self._wait):
            load = Load(self.directory, self._rejects, recover(self.directory), batch, files)
            try:
                yield load
                load.commit()
            except BaseException:
                load.discard()
                raise

    def unload(self, batch: str) -> int:
        """Take back what one load added, its rejected rows too, and free its place on the disk.

        What a later load brought again was a duplicate then and goes too; loading that file once more brings it back.

        Returns:
            The events that went.

        Raises:
            WorkspaceError: there is no such batch, or another load is writing.
        """
        from footpath.lake.commits import recover, retract
        from footpath.lake.locks import writer_lock
        from footpath.lake.rejects import rejects_path
        from footpath.lake.tables import EVENTS, clear_errors

        known = self.state
        if known.batch(batch) is None:
            ids = ", ".join(each.id for each in known.batches[-5:]) or "none"
            raise WorkspaceError(f'There is no batch "{batch}" in {self.directory}.', f"The latest batches: {ids}.")
        with writer_lock(self.directory, self._wait):
            state = recover(self.directory)
            gone = state.batch(batch)
            if gone is None:
                return 0
            with clear_errors(self.directory):
                events = _rows(self.directory / EVENTS, gone.parts.get(EVENTS, ()))
            retract(self.directory, state, gone)
            for source in gone.counts:
                rejects_path(self._rejects, gone.id, source).unlink(missing_ok=True)
            return events

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns that events have beyond those of every event: device, country, campaign …"""
        from footpath.lake.tables import EVENTS, columns_of
        from footpath.model.records import EVENT_COLUMNS

        return tuple(columns_of(self.directory, self.state.tables, EVENTS)[len(EVENT_COLUMNS) :])

    def events(
        self, columns: Sequence[str] | None = None, batch_rows: int = 1 << 18, batches: Collection[str] | None = None
    ) -> "Iterator[pa.RecordBatch]":
        """The events in the order of loading; texts of few different values come as dictionaries.

        Args:
            columns: the ones to read, in this order; all of them unless told.
            batch_rows: rows of a batch at most; with more of them memory is taken and given back all the time.
            batches: ids of the loads to read; all of them unless told.

        Raises:
            SpecError: the events have no such column.
        """
        from footpath.lake.reading import read_events

        return read_events(self.directory, self.state, columns, batch_rows, batches)

    def event_files(self) -> "list[Path]":
        """The Parquet files that hold the events, in the order of loading, for engines that read them themselves."""
        from footpath.lake.tables import EVENTS, files_of

        return files_of(self.directory, self.state.tables, EVENTS)

    def feedback(self) -> "pa.Table":
        return self._table("feedback")

    def profiles(self) -> "pa.Table":
        return self._table("profiles")

    def identifiers(self) -> "pa.Table":
        return self._table("identifiers")

    def _table(self, name: str) -> "pa.Table":
        from footpath.lake.reading import read_table

        return read_table(self.directory, self.state, name)

    def relation(self, con: Any, table: str) -> Any:
        """A table as a DuckDB relation on an in-memory connection, for SQL."""
        from footpath.lake.reading import relation

        return relation(self.directory, self.state, con, table)

    def names(self) -> "pa.Table":
        """The recorded names: source, touchpoint, channel, events, first_at, last_at, feedback; see `lake.names`."""
        from footpath.lake.names import recorded_names

        return recorded_names(self)

    def quality(self) -> "Quality":
        """How good the records are; see `lake.quality`."""
        from footpath.lake.quality import measure_quality

        return measure_quality(self)


def _rows(home: Path, names: Sequence[str]) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(home / name).num_rows for name in names)
