"""Recorded names, gathered into the touchpoints that they mean."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from footpath.maps.names import home_of, is_address, number_shape, page_name, page_of, path_of, readable_name, word_key
from footpath.maps.vocabulary import channel_of, concept_of
from footpath.model.records import Channel

_CHANNELS = frozenset(channel.value for channel in Channel)
MOST_CHILDREN = 12  # more pages than this under one folder are one kind of page
COLLECTIONS = frozenset({"catalogue", "content", "product", "landing"})  # concepts whose pages are of one kind
MOST_NUMBERED = 8  # more names than this that differ only in a long number are one name with an id in it
MOST_COUNTED = 60  # the same for short numbers: "step 12" is more likely one of many steps than one step with an id
LONG_NUMBER = 4  # digits
MOST_LISTED = 50  # more names than this are written as patterns


@dataclass(frozen=True)
class Recorded:
    """One row of the table of names: what a source calls something, and how often it does."""

    source: str
    name: str
    channel: str
    events: int
    customers: int = 0
    position: float | None = None  # median place in its journeys, 0 first and 1 last
    feedback: bool = False


@dataclass
class Gathered:
    """A touchpoint in the making: one readable name and all that is recorded under it."""

    name: str
    rows: list[Recorded] = field(default_factory=list)
    patterns: set[str] = field(default_factory=set)

    @property
    def events(self) -> int:
        return sum(row.events for row in self.rows)

    @property
    def position(self) -> float | None:
        return mean_position(self.rows)

    @property
    def channel(self) -> str:
        return self.rows[0].channel


def shared_names(places: Iterable[Gathered]) -> frozenset[str]:
    """Recorded and spoken names (folded) that more than one touchpoint has."""
    seen: Counter[str] = Counter()
    for place in places:
        recorded = {row.name.casefold() for row in place.rows}
        seen.update(recorded | {place.name.casefold(), place.name.casefold().removesuffix(" page")})
    return frozenset(name for name, times in seen.items() if times > 1)


def rules_of(place: Gathered, shared: frozenset[str]) -> tuple[str, ...]:
    """The recorded names and patterns of a touchpoint, as the catalogue keeps them.

    A name that another touchpoint has, too (it is in ``shared``), is written ``source:name``. A page goes by its name
    without the word "page" as well, which is how people speak of it when a survey asks.
    """
    exact = sorted({f"{r.source}:{r.name}" if r.name.casefold() in shared else r.name for r in place.rows})
    with_queries = sorted({form for pattern in place.patterns for form in _forms(pattern, place.rows)})
    spoken = place.name.removesuffix(" page")
    spoken_of = [spoken] if place.patterns and spoken != place.name and spoken.casefold() not in shared else []
    if place.patterns and len(exact) > MOST_LISTED:
        return (*with_queries, *spoken_of)
    return tuple(dict.fromkeys([*exact, *with_queries, *spoken_of]))


def _forms(pattern: str, rows: Iterable[Recorded]) -> Iterable[str]:
    """A path's pattern, and the same with a query or a slash behind it where addresses have been seen so."""
    yield pattern
    if pattern.endswith("*"):
        return
    names = [row.name for row in rows if is_address(row.name)]
    for mark in "?#":
        if any(mark in name for name in names):
            yield f"{pattern}{mark}*"
            yield from [f"{pattern}/{mark}*"] if any(f"/{mark}" in n for n in names) and pattern[-1:] != "/" else []
    if pattern[-1:] != "/" and any(path_of(name).endswith("/") for name in names):
        yield f"{pattern}/"


def read_names(rows: Iterable[Mapping[str, Any]]) -> list[Recorded]:
    """Rows of the names table, one for each source and name without regard to case: so the index tells names apart.

    Spelling and channel are those of the most events. Rows without a name are left out.
    """
    same: dict[tuple[str, str], list[Recorded]] = defaultdict(list)
    for row in rows:
        if row.get("touchpoint") is not None and str(row["touchpoint"]).strip():
            recorded = _recorded(row)
            same[recorded.source.casefold(), recorded.name.casefold()].append(recorded)
    return [_as_one(group) for group in same.values()]


def _recorded(row: Mapping[str, Any]) -> Recorded:
    return Recorded(
        source=str(row.get("source") or ""),
        name=str(row["touchpoint"]),
        channel=_known_channel(None if row.get("channel") is None else str(row["channel"])),
        events=int(row.get("events") or 0),
        customers=int(row.get("customers") or 0),
        position=None if row.get("position") is None else float(row["position"]),
        feedback=bool(row.get("feedback")),
    )


def _as_one(group: list[Recorded]) -> Recorded:
    if len(group) == 1:
        return group[0]
    first = max(group, key=lambda row: row.events)
    by_channel: dict[str, int] = defaultdict(int)
    for row in group:
        by_channel[row.channel] += row.events
    known = {name: events for name, events in by_channel.items() if name != Channel.OTHER.value} or by_channel
    return replace(
        first,
        channel=max(known, key=lambda name: known[name]),
        events=sum(row.events for row in group),
        customers=max(row.customers for row in group),
        position=mean_position(group),
        feedback=any(row.feedback for row in group),
    )


def mean_position(rows: Iterable[Recorded]) -> float | None:
    """The place in journeys of several names together, weighted by their events; None when none is known."""
    known = [(row.position, max(row.events, 1)) for row in rows if row.position is not None]
    total = sum(events for _, events in known)
    return sum(position * events for position, events in known) / total if total else None


def gather(names: Iterable[Recorded]) -> list[Gathered]:
    """Bring together what means the same: addresses by the shape of their path, names that differ only in an id, and
    names of the same words on the same channel. Two names of the same words on different channels stay two.
    """
    rows = list(names)
    found: dict[tuple[str, str], Gathered] = {}
    channels: dict[str, set[str]] = defaultdict(set)
    for row, name, pattern in [*_pages(rows), *_codes(rows)]:
        key = word_key(name)
        place = found.setdefault((key, row.channel), Gathered(name))
        place.rows.append(row)
        channels[key].add(row.channel)
        if pattern:
            place.patterns.add(pattern)
    _join_unknown_channels(found, channels)
    return _with_own_names(list(found.values()))


def _pages(rows: list[Recorded]) -> Iterable[tuple[Recorded, str, str | None]]:
    pages = {row.name: page_of(row.name) for row in rows if is_address(row.name)}
    children: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for page in pages.values():
        if len(page.steps) > 1:
            children[page.steps[:-1]].add(page.steps[-1])
    collections = {folder for folder, below in children.items() if _is_collection(folder, len(below))}
    for row in rows:
        if row.name not in pages:
            continue
        page = pages[row.name]
        if not page.steps:
            yield row, readable_name(row.name), home_of(row.name) + page.pattern
        elif page.steps[:-1] in collections:
            yield row, page_name(page.steps[:-1]), page.pattern.rsplit("/", 1)[0] + "/*"
        else:
            yield row, page_name(page.steps), page.pattern


def _is_collection(folder: tuple[str, ...], children: int) -> bool:
    """Are the pages under a folder of one kind? Many always are, a few where the folder is a category, a magazine …"""
    if children > MOST_CHILDREN:
        return True
    found = concept_of(page_name(folder)) if children > 2 else None
    return found is not None and found.concept.name in COLLECTIONS


def _codes(rows: list[Recorded]) -> Iterable[tuple[Recorded, str, str | None]]:
    shapes: dict[str, set[str]] = defaultdict(set)
    codes = [row for row in rows if not is_address(row.name)]
    for row in codes:
        shapes[number_shape(row.name) or ""].add(row.name)
    for row in codes:
        shape = number_shape(row.name)
        if shape and len(shapes[shape]) > _most_of(shapes[shape]) and re.search(r"[^\W\d_]", shape):
            yield row, readable_name(re.sub(r"[\s#:_/-]*\*", " ", shape)), shape
        else:
            yield row, readable_name(row.name), None


def _most_of(names: set[str]) -> int:
    """How many names may differ only in a number before the number is taken for an id."""
    longest = max(len(digits) for name in names for digits in re.findall(r"\d+", name))
    return MOST_NUMBERED if longest >= LONG_NUMBER else MOST_COUNTED


def _join_unknown_channels(found: dict[tuple[str, str], Gathered], channels: Mapping[str, set[str]]) -> None:
    """The same words with no known channel belong to their only twin with one."""
    for (key, channel), place in list(found.items()):
        known = channels[key] - {Channel.OTHER.value}
        if channel == Channel.OTHER.value and len(known) == 1:
            twin = found[key, next(iter(known))]
            twin.rows += place.rows
            twin.patterns |= place.patterns
            del found[key, channel]


def _with_own_names(places: list[Gathered]) -> list[Gathered]:
    """Names unique without regard to case: of two, the more frequent keeps the plain one, the other says its channel."""
    taken: set[str] = set()
    for place in sorted(places, key=lambda p: (-p.events, p.name, p.rows[0].channel)):
        tries = [place.name, f"{place.name} ({place.channel})"]
        tries += [f"{place.name} {number}" for number in range(2, len(places) + 2)]
        place.name = next(name for name in tries if name.casefold() not in taken)
        taken.add(place.name.casefold())
    return places


@lru_cache(maxsize=4096)
def _known_channel(value: str | None) -> str:
    text = (value or "").strip().lower()
    if text in _CHANNELS:
        return text
    return channel_of(text) or Channel.OTHER.value
