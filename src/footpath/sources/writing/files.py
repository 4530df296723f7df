"""From a file's ending to its writer. A log appears whole or not at all."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from footpath.errors import SpecError, WorkspaceError
from footpath.sources.writing.delimited import write_csv, write_jsonl, write_parquet
from footpath.sources.writing.ocel import write_ocel
from footpath.sources.writing.xes import write_xes

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS: dict[str, "Callable[[BinaryIO, Iterable[pa.RecordBatch]], None]"] = {
    ".ocel.csv": write_ocel,
    ".xes": write_xes,
    ".csv": write_csv,
    ".jsonl": write_jsonl,
    ".parquet": write_parquet,
}


def write_log(file: Path, batches: "Iterable[pa.RecordBatch]") -> None:
    """Write whole journeys, each in the order of time, into a file whose ending says the format.

    Args:
        batches: columns ``customer``, ``at`` and ``touchpoint``, and any others; no journey is cut between two batches.

    Raises:
        SpecError: the ending is not known.
        WorkspaceError: the file cannot be written.
    """
    write = next((write for ending, write in FORMATS.items() if file.name.lower().endswith(ending)), None)
    if write is None:
        raise SpecError(f'A log cannot be written as "{file.name}".', f"Name it {', '.join(FORMATS)}.")
    part = None
    try:
        with NamedTemporaryFile("wb", dir=file.absolute().parent, prefix=f".{file.name}-", delete=False) as stream:
            part = Path(stream.name)
            write(stream, batches)  # type: ignore[arg-type]
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_mask())
        part.replace(file)
    except OSError as error:
        raise WorkspaceError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _mask() -> int:
    """The permissions that this process does not give; there is no way to ask but to set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
