"""The index at rest: one folder a version, and a file `current` that names the one to open.

A version is written under a temporary name and renamed when it is whole; then `current` is replaced. However a process
ends, `current` names a whole version. (After a power cut the newest files may be short; then the index says that it is
broken, and is built anew.) The version before the current one stays on disk, for questions that are under way elsewhere.
"""

import errno
import json
import mmap
import os
import re
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.errors import WorkspaceError
from footpath.journeys.columns import (
    ADDED_LATER,
    DIMENSION,
    EVENT_TYPES,
    FEEDBACK_TYPES,
    Feedback,
    Shard,
    column_of,
    frozen,
    no_feedback,
    nothing_known,
)
from footpath.model.sayings import NO_SAYINGS, Sayings
from footpath.model.themes import Theme

FORMAT = 1
ARRIVAL = "arrival.npy"
THEMES = "themes.json"
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
        before = current_version(directory)
        _sweep(directory, before)
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
            if old not in (version, before):
                shutil.rmtree(old, ignore_errors=True)


def _sweep(directory: Path, current: Path | None) -> None:
    """Remove what builds left that did not end: unfinished folders, and finished ones that never became current."""
    for leftover in (*directory.glob(f"{_BUILDING}*"), *directory.glob(f".{_CURRENT}-*")):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    for version in directory.glob("v*"):
        if current is None or version.name > current.name:
            shutil.rmtree(version)


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


def forget_current(directory: Path) -> None:
    """From now on there is no index, until one is built."""
    (directory / _CURRENT).unlink(missing_ok=True)


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
    for name, file in event_files(journeys.dimensions).items():
        save_column(folder / file, column_of(journeys, name))
    if arrival is not None:
        save_column(folder / ARRIVAL, arrival)
    save_column(folder / "offsets.npy", journeys.offsets)
    save_customers(folder, journeys)


def event_files(dimensions: Iterable[str]) -> dict[str, str]:
    """The file of each column of events, by its name (see `columns.column_of`)."""
    numbered = {DIMENSION + name: f"dimension-{number}.npy" for number, name in enumerate(dimensions)}
    return {**{name: f"{name}.npy" for name in EVENT_TYPES}, **numbered}


def save_customers(folder: Path, journeys: Shard) -> None:
    """The columns of customers, but for the offsets."""
    save_column(folder / "key.npy", journeys.key)
    for number, values in enumerate(journeys.traits.values()):
        save_column(folder / trait_file(number), values)


def trait_file(number: int) -> str:
    return f"trait-{number}.npy"


def save_column(path: Path, values: NDArray[Any]) -> None:
    """Write a column, or its one number when all rows share it."""
    np.save(path, values[:1] if values.strides == (0,) else values)


@dataclass(frozen=True)
class ShardFolder:
    """A shard's columns on disk, and where what was said lies beside them."""

    folder: Path
    dimensions: tuple[str, ...]
    traits: tuple[str, ...]
    feedback: Path | None
    trait_numbers: tuple[int, ...] = ()  # of their files; in order where nothing is said

    def open(self) -> Shard:
        return load_shard(self)


def load_shard(home: ShardFolder) -> Shard:
    """Map a shard's columns; while its version is one of the last two that were used, they are mapped once."""
    told = home.folder.stat()
    seen = told.st_dev, told.st_ino, told.st_ctime_ns  # a folder may be deleted, and another be made in its place
    with _opening:
        shards = _opened.setdefault(home.folder.parent, {})
        _opened.move_to_end(home.folder.parent)
        while len(_opened) > _KEPT:
            _opened.popitem(last=False)
        known = shards.get(home.folder)
        if known is None or known[:2] != (home, seen):
            known = shards[home.folder] = home, seen, _open_shard(home)
        return known[2]


_KEPT = 2
_opening = Lock()
_opened: "OrderedDict[Path, dict[Path, tuple[ShardFolder, tuple[int, ...], Shard]]]" = OrderedDict()


def _open_shard(home: ShardFolder) -> Shard:
    folder, feedback = home.folder, home.feedback
    time = load_column(folder / "time.npy")

    def column(name: str) -> NDArray[Any]:
        values = load_column(folder / f"{name}.npy")
        return values if len(values) == len(time) else frozen(np.broadcast_to(values, len(time)))

    return Shard(
        offsets=load_column(folder / "offsets.npy"),
        key=load_column(folder / "key.npy"),
        **{name: column(name) for name in EVENT_TYPES},
        dimensions={name: column(f"dimension-{n}") for n, name in enumerate(home.dimensions)},
        traits={
            name: load_column(folder / trait_file(number))
            for name, number in zip(home.traits, home.trait_numbers or range(len(home.traits)), strict=True)
        },
        feedback=_load_feedback(feedback / folder.name) if feedback else no_feedback(),
        home=home,
    )


def save_trait(version: Path, name: str, values: tuple[str, ...], columns: list[NDArray[Any]]) -> None:
    """Add a trait, or replace it: in files of new names first, then in the words, which are replaced at once."""
    meta = load_meta(version)
    numbers = list(meta.get("trait_numbers") or range(len(meta["traits"])))
    number = 1 + max(numbers, default=-1)
    for shard, column in enumerate(columns):
        save_column(version / shard_name(shard) / trait_file(number), column)
    known = {**dict(zip(meta["traits"], numbers, strict=True)), name: number}
    traits = {**meta["traits"], name: values}
    save_meta(version, {**meta, "traits": traits, "trait_numbers": [known[trait] for trait in traits]})


def save_feedback(
    version: Path,
    parts: list[Feedback],
    heard: str = "",
    themes: tuple[Theme, ...] = (),
    sayings: Sayings = NO_SAYINGS,
) -> None:
    """Replace what was said: a new numbered folder under a temporary name, renamed when whole."""
    latest = feedback_folder(version)
    number = 1 + (int(latest.name.removeprefix("feedback-")) if latest else 0)
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=version))
    for shard, part in enumerate(parts):
        folder = building / shard_name(shard)
        folder.mkdir()
        for name in FEEDBACK_TYPES:
            np.save(folder / f"{name}.npy", getattr(part, name))
    told = {"heard": heard, "themes": [asdict(theme) for theme in themes], "sayings": asdict(sayings)}
    (building / THEMES).write_text(json.dumps(told, ensure_ascii=False))
    building.rename(version / f"feedback-{number:06d}")
    if latest:
        shutil.rmtree(latest, ignore_errors=True)


def feedback_folder(version: Path) -> Path | None:
    return max(version.glob("feedback-*"), default=None)


def read_themes(text: str | None) -> tuple[str, tuple[Theme, ...], Sayings]:
    """The key of what was heard, and what the codes of themes and sayings stand for, as `save_feedback` wrote them."""
    told = json.loads(text or '{"heard": "", "themes": []}')
    sayings = Sayings.read(**told["sayings"]) if "sayings" in told else NO_SAYINGS
    return told["heard"], tuple(Theme(**theme) for theme in told["themes"]), sayings


def shard_name(number: int) -> str:
    return f"shard-{number:03d}"


def _load_feedback(folder: Path) -> Feedback:
    there = {name: folder / f"{name}.npy" for name in FEEDBACK_TYPES if name not in ADDED_LATER}
    columns = {name: load_column(path) for name, path in there.items()}
    for name in ADDED_LATER:
        path = folder / f"{name}.npy"
        columns[name] = load_column(path) if path.exists() else frozen(nothing_known(name, len(columns["row"])))
    return Feedback(**columns)


def load_column(path: Path) -> NDArray[Any]:
    """A column as read from disk when touched. It fails when the file is shorter than it should be."""
    try:
        with path.open("rb") as file:
            told = _HEADER.match(file.read(_HEAD))
            if told is None or told["rows"] == b"0":  # nothing can be mapped, or somebody else wrote it
                return frozen(np.load(path, allow_pickle=False))
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return frozen(np.frombuffer(mapped, told["type"].decode(), int(told["rows"]), told.end()))
    except OSError as error:
        if error.errno != errno.EMFILE or not _allow_more_files():
            raise
        return load_column(path)


_HEAD = 256
_HEADER = re.compile(  # of a one-dimensional array: what `numpy.load` takes ten times as long to make out
    rb"\x93NUMPY\x01\x00..\{'descr': '(?P<type>[<|][iuf][1248])', 'fortran_order': False, 'shape': \((?P<rows>\d+),\), \} *\n",
    re.DOTALL,
)


def _allow_more_files() -> bool:
    """Each mapped column keeps a file open: take as many as the system lets this process have."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == hard:
        return False
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return True
