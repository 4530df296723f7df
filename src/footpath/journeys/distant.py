"""An index in an object store: columns are brought near when they are first looked at.

The store holds the folders that a build makes (`storage`), so any tool that copies folders can put them there. `publish_index`
does it in the order that lets readers see the old version or the new one. Opening reads two small files. A worker then
fetches the columns that a question reads, of the shards that are its own, into a folder (`journeys.nearby`) that all processes
of its machine share.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from footpath.engine import each
from footpath.errors import WorkspaceError
from footpath.journeys import storage
from footpath.journeys.addresses import Address
from footpath.journeys.columns import EVENT_TYPES, FEEDBACK_TYPES, Feedback, Shard, frozen, no_feedback
from footpath.journeys.index import Index, Meta
from footpath.journeys.nearby import Column, bring_near


@dataclass(frozen=True)
class DistantFolder:
    """A shard's columns in an object store, and how long they are.

    Attributes:
        address: of the version.
        name: of the shard.
        feedback: the name of the folder with what was said; empty when there is none.
    """

    address: Address
    name: str
    events: int
    dimensions: tuple[str, ...]
    traits: tuple[str, ...]
    feedback: str
    trait_numbers: tuple[int, ...] = ()

    def open(self) -> Shard:
        return _distant_shard(self)

    def column(self, name: str) -> Column:
        return bring_near(self.address / self.name / f"{name}.npy")

    def column_of_events(self, name: str) -> Column:
        """One number stands for all when they share it."""
        values = self.column(name)
        return values if len(values) == self.events else frozen(np.broadcast_to(values, self.events))

    def column_of_feedback(self, name: str) -> Column:
        return bring_near(self.address / self.feedback / self.name / f"{name}.npy")


class DistantShard(Shard):
    """A shard whose columns are fetched one by one, each when it is first looked at."""

    home: DistantFolder

    def __init__(self, home: DistantFolder) -> None:
        self.__dict__["home"] = home

    @property
    def events(self) -> int:
        return self.home.events

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet."""
        home = self.home
        if name in EVENT_TYPES:
            found: Any = home.column_of_events(name)
        elif name in ("offsets", "key"):
            found = home.column(name)
        elif name == "dimensions":
            found = _Fetched({of: f"dimension-{n}" for n, of in enumerate(home.dimensions)}, home.column_of_events)
        elif name == "traits":
            numbers = home.trait_numbers or range(len(home.traits))
            found = _Fetched({of: f"trait-{n}" for of, n in zip(home.traits, numbers, strict=True)}, home.column)
        elif name == "feedback":
            found = _feedback(home)
        else:
            raise AttributeError(f"a shard has no {name}")
        self.__dict__[name] = found
        return found


class _Fetched(Mapping[str, Any]):
    """Columns by name, fetched when they are asked for."""

    def __init__(self, files: dict[str, str], fetch: Any) -> None:
        self._files = files
        self._fetch = fetch
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = self._fetch(self._files[name])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _feedback(home: DistantFolder) -> Feedback:
    if not home.feedback:
        return no_feedback()
    return Feedback(**{name: home.column_of_feedback(name) for name in FEEDBACK_TYPES})


@lru_cache(maxsize=4096)
def _distant_shard(home: DistantFolder) -> DistantShard:
    return DistantShard(home)


class DistantIndex(Index):
    """An index in an object store: it can be asked, and is changed by publishing another version."""

    @property
    def has_feedback(self) -> bool:
        return any(isinstance(shard.home, DistantFolder) and shard.home.feedback for shard in self.shards)

    def attach_feedback(self, *_: Any, **__: Any) -> Index:
        """Refused.

        Raises:
            WorkspaceError: always.
        """
        raise WorkspaceError("An index in an object store cannot be changed.", "Change the one it was published from.")

    attach_trait = attach_feedback


def open_distant_index(address: str) -> DistantIndex | None:
    """The index at an address such as ``s3://bucket/journeys``; None when none was published there.

    Raises:
        WorkspaceError: the store cannot be reached, or what is there is no index of this version of Footpath.
    """
    root = Address(address)
    name = (root / "current").read_text()
    if name is None:
        return None
    version = root / name.strip()
    told = (version / "meta.json").read_text()
    if told is None:
        raise WorkspaceError(f"The index at {root} is incomplete.", "Publish it again.")
    try:
        data = json.loads(told)
        if data["format"] > storage.FORMAT:
            raise WorkspaceError(f"The index at {root} was written by a newer version of Footpath.", "Update Footpath.")
        meta = Meta.read(data)
        sizes = [meta.extents[number] for number in range(data["shards"])]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise WorkspaceError(f"The index at {root} is broken.", "Publish it again.") from error
    feedback = max((name for name in version.folders() if name.startswith("feedback-")), default="")
    if feedback:
        heard, themes, sayings = storage.read_themes((version / feedback / storage.THEMES).read_text())
        meta = replace(meta, heard=heard, themes=themes, sayings=sayings)
    homes = [
        DistantFolder(
            version,
            storage.shard_name(number),
            sizes[number].events,
            tuple(meta.dimensions),
            tuple(meta.traits),
            feedback,
            meta.trait_numbers,
        )
        for number in range(len(sizes))
    ]
    return DistantIndex([home.open() for home in homes], meta)


def publish_index(index: Index, address: str) -> DistantIndex:
    """Copy an index at rest to an object store and make it the one that is opened there.

    The engine in use copies: with Spark each worker copies some shards, from where they all can reach them. What the store
    held before stays, for questions that are under way; delete old versions when none is.

    Raises:
        WorkspaceError: the index is only in memory, or the store cannot be written to.
    """
    if index.version is None:
        raise WorkspaceError("An index that is only in memory cannot be published.", "Build it into a folder first.")
    version = index.version
    folders = sorted(path.parent.relative_to(version) for path in version.rglob("*.npy"))
    target = Address(address) / f"{version.name}-{uuid4().hex[:12]}"  # copies that are kept near are told by name alone
    each(_Sending(version, target), list(dict.fromkeys(folders)))
    for words in version.glob(f"feedback-*/{storage.THEMES}"):
        (target / words.relative_to(version).as_posix()).send(words)
    (target / "meta.json").send(version / "meta.json")
    (Address(address) / "current").write_text(target.inside.removeprefix("/"))
    published = open_distant_index(address)
    assert published is not None
    return published


@dataclass(frozen=True)
class _Sending:
    """Copies the columns in one folder of a version."""

    version: Path
    target: Address

    def __call__(self, folder: Path) -> int:
        files = sorted((self.version / folder).glob("*.npy"))
        for file in files:
            (self.target / folder.as_posix() / file.name).send(file)
        return len(files)
