"""The index at rest: one folder a version, and a file `current` that names the one to open.

A version is written under a temporary name and renamed when it is whole; then `current` is replaced. Whatever stops the
machine, `current` names a whole version.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.errors import WorkspaceError
from footpath.journeys.columns import EVENT_TYPES, FEEDBACK_TYPES, Feedback, Shard, frozen, no_feedback

FORMAT = 1
_CURRENT, _META, _BUILDING = "current", "meta.json", "building-"


def replace_file(path: Path, text: str) -> None:
    """Write a small file so that readers see the old text or the new one."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


@contextmanager
def new_version(directory: Path) -> Iterator[Path]:
    """A folder to write a version into. Leaving the block well makes it the current one; an error throws it away."""
    directory.mkdir(parents=True, exist_ok=True)
    with _only_builder(directory):
        for leftover in directory.glob(f"{_BUILDING}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=directory))
        try:
            yield building
            version = directory / f"v{_next_number(directory):06d}"
            building.rename(version)
            replace_file(directory / _CURRENT, version.name)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        for old in directory.glob("v*"):
            if old != version:
                shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _only_builder(directory: Path) -> Iterator[None]:
    """Waits while another process writes here."""
    import fcntl

    with (directory / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _next_number(directory: Path) -> int:
    return 1 + max((int(path.name[1:]) for path in directory.glob("v[0-9]*") if path.name[1:].isdigit()), default=0)


def current_version(directory: Path) -> Path | None:
    """The folder of the version to open, or None when none was ever finished."""
    try:
        version = directory / (directory / _CURRENT).read_text().strip()
    except FileNotFoundError:
        return None
    return version if (version / _META).exists() else None


def save_meta(version: Path, meta: dict[str, Any]) -> None:
    replace_file(version / _META, json.dumps({"format": FORMAT, **meta}, ensure_ascii=False, indent=1))


def load_meta(version: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((version / _META).read_text())
    if meta.get("format", 0) > FORMAT:
        raise WorkspaceError(
            f"The index {version} was written by a newer version of Footpath.",
            "Update Footpath, or delete that folder.",
        )
    return meta


def save_shard(folder: Path, journeys: Shard, arrival: NDArray[Any] | None = None) -> None:
    """Every column a file; dimensions and traits are numbered, for a name may be unfit for a file.

    Args:
        folder: is made.
        arrival: of each event, as `journeys.arrival` defines it; without it new events cannot be merged into the index.
    """
    folder.mkdir()
    if arrival is not None:
        _save(folder / "arrival.npy", arrival)
    for name in ("offsets", "key", *EVENT_TYPES):
        _save(folder / f"{name}.npy", getattr(journeys, name))
    for kind, columns in (("dimension", journeys.dimensions), ("trait", journeys.traits)):
        for number, values in enumerate(columns.values()):
            _save(folder / f"{kind}-{number}.npy", values)


def _save(path: Path, values: NDArray[Any]) -> None:
    """Write a column, or its one number when all rows share it."""
    np.save(path, values[:1] if values.strides == (0,) else values)


@dataclass(frozen=True)
class ShardFolder:
    """A shard's columns on disk, and where what was said lies beside them."""

    folder: Path
    dimensions: tuple[str, ...]
    traits: tuple[str, ...]
    feedback: Path | None

    def open(self) -> Shard:
        return load_shard(self)


@lru_cache(maxsize=4096)
def load_shard(home: ShardFolder) -> Shard:
    """Map a shard's columns; the same folder is mapped once."""
    folder, feedback = home.folder, home.feedback
    time = _mapped(folder / "time.npy")

    def column(name: str) -> NDArray[Any]:
        values = _mapped(folder / f"{name}.npy")
        return values if len(values) == len(time) else frozen(np.broadcast_to(values, len(time)))

    return Shard(
        offsets=_mapped(folder / "offsets.npy"),
        key=_mapped(folder / "key.npy"),
        **{name: column(name) for name in EVENT_TYPES},
        dimensions={name: column(f"dimension-{n}") for n, name in enumerate(home.dimensions)},
        traits={name: _mapped(folder / f"trait-{n}.npy") for n, name in enumerate(home.traits)},
        feedback=_load_feedback(feedback / folder.name) if feedback else no_feedback(),
        home=home,
    )


def save_feedback(version: Path, parts: list[Feedback]) -> None:
    """Replace what was said: a new numbered folder under a temporary name, renamed when whole."""
    latest = feedback_folder(version)
    number = 1 + (int(latest.name.removeprefix("feedback-")) if latest else 0)
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=version))
    for shard, part in enumerate(parts):
        folder = building / shard_name(shard)
        folder.mkdir()
        for name in FEEDBACK_TYPES:
            np.save(folder / f"{name}.npy", getattr(part, name))
    building.rename(version / f"feedback-{number:06d}")
    if latest:
        shutil.rmtree(latest, ignore_errors=True)


def feedback_folder(version: Path) -> Path | None:
    return max(version.glob("feedback-*"), default=None)


def shard_name(number: int) -> str:
    return f"shard-{number:03d}"


def _load_feedback(folder: Path) -> Feedback:
    return Feedback(**{name: _mapped(folder / f"{name}.npy") for name in FEEDBACK_TYPES})


def _mapped(path: Path) -> NDArray[Any]:
    """A column as read from disk when touched; an empty one cannot be mapped."""
    try:
        return frozen(np.load(path, mmap_mode="r", allow_pickle=False))
    except ValueError:
        return frozen(np.load(path, allow_pickle=False))
