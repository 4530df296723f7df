"""The one file that says what the lake holds: ``state.json``. Replacing it is the only step that makes a load visible.

It names the version of each Delta table that readers open, and the batches. What a table has beyond its named version
was left by a load that did not end, and does not exist for anybody.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from footpath.errors import WorkspaceError
from footpath.lake.counts import Counts

FORMAT = 1
STATE_FILE = "state.json"


@dataclass(frozen=True)
class SourceFile:
    """A file that was loaded: its name without the path, its size in bytes and its SHA-256."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class Batch:
    """One load, which can be undone as a whole.

    Attributes:
        id: what `Lake.unload` takes.
        loaded_at: UTC, ISO 8601.
        files: what was read.
        counts: rows of each source.
        parts: the files it added to each Delta table.
    """

    id: str
    loaded_at: str
    files: tuple[SourceFile, ...] = ()
    counts: Mapping[str, Counts] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def begun(cls, batch_id: str, files: Sequence[SourceFile], counts: Mapping[str, Counts]) -> "Batch":
        return cls(batch_id, datetime.now(UTC).isoformat(timespec="seconds"), tuple(files), dict(counts))

    @property
    def total(self) -> Counts:
        return sum(self.counts.values(), Counts())


@dataclass(frozen=True)
class State:
    """What the lake holds now. ``commits`` counts the changes; ``tables`` are the versions to read."""

    commits: int = 0
    tables: Mapping[str, int] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()

    @property
    def version(self) -> str:
        """Changes with every commit, and differs between two lakes that were filled differently."""
        told = json.dumps([asdict(batch) for batch in self.batches], sort_keys=True)
        return f"{self.commits}-{hashlib.sha256(told.encode()).hexdigest()[:10]}"

    def batch(self, batch_id: str) -> Batch | None:
        return next((batch for batch in self.batches if batch.id == batch_id), None)

    def with_batch(self, batch: Batch) -> tuple[Batch, ...]:
        """The batches with this one; loading again into a batch adds to it."""
        others = tuple(other for other in self.batches if other.id != batch.id)
        old = self.batch(batch.id)
        return (*others, batch if old is None else _joined(old, batch))

    def committed(self, tables: Mapping[str, int], batches: tuple[Batch, ...]) -> "State":
        return replace(self, commits=self.commits + 1, tables=dict(tables), batches=batches)


def _joined(old: Batch, new: Batch) -> Batch:
    counts = {
        source: old.counts.get(source, Counts()).followed_by(new.counts.get(source, Counts()))
        for source in dict.fromkeys([*old.counts, *new.counts])
    }
    parts = {
        table: (*old.parts.get(table, ()), *new.parts.get(table, ()))
        for table in dict.fromkeys([*old.parts, *new.parts])
    }
    return Batch(old.id, new.loaded_at, tuple(dict.fromkeys([*old.files, *new.files])), counts, parts)


def read_state(directory: Path) -> State:
    """The state of a lake; an empty one where nothing was ever loaded.

    Raises:
        WorkspaceError: it was written by a newer version, or cannot be read.
    """
    path = directory / STATE_FILE
    try:
        told = json.loads(path.read_bytes())
        if told["format"] > FORMAT:
            raise WorkspaceError(
                f"The lake {directory} was written by a newer Footpath (its format is {told['format']}, this one knows "
                f"up to {FORMAT}).",
                "Install the newer version and run the command again.",
            )
        return State(told["commits"], told["tables"], tuple(_read_batch(batch) for batch in told["batches"]))
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(
            f"{path} is not a lake's state: it is damaged.",
            "Restore it from a backup, or load the files again elsewhere.",
        ) from error


def _read_batch(told: dict[str, Any]) -> Batch:
    return Batch(
        id=told["id"],
        loaded_at=told["loaded_at"],
        files=tuple(SourceFile(**file) for file in told["files"]),
        counts={source: Counts(**counts) for source, counts in told["counts"].items()},
        parts={table: tuple(names) for table, names in told["parts"].items()},
    )


def write_state(directory: Path, state: State) -> None:
    """Replace the state in one step that survives a power cut: all of the new one or all of the old."""
    told = {
        "format": FORMAT,
        "commits": state.commits,
        "tables": dict(state.tables),
        "batches": [asdict(batch) for batch in state.batches],
    }
    draft = directory / f".{STATE_FILE}.new"
    try:
        with draft.open("w", encoding="utf-8") as file:
            json.dump(told, file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(directory / STATE_FILE)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_directory(directory)


def sync_directory(directory: Path) -> None:
    """Make the names in a directory durable, where the system has a way to. The change is made already: no error."""
    with suppress(OSError, AttributeError):
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
