"""Shard written as text, so that an example can be counted by hand."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from footpath.errors import SpecError
from footpath.journeys.feedback import Heard
from footpath.journeys.index import Index
from footpath.journeys.memory import index_in_memory
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.durations import parse_duration
from footpath.model.records import Aim, Emotion
from footpath.model.themes import Theme

START = datetime(2024, 1, 1, tzinfo=UTC)
_EVENT = re.compile(
    r'(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s@|"]+))@(?P<at>[^\s|]+)(?P<more>(?:\|[^\s=|]+=(?:"[^"]*"|[^\s|]*))*)'
)
_MORE = re.compile(r'\|([^\s=|]+)=(?:"([^"]*)"|([^\s|]*))')
_NUMBERS = ("value", "score", "experience")
_SAID = ("score", "experience", "about", "kind", "link", "theme", "emotion", "aim", "stated", "waited")


def journeys(
    customers: Mapping[str, str] | None = None,
    /,
    *,
    stages: Mapping[str, str] | None = None,
    channels: Mapping[str, str] | None = None,
    traits: Mapping[str, Mapping[str, str]] | None = None,
    catalogue: Catalogue | None = None,
    shards: int = 1,
    zone: str = "UTC",
    **more: str,
) -> Index:
    """An index from one text per customer, who are numbered from 0 in the order given.

    An event is ``name@when``: minutes after 2024-01-01 00:00 UTC, or a duration as in ``@3d``. What else is known follows
    in the form ``|name=value``: ``value``, ``promised`` (a time), ``record``, ``source``; for feedback ``kind``, ``score``
    (0..1), ``experience`` (-1..1), ``about``, ``link``, ``theme`` (names with + between, each with its own mood after a
    colon, as in ``theme=price:-1+staff``), ``emotion``, ``aim``, ``stated`` and ``waited`` (durations); any other name is a dimension.
    Quotes hold names with spaces.

    Args:
        customers: texts by name, for names that are no Python words.
        stages: stage by touchpoint, in the order of the map. Stages follow in the order of first mention.
        channels: channel by touchpoint.
        traits: by customer, then by trait.

    Examples:
        >>> index = journeys(ann='cart@0|device=phone pay@10', bob='"help page"@1d')
        >>> index
        <Index of 2 customers, 3 events, 4 touchpoints>
        >>> [event.touchpoint for event in index.journey(1)]
        ['help page']
    """
    everyone = {**(customers or {}), **more}
    events = [(who, *event) for who, text in everyone.items() for event in _events(text)]
    names = [name for _, name, _, _ in events]
    facts = [fact for _, _, _, fact in events]
    known = {"promised", "record", "source", *_NUMBERS, *_SAID}
    dimensions = dict.fromkeys(name for fact in facts for name in fact if name not in known)
    index = index_in_memory(
        [list(everyone).index(who) for who, *_ in events],
        [at for _, _, at, _ in events],
        names,
        catalogue=catalogue or _catalogue(names, stages or {}, channels or {}),
        dimensions={name: [fact.get(name) for fact in facts] for name in dimensions},
        traits={number: (traits or {}).get(who, {}) for number, who in enumerate(everyone)},
        value=[float(fact["value"]) if "value" in fact else None for fact in facts],
        record=[_record(fact.get("record")) for fact in facts],
        promised_at=[_when(fact["promised"]) if "promised" in fact else None for fact in facts],
        source=[fact.get("source", "text") for fact in facts],
        shards=shards,
        zone=zone,
    )
    return _with_feedback(index, facts)


def _events(text: str) -> list[tuple[str, datetime, dict[str, str]]]:
    left = _EVENT.sub("", text).strip()
    if left:
        raise SpecError(f'"{left}" is not an event.', 'Write name@minutes, for example "cart@0 pay@10".')
    return [
        (
            match["quoted"] if match["plain"] is None else match["plain"],
            _when(match["at"]),
            {name: quoted or plain for name, quoted, plain in _MORE.findall(match["more"])},
        )
        for match in _EVENT.finditer(text)
    ]


def _when(text: str) -> datetime:
    try:
        return START + timedelta(minutes=float(text))
    except ValueError:
        return START + parse_duration(text)


def _record(text: str | None) -> int | None:
    from footpath.model.ids import stable_id

    return None if text is None else stable_id("record", text)


def _catalogue(names: list[str], stages: Mapping[str, str], channels: Mapping[str, str]) -> Catalogue:
    order = dict.fromkeys([*(name for name in stages if name in names), *names])
    return Catalogue(
        stages=tuple(Stage(name=stage) for stage in dict.fromkeys(stages.values())),
        touchpoints=tuple(
            Touchpoint(name=name, stage=stages.get(name), channel=channels.get(name, "other")) for name in order
        ),
    )


def _with_feedback(index: Index, facts: list[dict[str, str]]) -> Index:
    rows = [row for row, fact in enumerate(facts) if any(name in fact for name in _SAID)]
    if not rows:
        return index
    said: list[dict[str, Any]] = [facts[row] for row in rows]
    score = np.array([float(fact.get("score", "nan")) for fact in said])
    felt = np.array([float(fact.get("experience", 2 * s - 1)) for fact, s in zip(said, score, strict=True)])
    return index.attach_feedback(
        rows,
        [fact.get("about") for fact in said],
        [fact.get("kind", "rating") for fact in said],
        score,
        felt,
        [fact.get("link", "stated" if "about" in fact else "none") for fact in said],
        _heard(said, felt),
    )


def _heard(said: list[dict[str, Any]], felt: Any) -> Heard:
    spoken = [
        [part.partition(":")[::2] for part in fact["theme"].split("+")] if "theme" in fact else [] for fact in said
    ]
    names = list(dict.fromkeys(name for parts in spoken for name, _ in parts))
    moods = [float(mood) if mood else feeling for parts, feeling in zip(spoken, felt, strict=True) for _, mood in parts]
    return Heard(
        themes=tuple(Theme(id=name, name=name) for name in names),
        theme_starts=np.cumsum([0, *(len(parts) for parts in spoken)]),
        theme=np.array([names.index(name) for parts in spoken for name, _ in parts], np.uint16),
        theme_mood=np.array(moods, np.float32),
        emotion=np.array([list(Emotion).index(Emotion(fact.get("emotion", "none"))) for fact in said], np.uint8),
        aim=np.array([list(Aim).index(Aim(fact.get("aim", "none"))) for fact in said], np.uint8),
        stated_s=_seconds(fact.get("stated") for fact in said),
        waited_s=_seconds(fact.get("waited") for fact in said),
    )


def _seconds(texts: Iterable[str | None]) -> Any:
    return np.array([parse_duration(text).total_seconds() if text else np.nan for text in texts], np.float32)
