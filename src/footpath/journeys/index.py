"""The index: all journeys of a workspace, sorted once, with the words that their codes stand for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from footpath.engine import each
from footpath.errors import WorkspaceError
from footpath.journeys import storage
from footpath.journeys.columns import MOST_VALUES, Shard
from footpath.journeys.extent import Days, Extent, Size, as_of_us, extent_of
from footpath.journeys.recorded import with_remainder
from footpath.model.catalogue import Catalogue, Touchpoint
from footpath.model.sayings import NO_SAYINGS, Sayings
from footpath.model.themes import Theme

if TYPE_CHECKING:
    from footpath.journeys.feedback import Heard, Said

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BrokenIndexError(WorkspaceError):
    """The files of an index are not what they were when it was built."""


def instant(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=int(microseconds))


@dataclass(frozen=True)
class Meta:
    """What the columns mean.

    Attributes:
        catalogue: the rules that gave recorded names their touchpoints.
        dimensions: texts by dimension and code; code 0 stands for none.
        traits: the same for traits of customers.
        lake_version: of the records and rules that the index was built from.
        zone: in which days, weeks and months are counted.
        coverage: share of events whose recorded name a rule explains.
        unexplained: the commonest names that no rule explains, with their events.
        unresolved: events left out because they belong to no customer.
        extents: what each shard holds; empty for an index that was only made in memory.
        as_of_us: see `Index.as_of_us`.
        trait_numbers: of the files of traits; in their order where nothing is said.
        heard: see `Index.heard`; it, ``themes`` and ``sayings``, what their codes stand for, are kept with what was said.
    """

    catalogue: Catalogue
    dimensions: Mapping[str, tuple[str, ...]]
    traits: Mapping[str, tuple[str, ...]]
    lake_version: str = ""
    zone: str = "UTC"
    coverage: float = 1.0
    unexplained: tuple[tuple[str, int], ...] = ()
    unresolved: int = 0
    extents: tuple[Size, ...] = ()
    as_of_us: int | None = None
    trait_numbers: tuple[int, ...] = ()
    heard: str = ""
    themes: tuple[Theme, ...] = ()
    sayings: Sayings = NO_SAYINGS

    @property
    def folded(self) -> tuple[str, ...]:
        """Dimensions and traits of which only the first `MOST_VALUES` values are told apart; all others are the remainder."""
        known = {**self.traits, **self.dimensions}
        return tuple(name for name, values in known.items() if len(values) > MOST_VALUES)

    def json(self) -> dict[str, Any]:
        told = {name: value for name, value in self.__dict__.items() if name not in ("heard", "themes", "sayings")}
        return {**told, "catalogue": self.catalogue.model_dump(mode="json")}

    @staticmethod
    def read(data: Mapping[str, Any]) -> "Meta":
        return Meta(
            catalogue=Catalogue.model_validate(data["catalogue"]),
            dimensions={name: tuple(values) for name, values in data["dimensions"].items()},
            traits={name: tuple(values) for name, values in data["traits"].items()},
            lake_version=data["lake_version"],
            zone=data["zone"],
            coverage=data["coverage"],
            unexplained=tuple((name, events) for name, events in data["unexplained"]),
            unresolved=data["unresolved"],
            extents=tuple(Size(*size) for size in data.get("extents", ())),
            as_of_us=data.get("as_of_us"),
            trait_numbers=tuple(data.get("trait_numbers", ())),
        )


@dataclass(frozen=True)
class Happened:
    """One event of one journey, in words."""

    event_id: int
    at: datetime
    touchpoint: str
    channel: str
    stage: str | None
    value: float | None
    promise: str | None
    late_s: float | None
    dimensions: Mapping[str, str]


def _extent(shard: Shard) -> Extent:
    return extent_of(shard.time, shard.offsets)


class Index:
    """Journeys in shards. `shards` are columns; the rest says what their codes mean.

    Args:
        shards: each customer's journey lies whole in one of them: see `journeys.places`.
        meta: the words.
        version: the folder it lies in, None when it is only in memory.
    """

    def __init__(self, shards: Sequence[Shard], meta: Meta, version: Path | None = None) -> None:
        self.shards = tuple(shards)
        self.meta = meta
        self.version = version

    def __reduce__(self) -> Any:
        """An index at rest travels as the place where it lies."""
        return (Index, (self.shards, self.meta)) if self.version is None else (open_version, (self.version,))

    def __repr__(self) -> str:
        return f"<Index of {self.customers:,} customers, {self.events:,} events, {len(self.names)} touchpoints>"

    @staticmethod
    def in_memory(
        customer: Iterable[Any],
        at: Iterable[Any],
        touchpoint: Iterable[str],
        *,
        catalogue: Catalogue | None = None,
        **columns: Any,
    ) -> "Index":
        """An index of events that are in memory; see `footpath.journeys.memory.index_in_memory`."""
        from footpath.journeys.memory import index_in_memory

        return index_in_memory(customer, at, touchpoint, catalogue=catalogue, **columns)

    # What codes mean

    @cached_property
    def touchpoints(self) -> tuple[Touchpoint, ...]:
        """By code; one of them is the remainder, which holds what no rule explains."""
        return with_remainder(self.meta.catalogue)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of touchpoints by code."""
        return tuple(touchpoint.name for touchpoint in self.touchpoints)

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """Channels of touchpoints by code."""
        return tuple(touchpoint.channel for touchpoint in self.touchpoints)

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """Stages in the order of the map."""
        named = [stage.name for stage in self.meta.catalogue.stages]
        return tuple(dict.fromkeys([*named, *(t.stage for t in self.touchpoints if t.stage)]))

    @cached_property
    def stage_codes(self) -> NDArray[np.int64]:
        """Position in `stages` by touchpoint code, -1 where it has none."""
        place = {name: position for position, name in enumerate(self.stages)}
        return np.array([place.get(t.stage or "", -1) for t in self.touchpoints], dtype=np.int64)

    def stage_of(self, code: int) -> str | None:
        return self.touchpoints[code].stage

    @property
    def dimensions(self) -> Mapping[str, tuple[str, ...]]:
        """Values by dimension and code; code 0 is none. Each event's source is one of them."""
        return self.meta.dimensions

    @property
    def traits(self) -> Mapping[str, tuple[str, ...]]:
        return self.meta.traits

    @property
    def themes(self) -> tuple[Theme, ...]:
        """What people speak of, by code."""
        return self.meta.themes

    @property
    def sayings(self) -> Sayings:
        """What parts of texts say, more narrowly than themes, by code."""
        return self.meta.sayings

    @property
    def heard(self) -> str:
        """The key of what the words of feedback tell (`feedback.Heard`); empty while nobody has listened to them."""
        return self.meta.heard

    @property
    def lake_version(self) -> str:
        return self.meta.lake_version

    @property
    def coverage(self) -> float:
        return self.meta.coverage

    @property
    def zone(self) -> str:
        return self.meta.zone

    # How much there is

    @cached_property
    def events(self) -> int:
        return sum(shard.events for shard in self.shards)

    @cached_property
    def customers(self) -> int:
        """Customers with at least one event."""
        return sum(size.customers for size in self._sizes)

    @cached_property
    def last_us(self) -> int | None:
        """Time of the last event, in microseconds: be its clock right or wrong. Answers end with `as_of_us`."""
        return max((size.last_us for size in self._sizes if size.last_us is not None), default=None)

    @cached_property
    def first_us(self) -> int | None:
        return min((size.first_us for size in self._sizes if size.first_us is not None), default=None)

    @cached_property
    def as_of_us(self) -> int | None:
        """Until when the records tell what happened, in microseconds; who is silent since then may still come back.

        It is the time of the last event, but a few wrong clocks do not move it: see `journeys.extent.as_of_us`. A few
        events may therefore be later.
        """
        if self.meta.extents:
            return self.meta.as_of_us
        return as_of_us(Days.joined(extent.days for extent in self._extents))

    @property
    def as_of(self) -> datetime | None:
        return None if self.as_of_us is None else instant(self.as_of_us)

    @property
    def _sizes(self) -> tuple[Size, ...]:
        """What the shards hold: told by an index at rest, else counted."""
        return self.meta.extents or tuple(extent.size for extent in self._extents)

    @cached_property
    def _extents(self) -> list[Extent]:
        return each(_extent, self.shards)

    # Single customers

    def journey(self, key: int) -> tuple[Happened, ...]:
        """One customer's events in order; empty for a key that is not there."""
        from footpath.journeys.single import Single

        return Single(self, key).events()

    # What was said

    def attach_feedback(
        self,
        event_ids: Any,
        about: Sequence[str | None] | NDArray[Any],
        kind: Sequence[Any] | NDArray[Any],
        score01: Any,
        experience: Any,
        link: Sequence[Any] | NDArray[Any],
        heard: "Heard | None" = None,
    ) -> "Index":
        """Store what each feedback speaks of and how good it was, in place of what was stored before.

        Args:
            event_ids: of the feedback events; ids that the index does not hold are passed over.
            about: names or codes of touchpoints; None, -1 or an unknown name means unknown.
            kind: `FeedbackKind`, its texts or positions.
            score01: the figure given on 0..1, NaN for none.
            experience: -1..1, NaN for unknown.
            link: `LinkKind`, its texts or positions.
            heard: what the words tell, an entry for each feedback; None for nothing.
        """
        from footpath.journeys.feedback import attach, said

        words: Said = said(self, event_ids, about, kind, score01, experience, link, heard)
        parts = [attach(shard, words) for shard in self.shards]
        if self.version is None:
            self.shards = tuple(replace(shard, feedback=part) for shard, part in zip(self.shards, parts, strict=True))
            self.meta = replace(
                self.meta, heard=words.heard.key, themes=words.heard.themes, sayings=words.heard.sayings
            )
        else:
            storage.save_feedback(self.version, parts, words.heard.key, words.heard.themes, words.heard.sayings)
            self._reopen(self.version)
        return self

    def _reopen(self, version: Path) -> None:
        now = open_version(version)
        self.shards, self.meta = now.shards, now.meta
        self.__dict__.pop("_extents", None)

    def attach_trait(self, name: str, values: Sequence[str], keys: NDArray[np.int64], codes: Any) -> "Index":
        """Give customers a trait that was worked out, in place of one of the same name.

        Args:
            values: what the codes stand for; the first is "" and stands for unknown.
            keys: of customers; for the others the trait is unknown, and keys that the index does not hold are passed over.
            codes: of each key.
        """
        from footpath.journeys.traits import codes_by_key

        columns = [codes_by_key(shard.key, keys, np.asarray(codes), len(values)) for shard in self.shards]
        if self.version is None:
            self.shards = tuple(
                replace(shard, traits={**shard.traits, name: column})
                for shard, column in zip(self.shards, columns, strict=True)
            )
            self.meta = replace(self.meta, traits={**self.meta.traits, name: tuple(values)})
        else:
            storage.save_trait(self.version, name, tuple(values), columns)
            self._reopen(self.version)
        return self

    @property
    def has_feedback(self) -> bool:
        """Whether `attach_feedback` was ever finished for this version."""
        if self.version is not None:
            return storage.feedback_folder(self.version) is not None
        return any(len(shard.feedback.row) for shard in self.shards)

    def nearest_before(self, event_ids: Any, candidates: Any = None) -> NDArray[np.int64]:
        """For each feedback event, the touchpoint code of its customer's nearest earlier event, or -1.

        Args:
            event_ids: of the feedback events, none of which counts as an earlier event.
            candidates: by touchpoint code, whether it may be spoken of; None allows all.
        """
        from footpath.journeys.feedback import nearest_before

        return nearest_before(self, event_ids, candidates)

    def latest_of_record(self, event_ids: Any) -> NDArray[np.int64]:
        """For each feedback event, the touchpoint code of the latest earlier event of the same record, or -1."""
        from footpath.journeys.feedback import latest_of_record

        return latest_of_record(self, event_ids)


def open_index(directory: Path | str) -> Index | None:
    """The index at rest in ``directory``; None when none was ever finished there.

    Raises:
        WorkspaceError: a newer version of Footpath wrote it.
        BrokenIndexError: a file is missing, or shorter than it was.
    """
    for _ in range(3):  # a version may be replaced between reading its name and opening it
        version = storage.current_version(Path(directory).absolute())  # workers have working folders of their own
        if version is None:
            return None
        try:
            return open_version(version)
        except FileNotFoundError:
            continue
        except (ValueError, KeyError, EOFError) as error:
            raise BrokenIndexError(
                f"The index in {directory} is broken.", "Delete that folder; it is built anew."
            ) from error
    raise BrokenIndexError(f"The index in {directory} is incomplete.", "Delete that folder; it is built anew.")


def open_version(version: Path) -> Index:
    """The index in one version's folder."""
    data = storage.load_meta(version)
    meta = Meta.read(data)
    feedback = storage.feedback_folder(version)
    if feedback:
        heard, themes, sayings = storage.read_themes((feedback / storage.THEMES).read_text())
        meta = replace(meta, heard=heard, themes=themes, sayings=sayings)
    shards = [
        storage.ShardFolder(
            version / storage.shard_name(number),
            tuple(meta.dimensions),
            tuple(meta.traits),
            feedback,
            meta.trait_numbers,
        ).open()
        for number in range(data["shards"])
    ]
    return Index(shards, meta, version)
