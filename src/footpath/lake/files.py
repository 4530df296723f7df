"""Files by what is in them: a digest knows a file again under any name, and can name the batch that loads it."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from footpath.errors import SourceError
from footpath.lake.state import SourceFile


def source_file(path: Path) -> SourceFile:
    """Read a file once for its digest.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return SourceFile(path.name, path.stat().st_size, digest)
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from error


def source_files(paths: Sequence[Path | SourceFile]) -> tuple[SourceFile, ...]:
    """The digests of all files; a directory stands for the files in it."""
    found: list[SourceFile] = []
    for path in paths:
        if isinstance(path, SourceFile):
            found.append(path)
        elif path.is_dir():
            found += [source_file(inner) for inner in sorted(path.iterdir()) if inner.is_file()]
        else:
            found.append(source_file(path))
    return tuple(found)


def name_batch(files: Sequence[SourceFile]) -> str:
    """A batch's id from what is in its files: the same files give the same id, in any order and under any path.

    Examples:
        >>> name_batch([SourceFile("Shop orders.csv.gz", 3, "ba7816bf")])
        'shop-orders-adccb3cc'
    """
    told = "|".join(sorted(file.digest for file in files))
    name = min((file.name for file in files), default="batch").split(".")[0]
    word = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24].strip("-") or "batch"
    return f"{word}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
